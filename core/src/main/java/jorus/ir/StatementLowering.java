package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.check.Loop;
import jorus.check.TExpr;
import jorus.check.TFunction;
import jorus.check.TStmt;
import jorus.check.Variable;
import jorus.check.Version;
import jorus.source.Span;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.List;

/// Lowers the statements of one version.
final class StatementLowering implements TStmt.Visitor<Void> {
    private static final int NONE = Instruction.NONE;

    final Scope scope;
    final Code code;
    final ExpressionLowering expressions;
    private final LoopLowering loops;
    private Target innermost;
    private boolean isProgram;

    /// Where `break` and `continue` of an open loop go.
    private record Target(Loop loop, Block exit, Block again, Target outer) {}

    StatementLowering(Scope scope) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = new ExpressionLowering(scope, this);
        this.loops = new LoopLowering(this);
    }

    /// Lowers the whole function; the main one (`isMain`) first runs the modules `before` it.
    IrFunction lower(boolean isMain, List<Version> before) {
        isProgram = isMain;
        TFunction function = scope.version.function();
        for (int i = 0; i < before.size(); i++) {
            code.call(NONE, before.get(i).id(), new int[0], function.span().start());
        }
        scope.enter();
        clearFlags(function.locals());
        if (function.isModule()) {
            clearFlags(scope.moduleVariables());
        }
        statements(function.body());
        endWithoutValue();
        code.complete();
        return code.function;
    }

    /// Variables that may be read before they have a value start with flag 0 and some value, so
    /// that every register is written before it is read.
    private void clearFlags(List<Variable> variables) {
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            Type type = scope.typeOf(variable);
            boolean isHere = variable.owner() == scope.version.function();
            boolean isKept = Scope.isCell(variable) || !scope.isRegister(variable);
            if (!variable.needsFlag() || !isHere || isKept || isParameter(variable)) {
                continue;
            }
            code.constant(Type.I32, 0, scope.flag(variable));
            if (Scope.hasRegister(type)) {
                initial(scope.heldAs(variable), scope.register(variable));
            }
        }
    }

    private boolean isParameter(Variable variable) {
        return !variable.isModuleLevel()
                && variable.index() < scope.version.function().parameterCount();
    }

    private void initial(Type type, int register) {
        int position = scope.version.function().span().start();
        if (type.isNumeric() || type == Type.BOOL) {
            code.constant(type, 0, register);
        } else if (type == Type.STRING) {
            code.text(new byte[0], register);
        } else if (type.isArray()) {
            code.newLiteral(register, 0, position);
        } else {
            code.unary(IrOp.BOX, register, code.constant(Type.I32, 0, NONE), NONE);
        }
    }

    private void endWithoutValue() {
        Type result = scope.version.result();
        if (code.isDead()) {
            return;
        }
        if (isProgram) {
            code.halt();
        } else if (scope.version.function().isModule() || !Scope.hasRegister(result)) {
            code.returnValue(NONE);
        } else if (result.isAny()) {
            code.returnValue(expressions.conversions.box(NONE, Type.VOID, NONE));
        } else {
            String name = scope.version.function().name();
            scope.trap(TrapKind.NO_RETURN, noValue(name), scope.version.function().span());
        }
    }

    static String noValue(String function) {
        return "Function '" + function + "' ended without returning a value";
    }

    void statements(List<TStmt> statements) {
        int outer = code.origin;
        for (int i = 0; i < statements.size() && !code.isDead(); i++) {
            code.origin = statements.get(i).span().start();
            TStmt statement = statements.get(i);
            statement.accept(this);
            if (!code.isDead() && scope.version.isFailing(statement)) {
                scope.neverReached(statement.span());
            }
        }
        code.origin = outer;
    }

    /// Lowers the body of a loop; afterwards the code is where `continue` goes, or dead.
    void body(Loop loop, List<TStmt> statements, Block again, Block exit) {
        innermost = new Target(loop, exit, again, innermost);
        statements(statements);
        innermost = innermost.outer();
        code.fallInto(again);
    }

    @Override
    public Void evaluate(TStmt.Evaluate s) {
        expressions.effect(s.value());
        return null;
    }

    @Override
    public Void store(TStmt.Store s) {
        assign(s.variable(), s.value());
        return null;
    }

    void assign(Variable variable, TExpr value) {
        Type type = scope.typeOf(variable);
        if (!Scope.hasRegister(type)) {
            expressions.effect(value);
            if (!code.isDead()) {
                scope.markSet(variable);
            }
            return;
        }
        int register = expressions.valueAs(value, type, scope.wanted(variable));
        if (!code.isDead()) {
            scope.store(variable, register);
        }
    }

    @Override
    public Void storeElement(TStmt.StoreElement s) {
        expressions.storeElement(s.base(), s.index(), s.value(), s.span());
        return null;
    }

    @Override
    public Void updateElement(TStmt.UpdateElement s) {
        hold(s.baseVariable(), s.base());
        hold(s.indexVariable(), s.index());
        if (code.isDead()) {
            return null;
        }
        Type type = scope.typeOf(s.baseVariable());
        Type index = scope.typeOf(s.indexVariable());
        if (!Arrays.hasTypedElements(type) || !index.isInteger()) {
            int value = expressions.valueAs(s.value(), Type.ANY, NONE);
            expressions.dynamic.store(
                    readAs(s.baseVariable(), s.span()),
                    readAs(s.indexVariable(), s.span()),
                    value,
                    s.span());
            return null;
        }
        int value = expressions.valueAs(s.value(), type.element(), NONE);
        if (!code.isDead()) {
            int held = scope.read(s.indexVariable(), NONE, s.span());
            int at = expressions.conversions.index(held, index);
            int base = scope.read(s.baseVariable(), NONE, s.span());
            code.set(base, at, value, s.span().start());
        }
        return null;
    }

    /// The value of a variable as `any`.
    private int readAs(Variable variable, Span span) {
        if (code.isDead()) {
            return NONE;
        }
        Type type = scope.typeOf(variable);
        int register = Scope.hasRegister(type) ? scope.read(variable, NONE, span) : NONE;
        return expressions.conversions.box(register, type, NONE);
    }

    @Override
    public Void freshCells(TStmt.FreshCells s) {
        for (int i = 0; i < s.variables().size(); i++) {
            scope.freshCell(s.variables().get(i));
        }
        return null;
    }

    @Override
    public Void storeField(TStmt.StoreField s) {
        Type struct = s.base().type();
        int base = expressions.value(s.base());
        setField(struct, base, s.field(), s.value());
        return null;
    }

    private void setField(Type struct, int base, int field, TExpr value) {
        if (code.isDead()) {
            return;
        }
        Type type = ((StructType) struct).fields().get(field).type();
        int register = expressions.valueAs(value, type, NONE);
        if (!code.isDead()) {
            code.setField(base, struct, field, register);
        }
    }

    @Override
    public Void updateField(TStmt.UpdateField s) {
        hold(s.baseVariable(), s.base());
        if (!code.isDead()) {
            int base = scope.read(s.baseVariable(), NONE, s.span());
            setField(s.baseVariable().type(), base, s.field(), s.value());
        }
        return null;
    }

    @Override
    public Void storeMember(TStmt.StoreMember s) {
        Type type = scope.typeOf(s.base());
        int base = expressions.value(s.base());
        if (!code.isDead()) {
            setMember(type, base, s.name(), s.value(), s.span());
        }
        return null;
    }

    @Override
    public Void updateMember(TStmt.UpdateMember s) {
        hold(s.baseVariable(), s.base());
        Type type = scope.typeOf(s.baseVariable());
        if (!code.isDead() && Scope.hasRegister(type)) {
            int base = scope.read(s.baseVariable(), NONE, s.span());
            setMember(type, base, s.name(), s.value(), s.span());
        }
        return null;
    }

    private void setMember(Type type, int base, String name, TExpr value, Span span) {
        int field = type instanceof StructType struct ? struct.indexOf(name) : NONE;
        if (field >= 0) {
            setField(type, base, field, value);
            return;
        }
        int stored = expressions.valueAs(value, Type.ANY, NONE);
        int object = expressions.conversions.box(base, type, NONE);
        if (!code.isDead()) {
            int text = expressions.dynamic.text(name);
            code.builtin(NONE, Builtin.SET_MEMBER, span.start(), object, text, stored);
        }
    }

    @Override
    public Void tryCatch(TStmt.Try s) {
        Block handler = new Block();
        Block end = new Block();
        Region region = code.enter(handler);
        statements(s.body());
        code.jump(end);
        code.leave(region);
        scope.caught = NONE;
        for (int i = 0; i < s.handler().size(); i++) {
            boolean isCaught =
                    s.handler().get(i) instanceof TStmt.Store store
                            && store.value() instanceof TExpr.ErrorValue;
            if (isCaught) {
                scope.caught = code.newRegister(Type.ERROR);
                code.caught(scope.caught);
                break;
            }
        }
        statements(s.handler());
        code.fallInto(end);
        return null;
    }

    /// Gives the variable of a match expression its value.
    void keep(Variable variable, TExpr value) {
        hold(variable, value);
    }

    /// Gives a variable that is stored to only here its value, without a copy where the value
    /// already is in a register that nothing changes meanwhile.
    private void hold(Variable variable, TExpr value) {
        boolean isAlias =
                !variable.isModuleLevel() && scope.heldAs(variable) == scope.typeOf(value);
        if (!isAlias) {
            assign(variable, value);
            return;
        }
        int register = expressions.value(value);
        if (!code.isDead() && register != NONE) {
            scope.alias(variable, register);
        }
    }

    @Override
    public Void ifElse(TStmt.If s) {
        Block then = new Block();
        Block end = new Block();
        Block otherwise = s.otherwise().isEmpty() ? end : new Block();
        expressions.conditions.branch(s.condition(), then, otherwise);
        code.begin(then);
        statements(s.then());
        code.jump(end);
        if (otherwise != end) {
            code.begin(otherwise);
            statements(s.otherwise());
        }
        code.fallInto(end);
        return null;
    }

    @Override
    public Void whileLoop(TStmt.While s) {
        loops.whileLoop(s);
        return null;
    }

    @Override
    public Void forRange(TStmt.ForRange s) {
        loops.range(s);
        return null;
    }

    @Override
    public Void forEach(TStmt.ForEach s) {
        loops.each(s);
        return null;
    }

    private Target target(Loop loop) {
        Target target = innermost;
        while (target.loop() != loop) {
            target = target.outer();
        }
        return target;
    }

    @Override
    public Void breakOut(TStmt.Break s) {
        code.jump(target(s.loop()).exit());
        return null;
    }

    @Override
    public Void continueLoop(TStmt.Continue s) {
        code.jump(target(s.loop()).again());
        return null;
    }

    @Override
    public Void returnFrom(TStmt.Return s) {
        Type result = scope.version.result();
        if (scope.version.function().isModule() || !Scope.hasRegister(result)) {
            if (s.value() != null) {
                expressions.effect(s.value());
            }
            endWithoutValue();
            return null;
        }
        if (s.value() == null) {
            endWithoutValue();
            return null;
        }
        int register = expressions.valueAs(s.value(), result, NONE);
        if (!code.isDead()) {
            code.returnValue(register);
        }
        return null;
    }

    @Override
    public Void missingReturn(TStmt.MissingReturn s) {
        scope.trap(TrapKind.NO_RETURN, noValue(s.function().name()), s.span());
        return null;
    }

    @Override
    public Void print(TStmt.Print s) {
        List<TExpr> values = s.arguments();
        int[] registers = new int[values.size()];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = isConstant(values.get(i)) ? NONE : expressions.value(values.get(i));
        }
        for (int i = 0; i < registers.length && !code.isDead(); i++) {
            TExpr value = values.get(i);
            // A constant is best made when it is handed over.
            int register = isConstant(value) ? expressions.value(value) : registers[i];
            expressions.put(register, scope.typeOf(value), value.span());
        }
        if (!code.isDead()) {
            code.builtin(NONE, Builtin.PRINT, s.span().start());
        }
        return null;
    }

    private static boolean isConstant(TExpr e) {
        return e instanceof TExpr.Literal || e instanceof TExpr.Text;
    }
}
