package jorus.ir;

import jorus.builtin.TrapKind;
import jorus.check.TExpr;
import jorus.check.TFunction;
import jorus.check.Variable;
import jorus.check.Version;
import jorus.source.Span;
import jorus.type.Type;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/// What the lowering of one version shares: refined types, and where variables live.
///
/// A variable is a register of this function, a global, or the content of a cell, which a register
/// holds. Copies of captured variables and captured cells are registers too, loaded from the
/// closure at the entry.
final class Scope {
    static final int NONE = Instruction.NONE;

    /// Fields of a [HiddenType.Cell].
    static final int CONTENT = 0;

    static final int FLAG = 1;

    final Version version;
    final ProgramScope shared;
    final Code code;
    final Conversions conversions;
    private final int[] locals;
    private final int[] localFlags;
    private final int[] promoted;
    private final int[] promotedFlags;
    private final IdentityHashMap<Variable, Integer> captured = new IdentityHashMap<>();
    private int self = NONE;

    /// The register of the error that the innermost handler has caught.
    int caught = NONE;

    /// `isLifted`: the captured variables are the first parameters, there is no closure.
    Scope(ProgramScope shared, Version version, boolean isLifted) {
        this.shared = shared;
        this.version = version;
        TFunction function = version.function();
        boolean isModule = function.isModule();
        Type result = isModule ? Type.VOID : ProgramScope.resultOf(version);
        code = new Code(new IrFunction(function.name(), function.file(), result));
        code.function.declaration = function.span().start();
        conversions = new Conversions(code);
        int count = function.locals().size();
        int globals = isModule ? shared.program.program().globals().size() : 0;
        locals = unset(count);
        localFlags = unset(count);
        promoted = unset(globals);
        promotedFlags = unset(globals);
        if (isLifted) {
            for (int i = 0; i < function.captures().size(); i++) {
                Variable variable = function.captures().get(i);
                Type type = shared.captureType(version, variable);
                captured.put(variable, code.function.newParameter(type));
                name(variable, captured.get(variable));
            }
        } else if (version.isValue()) {
            self = code.function.newParameter(shared.closure(version));
        }
        for (int i = 0; i < function.parameterCount(); i++) {
            Type type = version.parameters().get(i);
            if (hasRegister(type)) {
                locals[i] = code.function.newParameter(type);
                name(function.locals().get(i), locals[i]);
            }
        }
    }

    private static int[] unset(int count) {
        int[] numbers = new int[count];
        Arrays.fill(numbers, NONE);
        return numbers;
    }

    /// Lowers the entry: loads what the closure holds, and puts parameters where they live.
    void enter() {
        TFunction function = version.function();
        for (int i = 0; self != NONE && i < function.captures().size(); i++) {
            Variable variable = function.captures().get(i);
            int register = code.newRegister(shared.captureType(version, variable));
            code.getField(register, self, code.function.type(self), i);
            captured.put(variable, register);
            name(variable, register);
        }
        for (int i = 0; i < function.parameterCount(); i++) {
            Variable parameter = function.locals().get(i);
            int given = locals[i];
            Type type = typeOf(parameter);
            if (given == NONE || !hasRegister(type)) {
                continue;
            }
            Type from = version.parameters().get(i);
            if (parameter.isCell()) {
                locals[i] = NONE;
                freshCell(parameter);
                store(parameter, conversions.coerce(given, from, type, NONE, null));
            } else if (from != type) {
                locals[i] = conversions.coerce(given, from, type, code.newRegister(type), null);
            }
        }
    }

    Type typeOf(TExpr expression) {
        Type type = version.typeOf(expression);
        return type == null ? Type.NEVER : type;
    }

    Type typeOf(Variable variable) {
        Type type =
                variable.isModuleLevel()
                        ? shared.program.typeOfGlobal(variable)
                        : version.typeOf(variable);
        return type == null ? Type.NEVER : type;
    }

    /// Whether values of the type are held in registers: `void` and what is never reached are not.
    static boolean hasRegister(Type type) {
        return type != Type.VOID && type != Type.NEVER;
    }

    /// Whether the variable, or its cell, is a register of this function.
    boolean isRegister(Variable variable) {
        return !variable.isModuleLevel()
                || shared.places.isPromoted(variable) && variable.owner() == version.function();
    }

    static boolean isCell(Variable variable) {
        return variable.isCell() && !variable.isModuleLevel();
    }

    /// The type of the register that holds the variable. One that may have no value yet needs some
    /// value of its type; where there is none at hand, it is held as `any`.
    Type heldAs(Variable variable) {
        if (isCell(variable)) {
            return shared.captureType(version, variable);
        }
        Type type = typeOf(variable);
        return variable.needsFlag() && needsObject(type) ? Type.ANY : type;
    }

    private static boolean needsObject(Type type) {
        return switch (type.kind()) {
            case STRUCT, ENUM, FUNCTION, RANGE, ERROR -> true;
            case I32, I64, U32, U64, F64, BOOL, STRING, ARRAY, VOID, ANY, NEVER -> false;
        };
    }

    /// The register of a variable that is one and has a type with registers; of a cell if the
    /// variable has one.
    int register(Variable variable) {
        Integer outer = captured.get(variable);
        if (outer != null) {
            return outer;
        }
        int[] registers = variable.isModuleLevel() ? promoted : locals;
        int register = registers[variable.index()];
        if (register == NONE) {
            register = code.newRegister(heldAs(variable));
            registers[variable.index()] = register;
            name(variable, register);
        }
        return register;
    }

    private void name(Variable variable, int register) {
        code.function.variable(register, variable.name());
    }

    /// The register that a new value of the variable may be computed into, or NONE.
    int wanted(Variable variable) {
        boolean isPlain =
                isRegister(variable)
                        && !isCell(variable)
                        && heldAs(variable) == typeOf(variable)
                        && hasRegister(typeOf(variable));
        return isPlain ? register(variable) : NONE;
    }

    /// Makes `variable`, which is never stored to, another name of a register.
    void alias(Variable variable, int register) {
        assert !variable.isModuleLevel() && locals[variable.index()] == NONE;
        locals[variable.index()] = register;
    }

    /// Gives the variable a new cell without a value.
    void freshCell(Variable variable) {
        if (code.isDead()) {
            return;
        }
        if (!isCell(variable)) {
            if (variable.needsFlag() && isRegister(variable)) {
                code.constant(Type.I32, 0, flag(variable));
            }
            return;
        }
        int cell = register(variable);
        code.newObject(cell, code.function.type(cell), variable.declaration().start());
    }

    /// The i32 register that is 1 once the variable has a value.
    int flag(Variable variable) {
        if (isCell(variable)) {
            int flag = code.newRegister(Type.I32);
            int cell = register(variable);
            code.getField(flag, cell, code.function.type(cell), FLAG);
            return flag;
        }
        if (!isRegister(variable)) {
            int flag = code.newRegister(Type.I32);
            code.getGlobal(flag, shared.places.flag(variable));
            return flag;
        }
        int[] flags = variable.isModuleLevel() ? promotedFlags : localFlags;
        int flag = flags[variable.index()];
        if (flag == NONE) {
            flag = code.newRegister(Type.I32);
            flags[variable.index()] = flag;
        }
        return flag;
    }

    List<Variable> moduleVariables() {
        return shared.program.program().globals();
    }

    /// See [Places#constant(Variable)].
    TExpr.Literal constant(Variable variable) {
        return variable.isModuleLevel() ? shared.places.constant(variable) : null;
    }

    /// The value of a variable, which has one: its register, which must not be written, or another.
    int read(Variable variable, int wanted, Span span) {
        Type type = typeOf(variable);
        if (isCell(variable)) {
            int cell = register(variable);
            int target = code.target(type, wanted);
            code.getField(target, cell, code.function.type(cell), CONTENT);
            return target;
        }
        if (!isRegister(variable)) {
            int target = code.target(type, wanted);
            code.getGlobal(target, shared.places.global(variable));
            return target;
        }
        int register = register(variable);
        return conversions.coerce(register, code.function.type(register), type, NONE, span);
    }

    /// Stores `register`, which has the variable's type.
    void store(Variable variable, int register) {
        if (code.isDead()) {
            return;
        }
        if (isCell(variable)) {
            int cell = register(variable);
            code.setField(cell, code.function.type(cell), CONTENT, register);
        } else if (isRegister(variable)) {
            int target = register(variable);
            Type from = code.function.type(register);
            conversions.coerce(register, from, code.function.type(target), target, null);
        } else {
            code.setGlobal(shared.places.global(variable), register);
        }
        markSet(variable);
    }

    void markSet(Variable variable) {
        if (!variable.needsFlag()) {
            return;
        }
        if (isCell(variable)) {
            int cell = register(variable);
            int one = code.constant(Type.I32, 1, NONE);
            code.setField(cell, code.function.type(cell), FLAG, one);
        } else if (isRegister(variable)) {
            code.constant(Type.I32, 1, flag(variable));
        } else {
            code.setGlobal(shared.places.flag(variable), code.constant(Type.I32, 1, NONE));
        }
    }

    /// The closure that this function was called with, or NONE.
    int self() {
        return self;
    }

    /// What a closure keeps of a variable, as [ProgramScope#captureType] says.
    int capture(Variable variable, Span span) {
        if (isCell(variable)) {
            return register(variable);
        }
        if (!hasRegister(typeOf(variable))) {
            return conversions.box(NONE, Type.VOID, NONE);
        }
        return read(variable, NONE, span);
    }

    void trap(TrapKind kind, String message, Span span) {
        code.trap(kind, message, span.start());
    }

    void typeTrap(String message, Span span) {
        trap(TrapKind.TYPE, message, span);
    }

    /// Ends the code where refinement knows that what has been lowered traps before this.
    void neverReached(Span span) {
        typeTrap("this point is never reached", span);
    }
}
