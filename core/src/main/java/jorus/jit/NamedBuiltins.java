package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_void;

import jorus.builtin.Builtin;
import jorus.isa.Bank;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.register.FrameLayout;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;

/// Builtins, most of them on strings, that generated code calls by name, with values instead of a
/// place in the frame: what `runtime.Builtins` calls for them. They may trap, collect and poll.
final class NamedBuiltins {
    /// A static method that takes the machine and the arguments; those of type any as addresses.
    /// `result` is null if there is none.
    private record Body(ClassDesc owner, String name, Bank result) {}

    private static final ClassDesc CD_NUMBER_STRINGS = ClassDesc.of("jorus.runtime.NumberStrings");
    private static final ClassDesc CD_NUMBER_TEXT = ClassDesc.of("jorus.runtime.NumberText");

    private NamedBuiltins() {}

    private static Body body(Builtin builtin) {
        return switch (builtin) {
            case TEXT_I32 -> new Body(CD_NUMBER_STRINGS, "ofI32", Bank.REF);
            case TEXT_U32 -> new Body(CD_NUMBER_STRINGS, "ofU32", Bank.REF);
            case TEXT_I64 -> new Body(CD_NUMBER_STRINGS, "ofI64", Bank.REF);
            case TEXT_U64 -> new Body(CD_NUMBER_STRINGS, "ofU64", Bank.REF);
            case TEXT_F64 -> new Body(CD_NUMBER_STRINGS, "ofF64", Bank.REF);
            case TEXT_BOOL -> new Body(CD_NUMBER_STRINGS, "ofBool", Bank.REF);
            case SLICE_STRING -> new Body(CD_BUILTINS, "sliceString", Bank.REF);
            case COMPARE_STRING -> new Body(CD_STRINGS, "compare", Bank.I32);
            case INT -> new Body(CD_NUMBER_TEXT, "toInt", Bank.I32);
            case FLOAT -> new Body(CD_NUMBER_TEXT, "toFloat", Bank.F64);
            case RESERVE -> new Body(CD_OUTLINED, "reserve", null);
            case JOIN_3 -> new Body(CD_OUTLINED, "join3", Bank.REF);
            case JOIN_4 -> new Body(CD_OUTLINED, "join4", Bank.REF);
            case JOIN_5 -> new Body(CD_OUTLINED, "join5", Bank.REF);
            case JOIN_6 -> new Body(CD_OUTLINED, "join6", Bank.REF);
            default -> null;
        };
    }

    /// If `builtin` is one of these, calls it before the address `pc` with the arguments in the
    /// registers from `outgoing` on, moves its result to register `target` and returns true.
    static boolean translate(Writer w, Builtin builtin, int target, long pc, int outgoing) {
        Body body = body(builtin);
        if (body == null) {
            return false;
        }
        Label behind = w.code.newLabel();
        if (builtin == Builtin.RESERVE) {
            skipIfThereIsRoom(w, outgoing, behind);
        }
        w.syncPolls();
        w.save(pc);
        if (isJoin(builtin)) {
            join(w, builtin, body, outgoing);
        } else {
            call(w, builtin, body, outgoing);
        }
        if (body.result != null) {
            w.store(target, body.result);
        }
        w.reloadPolls();
        w.code.labelBinding(behind);
        return true;
    }

    private static void skipIfThereIsRoom(Writer w, int outgoing, Label behind) {
        List<Calls.Argument> arguments = Calls.builtinArguments(Builtin.RESERVE);
        int array = outgoing + arguments.get(0).offset();
        w.load(outgoing + arguments.get(2).offset(), Bank.I32);
        w.code.i2l();
        w.load(outgoing + arguments.get(1).offset(), Bank.I32);
        w.code.i2l().lsub();
        w.load(array, Bank.REF);
        w.code.loadConstant((long) ArrayLayout.CAPACITY).ladd();
        w.get(Bank.I32);
        w.load(array, Bank.REF);
        w.code.loadConstant((long) ArrayLayout.LENGTH).ladd();
        w.get(Bank.I32);
        w.code.isub().i2l().lcmp().iflt(behind);
    }

    private static boolean isJoin(Builtin builtin) {
        return switch (builtin) {
            case JOIN_3, JOIN_4, JOIN_5, JOIN_6 -> true;
            default -> false;
        };
    }

    /// Strings to be joined lie one behind the other in the frame.
    private static void join(Writer w, Builtin builtin, Body body, int outgoing) {
        for (Calls.Argument argument : Calls.builtinArguments(builtin)) {
            w.startPut(Bank.REF);
            w.address(outgoing + argument.offset());
            w.load(outgoing + argument.offset(), Bank.REF);
            w.put(Bank.REF);
        }
        w.machine();
        w.address(outgoing + FrameLayout.HEADER_BYTES);
        w.call(body.owner, body.name, ConstantDescs.CD_long, CD_MACHINE, ConstantDescs.CD_long);
    }

    private static void call(Writer w, Builtin builtin, Body body, int outgoing) {
        w.machine();
        var arguments = Calls.builtinArguments(builtin);
        ClassDesc[] parameters = new ClassDesc[arguments.size() + 1];
        parameters[0] = CD_MACHINE;
        for (int i = 0; i < arguments.size(); i++) {
            Calls.Argument argument = arguments.get(i);
            boolean isAny = argument.bank() == Bank.ANY;
            parameters[i + 1] = isAny ? ConstantDescs.CD_long : Writer.type(argument.bank());
            if (isAny) {
                w.address(outgoing + argument.offset());
            } else {
                w.load(outgoing + argument.offset(), argument.bank());
            }
        }
        ClassDesc result = body.result == null ? CD_void : Writer.type(body.result);
        w.call(body.owner, body.name, result, parameters);
    }
}
