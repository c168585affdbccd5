package jorus.syntax;

import jorus.source.Span;

import java.util.List;

/// Types as written. The optional mark `?` has no meaning and is dropped by the parser.
public sealed interface TypeExpr extends Node {

    /// `name`, `module.name`, with type arguments that mean nothing beyond being valid types.
    record Named(Span span, List<String> path, List<TypeExpr> arguments) implements TypeExpr {}

    /// `[element]`, `[element, length]`; `length` is an [Expr.IntLit] or [Expr.Name] or null.
    record ArrayOf(Span span, TypeExpr element, Expr length) implements TypeExpr {}

    /// `fn(parameters) -> result`; `result` is null for no arrow.
    record FunctionOf(Span span, List<TypeExpr> parameters, TypeExpr result) implements TypeExpr {}
}
