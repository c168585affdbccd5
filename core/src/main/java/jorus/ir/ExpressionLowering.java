package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
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
    private final ArithmeticLowering arithmetic;
    private final Arrays arrays;
    private final Builtins builtins;
    private final Objects objects;
    private final Functions functions;
    private final StatementLowering statements;
    final Dynamic dynamic;
    private int want = NONE;
    private int result = NONE;

    ExpressionLowering(Scope scope, StatementLowering statements) {
        this.scope = scope;
        this.code = scope.code;
        this.statements = statements;
        this.conversions = scope.conversions;
        this.dynamic = new Dynamic(scope, this);
        this.objects = new Objects(scope, this);
        this.functions = new Functions(scope, this);
        this.conditions = new Conditions(scope, this);
        this.arithmetic = new ArithmeticLowering(scope, this);
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
        int outer = code.origin;
        code.origin = e.span().start();
        int register = lowered(e, wanted);
        code.origin = outer;
        return register;
    }

    private int lowered(TExpr e, int wanted) {
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
        if (!(e instanceof TExpr.Literal) && scope.typeOf(e) == Type.NEVER) {
            scope.neverReached(e.span());
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
        return valueAs(e, type, wanted, e.span());
    }

    /// The same, for what only fails with the operation at `failing`.
    int valueAs(TExpr e, Type type, int wanted, Span failing) {
        Type from = scope.typeOf(e);
        if (from == type) {
            return value(e, wanted);
        }
        int open = arrays.emptyLiteral(e, type, wanted);
        if (open != NONE) {
            return open;
        }
        int register = value(e);
        return conversions.coerce(register, from, type, wanted, failing);
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
            TExpr.Literal constant = e.isChecked() ? null : scope.constant(variable);
            result =
                    constant != null
                            ? code.constant(constant.type(), constant.bits(), wanted)
                            : scope.read(variable, wanted, e.span());
        }
        return null;
    }

    private static String unsetMessage(Variable variable) {
        return "Variable '" + variable.name() + "' used before it was initialized";
    }

    private void checkSet(Variable variable, Span span) {
        if (scope.typeOf(variable) == Type.NEVER) {
            return;
        }
        int flag = scope.flag(variable);
        String message = unsetMessage(variable);
        code.require(Condition.NE, flag, 0, TrapKind.NAME, message, span.start());
    }

    @Override
    public Void arith(TExpr.Arith e) {
        result = arithmetic.value(e, want);
        return null;
    }

    /// Evaluates both and raises the type error of operands that don't go together.
    void badOperands(TExpr left, TExpr right, String message, Span span) {
        arithmetic.badOperands(left, right, message, span);
    }

    int repeat(TExpr e, TExpr array, TExpr count, boolean isCountFirst, int wanted) {
        return arrays.repeat(e, array, count, isCountFirst, false, wanted);
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
            Type known = scope.typeOf(e);
            result = dynamic.call(Builtin.NEG_ANY, known, wanted, e.span(), operand);
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
        result = arithmetic.concatenate(e.left(), e.right(), want, e.span());
        return null;
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
        result = arrays.repeat(e, e.array(), e.count(), e.isCountFirst(), e.isAnyExpected(), want);
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
            conversions.mismatch(operand, from, e.type(), e.span());
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
        int operand = value(e.operand());
        if (!code.isDead()) {
            conversions.mismatch(operand, from, e.type(), e.span());
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
        for (int i = 0; i < registers.length && !code.isDead(); i++) {
            if (callee == null) {
                effect(given.get(i));
            } else {
                registers[i] = valueAs(given.get(i), callee.parameters().get(i), NONE);
            }
        }
        if (code.isDead()) {
            return null;
        }
        assert callee != null : "call of no version in " + scope.version.function();
        result = functions.enter(e, callee, registers, wanted);
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
        boolean isText = base == Type.STRING;
        TrapKind kind = isText ? TrapKind.STRING_INDEX_SIGN : TrapKind.ARRAY_INDEX_SIGN;
        scope.trap(kind, kind.message(), e.span());
        return NONE;
    }

    @Override
    public Void newStruct(TExpr.NewStruct e) {
        result = objects.struct(e, want);
        return null;
    }

    @Override
    public Void getField(TExpr.GetField e) {
        result = objects.field(e, want);
        return null;
    }

    @Override
    public Void getMember(TExpr.GetMember e) {
        result = objects.member(e, want);
        return null;
    }

    @Override
    public Void newVariant(TExpr.NewVariant e) {
        result = objects.variant(e, want);
        return null;
    }

    @Override
    public Void testVariant(TExpr.TestVariant e) {
        result = objects.testValue(e, want);
        return null;
    }

    void branchTest(TExpr.TestVariant e, Block whenTrue, Block whenFalse) {
        objects.branchTest(e, whenTrue, whenFalse);
    }

    @Override
    public Void getPayload(TExpr.GetPayload e) {
        result = objects.payload(e, want);
        return null;
    }

    @Override
    public Void select(TExpr.Select e) {
        result = objects.select(e, statements, want);
        return null;
    }

    @Override
    public Void functionValue(TExpr.FunctionValue e) {
        result = functions.value(e);
        return null;
    }

    @Override
    public Void builtinValue(TExpr.BuiltinValue e) {
        result = functions.value(e.builtin(), e.span(), want);
        return null;
    }

    @Override
    public Void callValue(TExpr.CallValue e) {
        result = functions.call(e, want);
        return null;
    }

    @Override
    public Void callMember(TExpr.CallMember e) {
        result = functions.callMember(e, want);
        return null;
    }

    @Override
    public Void errorValue(TExpr.ErrorValue e) {
        result = scope.caught;
        return null;
    }

    void storeElement(TExpr base, TExpr index, TExpr value, Span span) {
        arrays.store(base, index, value, span);
    }

    boolean isTypedRange(TExpr.CallBuiltin e) {
        return builtins.isTypedRange(e);
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
