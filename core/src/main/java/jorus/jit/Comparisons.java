package jorus.jit;

import static jorus.jit.Names.*;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;

import java.lang.constant.ClassDesc;

/// The conditions of comparisons and of branches.
final class Comparisons {
    private static final ClassDesc CD_INTEGER = ClassDesc.of("java.lang.Integer");
    private static final ClassDesc CD_LONG_BOX = ClassDesc.of("java.lang.Long");

    private Comparisons() {}

    /// Jumps to `target` if the comparison of the registers `x` and `y` holds, or, for opcodes
    /// with a constant, of `x` with the constant in the word.
    static void branch(Writer w, Opcode opcode, int x, int y, long word, Label target) {
        Assembler c = w.code;
        switch (opcode) {
            case EQ_I32, BR_EQ_I32 -> ints(w, x, y).if_icmpeq(target);
            case NE_I32, BR_NE_I32 -> ints(w, x, y).if_icmpne(target);
            case LT_I32, BR_LT_I32 -> ints(w, x, y).if_icmplt(target);
            case LE_I32, BR_LE_I32 -> ints(w, x, y).if_icmple(target);
            case LT_U32, BR_LT_U32 -> unsignedInts(w, x, y).iflt(target);
            case LE_U32, BR_LE_U32 -> unsignedInts(w, x, y).ifle(target);
            case EQ_I64, BR_EQ_I64 -> longs(w, x, y, Bank.I64).ifeq(target);
            case EQ_REF -> longs(w, x, y, Bank.REF).ifeq(target);
            case NE_I64, BR_NE_I64 -> longs(w, x, y, Bank.I64).ifne(target);
            case LT_I64, BR_LT_I64 -> longs(w, x, y, Bank.I64).iflt(target);
            case LE_I64, BR_LE_I64 -> longs(w, x, y, Bank.I64).ifle(target);
            case LT_U64, BR_LT_U64 -> unsignedLongs(w, x, y).iflt(target);
            case LE_U64, BR_LE_U64 -> unsignedLongs(w, x, y).ifle(target);
            case EQ_F64, BR_EQ_F64 -> doubles(w, x, y).dcmpl().ifeq(target);
            case NE_F64, BR_NE_F64 -> doubles(w, x, y).dcmpl().ifne(target);
            case LT_F64, BR_LT_F64 -> doubles(w, x, y).dcmpg().iflt(target);
            case LE_F64, BR_LE_F64 -> doubles(w, x, y).dcmpg().ifle(target);
            case BR_NLT_F64 -> doubles(w, x, y).dcmpg().ifge(target);
            case BR_NLE_F64 -> doubles(w, x, y).dcmpg().ifgt(target);
            case EQK_I32 -> constant(w, x, Word.signedC(word)).if_icmpeq(target);
            case BR_EQK_I32 -> constant(w, x, Word.signedB(word)).if_icmpeq(target);
            case BR_NEK_I32 -> constant(w, x, Word.signedB(word)).if_icmpne(target);
            case BR_LTK_I32 -> constant(w, x, Word.signedB(word)).if_icmplt(target);
            case BR_LEK_I32 -> constant(w, x, Word.signedB(word)).if_icmple(target);
            case BR_GTK_I32 -> constant(w, x, Word.signedB(word)).if_icmpgt(target);
            case BR_GEK_I32 -> constant(w, x, Word.signedB(word)).if_icmpge(target);
            case BR_EQK_I64 -> longConstant(w, x, Word.signedB(word)).ifeq(target);
            case BR_NEK_I64 -> longConstant(w, x, Word.signedB(word)).ifne(target);
            case BR_LTK_I64 -> longConstant(w, x, Word.signedB(word)).iflt(target);
            case BR_LEK_I64 -> longConstant(w, x, Word.signedB(word)).ifle(target);
            case BR_GTK_I64 -> longConstant(w, x, Word.signedB(word)).ifgt(target);
            case BR_GEK_I64 -> longConstant(w, x, Word.signedB(word)).ifge(target);
            default -> throw new AssertionError(opcode + " compares nothing");
        }
        assert c != null;
    }

    private static Assembler ints(Writer w, int x, int y) {
        w.load(x, Bank.I32);
        w.load(y, Bank.I32);
        return w.code;
    }

    private static Assembler constant(Writer w, int x, int y) {
        w.load(x, Bank.I32);
        return w.code.loadConstant(y);
    }

    private static Assembler unsignedInts(Writer w, int x, int y) {
        return ints(w, x, y).invokestatic(CD_INTEGER, "compareUnsigned", MTD_COMPARE_I32);
    }

    private static Assembler longs(Writer w, int x, int y, Bank bank) {
        w.load(x, bank);
        w.load(y, bank);
        return w.code.lcmp();
    }

    private static Assembler longConstant(Writer w, int x, int y) {
        w.load(x, Bank.I64);
        return w.code.loadConstant((long) y).lcmp();
    }

    private static Assembler unsignedLongs(Writer w, int x, int y) {
        w.load(x, Bank.I64);
        w.load(y, Bank.I64);
        return w.code.invokestatic(CD_LONG_BOX, "compareUnsigned", MTD_COMPARE_I64);
    }

    private static Assembler doubles(Writer w, int x, int y) {
        w.load(x, Bank.F64);
        w.load(y, Bank.F64);
        return w.code;
    }
}
