package jorus.ir;

/// How a comparison or branch compares its operands.
///
/// The `N` conditions are the negations of orders: for numbers that can be NaN, `not a < b` is not
/// `a >= b`. Integers never need them.
public enum Condition {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    NLT,
    NLE,
    NGT,
    NGE;

    /// The condition that holds when this one does not; `isOrdered` if no operand can be NaN.
    public Condition negated(boolean isOrdered) {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> isOrdered ? GE : NLT;
            case LE -> isOrdered ? GT : NLE;
            case GT -> isOrdered ? LE : NGT;
            case GE -> isOrdered ? LT : NGE;
            case NLT -> LT;
            case NLE -> LE;
            case NGT -> GT;
            case NGE -> GE;
        };
    }

    /// The condition that says the same with the operands exchanged.
    public Condition swapped() {
        return switch (this) {
            case EQ -> EQ;
            case NE -> NE;
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
            case NLT -> NGT;
            case NLE -> NGE;
            case NGT -> NLT;
            case NGE -> NLE;
        };
    }

    /// Whether it holds for operands of which the first is less, equal or greater
    /// (`order` < 0, 0, > 0).
    boolean holds(int order) {
        return switch (this) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT, NGE -> order < 0;
            case LE, NGT -> order <= 0;
            case GT, NLE -> order > 0;
            case GE, NLT -> order >= 0;
        };
    }

    /// Whether it holds for two f64.
    boolean holds(double left, double right) {
        return switch (this) {
            case EQ -> left == right;
            case NE -> left != right;
            case LT -> left < right;
            case LE -> left <= right;
            case GT -> left > right;
            case GE -> left >= right;
            case NLT -> !(left < right);
            case NLE -> !(left <= right);
            case NGT -> !(left > right);
            case NGE -> !(left >= right);
        };
    }
}
