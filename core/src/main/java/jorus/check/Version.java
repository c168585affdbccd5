package jorus.check;

import java.util.List;
import jorus.type.Type;

/// One specialisation of a function: what refinement knows about the types in its typed tree when
/// it is called with `parameters`.
///
/// A refined type equals the static type or is more precise where the static type mentions `any`.
/// NEVER marks what is not reached by any value. Everything that stays `any` is decided at run time.
public final class Version {
    private final int id;
    private final TFunction function;
    private final List<Type> parameters;
    private final Type[] expressions;
    private final Type[] locals;
    private final Version[] callees;
    private Type result = Type.NEVER;

    Version(int id, TFunction function, List<Type> parameters) {
        this.id = id;
        this.function = function;
        this.parameters = parameters;
        this.expressions = new Type[function.expressionCount()];
        this.locals = new Type[function.locals().size()];
        this.callees = new Version[function.expressionCount()];
    }

    /// Number of the version within the program: the function index of the image.
    public int id() {
        return id;
    }

    public TFunction function() {
        return function;
    }

    public List<Type> parameters() {
        return parameters;
    }

    public Type typeOf(TExpr expression) {
        return expressions[expression.id()];
    }

    /// Refined type of a local of this function. (For module variables see [RefinedProgram].)
    public Type typeOf(Variable local) {
        return locals[local.index()];
    }

    /// The version that a [TExpr.Call] of this function enters.
    public Version callee(TExpr.Call call) {
        return callees[call.id()];
    }

    /// Refined result: VOID if no return gives a value, ANY if results differ.
    public Type result() {
        return result;
    }

    Type[] expressions() {
        return expressions;
    }

    Type[] localTypes() {
        return locals;
    }

    Version[] callees() {
        return callees;
    }

    void result(Type type) {
        result = type;
    }
}
