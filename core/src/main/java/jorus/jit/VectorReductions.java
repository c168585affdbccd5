package jorus.jit;

import jorus.isa.Bank;
import jorus.jit.VectorLoop.Reduction;
import jorus.jit.VectorLoop.Source;
import jorus.jit.VectorValue.Comparison;
import jorus.jit.VectorValue.Kind;

/// Finds the sums and extremes that a loop carries from turn to turn.
final class VectorReductions {
    private final VectorLoop loop;

    VectorReductions(VectorLoop loop) {
        this.loop = loop;
    }

    /// What a register carries that holds `start` when a turn begins and `end` when it ends; null
    /// if it is no reduction.
    Reduction of(int register, VectorValue start, VectorValue end) {
        boolean isExtreme = end.kind == Kind.MIN || end.kind == Kind.MAX;
        if (isExtreme && end.bank != Bank.F64 && (end.x == start) != (end.y == start)) {
            VectorValue amount = end.x == start ? end.y : end.x;
            boolean isAlone = isAlone(start, end, null, null);
            return isAlone
                    ? new Reduction(register, startOf(register), end.kind, amount, false)
                    : null;
        }
        if (end.kind != Kind.SELECT) {
            return sum(register, start, end, null, null);
        }
        boolean isSum = isSum(start, end.x) || isSum(start, end.y);
        return isSum
                ? sum(register, start, end.x, end.y, end)
                : end.x == start || end.y == start ? extreme(register, start, end) : null;
    }

    private static boolean isSum(VectorValue start, VectorValue value) {
        boolean isSum =
                value.kind == Kind.ADD && (value.x == start) != (value.y == start)
                        || value.kind == Kind.SUB && value.x == start && value.y != start;
        return isSum;
    }

    /// What is added to the register in all turns; or where `choice` holds by `sum`, else by
    /// `other`.
    private Reduction sum(
            int register,
            VectorValue start,
            VectorValue sum,
            VectorValue other,
            VectorValue choice) {
        boolean isFirst = isSum(start, sum);
        boolean isSecond = other != null && isSum(start, other);
        boolean isKnown =
                other == null ? isFirst : (isFirst || sum == start) && (isSecond || other == start);
        VectorValue first = isFirst ? sum : other;
        if (!isKnown || !isAlone(start, first, choice, isFirst && isSecond ? other : null)) {
            return null;
        }
        boolean isChecked = isFirst && sum.isChecked || isSecond && other.isChecked;
        VectorValue amount = isFirst ? amount(start, sum) : nothing(start.bank);
        if (other != null) {
            VectorValue rest = isSecond ? amount(start, other) : nothing(start.bank);
            amount = loop.select(choice.mask, amount, rest);
        }
        // The kernel checks the sum as a whole.
        sum.isChecked = sum.isChecked && !isFirst;
        if (isSecond) {
            other.isChecked = false;
        }
        return new Reduction(register, startOf(register), Kind.ADD, amount, isChecked);
    }

    /// What leaves every number as it is when it is added: of the zeros of f64 only the negative.
    private VectorValue nothing(Bank bank) {
        return loop.constant(bank, bank == Bank.F64 ? Double.doubleToRawLongBits(-0.0) : 0);
    }

    private VectorValue amount(VectorValue start, VectorValue sum) {
        if (sum.kind == Kind.SUB && sum.bank == Bank.F64) {
            return loop.add(new VectorValue(Kind.NEG, sum.bank, sum.y, null));
        }
        if (sum.kind == Kind.SUB) {
            // The least integer stays what it is, and no kernel adds that up.
            VectorValue zero = loop.constant(sum.bank, 0);
            return loop.add(new VectorValue(Kind.SUB, sum.bank, zero, sum.y));
        }
        return sum.x == start ? sum.y : sum.x;
    }

    private VectorValue startOf(int register) {
        Registers.Register at = loop.counted.registers.get(register);
        return loop.parameter(Source.REGISTER, at.offset(), at.bank());
    }

    /// `if x > m: m = x` and the like.
    private Reduction extreme(int register, VectorValue start, VectorValue end) {
        boolean isReversed = end.x == start;
        VectorValue amount = isReversed ? end.y : end.x;
        VectorValue mask = end.mask;
        VectorValue test = mask.kind == Kind.NOT ? mask.x : mask;
        boolean isTaken = (mask.kind == Kind.NOT) == isReversed;
        boolean isTest =
                test.kind == Kind.COMPARE
                        && (test.x == start && test.y == amount
                                || test.y == start && test.x == amount);
        if (!isTest || !isAlone(start, test, end, mask == test ? null : mask)) {
            return null;
        }
        // Whether the amount is taken if it is greater.
        boolean isGreater =
                switch (test.comparison) {
                    case GT, GE -> test.x == amount;
                    case LT, LE -> test.y == amount;
                    case EQ, NE -> false;
                };
        boolean isOrder = test.comparison != Comparison.EQ && test.comparison != Comparison.NE;
        // Not taking it where it compares is another thing if one is not a number.
        if (!isOrder || !isTaken && end.bank == Bank.F64) {
            return null;
        }
        Kind kind = isGreater == isTaken ? Kind.MAX : Kind.MIN;
        return new Reduction(register, startOf(register), kind, amount, false);
    }

    /// Whether only these use a carried value.
    private boolean isAlone(
            VectorValue carried, VectorValue first, VectorValue second, VectorValue third) {
        for (VectorValue value : loop.code) {
            boolean isOne = value == first || value == second || value == third;
            boolean uses = value.x == carried || value.y == carried || value.mask == carried;
            // What uses the sum is a use of what is carried.
            boolean usesResult = !isOne && (isUse(value, first) || isUse(value, third));
            if (uses && !isOne || usesResult) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUse(VectorValue value, VectorValue of) {
        boolean isSum = of != null && (of.kind == Kind.ADD || of.kind == Kind.SUB);
        return isSum && (value.x == of || value.y == of);
    }
}
