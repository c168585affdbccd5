package jorus.check;

import jorus.builtin.Builtin;
import jorus.source.Span;
import jorus.type.EnumType;
import jorus.type.Type;

import java.util.List;

/// Expressions of the typed tree: names are resolved, literals have their type, every change of
/// type at a typed place is a [Convert].
///
/// `id` numbers the expression within its function; `type` is the static type; `span` is where a
/// runtime error of this node is reported (an operator's own span for operators).
///
/// What depends on the actual type of an `any` operand is decided by [Refiner] or at run time,
/// never by checking again: a [Literal] opposite an `any` operand stays *adaptable*.
public sealed interface TExpr {
    int id();

    Type type();

    Span span();

    <R> R accept(Visitor<R> visitor);

    /// A number or bool. `bits` are the two's complement or IEEE bits of the value in `type` (i32
    /// sign-extended, u32 zero-extended, bool 0 or 1).
    ///
    /// `isAdaptable` marks a literal without suffix that stands beside an operand of static type
    /// `any` in an [Arith], in a numeric [CallBuiltin] or among the bounds of a
    /// [TStmt.ForRange]: it takes the actual type of that operand (language.md 4.2). `type` and
    /// `bits` are then those of the literal alone.
    ///
    /// `isBits32` marks an adaptable hexadecimal literal from 0x80000000 to 0xFFFFFFFF: the i32 of
    /// the same bits alone and beside an i32, its unsigned value beside any other type.
    record Literal(int id, Type type, Span span, long bits, boolean isAdaptable, boolean isBits32)
            implements TExpr {
        /// A literal without the doubt of `isBits32`.
        public Literal(int id, Type type, Span span, long bits, boolean isAdaptable) {
            this(id, type, span, bits, isAdaptable, false);
        }

        /// Whether an adaptable literal can take the type of its neighbour. (An integer neighbour
        /// of a float literal becomes f64 instead.)
        public boolean fits(Type actual) {
            return Adaptable.fits(this, actual);
        }

        /// The bits of the literal in a type that it fits.
        public long bitsIn(Type actual) {
            return Adaptable.bitsIn(this, actual);
        }

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

    /// Reads a variable; a name error at run time if it [#isChecked()] and has no value yet.
    ///
    /// A class, because whether a read of a module variable inside a function must be checked is
    /// known only when all calls of the module were seen; fixed when [Checker] returns.
    final class Read implements TExpr {
        private final int id;
        private final Type type;
        private final Span span;
        private final Variable variable;
        private boolean isChecked;

        Read(int id, Type type, Span span, Variable variable) {
            this.id = id;
            this.type = type;
            this.span = span;
            this.variable = variable;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public Type type() {
            return type;
        }

        @Override
        public Span span() {
            return span;
        }

        public Variable variable() {
            return variable;
        }

        /// Whether the variable may have no value yet at this place (language.md 3.3).
        public boolean isChecked() {
            return isChecked;
        }

        void markChecked() {
            isChecked = true;
            variable.markNeedsFlag();
        }

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

    /// `array * count`; `isCountFirst` keeps the order of evaluation, `isAnyExpected` as [Slice].
    record Repeat(
            int id,
            Type type,
            Span span,
            TExpr array,
            TExpr count,
            boolean isCountFirst,
            boolean isAnyExpected)
            implements TExpr {
        TExpr withAnyExpected() {
            return new Repeat(id, type, span, array, count, isCountFirst, true);
        }

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
    record Choose(int id, Type type, Span span, TExpr condition, TExpr whenTrue, TExpr whenFalse)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choose(this);
        }
    }

    /// Element of an array or byte of a string; `index` has an integer type or `any`.
    ///
    /// `isArrayOnly` marks the reads of a destructuring: a base of type `any` must be an array
    /// then, a string is the error `Value is not an array`.
    record Index(int id, Type type, Span span, TExpr base, TExpr index, boolean isArrayOnly)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.index(this);
        }
    }

    /// Part of an array or string; bounds are null when missing, else integers or `any`.
    /// `isAnyExpected`: a static `[any]` at a place of that type, as [ArrayOf].
    record Slice(
            int id, Type type, Span span, TExpr base, TExpr from, TExpr to, boolean isAnyExpected)
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

    /// `[value, count]`; a longer array than can exist has the count 2^31-1.
    record Fill(int id, Type type, Span span, TExpr value, int count, boolean isAnyExpected)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fill(this);
        }
    }

    /// A call of a declared function; arguments already have the parameters' static types.
    ///
    /// Whether a function inside another one captures is known only when both were checked.
    /// `closure` is the function as a value if it may; if it does, visitors see a [CallValue].
    record Call(
            int id,
            Type type,
            Span span,
            TFunction function,
            List<TExpr> arguments,
            FunctionValue closure)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return closure == null || function.captures().isEmpty()
                    ? visitor.call(this)
                    : visitor.callValue(new CallValue(id, type, span, closure, arguments));
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

    /// A struct literal with all its fields: `values` in order of evaluation (as written, then the
    /// defaults), each for the field that `indexes` names.
    record NewStruct(int id, Type type, Span span, List<Integer> indexes, List<TExpr> values)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.newStruct(this);
        }
    }

    /// Field number `field` of a struct whose static type is known.
    record GetField(int id, Type type, Span span, TExpr base, int field) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getField(this);
        }
    }

    /// A field of a value of static type `any`: `No field 'x'` unless it is a struct that has it.
    record GetMember(int id, Type type, Span span, TExpr base, String name) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getMember(this);
        }
    }

    /// A value of the enum that `type` is.
    record NewVariant(int id, Type type, Span span, int variant, List<TExpr> payloads)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.newVariant(this);
        }
    }

    /// Whether the subject is this variant. Of an `any` subject that is no enum value: false, or
    /// with `isStrict` (a match arm) the error `Match subject is not an enum value`.
    record TestVariant(
            int id,
            Type type,
            Span span,
            TExpr subject,
            EnumType enumType,
            int variant,
            boolean isStrict)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.testVariant(this);
        }
    }

    /// Payload number `payload` of a subject that a [TestVariant] has found to be this variant.
    record GetPayload(
            int id,
            Type type,
            Span span,
            TExpr subject,
            EnumType enumType,
            int variant,
            int payload)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.getPayload(this);
        }
    }

    /// A match expression: `subject` is stored into `variable`, the value of the first case whose
    /// test holds is the result; none: the error `No match arm matched the value`. The wildcard
    /// comes last.
    record Select(int id, Type type, Span span, Variable variable, TExpr subject, List<Case> cases)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.select(this);
        }
    }

    /// A declared function or a function expression as a value. If `function`
    /// captures variables, this makes a closure over their current values or cells.
    record FunctionValue(int id, Type type, Span span, TFunction function) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.functionValue(this);
        }
    }

    /// A builtin used as a value; `type` is ANY.
    record BuiltinValue(int id, Type type, Span span, Builtin builtin) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.builtinValue(this);
        }
    }

    /// A call of a value of function type or `any`; arguments have the parameters' static types, or
    /// are `any` when the callee is.
    record CallValue(int id, Type type, Span span, TExpr callee, List<TExpr> arguments)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.callValue(this);
        }
    }

    /// `base.name(arguments)` on a base of type `any`: a method of its actual type, or a field that
    /// holds a function; `No method 'name'` otherwise. Arguments are `any`.
    record CallMember(int id, Type type, Span span, TExpr base, String name, List<TExpr> arguments)
            implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.callMember(this);
        }
    }

    /// The error that the handler of a [TStmt.Try] has caught. Only as the value of the store that
    /// begins the handler.
    record ErrorValue(int id, Type type, Span span) implements TExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.errorValue(this);
        }
    }

    /// One case of a [Select]: `test` is null for the wildcard; `bindings` store payloads.
    record Case(TExpr test, List<TStmt> bindings, TExpr value) {}

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

        R newStruct(NewStruct e);

        R getField(GetField e);

        R getMember(GetMember e);

        R newVariant(NewVariant e);

        R testVariant(TestVariant e);

        R getPayload(GetPayload e);

        R select(Select e);

        R functionValue(FunctionValue e);

        R builtinValue(BuiltinValue e);

        R callValue(CallValue e);

        R callMember(CallMember e);

        R errorValue(ErrorValue e);
    }
}
