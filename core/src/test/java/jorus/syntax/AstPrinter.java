package jorus.syntax;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Syntax trees as S-expressions, for tests. Suites are in `{ }`, names and literals as written.
final class AstPrinter implements Expr.Visitor<String>, Stmt.Visitor<String> {
    private AstPrinter() {}

    static String print(Expr e) {
        return e == null ? "." : e.accept(new AstPrinter());
    }

    static String print(List<Stmt> statements) {
        var text = new StringBuilder();
        for (Stmt s : statements) {
            text.append(text.isEmpty() ? "" : " ").append(s.accept(new AstPrinter()));
        }
        return text.toString();
    }

    private static String suite(List<Stmt> statements) {
        return "{" + print(statements) + "}";
    }

    private static String list(String head, List<? extends Expr> parts) {
        var text = new StringBuilder("(" + head);
        for (Expr part : parts) {
            text.append(' ').append(print(part));
        }
        return text.append(')').toString();
    }

    static String print(TypeExpr type) {
        return switch (type) {
            case TypeExpr.Named named -> {
                var text = new StringBuilder(String.join(".", named.path()));
                for (TypeExpr argument : named.arguments()) {
                    text.append('<').append(print(argument)).append('>');
                }
                yield text.toString();
            }
            case TypeExpr.ArrayOf array ->
                    "["
                            + print(array.element())
                            + (array.length() == null ? "" : " " + print(array.length()))
                            + "]";
            case TypeExpr.FunctionOf function -> {
                var text = new StringBuilder("fn(");
                for (TypeExpr parameter : function.parameters()) {
                    text.append(text.length() > 3 ? " " : "").append(print(parameter));
                }
                text.append(')');
                yield text + (function.result() == null ? "" : "->" + print(function.result()));
            }
        };
    }

    private static String typed(String name, TypeExpr type) {
        return type == null ? name : name + ":" + print(type);
    }

    private static String print(Pattern pattern) {
        return switch (pattern) {
            case Pattern.Wildcard _ -> "_";
            case Pattern.Value value -> print(value.value());
            case Pattern.Variant v -> {
                var text = new StringBuilder("<");
                text.append(v.module() == null ? "" : v.module() + ".");
                text.append(v.enumName()).append('.').append(v.variant());
                if (v.bindings() != null) {
                    text.append(" (");
                    for (Pattern.Binding b : v.bindings()) {
                        text.append(text.charAt(text.length() - 1) == '(' ? "" : " ");
                        text.append(b.name());
                    }
                    text.append(')');
                }
                yield text.append('>').toString();
            }
        };
    }

    private static String print(Function f) {
        var text = new StringBuilder("(fn ");
        text.append(f.name() == null ? "" : f.name() + " ").append('(');
        for (Function.Parameter p : f.parameters()) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : " ");
            text.append(p.isMut() ? "mut " : "").append(typed(p.name(), p.type()));
        }
        text.append(") ");
        text.append(f.result() == null ? "" : print(f.result()) + " ");
        return text.append(suite(f.body())).append(')').toString();
    }

    @Override
    public String intLit(Expr.IntLit e) {
        return Long.toUnsignedString(e.value()) + suffix(e.suffix());
    }

    private static String suffix(Suffix suffix) {
        return suffix == Suffix.NONE ? "" : suffix.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String floatLit(Expr.FloatLit e) {
        return e.value() + suffix(e.suffix());
    }

    @Override
    public String boolLit(Expr.BoolLit e) {
        return Boolean.toString(e.value());
    }

    @Override
    public String stringLit(Expr.StringLit e) {
        return '"' + new String(e.bytes(), StandardCharsets.UTF_8) + '"';
    }

    @Override
    public String name(Expr.Name e) {
        return e.name();
    }

    @Override
    public String paren(Expr.Paren e) {
        return "(paren " + print(e.inner()) + ")";
    }

    @Override
    public String unary(Expr.Unary e) {
        return "(" + e.op().name().toLowerCase(Locale.ROOT) + " " + print(e.operand()) + ")";
    }

    @Override
    public String binary(Expr.Binary e) {
        return list(e.op().text(), List.of(e.left(), e.right()));
    }

    @Override
    public String matches(Expr.Matches e) {
        return "(matches " + print(e.subject()) + " " + print(e.pattern()) + ")";
    }

    @Override
    public String cast(Expr.Cast e) {
        return "(as " + print(e.operand()) + " " + print(e.target()) + ")";
    }

    @Override
    public String conditional(Expr.Conditional e) {
        return list("?", List.of(e.condition(), e.whenTrue(), e.whenFalse()));
    }

    @Override
    public String call(Expr.Call e) {
        return list("call " + print(e.callee()), e.arguments());
    }

    @Override
    public String index(Expr.Index e) {
        return list("index", List.of(e.base(), e.index()));
    }

    @Override
    public String slice(Expr.Slice e) {
        return "(slice " + print(e.base()) + " " + print(e.from()) + " " + print(e.to()) + ")";
    }

    @Override
    public String member(Expr.Member e) {
        return "(. " + print(e.base()) + " " + e.name() + ")";
    }

    @Override
    public String structLit(Expr.StructLit e) {
        var text = new StringBuilder("(new ");
        text.append(e.module() == null ? "" : e.module() + ".").append(e.name());
        for (Expr.FieldInit field : e.fields()) {
            text.append(' ').append(field.name()).append('=').append(print(field.value()));
        }
        return text.append(')').toString();
    }

    @Override
    public String arrayLit(Expr.ArrayLit e) {
        return list(e.isFillShape() ? "fill" : "array", e.elements());
    }

    @Override
    public String lambda(Expr.Lambda e) {
        return print(e.function());
    }

    @Override
    public String match(Expr.Match e) {
        var text = new StringBuilder("(match " + print(e.subject()));
        for (Expr.Arm arm : e.arms()) {
            text.append(" (").append(print(arm.pattern())).append(" -> ");
            text.append(print(arm.value())).append(')');
        }
        return text.append(')').toString();
    }

    @Override
    public String bad(Expr.Bad e) {
        return "(bad)";
    }

    @Override
    public String exprStmt(Stmt.ExprStmt s) {
        return print(s.expr());
    }

    @Override
    public String declare(Stmt.Declare s) {
        String form =
                switch (s.form()) {
                    case PLAIN -> s.isMut() ? "mut" : "decl";
                    case CONSTANT -> "const";
                    case LET -> s.isMut() ? "let mut" : "let";
                };
        String head = (s.isPublic() ? "pub " : "") + form + " ";
        return "(" + head + typed(s.name(), s.type()) + " " + print(s.value()) + ")";
    }

    @Override
    public String assign(Stmt.Assign s) {
        String targets = list(s.isPublic() ? "pub =" : "=", s.targets());
        return targets.substring(0, targets.length() - 1) + " " + print(s.value()) + ")";
    }

    @Override
    public String update(Stmt.Update s) {
        return list(s.op().text() + "=", List.of(s.target(), s.value()));
    }

    @Override
    public String destructure(Stmt.Destructure s) {
        String names = list("unpack", s.names());
        return names.substring(0, names.length() - 1) + " " + print(s.value()) + ")";
    }

    @Override
    public String print(Stmt.Print s) {
        return list("print", s.arguments());
    }

    @Override
    public String pass(Stmt.Pass s) {
        return "pass";
    }

    @Override
    public String breakOut(Stmt.Break s) {
        return s.label() == null ? "break" : "(break " + s.label() + ")";
    }

    @Override
    public String continueLoop(Stmt.Continue s) {
        return s.label() == null ? "continue" : "(continue " + s.label() + ")";
    }

    @Override
    public String returnFrom(Stmt.Return s) {
        return list("return", s.values());
    }

    @Override
    public String use(Stmt.Use s) {
        var text = new StringBuilder("(use " + String.join(".", s.path()));
        text.append(s.alias() == null ? "" : " as " + s.alias());
        if (s.items() != null) {
            text.append(" :").append(s.items().isEmpty() ? " *" : "");
            for (Stmt.Use.Item item : s.items()) {
                text.append(' ').append(item.name());
                text.append(item.alias() == null ? "" : "=" + item.alias());
            }
        }
        return text.append(')').toString();
    }

    @Override
    public String ifElse(Stmt.If s) {
        var text = new StringBuilder("(if");
        for (Stmt.If.Branch branch : s.branches()) {
            text.append(' ').append(print(branch.condition()));
            text.append(' ').append(suite(branch.body()));
        }
        return text + (s.otherwise() == null ? "" : " else " + suite(s.otherwise())) + ")";
    }

    private static String label(String label) {
        return label == null ? "" : "'" + label + " ";
    }

    @Override
    public String whileLoop(Stmt.While s) {
        return "(while " + label(s.label()) + print(s.condition()) + " " + suite(s.body()) + ")";
    }

    @Override
    public String forRange(Stmt.ForRange s) {
        return "(for "
                + label(s.label())
                + s.name()
                + " "
                + print(s.from())
                + (s.isInclusive() ? "..=" : "..")
                + print(s.to())
                + (s.step() == null ? "" : ".." + print(s.step()))
                + " "
                + suite(s.body())
                + ")";
    }

    @Override
    public String forEach(Stmt.ForEach s) {
        return "(for "
                + label(s.label())
                + s.name()
                + " in "
                + print(s.iterable())
                + " "
                + suite(s.body())
                + ")";
    }

    @Override
    public String tryCatch(Stmt.Try s) {
        String name = s.errorName() == null ? "" : s.errorName() + " ";
        return "(try " + suite(s.body()) + " " + name + suite(s.handler()) + ")";
    }

    @Override
    public String match(Stmt.Match s) {
        var text = new StringBuilder("(match " + print(s.subject()));
        for (Stmt.Match.Arm arm : s.arms()) {
            text.append(" (").append(print(arm.pattern())).append(" -> ");
            text.append(suite(arm.body())).append(')');
        }
        return text.append(')').toString();
    }

    @Override
    public String fnDecl(Stmt.FnDecl s) {
        return (s.isPublic() ? "pub " : "") + print(s.function());
    }

    @Override
    public String structDecl(Stmt.StructDecl s) {
        var text = new StringBuilder(s.isPublic() ? "pub " : "").append("(struct ");
        text.append(s.name());
        for (Stmt.StructDecl.Field f : s.fields()) {
            text.append(' ').append(typed(f.name(), f.type()));
            text.append(f.defaultValue() == null ? "" : "=" + print(f.defaultValue()));
        }
        return text.append(')').toString();
    }

    @Override
    public String enumDecl(Stmt.EnumDecl s) {
        var text = new StringBuilder(s.isPublic() ? "pub " : "").append("(enum ");
        text.append(s.name());
        text.append(s.typeParameters().isEmpty() ? "" : s.typeParameters().toString());
        for (Stmt.EnumDecl.Variant v : s.variants()) {
            text.append(' ').append(v.name());
            for (Stmt.EnumDecl.Payload p : v.payloads()) {
                text.append('/').append(typed(p.name() == null ? "_" : p.name(), p.type()));
            }
        }
        return text.append(')').toString();
    }

    @Override
    public String implDecl(Stmt.ImplDecl s) {
        var text = new StringBuilder(s.isPublic() ? "pub " : "").append("(impl ");
        text.append(s.name());
        for (Function f : s.functions()) {
            text.append(' ').append(print(f));
        }
        return text.append(')').toString();
    }
}
