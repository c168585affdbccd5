package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.check.ArithOp;
import jorus.check.TExpr;
import jorus.check.Variable;
import jorus.check.Version;
import jorus.source.Span;
import jorus.type.Type;

import java.util.List;

/// Lowers expressions to the register that holds their value.
///
/// Destination-driven: the last instruction of an expression writes the register that is wanted.
/// Earlier ones never do, because the expression may read the variable it is assigned to.
final class ExpressionLowering implements TExpr.Visitor<Void> {
    private static final int NONE = Instruction.NONE;
    static final String DIFFERENT =
            "Operands must be the same type. Use 'as' for explicit type conversion.";

    private final Scope scope;
    private final Code code;
    final Conversions conversions;
    final Conditions conditions;
    private final Arrays arrays;
    private final Builtins builtins;
    private int want = NONE;
    private int result = NONE;

    ExpressionLowering(Scope scope) {
        this.scope = scope;
        this.code = scope.code;
        this.conversions = new Conversions(scope);
        this.conditions = new Conditions(scope, this);
        this.arrays = new Arrays(scope, this);
        this.builtins = new Builtins(scope, this);
    }

    /// The register that holds the value: a variable's own if it is one, which must not be written.
    /// NONE if the type has no registers or the code is dead afterwards.
    int value(TExpr e) {
        return value(e, NONE);
    }

    /// The same; if `wanted` is not NONE, the value goes there. It has the type of the expression.
    int value(TExpr e, int wanted) {
        if (code.isDead()) {
            return NONE;
        }
        want = wanted;
        result = NONE;
        e.accept(this);
        int register = result;
        if (code.isDead()) {
            return NONE;
        }
        if (wanted != NONE && register != NONE && register != wanted) {
            code.move(wanted, register);
            return wanted;
        }
        return register;
    }

    /// The value at a place of type `type`, in `wanted` if that is not NONE.
    int valueAs(TExpr e, Type type, int wanted) {
        Type from = scope.typeOf(e);
        if (from == type) {
            return value(e, wanted);
        }
        int open = arrays.emptyLiteral(e, type, wanted);
        if (open != NONE) {
            return open;
        }
        int register = value(e);
        return conversions.coerce(register, from, type, wanted, e.span());
    }

    /// Evaluates and drops.
    void effect(TExpr e) {
        value(e);
    }

    @Override
    public Void literal(TExpr.Literal e) {
        Type type = scope.typeOf(e);
        if (type == e.type() || !type.isNumeric()) {
            result = code.constant(e.type(), e.bits(), want == NONE ? NONE : want);
        } else {
            result = code.constant(type, Literals.bits(e, type), want);
        }
        return null;
    }

    @Override
    public Void text(TExpr.Text e) {
        result = code.text(e.bytes(), want);
        return null;
    }

    @Override
    public Void read(TExpr.Read e) {
        Variable variable = e.variable();
        int wanted = want;
        if (e.isChecked()) {
            checkSet(variable, e.span());
        }
        Type type = scope.typeOf(variable);
        if (type == Type.NEVER) {
            scope.trap(TrapKind.NAME, unsetMessage(variable), e.span());
        } else if (type != Type.VOID && !code.isDead()) {
            result = read(variable, wanted, e.isChecked());
        }
        return null;
    }

    private int read(Variable variable, int wanted, boolean isChecked) {
        TExpr.Literal constant = isChecked ? null : scope.constant(variable);
        if (constant != null) {
            return code.constant(constant.type(), constant.bits(), wanted);
        }
        if (scope.isRegister(variable)) {
            return scope.register(variable);
        }
        int target = code.target(scope.typeOf(variable), wanted);
        code.getGlobal(target, scope.global(variable));
        return target;
    }

    private static String unsetMessage(Variable variable) {
        return "Variable '" + variable.name() + "' used before it was initialized";
    }

    private void checkSet(Variable variable, Span span) {
        if (scope.typeOf(variable) == Type.NEVER) {
            return;
        }
        int flag;
        if (scope.isRegister(variable)) {
            flag = scope.flag(variable);
        } else {
            flag = code.newRegister(Type.I32);
            code.getGlobal(flag, scope.globalFlag(variable));
        }
        String message = unsetMessage(variable);
        code.require(Condition.NE, flag, 0, TrapKind.NAME, message, span.start());
    }

    @Override
    public Void arith(TExpr.Arith e) {
        int wanted = want;
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
                result = target;
            }
            return null;
        }
        if (e.op() == ArithOp.ADD && isTextual(e, left, right)) {
            result = concatenate(e.left(), e.right(), wanted, e.span());
        } else if (e.op() == ArithOp.MUL && left.isArray() && right.isInteger()) {
            result = arrays.repeat(e.left(), e.right(), false, wanted, e.span());
        } else if (e.op() == ArithOp.MUL && left.isInteger() && right.isArray()) {
            result = arrays.repeat(e.right(), e.left(), true, wanted, e.span());
        } else {
            badOperands(e.left(), e.right(), "Operands must be numeric", e.span());
        }
        return null;
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
        return type == Type.BOOL || type.isNumeric() && !(e instanceof TExpr.Literal);
    }

    /// An operand of arithmetic in `type`: a literal adapts, an integer beside a float literal is
    /// converted.
    private int operand(TExpr e, Type type) {
        if (e instanceof TExpr.Literal literal && !code.isDead()) {
            return code.constant(type, Literals.bits(literal, type), NONE);
        }
        Type from = scope.typeOf(e);
        int register = value(e);
        return from == type ? register : conversions.cast(register, from, type, NONE, e.span());
    }

    /// Evaluates both and raises the type error of operands that don't go together.
    void badOperands(TExpr left, TExpr right, String message, Span span) {
        Type one = scope.typeOf(left);
        Type two = scope.typeOf(right);
        effect(left);
        effect(right);
        if (one.isAny() || two.isAny()) {
            scope.unsupported(span);
        } else {
            scope.typeTrap(one == two ? message : DIFFERENT, span);
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

    @Override
    public Void negate(TExpr.Negate e) {
        int wanted = want;
        Type type = scope.typeOf(e.operand());
        int operand = value(e.operand());
        if (code.isDead()) {
            return null;
        }
        if (type.isAny()) {
            scope.unsupported(e.span());
        } else if (type.isSigned() || type == Type.F64) {
            result = code.target(type, wanted);
            code.unary(IrOp.NEG, result, operand, e.span().start());
        } else {
            scope.typeTrap("Operands must be numeric", e.span());
        }
        return null;
    }

    @Override
    public Void concat(TExpr.Concat e) {
        result = concatenate(e.left(), e.right(), want, e.span());
        return null;
    }

    private int concatenate(TExpr left, TExpr right, int wanted, Span span) {
        int a = textOf(left);
        int b = textOf(right);
        if (code.isDead()) {
            return NONE;
        }
        int target = code.target(Type.STRING, wanted);
        code.binary(IrOp.CONCAT, target, a, b, span.start());
        return target;
    }

    private int textOf(TExpr e) {
        int register = value(e);
        return conversions.text(register, scope.typeOf(e), NONE, e.span());
    }

    @Override
    public Void toText(TExpr.ToText e) {
        int wanted = want;
        Type from = scope.typeOf(e.operand());
        int operand = value(e.operand());
        result = conversions.text(operand, from, wanted, e.span());
        return null;
    }

    @Override
    public Void repeat(TExpr.Repeat e) {
        result = arrays.repeat(e.array(), e.count(), e.isCountFirst(), want, e.span());
        return null;
    }

    @Override
    public Void compare(TExpr.Compare e) {
        result = conditions.compareValue(e, want);
        return null;
    }

    @Override
    public Void logic(TExpr.Logic e) {
        result = conditions.logicValue(e, want);
        return null;
    }

    @Override
    public Void not(TExpr.Not e) {
        result = conditions.notValue(e, want);
        return null;
    }

    @Override
    public Void cast(TExpr.Cast e) {
        int wanted = want;
        Type from = scope.typeOf(e.operand());
        Type to = scope.typeOf(e);
        if (e.operand() instanceof TExpr.Literal literal && to.isNumeric()) {
            // Only literals that keep their value in the target type are converted here.
            if (Literals.fits(literal, to)) {
                result = code.constant(to, Literals.bits(literal, to), wanted);
                return null;
            }
        }
        int operand = value(e.operand());
        if (to == Type.NEVER && !code.isDead()) {
            String message = "expected " + e.type() + ", found " + conversions.nameOf(from);
            scope.typeTrap(message, e.span());
            return null;
        }
        result = conversions.cast(operand, from, to, wanted, e.span());
        return null;
    }

    @Override
    public Void convert(TExpr.Convert e) {
        int wanted = want;
        Type from = scope.typeOf(e.operand());
        Type to = scope.typeOf(e);
        if (to != Type.NEVER) {
            result = valueAs(e.operand(), to, wanted);
            return null;
        }
        effect(e.operand());
        if (!code.isDead()) {
            String message = "expected " + e.type() + ", found " + conversions.nameOf(from);
            scope.typeTrap(message, e.span());
        }
        return null;
    }

    @Override
    public Void choose(TExpr.Choose e) {
        Type type = scope.typeOf(e);
        int target = Scope.hasRegister(type) ? code.target(type, want) : NONE;
        Block whenTrue = new Block();
        Block whenFalse = new Block();
        Block end = new Block();
        conditions.branch(e.condition(), whenTrue, whenFalse);
        code.begin(whenTrue);
        valueAs(e.whenTrue(), type, target);
        code.jump(end);
        code.begin(whenFalse);
        valueAs(e.whenFalse(), type, target);
        code.fallInto(end);
        result = target;
        return null;
    }

    @Override
    public Void index(TExpr.Index e) {
        result = arrays.element(e, want);
        return null;
    }

    @Override
    public Void slice(TExpr.Slice e) {
        result = arrays.slice(e, want);
        return null;
    }

    @Override
    public Void arrayOf(TExpr.ArrayOf e) {
        result = arrays.literal(e, scope.typeOf(e), want);
        return null;
    }

    @Override
    public Void fill(TExpr.Fill e) {
        result = arrays.fill(e, want);
        return null;
    }

    @Override
    public Void call(TExpr.Call e) {
        int wanted = want;
        Version callee = scope.version.callee(e);
        List<TExpr> given = e.arguments();
        int[] registers = new int[given.size()];
        int count = 0;
        for (int i = 0; i < given.size(); i++) {
            Type type = callee == null ? Type.NEVER : callee.parameters().get(i);
            int register = callee == null ? value(given.get(i)) : valueAs(given.get(i), type, NONE);
            if (register != NONE) {
                registers[count++] = register;
            }
        }
        if (code.isDead()) {
            return null;
        }
        assert callee != null : "call of no version in " + scope.version.function();
        int[] arguments = java.util.Arrays.copyOf(registers, count);
        Type type = callee.result();
        int target = Scope.hasRegister(type) ? code.target(type, wanted) : NONE;
        code.call(target, callee.id(), arguments, e.span().start());
        if (type == Type.NEVER) {
            String name = e.function().name();
            scope.trap(TrapKind.NO_RETURN, StatementLowering.noValue(name), e.span());
        }
        result = target;
        return null;
    }

    @Override
    public Void callBuiltin(TExpr.CallBuiltin e) {
        result = builtins.call(e, want);
        return null;
    }

    /// Index operand of any integer type as i32; too large becomes too large, negative negative.
    int index(TExpr e, Type base) {
        Type type = scope.typeOf(e);
        int register = value(e);
        if (code.isDead()) {
            return NONE;
        }
        if (type.isInteger()) {
            return conversions.index(register, type);
        }
        if (type.isAny()) {
            scope.unsupported(e.span());
        } else {
            boolean isText = base == Type.STRING;
            TrapKind kind = isText ? TrapKind.STRING_INDEX_SIGN : TrapKind.ARRAY_INDEX_SIGN;
            scope.trap(kind, kind.message(), e.span());
        }
        return NONE;
    }

    void storeElement(TExpr base, TExpr index, TExpr value, Span span) {
        arrays.store(base, index, value, span);
    }

    int rangeArgument(TExpr e) {
        return builtins.rangeArgument(e);
    }

    void put(int register, Type type, Span span) {
        builtins.put(register, type, span);
    }

    int builtinResult(Builtin builtin, Type type, int wanted, Span span, int... arguments) {
        int target = code.target(type, wanted);
        code.builtin(target, builtin, span.start(), arguments);
        return target;
    }
}
