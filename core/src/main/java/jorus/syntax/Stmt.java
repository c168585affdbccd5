package jorus.syntax;

import jorus.source.Span;

import java.util.List;

/// Statements as written (language.md 3, 5 to 8, 10 and 14). Suites are lists of statements.
public sealed interface Stmt extends Node {

    <R> R accept(Visitor<R> visitor);

    record ExprStmt(Span span, Expr expr) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exprStmt(this);
        }
    }

    /// Every explicit declaration: `mut x = e`, `x: T = e`, `X := e`, `let ...` (language.md 3.1).
    /// `type` is null when not annotated.
    record Declare(
            Span span,
            String name,
            Span nameSpan,
            Form form,
            boolean isMut,
            boolean isPublic,
            TypeExpr type,
            Expr value)
            implements Stmt {
        public enum Form {
            /// `mut x = e`, `x: T = e`
            PLAIN,
            /// `X := e`, `let X := e`
            CONSTANT,
            /// `let [mut] x = e`
            LET
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.declare(this);
        }
    }

    /// `t1 = t2 = ... = value`: `targets` as written, assigned from the right.
    /// Each is a [Expr.Name], [Expr.Index] or [Expr.Member]; language.md 3.3 decides whether a name
    /// is declared. `isPublic` for `pub x = e` at module level.
    record Assign(Span span, List<Expr> targets, Expr value, boolean isPublic) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.assign(this);
        }
    }

    /// `target op= value` with an arithmetic `op`.
    record Update(Span span, Expr target, BinaryOp op, Span opSpan, Expr value) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.update(this);
        }
    }

    /// `a, b = value`.
    record Destructure(Span span, List<Expr.Name> names, Expr value) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.destructure(this);
        }
    }

    record Print(Span span, List<Expr> arguments) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.print(this);
        }
    }

    record Pass(Span span) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pass(this);
        }
    }

    /// `label` is null when none was written.
    record Break(Span span, String label) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.breakOut(this);
        }
    }

    record Continue(Span span, String label) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.continueLoop(this);
        }
    }

    record Return(Span span, List<Expr> values) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.returnFrom(this);
        }
    }

    /// `use path`, `use path as alias`, `use path: items`, `use path: *`.
    /// `alias` and `items` are null when missing; `items` is empty for `*`.
    record Use(Span span, List<String> path, Span pathSpan, String alias, List<Item> items)
            implements Stmt {
        /// `alias` is null when missing.
        public record Item(Span span, String name, String alias) implements Node {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.use(this);
        }
    }

    /// `branches` are the `if` and `elif` parts; `otherwise` is null without `else`.
    record If(Span span, List<Branch> branches, List<Stmt> otherwise) implements Stmt {
        public record Branch(Span span, Expr condition, List<Stmt> body) implements Node {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ifElse(this);
        }
    }

    record While(Span span, String label, Expr condition, List<Stmt> body) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.whileLoop(this);
        }
    }

    /// `for name in from..to..step`; `step` is null when missing.
    record ForRange(
            Span span,
            String label,
            String name,
            Span nameSpan,
            Expr from,
            Expr to,
            boolean isInclusive,
            Expr step,
            List<Stmt> body)
            implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.forRange(this);
        }
    }

    record ForEach(
            Span span, String label, String name, Span nameSpan, Expr iterable, List<Stmt> body)
            implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.forEach(this);
        }
    }

    /// `errorName` is null when `catch` has no name.
    record Try(
            Span span,
            List<Stmt> body,
            Span catchSpan,
            String errorName,
            Span errorSpan,
            List<Stmt> handler)
            implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tryCatch(this);
        }
    }

    record Match(Span span, Expr subject, List<Arm> arms) implements Stmt {
        public record Arm(Span span, Pattern pattern, List<Stmt> body) implements Node {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.match(this);
        }
    }

    record FnDecl(Span span, boolean isPublic, Function function) implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fnDecl(this);
        }
    }

    record StructDecl(Span span, boolean isPublic, String name, Span nameSpan, List<Field> fields)
            implements Stmt {
        /// `defaultValue` is null when missing.
        public record Field(Span span, String name, TypeExpr type, Expr defaultValue)
                implements Node {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.structDecl(this);
        }
    }

    record EnumDecl(
            Span span,
            boolean isPublic,
            String name,
            Span nameSpan,
            List<String> typeParameters,
            List<Variant> variants)
            implements Stmt {
        public record Variant(Span span, String name, List<Payload> payloads) implements Node {}

        /// `name` is null when the payload is unnamed.
        public record Payload(Span span, String name, TypeExpr type) implements Node {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.enumDecl(this);
        }
    }

    record ImplDecl(
            Span span, boolean isPublic, String name, Span nameSpan, List<Function> functions)
            implements Stmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.implDecl(this);
        }
    }

    interface Visitor<R> {
        R exprStmt(ExprStmt s);

        R declare(Declare s);

        R assign(Assign s);

        R update(Update s);

        R destructure(Destructure s);

        R print(Print s);

        R pass(Pass s);

        R breakOut(Break s);

        R continueLoop(Continue s);

        R returnFrom(Return s);

        R use(Use s);

        R ifElse(If s);

        R whileLoop(While s);

        R forRange(ForRange s);

        R forEach(ForEach s);

        R tryCatch(Try s);

        R match(Match s);

        R fnDecl(FnDecl s);

        R structDecl(StructDecl s);

        R enumDecl(EnumDecl s);

        R implDecl(ImplDecl s);
    }
}
