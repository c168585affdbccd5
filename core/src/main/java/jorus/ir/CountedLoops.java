package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.check.Loop;
import jorus.check.TStmt;
import jorus.source.Span;
import jorus.type.Type;

import java.util.List;

/// Lays out loops that count: a guard, the body, and one or two instructions at its end.
final class CountedLoops {
    private static final int NONE = Instruction.NONE;

    private final StatementLowering statements;
    private final Code code;

    CountedLoops(StatementLowering statements) {
        this.statements = statements;
        this.code = statements.code;
    }

    /// What keeps the variable of a loop equal to the counter in a turn: the counter goes there
    /// first and comes back last.
    interface Turn {
        void begin(int counter, Type type);

        void end(int counter, Type type);
    }

    void requireNotZero(int register, Type type, TrapKind kind, Span span) {
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
    static final class Counting {
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
    /// `turn` is null if the loop's variable is the counter.
    void counted(Loop loop, List<TStmt> statementsOfTurn, Counting counting, Turn turn) {
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
        if (turn != null) {
            turn.begin(counting.counter, counting.type);
        }
        statements.body(loop, statementsOfTurn, again, exit);
        if (turn != null) {
            turn.end(counting.counter, counting.type);
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
}
