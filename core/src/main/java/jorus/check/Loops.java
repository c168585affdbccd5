package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Stmt;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Checks loops (language.md 5.2 and 5.3).
final class Loops {
    private final ModuleChecker module;

    Loops(ModuleChecker module) {
        this.module = module;
    }

    TStmt whileLoop(Stmt.While s) {
        TExpr condition = module.expressions.condition(s.condition());
        Flow flow = module.body().flow();
        Flow.State before = flow.save();
        Body.OpenLoop open = module.body().openLoop(s.label(), module.nextSequence());
        List<TStmt> body = module.checker.scopedSuite(s.body(), false, Scope.Kind.BRANCH);
        module.body().closeLoop();
        boolean isEndless = condition instanceof TExpr.Literal literal && literal.bits() != 0;
        flow.restore(Flow.merge(isEndless ? Flow.UNREACHABLE : before, open.exits()));
        return new TStmt.While(s.span(), open.loop(), condition, body);
    }

    TStmt forRange(Stmt.ForRange s) {
        int count = s.step() == null ? 2 : 3;
        Expr[] written = {s.from(), s.to(), s.step()};
        NumberLiteral[] literals = new NumberLiteral[count];
        TExpr[] bounds = new TExpr[count];
        boolean hasAny = false;
        Type type = null;
        for (int i = 0; i < count; i++) {
            literals[i] = integerLiteral(written[i]);
            if (literals[i] == null) {
                bounds[i] = bound(written[i]);
                Type found = bounds[i].type();
                hasAny |= found.isAny();
                if (type == null && !found.isAny()) {
                    type = found;
                }
            }
        }
        if (type == null) {
            type = hasAny ? Type.ANY : ofLiterals(literals);
        }
        for (int i = 0; i < count; i++) {
            bounds[i] =
                    literals[i] == null
                            ? sameType(bounds[i], type, written[i].span())
                            : literalBound(literals[i], type, written[i].span());
        }
        TExpr step = count == 3 ? bounds[2] : null;
        Open open = open(s.label(), s.name(), s.nameSpan(), type);
        List<TStmt> body = body(open, s.body());
        return new TStmt.ForRange(
                s.span(),
                open.loop.loop(),
                open.variable,
                bounds[0],
                bounds[1],
                s.isInclusive(),
                step,
                body);
    }

    /// A float literal is no bound; it is left to the check of expressions to complain about.
    private static NumberLiteral integerLiteral(Expr e) {
        NumberLiteral literal = NumberLiteral.adaptable(e);
        return literal == null || literal.isFloat() ? null : literal;
    }

    private TExpr bound(Expr e) {
        TExpr bound = module.expressions.value(e, null);
        Type type = bound.type();
        if (type.isInteger() || type.isAny() || type == Type.NEVER) {
            return bound;
        }
        module.error(Code.TYPE, e.span(), "a range bound must be an integer, found '" + type + "'");
        return module.tree.error(e.span());
    }

    private static Type ofLiterals(NumberLiteral[] literals) {
        Type type = Type.I32;
        for (int i = 0; i < literals.length; i++) {
            Type one = literals[i].defaultType();
            if (one != null && one.kind().ordinal() > type.kind().ordinal()) {
                type = one;
            }
        }
        // The order of the kinds is i32, i64, u32, u64, and no literal alone is u32.
        return type;
    }

    private TExpr literalBound(NumberLiteral literal, Type type, Span span) {
        if (type.isAny() && literal.defaultType() != null) {
            return module.tree.adaptable(literal, span);
        }
        return module.expressions.literal(literal, type, span);
    }

    private TExpr sameType(TExpr bound, Type type, Span span) {
        if (bound.type() == type || bound.type().isAny() || !type.isInteger()) {
            return bound;
        }
        if (bound.type() != Type.NEVER) {
            module.error(
                    Code.TYPE,
                    span,
                    "the bounds of a range have one type: expected '"
                            + type
                            + "', found '"
                            + bound.type()
                            + "'",
                    Hint.help("convert it with 'as " + type + "'"));
        }
        return module.tree.error(span);
    }

    TStmt forEach(Stmt.ForEach s) {
        TExpr iterable = module.expressions.value(s.iterable(), null);
        Type type = iterable.type();
        if (type.isArray()) {
            type = type.element();
        } else if (type == Type.RANGE) {
            type = ofRange(iterable);
        } else if (!type.isInteger()
                && type != Type.STRING
                && type != Type.NEVER
                && !type.isAny()) {
            module.error(
                    Code.TYPE,
                    s.iterable().span(),
                    "'" + type + "' can't be iterated",
                    Hint.note("'for' takes an array, a 'string', an integer or a range a..b"));
            type = Type.NEVER;
        }
        Open open = open(s.label(), s.name(), s.nameSpan(), type);
        List<TStmt> body = body(open, s.body());
        return new TStmt.ForEach(s.span(), open.loop.loop(), open.variable, iterable, body);
    }

    /// What a range value yields, as far as its arguments tell (language.md 11).
    private static Type ofRange(TExpr iterable) {
        if (!(iterable instanceof TExpr.CallBuiltin call)) {
            return Type.ANY;
        }
        Type type = Type.I32;
        for (int i = 0; i < call.arguments().size(); i++) {
            Type argument = call.arguments().get(i).type();
            if (!argument.isInteger()) {
                return argument == Type.NEVER ? argument : Type.ANY;
            }
            type = argument == Type.I32 ? type : Type.I64;
        }
        return type;
    }

    /// A `for` whose scope is open.
    private record Open(Body.OpenLoop loop, Variable variable) {}

    private Open open(String label, String name, Span nameSpan, Type type) {
        Body body = module.body();
        // Each turn has its own variables: the scope is inside the loop.
        Body.OpenLoop loop = body.openLoop(label, module.nextSequence());
        body.enter(Scope.Kind.LOOP);
        Variable variable = body.newLocal(name, type, nameSpan);
        Binding.OfVariable binding = module.assignments.bind(body.scope(), variable, true, false);
        binding.place(null, binding.loopDepth());
        binding.markUsed();
        return new Open(loop, variable);
    }

    /// Checks the body and closes the scope.
    private List<TStmt> body(Open open, List<Stmt> written) {
        Flow flow = module.body().flow();
        Flow.State before = flow.save();
        List<TStmt> body = new ArrayList<>(written.size());
        module.checker.suite(written, false, body);
        module.body().closeLoop();
        module.body().exit();
        flow.restore(Flow.merge(before, open.loop.exits()));
        return body;
    }
}
