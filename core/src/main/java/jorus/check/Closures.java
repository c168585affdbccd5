package jorus.check;

import jorus.source.Code;
import jorus.source.Span;
import jorus.type.Type;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds out what the functions of a module capture and which captured variables need cells
/// (language.md 3.3 and 6).
///
/// A function is *made* wherever its name or expression is a value, or is called. What it captures
/// must then be at hand, so whoever makes it captures that too, up to the owner of the variable. A
/// captured variable can be copied if the owner stores into it only before it makes such a
/// function, and nobody else ever does; otherwise it is a cell.
final class Closures {
    /// The place where a function is made, by the function whose body this is. `loops` are the
    /// starts of the loops around it.
    private record Creation(
            TFunction creator, TFunction made, Flow.State state, int sequence, int[] loops) {}

    /// The place of a declaration in the body that it belongs to: what was known there, and the
    /// statement before it in `statements`, or null.
    record Site(
            Body body,
            List<TStmt> statements,
            TStmt before,
            Flow.State state,
            int sequence,
            int[] loops) {}

    private record CapturedRead(TExpr.Read expression, TFunction reader) {}

    private final ModuleChecker module;
    private final Map<TFunction, Set<Variable>> captures = new IdentityHashMap<>();
    private final List<Binding.OfVariable> inBranches = new ArrayList<>();
    private final Map<Variable, Binding.OfVariable> bindings = new IdentityHashMap<>();
    private final List<Creation> creations = new ArrayList<>();
    private final Map<TFunction, List<Creation>> byCreator = new IdentityHashMap<>();
    private final Map<TFunction, List<Creation>> byMade = new IdentityHashMap<>();
    private final List<CapturedRead> reads = new ArrayList<>();
    private final Set<Variable> cells = new LinkedHashSet<>();

    Closures(ModuleChecker module) {
        this.module = module;
    }

    /// Notes that the current function makes `function`, which may capture.
    void make(TFunction function) {
        make(function, site(List.of()));
    }

    /// The present place, where `statements` are being checked.
    Site site(List<TStmt> statements) {
        Body body = module.body();
        int[] loops = new int[body.loops().size()];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = body.loops().get(i).start();
        }
        TStmt before = statements.isEmpty() ? null : statements.get(statements.size() - 1);
        return new Site(body, statements, before, body.flow().save(), module.nextSequence(), loops);
    }

    /// A function with a name as a value, behind its declaration and in the same body: it is made
    /// there once, so that it is one value in all of its block.
    TExpr declared(Binding.OfFunction binding, TExpr.FunctionValue value, Span span) {
        if (binding.value() == null) {
            Site site = binding.site();
            make(binding.function(), site);
            binding.value(site.body().newLocal(binding.name(), value.type(), binding.span()));
            int at = 0;
            while (site.before() != null && site.statements().get(at++) != site.before()) {
                // Goes on to the place behind it.
            }
            site.statements().add(at, new TStmt.Store(value.span(), binding.value(), value));
        }
        return module.tree.read(binding.value(), span);
    }

    private void make(TFunction function, Site site) {
        Creation creation =
                new Creation(
                        site.body().function(),
                        function,
                        site.state(),
                        site.sequence(),
                        site.loops());
        Body body = site.body();
        creations.add(creation);
        add(byCreator, body.function(), creation);
        add(byMade, function, creation);
    }

    private static void add(Map<TFunction, List<Creation>> map, TFunction key, Creation creation) {
        List<Creation> list = map.get(key);
        if (list == null) {
            list = new ArrayList<>(2);
            map.put(key, list);
        }
        list.add(creation);
    }

    /// Notes that the current function uses a variable of an enclosing one; false if it may not.
    boolean capture(Binding.OfVariable binding, Span span) {
        Variable variable = binding.variable();
        Body at = module.body();
        for (; at != null && at.function() != variable.owner(); at = at.outer()) {
            if (at.isMethod()) {
                module.error(
                        Code.UNDEFINED,
                        span,
                        "the method '"
                                + at.function().name()
                                + "' can't use '"
                                + binding.name()
                                + "', a variable of the enclosing function",
                        module.note("'" + binding.name() + "' is declared here", binding.span()));
                return false;
            }
        }
        bindings.put(variable, binding);
        captured(module.body().function()).add(variable);
        return true;
    }

    private Set<Variable> captured(TFunction function) {
        Set<Variable> known = captures.get(function);
        if (known == null) {
            known = new LinkedHashSet<>();
            captures.put(function, known);
        }
        return known;
    }

    /// A read of a captured variable by the current function.
    TExpr read(Binding.OfVariable binding, Span span) {
        if (!capture(binding, span)) {
            return module.tree.error(span);
        }
        TExpr.Read read = module.tree.read(binding.variable(), span);
        reads.add(new CapturedRead(read, module.body().function()));
        return read;
    }

    /// A store into a captured variable by the current function.
    void store(Binding.OfVariable binding) {
        cells.add(binding.variable());
    }

    /// Notes a variable that a branch declares in a scope around it which may be executed again.
    void declaredInBranch(Binding.OfVariable binding) {
        inBranches.add(binding);
    }

    /// When all bodies of the module were checked.
    void decide() {
        if (!captures.isEmpty()) {
            decideCaptures();
        }
        clearFlags();
    }

    private void decideCaptures() {
        propagate();
        for (Map.Entry<TFunction, Set<Variable>> entry : captures.entrySet()) {
            entry.getKey().captures().addAll(entry.getValue());
        }
        for (Variable variable : bindings.keySet()) {
            variable.markCaptured();
        }
        Map<TFunction, Set<Variable>> premature = prematureCaptures();
        for (int i = 0; i < reads.size(); i++) {
            TExpr.Read read = reads.get(i).expression();
            Set<Variable> unset = premature.get(reads.get(i).reader());
            if (unset != null && unset.contains(read.variable())) {
                read.markChecked();
                cells.add(read.variable());
            }
        }
        makeCells();
    }

    private void propagate() {
        ArrayDeque<TFunction> work = new ArrayDeque<>();
        for (int i = 0; i < creations.size(); i++) {
            TFunction made = creations.get(i).made();
            if (captures.containsKey(made)) {
                work.add(made);
            }
        }
        while (!work.isEmpty()) {
            TFunction made = work.removeLast();
            List<Creation> places = byMade.get(made);
            for (int i = 0; places != null && i < places.size(); i++) {
                TFunction creator = places.get(i).creator();
                boolean isChanged = false;
                for (Variable variable : List.copyOf(captures.get(made))) {
                    if (variable.owner() != creator) {
                        isChanged |= captured(creator).add(variable);
                    }
                }
                if (isChanged) {
                    work.add(creator);
                }
            }
        }
    }

    /// For each function the captured variables that may have no value when it is made; on the way
    /// finds the variables that are stored into afterwards.
    private Map<TFunction, Set<Variable>> prematureCaptures() {
        Map<TFunction, Set<Variable>> premature = new HashMap<>();
        ArrayDeque<TFunction> work = new ArrayDeque<>();
        for (int i = 0; i < creations.size(); i++) {
            Creation creation = creations.get(i);
            Set<Variable> used = captures.get(creation.made());
            if (used == null) {
                continue;
            }
            for (Variable variable : used) {
                if (variable.owner() != creation.creator()) {
                    continue;
                }
                Binding.OfVariable binding = bindings.get(variable);
                if (firstUse(creation, binding) < binding.lastStore()) {
                    cells.add(variable);
                }
                if (isUnset(creation, binding) && mark(premature, creation.made(), variable)) {
                    work.add(creation.made());
                }
            }
        }
        while (!work.isEmpty()) {
            TFunction creator = work.removeLast();
            List<Creation> inner = byCreator.get(creator);
            for (int i = 0; inner != null && i < inner.size(); i++) {
                TFunction made = inner.get(i).made();
                Set<Variable> used = captures.get(made);
                boolean isChanged = false;
                for (Variable variable : List.copyOf(premature.get(creator))) {
                    if (used != null && used.contains(variable)) {
                        isChanged |= mark(premature, made, variable);
                    }
                }
                if (isChanged) {
                    work.add(made);
                }
            }
        }
        return premature;
    }

    private static boolean mark(
            Map<TFunction, Set<Variable>> premature, TFunction function, Variable variable) {
        Set<Variable> known = premature.get(function);
        if (known == null) {
            known = new HashSet<>();
            premature.put(function, known);
        }
        return known.add(variable);
    }

    /// The first place at which the function may exist while the variable is the same one: a loop
    /// around its creation that doesn't make the variable anew comes round again.
    private static int firstUse(Creation creation, Binding.OfVariable variable) {
        int[] loops = creation.loops();
        return loops.length > variable.loopDepth()
                ? loops[variable.loopDepth()]
                : creation.sequence();
    }

    private static boolean isUnset(Creation creation, Binding.OfVariable variable) {
        return variable.track() >= 0
                ? !creation.state().isAssigned(variable.track())
                : creation.sequence() < variable.sequence();
    }

    /// Each execution of a scope makes its cells anew (but those of parameters and loop variables,
    /// which have their values before).
    private void makeCells() {
        Map<Scope, List<Variable>> byScope = new IdentityHashMap<>();
        List<Scope> scopes = new ArrayList<>();
        for (Variable variable : cells) {
            if (variable.type() == Type.NEVER) {
                continue;
            }
            variable.markCell();
            Scope scope = bindings.get(variable).scope();
            if (scope == null) {
                continue;
            }
            List<Variable> known = byScope.get(scope);
            if (known == null) {
                known = new ArrayList<>(2);
                byScope.put(scope, known);
                scopes.add(scope);
            }
            known.add(variable);
        }
        for (int i = 0; i < scopes.size(); i++) {
            List<Variable> made = byScope.get(scopes.get(i));
            Span span = made.get(0).declaration();
            scopes.get(i).statements().add(0, new TStmt.FreshCells(span, made));
        }
    }

    /// Each execution of a scope makes its variables anew: what a branch declares has no value
    /// then, whatever it had the last time. (Cells are new anyway.)
    private void clearFlags() {
        for (int i = 0; i < inBranches.size(); i++) {
            Variable variable = inBranches.get(i).variable();
            if (variable.needsFlag() && !variable.isCell() && variable.type() != Type.NEVER) {
                List<TStmt> statements = inBranches.get(i).scope().statements();
                Span span = variable.declaration();
                statements.add(0, new TStmt.FreshCells(span, List.of(variable)));
            }
        }
    }
}
