package jorus.check;

import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.syntax.Module;
import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayList;
import java.util.List;

/// Resolves the names and static types of a program (language.md sections 2 to 6 and 11) and builds
/// its typed tree.
///
/// One instance per program numbers functions and module variables; a [ModuleChecker] checks one
/// module. Mistakes of the script are reported, never thrown; the tree of a program with errors is
/// good for nothing but more checking. Not thread-safe.
public final class Checker {
    private final Types types;
    private final Diagnostics diagnostics;
    private final List<TFunction> functions = new ArrayList<>();
    private final List<TFunction> modules = new ArrayList<>();
    private final List<Variable> globals = new ArrayList<>();

    private Checker(Types types, Diagnostics diagnostics) {
        this.types = types;
        this.diagnostics = diagnostics;
    }

    /// Checks a program of one module.
    ///
    /// Errors go to `diagnostics`; the result may be lowered only if there are none. `types` makes
    /// all array types of the tree.
    public static TProgram check(Module main, Types types, Diagnostics diagnostics) {
        Checker checker = new Checker(types, diagnostics);
        new ModuleChecker(checker, main).check();
        return new TProgram(checker.modules, checker.functions, checker.globals);
    }

    Types types() {
        return types;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    TFunction newFunction(String name, SourceFile file, Span span) {
        return add(new TFunction(functions.size(), name, file, span, false));
    }

    TFunction newModule(SourceFile file) {
        TFunction made =
                add(new TFunction(functions.size(), file.path(), file, new Span(0, 0), true));
        modules.add(made);
        return made;
    }

    private TFunction add(TFunction made) {
        functions.add(made);
        return made;
    }

    Variable newGlobal(String name, Type type, Span span, TFunction module) {
        Variable made = new Variable(name, type, span, module, globals.size(), true);
        globals.add(made);
        return made;
    }

    int functionCount() {
        return functions.size();
    }
}
