package jorus.isa;

import jorus.memory.register.FrameLayout;

/// Writes an instruction as text: mnemonic, then operands in the order A, B, C.
///
/// A register is its bank's letter and the number of its slot: `i3` (32 bits), `l0` (64-bit
/// integers), `d0` (f64), `r2`, `a1`; `arg.` stands before an argument, `far.` before a slot beyond
/// the reach of most instructions, and `out.` before a slot of a call's outgoing arguments, there
/// with the number of the argument area's 8-byte slot. A branch's target is `@` and a word index.
/// Everything follows from the table: there is no case per opcode.
public final class Disassembler {
    /// Names what only an image knows.
    public interface Names {
        /// Appends what `value` means as an operand of this kind: a constant, a function, a
        /// builtin, a module variable, a trap or a type.
        void append(StringBuilder text, Operand kind, int value);
    }

    private static final int MNEMONIC_COLUMNS = 15;

    private Disassembler() {}

    /// Appends the instruction `word`, which is word `index` of its function.
    ///
    /// `frame` and `names` may be null: then registers are byte offsets in brackets, and indexes
    /// numbers. An unknown opcode is shown in hexadecimal.
    public static void append(
            StringBuilder text, long word, long index, FrameLayout frame, Names names) {
        int code = Word.op(word);
        if (code >= Opcode.count()) {
            text.append("word 0x").append(Long.toHexString(word));
            return;
        }
        Opcode opcode = Opcode.byCode(code);
        int start = text.length();
        text.append(opcode.mnemonic());
        boolean isFirst = true;
        for (int field = 0; field < 3; field++) {
            Operand kind = operand(opcode, field);
            if (kind == Operand.NONE) {
                continue;
            }
            if (isFirst) {
                pad(text, start + MNEMONIC_COLUMNS);
            } else {
                text.append(", ");
            }
            isFirst = false;
            appendOperand(text, word, index, kind, field, frame, names);
        }
    }

    /// Operand A, B or C, by its number from 0.
    public static Operand operand(Opcode opcode, int field) {
        return switch (field) {
            case 0 -> opcode.a();
            case 1 -> opcode.b();
            case 2 -> opcode.c();
            default -> throw new AssertionError("field " + field);
        };
    }

    private static void pad(StringBuilder text, int column) {
        do {
            text.append(' ');
        } while (text.length() < column);
    }

    private static void appendOperand(
            StringBuilder text,
            long word,
            long index,
            Operand kind,
            int field,
            FrameLayout frame,
            Names names) {
        int value = Word.value(word, kind, field);
        if (kind.isRegister()) {
            appendRegister(text, kind.bank(), value, frame);
            return;
        }
        switch (kind) {
            case FAR_READ, FAR_WRITE ->
                    appendRegister(text, Opcode.byCode(Word.op(word)).a().bank(), value, frame);
            case TARGET16, TARGET32 -> text.append('@').append(Word.target(word, kind, index));
            case IMM16, IMM32 -> text.append(value);
            case TYPE_ID, POOL_I64, POOL_F64, POOL_STRING -> appendNamed(text, kind, value, names);
            case FUNCTION_ID, BUILTIN_ID, GLOBAL, TRAP_ID -> appendNamed(text, kind, value, names);
            case NONE, DEF_I32, DEF_I64, DEF_F64, DEF_REF, DEF_ANY -> throw new AssertionError();
            case USE_I32, USE_I64, USE_F64, USE_REF, USE_ANY -> throw new AssertionError();
            case MOD_I32, MOD_I64 -> throw new AssertionError();
        }
    }

    private static void appendNamed(StringBuilder text, Operand kind, int value, Names names) {
        if (names == null) {
            text.append('#').append(value);
        } else {
            names.append(text, kind, value);
        }
    }

    /// Appends the name of the register of this bank at `offset` bytes from the frame pointer.
    public static void appendRegister(
            StringBuilder text, Bank bank, int offset, FrameLayout frame) {
        if (frame == null || offset < FrameLayout.HEADER_BYTES) {
            text.append(letter(bank)).append('[').append(offset).append(']');
            return;
        }
        int first = firstSlot(bank, offset, frame);
        String prefix = "";
        int stride = bank.bytes();
        if (offset >= frame.bytes()) {
            prefix = "out.";
            stride = FrameLayout.WIDE_BYTES;
        } else if (isFar(offset, frame)) {
            prefix = "far.";
        } else if (offset < frame.refBank()) {
            prefix = "arg.";
            stride = Math.max(stride, FrameLayout.WIDE_BYTES);
        }
        if (offset < first || (offset - first) % stride != 0) {
            text.append(prefix).append(letter(bank)).append('[').append(offset).append(']');
        } else {
            text.append(prefix).append(letter(bank)).append((offset - first) / stride);
        }
    }

    private static boolean isFar(int offset, FrameLayout frame) {
        return frame.farSlots() > 0 && offset >= frame.farRefBank();
    }

    /// Where the slots are counted from in the part of the frame that `offset` lies in.
    private static int firstSlot(Bank bank, int offset, FrameLayout frame) {
        if (offset >= frame.bytes()) {
            return frame.bytes() + FrameLayout.HEADER_BYTES;
        }
        if (isFar(offset, frame)) {
            return switch (bank) {
                case REF -> frame.farRefBank();
                case ANY -> frame.farAnyBank();
                case I64, F64 -> frame.farWideBank();
                case I32 -> frame.farNarrowBank();
            };
        }
        boolean isArgument = offset < frame.refBank();
        return switch (bank) {
            case REF -> isArgument ? frame.refArguments() : frame.refBank();
            case ANY -> isArgument ? frame.anyArguments() : frame.anyBank();
            case I64, F64 -> isArgument ? frame.numberArguments() : frame.wideBank();
            case I32 -> isArgument ? frame.numberArguments() : frame.narrowBank();
        };
    }

    private static char letter(Bank bank) {
        return switch (bank) {
            case I32 -> 'i';
            case I64 -> 'l';
            case F64 -> 'd';
            case REF -> 'r';
            case ANY -> 'a';
        };
    }
}
