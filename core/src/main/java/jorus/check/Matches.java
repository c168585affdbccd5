package jorus.check;

import jorus.source.Code;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Pattern;
import jorus.syntax.Stmt;
import jorus.type.EnumType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Checks `match` statements, `match` expressions and variant patterns after `matches` (language.md
/// 4.4 and 8).
final class Matches {
    /// One arm of a statement: `test` is null for `_`.
    private record Branch(Span span, TExpr test, List<TStmt> body, Scope scope) {}

    private final ModuleChecker module;

    Matches(ModuleChecker module) {
        this.module = module;
    }

    /// A statement becomes a chain of `if`s on a temporary that holds the subject.
    void statement(Stmt.Match s, boolean isTail) {
        TExpr subject = module.expressions.value(s.subject(), null);
        Variable kept = module.body().newTemporary(subject.type(), s.subject().span());
        module.checker.add(new TStmt.Store(s.span(), kept, subject));
        Patterns patterns = new Patterns(module, subject.type());
        Flow flow = module.body().flow();
        Flow.State before = flow.save();
        Flow.State after = Flow.UNREACHABLE;
        List<Branch> branches = new ArrayList<>(s.arms().size());
        Branch wildcard = null;
        for (int i = 0; i < s.arms().size(); i++) {
            Stmt.Match.Arm arm = s.arms().get(i);
            ArmPattern pattern = patterns.add(arm.pattern());
            TExpr test = test(pattern, kept);
            List<TStmt> body = new ArrayList<>();
            module.body().enter(Scope.Kind.SUITE);
            bind(pattern, kept, body);
            module.checker.suite(arm.body(), isTail, body);
            Scope scope = module.body().scope();
            module.body().exit();
            after = Flow.merge(after, flow.save());
            flow.restore(before);
            Branch branch = new Branch(arm.pattern().span(), test, body, scope);
            if (pattern.isWildcard()) {
                wildcard = branch;
            } else {
                branches.add(branch);
            }
        }
        patterns.requireExhaustive(s.span());
        if (wildcard == null && patterns.isExhaustive()) {
            wildcard = branches.remove(branches.size() - 1);
        }
        flow.restore(wildcard == null ? Flow.merge(before, after) : after);
        addChain(branches, wildcard);
    }

    private void addChain(List<Branch> branches, Branch wildcard) {
        List<TStmt> otherwise = wildcard == null ? List.of() : wildcard.body();
        if (branches.isEmpty() && wildcard != null) {
            // The only arm always runs: its statements join those around the match.
            for (int i = 0; i < otherwise.size(); i++) {
                module.checker.add(otherwise.get(i));
            }
            wildcard.scope().statements(module.checker.statements());
            return;
        }
        for (int i = branches.size() - 1; i >= 0; i--) {
            Branch branch = branches.get(i);
            otherwise =
                    List.of(new TStmt.If(branch.span(), branch.test(), branch.body(), otherwise));
        }
        // Without arms, which is an error of its own, there is nothing to do.
        if (!otherwise.isEmpty()) {
            module.checker.add(otherwise.get(0));
        }
    }

    private TExpr test(ArmPattern pattern, Variable subject) {
        if (pattern.isWildcard()) {
            return null;
        }
        TExpr read = module.tree.read(subject, subject.declaration());
        if (pattern.isInvalid()) {
            return module.tree.error(pattern.span());
        }
        if (pattern.isVariant()) {
            return module.tree.testVariant(
                    pattern.span(),
                    read,
                    pattern.type().enumType(),
                    pattern.variant(),
                    subject.type().isAny());
        }
        return compare(pattern.value(), read);
    }

    /// A literal must be of the subject's type; any other expression may be of any type.
    private TExpr compare(Expr value, TExpr subject) {
        Type type = subject.type();
        boolean isStrict = Patterns.isLiteral(value) && !type.isAny() && type != Type.NEVER;
        TExpr other =
                isStrict
                        ? module.expressions.place(value, type)
                        : module.expressions.value(value, null);
        if (other.type() == Type.NEVER || type == Type.NEVER) {
            return module.tree.error(value.span());
        }
        return module.tree.compare(value.span(), CompareOp.EQ, subject, other);
    }

    /// Stores the payloads that an arm names into variables of the current scope.
    private void bind(ArmPattern pattern, Variable subject, List<TStmt> into) {
        List<Pattern.Binding> names = pattern.payloads();
        if (names == null || pattern.isInvalid()) {
            return;
        }
        EnumType type = pattern.type().enumType();
        Scope scope = module.body().scope();
        for (int i = 0; i < names.size(); i++) {
            Pattern.Binding name = names.get(i);
            if (name.name().equals("_")) {
                continue;
            }
            Binding known = scope.find(name.name());
            if (known != null) {
                module.functions.reportDuplicate(name.name(), known, name.span());
            }
            TExpr read = module.tree.read(subject, name.span());
            TExpr payload = module.tree.getPayload(name.span(), read, type, pattern.variant(), i);
            Variable variable = module.body().newLocal(name.name(), payload.type(), name.span());
            module.assignments.bind(scope, variable, false, false);
            into.add(new TStmt.Store(name.span(), variable, payload));
        }
    }

    TExpr expression(Expr.Match e, Type expected) {
        TExpr subject = module.expressions.value(e.subject(), null);
        Variable kept = module.body().newTemporary(subject.type(), e.subject().span());
        Patterns patterns = new Patterns(module, subject.type());
        boolean isOpen = expected == null || expected.isAny();
        CommonType common = new CommonType(module, isOpen ? null : expected);
        List<TExpr> tests = new ArrayList<>(e.arms().size());
        List<List<TStmt>> bindings = new ArrayList<>(e.arms().size());
        int wildcard = -1;
        boolean isValid = subject.type() != Type.NEVER;
        for (int i = 0; i < e.arms().size(); i++) {
            Expr.Arm arm = e.arms().get(i);
            ArmPattern pattern = patterns.add(arm.pattern());
            isValid &= !pattern.isInvalid();
            tests.add(test(pattern, kept));
            List<TStmt> bound = new ArrayList<>(0);
            module.body().enter(Scope.Kind.SUITE);
            module.body().scope().statements(bound);
            bind(pattern, kept, bound);
            common.add(arm.value());
            module.body().exit();
            bindings.add(bound);
            wildcard = pattern.isWildcard() ? i : wildcard;
        }
        patterns.requireExhaustive(e.span());
        List<TExpr> values = common.fitted("the arms of a match expression have one type");
        if (wildcard < 0 && patterns.isExhaustive()) {
            wildcard = tests.size() - 1;
        }
        List<TExpr.Case> cases = new ArrayList<>(tests.size());
        for (int i = 0; i < tests.size(); i++) {
            isValid &= values.get(i).type() != Type.NEVER;
            isValid &= tests.get(i) == null || tests.get(i).type() != Type.NEVER;
            if (i != wildcard) {
                cases.add(new TExpr.Case(tests.get(i), bindings.get(i), values.get(i)));
            }
        }
        if (wildcard >= 0) {
            cases.add(new TExpr.Case(null, bindings.get(wildcard), values.get(wildcard)));
        }
        if (!isValid || common.type() == Type.NEVER) {
            return module.tree.error(e.span());
        }
        return module.tree.select(common.type(), e.span(), kept, subject, cases);
    }

    /// `subject matches pattern`.
    TExpr matches(Expr.Matches e) {
        Expr pattern = ((Pattern.Value) e.pattern()).value();
        Expr path = pattern instanceof Expr.Call call ? call.callee() : pattern;
        if (path instanceof Expr.Member member) {
            Binding base = module.members.path(member.base());
            boolean isEnum = base instanceof Binding.OfType type && type.declared().isEnum();
            if (isEnum) {
                DeclaredType type = ((Binding.OfType) base).declared();
                int variant = type.enumType().indexOf(member.name());
                if (variant >= 0) {
                    List<Expr> payloads =
                            pattern instanceof Expr.Call call ? call.arguments() : null;
                    return matchesVariant(e, type, variant, payloads);
                }
            }
        }
        return module.operators.compare(CompareOp.EQ, e.opSpan(), e.subject(), pattern);
    }

    private TExpr matchesVariant(
            Expr.Matches e, DeclaredType type, int variant, List<Expr> payloads) {
        TExpr subject = module.expressions.value(e.subject(), null);
        Type found = subject.type();
        EnumType enumType = type.enumType();
        EnumType.Variant declared = enumType.variants().get(variant);
        boolean isValid = found == enumType || found.isAny();
        if (!isValid && found != Type.NEVER) {
            module.error(
                    Code.TYPE,
                    e.opSpan(),
                    "a value of type '"
                            + found
                            + "' can't be a variant of the enum '"
                            + type.name()
                            + "'",
                    ModuleChecker.declaredHere(type));
        }
        if (payloads != null && payloads.size() != declared.payloads().size()) {
            Patterns.wrongCount(module, type, declared, payloads.size(), e.pattern().span());
            isValid = false;
        }
        if (!isValid) {
            return module.tree.error(e.span());
        }
        boolean needsPayloads = false;
        for (int i = 0; payloads != null && i < payloads.size(); i++) {
            needsPayloads |= !isSkipped(payloads.get(i));
        }
        if (!needsPayloads) {
            return module.tree.testVariant(e.opSpan(), subject, enumType, variant, false);
        }
        Variable kept = module.body().newTemporary(found, e.subject().span());
        TExpr read = module.tree.read(kept, e.subject().span());
        TExpr test = module.tree.testVariant(e.opSpan(), read, enumType, variant, false);
        for (int i = 0; i < payloads.size(); i++) {
            if (!isSkipped(payloads.get(i))) {
                TExpr equal = payloadEquals(kept, enumType, variant, i, payloads.get(i));
                test = module.tree.logic(Type.BOOL, e.opSpan(), true, test, equal);
            }
        }
        TExpr yes = module.tree.literal(Type.BOOL, e.span(), 1);
        TExpr no = module.tree.literal(Type.BOOL, e.span(), 0);
        return module.tree.select(
                Type.BOOL,
                e.opSpan(),
                kept,
                subject,
                List.of(new TExpr.Case(test, List.of(), yes), new TExpr.Case(null, List.of(), no)));
    }

    private static boolean isSkipped(Expr payload) {
        return payload instanceof Expr.Name name && name.name().equals("_");
    }

    private TExpr payloadEquals(
            Variable subject, EnumType type, int variant, int index, Expr wanted) {
        TExpr read = module.tree.read(subject, wanted.span());
        TExpr payload = module.tree.getPayload(wanted.span(), read, type, variant, index);
        TExpr other = module.expressions.value(wanted, null);
        if (other.type() == Type.NEVER || payload.type() == Type.NEVER) {
            return module.tree.error(wanted.span());
        }
        return module.tree.compare(wanted.span(), CompareOp.EQ, payload, other);
    }
}
