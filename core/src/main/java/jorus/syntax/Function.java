package jorus.syntax;

import jorus.source.Span;

import java.util.List;

/// A function as declared or written in an expression.
///
/// `name` is null for a function expression; `span` covers the whole, `nameSpan` the name (or the
/// word `fn`). `result` is null when no arrow was written.
public record Function(
        Span span,
        String name,
        Span nameSpan,
        List<Parameter> parameters,
        TypeExpr result,
        List<Stmt> body)
        implements Node {

    /// `type` is null when not annotated.
    public record Parameter(Span span, String name, boolean isMut, TypeExpr type) implements Node {}
}
