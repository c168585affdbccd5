package jorus.check;

import jorus.source.Span;

import java.util.List;

/// Statements of the typed tree. Scopes are gone: variables are identities; implicit returns are
/// explicit; destructuring and chained assignment are split.
public sealed interface TStmt {
    Span span();

    <R> R accept(Visitor<R> visitor);

    /// Evaluates and drops.
    record Evaluate(Span span, TExpr value) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.evaluate(this);
        }
    }

    /// Stores into a variable; the value has its type.
    record Store(Span span, Variable variable, TExpr value) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.store(this);
        }
    }

    /// `base[index] = value`, evaluated in this order.
    record StoreElement(Span span, TExpr base, TExpr index, TExpr value) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.storeElement(this);
        }
    }

    /// `base[index] op= ...`: evaluates base and index once into `baseVariable` and
    /// `indexVariable`, which `value` reads.
    record UpdateElement(
            Span span,
            Variable baseVariable,
            TExpr base,
            Variable indexVariable,
            TExpr index,
            TExpr value)
            implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.updateElement(this);
        }
    }

    /// `otherwise` may be empty.
    record If(Span span, TExpr condition, List<TStmt> then, List<TStmt> otherwise)
            implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ifElse(this);
        }
    }

    record While(Span span, Loop loop, TExpr condition, List<TStmt> body) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.whileLoop(this);
        }
    }

    /// `from`, `to`, `step` have the type of `variable` (or `any`); `step` is null for 1. The
    /// variable is the counter: stores to it in the body move the loop.
    record ForRange(
            Span span,
            Loop loop,
            Variable variable,
            TExpr from,
            TExpr to,
            boolean isInclusive,
            TExpr step,
            List<TStmt> body)
            implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.forRange(this);
        }
    }

    /// Over an array (live), a string, a range value, an integer, or `any`. The variable of a loop
    /// over a range value is `any`, or the integer type known from the arguments of `range`.
    record ForEach(Span span, Loop loop, Variable variable, TExpr iterable, List<TStmt> body)
            implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.forEach(this);
        }
    }

    record Break(Span span, Loop loop) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.breakOut(this);
        }
    }

    record Continue(Span span, Loop loop) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.continueLoop(this);
        }
    }

    /// `value` is null for a return without value; at module level it ends the module.
    record Return(Span span, TExpr value) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.returnFrom(this);
        }
    }

    /// The end of a function whose result is neither `void` nor `any` was reached: a runtime error.
    record MissingReturn(Span span, TFunction function) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.missingReturn(this);
        }
    }

    /// `arguments` may have type VOID (printed as `void`).
    record Print(Span span, List<TExpr> arguments) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.print(this);
        }
    }

    /// New variables without values: closures made from now on see new cells (language.md 6), and
    /// what is no cell is unset again. The first statement of the scope that declares them, so of
    /// the body for what is made anew at each turn of a loop. Never names a parameter, whose cell
    /// is made at the entry of its function, nor a loop's own variable, whose cell the loop makes
    /// at each turn.
    record FreshCells(Span span, List<Variable> variables) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.freshCells(this);
        }
    }

    /// `base.field = value`, evaluated in this order.
    record StoreField(Span span, TExpr base, int field, TExpr value) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.storeField(this);
        }
    }

    /// `base.field op= ...`: evaluates base once into `baseVariable`, which `value` reads.
    record UpdateField(Span span, Variable baseVariable, TExpr base, int field, TExpr value)
            implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.updateField(this);
        }
    }

    /// The same for a base of type `any`: `No field 'x'` unless it is a struct that has it.
    record StoreMember(Span span, TExpr base, String name, TExpr value) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.storeMember(this);
        }
    }

    /// `base.name op= ...` for a base of type `any`.
    record UpdateMember(Span span, Variable baseVariable, TExpr base, String name, TExpr value)
            implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.updateMember(this);
        }
    }

    /// Runs `handler` when a runtime error leaves `body`. The handler begins with a store of an
    /// [TExpr.ErrorValue] if the error has a name; only [FreshCells] may stand before it.
    record Try(Span span, List<TStmt> body, List<TStmt> handler) implements TStmt {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tryCatch(this);
        }
    }

    interface Visitor<R> {
        R evaluate(Evaluate s);

        R store(Store s);

        R storeElement(StoreElement s);

        R updateElement(UpdateElement s);

        R ifElse(If s);

        R whileLoop(While s);

        R forRange(ForRange s);

        R forEach(ForEach s);

        R breakOut(Break s);

        R continueLoop(Continue s);

        R returnFrom(Return s);

        R missingReturn(MissingReturn s);

        R print(Print s);

        R freshCells(FreshCells s);

        R storeField(StoreField s);

        R updateField(UpdateField s);

        R storeMember(StoreMember s);

        R updateMember(UpdateMember s);

        R tryCatch(Try s);
    }
}
