package jorus.ir;

import jorus.check.TExpr;
import jorus.check.TStmt;

import java.util.List;

/// Visits a whole typed tree; subclasses override what they look for and call on to go deeper.
abstract class TreeWalker implements TExpr.Visitor<Void>, TStmt.Visitor<Void> {
    final void walk(List<TStmt> statements) {
        for (int i = 0; i < statements.size(); i++) {
            statements.get(i).accept(this);
        }
    }

    final void walkAll(List<TExpr> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            expressions.get(i).accept(this);
        }
    }

    private Void walk(TExpr one, TExpr two, TExpr three) {
        if (one != null) {
            one.accept(this);
        }
        if (two != null) {
            two.accept(this);
        }
        if (three != null) {
            three.accept(this);
        }
        return null;
    }

    @Override
    public Void literal(TExpr.Literal e) {
        return null;
    }

    @Override
    public Void text(TExpr.Text e) {
        return null;
    }

    @Override
    public Void read(TExpr.Read e) {
        return null;
    }

    @Override
    public Void arith(TExpr.Arith e) {
        return walk(e.left(), e.right(), null);
    }

    @Override
    public Void negate(TExpr.Negate e) {
        return walk(e.operand(), null, null);
    }

    @Override
    public Void concat(TExpr.Concat e) {
        return walk(e.left(), e.right(), null);
    }

    @Override
    public Void toText(TExpr.ToText e) {
        return walk(e.operand(), null, null);
    }

    @Override
    public Void repeat(TExpr.Repeat e) {
        return walk(e.array(), e.count(), null);
    }

    @Override
    public Void compare(TExpr.Compare e) {
        return walk(e.left(), e.right(), null);
    }

    @Override
    public Void logic(TExpr.Logic e) {
        return walk(e.left(), e.right(), null);
    }

    @Override
    public Void not(TExpr.Not e) {
        return walk(e.operand(), null, null);
    }

    @Override
    public Void cast(TExpr.Cast e) {
        return walk(e.operand(), null, null);
    }

    @Override
    public Void convert(TExpr.Convert e) {
        return walk(e.operand(), null, null);
    }

    @Override
    public Void choose(TExpr.Choose e) {
        return walk(e.condition(), e.whenTrue(), e.whenFalse());
    }

    @Override
    public Void index(TExpr.Index e) {
        return walk(e.base(), e.index(), null);
    }

    @Override
    public Void slice(TExpr.Slice e) {
        return walk(e.base(), e.from(), e.to());
    }

    @Override
    public Void arrayOf(TExpr.ArrayOf e) {
        walkAll(e.elements());
        return null;
    }

    @Override
    public Void fill(TExpr.Fill e) {
        return walk(e.value(), null, null);
    }

    @Override
    public Void call(TExpr.Call e) {
        walkAll(e.arguments());
        return null;
    }

    @Override
    public Void callBuiltin(TExpr.CallBuiltin e) {
        walkAll(e.arguments());
        return null;
    }

    @Override
    public Void newStruct(TExpr.NewStruct e) {
        walkAll(e.values());
        return null;
    }

    @Override
    public Void getField(TExpr.GetField e) {
        return walk(e.base(), null, null);
    }

    @Override
    public Void getMember(TExpr.GetMember e) {
        return walk(e.base(), null, null);
    }

    @Override
    public Void newVariant(TExpr.NewVariant e) {
        walkAll(e.payloads());
        return null;
    }

    @Override
    public Void testVariant(TExpr.TestVariant e) {
        return walk(e.subject(), null, null);
    }

    @Override
    public Void getPayload(TExpr.GetPayload e) {
        return walk(e.subject(), null, null);
    }

    @Override
    public Void select(TExpr.Select e) {
        e.subject().accept(this);
        for (int i = 0; i < e.cases().size(); i++) {
            TExpr.Case one = e.cases().get(i);
            walk(one.test(), null, null);
            walk(one.bindings());
            walk(one.value(), null, null);
        }
        return null;
    }

    @Override
    public Void functionValue(TExpr.FunctionValue e) {
        return null;
    }

    @Override
    public Void builtinValue(TExpr.BuiltinValue e) {
        return null;
    }

    @Override
    public Void callValue(TExpr.CallValue e) {
        e.callee().accept(this);
        walkAll(e.arguments());
        return null;
    }

    @Override
    public Void callMember(TExpr.CallMember e) {
        e.base().accept(this);
        walkAll(e.arguments());
        return null;
    }

    @Override
    public Void errorValue(TExpr.ErrorValue e) {
        return null;
    }

    @Override
    public Void evaluate(TStmt.Evaluate s) {
        return walk(s.value(), null, null);
    }

    @Override
    public Void store(TStmt.Store s) {
        return walk(s.value(), null, null);
    }

    @Override
    public Void storeElement(TStmt.StoreElement s) {
        return walk(s.base(), s.index(), s.value());
    }

    @Override
    public Void updateElement(TStmt.UpdateElement s) {
        return walk(s.base(), s.index(), s.value());
    }

    @Override
    public Void freshCells(TStmt.FreshCells s) {
        return null;
    }

    @Override
    public Void storeField(TStmt.StoreField s) {
        return walk(s.base(), s.value(), null);
    }

    @Override
    public Void updateField(TStmt.UpdateField s) {
        return walk(s.base(), s.value(), null);
    }

    @Override
    public Void storeMember(TStmt.StoreMember s) {
        return walk(s.base(), s.value(), null);
    }

    @Override
    public Void updateMember(TStmt.UpdateMember s) {
        return walk(s.base(), s.value(), null);
    }

    @Override
    public Void tryCatch(TStmt.Try s) {
        walk(s.body());
        walk(s.handler());
        return null;
    }

    @Override
    public Void ifElse(TStmt.If s) {
        s.condition().accept(this);
        walk(s.then());
        walk(s.otherwise());
        return null;
    }

    @Override
    public Void whileLoop(TStmt.While s) {
        s.condition().accept(this);
        walk(s.body());
        return null;
    }

    @Override
    public Void forRange(TStmt.ForRange s) {
        walk(s.from(), s.to(), s.step());
        walk(s.body());
        return null;
    }

    @Override
    public Void forEach(TStmt.ForEach s) {
        s.iterable().accept(this);
        walk(s.body());
        return null;
    }

    @Override
    public Void breakOut(TStmt.Break s) {
        return null;
    }

    @Override
    public Void continueLoop(TStmt.Continue s) {
        return null;
    }

    @Override
    public Void returnFrom(TStmt.Return s) {
        return walk(s.value(), null, null);
    }

    @Override
    public Void missingReturn(TStmt.MissingReturn s) {
        return null;
    }

    @Override
    public Void print(TStmt.Print s) {
        walkAll(s.arguments());
        return null;
    }
}
