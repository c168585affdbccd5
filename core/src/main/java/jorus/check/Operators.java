package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.BinaryOp;
import jorus.syntax.Expr;
import jorus.type.Type;

/// Checks operators and casts (language.md 4.2 to 4.6 and 13.4).
final class Operators {
    private final ModuleChecker module;

    Operators(ModuleChecker module) {
        this.module = module;
    }

    /// A binary operation at a place of type `expected`, null if that is open.
    TExpr binary(Expr.Binary e, Type expected) {
        return TreeBuilder.expecting(expected, binary(e));
    }

    private TExpr binary(Expr.Binary e) {
        BinaryOp op = e.op();
        if (op.isArithmetic()) {
            NumberLiteral left = NumberLiteral.adaptable(e.left());
            if (left != null) {
                return literalFirst(e, left);
            }
            TExpr checked = module.expressions.value(e.left(), null);
            return arith(op, e.opSpan(), e.left(), checked, e.right());
        }
        if (op.isComparison()) {
            return compare(compareOp(op), e.opSpan(), e.left(), e.right());
        }
        return logic(e);
    }

    private TExpr literalFirst(Expr.Binary e, NumberLiteral left) {
        NumberLiteral right = NumberLiteral.adaptable(e.right());
        if (right == null) {
            TExpr other = module.expressions.value(e.right(), null);
            return withLiteral(e.op(), e.opSpan(), left, e.left().span(), other, true);
        }
        Type type = wider(left, right, e.opSpan());
        if (type == null) {
            return module.tree.error(e.span());
        }
        return module.tree.arith(
                type,
                e.opSpan(),
                arithOp(e.op()),
                module.tree.number(left, type, e.left().span()),
                module.tree.number(right, type, e.right().span()));
    }

    /// The type of an operation on two literals, or null after an error.
    Type wider(NumberLiteral left, NumberLiteral right, Span opSpan) {
        Type one = left.defaultType();
        Type two = right.defaultType();
        if (one == null || two == null) {
            module.error(
                    Code.SYNTAX,
                    opSpan,
                    "the integer literal "
                            + (one == null ? left.text() : right.text())
                            + " does not fit any type",
                    NumberLiteral.remedy(false, Type.I64));
            return null;
        }
        if (one == Type.F64 || two == Type.F64) {
            return Type.F64;
        }
        Type type = Type.I32;
        if (one == Type.U64 || two == Type.U64) {
            type = Type.U64;
        } else if (one == Type.I64 || two == Type.I64) {
            type = Type.I64;
        }
        NumberLiteral wrong = !left.fits(type) ? left : !right.fits(type) ? right : null;
        if (wrong != null) {
            doesNotFit(opSpan, wrong, type);
            return null;
        }
        return type;
    }

    private void doesNotFit(Span span, NumberLiteral literal, Type type) {
        module.error(
                Code.MIXED_NUMERIC,
                span,
                "the literal "
                        + literal.text()
                        + " does not fit '"
                        + type
                        + "', the type of the other operand",
                NumberLiteral.remedy(false, type));
    }

    /// `left op right` with a left side that was checked already and is no adaptable literal.
    /// `leftSyntax` is null if it isn't written there.
    TExpr arith(BinaryOp op, Span opSpan, Expr leftSyntax, TExpr left, Expr right) {
        NumberLiteral literal = NumberLiteral.adaptable(right);
        if (literal != null) {
            return withLiteral(op, opSpan, literal, right.span(), left, false);
        }
        TExpr checked = module.expressions.value(right, null);
        boolean isLeftNumber = leftSyntax != null && NumberLiteral.isNumberLiteral(leftSyntax);
        boolean isRightNumber = NumberLiteral.isNumberLiteral(right);
        return typed(op, opSpan, left, isLeftNumber, checked, isRightNumber);
    }

    /// One operand is an adaptable literal, the other is not.
    private TExpr withLiteral(
            BinaryOp op,
            Span span,
            NumberLiteral literal,
            Span literalSpan,
            TExpr other,
            boolean isLiteralFirst) {
        Type type = other.type();
        if (type == Type.NEVER) {
            return module.tree.error(span);
        }
        if (literal.defaultType() == null && type != Type.F64) {
            return module.expressions.literal(literal, null, literalSpan);
        }
        TExpr number;
        TExpr operand = other;
        Type result = type;
        if (type.isAny()) {
            number = module.tree.adaptable(literal, literalSpan);
        } else if (type.isInteger() && literal.isFloat()) {
            operand = module.tree.cast(Type.F64, span, other);
            number = module.tree.number(literal, Type.F64, literalSpan);
            result = Type.F64;
        } else if (type.isNumeric()) {
            if (!literal.fits(type)) {
                doesNotFit(span, literal, type);
                return module.tree.error(span);
            }
            number = module.tree.number(literal, type, literalSpan);
        } else if (type.isArray() && op == BinaryOp.MUL && !literal.isFloat()) {
            number = module.tree.number(literal, literal.defaultType(), literalSpan);
            return module.tree.repeat(span, other, number, isLiteralFirst);
        } else {
            Type alone = literal.defaultType();
            undefined(op, span, isLiteralFirst ? alone : type, isLiteralFirst ? type : alone);
            return module.tree.error(span);
        }
        return isLiteralFirst
                ? module.tree.arith(result, span, arithOp(op), number, operand)
                : module.tree.arith(result, span, arithOp(op), operand, number);
    }

    /// Neither operand is an adaptable literal; the flags mark number literals with suffix.
    private TExpr typed(
            BinaryOp op,
            Span span,
            TExpr left,
            boolean isLeftNumber,
            TExpr right,
            boolean isRightNumber) {
        Type one = left.type();
        Type two = right.type();
        if (one == Type.NEVER || two == Type.NEVER) {
            return module.tree.error(span);
        }
        if (one.isAny() || two.isAny()) {
            return module.tree.arith(Type.ANY, span, arithOp(op), left, right);
        }
        if (one.isNumeric() && two.isNumeric()) {
            if (one == two) {
                return module.tree.arith(one, span, arithOp(op), left, right);
            }
            mixed(op, span, one, two);
            return module.tree.error(span);
        }
        if (op == BinaryOp.ADD && (one == Type.STRING || two == Type.STRING)) {
            TExpr first = concatOperand(left, isLeftNumber, right);
            TExpr second = concatOperand(right, isRightNumber, left);
            if (first != null && second != null) {
                return module.tree.concat(span, first, second);
            }
        }
        if (op == BinaryOp.MUL && one.isArray() && two.isInteger()) {
            return module.tree.repeat(span, left, right, false);
        }
        if (op == BinaryOp.MUL && one.isInteger() && two.isArray()) {
            return module.tree.repeat(span, right, left, true);
        }
        undefined(op, span, one, two);
        return module.tree.error(span);
    }

    /// The operand of a concatenation as a string, or null if it is none and can't become one
    /// because the `other` side is no string literal (language.md 4.3).
    private TExpr concatOperand(TExpr operand, boolean isNumberLiteral, TExpr other) {
        Type type = operand.type();
        if (type == Type.STRING) {
            return operand;
        }
        boolean isText = type == Type.BOOL || type == Type.ERROR || type.isNumeric();
        return other instanceof TExpr.Text && isText && !isNumberLiteral
                ? module.tree.toText(operand.span(), operand)
                : null;
    }

    private void mixed(BinaryOp op, Span span, Type one, Type two) {
        Type wider = one;
        if (one != Type.F64 && (two == Type.F64 || two.kind().ordinal() > one.kind().ordinal())) {
            wider = two;
        }
        Type narrower = wider == one ? two : one;
        module.error(
                Code.MIXED_NUMERIC,
                span,
                "'" + op.text() + "' on '" + one + "' and '" + two + "'",
                Hint.help("use 'as " + wider + "' on the '" + narrower + "' operand"));
    }

    private void undefined(BinaryOp op, Span span, Type one, Type two) {
        String message = "'" + op.text() + "' is not defined for '" + one + "' and '" + two + "'";
        boolean isText = one == Type.STRING || two == Type.STRING;
        Type other = one == Type.STRING ? two : one;
        if (op == BinaryOp.ADD && isText && (other.isNumeric() || other == Type.BOOL)) {
            module.error(
                    Code.TYPE,
                    span,
                    message,
                    Hint.help("use 'as string' on the '" + other + "' operand"));
        } else {
            module.error(Code.TYPE, span, message);
        }
    }

    TExpr negate(Span span, TExpr operand) {
        Type type = operand.type();
        if (type == Type.NEVER) {
            return operand;
        }
        if (type.isSigned() || type == Type.F64 || type.isAny()) {
            return module.tree.negate(span, operand);
        }
        String message = "'-' is not defined for '" + type + "'";
        if (type.isNumeric()) {
            module.error(
                    Code.OPERATION,
                    span,
                    message,
                    Hint.help("convert it to a signed type with 'as i64'"));
        } else {
            module.error(Code.OPERATION, span, message);
        }
        return module.tree.error(span);
    }

    TExpr not(Span span, TExpr operand) {
        Type type = operand.type();
        if (type == Type.NEVER) {
            return operand;
        }
        if (type == Type.BOOL || type.isInteger() || type.isAny()) {
            return module.tree.not(span, operand);
        }
        module.error(Code.TYPE, span, "'not' is not defined for '" + type + "'");
        return module.tree.error(span);
    }

    private TExpr logic(Expr.Binary e) {
        TExpr left = module.expressions.value(e.left(), null);
        TExpr right = module.expressions.value(e.right(), null);
        Type one = left.type();
        Type two = right.type();
        if (one == Type.NEVER || two == Type.NEVER) {
            return module.tree.error(e.span());
        }
        boolean isAnd = e.op() == BinaryOp.AND;
        if (isLogical(one) && isLogical(two)) {
            if (one == two) {
                return module.tree.logic(one, e.opSpan(), isAnd, left, right);
            }
            if (one.isAny() || two.isAny()) {
                return module.tree.logic(Type.ANY, e.opSpan(), isAnd, left, right);
            }
        }
        module.error(
                Code.TYPE,
                e.opSpan(),
                "'" + e.op().text() + "' is not defined for '" + one + "' and '" + two + "'",
                Hint.note("both sides must be 'bool', or integers of one type"));
        return module.tree.error(e.span());
    }

    private static boolean isLogical(Type type) {
        return type == Type.BOOL || type.isInteger() || type.isAny();
    }

    /// Any comparison; `matches` against a value is EQ.
    TExpr compare(CompareOp op, Span opSpan, Expr leftSyntax, Expr rightSyntax) {
        TExpr left = module.expressions.value(leftSyntax, null);
        TExpr right = module.expressions.value(rightSyntax, null);
        Type one = left.type();
        Type two = right.type();
        if (one == Type.NEVER || two == Type.NEVER) {
            return module.tree.error(opSpan);
        }
        boolean isOrder = op != CompareOp.EQ && op != CompareOp.NE;
        if (isOrder && !isOrdered(one, two)) {
            module.error(
                    Code.TYPE,
                    opSpan,
                    "'" + text(op) + "' is not defined for '" + one + "' and '" + two + "'",
                    Hint.note("it compares two numbers or two strings"));
            return module.tree.error(opSpan);
        }
        return module.tree.compare(
                opSpan, op, sameNumber(leftSyntax, left, two), sameNumber(rightSyntax, right, one));
    }

    private static boolean isOrdered(Type one, Type two) {
        if (one.isAny() || two.isAny()) {
            return true;
        }
        return one.isNumeric() && two.isNumeric() || one == Type.STRING && two == Type.STRING;
    }

    /// Comparisons are by value, so a literal may take the other type if its number is the same
    /// there: one instruction instead of a comparison across types.
    private TExpr sameNumber(Expr syntax, TExpr checked, Type other) {
        if (!other.isNumeric() || checked.type() == other) {
            return checked;
        }
        NumberLiteral literal = NumberLiteral.adaptable(syntax);
        return literal != null && literal.isSameIn(other)
                ? module.tree.number(literal, other, checked.span())
                : checked;
    }

    TExpr cast(Expr.Cast e) {
        Type target = module.typeNames.resolveResult(e.target());
        NumberLiteral literal = NumberLiteral.adaptable(e.operand());
        if (literal != null && target.isNumeric() && literal.fits(target)) {
            return module.tree.number(literal, target, e.operand().span());
        }
        TExpr operand = module.expressions.check(e.operand(), null);
        Type from = operand.type();
        if (from == Type.NEVER || target == Type.NEVER) {
            return module.tree.error(e.span());
        }
        if (from != Type.VOID && target != Type.VOID) {
            if (from == target) {
                return operand;
            }
            if (target.isAny()) {
                return module.tree.convert(target, e.opSpan(), operand);
            }
            if (target == Type.STRING && isPrintable(from)) {
                return module.tree.toText(e.opSpan(), operand);
            }
            if (isConvertible(from) && (target.isNumeric() || target == Type.BOOL)) {
                return module.tree.cast(target, e.opSpan(), operand);
            }
            if (from.isAny()) {
                return module.tree.convert(target, e.opSpan(), operand);
            }
        }
        invalidCast(e.opSpan(), from, target);
        return module.tree.error(e.span());
    }

    private static boolean isPrintable(Type from) {
        return isConvertible(from) || from == Type.ERROR;
    }

    private static boolean isConvertible(Type from) {
        return from.isNumeric() || from == Type.BOOL || from.isAny();
    }

    private void invalidCast(Span span, Type from, Type target) {
        String message = "'" + from + "' can't be cast to '" + target + "'";
        if (from == Type.STRING && target.isNumeric()) {
            String builtin = target == Type.F64 ? "float" : "int";
            module.error(
                    Code.CAST,
                    span,
                    message,
                    Hint.help("'" + builtin + "(...)' reads a number from a string"));
        } else {
            module.error(Code.CAST, span, message);
        }
    }

    static ArithOp arithOp(BinaryOp op) {
        return switch (op) {
            case ADD -> ArithOp.ADD;
            case SUB -> ArithOp.SUB;
            case MUL -> ArithOp.MUL;
            case DIV -> ArithOp.DIV;
            case REM -> ArithOp.REM;
            case EQ, NE, LT, LE, GT, GE, MATCHES, AND, OR ->
                    throw new AssertionError(op + " is not arithmetic");
        };
    }

    private static CompareOp compareOp(BinaryOp op) {
        return switch (op) {
            case EQ, MATCHES -> CompareOp.EQ;
            case NE -> CompareOp.NE;
            case LT -> CompareOp.LT;
            case LE -> CompareOp.LE;
            case GT -> CompareOp.GT;
            case GE -> CompareOp.GE;
            case ADD, SUB, MUL, DIV, REM, AND, OR ->
                    throw new AssertionError(op + " is not a comparison");
        };
    }

    private static String text(CompareOp op) {
        return switch (op) {
            case EQ -> "==";
            case NE -> "!=";
            case LT -> "<";
            case LE -> "<=";
            case GT -> ">";
            case GE -> ">=";
        };
    }
}
