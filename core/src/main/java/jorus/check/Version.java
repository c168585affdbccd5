package jorus.check;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One specialisation of a function: what refinement knows about the types in its typed tree when
/// it is called with `parameters`.
///
/// A refined type equals the static type or is more precise where the static type mentions `any`.
/// NEVER marks what is not reached by any value. Everything that stays `any` is decided at run
/// time. A call of type NEVER with a [#callee] still has to be made: it never comes back.
public final class Version {
    private static final int UNNUMBERED = -1;

    private final TFunction function;
    private final List<Type> parameters;
    private final boolean isValue;
    private final Map<Variable, Type> captured;
    private final List<String> dynamicCalls = new ArrayList<>(0);
    private final Type[] expressions;
    private final Type[] locals;
    private final Version[] callees;
    private Map<TExpr, Site> sites;
    private Map<TExpr, Tuple> tuples;
    private Map<TExpr, CallClass> callClasses;
    private Map<TExpr, Type> signatures;
    private Set<TStmt> failing = Set.of();
    private Type result = Type.NEVER;
    private int id = UNNUMBERED;

    Version(
            TFunction function,
            List<Type> parameters,
            boolean isValue,
            Map<Variable, Type> captured) {
        this.function = function;
        this.parameters = parameters;
        this.isValue = isValue;
        this.captured = captured;
        this.expressions = new Type[function.expressionCount()];
        this.locals = new Type[function.locals().size()];
        this.callees = new Version[function.expressionCount()];
        forget();
    }

    /// Number of the version within the program: the function index of the image.
    public int id() {
        assert id != UNNUMBERED : function + " is not reachable";
        return id;
    }

    public TFunction function() {
        return function;
    }

    /// Whether this is the version that function values of the function call: parameters and result
    /// have their static types. No [TExpr.Call] enters it.
    public boolean isValue() {
        return isValue;
    }

    /// The types that callers pass. A parameter that is assigned may be held as a wider type: see
    /// [#typeOf(Variable)].
    public List<Type> parameters() {
        return parameters;
    }

    public Type typeOf(TExpr expression) {
        return expressions[expression.id()];
    }

    /// Refined type of a local of this function, or of a captured variable, whose type all versions
    /// share; NEVER if nothing is ever stored into it, and never
    /// VOID. (For module variables see [RefinedProgram].)
    public Type typeOf(Variable local) {
        if (local.isCaptured()) {
            Type shared = captured.get(local);
            return shared == null ? Type.NEVER : shared;
        }
        return locals[local.index()];
    }

    /// The version that a [TExpr.Call] of this function enters; null where it is not reached.
    public Version callee(TExpr.Call call) {
        return callees[call.id()];
    }

    /// The version that a function value calls, with its static types; null where the expression
    /// is not reached.
    public Version callee(TExpr.FunctionValue value) {
        return callees[value.id()];
    }

    /// The method that a call certainly enters, with arguments of their refined types (the base
    /// first); null if it is looked up at run time, or the call is not reached.
    public Version callee(TExpr.CallMember call) {
        return callees[call.id()];
    }

    /// Whether a call of a function value passes what the refined type of its callee says. If not,
    /// it is a call of any: where the static type of the callee is any, there can be another
    /// number of arguments, and those of other types are the callee's error, if it is one: what
    /// has a function type may hold other functions (language.md 15.4).
    boolean isTyped(TExpr.CallValue e) {
        Type callee = typeOf(e.callee());
        if (callee == null || callee.kind() != Type.Kind.FUNCTION) {
            return false;
        }
        if (e.callee().type().kind() == Type.Kind.FUNCTION) {
            return true;
        }
        List<Type> types = callee.parameters();
        boolean isTyped = types.size() == e.arguments().size();
        for (int i = 0; i < types.size() && isTyped; i++) {
            Type given = typeOf(e.arguments().get(i));
            isTyped = given != null && Conversion.isWithin(given, types.get(i));
        }
        return isTyped;
    }

    /// Whether a statement that stores certainly fails with what it was given, after all of it was
    /// evaluated: nothing behind it has been looked at.
    public boolean isFailing(TStmt store) {
        return failing.contains(store);
    }

    void fails(TStmt store) {
        if (failing.isEmpty()) {
            failing = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        failing.add(store);
    }

    /// The methods by name that calls of this version look up at run time.
    List<String> dynamicCalls() {
        return dynamicCalls;
    }

    /// Refined result: VOID if no return gives a value, ANY if results differ, NEVER if the
    /// function can only end by a runtime error or not at all.
    public Type result() {
        return result;
    }

    /// The site of the arrays that this expression makes; null if it was not reached.
    Site site(TExpr e) {
        return sites == null ? null : sites.get(e);
    }

    void site(TExpr e, Site site) {
        if (sites == null) {
            sites = new IdentityHashMap<>();
        }
        sites.put(e, site);
    }

    /// The tuple of the arrays that this expression makes; null if it was not reached.
    Tuple tuple(TExpr e) {
        return tuples == null ? null : tuples.get(e);
    }

    void tuple(TExpr e, Tuple tuple) {
        if (tuples == null) {
            tuples = new IdentityHashMap<>();
        }
        tuples.put(e, tuple);
    }

    /// The class that a call of a function value belongs to; null if it was not reached.
    CallClass callClass(TExpr e) {
        return callClasses == null ? null : callClasses.get(e);
    }

    void callClass(TExpr e, CallClass at) {
        if (callClasses == null) {
            callClasses = new IdentityHashMap<>();
        }
        callClasses.put(e, at);
    }

    /// The function type with which a value is called; null if it is called with any values. If the
    /// refined callee is any, it is still to be seen whether it is a function at all.
    public Type signature(TExpr.CallValue e) {
        return signatures == null ? null : signatures.get(e);
    }

    void signature(TExpr.CallValue e, Type signature) {
        if (signatures == null) {
            signatures = new IdentityHashMap<>();
        }
        signatures.put(e, signature);
    }

    boolean isNumbered() {
        return id != UNNUMBERED;
    }

    void number(int number) {
        id = number;
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

    /// Before a new look at the body: no expression is reached yet.
    void forget() {
        Arrays.fill(expressions, Type.NEVER);
        Arrays.fill(callees, null);
        dynamicCalls.clear();
        failing = Set.of();
    }

    @Override
    public String toString() {
        return function.name() + parameters + " -> " + result;
    }
}
