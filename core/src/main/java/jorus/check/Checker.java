package jorus.check;

import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.syntax.Module;
import jorus.type.EnumType;
import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Resolves the names and static types of a program (language.md sections 2 to 11) and builds its
/// typed tree.
///
/// One instance per program numbers functions and module variables; a [ModuleChecker] checks one
/// module. Mistakes of the script are reported, never thrown; the tree of a module with errors is
/// good for nothing but more checking. Not thread-safe.
public final class Checker {
    /// Warnings reported for a whole program; more would hide what the program itself writes.
    static final int MAX_WARNINGS = 5;

    private final Types types;
    private final List<TFunction> functions = new ArrayList<>();
    private final List<TFunction> modules = new ArrayList<>();
    private final List<Variable> globals = new ArrayList<>();
    private final List<TProgram.Method> methods = new ArrayList<>();
    private final Map<Type, DeclaredType> declaredTypes = new HashMap<>();
    private final Map<ModuleSource, ModuleChecker> checked = new HashMap<>();
    private final ArrayDeque<PendingBody> pending = new ArrayDeque<>();
    private final CallGraph callGraph = new CallGraph();
    private int warnings;
    private final Binding.OfType result = predeclaredResult();

    private Checker(Types types) {
        this.types = types;
    }

    /// Checks a program of one module, which can use `std.math` only.
    ///
    /// Errors go to `diagnostics`; the result may be lowered only if there are none. `types` makes
    /// all array and function types of the tree.
    public static TProgram check(Module main, Types types, Diagnostics diagnostics) {
        String name = main.file().path();
        ModuleSource source = new ModuleSource(main, name, List.of(), diagnostics);
        Checker checker = new Checker(types);
        new ModuleChecker(checker, source).check();
        return checker.program();
    }

    /// Checks the modules of a program, each behind those that it uses, the program itself last.
    ///
    /// Ends at the first module with errors, be it the parser's or the loader's: the result holds
    /// the modules before it, which are to run before those errors are reported. Warnings and
    /// errors are in the diagnostics of each module.
    public static TProgram check(List<ModuleSource> inOrder, Types types) {
        Checker checker = new Checker(types);
        for (int i = 0; i < inOrder.size(); i++) {
            ModuleSource source = inOrder.get(i);
            TProgram before = checker.program();
            if (!source.diagnostics().hasErrors()) {
                ModuleChecker module = new ModuleChecker(checker, source);
                checker.checked.put(source, module);
                module.check();
            }
            if (source.diagnostics().hasErrors()) {
                return before;
            }
        }
        return checker.program();
    }

    private TProgram program() {
        return new TProgram(
                List.copyOf(modules),
                List.copyOf(functions),
                List.copyOf(globals),
                List.copyOf(methods));
    }

    private Binding.OfType predeclaredResult() {
        EnumType type = new EnumType("Result");
        List<String> value = List.of("value");
        List<String> message = List.of("message");
        type.complete(
                List.of(
                        new EnumType.Variant("Ok", value, List.of(Type.ANY)),
                        new EnumType.Variant("Err", message, List.of(Type.STRING))));
        DeclaredType declared = DeclaredType.predeclared(type);
        declare(declared);
        return new Binding.OfType(type.name(), declared.span(), declared);
    }

    Types types() {
        return types;
    }

    /// The enum that every module has (language.md 8).
    Binding.OfType result() {
        return result;
    }

    CallGraph callGraph() {
        return callGraph;
    }

    /// Whether the program may report one more warning, which is counted.
    boolean mayWarn() {
        return warnings++ < MAX_WARNINGS;
    }

    /// The checked module behind a `use`; null if it was not found.
    ModuleChecker module(ModuleSource source) {
        return source == null ? null : checked.get(source);
    }

    void declare(DeclaredType declared) {
        declaredTypes.put(declared.type(), declared);
    }

    /// The declaration of a struct or enum.
    DeclaredType declared(Type type) {
        DeclaredType found = declaredTypes.get(type);
        assert found != null : type;
        return found;
    }

    void addMethod(TProgram.Method method) {
        methods.add(method);
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

    List<TFunction> functions() {
        return functions;
    }

    /// Leaves the body of a function for later.
    void postpone(PendingBody body) {
        pending.addLast(body);
    }

    /// The next body to check, or null.
    PendingBody nextBody() {
        return pending.pollFirst();
    }
}
