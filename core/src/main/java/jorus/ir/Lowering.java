package jorus.ir;

import jorus.check.RefinedProgram;
import jorus.check.TFunction;
import jorus.check.TProgram;
import jorus.check.Version;
import jorus.source.Diagnostics;
import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayList;
import java.util.List;

/// Lowers a refined program to IR.
public final class Lowering {
    private Lowering() {}

    /// Lowers all versions and optimizes them; functions of the result are numbered like versions,
    /// functions that no version is follow.
    ///
    /// `diagnostics` gets what the emitter has to refuse.
    public static IrProgram lower(RefinedProgram program, Types types, Diagnostics diagnostics) {
        IrProgram result = lowerOnly(program, types, diagnostics);
        Passes.run(result);
        return result;
    }

    /// The same without passes.
    static IrProgram lowerOnly(RefinedProgram program, Types types, Diagnostics diagnostics) {
        ProgramScope shared = new ProgramScope(program, types);
        List<Version> modules = program.modules();
        Version main = modules.get(modules.size() - 1);
        List<Version> before = modules.subList(0, modules.size() - 1);
        IrFunction[] functions = new IrFunction[program.versions().size()];
        for (int i = 0; i < functions.length; i++) {
            Version version = program.versions().get(i);
            assert version.id() == i : "version " + version.id() + " stands at " + i;
            if (!version.isValue()) {
                StatementLowering lowering = lowering(shared, version, false);
                boolean isMain = version == main;
                functions[i] = lowering.lower(isMain, isMain ? before : List.of());
            }
        }
        List<IrProgram.Method> methods = new ArrayList<>();
        for (int i = 0; i < program.methods().size(); i++) {
            TProgram.Method method = program.methods().get(i).method();
            HiddenType.Closure closure = shared.method(program.methods().get(i));
            methods.add(new IrProgram.Method(method.owner(), method.name(), closure));
        }
        ProgramScope.Body body = shared.nextWanted();
        for (; body != null; body = shared.nextWanted()) {
            IrFunction function =
                    lowering(shared, body.version(), body.isLifted()).lower(false, List.of());
            if (body.isLifted()) {
                shared.lower(body, function);
            } else {
                functions[body.number()] = function;
            }
        }
        List<IrFunction> all = new ArrayList<>(functions.length + shared.wrappers().size());
        for (int i = 0; i < functions.length; i++) {
            Version version = program.versions().get(i);
            all.add(functions[i] != null ? functions[i] : unused(version.function()));
        }
        all.addAll(shared.wrappers());
        return new IrProgram(all, main.id(), shared.places.globals(), methods, diagnostics);
    }

    private static StatementLowering lowering(
            ProgramScope shared, Version version, boolean isLifted) {
        return new StatementLowering(new Scope(shared, version, isLifted));
    }

    /// Stands for a function that has no values, since all calls of it know it.
    private static IrFunction unused(TFunction function) {
        Code code = new Code(new IrFunction(function.name(), function.file(), Type.VOID));
        code.returnValue(Instruction.NONE);
        code.complete();
        return code.function;
    }
}
