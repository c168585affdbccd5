package jorus.check;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the typed tree as nested lists, for tests: a literal is `5:i64`, a conversion
/// `(any x)`, a checked read `x?`, a temporary `%3`.
final class TPrinter implements TExpr.Visitor<String>, TStmt.Visitor<String> {
    private TPrinter() {}

    static String print(List<TStmt> statements) {
        return new TPrinter().all(statements);
    }

    static String print(TExpr expression) {
        return expression.accept(new TPrinter());
    }

    private String all(List<TStmt> statements) {
        StringBuilder text = new StringBuilder();
        for (TStmt statement : statements) {
            text.append(text.isEmpty() ? "" : " ").append(statement.accept(this));
        }
        return text.toString();
    }

    private String node(String head, TExpr... operands) {
        StringBuilder text = new StringBuilder("(").append(head);
        for (TExpr operand : operands) {
            text.append(' ').append(operand == null ? "_" : operand.accept(this));
        }
        return text.append(')').toString();
    }

    private static String name(Variable variable) {
        return variable.name().isEmpty() ? "%" + variable.index() : variable.name();
    }

    @Override
    public String literal(TExpr.Literal e) {
        String value =
                switch (e.type().kind()) {
                    case F64 -> Double.toString(Double.longBitsToDouble(e.bits()));
                    case BOOL -> e.bits() == 0 ? "false" : "true";
                    case U64 -> Long.toUnsignedString(e.bits());
                    default -> Long.toString(e.bits());
                };
        return value + ":" + e.type() + (e.isAdaptable() ? "~" : "");
    }

    @Override
    public String text(TExpr.Text e) {
        return '"' + new String(e.bytes(), StandardCharsets.UTF_8) + '"';
    }

    @Override
    public String read(TExpr.Read e) {
        return name(e.variable()) + (e.isChecked() ? "?" : "");
    }

    @Override
    public String arith(TExpr.Arith e) {
        String op = e.op().toString().toLowerCase(java.util.Locale.ROOT);
        return node(op + "." + e.type(), e.left(), e.right());
    }

    @Override
    public String negate(TExpr.Negate e) {
        return node("neg." + e.type(), e.operand());
    }

    @Override
    public String concat(TExpr.Concat e) {
        return node("concat", e.left(), e.right());
    }

    @Override
    public String toText(TExpr.ToText e) {
        return node("text", e.operand());
    }

    @Override
    public String repeat(TExpr.Repeat e) {
        return e.isCountFirst()
                ? node("repeat-count-first", e.count(), e.array())
                : node("repeat", e.array(), e.count());
    }

    @Override
    public String compare(TExpr.Compare e) {
        return node(e.op().toString().toLowerCase(java.util.Locale.ROOT), e.left(), e.right());
    }

    @Override
    public String logic(TExpr.Logic e) {
        return node((e.isAnd() ? "and." : "or.") + e.type(), e.left(), e.right());
    }

    @Override
    public String not(TExpr.Not e) {
        return node("not", e.operand());
    }

    @Override
    public String cast(TExpr.Cast e) {
        return node("cast." + e.type(), e.operand());
    }

    @Override
    public String convert(TExpr.Convert e) {
        return node(e.type().name(), e.operand());
    }

    @Override
    public String choose(TExpr.Choose e) {
        return node("choose." + e.type(), e.condition(), e.whenTrue(), e.whenFalse());
    }

    @Override
    public String index(TExpr.Index e) {
        return node(e.isArrayOnly() ? "element" : "index", e.base(), e.index());
    }

    @Override
    public String slice(TExpr.Slice e) {
        return node("slice", e.base(), e.from(), e.to());
    }

    @Override
    public String arrayOf(TExpr.ArrayOf e) {
        String head = "array." + e.type().element() + (e.isAnyExpected() ? "!" : "");
        return node(head, e.elements().toArray(new TExpr[0]));
    }

    @Override
    public String fill(TExpr.Fill e) {
        String head = "fill." + e.type().element() + (e.isAnyExpected() ? "!" : "");
        return node(head + " " + e.count(), e.value());
    }

    @Override
    public String call(TExpr.Call e) {
        return node("call " + e.function(), e.arguments().toArray(new TExpr[0]));
    }

    @Override
    public String callBuiltin(TExpr.CallBuiltin e) {
        return node(e.builtin().text() + "." + e.type(), e.arguments().toArray(new TExpr[0]));
    }

    @Override
    public String evaluate(TStmt.Evaluate s) {
        return node("do", s.value());
    }

    @Override
    public String store(TStmt.Store s) {
        return node("set " + name(s.variable()), s.value());
    }

    @Override
    public String storeElement(TStmt.StoreElement s) {
        return node("set-element", s.base(), s.index(), s.value());
    }

    @Override
    public String updateElement(TStmt.UpdateElement s) {
        return "(update "
                + name(s.baseVariable())
                + "="
                + s.base().accept(this)
                + " "
                + name(s.indexVariable())
                + "="
                + s.index().accept(this)
                + " "
                + s.value().accept(this)
                + ")";
    }

    @Override
    public String ifElse(TStmt.If s) {
        return "(if "
                + s.condition().accept(this)
                + " ["
                + all(s.then())
                + "] ["
                + all(s.otherwise())
                + "])";
    }

    @Override
    public String whileLoop(TStmt.While s) {
        return "(while " + s.condition().accept(this) + " [" + all(s.body()) + "])";
    }

    @Override
    public String forRange(TStmt.ForRange s) {
        return node(
                        "range "
                                + name(s.variable())
                                + ":"
                                + s.variable().type()
                                + (s.isInclusive() ? " incl" : ""),
                        s.from(),
                        s.to(),
                        s.step())
                + "["
                + all(s.body())
                + "]";
    }

    @Override
    public String forEach(TStmt.ForEach s) {
        return node("each " + name(s.variable()) + ":" + s.variable().type(), s.iterable())
                + "["
                + all(s.body())
                + "]";
    }

    @Override
    public String breakOut(TStmt.Break s) {
        return "(break" + (s.loop().label() == null ? "" : " " + s.loop().label()) + ")";
    }

    @Override
    public String continueLoop(TStmt.Continue s) {
        return "(continue" + (s.loop().label() == null ? "" : " " + s.loop().label()) + ")";
    }

    @Override
    public String returnFrom(TStmt.Return s) {
        return s.value() == null ? "(return)" : node("return", s.value());
    }

    @Override
    public String missingReturn(TStmt.MissingReturn s) {
        return "(missing-return)";
    }

    @Override
    public String print(TStmt.Print s) {
        return node("print", s.arguments().toArray(new TExpr[0]));
    }

    private static String fields(TExpr.NewStruct e) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < e.values().size(); i++) {
            text.append(' ').append(e.indexes().get(i)).append('=');
            text.append(e.values().get(i).accept(new TPrinter()));
        }
        return text.toString();
    }

    @Override
    public String newStruct(TExpr.NewStruct e) {
        return "(new " + e.type() + fields(e) + ")";
    }

    @Override
    public String getField(TExpr.GetField e) {
        return node("field " + e.field(), e.base());
    }

    @Override
    public String getMember(TExpr.GetMember e) {
        return node("member " + e.name(), e.base());
    }

    @Override
    public String newVariant(TExpr.NewVariant e) {
        return node("new " + e.type() + "." + e.variant(), e.payloads().toArray(new TExpr[0]));
    }

    @Override
    public String testVariant(TExpr.TestVariant e) {
        String head = (e.isStrict() ? "is! " : "is ") + e.enumType() + "." + e.variant();
        return node(head, e.subject());
    }

    @Override
    public String getPayload(TExpr.GetPayload e) {
        return node("payload " + e.enumType() + "." + e.variant() + "." + e.payload(), e.subject());
    }

    @Override
    public String select(TExpr.Select e) {
        StringBuilder text = new StringBuilder("(select." + e.type() + " ");
        text.append(name(e.variable())).append('=').append(e.subject().accept(this));
        for (TExpr.Case one : e.cases()) {
            text.append(" [").append(one.test() == null ? "_" : one.test().accept(this));
            text.append(one.bindings().isEmpty() ? "" : " " + all(one.bindings()));
            text.append(" -> ").append(one.value().accept(this)).append(']');
        }
        return text.append(')').toString();
    }

    @Override
    public String functionValue(TExpr.FunctionValue e) {
        StringBuilder text = new StringBuilder("(fn ").append(e.function());
        for (Variable captured : e.function().captures()) {
            text.append(captured.isCell() ? " &" : " =").append(captured.name());
        }
        return text.append(')').toString();
    }

    @Override
    public String builtinValue(TExpr.BuiltinValue e) {
        return "(builtin " + e.builtin().text() + ")";
    }

    @Override
    public String callValue(TExpr.CallValue e) {
        TExpr[] all = new TExpr[e.arguments().size() + 1];
        all[0] = e.callee();
        for (int i = 1; i < all.length; i++) {
            all[i] = e.arguments().get(i - 1);
        }
        return node("call-value." + e.type(), all);
    }

    @Override
    public String callMember(TExpr.CallMember e) {
        TExpr[] all = new TExpr[e.arguments().size() + 1];
        all[0] = e.base();
        for (int i = 1; i < all.length; i++) {
            all[i] = e.arguments().get(i - 1);
        }
        return node("call-member " + e.name(), all);
    }

    @Override
    public String errorValue(TExpr.ErrorValue e) {
        return "(error)";
    }

    @Override
    public String freshCells(TStmt.FreshCells s) {
        StringBuilder text = new StringBuilder("(cells");
        for (Variable variable : s.variables()) {
            text.append(' ').append(variable.name());
        }
        return text.append(')').toString();
    }

    @Override
    public String storeField(TStmt.StoreField s) {
        return node("set-field " + s.field(), s.base(), s.value());
    }

    @Override
    public String updateField(TStmt.UpdateField s) {
        String head = "update-field " + s.field() + " " + name(s.baseVariable()) + "=";
        return "(" + head + s.base().accept(this) + " " + s.value().accept(this) + ")";
    }

    @Override
    public String storeMember(TStmt.StoreMember s) {
        return node("set-member " + s.name(), s.base(), s.value());
    }

    @Override
    public String updateMember(TStmt.UpdateMember s) {
        String head = "update-member " + s.name() + " " + name(s.baseVariable()) + "=";
        return "(" + head + s.base().accept(this) + " " + s.value().accept(this) + ")";
    }

    @Override
    public String tryCatch(TStmt.Try s) {
        return "(try [" + all(s.body()) + "] [" + all(s.handler()) + "])";
    }
}
