package jorus.ir;

import jorus.check.RefinedProgram;
import jorus.check.Version;
import jorus.source.Diagnostics;
import jorus.type.Types;

import java.util.ArrayList;
import java.util.List;

/// Lowers a refined program to IR.
public final class Lowering {
    private Lowering() {}

    /// Lowers all versions and optimizes them; functions of the result are numbered like versions.
    ///
    /// What can't be lowered yet is reported, and the result must not be used then.
    public static IrProgram lower(RefinedProgram program, Types types, Diagnostics diagnostics) {
        IrProgram result = lowerOnly(program, types, diagnostics);
        if (!diagnostics.hasErrors()) {
            Passes.run(result);
        }
        return result;
    }

    /// The same without passes.
    static IrProgram lowerOnly(RefinedProgram program, Types types, Diagnostics diagnostics) {
        Places places = new Places(program);
        List<Version> modules = program.modules();
        Version main = modules.get(modules.size() - 1);
        List<Version> before = modules.subList(0, modules.size() - 1);
        List<IrFunction> functions = new ArrayList<>();
        for (int i = 0; i < program.versions().size(); i++) {
            Version version = program.versions().get(i);
            assert version.id() == i : "version " + version.id() + " stands at " + i;
            Scope scope = new Scope(program, version, places, types, diagnostics);
            StatementLowering lowering = new StatementLowering(scope);
            functions.add(lowering.lower(version == main, version == main ? before : List.of()));
        }
        return new IrProgram(functions, main.id(), places.globals(), diagnostics);
    }
}
