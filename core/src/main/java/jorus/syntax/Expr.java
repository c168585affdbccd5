package jorus.syntax;

import jorus.source.Span;

import java.util.List;

/// Expressions as written (language.md 4 and 14).
///
/// Passes dispatch through [Visitor]: exhaustive like a `switch` over a sealed type, but without
/// the bootstrap that a pattern `switch` costs at start-up (docs/decisions/0004).
public sealed interface Expr extends Node {

    <R> R accept(Visitor<R> visitor);

    /// `value` holds the 64 bits of the unsigned magnitude; signs are [Unary] nodes.
    record IntLit(Span span, long value, boolean isHex, Suffix suffix) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.intLit(this);
        }
    }

    record FloatLit(Span span, double value, Suffix suffix) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.floatLit(this);
        }
    }

    record BoolLit(Span span, boolean value) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.boolLit(this);
        }
    }

    /// `bytes` after escapes were replaced.
    record StringLit(Span span, byte[] bytes) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stringLit(this);
        }
    }

    record Name(Span span, String name) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.name(this);
        }
    }

    /// Kept because `(2)` is no fill count and parentheses end chains of `as`.
    record Paren(Span span, Expr inner) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.paren(this);
        }
    }

    record Unary(Span span, UnaryOp op, Span opSpan, Expr operand) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unary(this);
        }
    }

    /// Arithmetic, comparison, `and`, `or`. A `matches` has its own node.
    record Binary(Span span, BinaryOp op, Span opSpan, Expr left, Expr right) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /// `subject matches pattern` (language.md 4.4).
    record Matches(Span span, Span opSpan, Expr subject, Pattern pattern) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.matches(this);
        }
    }

    record Cast(Span span, Span opSpan, Expr operand, TypeExpr target) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.cast(this);
        }
    }

    record Conditional(Span span, Expr condition, Expr whenTrue, Expr whenFalse) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conditional(this);
        }
    }

    record Call(Span span, Expr callee, List<Expr> arguments) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    record Index(Span span, Expr base, Expr index) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.index(this);
        }
    }

    /// `from` and `to` are null when missing; the end is inclusive (language.md 4.8).
    record Slice(Span span, Expr base, Expr from, Expr to) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.slice(this);
        }
    }

    record Member(Span span, Expr base, String name, Span nameSpan) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.member(this);
        }
    }

    /// `Name{...}` or `module.Name{...}`; `module` is null in the first form.
    record StructLit(Span span, String module, String name, Span nameSpan, List<FieldInit> fields)
            implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.structLit(this);
        }
    }

    record FieldInit(Span span, String name, Expr value) implements Node {}

    /// `isFillShape`: exactly two elements, no trailing comma, not inside call parentheses, so that
    /// it is a fill if the second element is a suitable literal or constant (language.md 4.9).
    record ArrayLit(Span span, List<Expr> elements, boolean isFillShape) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.arrayLit(this);
        }
    }

    record Lambda(Span span, Function function) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lambda(this);
        }
    }

    record Match(Span span, Expr subject, List<Arm> arms) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.match(this);
        }
    }

    record Arm(Span span, Pattern pattern, Expr value) implements Node {}

    /// What stands where an expression could not be read; an error was reported already.
    record Bad(Span span) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.bad(this);
        }
    }

    interface Visitor<R> {
        R intLit(IntLit e);

        R floatLit(FloatLit e);

        R boolLit(BoolLit e);

        R stringLit(StringLit e);

        R name(Name e);

        R paren(Paren e);

        R unary(Unary e);

        R binary(Binary e);

        R matches(Matches e);

        R cast(Cast e);

        R conditional(Conditional e);

        R call(Call e);

        R index(Index e);

        R slice(Slice e);

        R member(Member e);

        R structLit(StructLit e);

        R arrayLit(ArrayLit e);

        R lambda(Lambda e);

        R match(Match e);

        R bad(Bad e);
    }
}
