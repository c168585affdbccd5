package jorus.ir;

import jorus.builtin.Builtin;
import jorus.check.TExpr;
import jorus.source.Span;
import jorus.type.Type;

import java.nio.charset.StandardCharsets;

/// Lowers operations whose meaning depends on the actual types of `any` operands: the operands are
/// boxed, an instruction or builtin finds out at run time.
final class Dynamic {
    private static final int NONE = Instruction.NONE;

    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    Dynamic(Scope scope, ExpressionLowering expressions) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = expressions;
    }

    /// The value as `any`.
    int any(TExpr e) {
        return expressions.valueAs(e, Type.ANY, NONE);
    }

    /// The value as an operand of `any`: a literal still adapts to the other one.
    int operand(TExpr e) {
        if (!(e instanceof TExpr.Literal literal) || !literal.isAdaptable() || code.isDead()) {
            return any(e);
        }
        int target = code.newRegister(Type.ANY);
        // The tag of u32 stands for a hexadecimal literal that may also be a negative i32.
        Type type = literal.isBits32() ? Type.U32 : literal.type();
        long bits = literal.isBits32() ? literal.bits() & 0xFFFF_FFFFL : literal.bits();
        code.boxLiteral(target, code.constant(type, bits, NONE));
        return target;
    }

    /// The value of a register of type `from` as `any`.
    int boxed(int register, Type from) {
        return scope.conversions.box(register, from, NONE);
    }

    int text(String name) {
        return code.text(name.getBytes(StandardCharsets.UTF_8), NONE);
    }

    /// Calls a builtin that gives `any`, for a value of type `type`.
    int call(Builtin row, Type type, int wanted, Span span, int... arguments) {
        if (code.isDead()) {
            return NONE;
        }
        if (type == Type.NEVER || type == Type.VOID) {
            code.builtin(code.newRegister(Type.ANY), row, span.start(), arguments);
            return NONE;
        }
        int target = type.isAny() ? code.target(type, wanted) : code.newRegister(Type.ANY);
        code.builtin(target, row, span.start(), arguments);
        return scope.conversions.coerce(target, Type.ANY, type, wanted, span);
    }

    /// `+ - * / %`; `type` is what is known of the result.
    int arithmetic(TExpr.Arith e, IrOp op, Type type, int wanted) {
        int a = operand(e.left());
        int b = operand(e.right());
        if (code.isDead()) {
            return NONE;
        }
        boolean isText = e.left() instanceof TExpr.Text || e.right() instanceof TExpr.Text;
        if (op == IrOp.ADD && isText) {
            return call(Builtin.CONCAT_ANY, type, wanted, e.span(), a, b);
        }
        int target = type.isAny() ? code.target(type, wanted) : code.newRegister(Type.ANY);
        code.binary(op, target, a, b, e.span().start());
        return type == Type.NEVER
                ? NONE
                : scope.conversions.coerce(target, Type.ANY, type, wanted, e.span());
    }

    /// `base[index] := value`, all of them `any`.
    void store(int base, int index, int value, Span span) {
        if (!code.isDead()) {
            code.builtin(NONE, Builtin.STORE_ANY, span.start(), base, index, value);
        }
    }
}
