package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.check.Loop;
import jorus.check.TExpr;
import jorus.check.TStmt;
import jorus.check.Variable;
import jorus.source.Span;
import jorus.type.Type;

import java.util.List;

/// Lowers loops with the test at the bottom: a guard before the loop, one branch per turn.
///
/// Conditions are therefore lowered twice. A loop is laid out in one piece, its header first, or
/// after the increment of a counted loop (see [#counted]).
final class LoopLowering {
    private static final int NONE = Instruction.NONE;

    private final StatementLowering statements;
    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    LoopLowering(StatementLowering statements) {
        this.statements = statements;
        this.scope = statements.scope;
        this.code = statements.code;
        this.expressions = statements.expressions;
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

    void range(TStmt.ForRange s) {
        Variable variable = s.variable();
        Type type = scope.typeOf(variable);
        if (!isRange(s, type)) {
            return;
        }
        // A variable that other functions see is a global: the counter is copied in every turn.
        boolean isRegister = scope.isRegister(variable);
        int counter = isRegister ? scope.register(variable) : code.newRegister(type);
        expressions.valueAs(s.from(), type, counter);
        int end = expressions.valueAs(s.to(), type, NONE);
        int step = s.step() == null ? NONE : expressions.valueAs(s.step(), type, NONE);
        if (code.isDead()) {
            return;
        }
        scope.markSet(variable);
        TExpr.Literal known = s.step() instanceof TExpr.Literal literal ? literal : null;
        Counting counting = new Counting(type, counter, end, step, s.isInclusive());
        counting.sign = s.step() == null || !type.isSigned() ? 1 : 0;
        if (known != null) {
            counting.sign = Long.signum(known.bits());
            counting.isUnit = known.bits() == 1;
        }
        counting.isUnit |= s.step() == null;
        if (s.step() != null && (known == null || known.bits() == 0)) {
            TrapKind kind = TrapKind.RANGE_STEP;
            requireNotZero(step, type, kind, s.step().span());
        }
        if (known != null && known.bits() == 0) {
            counting.sign = 1;
        }
        int global = isRegister ? NONE : scope.global(variable);
        counted(s.loop(), s.body(), counting, global, null);
    }

    private boolean isRange(TStmt.ForRange s, Type type) {
        Type from = scope.typeOf(s.from());
        Type to = scope.typeOf(s.to());
        Type step = s.step() == null ? from : scope.typeOf(s.step());
        if (type.isInteger() && from == type && to == type && step == type) {
            return true;
        }
        expressions.effect(s.from());
        expressions.effect(s.to());
        if (s.step() != null) {
            expressions.effect(s.step());
        }
        if (from.isAny() || to.isAny() || step.isAny()) {
            scope.unsupported(s.span());
        } else {
            scope.typeTrap("Range bounds must be integers of one type", s.span());
        }
        return false;
    }

    private void requireNotZero(int register, Type type, TrapKind kind, Span span) {
        if (code.isDead()) {
            return;
        }
        if (type == Type.I32 || type == Type.U32) {
            code.require(Condition.NE, register, 0, kind, kind.message(), span.start());
            return;
        }
        int isZero = code.newRegister(Type.BOOL);
        code.compare(Condition.EQ, isZero, register, code.constant(type, 0, NONE));
        code.require(Condition.EQ, isZero, 0, kind, kind.message(), span.start());
    }

    /// How a counted loop counts; registers, except that `sign` is that of the step, 0 if unknown.
    private static final class Counting {
        final Type type;
        final int counter;
        final int end;
        final int step;
        final boolean isInclusive;
        int sign;
        boolean isUnit;

        Counting(Type type, int counter, int end, int step, boolean isInclusive) {
            this.type = type;
            this.counter = counter;
            this.end = end;
            this.step = step;
            this.isInclusive = isInclusive;
        }

        Condition before() {
            return isInclusive ? Condition.LE : Condition.LT;
        }

        Condition after() {
            return isInclusive ? Condition.GE : Condition.GT;
        }
    }

    /// Lays out guard, limit, then either a body that ends in NEXT, or the increment before the
    /// body, which is entered behind it, so that both cost two instructions per turn at most.
    ///
    /// A loop variable that is a global (`global`, or NONE) is kept equal to the counter; that of
    /// `each`, if not null, is a copy of it.
    private void counted(
            Loop loop, List<TStmt> turn, Counting counting, int global, TStmt.ForEach each) {
        Block enter = new Block();
        Block body = new Block();
        Block again = new Block();
        Block exit = new Block();
        guard(counting, enter, exit);
        code.begin(enter);
        boolean isNext = counting.isUnit && counting.type.isSigned();
        int limit = isNext ? last(counting) : limit(counting);
        Block increment = new Block();
        code.jump(body);
        if (!isNext) {
            code.lay(increment);
            advance(counting);
            code.jump(body);
        }
        code.begin(body);
        if (global != NONE) {
            code.setGlobal(global, counting.counter);
        }
        if (each != null) {
            bind(each.variable(), counting.counter, counting.type, each.span());
        }
        statements.body(loop, turn, again, exit);
        if (global != NONE) {
            code.getGlobal(counting.counter, global);
        }
        if (isNext) {
            code.next(counting.counter, limit, body, exit);
        } else {
            continueWhileBefore(counting, limit, increment, exit);
        }
        code.begin(exit);
    }

    private void guard(Counting counting, Block enter, Block exit) {
        if (counting.sign > 0) {
            code.branch(counting.before(), counting.counter, counting.end, enter, exit);
        } else if (counting.sign < 0) {
            code.branch(counting.after(), counting.counter, counting.end, enter, exit);
        } else {
            Block up = new Block();
            Block down = new Block();
            branchOnSign(counting, up, down);
            code.begin(up);
            code.branch(counting.before(), counting.counter, counting.end, enter, exit);
            code.begin(down);
            code.branch(counting.after(), counting.counter, counting.end, enter, exit);
        }
    }

    private void branchOnSign(Counting counting, Block up, Block down) {
        code.branchConstant(Condition.GT, counting.step, 0, up, down);
    }

    /// The last value of a counter with step 1; the guard has made sure that end - 1 exists.
    private int last(Counting counting) {
        int last = code.newRegister(counting.type);
        if (counting.isInclusive) {
            code.move(last, counting.end);
        } else {
            code.addConstant(last, counting.end, -1, NONE);
        }
        return last;
    }

    /// What the counter must be before, in the direction of the step, to be advanced once more.
    private int limit(Counting counting) {
        int limit = code.newRegister(counting.type);
        if (counting.step == NONE || counting.isUnit && !counting.type.isSigned()) {
            if (counting.isInclusive) {
                code.move(limit, counting.end);
            } else {
                int one = code.constant(counting.type, 1, NONE);
                code.binary(IrOp.SUB, limit, counting.end, one, NONE);
            }
            return limit;
        }
        int distance = counting.step;
        if (counting.isInclusive) {
            distance = code.newRegister(counting.type);
            int one = code.constant(counting.type, counting.sign == 0 ? 0 : 1, NONE);
            if (counting.sign == 0) {
                one = signOf(counting);
            }
            IrOp op = counting.sign < 0 ? IrOp.ADD : IrOp.SUB;
            code.binary(op, distance, counting.step, one, NONE);
        }
        if (counting.type.isSigned()) {
            Builtin row = counting.type == Type.I32 ? Builtin.SUB_SAT_I32 : Builtin.SUB_SAT_I64;
            code.builtin(limit, row, NONE, counting.end, distance);
        } else {
            subtractToZero(limit, counting.end, distance);
        }
        return limit;
    }

    private void subtractToZero(int target, int a, int b) {
        Block subtract = new Block();
        Block end = new Block();
        code.constant(code.function.type(a), 0, target);
        code.branch(Condition.LE, b, a, subtract, end);
        code.begin(subtract);
        code.binary(IrOp.SUB, target, a, b, NONE);
        code.fallInto(end);
    }

    /// 1 or -1, the direction of a step that is not known.
    private int signOf(Counting counting) {
        int sign = code.newRegister(counting.type);
        Block up = new Block();
        Block down = new Block();
        Block end = new Block();
        branchOnSign(counting, up, down);
        code.begin(up);
        code.constant(counting.type, 1, sign);
        code.jump(end);
        code.begin(down);
        code.constant(counting.type, -1, sign);
        code.fallInto(end);
        return sign;
    }

    private void advance(Counting counting) {
        int step = counting.step;
        if (step == NONE) {
            step = code.constant(counting.type, 1, NONE);
        }
        code.binary(IrOp.ADD, counting.counter, counting.counter, step, NONE);
    }

    private void continueWhileBefore(Counting counting, int limit, Block increment, Block exit) {
        if (counting.sign > 0) {
            code.branch(Condition.LT, counting.counter, limit, increment, exit);
        } else if (counting.sign < 0) {
            code.branch(Condition.GT, counting.counter, limit, increment, exit);
        } else {
            Block up = new Block();
            Block down = new Block();
            branchOnSign(counting, up, down);
            code.begin(up);
            code.branch(Condition.LT, counting.counter, limit, increment, exit);
            code.begin(down);
            code.branch(Condition.GT, counting.counter, limit, increment, exit);
        }
    }

    void each(TStmt.ForEach s) {
        Type type = scope.typeOf(s.iterable());
        if (s.iterable() instanceof TExpr.CallBuiltin call && call.builtin() == Builtin.RANGE) {
            eachOfRange(s, call);
            return;
        }
        int iterable = expressions.value(s.iterable());
        if (code.isDead()) {
            return;
        }
        if (type == Type.STRING || type.isArray() && Scope.hasRegister(type.element())) {
            eachElement(s, type, stable(s.iterable(), iterable, type));
        } else if (type.isInteger()) {
            eachInteger(s, type, iterable);
        } else if (type.isAny()) {
            scope.unsupported(s.iterable().span());
        } else if (type == Type.RANGE) {
            scope.unsupported("iterating a stored range is not supported yet", s.span());
        } else if (!type.isArray()) {
            scope.typeTrap("Value not iterable", s.iterable().span());
        }
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
        boolean isRegister = scope.isRegister(variable) && scope.typeOf(variable) == element;
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
        Counting counting = new Counting(type, from, count, NONE, false);
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
        int step = given.size() == 3 ? bounds[2] : NONE;
        Counting counting = new Counting(type, from, end, step, false);
        counting.isUnit = step == NONE;
        counting.sign = step == NONE ? 1 : 0;
        if (step != NONE) {
            if (given.get(2) instanceof TExpr.Literal literal && literal.bits() != 0) {
                counting.sign = Long.signum(literal.bits());
            } else {
                requireNotZero(step, type, TrapKind.RANGE_STEP, call.span());
            }
        }
        eachCount(s, counting);
    }

    private void eachCount(TStmt.ForEach s, Counting counting) {
        Variable variable = s.variable();
        // The variable is a copy of the counter unless nobody can tell them apart.
        boolean isCounter =
                scope.isRegister(variable)
                        && !variable.isModuleLevel()
                        && !variable.isAssignedLater()
                        && !variable.needsFlag()
                        && scope.typeOf(variable) == counting.type;
        if (isCounter) {
            scope.alias(variable, counting.counter);
        }
        counted(s.loop(), s.body(), counting, NONE, isCounter ? null : s);
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
        public Void callBuiltin(TExpr.CallBuiltin e) {
            isFound |= e.builtin() == Builtin.PUSH || e.builtin() == Builtin.POP;
            return super.callBuiltin(e);
        }
    }
}
