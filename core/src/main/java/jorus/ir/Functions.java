package jorus.ir;

import jorus.builtin.Builtin;
import jorus.check.TExpr;
import jorus.check.TFunction;
import jorus.check.Variable;
import jorus.check.Version;
import jorus.source.Span;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.List;

/// Lowers function values and calls through them.
///
/// A function type only promises a function. So the engine asks the value whether it takes and
/// gives what the type says; if not, the type's adapter sends all through `any`, where arguments
/// and result are checked.
final class Functions {
    private static final int NONE = Instruction.NONE;

    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    Functions(Scope scope, ExpressionLowering expressions) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = expressions;
    }

    /// A new closure, or the closure of this function itself: both hold the same variables.
    int value(TExpr.FunctionValue e) {
        TFunction function = e.function();
        if (function == scope.version.function() && scope.self() != NONE) {
            return scope.self();
        }
        Version version = scope.version.callee(e);
        HiddenType.Closure type = scope.shared.closure(version);
        int[] captures = new int[type.captures().size()];
        for (int i = 0; i < captures.length; i++) {
            captures[i] = scope.capture(function.captures().get(i), e.span());
        }
        if (code.isDead()) {
            return NONE;
        }
        int target = code.newRegister(type);
        code.newObject(target, type, e.span().start());
        for (int i = 0; i < captures.length; i++) {
            code.setField(target, type, i, captures[i]);
        }
        return target;
    }

    int value(Builtin row, Span span, int wanted) {
        HiddenType.Closure type = scope.shared.closure(row);
        int target = code.newRegister(type);
        code.newObject(target, type, span.start());
        return scope.conversions.box(target, type, wanted);
    }

    int call(TExpr.CallValue e, int wanted) {
        if (e.callee() instanceof TExpr.FunctionValue known) {
            return callKnown(e, known, wanted);
        }
        Type type = scope.typeOf(e.callee());
        int callee = expressions.value(e.callee());
        if (code.isDead()) {
            return NONE;
        }
        Type signature = scope.version.signature(e);
        return signature != null && type.kind() == Type.Kind.FUNCTION
                ? callTyped(e, signature, callee, wanted)
                : callAny(e, signature, expressions.dynamic.boxed(callee, type), wanted);
    }

    private int[] values(List<TExpr> arguments, List<Type> types, int first) {
        int[] registers = new int[arguments.size() + first];
        for (int i = 0; i < arguments.size(); i++) {
            registers[i + first] = expressions.valueAs(arguments.get(i), types.get(i), NONE);
        }
        return registers;
    }

    /// The function is known: it gets what it captures as arguments.
    private int callKnown(TExpr.CallValue e, TExpr.FunctionValue known, int wanted) {
        boolean isSelf = known.function() == scope.version.function() && scope.version.isValue();
        Version version = isSelf ? scope.version : scope.version.callee(known);
        if (version == null) {
            // Not reached: an argument fails.
            for (int i = 0; i < e.arguments().size(); i++) {
                expressions.effect(e.arguments().get(i));
            }
            return NONE;
        }
        List<Variable> captures = known.function().captures();
        int[] arguments = values(e.arguments(), version.parameters(), captures.size());
        for (int i = 0; i < captures.size() && !code.isDead(); i++) {
            arguments[i] = scope.capture(captures.get(i), e.span());
        }
        if (code.isDead()) {
            return NONE;
        }
        Type result = ProgramScope.resultOf(version);
        boolean isWanted = result == scope.typeOf(e);
        int target = isWanted ? target(result, wanted) : target(result, NONE);
        code.call(target, scope.shared.lifted(version), arguments, e.span().start());
        return result(e, target, result, wanted);
    }

    private int target(Type type, int wanted) {
        return Scope.hasRegister(type) ? code.target(type, wanted) : NONE;
    }

    /// The result of a call as the expression's type.
    private int result(TExpr e, int register, Type from, int wanted) {
        Type type = scope.typeOf(e);
        if (from == type || !Scope.hasRegister(type)) {
            return register;
        }
        return scope.conversions.coerce(register, from, type, wanted, e.span());
    }

    private int callTyped(TExpr.CallValue e, Type type, int callee, int wanted) {
        int[] arguments = values(e.arguments(), type.parameters(), 0);
        return code.isDead() ? NONE : callTyped(e, type, callee, arguments, wanted);
    }

    private int callTyped(TExpr.CallValue e, Type type, int callee, int[] arguments, int wanted) {
        Type result = type.result();
        boolean isWanted = result == scope.typeOf(e);
        int target = isWanted ? target(result, wanted) : target(result, NONE);
        int adapter = scope.shared.adapter(type);
        code.callValue(target, callee, type, adapter, arguments, e.span().start());
        return result(e, target, result, wanted);
    }

    private int callAny(TExpr.CallValue e, Type signature, int callee, int wanted) {
        int count = e.arguments().size();
        if (signature != null) {
            int[] arguments = values(e.arguments(), signature.parameters(), 0);
            if (code.isDead()) {
                return NONE;
            }
            int function = callee(callee, count, e.span());
            return callTyped(e, signature, function, arguments, wanted);
        }
        int[] arguments = anyArguments(e.arguments(), 0);
        if (code.isDead()) {
            return NONE;
        }
        int function = callee(callee, arguments.length, e.span());
        return callDynamic(e, function, arguments, wanted);
    }

    private int[] anyArguments(List<TExpr> given, int first) {
        int[] arguments = new int[given.size() + first];
        for (int i = 0; i < given.size(); i++) {
            arguments[i + first] = expressions.dynamic.any(given.get(i));
        }
        return arguments;
    }

    private int callee(int any, int count, Span span) {
        int function = code.newRegister(HiddenType.FUNCTION);
        int argumentCount = code.constant(Type.I32, count, NONE);
        code.builtin(function, Builtin.CALLEE, span.start(), any, argumentCount);
        return function;
    }

    private int callDynamic(TExpr e, int function, int[] arguments, int wanted) {
        Type type = scope.typeOf(e);
        int target = type.isAny() ? code.target(type, wanted) : code.newRegister(Type.ANY);
        code.callDynamic(target, function, arguments, e.span().start());
        return result(e, target, Type.ANY, wanted);
    }

    /// A method or a field that holds a function: which one, the actual type of the base decides.
    int callMember(TExpr.CallMember e, int wanted) {
        Type type = scope.typeOf(e.base());
        int base = expressions.value(e.base());
        Version known = scope.version.callee(e);
        if (known != null) {
            return code.isDead() ? NONE : callMethod(e, known, type, base, wanted);
        }
        int receiver = expressions.dynamic.boxed(base, type);
        int[] arguments = anyArguments(e.arguments(), 1);
        if (code.isDead()) {
            return NONE;
        }
        arguments[0] = receiver;
        List<StructType> structs = scope.shared.places.withCallable(e.name());
        if (structs.isEmpty()) {
            return callDynamic(e, method(e, receiver, arguments.length), arguments, wanted);
        }
        int target = code.newRegister(Type.ANY);
        Block field = new Block();
        Block end = new Block();
        for (int i = 0; i < structs.size(); i++) {
            Block next = new Block();
            int tag = code.newRegister(Type.I32);
            code.unary(IrOp.TAG, tag, receiver, NONE);
            code.branch(Condition.EQ, tag, code.typeId(structs.get(i)), field, next);
            code.begin(next);
        }
        int method = method(e, receiver, arguments.length);
        code.callDynamic(target, method, arguments, e.span().start());
        code.jump(end);
        code.begin(field);
        int held = code.newRegister(Type.ANY);
        int name = expressions.dynamic.text(e.name());
        code.builtin(held, Builtin.GET_MEMBER, e.span().start(), receiver, name);
        int[] others = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
        int function = callee(held, others.length, e.span());
        code.callDynamic(target, function, others, e.span().start());
        code.fallInto(end);
        return result(e, target, Type.ANY, wanted);
    }

    private int method(TExpr.CallMember e, int receiver, int count) {
        int function = code.newRegister(HiddenType.FUNCTION);
        int name = expressions.dynamic.text(e.name());
        int argumentCount = code.constant(Type.I32, count - 1, NONE);
        int start = e.span().start();
        code.builtin(function, Builtin.FIND_METHOD, start, receiver, name, argumentCount);
        return function;
    }

    private int callMethod(TExpr.CallMember e, Version method, Type from, int base, int wanted) {
        int[] arguments = new int[e.arguments().size() + 1];
        List<Type> types = method.parameters();
        arguments[0] = scope.conversions.coerce(base, from, types.get(0), NONE, e.span());
        for (int i = 1; i < arguments.length; i++) {
            TExpr argument = e.arguments().get(i - 1);
            arguments[i] = expressions.valueAs(argument, types.get(i), NONE);
        }
        return code.isDead() ? NONE : enter(e, method, arguments, wanted);
    }

    /// Calls a version with arguments of its parameters' types.
    int enter(TExpr e, Version callee, int[] arguments, int wanted) {
        Type type = callee.result();
        boolean isWanted = type == scope.typeOf(e);
        int target = target(type, isWanted ? wanted : NONE);
        code.call(target, callee.id(), arguments, e.span().start());
        if (type == Type.NEVER) {
            String name = callee.function().name();
            String message = StatementLowering.noValue(name);
            scope.trap(jorus.builtin.TrapKind.NO_RETURN, message, e.span());
            return NONE;
        }
        return result(e, target, type, wanted);
    }
}
