package jorus.ir;

import jorus.builtin.Builtin;
import jorus.type.Type;

/// Calls builtins with arguments of type `any`, as their use as values asks for; without positions,
/// since their errors are those of the call.
final class BuiltinWrapper {
    private static final int NONE = Instruction.NONE;

    private final Code code;
    private final Conversions conversions;

    BuiltinWrapper(Code code) {
        this.code = code;
        this.conversions = new Conversions(code);
    }

    /// The result as `any`.
    int call(Builtin row, int[] arguments) {
        return switch (row) {
            case LEN -> result(Builtin.LEN_ANY, Type.I32, arguments);
            case PUSH -> result(Builtin.PUSH_VALUE, Type.ANY, arguments);
            case POP -> result(Builtin.POP_VALUE, Type.ANY, arguments);
            case SORTED -> result(Builtin.SORTED_ANY, Type.ANY, arguments);
            case ABS -> numeric(row, arguments[0], arguments[0]);
            case MIN, MAX -> numeric(row, arguments[0], arguments[1]);
            case RANGE -> range(arguments[0]);
            default -> plain(row, arguments);
        };
    }

    private int result(Builtin row, Type type, int... arguments) {
        int target = Scope.hasRegister(type) ? code.newRegister(type) : NONE;
        code.builtin(target, row, NONE, arguments);
        return conversions.box(target, type, NONE);
    }

    private int numeric(Builtin row, int a, int b) {
        return result(Builtin.MATH_ANY, Type.ANY, code.constant(Type.I32, row.id(), NONE), a, b);
    }

    private int range(int stop) {
        int none = conversions.box(NONE, Type.VOID, NONE);
        int given = code.constant(Type.I32, 1, NONE);
        return result(Builtin.RANGE_ANY, Type.RANGE, stop, none, none, given);
    }

    private int plain(Builtin row, int[] arguments) {
        int[] typed = new int[arguments.length];
        for (int i = 0; i < typed.length; i++) {
            Type type = ProgramScope.typeOf(row.parameters().get(i));
            typed[i] = conversions.coerce(arguments[i], Type.ANY, type, NONE, null);
        }
        return result(row, ProgramScope.typeOf(row.result()), typed);
    }
}
