package jorus.syntax;

import jorus.source.Span;

import java.util.List;

/// What stands before `->` in a match arm or after `matches` (language.md 8).
public sealed interface Pattern extends Node {

    record Wildcard(Span span) implements Pattern {}

    /// `[module.]Enum.Variant` with `bindings` null when no parentheses were written.
    ///
    /// Whether the path really names a variant is decided by the checker: if its first name is a
    /// variable, `asExpr` is meant. `asExpr` is null when bindings can't be read as an expression.
    record Variant(
            Span span,
            String module,
            String enumName,
            String variant,
            Span variantSpan,
            List<Binding> bindings,
            Expr asExpr)
            implements Pattern {}

    /// A payload binding; `_` binds nothing.
    record Binding(Span span, String name) implements Node {}

    record Value(Span span, Expr value) implements Pattern {}
}
