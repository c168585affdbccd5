package jorus.check;

import java.util.List;
import jorus.builtin.Builtin;
import jorus.source.Span;
import jorus.type.Type;

/// Expressions of the typed tree: names are resolved, literals have their type, every change of
/// type at a typed place is a [Convert].
///
/// `id` numbers the expression within its function; `type` is the static type; `span` is where a
/// runtime error of this node is reported (an operator's own span for operators).
///
/// What depends on the actual type of an `any` operand is decided by [Refiner] or at run time, never
/// by checking again: a [Literal] opposite an `any` operand stays *adaptable*.
public sealed interface TExpr {
    int id();

    Type type();

    Span span();

    <R> R accept(Visitor<R> visitor);

    /// A number or bool. `bits` are the two's complement or IEEE bits of the value in `type` (i32
    /// sign-extended, u32 zero-extended, bool 0 or 1).
    ///
    /// `isAdaptable` marks a literal without suffix that is the only literal operand of an [Arith]
    /// whose other operand is `any`: it takes the actual type of that operand (language.md 4.2).
    record Literal(int id, Type type, Span span, long bits, boolean isAdaptable) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.literal(this);
        }
    }

    record Text(int id, Type type, Span span, byte[] bytes) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /// Reads a variable; `isChecked` if it may have no value yet (a name error then).
    record Read(int id, Type type, Span span, Variable variable, boolean isChecked)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.read(this);
        }
    }

    /// Numeric `+ - * / %`, or one of `any` with an `any` operand. Operands of numeric type have
    /// the type of the result. `+` on strings is [Concat], on arrays [Repeat] has `*`; with an
    /// `any` operand all of these meanings are open.
    record Arith(int id, Type type, Span span, ArithOp op, TExpr left, TExpr right)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.arith(this);
        }
    }

    record Negate(int id, Type type, Span span, TExpr operand) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.negate(this);
        }
    }

    /// String concatenation; operands are strings (see [ToText]).
    record Concat(int id, Type type, Span span, TExpr left, TExpr right) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /// The operand of a concatenation with a string literal, or of `as string`.
    record ToText(int id, Type type, Span span, TExpr operand) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toText(this);
        }
    }

    /// `array * count`; `isCountFirst` keeps the order of evaluation.
    record Repeat(int id, Type type, Span span, TExpr array, TExpr count, boolean isCountFirst)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.repeat(this);
        }
    }

    /// Any comparison of any two operand types that language.md 4.4 allows.
    record Compare(int id, Type type, Span span, CompareOp op, TExpr left, TExpr right)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.compare(this);
        }
    }

    /// `and`/`or`: short-circuit on bools, bitwise on integers of one type, open on `any`.
    record Logic(int id, Type type, Span span, boolean isAnd, TExpr left, TExpr right)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.logic(this);
        }
    }

    /// `not` of a bool or integer.
    record Not(int id, Type type, Span span, TExpr operand) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /// An explicit `as` between numbers and bool, or from `any`; to string it is [ToText].
    record Cast(int id, Type type, Span span, TExpr operand) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cast(this);
        }
    }

    /// A value of one type reaches a place of another compatible type: to `any` (boxing), from
    /// `any` (checked: `expected T, found U`), or between array or function types of which one
    /// mentions `any` (checked as language.md 2 says).
    record Convert(int id, Type type, Span span, TExpr operand) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.convert(this);
        }
    }

    /// `condition ? whenTrue : whenFalse`.
    record Choose(
            int id, Type type, Span span, TExpr condition, TExpr whenTrue, TExpr whenFalse)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choose(this);
        }
    }

    /// Element of an array or byte of a string; `index` has an integer type or `any`.
    record Index(int id, Type type, Span span, TExpr base, TExpr index) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.index(this);
        }
    }

    /// Part of an array or string; bounds are null when missing, else integers or `any`.
    record Slice(int id, Type type, Span span, TExpr base, TExpr from, TExpr to)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.slice(this);
        }
    }

    /// `isAnyExpected`: the element type `any` was asked for, so that it stays `any` at run time;
    /// otherwise a static `[any]` takes the common actual type of its elements (language.md 2).
    record ArrayOf(int id, Type type, Span span, List<TExpr> elements, boolean isAnyExpected)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.arrayOf(this);
        }
    }

    /// `[value, count]`.
    record Fill(int id, Type type, Span span, TExpr value, int count, boolean isAnyExpected)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fill(this);
        }
    }

    /// A call of a declared function; arguments already have the parameters' static types.
    record Call(int id, Type type, Span span, TFunction function, List<TExpr> arguments)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /// A call of a builtin; the checker has chosen the row and converted the arguments.
    record CallBuiltin(int id, Type type, Span span, Builtin builtin, List<TExpr> arguments)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.callBuiltin(this);
        }
    }

    interface Visitor<R> {
        R literal(Literal e);

        R text(Text e);

        R read(Read e);

        R arith(Arith e);

        R negate(Negate e);

        R concat(Concat e);

        R toText(ToText e);

        R repeat(Repeat e);

        R compare(Compare e);

        R logic(Logic e);

        R not(Not e);

        R cast(Cast e);

        R convert(Convert e);

        R choose(Choose e);

        R index(Index e);

        R slice(Slice e);

        R arrayOf(ArrayOf e);

        R fill(Fill e);

        R call(Call e);

        R callBuiltin(CallBuiltin e);
    }
}
