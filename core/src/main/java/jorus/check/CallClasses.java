package jorus.check;

import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what function values take and give where their types say `any`
/// (docs/decisions/0005, "Function values").
///
/// A call of a value may enter every function whose value has a type that goes with the callee's
/// type: as many parameters, each of a type that can meet the other's. Such types are one class.
/// Where all its calls pass one type and all its functions give one, the functions are made for
/// that and the calls expect it.
///
/// Functions whose values are known wherever they go, their [FunctionSite], have a class of their
/// own until anything else is done with them.
final class CallClasses {
    private final Refiner refiner;
    private final Types types;
    private final Map<Type, CallClass> byType = new IdentityHashMap<>();

    /// The function types in the order in which they came up.
    private final List<Type> seen = new ArrayList<>();

    /// The functions that expressions make values of, and those that are looked up by their name.
    private final Set<TFunction> added = new HashSet<>();

    private final Set<TFunction> opened = new HashSet<>();

    private final Map<TFunction, FunctionSite> sites = new LinkedHashMap<>();
    private final Map<FunctionSite, CallClass> bySite = new IdentityHashMap<>();

    /// Of how many parameters there are values that enter no function of the program.
    private final Set<Integer> foreign = new HashSet<>();

    /// The classes of callees of which nothing but the number of arguments is known.
    private final Map<Integer, CallClass> byCount = new HashMap<>();

    private final boolean isOff;

    /// If `isOff`, types stay what they are.
    CallClasses(Refiner refiner, boolean isOff) {
        this.refiner = refiner;
        this.isOff = isOff;
        this.types = refiner.types();
    }

    private CallClass of(Type callee, int count) {
        if (callee instanceof FunctionSite site && !site.isGivenUp()) {
            return bySite.get(site.root()).root();
        }
        if (callee.kind() == Type.Kind.FUNCTION) {
            return of(callee);
        }
        CallClass known = byCount.get(count);
        if (known == null) {
            known = newClass(count);
            byCount.put(count, known);
            for (int i = 0; i < seen.size(); i++) {
                if (seen.get(i).parameters().size() == count) {
                    unite(known, byType.get(seen.get(i)));
                }
            }
        }
        return known.root();
    }

    private CallClass newClass(int count) {
        CallClass made = new CallClass(count);
        if (foreign.contains(count)) {
            open(made);
        }
        return made;
    }

    private CallClass of(Type type) {
        CallClass known = byType.get(type);
        if (known != null) {
            return known.root();
        }
        int count = type.parameters().size();
        CallClass made = newClass(count);
        byType.put(type, made);
        for (int i = 0; i < seen.size(); i++) {
            if (canMeet(seen.get(i), type)) {
                unite(byType.get(seen.get(i)), made);
            }
        }
        seen.add(type);
        CallClass unknown = byCount.get(count);
        if (unknown != null) {
            unite(unknown, made);
        }
        return made.root();
    }

    /// Whether a value of one type can be called as one of the other, so that its function begins.
    private static boolean canMeet(Type one, Type other) {
        int count = one.parameters().size();
        if (other.parameters().size() != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!one.parameters().get(i).accepts(other.parameters().get(i))) {
                return false;
            }
        }
        return true;
    }

    private void unite(CallClass one, CallClass other) {
        CallClass first = one.root();
        CallClass second = other.root();
        if (first == second) {
            return;
        }
        second.standsFor = first;
        first.callers.addAll(second.callers);
        first.functions.addAll(second.functions);
        if (second.isOpen) {
            open(first);
        }
        raiseResult(first, second.result);
        refiner.enqueueAll(second.callers);
        for (int i = 0; i < first.parameters.length; i++) {
            raiseParameter(first, i, second.parameters[i]);
            for (int j = 0; j < second.functions.size(); j++) {
                pass(second.functions.get(j), i, first.parameters[i]);
            }
        }
        second.functions = List.of();
        second.callers = Set.of();
    }

    private void raiseResult(CallClass at, Type type) {
        boolean isVoid = at.result == Type.NEVER || at.result == Type.VOID;
        Type joined =
                isVoid && type == Type.VOID
                        ? type
                        : refiner.join(Refiner.held(at.result), Refiner.held(type), Type.ANY);
        if (joined != at.result) {
            at.result = joined;
            refiner.enqueueAll(at.callers);
        }
    }

    private void raiseParameter(CallClass at, int index, Type given) {
        Type type = at.isOpen ? refiner.giveUp(given) : given;
        Type joined = refiner.join(at.parameters[index], Refiner.held(type), Type.ANY);
        if (joined != at.parameters[index]) {
            at.parameters[index] = joined;
            for (int i = 0; i < at.functions.size(); i++) {
                pass(at.functions.get(i), index, joined);
            }
        }
    }

    private void pass(Version function, int index, Type type) {
        Type declared = function.function().locals().get(index).type();
        if (declared.isAny() && type != Type.NEVER) {
            refiner.passes(function, index, type);
        } else if (type instanceof Site site) {
            refiner.sites().reaches(site, declared);
        }
    }

    /// The call `e` calls a value of `callee`, which may be `any`, with `arguments`; gives what is
    /// known of the result.
    Type call(Version caller, TExpr e, Type callee, Type[] arguments) {
        CallClass at = of(callee, arguments.length);
        caller.callClass(e, at);
        boolean isFunction = callee.kind() == Type.Kind.FUNCTION;
        at.callers.add(caller);
        for (int i = 0; i < arguments.length; i++) {
            Type declared = isFunction ? callee.parameters().get(i) : Type.ANY;
            Type given = arguments[i];
            if (given instanceof Site site) {
                refiner.sites().reaches(site, declared);
            } else if (given instanceof FunctionSite site) {
                given = giveUp(site);
            }
            raiseParameter(at, i, declared.isAny() ? given : declared);
        }
        boolean isPromised = isFunction && isPromise(e) && !callee.result().isAny();
        return isPromised ? callee.result() : at.result;
    }

    /// There are values of type `type` that enter `function`; gives what is known of them.
    Type add(Version function, Type type) {
        if (added.add(function.function())) {
            enter(function, type);
        }
        FunctionSite site = sites.get(function.function());
        return site == null ? type : resolved(site);
    }

    private void enter(Version function, Type type) {
        CallClass at;
        if (isOff || !type.mentionsAny() || opened.contains(function.function())) {
            at = of(type);
        } else {
            FunctionSite site = new FunctionSite(type);
            sites.put(function.function(), site);
            at = newClass(type.parameters().size());
            bySite.put(site, at);
        }
        at.functions.add(function);
        for (int i = 0; i < at.parameters.length; i++) {
            pass(function, i, at.parameters[i]);
        }
        // What it returns was not noted until now.
        refiner.enqueue(function);
    }

    /// There are values of `count` parameters, of a type that goes with all others, that enter no
    /// function of the program.
    void addForeign(int count) {
        if (!foreign.add(count)) {
            return;
        }
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).parameters().size() == count) {
                open(byType.get(seen.get(i)).root());
            }
        }
        CallClass unknown = byCount.get(count);
        if (unknown != null) {
            open(unknown.root());
        }
    }

    private void open(CallClass at) {
        at.isOpen = true;
        raiseResult(at, Type.ANY);
        for (int i = 0; i < at.parameters.length; i++) {
            raiseParameter(at, i, refiner.giveUp(at.parameters[i]));
        }
    }

    boolean contains(Version function) {
        return added.contains(function.function());
    }

    /// Values of `method` may be called in ways that are not seen here; gives whether that is new.
    boolean open(TFunction method) {
        FunctionSite site = sites.get(method);
        if (site != null) {
            giveUp(site);
        }
        return opened.add(method);
    }

    /// `type` as far as it is known now.
    Type resolved(FunctionSite site) {
        FunctionSite root = site.root();
        return root.isGivenUp() ? root.declared() : root;
    }

    /// An expression of `user` has the type `site`, which is given as far as it is known now.
    Type seen(FunctionSite site, Version user) {
        if (!site.isGivenUp()) {
            site.users().add(user);
        }
        return resolved(site);
    }

    /// Values of `site` go where anything may happen to them. Gives what is known of them there.
    Type giveUp(FunctionSite site) {
        FunctionSite root = site.root();
        if (!root.isGivenUp()) {
            root.giveUp();
            refiner.enqueueAll(root.users());
            unite(of(root.declared()), bySite.get(root));
        }
        return root.declared();
    }

    /// The least type above both, of which at least one is a site.
    Type join(Type one, Type two) {
        Type a = refiner.resolved(one);
        Type b = refiner.resolved(two);
        if (a == b || b == Type.NEVER) {
            return a;
        }
        if (a == Type.NEVER) {
            return b;
        }
        if (a instanceof FunctionSite first
                && b instanceof FunctionSite second
                && first.declared() == second.declared()) {
            unite(first, second);
            return resolved(first);
        }
        return refiner.join(refiner.giveUp(a), refiner.giveUp(b), Type.ANY);
    }

    /// Makes two sites of one type one; both are known.
    void unite(FunctionSite one, FunctionSite two) {
        FunctionSite first = one.root();
        FunctionSite second = two.root();
        if (first != second) {
            second.become(first);
            refiner.enqueueAll(first.users());
            unite(bySite.get(first), bySite.get(second));
        }
    }

    /// Gives up the sites of which not all is known; tells whether there were any. A type that
    /// mentions any would be taken for the static type of other functions.
    boolean giveUpUnknown() {
        boolean found = false;
        for (FunctionSite site : sites.values()) {
            FunctionSite root = site.root();
            if (!root.isGivenUp()) {
                root.exact(refined(bySite.get(root).root(), root.declared()));
                if (root.exact().mentionsAny()) {
                    giveUp(root);
                    found = true;
                }
            }
        }
        return found;
    }

    /// Gives up all sites.
    void giveUpAll() {
        for (FunctionSite site : List.copyOf(sites.values())) {
            giveUp(site);
        }
    }

    /// Whether the values of a function are made for what was found.
    private boolean isRefined(TFunction function) {
        return !isOff && added.contains(function) && !opened.contains(function);
    }

    /// A function with values of type `type` gives a value of type `given`.
    void returns(TFunction function, Type type, Type given) {
        boolean isDeclared = !type.result().isAny();
        FunctionSite site = sites.get(function);
        Type at = site == null ? type : resolved(site);
        raiseResult(of(at, type.parameters().size()), isDeclared ? type.result() : given);
    }

    /// Whether all that there is to know stands in the types.
    boolean isEmpty() {
        boolean isEmpty = byCount.isEmpty() && sites.isEmpty();
        for (int i = 0; i < seen.size() && isEmpty; i++) {
            isEmpty = !seen.get(i).mentionsAny();
        }
        return isEmpty;
    }

    /// The type of the values of a function, of static type `type`, with what they really take and
    /// give.
    Type refined(TFunction function, Type type) {
        if (!isRefined(function)) {
            return type;
        }
        FunctionSite site = sites.get(function);
        return site == null || site.isGivenUp() ? refined(type) : site.exact();
    }

    /// What expressions that make values of a function have as type.
    Type exact(TFunction function, Type type) {
        FunctionSite site = sites.get(function);
        return site == null ? type : site.exact();
    }

    /// `type` with what its values really take and give.
    private Type refined(Type type) {
        CallClass known = byType.get(type);
        return known == null || isOff ? type : refined(known.root(), type);
    }

    private Type refined(CallClass at, Type type) {
        Type result = type.result().isAny() && at.result == Type.VOID ? at.result : null;
        return types.function(
                parameters(at, type.parameters()),
                result == null ? known(at.result, type.result()) : result);
    }

    private List<Type> parameters(CallClass at, List<Type> declared) {
        List<Type> refined = new ArrayList<>(declared.size());
        for (int i = 0; i < declared.size(); i++) {
            refined.add(known(refiner.exact(at.parameters[i]), declared.get(i)));
        }
        return refined;
    }

    /// The signature with which the call `e` is to call values of `callee`, which is what the
    /// second refinement knows of them; null if that is any and nothing else is known.
    ///
    /// `counterparts` are the versions of the first one that the asking one stands for. If their
    /// calls are of other classes, because less is known than then, only `callee` counts.
    Type signature(Type callee, TExpr.CallValue e, List<Version> counterparts) {
        boolean isFunction = callee.kind() == Type.Kind.FUNCTION;
        int count = e.arguments().size();
        CallClass at = isFunction ? byType.get(callee) : byCount.get(count);
        if (isOff || at == null || isFunction && !callee.mentionsAny()) {
            return isFunction ? unpromised(at, callee, e) : null;
        }
        if (!isCovered(at.root(), e, counterparts)) {
            return isFunction ? unpromised(at, callee, e) : null;
        }
        if (isFunction) {
            return unpromised(at, refined(at.root(), callee), e);
        }
        List<Type> parameters = parameters(at.root(), Collections.nCopies(count, Type.ANY));
        Type result = known(at.root().result, Type.ANY);
        boolean isKnown = !result.isAny();
        for (int i = 0; i < count; i++) {
            isKnown |= !parameters.get(i).isAny();
        }
        return isKnown ? types.function(parameters, result) : null;
    }

    /// Whether the callee has the type of a function in the program: what it gives has to be of the
    /// result type. Where it is any, it may be a value of that type that gives something else.
    private static boolean isPromise(TExpr e) {
        return e instanceof TExpr.CallValue call
                && call.callee().type().kind() == Type.Kind.FUNCTION;
    }

    /// `signature`, but with any result if functions of the class may give something else, and `e`
    /// does not demand the result.
    private Type unpromised(CallClass at, Type signature, TExpr e) {
        boolean isKept = isPromise(e) || at == null || at.root().result == signature.result();
        return isKept ? signature : types.function(signature.parameters(), Type.ANY);
    }

    private static boolean isCovered(CallClass at, TExpr e, List<Version> counterparts) {
        boolean isCalled = false;
        for (int i = 0; i < counterparts.size(); i++) {
            CallClass known = counterparts.get(i).callClass(e);
            if (known != null && known.root() != at) {
                return false;
            }
            isCalled |= known != null;
        }
        return isCalled;
    }

    private static Type known(Type found, Type declared) {
        boolean isKnown =
                switch (found.kind()) {
                    case I32, I64, U32, U64, F64, BOOL, STRING, STRUCT, ENUM, FUNCTION -> true;
                    // `[[any]]` would be another type than that of the arrays.
                    case ARRAY -> found.element().isAny() || !found.mentionsAny();
                    case VOID, ANY, ERROR, RANGE, NEVER -> false;
                };
        return declared.isAny() && isKnown ? found : declared;
    }
}
