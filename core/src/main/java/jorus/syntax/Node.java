package jorus.syntax;

import jorus.source.Span;

/// Anything in the syntax tree that has a place in the source.
public interface Node {
    Span span();
}
