package jorus.emit;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.ir.IrFunction;
import jorus.isa.Bank;
import jorus.memory.register.FrameLayout;
import jorus.type.Type;

import java.util.List;

/// Where the arguments of a function or builtin stand in its frame: refs, then any, then numbers,
/// each in the order of the parameters.
final class Signature {
    private final Bank[] banks;
    private final int[] offsets;
    private final int refs;
    private final int anys;

    private Signature(Bank[] banks) {
        this.banks = banks;
        int refCount = 0;
        int anyCount = 0;
        for (Bank bank : banks) {
            refCount += bank == Bank.REF ? 1 : 0;
            anyCount += bank == Bank.ANY ? 1 : 0;
        }
        refs = refCount;
        anys = anyCount;
        FrameLayout layout = new FrameLayout(refs, anys, numbers(), 0, 0, 0, 0);
        int ref = layout.refArguments();
        int any = layout.anyArguments();
        int number = layout.numberArguments();
        offsets = new int[banks.length];
        for (int i = 0; i < banks.length; i++) {
            switch (banks[i]) {
                case REF -> {
                    offsets[i] = ref;
                    ref += FrameLayout.REF_BYTES;
                }
                case ANY -> {
                    offsets[i] = any;
                    any += FrameLayout.ANY_BYTES;
                }
                case I32, I64, F64 -> {
                    offsets[i] = number;
                    number += FrameLayout.WIDE_BYTES;
                }
            }
        }
    }

    static Signature of(IrFunction function) {
        Bank[] banks = new Bank[function.parameterCount()];
        for (int i = 0; i < banks.length; i++) {
            banks[i] = Banks.of(function.type(i));
        }
        return new Signature(banks);
    }

    /// A function value called as `type` says: the value itself comes first.
    static Signature ofValue(Type type) {
        List<Type> parameters = type.parameters();
        Bank[] banks = new Bank[parameters.size() + 1];
        banks[0] = Bank.REF;
        for (int i = 1; i < banks.length; i++) {
            banks[i] = Banks.of(parameters.get(i - 1));
        }
        return new Signature(banks);
    }

    /// A function value called with `count` arguments of type any, itself coming first.
    static Signature ofDynamic(int count) {
        Bank[] banks = new Bank[count + 1];
        java.util.Arrays.fill(banks, Bank.ANY);
        banks[0] = Bank.REF;
        return new Signature(banks);
    }

    static Signature of(Builtin builtin) {
        List<Shape> shapes = builtin.parameters();
        Bank[] banks = new Bank[shapes.size()];
        for (int i = 0; i < banks.length; i++) {
            banks[i] = bank(shapes.get(i));
        }
        return new Signature(banks);
    }

    private static Bank bank(Shape shape) {
        return switch (shape) {
            case BOOL, I32, U32 -> Bank.I32;
            case I64, U64 -> Bank.I64;
            case F64 -> Bank.F64;
            case ANY -> Bank.ANY;
            case STRING, ITERATOR, REF, ARRAY -> Bank.REF;
            case VOID, NUMBER, SEQUENCE, ELEMENT ->
                    throw new AssertionError("no argument has shape " + shape);
        };
    }

    /// Whether a register of this type can be the argument as it is, without a move that makes it
    /// one of the shape's type.
    static boolean isExact(Shape shape, Type type) {
        return switch (shape) {
            case BOOL -> type == Type.BOOL;
            case I32 -> type == Type.I32;
            case I64 -> type == Type.I64;
            case U32 -> type == Type.U32;
            case U64 -> type == Type.U64;
            case F64, ANY, STRING, ITERATOR, REF, ARRAY -> true;
            case VOID, NUMBER, SEQUENCE, ELEMENT -> false;
        };
    }

    /// Offset of an argument in the callee's frame.
    int offset(int argument) {
        return offsets[argument];
    }

    Bank bank(int argument) {
        return banks[argument];
    }

    int refs() {
        return refs;
    }

    int anys() {
        return anys;
    }

    int numbers() {
        return banks.length - refs - anys;
    }

    /// First byte behind the arguments.
    int end() {
        return new FrameLayout(refs, anys, numbers(), 0, 0, 0, 0).argumentEnd();
    }
}
