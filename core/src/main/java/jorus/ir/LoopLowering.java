package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.check.TExpr;
import jorus.check.TStmt;
import jorus.check.Variable;
import jorus.source.Span;
import jorus.type.Type;

import java.util.List;

/// Lowers loops with the test at the bottom: a guard before the loop, one branch per turn.
///
/// Conditions are therefore lowered twice. A loop is laid out in one piece, its header first, or
/// after the increment of a counted loop (see [CountedLoops]).
final class LoopLowering {
    private static final int NONE = Instruction.NONE;

    private final StatementLowering statements;
    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;
    private final CountedLoops loops;

    LoopLowering(StatementLowering statements) {
        this.statements = statements;
        this.scope = statements.scope;
        this.code = statements.code;
        this.expressions = statements.expressions;
        this.loops = new CountedLoops(statements);
    }

    void whileLoop(TStmt.While s) {
        Block body = new Block();
        Block again = new Block();
        Block exit = new Block();
        expressions.conditions.branch(s.condition(), body, exit);
        code.begin(body);
        statements.body(s.loop(), s.body(), again, exit);
        expressions.conditions.branch(s.condition(), body, exit);
        code.begin(exit);
    }

    /// A copy of the step, unless it is a literal: it may be the register of a variable, which the
    /// body can assign.
    private int kept(TExpr e, int step, Type type) {
        if (e instanceof TExpr.Literal) {
            return step;
        }
        int copy = code.newRegister(type);
        code.move(copy, step);
        return copy;
    }

    void range(TStmt.ForRange s) {
        Variable variable = s.variable();
        Type type = scope.typeOf(variable);
        if (!isRange(s, type)) {
            dynamicRange(s, type);
            return;
        }
        // A variable that other functions see is no register: the counter is copied in every turn.
        int wanted = scope.wanted(variable);
        int counter = wanted != NONE ? wanted : code.newRegister(type);
        expressions.valueAs(s.from(), type, counter);
        int end = expressions.valueAs(s.to(), type, NONE);
        int step = s.step() == null ? NONE : expressions.valueAs(s.step(), type, NONE);
        if (code.isDead()) {
            return;
        }
        step = step == NONE ? NONE : kept(s.step(), step, type);
        if (wanted != NONE) {
            scope.markSet(variable);
        }
        TExpr.Literal known = s.step() instanceof TExpr.Literal literal ? literal : null;
        CountedLoops.Counting counting =
                new CountedLoops.Counting(type, counter, end, step, s.isInclusive());
        counting.sign = s.step() == null || !type.isSigned() ? 1 : 0;
        if (known != null) {
            counting.sign = Long.signum(known.bits());
            counting.isUnit = known.bits() == 1;
        }
        counting.isUnit |= s.step() == null;
        if (s.step() != null && (known == null || known.bits() == 0)) {
            TrapKind kind = TrapKind.RANGE_STEP;
            loops.requireNotZero(step, type, kind, s.step().span());
        }
        if (known != null && known.bits() == 0) {
            counting.sign = 1;
        }
        loops.counted(s.loop(), s.body(), counting, wanted != NONE ? null : new Copied(s, NONE));
    }

    private boolean isRange(TStmt.ForRange s, Type type) {
        Type from = scope.typeOf(s.from());
        Type to = scope.typeOf(s.to());
        Type step = s.step() == null ? from : scope.typeOf(s.step());
        return type.isInteger() && from == type && to == type && step == type;
    }

    /// A range with a bound of type `any`, or a variable that is held as one: it counts in i64, and
    /// the variable gets the counter in the type that the bounds turn out to have.
    private void dynamicRange(TStmt.ForRange s, Type type) {
        TExpr[] given = {s.from(), s.to(), s.step()};
        int[] bounds = new int[given.length];
        int typed = NONE;
        for (int i = 0; i < given.length && !code.isDead(); i++) {
            if (given[i] != null) {
                bounds[i] = expressions.dynamic.operand(given[i]);
                typed = typed == NONE && !Literals.isAdaptable(given[i]) ? i : typed;
            }
        }
        if (code.isDead()) {
            return;
        }
        int model = bounds[typed == NONE ? 0 : typed];
        int tag = code.newRegister(Type.I32);
        int[] wide = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            if (given[i] != null) {
                int position = s.span().start();
                code.builtin(NONE, Builtin.RANGE_BOUND, position, model, bounds[i]);
            }
        }
        if (!Scope.hasRegister(type)) {
            scope.typeTrap("Range bounds must be integers of one type", s.span());
            return;
        }
        code.unary(IrOp.TAG, tag, typed == NONE ? plain(given[0]) : model, NONE);
        for (int i = 0; i < given.length; i++) {
            boolean isStep = i == given.length - 1;
            wide[i] = NONE;
            if (given[i] != null) {
                wide[i] = position(bounds[i], tag, isStep, given[i].span());
            }
        }
        CountedLoops.Counting counting =
                new CountedLoops.Counting(Type.I64, wide[0], wide[1], wide[2], s.isInclusive());
        counting.isUnit = wide[2] == NONE;
        counting.sign = wide[2] == NONE ? 1 : 0;
        if (wide[2] != NONE) {
            loops.requireNotZero(wide[2], Type.I64, TrapKind.RANGE_STEP, s.step().span());
        }
        loops.counted(s.loop(), s.body(), counting, new Copied(s, tag));
    }

    /// A literal as a value of its own type.
    private int plain(TExpr e) {
        return expressions.dynamic.any(e);
    }

    /// What a bound or value of the variable, or a step, is to the counter.
    private int position(int value, int tag, boolean isStep, Span span) {
        int position = code.newRegister(Type.I64);
        int flag = code.constant(Type.BOOL, isStep ? 1 : 0, NONE);
        code.builtin(position, Builtin.RANGE_POSITION, span.start(), value, tag, flag);
        return position;
    }

    /// The variable is a global, a cell, or of type any.
    private final class Copied implements CountedLoops.Turn {
        private final TStmt.ForRange loop;
        private final int tag;

        /// `tag` holds the type id that the variable's values have; NONE if that is known.
        Copied(TStmt.ForRange loop, int tag) {
            this.loop = loop;
            this.tag = tag;
        }

        @Override
        public void begin(int counter, Type type) {
            Variable variable = loop.variable();
            Type to = scope.typeOf(variable);
            int value = counter;
            Type from = type;
            if (tag != NONE) {
                from = Type.ANY;
                value = code.newRegister(Type.ANY);
                code.builtin(value, Builtin.RANGE_VALUE, loop.span().start(), counter, tag);
            }
            scope.freshCell(variable);
            value = expressions.conversions.coerce(value, from, to, NONE, loop.span());
            scope.store(variable, value);
        }

        @Override
        public void end(int counter, Type type) {
            if (code.isDead()) {
                return;
            }
            Variable variable = loop.variable();
            Type held = scope.typeOf(variable);
            boolean isSame = scope.isRegister(variable) && !variable.isAssignedLater();
            if (isSame && !variable.isCaptured()) {
                return;
            }
            int value = scope.read(variable, NONE, loop.span());
            if (tag != NONE) {
                value = expressions.dynamic.boxed(value, held);
                int position = loop.span().start();
                code.builtin(NONE, Builtin.RANGE_BOUND, position, value, value);
                code.move(counter, position(value, tag, false, loop.span()));
                return;
            }
            expressions.conversions.coerce(value, held, type, counter, loop.span());
        }
    }

    /// The variable of a loop over something else gets the counter, and keeps what it likes.
    private final class Bound implements CountedLoops.Turn {
        private final TStmt.ForEach loop;

        Bound(TStmt.ForEach loop) {
            this.loop = loop;
        }

        @Override
        public void begin(int counter, Type type) {
            bind(loop.variable(), counter, type, loop.span());
        }

        @Override
        public void end(int counter, Type type) {
            // The counter goes its own way.
        }
    }

    void each(TStmt.ForEach s) {
        Type type = scope.typeOf(s.iterable());
        if (s.iterable() instanceof TExpr.CallBuiltin call && call.builtin() == Builtin.RANGE) {
            if (expressions.isTypedRange(call)) {
                eachOfRange(s, call);
                return;
            }
        }
        int iterable = expressions.value(s.iterable());
        if (code.isDead()) {
            return;
        }
        if (type == Type.STRING || Arrays.hasTypedElements(type)) {
            eachElement(s, type, stable(s.iterable(), iterable, type));
        } else if (type.isInteger()) {
            eachInteger(s, type, iterable);
        } else if (type.isAny() || type.isArray() || type == Type.RANGE) {
            eachValue(s, type, iterable);
        } else {
            scope.typeTrap("Value not iterable", s.iterable().span());
        }
    }

    /// Goes through whatever the value turns out to be.
    private void eachValue(TStmt.ForEach s, Type type, int iterable) {
        Block body = new Block();
        Block again = new Block();
        Block exit = new Block();
        int position = s.iterable().span().start();
        int iterator = code.newRegister(type == Type.RANGE ? type : HiddenType.ITERATOR);
        if (type == Type.RANGE) {
            code.move(iterator, iterable);
        } else {
            int boxed = expressions.dynamic.boxed(iterable, type);
            code.builtin(iterator, Builtin.ITERATE, position, boxed);
        }
        branchIfNext(iterator, position, body, exit);
        code.begin(body);
        int value = code.newRegister(Type.ANY);
        code.builtin(value, Builtin.NEXT_VALUE, position, iterator);
        bind(s.variable(), value, Type.ANY, s.span());
        statements.body(s.loop(), s.body(), again, exit);
        if (!code.isDead()) {
            branchIfNext(iterator, position, body, exit);
        }
        code.begin(exit);
    }

    private void branchIfNext(int iterator, int position, Block body, Block exit) {
        int hasNext = code.newRegister(Type.BOOL);
        code.builtin(hasNext, Builtin.HAS_NEXT, position, iterator);
        code.branchConstant(Condition.NE, hasNext, 0, body, exit);
    }

    /// A register with the same value that the loop can't change.
    private int stable(TExpr e, int register, Type type) {
        if (!(e instanceof TExpr.Read read) || !read.variable().isAssignedLater()) {
            return register;
        }
        int copy = code.newRegister(type);
        code.move(copy, register);
        return copy;
    }

    private void eachElement(TStmt.ForEach s, Type type, int sequence) {
        boolean isLive = type != Type.STRING && Resizes.mayHappenIn(s.body());
        Block enter = new Block();
        Block body = new Block();
        Block again = new Block();
        Block exit = new Block();
        int length = code.newRegister(Type.I32);
        int at = code.constant(Type.I32, 0, code.newRegister(Type.I32));
        code.unary(IrOp.LENGTH, length, sequence, NONE);
        code.branchConstant(Condition.GT, length, 0, enter, exit);
        code.begin(enter);
        int last = code.newRegister(Type.I32);
        if (!isLive) {
            code.addConstant(last, length, -1, NONE);
        }
        code.fallInto(body);
        Variable variable = s.variable();
        Type element = type == Type.STRING ? type : type.element();
        boolean isRegister = scope.wanted(variable) != NONE && scope.typeOf(variable) == element;
        int value = isRegister ? scope.register(variable) : code.newRegister(element);
        code.binary(IrOp.GET, value, sequence, at, s.span().start());
        bind(variable, value, element, s.span());
        statements.body(s.loop(), s.body(), again, exit);
        if (isLive) {
            code.addConstant(at, at, 1, NONE);
            code.unary(IrOp.LENGTH, length, sequence, NONE);
            code.branch(Condition.LT, at, length, body, exit);
        } else {
            code.next(at, last, body, exit);
        }
        code.begin(exit);
    }

    /// Gives the loop variable its value for this turn.
    private void bind(Variable variable, int value, Type from, Span span) {
        Type type = scope.typeOf(variable);
        if (!Scope.hasRegister(type)) {
            return;
        }
        int register = expressions.conversions.coerce(value, from, type, NONE, span);
        if (!code.isDead()) {
            scope.freshCell(variable);
            scope.store(variable, register);
        }
    }

    private void eachInteger(TStmt.ForEach s, Type type, int count) {
        if (type.isSigned()) {
            Block negative = new Block();
            Block good = new Block();
            int zero = code.constant(type, 0, NONE);
            code.branch(Condition.GE, count, zero, good, negative);
            code.begin(negative);
            scope.typeTrap("Cannot iterate negative integer", s.iterable().span());
            code.begin(good);
        }
        int from = code.constant(type, 0, code.newRegister(type));
        CountedLoops.Counting counting = new CountedLoops.Counting(type, from, count, NONE, false);
        counting.sign = 1;
        counting.isUnit = true;
        eachCount(s, counting);
    }

    /// `for v in range(...)` without making the range.
    private void eachOfRange(TStmt.ForEach s, TExpr.CallBuiltin call) {
        List<TExpr> given = call.arguments();
        boolean isNarrow = true;
        for (int i = 0; i < given.size(); i++) {
            isNarrow &= scope.typeOf(given.get(i)) == Type.I32;
        }
        Type type = isNarrow ? Type.I32 : Type.I64;
        int[] bounds = new int[3];
        for (int i = 0; i < given.size(); i++) {
            bounds[i] =
                    isNarrow
                            ? expressions.value(given.get(i))
                            : expressions.rangeArgument(given.get(i));
        }
        if (code.isDead()) {
            return;
        }
        int from = code.newRegister(type);
        if (given.size() == 1) {
            code.constant(type, 0, from);
        } else {
            code.move(from, bounds[0]);
        }
        int end = given.size() == 1 ? bounds[0] : bounds[1];
        int step = given.size() == 3 ? kept(given.get(2), bounds[2], type) : NONE;
        CountedLoops.Counting counting = new CountedLoops.Counting(type, from, end, step, false);
        counting.isUnit = step == NONE;
        counting.sign = step == NONE ? 1 : 0;
        if (step != NONE) {
            if (given.get(2) instanceof TExpr.Literal literal && literal.bits() != 0) {
                counting.sign = Long.signum(literal.bits());
            } else {
                loops.requireNotZero(step, type, TrapKind.RANGE_STEP, call.span());
            }
        }
        eachCount(s, counting);
    }

    private void eachCount(TStmt.ForEach s, CountedLoops.Counting counting) {
        Variable variable = s.variable();
        // The variable is a copy of the counter unless nobody can tell them apart.
        boolean isCounter =
                scope.isRegister(variable)
                        && !variable.isModuleLevel()
                        && !Scope.isCell(variable)
                        && !variable.isAssignedLater()
                        && !variable.needsFlag()
                        && scope.typeOf(variable) == counting.type;
        if (isCounter) {
            scope.alias(variable, counting.counter);
        }
        loops.counted(s.loop(), s.body(), counting, isCounter ? null : new Bound(s));
    }

    /// Finds out whether a loop body may change the length of an array.
    private static final class Resizes extends TreeWalker {
        private boolean isFound;

        static boolean mayHappenIn(List<TStmt> body) {
            Resizes resizes = new Resizes();
            resizes.walk(body);
            return resizes.isFound;
        }

        @Override
        public Void call(TExpr.Call e) {
            isFound = true;
            return null;
        }

        @Override
        public Void callValue(TExpr.CallValue e) {
            isFound = true;
            return null;
        }

        @Override
        public Void callMember(TExpr.CallMember e) {
            isFound = true;
            return null;
        }

        @Override
        public Void callBuiltin(TExpr.CallBuiltin e) {
            isFound |= e.builtin() == Builtin.PUSH || e.builtin() == Builtin.POP;
            return super.callBuiltin(e);
        }
    }
}
