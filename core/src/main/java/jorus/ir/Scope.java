package jorus.ir;

import jorus.builtin.TrapKind;
import jorus.check.RefinedProgram;
import jorus.check.TExpr;
import jorus.check.Variable;
import jorus.check.Version;
import jorus.source.Code;
import jorus.source.Diagnostics;
import jorus.source.Span;
import jorus.type.Type;
import jorus.type.Types;

import java.util.List;

/// What the lowering of one version shares: refined types, where variables live, complaints.
final class Scope {
    static final int NONE = Instruction.NONE;

    final Version version;
    final Types types;
    final jorus.ir.Code code;
    private final RefinedProgram program;
    private final Places places;
    private final Diagnostics diagnostics;
    private final int[] locals;
    private final int[] localFlags;
    private final int[] promoted;
    private final int[] promotedFlags;
    private boolean isReported;

    Scope(
            RefinedProgram program,
            Version version,
            Places places,
            Types types,
            Diagnostics diagnostics) {
        this.program = program;
        this.version = version;
        this.places = places;
        this.types = types;
        this.diagnostics = diagnostics;
        Type result = version.result() == Type.NEVER ? Type.VOID : version.result();
        boolean isModule = version.function().isModule();
        String name = version.function().name();
        code =
                new jorus.ir.Code(
                        new IrFunction(
                                name, version.function().file(), isModule ? Type.VOID : result));
        int count = version.function().locals().size();
        int globals = isModule ? program.program().globals().size() : 0;
        locals = unset(count);
        localFlags = unset(count);
        promoted = unset(globals);
        promotedFlags = unset(globals);
        for (int i = 0; i < version.function().parameterCount(); i++) {
            Type type = version.parameters().get(i);
            if (hasRegister(type)) {
                locals[i] = code.function.newParameter(type);
            }
        }
    }

    private static int[] unset(int count) {
        int[] numbers = new int[count];
        java.util.Arrays.fill(numbers, NONE);
        return numbers;
    }

    Type typeOf(TExpr expression) {
        Type type = version.typeOf(expression);
        return type == null ? Type.NEVER : type;
    }

    Type typeOf(Variable variable) {
        Type type =
                variable.isModuleLevel()
                        ? program.typeOfGlobal(variable)
                        : version.typeOf(variable);
        return type == null ? Type.NEVER : type;
    }

    /// Whether values of the type are held in registers: `void` and what is never reached are not.
    static boolean hasRegister(Type type) {
        return type != Type.VOID && type != Type.NEVER;
    }

    /// Whether the variable is a register of this function.
    boolean isRegister(Variable variable) {
        return !variable.isModuleLevel()
                || places.isPromoted(variable) && variable.owner() == version.function();
    }

    /// The register of a variable that is one and has a type with registers.
    int register(Variable variable) {
        int[] registers = variable.isModuleLevel() ? promoted : locals;
        int register = registers[variable.index()];
        if (register == NONE) {
            register = code.newRegister(typeOf(variable));
            registers[variable.index()] = register;
        }
        return register;
    }

    /// Makes `variable`, which is never stored to, another name of a register.
    void alias(Variable variable, int register) {
        assert !variable.isModuleLevel() && locals[variable.index()] == NONE;
        locals[variable.index()] = register;
    }

    /// The i32 register that is 1 once the variable has a value.
    int flag(Variable variable) {
        int[] flags = variable.isModuleLevel() ? promotedFlags : localFlags;
        int flag = flags[variable.index()];
        if (flag == NONE) {
            flag = code.newRegister(Type.I32);
            flags[variable.index()] = flag;
        }
        return flag;
    }

    int global(Variable variable) {
        return places.global(variable);
    }

    int globalFlag(Variable variable) {
        return places.flag(variable);
    }

    List<Variable> moduleVariables() {
        return program.program().globals();
    }

    /// See [Places#constant(Variable)].
    TExpr.Literal constant(Variable variable) {
        return variable.isModuleLevel() ? places.constant(variable) : null;
    }

    /// Stores `register`, which has the variable's type.
    void store(Variable variable, int register) {
        if (isRegister(variable)) {
            code.move(register(variable), register);
        } else {
            code.setGlobal(global(variable), register);
        }
        markSet(variable);
    }

    void markSet(Variable variable) {
        if (variable.needsFlag() && isRegister(variable)) {
            code.constant(Type.I32, 1, flag(variable));
        } else if (variable.needsFlag()) {
            code.setGlobal(globalFlag(variable), code.constant(Type.I32, 1, NONE));
        }
    }

    void trap(TrapKind kind, String message, Span span) {
        code.trap(kind, message, span.start());
    }

    void typeTrap(String message, Span span) {
        trap(TrapKind.TYPE, message, span);
    }

    /// Reports, once per function, that this needs operations on `any`; the code is dead then.
    void unsupported(Span span) {
        unsupported("operations on values of type 'any' are not supported yet", span);
    }

    void unsupported(String message, Span span) {
        if (code.isDead()) {
            return;
        }
        if (!isReported) {
            isReported = true;
            diagnostics.error(Code.UNSUPPORTED, version.function().file(), span, message);
        }
        code.trap(TrapKind.TYPE, message, span.start());
    }
}
