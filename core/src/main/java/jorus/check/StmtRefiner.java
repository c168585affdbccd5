package jorus.check;

import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Looks at the statements of one version, in the order in which control can reach them. Each visit
/// tells whether control can go on behind the statement.
final class StmtRefiner implements TStmt.Visitor<Boolean> {
    private final Refiner refiner;
    private final ExprRefiner expressions;
    private Version version;
    // Which locals were read so far: when one of those climbs, what it was used for is out of date.
    private boolean[] isRead;
    private boolean isOutdated;
    private List<Loop> brokenLoops;

    StmtRefiner(Refiner refiner) {
        this.refiner = refiner;
        this.expressions = new ExprRefiner(refiner, this);
    }

    /// Looks at the body of `next`, maybe while the body of a caller is being looked at.
    void visit(Version next) {
        Version outerVersion = version;
        boolean[] outerRead = isRead;
        boolean wasOutdated = isOutdated;
        List<Loop> outerBroken = brokenLoops;
        version = next;
        isRead = new boolean[next.localTypes().length];
        isOutdated = false;
        brokenLoops = new ArrayList<>();
        next.forget();
        body(next.function().body());
        if (isOutdated) {
            refiner.enqueue(next);
        }
        version = outerVersion;
        isRead = outerRead;
        isOutdated = wasOutdated;
        brokenLoops = outerBroken;
    }

    Version version() {
        return version;
    }

    Type read(Variable local) {
        if (local.isCaptured()) {
            return refiner.variables().readCaptured(version, local);
        }
        isRead[local.index()] = true;
        return refiner.resolved(version.localTypes()[local.index()]);
    }

    boolean body(List<TStmt> statements) {
        for (int i = 0; i < statements.size(); i++) {
            if (!statements.get(i).accept(this)) {
                return false;
            }
        }
        return true;
    }

    private Type type(TExpr e) {
        return expressions.type(e);
    }

    private boolean isReached(TExpr e) {
        return type(e) != Type.NEVER;
    }

    void store(Variable variable, Type type) {
        if (variable.isModuleLevel()) {
            refiner.variables().store(variable, type);
            return;
        }
        if (variable.isCaptured()) {
            refiner.variables().storeCaptured(variable, type);
            return;
        }
        Type[] locals = version.localTypes();
        int index = variable.index();
        Type joined = refiner.join(locals[index], Refiner.held(type), variable.type());
        if (joined != locals[index]) {
            locals[index] = joined;
            isOutdated |= isRead[index];
        }
    }

    /// Whether the value is reached; nothing is done with it that its type matters for.
    private boolean isReachedOrSite(TExpr e) {
        return expressions.typeOrSite(e) != Type.NEVER;
    }

    @Override
    public Boolean evaluate(TStmt.Evaluate s) {
        return isReachedOrSite(s.value());
    }

    @Override
    public Boolean store(TStmt.Store s) {
        Type value = expressions.typeOrSite(s.value());
        if (value == Type.NEVER) {
            return false;
        }
        store(s.variable(), value);
        return true;
    }

    /// Lowering leaves it to the machine how such a store fails, and has to know that it does.
    private boolean goesOn(TStmt store, boolean isStored) {
        if (!isStored) {
            version.fails(store);
        }
        return isStored;
    }

    @Override
    public Boolean storeElement(TStmt.StoreElement s) {
        return expressions.typeOrElements(s.base()) != Type.NEVER
                && isReached(s.index())
                && goesOn(s, isStored(version.typeOf(s.base()), s.index(), s.value()));
    }

    /// Whether storing the value as an element can succeed.
    private boolean isStored(Type base, TExpr index, TExpr value) {
        if (!(base instanceof Site site)) {
            return isReached(value) && isStorable(base, index, version.typeOf(value));
        }
        Type stored = expressions.typeOrElements(value);
        refiner.sites().put(site, stored);
        return stored != Type.NEVER && ExprRefiner.isPosition(version.typeOf(index));
    }

    /// Whether storing an element can succeed.
    private boolean isStorable(Type base, TExpr index, Type value) {
        Type element = base.isArray() ? base.element() : base;
        return base != Type.STRING
                && (base.isArray() || base.isAny())
                && ExprRefiner.isPosition(version.typeOf(index))
                && Conversion.of(value, element) != Conversion.FAILS;
    }

    @Override
    public Boolean updateElement(TStmt.UpdateElement s) {
        Type base = expressions.typeOrElements(s.base());
        if (base == Type.NEVER) {
            return false;
        }
        store(s.baseVariable(), base);
        Type index = type(s.index());
        if (index == Type.NEVER) {
            return false;
        }
        store(s.indexVariable(), index);
        return goesOn(s, isStored(base, s.index(), s.value()));
    }

    /// A chain of `elif` is as deep as it is long: it is followed without recursion.
    @Override
    public Boolean ifElse(TStmt.If s) {
        boolean goesOn = false;
        TStmt.If at = s;
        for (; ; ) {
            if (!isCondition(at.condition())) {
                return goesOn;
            }
            goesOn |= body(at.then());
            List<TStmt> otherwise = at.otherwise();
            if (otherwise.size() != 1 || !(otherwise.get(0) instanceof TStmt.If next)) {
                return body(otherwise) || goesOn;
            }
            at = next;
        }
    }

    private boolean isCondition(TExpr condition) {
        Type type = type(condition);
        return type == Type.BOOL || type.isAny();
    }

    @Override
    public Boolean whileLoop(TStmt.While s) {
        if (!isCondition(s.condition())) {
            return false;
        }
        body(s.body());
        boolean isEndless = s.condition() instanceof TExpr.Literal literal && literal.bits() != 0;
        return !isEndless || brokenLoops.contains(s.loop());
    }

    @Override
    public Boolean forRange(TStmt.ForRange s) {
        Type counter = expressions.rangeType(s);
        if (counter == Type.NEVER) {
            return false;
        }
        store(s.variable(), counter);
        body(s.body());
        return true;
    }

    @Override
    public Boolean forEach(TStmt.ForEach s) {
        Type iterable = expressions.typeOrElements(s.iterable());
        Type element;
        if (iterable.isArray()) {
            element = iterable.element();
        } else if (iterable == Type.RANGE) {
            element = s.variable().type();
        } else if (iterable.isInteger() || iterable == Type.STRING || iterable.isAny()) {
            element = iterable;
        } else {
            return false;
        }
        store(s.variable(), element);
        body(s.body());
        return true;
    }

    @Override
    public Boolean breakOut(TStmt.Break s) {
        brokenLoops.add(s.loop());
        return false;
    }

    @Override
    public Boolean continueLoop(TStmt.Continue s) {
        return false;
    }

    @Override
    public Boolean returnFrom(TStmt.Return s) {
        Type value = s.value() == null ? Type.VOID : returned(s.value());
        if (value != Type.NEVER) {
            refiner.returns(version, value);
        }
        return false;
    }

    /// What function values give goes to callers that nobody knows.
    private Type returned(TExpr value) {
        return version.isValue() ? type(value) : expressions.typeOrSite(value);
    }

    @Override
    public Boolean missingReturn(TStmt.MissingReturn s) {
        return false;
    }

    @Override
    public Boolean print(TStmt.Print s) {
        for (int i = 0; i < s.arguments().size(); i++) {
            if (!isReachedOrSite(s.arguments().get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Boolean freshCells(TStmt.FreshCells s) {
        return true;
    }

    @Override
    public Boolean storeField(TStmt.StoreField s) {
        return isReached(s.base()) && isReached(s.value());
    }

    @Override
    public Boolean updateField(TStmt.UpdateField s) {
        Type base = type(s.base());
        if (base == Type.NEVER) {
            return false;
        }
        store(s.baseVariable(), base);
        return isReached(s.value());
    }

    @Override
    public Boolean storeMember(TStmt.StoreMember s) {
        return isReached(s.base())
                && isReached(s.value())
                && goesOn(
                        s, isMember(version.typeOf(s.base()), s.name(), version.typeOf(s.value())));
    }

    /// Whether storing a field can succeed.
    private static boolean isMember(Type base, String name, Type value) {
        if (!(base instanceof StructType struct)) {
            return base.isAny();
        }
        int field = struct.indexOf(name);
        return field >= 0
                && Conversion.of(value, struct.fields().get(field).type()) != Conversion.FAILS;
    }

    @Override
    public Boolean updateMember(TStmt.UpdateMember s) {
        Type base = type(s.base());
        if (base == Type.NEVER) {
            return false;
        }
        store(s.baseVariable(), base);
        Type value = type(s.value());
        return value != Type.NEVER && goesOn(s, isMember(base, s.name(), value));
    }

    /// An error may be raised anywhere in the body, so the handler counts as reached.
    @Override
    public Boolean tryCatch(TStmt.Try s) {
        boolean goesOn = body(s.body());
        return body(s.handler()) || goesOn;
    }
}
