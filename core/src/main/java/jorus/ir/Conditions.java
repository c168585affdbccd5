package jorus.ir;

import jorus.builtin.Builtin;
import jorus.check.CompareOp;
import jorus.check.TExpr;
import jorus.source.Span;
import jorus.type.Type;

/// Lowers comparisons and logic: to branches where a condition is asked for, else to a value.
final class Conditions {
    private static final int NONE = Instruction.NONE;

    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    /// The comparison that [#prepare] has reduced its operands to.
    private Condition condition;

    private int left;
    private int right;
    private boolean isConstant;
    private boolean holds;

    Conditions(Scope scope, ExpressionLowering expressions) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = expressions;
    }

    /// Goes to one of two blocks by a condition; the code is dead afterwards.
    void branch(TExpr e, Block whenTrue, Block whenFalse) {
        if (code.isDead()) {
            return;
        }
        Type type = scope.typeOf(e);
        if (e instanceof TExpr.Compare compare && type == Type.BOOL) {
            branchCompare(compare, whenTrue, whenFalse);
        } else if (e instanceof TExpr.Logic logic && type == Type.BOOL) {
            branchLogic(logic, whenTrue, whenFalse);
        } else if (e instanceof TExpr.Not not && scope.typeOf(not.operand()) == Type.BOOL) {
            branch(not.operand(), whenFalse, whenTrue);
        } else if (e instanceof TExpr.TestVariant test && type == Type.BOOL) {
            expressions.branchTest(test, whenTrue, whenFalse);
        } else if (e instanceof TExpr.Literal literal && type == Type.BOOL) {
            code.jump(literal.bits() != 0 ? whenTrue : whenFalse);
        } else {
            branchValue(e, type, whenTrue, whenFalse);
        }
    }

    private void branchValue(TExpr e, Type type, Block whenTrue, Block whenFalse) {
        int register = expressions.value(e);
        if (code.isDead()) {
            return;
        }
        if (type == Type.BOOL) {
            code.branchConstant(Condition.NE, register, 0, whenTrue, whenFalse);
        } else if (type.isAny()) {
            int condition = code.newRegister(Type.BOOL);
            code.builtin(condition, Builtin.CONDITION_ANY, e.span().start(), register);
            code.branchConstant(Condition.NE, condition, 0, whenTrue, whenFalse);
        } else {
            scope.typeTrap("Condition must be boolean", e.span());
        }
    }

    private void branchCompare(TExpr.Compare e, Block whenTrue, Block whenFalse) {
        prepare(e);
        if (code.isDead()) {
            return;
        }
        if (isConstant) {
            code.jump(holds ? whenTrue : whenFalse);
        } else if (right == NONE) {
            code.branchConstant(condition, left, 0, whenTrue, whenFalse);
        } else {
            code.branch(condition, left, right, whenTrue, whenFalse);
        }
    }

    private void branchLogic(TExpr.Logic e, Block whenTrue, Block whenFalse) {
        if (scope.typeOf(e.left()) != Type.BOOL || scope.typeOf(e.right()) != Type.BOOL) {
            branchValue(e, scope.typeOf(e), whenTrue, whenFalse);
            return;
        }
        Block second = new Block();
        branch(e.left(), e.isAnd() ? second : whenTrue, e.isAnd() ? whenFalse : second);
        code.begin(second);
        branch(e.right(), whenTrue, whenFalse);
    }

    int compareValue(TExpr.Compare e, int wanted) {
        prepare(e);
        if (code.isDead()) {
            return NONE;
        }
        int target = code.target(Type.BOOL, wanted);
        if (isConstant) {
            code.constant(Type.BOOL, holds ? 1 : 0, target);
        } else if (right == NONE && condition == Condition.EQ) {
            code.compareConstant(condition, target, left, 0);
        } else if (right == NONE) {
            code.compare(condition, target, left, code.constant(code.function.type(left), 0, NONE));
        } else {
            code.compare(condition, target, left, right);
        }
        return target;
    }

    /// Lowers the operands of a comparison and leaves it in the fields. Operands then have one
    /// type; `right` is NONE for a comparison with 0.
    private void prepare(TExpr.Compare e) {
        Condition asked = conditionOf(e.op());
        Type one = scope.typeOf(e.left());
        Type two = scope.typeOf(e.right());
        int a = expressions.value(e.left());
        int b = expressions.value(e.right());
        if (code.isDead()) {
            return;
        }
        isConstant = false;
        condition = asked;
        if (one.isAny() || two.isAny()) {
            any(expressions.dynamic.boxed(a, one), expressions.dynamic.boxed(b, two), e.span());
        } else if (isEquality(asked) ? isPlain(one) && isPlain(two) : areNumbers(one, two)) {
            numbers(a, one, b, two, e.span());
        } else if (one == Type.STRING && two == Type.STRING) {
            strings(a, b, asked);
        } else if (!isEquality(asked)) {
            scope.typeTrap("Operands must be numbers or strings", e.span());
        } else if (one.kind() == Type.Kind.ENUM && one == two && !Objects.isPlain(one)) {
            left = code.newRegister(Type.BOOL);
            right = NONE;
            code.builtin(left, Builtin.EQUAL_REF, e.span().start(), a, b);
            condition = asked == Condition.EQ ? Condition.NE : Condition.EQ;
        } else if (isOneKind(one, two)) {
            equality(a, b, asked);
        } else {
            isConstant = true;
            holds = (asked == Condition.EQ) == (one == two);
        }
    }

    /// Whether values of the two types can be one object.
    private static boolean isOneKind(Type one, Type two) {
        boolean isDeclared = one.kind() == Type.Kind.STRUCT || one.kind() == Type.Kind.ENUM;
        return one.kind() == two.kind() && one.isReference() && (!isDeclared || one == two);
    }

    /// Compares values of type any. There are instructions for `==`, `<` and `<=` only.
    private void any(int a, int b, Span span) {
        boolean isSwapped = condition == Condition.GT || condition == Condition.GE;
        boolean isNegated = condition == Condition.NE;
        Condition written = isSwapped ? condition.swapped() : condition;
        left = code.newRegister(Type.BOOL);
        right = NONE;
        code.compareAny(
                isNegated ? Condition.EQ : written,
                left,
                isSwapped ? b : a,
                isSwapped ? a : b,
                span.start());
        condition = isNegated ? Condition.EQ : Condition.NE;
    }

    private static boolean areNumbers(Type one, Type two) {
        return one.isNumeric() && two.isNumeric();
    }

    private static boolean isPlain(Type type) {
        return type.isNumeric() || type == Type.BOOL;
    }

    private void operands(int a, int b) {
        left = a;
        right = b;
    }

    private void numbers(int a, Type one, int b, Type two, Span span) {
        if (one == two) {
            operands(a, b);
        } else if (one == Type.BOOL || two == Type.BOOL) {
            Conversions conversions = expressions.conversions;
            operands(
                    conversions.cast(a, one, Type.BOOL, NONE, span),
                    conversions.cast(b, two, Type.BOOL, NONE, span));
        } else if (one == Type.F64 || two == Type.F64) {
            Conversions conversions = expressions.conversions;
            operands(
                    conversions.cast(a, one, Type.F64, NONE, span),
                    conversions.cast(b, two, Type.F64, NONE, span));
        } else if (one == Type.U64 && two.isSigned()) {
            signedWithUnsigned(b, two, a);
            condition = condition.swapped();
        } else if (two == Type.U64 && one.isSigned()) {
            signedWithUnsigned(a, one, b);
        } else {
            Type wide = one == Type.U64 || two == Type.U64 ? Type.U64 : Type.I64;
            Conversions conversions = expressions.conversions;
            operands(conversions.widen(a, one, wide), conversions.widen(b, two, wide));
        }
    }

    private void signedWithUnsigned(int signed, Type type, int unsigned) {
        int wide = expressions.conversions.widen(signed, type, Type.I64);
        orderedBy(Builtin.COMPARE_I64_U64, wide, unsigned);
    }

    /// Compares the result of a builtin, which is below, equal to or above 0.
    private void orderedBy(Builtin builtin, int a, int b) {
        left = code.newRegister(Type.I32);
        right = NONE;
        code.builtin(left, builtin, NONE, a, b);
    }

    private static boolean isEquality(Condition asked) {
        return asked == Condition.EQ || asked == Condition.NE;
    }

    private void strings(int a, int b, Condition asked) {
        if (!isEquality(asked)) {
            orderedBy(Builtin.COMPARE_STRING, a, b);
        } else {
            equality(a, b, asked);
        }
    }

    /// Compares references or strings: there is an instruction for equality, none to branch on it.
    private void equality(int a, int b, Condition asked) {
        left = code.newRegister(Type.BOOL);
        right = NONE;
        code.compare(Condition.EQ, left, a, b);
        condition = asked == Condition.EQ ? Condition.NE : Condition.EQ;
    }

    private static Condition conditionOf(CompareOp op) {
        return switch (op) {
            case EQ -> Condition.EQ;
            case NE -> Condition.NE;
            case LT -> Condition.LT;
            case LE -> Condition.LE;
            case GT -> Condition.GT;
            case GE -> Condition.GE;
        };
    }

    int logicValue(TExpr.Logic e, int wanted) {
        Type one = scope.typeOf(e.left());
        Type two = scope.typeOf(e.right());
        if (one == Type.BOOL && two == Type.BOOL) {
            return shortCircuit(e, wanted);
        }
        if (one == Type.BOOL || one.isAny()) {
            return decidedByLeft(e, wanted);
        }
        int a = expressions.value(e.left());
        int b = expressions.value(e.right());
        if (code.isDead()) {
            return NONE;
        }
        if (one == two && one.isInteger()) {
            int target = code.target(one, wanted);
            code.binary(e.isAnd() ? IrOp.AND : IrOp.OR, target, a, b, NONE);
            return target;
        }
        if (two.isAny()) {
            int boxed = expressions.dynamic.boxed(a, one);
            Builtin row = e.isAnd() ? Builtin.AND_ANY : Builtin.OR_ANY;
            return expressions.dynamic.call(row, scope.typeOf(e), wanted, e.span(), boxed, b);
        }
        boolean isDefined = one.isInteger();
        scope.typeTrap(
                isDefined ? ExpressionLowering.DIFFERENT : "Operands must be bool", e.span());
        return NONE;
    }

    /// A left side that is a bool may decide alone; else both sides go to the builtin.
    private int decidedByLeft(TExpr.Logic e, int wanted) {
        Type type = scope.typeOf(e);
        int a = expressions.dynamic.any(e.left());
        if (code.isDead()) {
            return NONE;
        }
        int target = code.newRegister(Type.ANY);
        Block open = new Block();
        Block decided = new Block();
        Block end = new Block();
        int alone = code.newRegister(Type.ANY);
        int value = code.constant(Type.BOOL, e.isAnd() ? 0 : 1, NONE);
        code.unary(IrOp.BOX, alone, value, NONE);
        branchIdentical(a, alone, decided, open);
        code.begin(open);
        int b = expressions.dynamic.any(e.right());
        if (!code.isDead()) {
            Builtin row = e.isAnd() ? Builtin.AND_ANY : Builtin.OR_ANY;
            code.builtin(target, row, e.span().start(), a, b);
            code.jump(end);
        }
        code.begin(decided);
        code.move(target, alone);
        code.fallInto(end);
        return scope.conversions.coerce(target, Type.ANY, type, wanted, e.span());
    }

    /// Whether `a` is the bool `b`: a number equals a bool too, so the tag comes first.
    private void branchIdentical(int a, int b, Block whenTrue, Block whenFalse) {
        Block isBool = new Block();
        int tag = code.newRegister(Type.I32);
        code.unary(IrOp.TAG, tag, a, NONE);
        code.branch(Condition.EQ, tag, code.typeId(Type.BOOL), isBool, whenFalse);
        code.begin(isBool);
        int isSame = code.newRegister(Type.BOOL);
        code.compareAny(Condition.EQ, isSame, a, b, NONE);
        code.branchConstant(Condition.NE, isSame, 0, whenTrue, whenFalse);
    }

    private int shortCircuit(TExpr.Logic e, int wanted) {
        int target = code.target(Type.BOOL, wanted);
        if (isFree(e.left()) && isFree(e.right())) {
            // Nothing to skip: both are 0 or 1, one instruction does it.
            int a = expressions.value(e.left());
            int b = expressions.value(e.right());
            code.binary(e.isAnd() ? IrOp.AND : IrOp.OR, target, a, b, NONE);
            return target;
        }
        Block whenTrue = new Block();
        Block whenFalse = new Block();
        Block end = new Block();
        branch(e, whenTrue, whenFalse);
        code.begin(whenTrue);
        code.constant(Type.BOOL, 1, target);
        code.jump(end);
        code.begin(whenFalse);
        code.constant(Type.BOOL, 0, target);
        code.fallInto(end);
        return target;
    }

    /// Whether the value is at hand without an instruction that could trap.
    private boolean isFree(TExpr e) {
        return e instanceof TExpr.Read read
                && !read.isChecked()
                && scope.isRegister(read.variable())
                && scope.typeOf(read.variable()) == Type.BOOL;
    }

    int notValue(TExpr.Not e, int wanted) {
        Type type = scope.typeOf(e.operand());
        int register = expressions.value(e.operand());
        if (code.isDead()) {
            return NONE;
        }
        if (type != Type.BOOL && !type.isInteger()) {
            if (type.isAny()) {
                Type known = scope.typeOf(e);
                Builtin row = Builtin.NOT_ANY;
                return expressions.dynamic.call(row, known, wanted, e.span(), register);
            }
            scope.typeTrap("Operands must be bool", e.span());
            return NONE;
        }
        int target = code.target(Type.BOOL, wanted);
        if (type == Type.I64 || type == Type.U64) {
            code.compare(Condition.EQ, target, register, code.constant(type, 0, NONE));
        } else {
            code.compareConstant(Condition.EQ, target, register, 0);
        }
        return target;
    }
}
