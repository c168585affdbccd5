package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.check.RefinedProgram;
import jorus.check.TFunction;
import jorus.check.Variable;
import jorus.check.Version;
import jorus.source.SourceFile;
import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/// What the lowering of all versions shares: where variables live, what function values are, and
/// the functions that no version is.
final class ProgramScope {
    final RefinedProgram program;
    final Types types;
    final Places places;
    final HiddenTypes hidden = new HiddenTypes();
    private final HiddenType.Closure[] closures;
    private final HiddenType.Closure[] builtins = new HiddenType.Closure[Builtin.count()];
    private final List<IrFunction> wrappers = new ArrayList<>();
    private final IdentityHashMap<Type, Integer> adapters = new IdentityHashMap<>();
    private final int[] lifted;
    private final ArrayDeque<Body> wanted = new ArrayDeque<>();
    private final SourceFile file;

    /// A version to be lowered as function `number`; lifted: with its captures as parameters.
    record Body(Version version, int number, boolean isLifted) {}

    ProgramScope(RefinedProgram program, Types types) {
        this.program = program;
        this.types = types;
        this.places = new Places(program);
        this.closures = new HiddenType.Closure[program.versions().size()];
        this.lifted = new int[closures.length];
        List<Version> modules = program.modules();
        this.file = modules.get(modules.size() - 1).function().file();
    }

    /// The functions that follow the versions.
    List<IrFunction> wrappers() {
        return wrappers;
    }

    private int number(IrFunction wrapper) {
        wrappers.add(wrapper);
        // Versions come first, so no number here is 0.
        return closures.length + wrappers.size() - 1;
    }

    /// The next body that something lowered so far needs, or null.
    Body nextWanted() {
        return wanted.pollFirst();
    }

    /// Number of the function with the body of `version`, whose parameters are the variables that
    /// it captures, then its own: a call that knows its function makes no closure.
    int lifted(Version version) {
        int known = lifted[version.id()];
        if (known == 0) {
            known = number(null);
            lifted[version.id()] = known;
            wanted.add(new Body(version, known, true));
        }
        return known;
    }

    void lower(Body body, IrFunction function) {
        wrappers.set(body.number() - closures.length, function);
    }

    /// How a closure holds a captured variable.
    Type captureType(Version version, Variable variable) {
        Type type = version.typeOf(variable);
        // Nothing is ever stored into it: whatever stands there is never read.
        Type held = Scope.hasRegister(type) ? type : Type.ANY;
        return variable.isCell() ? hidden.cell(held, variable.needsFlag()) : held;
    }

    /// The objects that stand for a function whose values enter `version`.
    HiddenType.Closure closure(Version version) {
        assert version.isValue() : version + " has no values";
        HiddenType.Closure known = closures[version.id()];
        if (known != null) {
            return known;
        }
        TFunction function = version.function();
        List<Type> captures = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < function.captures().size(); i++) {
            captures.add(captureType(version, function.captures().get(i)));
            names.add(function.captures().get(i).name());
        }
        Type signature = types.function(version.parameters(), resultOf(version));
        boolean isDynamic = isDynamic(signature);
        int dynamic = isDynamic ? version.id() : closures.length + wrappers.size();
        HiddenType.Closure made =
                new HiddenType.Closure(
                        function.name(), signature, version.id(), dynamic, captures, names);
        closures[version.id()] = made;
        wanted.add(new Body(version, version.id(), false));
        if (!isDynamic) {
            number(wrapper(version, made));
        }
        return made;
    }

    /// The object of which calls by name call the function, with the object before the name as
    /// first argument. A function that does not take that gets an object of its own.
    HiddenType.Closure method(RefinedProgram.MethodVersion method) {
        Version version = method.version();
        if (!method.method().isAssociated()) {
            return closure(version);
        }
        int function = lifted(version);
        int count = version.parameters().size();
        Type signature = types.function(Collections.nCopies(count + 1, Type.ANY), Type.ANY);
        int number = closures.length + wrappers.size();
        String name = version.function().name();
        HiddenType.Closure made =
                new HiddenType.Closure(name, signature, number, number, List.of(), List.of());
        Code code = new Code(new IrFunction(name, version.function().file(), Type.ANY));
        code.function.newParameter(made);
        code.function.newParameter(Type.ANY);
        int[] arguments = new int[count];
        for (int i = 0; i < count; i++) {
            arguments[i] = code.function.newParameter(Type.ANY);
        }
        check(code, version, arguments, 0);
        enter(code, function, resultOf(version), arguments);
        number(code.function);
        return made;
    }

    /// What the function of a version returns; it need not ever come back.
    static Type resultOf(Version version) {
        return version.result() == Type.NEVER ? Type.VOID : version.result();
    }

    private static boolean isDynamic(Type signature) {
        for (int i = 0; i < signature.parameters().size(); i++) {
            if (!signature.parameters().get(i).isAny()) {
                return false;
            }
        }
        return signature.result().isAny();
    }

    /// The function that takes the arguments of a call as `any` and checks them. It has no
    /// positions: its errors are those of the call.
    private static IrFunction wrapper(Version version, HiddenType.Closure closure) {
        TFunction function = version.function();
        Code code = new Code(new IrFunction(function.name(), function.file(), Type.ANY));
        int count = closure.parameters().size();
        int[] arguments = new int[count + 1];
        arguments[0] = code.function.newParameter(closure);
        for (int i = 1; i <= count; i++) {
            arguments[i] = code.function.newParameter(Type.ANY);
        }
        check(code, version, arguments, 1);
        enter(code, closure.direct(), closure.result(), arguments);
        return code.function;
    }

    /// Makes of the arguments from `first` on, which are values of type any, what a version takes.
    /// What its function declares comes first: where that is wrong the function is none that such a
    /// call was known to enter, and nothing else that is known of its parameters holds.
    private static void check(Code code, Version version, int[] arguments, int first) {
        Conversions conversions = new Conversions(code);
        for (boolean isDeclared : new boolean[] {true, false}) {
            for (int i = first; i < arguments.length; i++) {
                Type type = version.parameters().get(i - first);
                if (version.function().locals().get(i - first).type().isAny() != isDeclared) {
                    arguments[i] = conversions.coerce(arguments[i], Type.ANY, type, NONE, null);
                }
            }
        }
    }

    /// Ends a function with a call of another.
    private static void enter(Code code, int callee, Type result, int[] arguments) {
        int target = Scope.hasRegister(result) ? code.newRegister(result) : NONE;
        code.call(target, callee, arguments, NONE);
        code.returnValue(new Conversions(code).box(target, result, NONE));
        code.complete();
    }

    /// Number of the function that calls values which may have another signature than `type` says,
    /// with arguments and a result that are as it says. It has no positions either.
    int adapter(Type type) {
        Integer known = adapters.get(type);
        if (known != null) {
            return known;
        }
        Type result = type.result();
        Code code = new Code(new IrFunction(type.name(), file, result));
        Conversions conversions = new Conversions(code);
        int callee = code.function.newParameter(type);
        int[] arguments = new int[type.parameters().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = code.function.newParameter(type.parameters().get(i));
        }
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = conversions.box(arguments[i], type.parameters().get(i), NONE);
        }
        int given = code.newRegister(Type.ANY);
        code.callDynamic(given, callee, arguments, NONE);
        code.returnValue(conversions.coerce(given, Type.ANY, result, NONE, null));
        code.complete();
        int number = number(code.function);
        adapters.put(type, number);
        return number;
    }

    private static final int NONE = Instruction.NONE;

    /// The object that stands for a builtin; its function takes and gives `any`.
    HiddenType.Closure closure(Builtin row) {
        HiddenType.Closure known = builtins[row.id()];
        if (known != null) {
            return known;
        }
        List<Type> parameters = new ArrayList<>();
        for (int i = 0; i < row.valueParameters(); i++) {
            parameters.add(Type.ANY);
        }
        Type signature = types.function(parameters, Type.ANY);
        int function = closures.length + wrappers.size();
        HiddenType.Closure made =
                new HiddenType.Closure(
                        row.text(), signature, function, function, List.of(), List.of());
        builtins[row.id()] = made;
        Code code = new Code(new IrFunction(row.text(), file, Type.ANY));
        code.function.newParameter(made);
        int[] arguments = new int[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = code.function.newParameter(Type.ANY);
        }
        code.returnValue(new BuiltinWrapper(code).call(row, arguments));
        code.complete();
        number(code.function);
        return made;
    }

    static Type typeOf(Shape shape) {
        return switch (shape) {
            case VOID -> Type.VOID;
            case BOOL -> Type.BOOL;
            case I32 -> Type.I32;
            case I64 -> Type.I64;
            case U32 -> Type.U32;
            case U64 -> Type.U64;
            case F64 -> Type.F64;
            case STRING -> Type.STRING;
            case ITERATOR -> Type.RANGE;
            case ANY -> Type.ANY;
            case REF, NUMBER, SEQUENCE, ARRAY, ELEMENT ->
                    throw new AssertionError("generic shape " + shape + " has no one type");
        };
    }
}
