package jorus.check;

import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Specialises the unannotated functions of a program for the types they are called with
/// (docs/decisions/0005-specialisation.md).
///
/// The result of each version, each module variable and each local climbs from NEVER over one
/// concrete type to `any`, or to its static type where that is more precise. A version is looked at
/// again when something it has read climbs; each can climb three steps, so this ends. Nothing is
/// ever reported: what is known to fail has the type NEVER and fails when the program gets there.
public final class Refiner {
    /// Versions of one function with known argument types; further calls share the one of `any`.
    static final int MAX_VERSIONS = 8;

    /// How deep new callees are looked at inside their callers; beyond it they wait in the queue,
    /// so that long chains of calls don't exhaust the Java stack.
    private static final int MAX_DEPTH = 32;

    /// How often versions are looked at on average before arrays are no longer worth it.
    private static final int MAX_LOOKS = 32;

    /// `off` leaves arrays that begin without element type, elements of `return a, b`, and what
    /// function values take and give as they are: for tests that compare.
    private static final String ELEMENTS_PROPERTY = "jorus.elements";

    private final TProgram program;
    private final Types types;
    private final List<List<Version>> versions;
    private final List<Version> modules = new ArrayList<>();
    private final Version[] values;
    private final VariableTypes variables;
    private final Methods methods;
    private final ArrayDeque<Version> queue = new ArrayDeque<>();
    private final Set<Version> queued = new HashSet<>();
    private final Map<Version, Set<Version>> callers = new HashMap<>();
    private final StmtRefiner visitor;
    private int depth;
    private long looks;
    private long versionCount;

    /// Of the first refinement; null in the second one, which has what they found.
    private final Sites sites;

    private final Elements elements;

    private final Tuples tuples;

    /// What function values take and give: being found out in the first refinement.
    private final CallClasses calls;

    private Refiner(TProgram program, Types types, Elements elements, CallClasses calls) {
        this.program = program;
        this.types = types;
        this.elements = elements;
        boolean isOff = "off".equals(System.getProperty(ELEMENTS_PROPERTY));
        this.tuples = new Tuples(this, isOff);
        this.calls = calls == null ? new CallClasses(this, isOff) : calls;
        this.sites = elements == null ? new Sites(this) : null;
        this.versions = new ArrayList<>(program.functions().size());
        for (int i = 0; i < program.functions().size(); i++) {
            versions.add(new ArrayList<>(1));
        }
        this.variables = new VariableTypes(this, program.globals());
        this.values = new Version[program.functions().size()];
        this.methods = new Methods(program);
        this.visitor = new StmtRefiner(this);
    }

    /// Refines a program without errors. `types` is the table the program was checked with.
    public static RefinedProgram refine(TProgram program, Types types) {
        Refiner refiner = new Refiner(program, types, null, null);
        refiner.run();
        if (refiner.sites.isEmpty() && refiner.calls.isEmpty()) {
            return refiner.reachable();
        }
        Refiner again = new Refiner(program, types, refiner.elements(), refiner.calls);
        again.run();
        return again.reachable();
    }

    /// All that was found out of elements.
    private Elements elements() {
        for (int i = 0; i < modules.size(); i++) {
            versions.get(modules.get(i).function().id()).add(modules.get(i));
        }
        boolean isOff = "off".equals(System.getProperty(ELEMENTS_PROPERTY));
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                versions.get(i).add(values[i]);
            }
            if (isOff) {
                versions.get(i).clear();
            }
        }
        return new Elements(types, versions);
    }

    private void run() {
        for (int i = 0; i < program.modules().size(); i++) {
            Version module = newVersion(program.modules().get(i), List.of(), false);
            modules.add(module);
            enqueue(module);
        }
        do {
            while (!queue.isEmpty()) {
                Version next = queue.removeFirst();
                queued.remove(next);
                visitor.visit(next);
                looks++;
                if (sites != null && looks > MAX_LOOKS * versionCount) {
                    sites.giveUpAll();
                    calls.giveUpAll();
                }
            }
        } while (sites != null && (sites.giveUpEmpty() || calls.giveUpUnknown()));
    }

    /// Numbers the versions that can be called in the end; others were needed on the way only.
    private RefinedProgram reachable() {
        List<Version> reached = new ArrayList<>();
        for (int i = 0; i < modules.size(); i++) {
            modules.get(i).number(reached.size());
            reached.add(modules.get(i));
        }
        List<RefinedProgram.MethodVersion> dynamic = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < reached.size(); i++) {
            Version[] callees = reached.get(i).callees();
            for (int j = 0; j < callees.length; j++) {
                if (callees[j] != null) {
                    reach(callees[j], reached);
                }
            }
            List<String> calls = reached.get(i).dynamicCalls();
            for (int j = 0; j < calls.size(); j++) {
                if (names.add(calls.get(j))) {
                    reachMethods(calls.get(j), reached, dynamic);
                }
            }
        }
        for (int i = 0; i < reached.size(); i++) {
            withoutTuples(reached.get(i).expressions());
            withoutTuples(reached.get(i).localTypes());
            reached.get(i).result(withoutTuple(reached.get(i).result()));
        }
        withoutTuples(variables.globals());
        return new RefinedProgram(program, reached, modules, variables.globals(), dynamic);
    }

    /// All that tuples were for are the types of the elements that are read.
    private void withoutTuples(Type[] refined) {
        for (int i = 0; i < refined.length; i++) {
            refined[i] = withoutTuple(refined[i]);
        }
    }

    private Type withoutTuple(Type type) {
        return type instanceof Tuple ? types.array(Type.ANY) : type;
    }

    private static void reach(Version version, List<Version> reached) {
        if (!version.isNumbered()) {
            version.number(reached.size());
            reached.add(version);
        }
    }

    private void reachMethods(
            String name, List<Version> reached, List<RefinedProgram.MethodVersion> dynamic) {
        List<TProgram.Method> named = methods.named(name);
        for (int i = 0; i < named.size(); i++) {
            Version version = valueVersion(named.get(i).function());
            reach(version, reached);
            dynamic.add(new RefinedProgram.MethodVersion(named.get(i), version));
        }
    }

    /// What is known before anything was looked at.
    static Type start(Type declared) {
        return declared.mentionsAny() ? Type.NEVER : declared;
    }

    Types types() {
        return types;
    }

    VariableTypes variables() {
        return variables;
    }

    /// The sites of arrays whose elements are being found out.
    ///
    /// @throws NullPointerException if there can be none any more
    Sites sites() {
        return Objects.requireNonNull(sites);
    }

    /// The type of arrays that are a site's, once all of it is known.
    Type exact(Type type) {
        if (type instanceof FunctionSite site) {
            return site.declared();
        }
        return type instanceof Site site ? types.array(exact(site.element())) : type;
    }

    Tuples tuples() {
        return tuples;
    }

    CallClasses calls() {
        return calls;
    }

    /// A value of `type` goes where anything may happen to it; gives what is known of it there.
    Type giveUp(Type type) {
        if (type instanceof Tuple tuple) {
            return tuples.giveUp(tuple);
        }
        if (type instanceof FunctionSite site) {
            return calls.giveUp(site);
        }
        return type instanceof Site site ? sites.giveUp(site) : type;
    }

    /// The type of the arrays that `e` makes in `version` without elements and without saying of
    /// which type they are to be.
    Type made(Version version, TExpr e) {
        return sites != null ? sites.made(version, e) : elements.of(version, e);
    }

    private Version newVersion(TFunction function, List<Type> parameters, boolean isValue) {
        Version made = new Version(function, parameters, isValue, variables.captured());
        versionCount++;
        for (int i = 0; i < function.locals().size(); i++) {
            Variable local = function.locals().get(i);
            Type type = i < parameters.size() ? parameters.get(i) : start(local.type());
            if (isValue && sites != null && type.isAny()) {
                // What calls pass is yet to be found.
                type = Type.NEVER;
            }
            made.localTypes()[i] = type;
            if (local.isCaptured()) {
                variables.storeCaptured(local, type);
            }
        }
        made.result(start(function.result()));
        return made;
    }

    /// The version that the values of a function enter.
    Version valueVersion(TFunction function) {
        Version known = values[function.id()];
        if (known != null) {
            return known;
        }
        Type declared = typeOf(function);
        Type type = sites == null ? calls.refined(function, declared) : declared;
        Version made = newVersion(function, type.parameters(), true);
        made.result(type.result());
        values[function.id()] = made;
        lookAt(made);
        return made;
    }

    /// The type of an expression's function values, which enter the [#valueVersion].
    Type functionValue(TFunction function) {
        Version version = valueVersion(function);
        Type declared = typeOf(function);
        return sites != null ? calls.add(version, declared) : calls.exact(function, declared);
    }

    /// The type that a function's values have in the program.
    private Type typeOf(TFunction function) {
        List<Type> parameters = new ArrayList<>(function.parameterCount());
        for (int i = 0; i < function.parameterCount(); i++) {
            parameters.add(function.locals().get(i).type());
        }
        return types.function(parameters, function.result());
    }

    /// Calls of function values pass `type` to `function`.
    void passes(Version function, int parameter, Type type) {
        Variable local = function.function().locals().get(parameter);
        if (local.isCaptured()) {
            variables.storeCaptured(local, type);
        }
        Type[] known = function.localTypes();
        Type joined = join(known[parameter], type, local.type());
        if (joined != known[parameter]) {
            known[parameter] = joined;
            enqueue(function);
        }
    }

    /// A function value of type `callee`, or whatever value if that is `any`, is called; gives the
    /// refined result, and notes with which signature.
    Type callValue(Version caller, TExpr.CallValue e, Type callee, Type[] arguments) {
        boolean isTyped = caller.isTyped(e);
        if (sites != null) {
            caller.signature(e, isTyped ? callee : null);
            return calls.call(caller, e, isTyped ? callee : Type.ANY, arguments);
        }
        boolean isKnown = isTyped || callee.isAny();
        Type signature = isKnown ? calls.signature(callee, e, elements.counterparts(caller)) : null;
        caller.signature(e, signature);
        return signature == null ? Type.ANY : signature.result();
    }

    /// There are function values of `count` parameters that enter no function of the program.
    void addForeign(int count) {
        if (sites != null) {
            calls.addForeign(count);
        }
    }

    /// All methods of a name may be called, and what a field of that name holds.
    void dynamicCall(Version caller, TExpr.CallMember e, Type[] arguments) {
        caller.dynamicCalls().add(e.name());
        if (sites != null) {
            calls.call(caller, e, Type.ANY, arguments);
        }
        List<TProgram.Method> named = methods.named(e.name());
        for (int i = 0; i < named.size(); i++) {
            TFunction method = named.get(i).function();
            Version version = valueVersion(method);
            if (sites != null && calls.open(method)) {
                for (int j = 0; j < method.parameterCount(); j++) {
                    passes(version, j, method.locals().get(j).type());
                }
            }
        }
    }

    /// The method of a type, or null.
    TFunction method(Type owner, String name) {
        return methods.find(owner, name);
    }

    /// Whether a type has a method or an associated function of this name.
    boolean hasFunction(Type owner, String name) {
        return methods.hasFunction(owner, name);
    }

    /// The version that a call with these argument types enters.
    Version version(TFunction function, Type[] arguments) {
        List<Version> known = versions.get(function.id());
        Version found = find(known, arguments);
        if (found == null && sites != null) {
            found = sites.uniteWith(known, arguments);
        }
        if (found == null && known.size() >= MAX_VERSIONS) {
            for (int i = 0; i < arguments.length; i++) {
                giveUp(arguments[i]);
                arguments[i] = function.locals().get(i).type();
            }
            found = find(known, arguments);
        }
        if (found != null) {
            return found;
        }
        Version made = newVersion(function, List.of(arguments), false);
        known.add(made);
        lookAt(made);
        return made;
    }

    private void lookAt(Version made) {
        if (depth < MAX_DEPTH) {
            depth++;
            visitor.visit(made);
            depth--;
        } else {
            enqueue(made);
        }
    }

    private Version find(List<Version> known, Type[] arguments) {
        for (int i = 0; i < known.size(); i++) {
            List<Type> parameters = known.get(i).parameters();
            int same = 0;
            while (same < arguments.length
                    && resolved(parameters.get(same)) == resolved(arguments[same])) {
                same++;
            }
            if (same == arguments.length) {
                return known.get(i);
            }
        }
        return null;
    }

    /// `version` must be looked at again.
    void enqueue(Version version) {
        if (queued.add(version)) {
            queue.addLast(version);
        }
    }

    void enqueueAll(Set<Version> affected) {
        if (affected != null) {
            for (Version version : affected) {
                enqueue(version);
            }
        }
    }

    /// `caller` has used the result of `callee`.
    void usesResult(Version caller, Version callee) {
        if (callee.function().result().mentionsAny()) {
            Set<Version> known = callers.get(callee);
            if (known == null) {
                known = new LinkedHashSet<>();
                callers.put(callee, known);
            }
            known.add(caller);
        }
    }

    /// A return of `version` gives a value of `type`.
    void returns(Version version, Type type) {
        Type declared = version.function().result();
        if (version.isValue()) {
            if (sites != null && calls.contains(version)) {
                calls.returns(version.function(), typeOf(version.function()), type);
            }
            return;
        }
        if (!declared.mentionsAny()) {
            return;
        }
        Type joined = join(version.result(), type, declared);
        if (joined != version.result()) {
            version.result(joined);
            enqueueAll(callers.get(version));
        }
    }

    /// A type of which more may be known than when it was noted.
    Type resolved(Type type) {
        if (type instanceof Tuple) {
            return tuples.resolved(type);
        }
        if (type instanceof FunctionSite site) {
            return calls.resolved(site);
        }
        return sites == null ? type : sites.resolved(type);
    }

    /// The least type above both, at a place of static type `declared`.
    Type join(Type one, Type two, Type declared) {
        Type joined;
        if (one instanceof Tuple || two instanceof Tuple) {
            joined = tuples.join(one, two);
            if (!Conversion.isWithin(joined, declared)) {
                giveUp(joined);
            }
        } else if (one instanceof FunctionSite || two instanceof FunctionSite) {
            joined = calls.join(one, two);
            if (!Conversion.isWithin(joined, declared)) {
                giveUp(joined);
            }
        } else if (one instanceof Site || two instanceof Site) {
            joined = sites.join(one, two);
            if (!Conversion.isWithin(joined, declared)) {
                sites.giveUp(joined);
            }
        } else if (one == two || two == Type.NEVER) {
            joined = one;
        } else if (one == Type.NEVER) {
            joined = two;
        } else if (one.isArray() && two.isArray()) {
            joined = types.array(Type.ANY);
        } else {
            joined = Type.ANY;
        }
        return limit(joined, declared);
    }

    /// `type` if it says more than the static type, else that.
    static Type limit(Type type, Type declared) {
        return Conversion.isWithin(type, declared) ? type : declared;
    }

    /// How a variable holds values of `type`: the absence of a value needs an `any`.
    static Type held(Type type) {
        return type == Type.VOID ? Type.ANY : type;
    }
}
