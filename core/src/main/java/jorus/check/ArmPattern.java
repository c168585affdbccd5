package jorus.check;

import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Pattern;
import jorus.type.EnumType;

import java.util.List;

/// The pattern of a match arm once it is clear what it means.
///
/// `type` is null unless it names a variant; `payloads` are the names bound by the arm, null
/// without parentheses. `value` is the expression to compare with, null for a variant and for `_`.
record ArmPattern(
        Span span,
        DeclaredType type,
        int variant,
        List<Pattern.Binding> payloads,
        Expr value,
        boolean isInvalid) {
    static ArmPattern wildcard(Span span) {
        return new ArmPattern(span, null, -1, null, null, false);
    }

    static ArmPattern ofValue(Span span, Expr value) {
        return new ArmPattern(span, null, -1, null, value, false);
    }

    static ArmPattern invalid(Span span) {
        return new ArmPattern(span, null, -1, null, null, true);
    }

    boolean isWildcard() {
        return type == null && value == null && !isInvalid;
    }

    boolean isVariant() {
        return type != null;
    }

    EnumType.Variant declared() {
        return type.enumType().variants().get(variant);
    }
}
