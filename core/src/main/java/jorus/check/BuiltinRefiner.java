package jorus.check;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Finds the refined types of calls of builtins and of the counters of range loops.
final class BuiltinRefiner {
    private final Refiner refiner;
    private final ExprRefiner expressions;

    BuiltinRefiner(Refiner refiner, ExprRefiner expressions) {
        this.refiner = refiner;
        this.expressions = expressions;
    }

    Type type(TExpr.CallBuiltin e) {
        if (e.builtin().result() == Shape.NUMBER) {
            return numeric(e);
        }
        Type first = e.type();
        Type last = e.type();
        for (int i = 0; i < e.arguments().size(); i++) {
            boolean isHarmless = isHarmless(e.builtin(), i, first);
            TExpr argument = e.arguments().get(i);
            if (!isHarmless) {
                last = expressions.type(argument);
            } else if (isReading(e.builtin())) {
                last = expressions.typeOrSite(argument);
            } else {
                last = expressions.typeOrElements(argument);
            }
            if (last == Type.NEVER) {
                return last;
            }
            first = i == 0 ? last : first;
        }
        if (e.builtin() == Builtin.LEN) {
            boolean hasLength = first.isArray() || first == Type.STRING || first.isAny();
            return hasLength ? e.type() : Type.NEVER;
        }
        if (e.builtin() == Builtin.SORTED) {
            return first.isArray() ? first : anyOf(first);
        }
        if (e.builtin() == Builtin.POP) {
            return first.isArray() ? Refiner.limit(first.element(), e.type()) : anyOf(first);
        }
        if (e.builtin() != Builtin.PUSH) {
            return e.type();
        }
        if (!first.isArray()) {
            return anyOf(first);
        }
        if (first instanceof Site site) {
            refiner.sites().put(site, last);
            return site;
        }
        boolean fails = Conversion.of(last, first.element()) == Conversion.FAILS;
        return fails ? Type.NEVER : first;
    }

    /// Whether the builtin does nothing with argument `index` that a [Site] doesn't allow.
    private static boolean isHarmless(Builtin builtin, int index, Type first) {
        return switch (builtin) {
            case LEN, SORTED, POP, TYPEOF, ISTYPE, ASSERT_EQ -> true;
            case PUSH -> index == 0 || first instanceof Site;
            default -> false;
        };
    }

    /// Whether the builtin only looks at its arguments and gives nothing of them.
    private static boolean isReading(Builtin builtin) {
        return switch (builtin) {
            case LEN, TYPEOF, ISTYPE, ASSERT_EQ -> true;
            default -> false;
        };
    }

    private static Type anyOf(Type type) {
        return type.isAny() ? type : Type.NEVER;
    }

    /// `abs`, `min`, `max`: all arguments have one numeric type, which literals take.
    private Type numeric(TExpr.CallBuiltin e) {
        Type common = common(e.arguments(), e.type());
        if (common == Type.NEVER || !common.isAny() && !common.isNumeric()) {
            return Type.NEVER;
        }
        for (int i = 0; i < e.arguments().size(); i++) {
            TExpr argument = e.arguments().get(i);
            if (!ExprRefiner.isAdaptable(argument)) {
                continue;
            }
            boolean isFraction = argument.type() == Type.F64 && common.isInteger();
            if (isFraction || expressions.adapt((TExpr.Literal) argument, common) == Type.NEVER) {
                return Type.NEVER;
            }
        }
        return common;
    }

    /// The one type of the operands that are no adaptable literals: ANY if it is open, NEVER if
    /// they differ or one is not reached, `declared` if there are none.
    private Type common(List<TExpr> operands, Type declared) {
        Type common = null;
        boolean fails = false;
        for (int i = 0; i < operands.size(); i++) {
            TExpr operand = operands.get(i);
            if (operand == null || ExprRefiner.isAdaptable(operand)) {
                continue;
            }
            // All are evaluated before they are found to differ.
            Type found = expressions.type(operand);
            if (found == Type.NEVER) {
                return found;
            }
            fails |= common != null && found != common && !found.isAny() && !common.isAny();
            common = common == null || common.isAny() ? found : common;
        }
        if (fails) {
            return Type.NEVER;
        }
        return common == null ? declared : common;
    }

    /// The type of the counter of a loop; NEVER if the loop can't start.
    Type rangeType(TStmt.ForRange s) {
        List<TExpr> bounds = new ArrayList<>(3);
        bounds.add(s.from());
        bounds.add(s.to());
        if (s.step() != null) {
            bounds.add(s.step());
        }
        Type common = common(bounds, s.variable().type());
        if (common == Type.NEVER || !common.isAny() && !common.isInteger()) {
            return Type.NEVER;
        }
        for (int i = 0; i < bounds.size(); i++) {
            TExpr bound = bounds.get(i);
            boolean isLiteral = ExprRefiner.isAdaptable(bound);
            if (isLiteral && expressions.adapt((TExpr.Literal) bound, common) == Type.NEVER) {
                return Type.NEVER;
            }
        }
        return common;
    }
}
