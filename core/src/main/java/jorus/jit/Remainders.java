package jorus.jit;

import static java.lang.classfile.Opcode.IOR;
import static java.lang.classfile.Opcode.IREM;
import static java.lang.classfile.Opcode.LOR;
import static java.lang.classfile.Opcode.LREM;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;

import java.lang.classfile.TypeKind;

/// Remainders of sums by what is no constant: `(x + dx + n) % n`, the neighbour on a ring. Such a
/// sum is mostly less than twice the divisor. Then a comparison or two and a subtraction give the
/// remainder, and no division of 10 to 18 cycles is made.
final class Remainders {
    /// Sums of more are not looked at.
    private static final int MAX_DEPTH = 3;

    private Remainders() {}

    /// Whether the instruction at hand has a sum as dividend, without products, and may have any
    /// divisor. Products are as often as not many times the divisor.
    static boolean areNear(Spot spot, Bank bank) {
        int divisor = definition(spot, spot.at, spot.c(), bank);
        boolean isConstant =
                spot.w.isConstant(spot.c(), bank)
                        || divisor >= 0 && isConstant(spot.flow.opcode(divisor));
        int dividend = definition(spot, spot.at, spot.b(), bank);
        return !isConstant
                && dividend >= 0
                && isSum(spot.flow.opcode(dividend))
                && !hasProduct(spot, dividend, bank, 0);
    }

    private static boolean hasProduct(Spot spot, int word, Bank bank, int depth) {
        if (word < 0) {
            return false;
        }
        Opcode opcode = spot.flow.opcode(word);
        if (!isSum(opcode) || depth == MAX_DEPTH) {
            return isProduct(opcode);
        }
        long bits = spot.flow.words[word];
        boolean hasSecond = opcode != Opcode.ADDK_I32 && opcode != Opcode.ADDK_I64;
        int first = definition(spot, word, Word.b(bits), bank);
        int second = hasSecond ? definition(spot, word, Word.c(bits), bank) : -1;
        return hasProduct(spot, first, bank, depth + 1)
                || hasProduct(spot, second, bank, depth + 1);
    }

    private static boolean isSum(Opcode opcode) {
        return switch (opcode) {
            case ADD_I32, ADDK_I32, SUB_I32, ADD_I64, ADDK_I64, SUB_I64 -> true;
            default -> false;
        };
    }

    private static boolean isProduct(Opcode opcode) {
        return opcode == Opcode.MUL_I32 || opcode == Opcode.MUL_I64;
    }

    private static boolean isConstant(Opcode opcode) {
        return switch (opcode) {
            case CONST_I32, CONST_I64, LOAD_I64 -> true;
            default -> false;
        };
    }

    /// The word of the same block that wrote what the one at `reader` reads; -1 if there is none.
    private static int definition(Spot spot, int reader, int offset, Bank bank) {
        Flow flow = spot.flow;
        int first = flow.first[flow.block(reader)];
        for (int i = reader - 1; i >= first; i--) {
            Opcode opcode = flow.opcode(i);
            boolean writes = opcode.a().writes() && opcode.a().bank() == bank;
            if (writes && Word.a(flow.words[i]) == offset) {
                return i;
            }
        }
        return -1;
    }

    /// Of what is not negative, by what is greater than zero: the remainder is the dividend if that
    /// is less than the divisor, or their difference if that is.
    static void write(Spot spot, Bank bank) {
        Assembler c = spot.w.code;
        Label far = c.newLabel();
        Label end = c.newLabel();
        if (bank == Bank.I32) {
            int rest = spot.temporaryInt;
            spot.w.load(spot.b(), bank);
            c.istore(rest);
            spot.w.load(spot.c(), bank);
            c.iconst_1().isub().iload(rest).binary(IOR, TypeKind.INT);
            c.iflt(far).iload(rest);
            spot.w.load(spot.c(), bank);
            c.if_icmplt(end).iload(rest);
            spot.w.load(spot.c(), bank);
            c.isub().istore(rest).iload(rest);
            spot.w.load(spot.c(), bank);
            c.if_icmplt(end).labelBinding(far);
            pushRemainder(spot, bank);
            c.istore(rest).labelBinding(end).iload(rest);
        } else {
            int rest = spot.temporaryLong;
            spot.w.load(spot.b(), bank);
            c.lstore(rest);
            spot.w.load(spot.c(), bank);
            c.lconst_1().lsub().lload(rest).binary(LOR, TypeKind.LONG);
            c.lconst_0().lcmp().iflt(far).lload(rest);
            spot.w.load(spot.c(), bank);
            c.lcmp().iflt(end).lload(rest);
            spot.w.load(spot.c(), bank);
            c.lsub().lstore(rest).lload(rest);
            spot.w.load(spot.c(), bank);
            c.lcmp().iflt(end).labelBinding(far);
            pushRemainder(spot, bank);
            c.lstore(rest).labelBinding(end).lload(rest);
        }
        spot.w.store(spot.a(), bank);
    }

    private static void pushRemainder(Spot spot, Bank bank) {
        spot.w.load(spot.b(), bank);
        spot.w.load(spot.c(), bank);
        spot.w.code.binary(bank == Bank.I32 ? IREM : LREM, Writer.kind(bank));
    }
}
