package jorus.check;

import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what function values take and give where their types say `any`
/// (docs/decisions/0005, "Function values").
///
/// A call of a value may enter every function whose value has a type that goes with the callee's
/// type: as many parameters, each of a type that can meet the other's. Such types are one class.
/// Where all its calls pass one type and all its functions give one, the functions are made for
/// that and the calls expect it.
final class CallClasses {
    private final Refiner refiner;
    private final Types types;
    private final Map<Type, CallClass> byType = new IdentityHashMap<>();

    /// The function types in the order in which they came up.
    private final List<Type> seen = new ArrayList<>();

    /// The functions that expressions make values of, and those that are looked up by their name.
    private final Set<TFunction> added = new HashSet<>();

    private final Set<TFunction> opened = new HashSet<>();

    /// Of how many parameters there are values that enter no function of the program.
    private final Set<Integer> foreign = new HashSet<>();

    /// The classes of callees of which nothing but the number of arguments is known.
    private final Map<Integer, CallClass> byCount = new HashMap<>();

    /// Function types that call each other's values.
    private static final class CallClass {
        private CallClass standsFor;
        private final Type[] parameters;
        private Type result = Type.NEVER;

        /// Whether values may enter functions that are not the program's, and give anything.
        private boolean isOpen;

        private List<Version> functions = new ArrayList<>(2);
        private Set<Version> callers = new LinkedHashSet<>();

        CallClass(int count) {
            parameters = new Type[count];
            Arrays.fill(parameters, Type.NEVER);
        }

        CallClass root() {
            CallClass root = this;
            while (root.standsFor != null) {
                root = root.standsFor;
            }
            return root;
        }
    }

    private final boolean isOff;

    /// If `isOff`, types stay what they are.
    CallClasses(Refiner refiner, boolean isOff) {
        this.refiner = refiner;
        this.isOff = isOff;
        this.types = refiner.types();
    }

    private CallClass of(Type callee, int count) {
        if (callee.kind() == Type.Kind.FUNCTION) {
            return of(callee);
        }
        CallClass known = byCount.get(count);
        if (known == null) {
            known = newClass(count);
            byCount.put(count, known);
            for (int i = 0; i < seen.size(); i++) {
                if (seen.get(i).parameters().size() == count) {
                    unite(known, byType.get(seen.get(i)));
                }
            }
        }
        return known.root();
    }

    private CallClass newClass(int count) {
        CallClass made = new CallClass(count);
        if (foreign.contains(count)) {
            open(made);
        }
        return made;
    }

    private CallClass of(Type type) {
        CallClass known = byType.get(type);
        if (known != null) {
            return known.root();
        }
        int count = type.parameters().size();
        CallClass made = newClass(count);
        byType.put(type, made);
        for (int i = 0; i < seen.size(); i++) {
            if (canMeet(seen.get(i), type)) {
                unite(byType.get(seen.get(i)), made);
            }
        }
        seen.add(type);
        CallClass unknown = byCount.get(count);
        if (unknown != null) {
            unite(unknown, made);
        }
        return made.root();
    }

    /// Whether a value of one type can be called as one of the other, so that its function begins.
    private static boolean canMeet(Type one, Type other) {
        int count = one.parameters().size();
        if (other.parameters().size() != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!one.parameters().get(i).accepts(other.parameters().get(i))) {
                return false;
            }
        }
        return true;
    }

    private void unite(CallClass one, CallClass other) {
        CallClass first = one.root();
        CallClass second = other.root();
        if (first == second) {
            return;
        }
        second.standsFor = first;
        first.callers.addAll(second.callers);
        first.functions.addAll(second.functions);
        if (second.isOpen) {
            open(first);
        }
        raiseResult(first, second.result);
        refiner.enqueueAll(second.callers);
        for (int i = 0; i < first.parameters.length; i++) {
            raiseParameter(first, i, second.parameters[i]);
            for (int j = 0; j < second.functions.size(); j++) {
                pass(second.functions.get(j), i, first.parameters[i]);
            }
        }
        second.functions = List.of();
        second.callers = Set.of();
    }

    private void raiseResult(CallClass at, Type type) {
        Type joined = refiner.join(at.result, Refiner.held(type), Type.ANY);
        if (joined != at.result) {
            at.result = joined;
            refiner.enqueueAll(at.callers);
        }
    }

    private void raiseParameter(CallClass at, int index, Type given) {
        Type type = at.isOpen ? refiner.giveUp(given) : given;
        Type joined = refiner.join(at.parameters[index], Refiner.held(type), Type.ANY);
        if (joined != at.parameters[index]) {
            at.parameters[index] = joined;
            for (int i = 0; i < at.functions.size(); i++) {
                pass(at.functions.get(i), index, joined);
            }
        }
    }

    private void pass(Version function, int index, Type type) {
        Type declared = function.function().locals().get(index).type();
        if (declared.isAny() && type != Type.NEVER) {
            refiner.passes(function, index, type);
        } else if (type instanceof Site site) {
            refiner.sites().reaches(site, declared);
        }
    }

    /// A value of `callee`, which may be `any`, is called with `arguments`; gives what is known of
    /// the result.
    Type call(Version caller, Type callee, Type[] arguments) {
        CallClass at = of(callee, arguments.length);
        boolean isFunction = callee.kind() == Type.Kind.FUNCTION;
        at.callers.add(caller);
        for (int i = 0; i < arguments.length; i++) {
            Type declared = isFunction ? callee.parameters().get(i) : Type.ANY;
            if (arguments[i] instanceof Site site) {
                refiner.sites().reaches(site, declared);
            }
            raiseParameter(at, i, declared.isAny() ? arguments[i] : declared);
        }
        return isFunction && !callee.result().isAny() ? callee.result() : at.result;
    }

    /// There are values of type `type` that enter `function`.
    void add(Version function, Type type) {
        if (!added.add(function.function())) {
            return;
        }
        CallClass at = of(type);
        at.functions.add(function);
        for (int i = 0; i < at.parameters.length; i++) {
            pass(function, i, at.parameters[i]);
        }
        // What it returns was not noted until now.
        refiner.enqueue(function);
    }

    /// There are values of `count` parameters, of a type that goes with all others, that enter no
    /// function of the program.
    void addForeign(int count) {
        if (!foreign.add(count)) {
            return;
        }
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).parameters().size() == count) {
                open(byType.get(seen.get(i)).root());
            }
        }
        CallClass unknown = byCount.get(count);
        if (unknown != null) {
            open(unknown.root());
        }
    }

    private void open(CallClass at) {
        at.isOpen = true;
        raiseResult(at, Type.ANY);
        for (int i = 0; i < at.parameters.length; i++) {
            raiseParameter(at, i, refiner.giveUp(at.parameters[i]));
        }
    }

    boolean contains(Version function) {
        return added.contains(function.function());
    }

    /// Values of `method` may be called in ways that are not seen here; gives whether that is new.
    boolean open(TFunction method) {
        return opened.add(method);
    }

    /// Whether the values of a function are made for what was found.
    boolean isRefined(TFunction function) {
        return !isOff && added.contains(function) && !opened.contains(function);
    }

    /// A function with values of type `type` gives a value of type `given`.
    void returns(Type type, Type given) {
        boolean isDeclared = !type.result().isAny();
        raiseResult(of(type), isDeclared ? type.result() : given);
    }

    /// Whether all that there is to know stands in the types.
    boolean isEmpty() {
        boolean isEmpty = byCount.isEmpty();
        for (int i = 0; i < seen.size() && isEmpty; i++) {
            isEmpty = !seen.get(i).mentionsAny();
        }
        return isEmpty;
    }

    /// `type` with what its values really take and give.
    Type refined(Type type) {
        CallClass known = byType.get(type);
        return known == null || isOff
                ? type
                : types.function(
                        parameters(known.root(), type.parameters()),
                        known(known.root().result, type.result()));
    }

    private List<Type> parameters(CallClass at, List<Type> declared) {
        List<Type> refined = new ArrayList<>(declared.size());
        for (int i = 0; i < declared.size(); i++) {
            refined.add(known(refiner.exact(at.parameters[i]), declared.get(i)));
        }
        return refined;
    }

    /// The type with which values of `callee` are to be called with `count` arguments; null if that
    /// is `any` and nothing else is known of them.
    Type refined(Type callee, int count) {
        if (callee.kind() == Type.Kind.FUNCTION) {
            return refined(callee);
        }
        CallClass known = byCount.get(count);
        if (known == null || isOff) {
            return null;
        }
        List<Type> declared = Collections.nCopies(count, Type.ANY);
        List<Type> parameters = parameters(known.root(), declared);
        Type result = known(known.root().result, Type.ANY);
        boolean isKnown = !result.isAny();
        for (int i = 0; i < count; i++) {
            isKnown |= !parameters.get(i).isAny();
        }
        return isKnown ? types.function(parameters, result) : null;
    }

    private static Type known(Type found, Type declared) {
        boolean isKnown =
                switch (found.kind()) {
                    case I32, I64, U32, U64, F64, BOOL, STRING, STRUCT, ENUM, FUNCTION -> true;
                    // `[[any]]` would be another type than that of the arrays.
                    case ARRAY -> found.element().isAny() || !found.mentionsAny();
                    case VOID, ANY, ERROR, RANGE, NEVER -> false;
                };
        return declared.isAny() && isKnown ? found : declared;
    }
}
