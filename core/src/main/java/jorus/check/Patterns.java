package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Pattern;
import jorus.type.EnumType;
import jorus.type.Type;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds out what the patterns of one `match` mean and whether they cover the subject (language.md
/// 8).
final class Patterns {
    private final ModuleChecker module;
    private final Type subject;
    private final Map<String, Span> seen = new HashMap<>();

    /// The variants that arms name, of each enum they name; more than one only for an `any`.
    private final Map<DeclaredType, boolean[]> matched = new LinkedHashMap<>();

    private boolean hasWildcard;
    private boolean isInvalid;

    Patterns(ModuleChecker module, Type subject) {
        this.module = module;
        this.subject = subject;
    }

    /// Looks at the pattern of the next arm.
    ArmPattern add(Pattern written) {
        ArmPattern pattern = resolve(written);
        isInvalid |= pattern.isInvalid();
        if (pattern.isWildcard()) {
            hasWildcard = true;
            unique("_", "a second '_'", pattern.span());
        } else if (pattern.isVariant()) {
            return variant(pattern);
        } else if (!pattern.isInvalid()) {
            String key = key(pattern.value());
            if (key != null) {
                unique(key, "this literal again", pattern.span());
            }
        }
        return pattern;
    }

    private ArmPattern resolve(Pattern written) {
        if (written instanceof Pattern.Wildcard) {
            return ArmPattern.wildcard(written.span());
        }
        if (written instanceof Pattern.Value value) {
            return ArmPattern.ofValue(value.span(), value.value());
        }
        Pattern.Variant variant = (Pattern.Variant) written;
        Expr path = variant.asExpr() instanceof Expr.Call call ? call.callee() : variant.asExpr();
        Expr.Member last = (Expr.Member) path;
        Binding base = module.members.path(last.base());
        if (base instanceof Binding.OfUnknown) {
            return ArmPattern.invalid(written.span());
        }
        boolean isEnum = base instanceof Binding.OfType type && type.declared().isEnum();
        if (!isEnum) {
            return ArmPattern.ofValue(variant.span(), variant.asExpr());
        }
        DeclaredType type = ((Binding.OfType) base).declared();
        int index = type.enumType().indexOf(variant.variant());
        if (index < 0 && type.members().containsKey(variant.variant())) {
            return ArmPattern.ofValue(variant.span(), variant.asExpr());
        }
        if (index < 0) {
            module.enums.unknown(type, variant.variant(), variant.variantSpan());
            return ArmPattern.invalid(written.span());
        }
        return new ArmPattern(variant.span(), type, index, variant.bindings(), null, false);
    }

    private ArmPattern variant(ArmPattern pattern) {
        boolean[] isCovered = matched.get(pattern.type());
        if (isCovered == null) {
            isCovered = new boolean[pattern.type().enumType().variants().size()];
            matched.put(pattern.type(), isCovered);
        }
        if (subject != pattern.type().type() && !subject.isAny() && subject != Type.NEVER) {
            module.error(
                    Code.TYPE,
                    pattern.span(),
                    "the subject is '"
                            + subject
                            + "', the pattern belongs to the enum '"
                            + pattern.type().name()
                            + "'",
                    ModuleChecker.declaredHere(pattern.type()));
            isInvalid = true;
            return ArmPattern.invalid(pattern.span());
        }
        EnumType.Variant declared = pattern.declared();
        String name = pattern.type().name() + "." + declared.name();
        // Two enums may have one name in different modules.
        int number = new ArrayList<>(matched.keySet()).indexOf(pattern.type());
        unique("v" + number + name, "'" + name + "' again", pattern.span());
        isCovered[pattern.variant()] = true;
        int expected = declared.payloads().size();
        if (pattern.payloads() != null && pattern.payloads().size() != expected) {
            wrongCount(module, pattern.type(), declared, pattern.payloads().size(), pattern.span());
            return ArmPattern.invalid(pattern.span());
        }
        return pattern;
    }

    /// E2001 for a pattern with too few or too many payloads.
    static void wrongCount(
            ModuleChecker module,
            DeclaredType type,
            EnumType.Variant variant,
            int found,
            Span span) {
        int expected = variant.payloads().size();
        module.error(
                Code.TYPE,
                span,
                "'"
                        + type.name()
                        + "."
                        + variant.name()
                        + "' has "
                        + expected
                        + (expected == 1 ? " payload" : " payloads")
                        + ", the pattern "
                        + found,
                Hint.help("write '" + Enums.shape(type, variant) + "'; '_' skips a payload"),
                Enums.variantNote(type, variant));
    }

    private void unique(String key, String what, Span span) {
        Span earlier = seen.putIfAbsent(key, span);
        if (earlier != null) {
            module.error(
                    Code.DUPLICATE_ARM,
                    span,
                    "the match has " + what,
                    Hint.help("this arm can never run"),
                    module.note("the first one is here", earlier));
        }
    }

    /// What two equal literals have in common; null for other expressions.
    private static String key(Expr value) {
        Expr at = value;
        while (at instanceof Expr.Paren paren) {
            at = paren.inner();
        }
        if (at instanceof Expr.StringLit text) {
            // Bytes as they are: no two strings share a key.
            return "s" + new String(text.bytes(), StandardCharsets.ISO_8859_1);
        }
        if (at instanceof Expr.BoolLit literal) {
            return literal.value() ? "true" : "false";
        }
        NumberLiteral number = NumberLiteral.adaptable(at);
        if (number == null && at instanceof Expr.IntLit literal) {
            number = NumberLiteral.unsigned(literal);
        }
        return number == null ? null : "n" + number.text();
    }

    static boolean isLiteral(Expr value) {
        return key(value) != null || NumberLiteral.isNumberLiteral(value);
    }

    boolean hasWildcard() {
        return hasWildcard;
    }

    /// Whether the last arm fits whatever the others leave over.
    boolean isExhaustive() {
        if (isInvalid || matched.size() != 1) {
            return false;
        }
        DeclaredType type = matched.keySet().iterator().next();
        boolean[] isCovered = matched.get(type);
        if (type.type() != subject) {
            return false;
        }
        for (int i = 0; i < isCovered.length; i++) {
            if (!isCovered[i]) {
                return false;
            }
        }
        return true;
    }

    /// E1410 if arms name variants of an enum but not all, and there is no `_`.
    void requireExhaustive(Span span) {
        if (hasWildcard || isInvalid) {
            return;
        }
        for (Map.Entry<DeclaredType, boolean[]> entry : matched.entrySet()) {
            if (!entry.getKey().isInvalid()) {
                requireAll(entry.getKey(), entry.getValue(), span);
            }
        }
    }

    private void requireAll(DeclaredType type, boolean[] isCovered, Span span) {
        StringBuilder missing = new StringBuilder();
        StringBuilder arms = new StringBuilder();
        List<EnumType.Variant> variants = type.enumType().variants();
        int count = 0;
        for (int i = 0; i < isCovered.length; i++) {
            if (!isCovered[i]) {
                EnumType.Variant variant = variants.get(i);
                missing.append(count == 0 ? "'" : ", '").append(type.name()).append('.');
                missing.append(variant.name()).append('\'');
                arms.append(count == 0 ? "'" : ", '").append(Enums.shape(type, variant));
                arms.append(" -> ...'");
                count++;
            }
        }
        if (count > 0) {
            module.error(
                    Code.NOT_EXHAUSTIVE,
                    new Span(span.start(), span.start() + "match".length()),
                    "the match does not cover " + missing,
                    Hint.help(
                            count > 3
                                    ? "add arms for them, or '_ -> ...' for the rest"
                                    : "add " + arms + ", or '_ -> ...'"),
                    ModuleChecker.declaredHere(type));
        }
    }
}
