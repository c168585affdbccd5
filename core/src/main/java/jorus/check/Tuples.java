package jorus.check;

import jorus.type.Type;

/// Finds the types of the single elements of arrays that are made to be taken apart again, as those
/// of `return a, b` (docs/decisions/0005, "Several values").
///
/// Such an array has elements of type `any`. Where the whole program only reads elements of it by
/// constant indexes, and never stores into it, each element keeps the type of what was put there.
/// Whatever else is done with it gives the tuple up.
final class Tuples {
    private final Refiner refiner;

    private final boolean isOff;

    /// If `isOff`, all elements stay `any`.
    Tuples(Refiner refiner, boolean isOff) {
        this.refiner = refiner;
        this.isOff = isOff;
    }

    /// The type of the array that `e` makes of elements of these types in `version`.
    Type made(Version version, TExpr e, Type[] elements) {
        Tuple tuple = version.tuple(e);
        if (tuple == null) {
            tuple = new Tuple(elements.length);
            version.tuple(e, tuple);
            if (isOff) {
                giveUp(tuple);
            }
        }
        for (int i = 0; i < elements.length; i++) {
            raise(tuple, i, elements[i]);
        }
        return resolved(tuple);
    }

    private void raise(Tuple tuple, int index, Type type) {
        if (tuple.isGivenUp()) {
            refiner.giveUp(type);
            return;
        }
        Type before = tuple.element(index);
        Type joined = refiner.join(before, Refiner.held(type), Type.ANY);
        if (tuple.isGivenUp()) {
            refiner.giveUp(joined);
        } else if (joined != before) {
            tuple.element(index, joined);
            refiner.enqueueAll(tuple.users());
        }
    }

    /// `type` as far as it is known now.
    Type resolved(Type type) {
        if (!(type instanceof Tuple tuple)) {
            return type;
        }
        Tuple root = tuple.root();
        return root.isGivenUp() ? refiner.types().array(Type.ANY) : root;
    }

    /// An expression of `user` has the type `type`, which is given as far as it is known now.
    Type seen(Type type, Version user) {
        Type known = resolved(type);
        if (known instanceof Tuple tuple) {
            tuple.users().add(user);
        }
        return known;
    }

    /// The type of the element that `index` reads of `tuple`.
    Type element(Tuple tuple, TExpr index) {
        if (index instanceof TExpr.Literal literal
                && literal.type().isInteger()
                && literal.bits() >= 0
                && literal.bits() < tuple.count()) {
            return refiner.resolved(tuple.element((int) literal.bits()));
        }
        giveUp(tuple);
        return Type.ANY;
    }

    /// The least type above both, of which at least one is a tuple.
    Type join(Type one, Type two) {
        Type a = refiner.resolved(one);
        Type b = refiner.resolved(two);
        if (a == b || b == Type.NEVER) {
            return a;
        }
        if (a == Type.NEVER) {
            return b;
        }
        if (a instanceof Tuple first
                && b instanceof Tuple second
                && first.count() == second.count()) {
            unite(first, second);
            return resolved(first);
        }
        return refiner.join(refiner.giveUp(a), refiner.giveUp(b), Type.ANY);
    }

    private void unite(Tuple first, Tuple second) {
        second.become(first);
        refiner.enqueueAll(first.users());
        for (int i = 0; i < first.count(); i++) {
            raise(first, i, second.ownElement(i));
        }
    }

    /// `type` goes where anything may happen to it. Gives what is known of it there.
    Type giveUp(Tuple tuple) {
        if (!tuple.isGivenUp()) {
            tuple.giveUp();
            refiner.enqueueAll(tuple.users());
            for (int i = 0; i < tuple.count(); i++) {
                refiner.giveUp(tuple.element(i));
            }
        }
        return refiner.types().array(Type.ANY);
    }
}
