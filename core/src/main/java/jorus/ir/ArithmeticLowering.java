package jorus.ir;

import jorus.check.ArithOp;
import jorus.check.TExpr;
import jorus.source.Span;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Lowers `+ - * / %`, whose meaning depends on what is known of the operands' types.
final class ArithmeticLowering {
    private static final int NONE = Instruction.NONE;

    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    ArithmeticLowering(Scope scope, ExpressionLowering expressions) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = expressions;
    }

    int value(TExpr.Arith e, int wanted) {
        Type left = scope.typeOf(e.left());
        Type right = scope.typeOf(e.right());
        Type leftAs = Literals.typeBeside(e.left(), left, right);
        Type rightAs = Literals.typeBeside(e.right(), right, left);
        if (leftAs.isNumeric() && rightAs.isNumeric() && isOneType(e, leftAs, rightAs)) {
            Type type = leftAs == Type.F64 || rightAs == Type.F64 ? Type.F64 : leftAs;
            int a = operand(e.left(), type);
            int b = operand(e.right(), type);
            if (!code.isDead()) {
                int target = code.target(type, wanted);
                code.binary(operation(e.op()), target, a, b, e.span().start());
                return target;
            }
            return NONE;
        }
        if (left.isAny() || right.isAny()) {
            return expressions.dynamic.arithmetic(e, operation(e.op()), scope.typeOf(e), wanted);
        } else if (e.op() == ArithOp.ADD && isTextual(e, left, right)) {
            return concatenate(e.left(), e.right(), wanted, e.span());
        } else if (e.op() == ArithOp.MUL && left.isArray() && right.isInteger()) {
            return expressions.repeat(e, e.left(), e.right(), false, wanted);
        } else if (e.op() == ArithOp.MUL && left.isInteger() && right.isArray()) {
            return expressions.repeat(e, e.right(), e.left(), true, wanted);
        } else {
            badOperands(e.left(), e.right(), "Operands must be numeric", e.span());
        }
        return NONE;
    }

    /// Whether the operands can be computed in one type: equal, or a float literal beside an
    /// integer of unknown static type.
    private static boolean isOneType(TExpr.Arith e, Type left, Type right) {
        return left == right
                || left == Type.F64 && Literals.isAdaptable(e.left())
                || right == Type.F64 && Literals.isAdaptable(e.right());
    }

    private static boolean isTextual(TExpr.Arith e, Type left, Type right) {
        if (left == Type.STRING && right == Type.STRING) {
            return true;
        }
        return left == Type.STRING && e.left() instanceof TExpr.Text && hasText(e.right(), right)
                || right == Type.STRING
                        && e.right() instanceof TExpr.Text
                        && hasText(e.left(), left);
    }

    private static boolean hasText(TExpr e, Type type) {
        return type == Type.BOOL
                || type == Type.ERROR
                || type.isNumeric() && !(e instanceof TExpr.Literal);
    }

    /// An operand of arithmetic in `type`: a literal adapts, an integer beside a float literal is
    /// converted.
    private int operand(TExpr e, Type type) {
        if (e instanceof TExpr.Literal literal && !code.isDead()) {
            return code.constant(type, Literals.bits(literal, type), NONE);
        }
        Type from = scope.typeOf(e);
        int register = expressions.value(e);
        return from == type
                ? register
                : scope.conversions.cast(register, from, type, NONE, e.span());
    }

    /// Evaluates both and raises the type error of operands that don't go together.
    void badOperands(TExpr left, TExpr right, String message, Span span) {
        Type one = scope.typeOf(left);
        Type two = scope.typeOf(right);
        expressions.effect(left);
        expressions.effect(right);
        if (!code.isDead()) {
            scope.typeTrap(one == two ? message : ExpressionLowering.DIFFERENT, span);
        }
    }

    private static IrOp operation(ArithOp op) {
        return switch (op) {
            case ADD -> IrOp.ADD;
            case SUB -> IrOp.SUB;
            case MUL -> IrOp.MUL;
            case DIV -> IrOp.DIV;
            case REM -> IrOp.REM;
        };
    }

    /// The parts of a chain of concatenations become one string, up to six at a time.
    int concatenate(TExpr left, TExpr right, int wanted, Span span) {
        List<TExpr> parts = new ArrayList<>();
        collect(left, parts);
        collect(right, parts);
        int joined = textOf(parts.get(0));
        for (int next = 1; next < parts.size() && !code.isDead(); ) {
            int count = Math.min(parts.size() - next, Chains.MAX_PARTS - 1);
            int[] registers = new int[count + 1];
            registers[0] = joined;
            for (int i = 1; i <= count; i++) {
                registers[i] = textOf(parts.get(next++));
            }
            if (!code.isDead()) {
                boolean isLast = next == parts.size();
                joined = code.target(Type.STRING, isLast ? wanted : NONE);
                join(joined, registers, span);
            }
        }
        return code.isDead() ? NONE : joined;
    }

    private void join(int target, int[] parts, Span span) {
        if (parts.length == 2) {
            code.binary(IrOp.CONCAT, target, parts[0], parts[1], span.start());
        } else {
            code.builtin(target, Chains.row(parts.length), span.start(), parts);
        }
    }

    private static void collect(TExpr e, List<TExpr> parts) {
        if (e instanceof TExpr.Concat chain) {
            collect(chain.left(), parts);
            collect(chain.right(), parts);
        } else {
            parts.add(e);
        }
    }

    private int textOf(TExpr e) {
        int register = expressions.value(e);
        return scope.conversions.text(register, scope.typeOf(e), NONE, e.span());
    }
}
