package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Stmt;
import jorus.type.EnumType;

import java.util.ArrayList;
import java.util.List;

/// Checks the making of enum values (language.md 8).
final class Enums {
    private final ModuleChecker module;

    Enums(ModuleChecker module) {
        this.module = module;
    }

    /// `Enum.Variant`, or with `arguments` not null `Enum.Variant(...)`.
    TExpr variant(DeclaredType type, int index, Span span, Span nameSpan, List<Expr> arguments) {
        EnumType.Variant variant = type.enumType().variants().get(index);
        int expected = variant.payloads().size();
        int found = arguments == null ? 0 : arguments.size();
        if (found != expected) {
            wrongCount(type, variant, nameSpan, arguments);
            for (int i = 0; i < found; i++) {
                module.expressions.check(arguments.get(i), null);
            }
            return module.tree.error(span);
        }
        List<TExpr> payloads = new ArrayList<>(expected);
        for (int i = 0; i < expected; i++) {
            payloads.add(module.expressions.place(arguments.get(i), variant.payloads().get(i)));
        }
        return module.tree.newVariant(type.enumType(), span, index, payloads);
    }

    private void wrongCount(
            DeclaredType type, EnumType.Variant variant, Span span, List<Expr> arguments) {
        String name = type.name() + "." + variant.name();
        int expected = variant.payloads().size();
        String message =
                "'"
                        + name
                        + "' has "
                        + expected
                        + (expected == 1 ? " payload" : " payloads")
                        + ", found "
                        + (arguments == null ? "none" : Integer.toString(arguments.size()));
        module.error(
                Code.ARITY,
                span,
                message,
                Hint.help("write '" + shape(type, variant) + "'"),
                variantNote(type, variant));
    }

    /// A variant with the names or types of its payloads.
    static String shape(DeclaredType type, EnumType.Variant variant) {
        StringBuilder text = new StringBuilder(type.name()).append('.').append(variant.name());
        for (int i = 0; i < variant.payloads().size(); i++) {
            String name = variant.payloadNames().get(i);
            text.append(i == 0 ? "(" : ", ");
            text.append(name != null ? name : variant.payloads().get(i).name());
        }
        return text.append(variant.payloads().isEmpty() ? "" : ")").toString();
    }

    /// Points at the declaration of a variant.
    static Hint variantNote(DeclaredType type, EnumType.Variant variant) {
        if (type.enumeration() != null) {
            List<Stmt.EnumDecl.Variant> written = type.enumeration().variants();
            for (int i = 0; i < written.size(); i++) {
                if (written.get(i).name().equals(variant.name())) {
                    return Hint.note(
                            "'" + variant.name() + "' is declared here",
                            type.file(),
                            written.get(i).span());
                }
            }
        }
        return ModuleChecker.declaredHere(type);
    }

    /// E1010 for what a type hasn't: a variant, or a function of its `impl` blocks.
    void unknown(DeclaredType type, String name, Span span) {
        if (type.isInvalid()) {
            return;
        }
        Spelling spelling = new Spelling(name);
        String what = "function";
        if (type.isEnum()) {
            what = "variant";
            List<EnumType.Variant> variants = type.enumType().variants();
            for (int i = 0; i < variants.size(); i++) {
                spelling.consider(variants.get(i).name());
            }
        }
        for (String member : type.members().keySet()) {
            spelling.consider(member);
        }
        module.misspelt(
                Code.UNDEFINED,
                span,
                "'" + type.name() + "' has no " + what + " '" + name + "'",
                spelling,
                ModuleChecker.declaredHere(type));
    }
}
