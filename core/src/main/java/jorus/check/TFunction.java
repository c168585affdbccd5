package jorus.check;

import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// A function of the typed tree; the statements of a module are one too (`isModule`).
///
/// Expressions are numbered from 0 to `expressionCount` within their function, variables from 0
/// within [#locals()]; refinement keeps its results in arrays by these numbers. Parameters are the
/// first locals.
public final class TFunction {
    private final int id;
    private final String name;
    private final SourceFile file;
    private final Span span;
    private final boolean isModule;
    private final List<Variable> locals = new ArrayList<>();
    private boolean mayCapture;
    private final List<Variable> captures = new ArrayList<>();
    private int parameterCount;
    private Type result = Type.VOID;
    private List<TStmt> body = List.of();
    private int expressionCount;

    TFunction(int id, String name, SourceFile file, Span span, boolean isModule) {
        this.id = id;
        this.name = name;
        this.file = file;
        this.span = span;
        this.isModule = isModule;
    }

    /// Number of the function within its program.
    public int id() {
        return id;
    }

    /// As in messages: the declared name, `(lambda)`, or the module's name.
    public String name() {
        return name;
    }

    public SourceFile file() {
        return file;
    }

    /// The name in the declaration.
    public Span span() {
        return span;
    }

    public boolean isModule() {
        return isModule;
    }

    /// Parameters first; a live list that only the checker extends.
    public List<Variable> locals() {
        return locals;
    }

    /// Variables of enclosing functions that the body reads or stores, transitively for functions
    /// inside; in the order of the closure's fields. The body's [TExpr.Read] and [TStmt.Store] name
    /// them directly. Empty for a plain function. A live list that only the checker extends.
    public List<Variable> captures() {
        return captures;
    }

    /// Whether the function is declared where variables of another function are visible.
    boolean mayCapture() {
        return mayCapture;
    }

    void markMayCapture() {
        mayCapture = true;
    }

    public int parameterCount() {
        return parameterCount;
    }

    /// Declared result type; ANY when not annotated, VOID when annotated so.
    public Type result() {
        return result;
    }

    public List<TStmt> body() {
        return body;
    }

    public int expressionCount() {
        return expressionCount;
    }

    void signature(int parameters, Type resultType) {
        this.parameterCount = parameters;
        this.result = resultType;
    }

    void complete(List<TStmt> statements) {
        this.body = statements;
    }

    int nextExpression() {
        return expressionCount++;
    }

    @Override
    public String toString() {
        return name;
    }
}
