package jorus.check;

import jorus.type.StructType;
import jorus.type.Type;

import java.util.List;

/// Finds the refined types of the expressions of one version: the dynamic rules of `any`
/// (language.md 4 and 9.4) applied to what is known about the operands.
final class ExprRefiner implements TExpr.Visitor<Type> {
    private final Refiner refiner;
    private final StmtRefiner statements;
    private final BuiltinRefiner builtins;
    private final ArrayRefiner arrays;

    ExprRefiner(Refiner refiner, StmtRefiner statements) {
        this.refiner = refiner;
        this.statements = statements;
        this.builtins = new BuiltinRefiner(refiner, this);
        this.arrays = new ArrayRefiner(refiner, statements, this);
    }

    /// The refined type of `e`, which is noted in the version. Anything may be done with the value.
    Type type(TExpr e) {
        Type type = typeOrSite(e);
        boolean isKnown =
                type instanceof Site || type instanceof Tuple || type instanceof FunctionSite;
        return isKnown ? givenUp(e, type) : type;
    }

    private Type givenUp(TExpr e, Type type) {
        Type known = refiner.giveUp(type);
        note(e, known);
        return known;
    }

    /// The refined type of `e`, for those who can cope with a [Site], but with nothing else.
    Type typeOrElements(TExpr e) {
        Type type = typeOrSite(e);
        boolean isOther = type instanceof Tuple || type instanceof FunctionSite;
        return isOther ? givenUp(e, type) : type;
    }

    /// The refined type of an argument of a function of the program, which is no [Tuple].
    private Type argument(TExpr e) {
        Type type = typeOrSite(e);
        return type instanceof Tuple ? givenUp(e, type) : type;
    }

    /// The refined type of `e`, for those who can cope with a [Site], [Tuple] or [FunctionSite]:
    /// they do with the value only what [Sites], [Tuples] and [CallClasses] know of.
    Type typeOrSite(TExpr e) {
        // Read before the visit: a call may look at other versions meanwhile, but comes back.
        Version version = statements.version();
        Type type = e.accept(this);
        if (type instanceof Site) {
            type = refiner.sites().seen(type, version);
        } else if (type instanceof Tuple) {
            type = refiner.tuples().seen(type, version);
        } else if (type instanceof FunctionSite site) {
            type = refiner.calls().seen(site, version);
        }
        version.expressions()[e.id()] = type;
        return type;
    }

    private void note(TExpr e, Type type) {
        statements.version().expressions()[e.id()] = type;
    }

    static boolean isPosition(Type type) {
        return type.isInteger() || type.isAny();
    }

    @Override
    public Type literal(TExpr.Literal e) {
        return e.type();
    }

    @Override
    public Type text(TExpr.Text e) {
        return Type.STRING;
    }

    @Override
    public Type read(TExpr.Read e) {
        Variable variable = e.variable();
        return variable.isModuleLevel()
                ? refiner.variables().read(statements.version(), variable)
                : statements.read(variable);
    }

    @Override
    public Type arith(TExpr.Arith e) {
        if (isAdaptable(e.left())) {
            Type other = type(e.right());
            return withLiteral(e, (TExpr.Literal) e.left(), other);
        }
        Type left = type(e.left());
        if (left == Type.NEVER) {
            return left;
        }
        if (isAdaptable(e.right())) {
            return withLiteral(e, (TExpr.Literal) e.right(), left);
        }
        Type right = type(e.right());
        if (right == Type.NEVER || !e.type().isAny()) {
            return right == Type.NEVER ? right : e.type();
        }
        return dynamicArith(e, left, right);
    }

    static boolean isAdaptable(TExpr e) {
        return e instanceof TExpr.Literal literal && literal.isAdaptable();
    }

    /// The literal takes the type of the other operand, if that is known to be a number.
    private Type withLiteral(TExpr.Arith e, TExpr.Literal literal, Type other) {
        if (other == Type.NEVER) {
            return other;
        }
        if (other.isArray()) {
            note(literal, literal.type());
            boolean isRepeat = e.op() == ArithOp.MUL && literal.type().isInteger();
            return isRepeat ? arrays.copyOf(other, e.type()) : Type.NEVER;
        }
        return adapt(literal, other);
    }

    /// The type of a literal beside a number of the refined type `other`; ANY if that is open and
    /// NEVER if they don't go together.
    Type adapt(TExpr.Literal literal, Type other) {
        if (other.isInteger() && literal.type() == Type.F64) {
            note(literal, Type.F64);
            return Type.F64;
        }
        boolean takesType = other.isNumeric() && literal.fits(other);
        note(literal, takesType ? other : literal.type());
        return takesType || other.isAny() ? other : Type.NEVER;
    }

    private Type dynamicArith(TExpr.Arith e, Type left, Type right) {
        if (left.isAny() || right.isAny()) {
            return isOperand(left) && isOperand(right) ? Type.ANY : Type.NEVER;
        }
        if (left.isNumeric() && left == right) {
            return left;
        }
        if (e.op() == ArithOp.ADD && (left == Type.STRING || right == Type.STRING)) {
            boolean isConcat =
                    left == right
                            || e.left() instanceof TExpr.Text && isText(right)
                            || e.right() instanceof TExpr.Text && isText(left);
            return isConcat ? Type.STRING : Type.NEVER;
        }
        if (e.op() == ArithOp.MUL && left.isArray() && right.isInteger()) {
            return arrays.copyOf(left, e.type());
        }
        if (e.op() == ArithOp.MUL && left.isInteger() && right.isArray()) {
            return arrays.copyOf(right, e.type());
        }
        return Type.NEVER;
    }

    private static boolean isOperand(Type type) {
        return type.isAny()
                || type.isNumeric()
                || type.isArray()
                || type == Type.STRING
                || isText(type);
    }

    /// Whether `as string` and concatenation with a string literal accept the type.
    private static boolean isText(Type type) {
        return type.isNumeric() || type == Type.BOOL || type == Type.ERROR;
    }

    @Override
    public Type negate(TExpr.Negate e) {
        Type operand = type(e.operand());
        boolean isDefined = operand.isSigned() || operand == Type.F64 || operand.isAny();
        return isDefined ? operand : Type.NEVER;
    }

    @Override
    public Type concat(TExpr.Concat e) {
        return areReached(e.left(), e.right()) ? Type.STRING : Type.NEVER;
    }

    private boolean areReached(TExpr left, TExpr right) {
        return type(left) != Type.NEVER && type(right) != Type.NEVER;
    }

    @Override
    public Type toText(TExpr.ToText e) {
        Type operand = type(e.operand());
        boolean isDefined = isText(operand) || operand == Type.STRING || operand.isAny();
        return isDefined ? Type.STRING : Type.NEVER;
    }

    @Override
    public Type repeat(TExpr.Repeat e) {
        return arrays.repeat(e);
    }

    @Override
    public Type compare(TExpr.Compare e) {
        boolean isEquality = e.op() == CompareOp.EQ || e.op() == CompareOp.NE;
        Type left = isEquality ? typeOrSite(e.left()) : type(e.left());
        if (left == Type.NEVER) {
            return left;
        }
        Type right = isEquality ? typeOrSite(e.right()) : type(e.right());
        if (right == Type.NEVER) {
            return right;
        }
        if (isEquality) {
            return Type.BOOL;
        }
        boolean isNumbers = isNumberOrAny(left) && isNumberOrAny(right);
        return isNumbers || isStringOrAny(left) && isStringOrAny(right) ? Type.BOOL : Type.NEVER;
    }

    private static boolean isNumberOrAny(Type type) {
        return type.isNumeric() || type.isAny();
    }

    private static boolean isStringOrAny(Type type) {
        return type == Type.STRING || type.isAny();
    }

    @Override
    public Type logic(TExpr.Logic e) {
        Type left = type(e.left());
        if (left == Type.NEVER) {
            return left;
        }
        Type right = type(e.right());
        if (left == Type.BOOL) {
            // The left side may decide alone, whatever is wrong with the right one.
            return right.isAny() ? Type.ANY : Type.BOOL;
        }
        if (left.isAny()) {
            return Type.ANY;
        }
        if (!left.isInteger()) {
            return Type.NEVER;
        }
        return right == left || right.isAny() ? right : Type.NEVER;
    }

    @Override
    public Type not(TExpr.Not e) {
        Type operand = type(e.operand());
        boolean isDefined = operand == Type.BOOL || operand.isInteger() || operand.isAny();
        return isDefined ? Type.BOOL : Type.NEVER;
    }

    @Override
    public Type cast(TExpr.Cast e) {
        Type operand = type(e.operand());
        if (operand == Type.NEVER) {
            return operand;
        }
        boolean isNumber = operand.isNumeric() || operand == Type.BOOL || operand.isAny();
        boolean isDefined = isNumber && (e.type().isNumeric() || e.type() == Type.BOOL);
        return isDefined || operand == e.type() ? e.type() : Type.NEVER;
    }

    @Override
    public Type convert(TExpr.Convert e) {
        Type operand = typeOrSite(e.operand());
        if (operand instanceof Site site) {
            return refiner.sites().reaches(site, e.type());
        }
        boolean isLost =
                operand instanceof Tuple && !Conversion.isWithin(operand, e.type())
                        || operand instanceof FunctionSite && !e.type().isAny();
        if (isLost) {
            operand = givenUp(e.operand(), operand);
        }
        return operand == Type.NEVER ? operand : Conversion.result(operand, e.type());
    }

    @Override
    public Type choose(TExpr.Choose e) {
        Type condition = type(e.condition());
        if (condition != Type.BOOL && !condition.isAny()) {
            return Type.NEVER;
        }
        Type whenTrue = typeOrSite(e.whenTrue());
        return refiner.join(whenTrue, typeOrSite(e.whenFalse()), e.type());
    }

    @Override
    public Type index(TExpr.Index e) {
        return arrays.index(e);
    }

    @Override
    public Type slice(TExpr.Slice e) {
        return arrays.slice(e);
    }

    @Override
    public Type arrayOf(TExpr.ArrayOf e) {
        return arrays.arrayOf(e);
    }

    @Override
    public Type fill(TExpr.Fill e) {
        return arrays.fill(e);
    }

    @Override
    public Type call(TExpr.Call e) {
        Version caller = statements.version();
        Type[] arguments = new Type[e.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            Type argument = argument(e.arguments().get(i));
            if (argument == Type.NEVER) {
                return argument;
            }
            arguments[i] = Refiner.held(argument);
        }
        Version callee = refiner.version(e.function(), arguments);
        caller.callees()[e.id()] = callee;
        refiner.usesResult(caller, callee);
        return callee.result();
    }

    @Override
    public Type callBuiltin(TExpr.CallBuiltin e) {
        return builtins.type(e);
    }

    /// The type of the counter of a loop; NEVER if the loop can't start.
    Type rangeType(TStmt.ForRange s) {
        return builtins.rangeType(s);
    }

    /// All are reached.
    private boolean areReached(List<TExpr> values) {
        for (int i = 0; i < values.size(); i++) {
            if (type(values.get(i)) == Type.NEVER) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Type newStruct(TExpr.NewStruct e) {
        return areReached(e.values()) ? e.type() : Type.NEVER;
    }

    @Override
    public Type getField(TExpr.GetField e) {
        return type(e.base()) == Type.NEVER ? Type.NEVER : e.type();
    }

    @Override
    public Type getMember(TExpr.GetMember e) {
        Type base = type(e.base());
        if (!(base instanceof StructType struct)) {
            return base.isAny() ? base : Type.NEVER;
        }
        int field = struct.indexOf(e.name());
        return field < 0 ? Type.NEVER : struct.fields().get(field).type();
    }

    @Override
    public Type newVariant(TExpr.NewVariant e) {
        return areReached(e.payloads()) ? e.type() : Type.NEVER;
    }

    @Override
    public Type testVariant(TExpr.TestVariant e) {
        Type subject = type(e.subject());
        boolean fails = e.isStrict() && !subject.isAny() && subject.kind() != Type.Kind.ENUM;
        return subject == Type.NEVER || fails ? Type.NEVER : Type.BOOL;
    }

    @Override
    public Type getPayload(TExpr.GetPayload e) {
        Type subject = type(e.subject());
        return subject.isAny() || subject == e.enumType() ? e.type() : Type.NEVER;
    }

    @Override
    public Type select(TExpr.Select e) {
        Type subject = typeOrSite(e.subject());
        if (subject == Type.NEVER) {
            return subject;
        }
        statements.store(e.variable(), subject);
        Type common = Type.NEVER;
        for (int i = 0; i < e.cases().size(); i++) {
            TExpr.Case one = e.cases().get(i);
            if (one.test() != null && type(one.test()) == Type.NEVER) {
                return common;
            }
            if (statements.body(one.bindings())) {
                common = refiner.join(common, typeOrSite(one.value()), e.type());
            }
        }
        return common;
    }

    @Override
    public Type functionValue(TExpr.FunctionValue e) {
        statements.version().callees()[e.id()] = refiner.valueVersion(e.function());
        return refiner.functionValue(e.function());
    }

    @Override
    public Type builtinValue(TExpr.BuiltinValue e) {
        refiner.addForeign(e.builtin().valueParameters());
        return e.type();
    }

    @Override
    public Type callValue(TExpr.CallValue e) {
        Type callee = typeOrSite(e.callee());
        boolean isCallable = callee.kind() == Type.Kind.FUNCTION || callee.isAny();
        for (int i = 0; i < e.arguments().size(); i++) {
            if (typeOrElements(e.arguments().get(i)) == Type.NEVER) {
                return Type.NEVER;
            }
        }
        // The arguments are evaluated before the call fails.
        if (!isCallable) {
            return Type.NEVER;
        }
        Version version = statements.version();
        return refiner.callValue(version, e, callee, arguments(e.arguments(), 0));
    }

    /// The types of arguments that were looked at, behind `first` others.
    private Type[] arguments(List<TExpr> given, int first) {
        Type[] arguments = new Type[given.size() + first];
        for (int i = 0; i < given.size(); i++) {
            arguments[i + first] = Refiner.held(statements.version().typeOf(given.get(i)));
        }
        return arguments;
    }

    /// A method of a known type is entered directly if its parameters take the arguments as they
    /// are.
    @Override
    public Type callMember(TExpr.CallMember e) {
        Type base = type(e.base());
        if (base == Type.NEVER || !areReached(e.arguments())) {
            return Type.NEVER;
        }
        Version caller = statements.version();
        boolean isDeclared = base.kind() == Type.Kind.STRUCT || base.kind() == Type.Kind.ENUM;
        TFunction method = isDeclared ? refiner.method(base, e.name()) : null;
        if (method != null && takes(method, e)) {
            Type[] arguments = arguments(e.arguments(), 1);
            arguments[0] = base;
            Version callee = refiner.version(method, arguments);
            caller.callees()[e.id()] = callee;
            refiner.usesResult(caller, callee);
            return callee.result();
        }
        boolean isField = base instanceof StructType struct && struct.indexOf(e.name()) >= 0;
        if (!base.isAny() && !isField && !(isDeclared && refiner.hasFunction(base, e.name()))) {
            return Type.NEVER;
        }
        refiner.dynamicCall(caller, e, arguments(e.arguments(), 0));
        return Type.ANY;
    }

    private boolean takes(TFunction method, TExpr.CallMember e) {
        if (method.parameterCount() != e.arguments().size() + 1) {
            return false;
        }
        for (int i = 0; i < e.arguments().size(); i++) {
            Type argument = Refiner.held(statements.version().typeOf(e.arguments().get(i)));
            Type parameter = method.locals().get(i + 1).type();
            if (!Conversion.isWithin(argument, parameter)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Type errorValue(TExpr.ErrorValue e) {
        return e.type();
    }
}
