package jorus.check;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The refined types of variables that several versions share: those of modules, and those that
/// closures capture. Who has read one is looked at again when its type climbs.
final class VariableTypes {
    private final Refiner refiner;
    private final Type[] globals;
    private final List<Set<Version>> readers;
    private final Map<Variable, Type> captured = new HashMap<>();
    private final Map<Variable, Set<Version>> capturedReaders = new HashMap<>();

    VariableTypes(Refiner refiner, List<Variable> globals) {
        this.refiner = refiner;
        this.globals = new Type[globals.size()];
        this.readers = new ArrayList<>(globals.size());
        for (int i = 0; i < globals.size(); i++) {
            this.globals[i] = Refiner.start(globals.get(i).type());
            readers.add(null);
        }
    }

    Type[] globals() {
        return globals;
    }

    Map<Variable, Type> captured() {
        return captured;
    }

    Type read(Version reader, Variable global) {
        if (global.type().mentionsAny()) {
            Set<Version> known = readers.get(global.index());
            if (known == null) {
                known = new LinkedHashSet<>();
                readers.set(global.index(), known);
            }
            known.add(reader);
        }
        return refiner.resolved(globals[global.index()]);
    }

    void store(Variable global, Type type) {
        int index = global.index();
        Type joined = refiner.join(globals[index], Refiner.held(type), global.type());
        if (joined == globals[index]) {
            return;
        }
        globals[index] = joined;
        refiner.enqueueAll(readers.get(index));
    }

    Type readCaptured(Version reader, Variable variable) {
        if (variable.type().mentionsAny()) {
            Set<Version> known = capturedReaders.get(variable);
            if (known == null) {
                known = new LinkedHashSet<>();
                capturedReaders.put(variable, known);
            }
            known.add(reader);
        }
        Type known = captured.get(variable);
        return known == null ? Refiner.start(variable.type()) : refiner.resolved(known);
    }

    void storeCaptured(Variable variable, Type stored) {
        Type type = stored instanceof Tuple ? refiner.giveUp(stored) : stored;
        Type known = captured.get(variable);
        Type before = known == null ? Refiner.start(variable.type()) : known;
        Type joined = refiner.join(before, Refiner.held(type), variable.type());
        if (known == null || joined != before) {
            captured.put(variable, joined);
        }
        if (joined != before) {
            refiner.enqueueAll(capturedReaders.get(variable));
        }
    }
}
