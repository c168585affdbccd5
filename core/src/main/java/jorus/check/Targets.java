package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Stmt;
import jorus.type.StructType;
import jorus.type.Type;

/// Checks assignments to elements and fields (language.md 5).
final class Targets {
    private final ModuleChecker module;

    Targets(ModuleChecker module) {
        this.module = module;
    }

    /// An element or field whose base and index were checked.
    ///
    /// `type` is what a stored value must have, NEVER after an error. `index` is null unless this
    /// is an element; `name` is null unless it is a field of a value of type `any`.
    private record Place(
            Expr target, TExpr base, TExpr index, int field, String name, Type type, Hint[] hints) {
        boolean isElement() {
            return index != null;
        }
    }

    private static final Hint[] NO_HINTS = {};

    /// Checks base and index of a target that is no name; null after an error that makes the rest
    /// pointless.
    private Place check(Expr target) {
        if (target instanceof Expr.Index index) {
            TExpr base = module.expressions.value(index.base(), null);
            TExpr position = module.arrays.position(index.index());
            Type element = storable(base, index);
            return new Place(target, base, position, -1, null, element, NO_HINTS);
        }
        if (target instanceof Expr.Member member) {
            return member(member);
        }
        module.expressions.check(target, null);
        return null;
    }

    private Place member(Expr.Member target) {
        Binding path = module.members.path(target.base());
        if (path != null) {
            if (path instanceof Binding.OfNamespace namespace) {
                importedMember(namespace, target);
            } else if (path instanceof Binding.OfType type) {
                module.error(
                        Code.NOT_ASSIGNABLE,
                        target.nameSpan(),
                        "'" + type.name() + "." + target.name() + "' can't be assigned",
                        ModuleChecker.declaredHere(type.declared()));
            }
            return null;
        }
        TExpr base = module.expressions.value(target.base(), null);
        Type type = base.type();
        if (type.isAny()) {
            return new Place(target, base, null, -1, target.name(), Type.ANY, NO_HINTS);
        }
        int field = module.members.field(type, target.name(), target.nameSpan(), true);
        if (field < 0) {
            return null;
        }
        DeclaredType declared = module.program().declared(type);
        Type expected = ((StructType) type).fields().get(field).type();
        Hint[] hints = {Structs.fieldNote(declared, field)};
        return new Place(target, base, null, field, null, expected, hints);
    }

    private void importedMember(Binding.OfNamespace namespace, Expr.Member target) {
        Binding export = module.imports.export(namespace, target.name(), target.nameSpan());
        if (!(export instanceof Binding.OfUnknown)) {
            module.error(
                    Code.NOT_ASSIGNABLE,
                    target.nameSpan(),
                    "'"
                            + target.name()
                            + "' belongs to the module '"
                            + namespace.path()
                            + "' and can't be assigned here",
                    Hint.help("call a function of the module that assigns it"));
        }
    }

    /// The type that elements stored through `base` need.
    private Type storable(TExpr base, Expr.Index target) {
        Type type = base.type();
        if (type.isArray() || type.isAny() || type == Type.NEVER) {
            return ArrayExpressions.elementType(type);
        }
        module.error(
                Code.TYPE,
                target.base().span(),
                type == Type.STRING
                        ? "the bytes of a 'string' can't be assigned"
                        : "'" + type + "' has no elements to assign",
                Hint.note("only arrays have elements that can be assigned"));
        return Type.NEVER;
    }

    /// `target = value`.
    void assign(Span span, Expr target, Expr value) {
        Place place = check(target);
        if (place == null) {
            module.expressions.value(value, null);
            return;
        }
        TExpr fitted = module.expressions.place(value, place.type(), place.hints());
        store(span, place, place.base(), place.index(), fitted);
    }

    private void store(Span span, Place place, TExpr base, TExpr index, TExpr value) {
        if (place.isElement()) {
            module.checker.add(new TStmt.StoreElement(span, base, index, value));
        } else if (place.name() != null) {
            module.checker.add(new TStmt.StoreMember(span, base, place.name(), value));
        } else {
            module.checker.add(new TStmt.StoreField(span, base, place.field(), value));
        }
    }

    /// The last `target = value` of a chain; gives the assigned value again for the next target.
    TExpr assignInnermost(Span span, Expr target, Expr value) {
        Place place = check(target);
        if (place == null) {
            return module.expressions.value(value, null);
        }
        Span baseSpan = place.base().span();
        Variable base = save(span, place.base());
        Variable index = place.isElement() ? save(span, place.index()) : null;
        Variable kept = save(span, module.expressions.place(value, place.type(), place.hints()));
        store(
                span,
                place,
                module.tree.read(base, baseSpan),
                index == null ? null : module.tree.read(index, place.index().span()),
                module.tree.read(kept, value.span()));
        return module.tree.read(kept, value.span());
    }

    /// Stores a value into a new temporary.
    Variable save(Span span, TExpr value) {
        Variable kept = module.body().newTemporary(value.type(), span);
        module.checker.add(new TStmt.Store(span, kept, value));
        return kept;
    }

    /// `target = value` with a value that was checked already.
    void assignTyped(Span span, Expr target, TExpr value) {
        Place place = check(target);
        if (place != null) {
            TExpr fitted =
                    module.expressions.fit(value, place.type(), target.span(), place.hints());
            store(span, place, place.base(), place.index(), fitted);
        }
    }

    /// `target op= value`.
    void update(Stmt.Update s) {
        Place place = check(s.target());
        if (place == null || place.type() == Type.NEVER) {
            module.expressions.value(s.value(), null);
            return;
        }
        Span baseSpan = place.base().span();
        Variable base = module.body().newTemporary(place.base().type(), baseSpan);
        TExpr read = module.tree.read(base, baseSpan);
        Span span = place.target().span();
        if (place.isElement()) {
            Span indexSpan = place.index().span();
            Variable index = module.body().newTemporary(place.index().type(), indexSpan);
            TExpr position = module.tree.read(index, indexSpan);
            TExpr old = module.tree.index(place.type(), span, read, position);
            module.checker.add(
                    new TStmt.UpdateElement(
                            s.span(),
                            base,
                            place.base(),
                            index,
                            place.index(),
                            updated(s, place, old)));
        } else if (place.name() != null) {
            TExpr old = module.tree.getMember(span, read, place.name());
            module.checker.add(
                    new TStmt.UpdateMember(
                            s.span(), base, place.base(), place.name(), updated(s, place, old)));
        } else {
            StructType struct = (StructType) place.base().type();
            TExpr old = module.tree.getField(struct, span, read, place.field());
            module.checker.add(
                    new TStmt.UpdateField(
                            s.span(), base, place.base(), place.field(), updated(s, place, old)));
        }
    }

    private TExpr updated(Stmt.Update s, Place place, TExpr old) {
        TExpr result = module.operators.arith(s.op(), s.opSpan(), null, old, s.value());
        TExpr value = TreeBuilder.expecting(place.type(), result);
        return module.expressions.fit(value, place.type(), s.opSpan(), place.hints());
    }
}
