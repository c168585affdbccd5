package jorus.jit;

/// Arrays that are stored to and overlap others in a way that vectors would change: found out
/// before there is a kernel, or by a test in front of it.
final class VectorOverlaps {
    private final VectorLoop vector;
    private final Affine affine;
    private final Invariants invariants;
    private Writer w;
    private Assembler c;

    VectorOverlaps(VectorLoop vector, Affine affine, Invariants invariants) {
        this.vector = vector;
        this.affine = affine;
        this.invariants = invariants;
    }

    /// Whether a kernel would never run: turns use what the turns before them have stored.
    boolean areCertain() {
        int count = vector.accesses.size();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                VectorLoop.Access store = vector.accesses.get(i);
                VectorLoop.Access other = vector.accesses.get(j);
                boolean isPair = isElement(store, other) && store.isStore() && !other.isStore();
                if (isPair && isCarried(store, other, j < i)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Not so where one is an element that is appended: it lies behind those that others access,
    /// and no other array that is appended to is the same.
    private static boolean isElement(VectorLoop.Access one, VectorLoop.Access other) {
        return !one.isAppend() && !other.isAppend();
    }

    private boolean isCarried(
            VectorLoop.Access store, VectorLoop.Access load, boolean isReadBefore) {
        Affine.Root from = affine.root(store.index(), store.word());
        Affine.Root to = affine.root(load.index(), load.word());
        int distance = to.plus() - from.plus();
        return invariants.data(store.word()) == invariants.data(load.word())
                && from.key().equals(to.key())
                && !isHarmless(distance, isReadBefore)
                && Math.abs(distance) < Strip.MIN_VECTOR_TURNS;
    }

    /// Whether vectors keep the order of a store and another access `distance` elements ahead.
    private static boolean isHarmless(int distance, boolean isReadBefore) {
        return distance == 0 || isReadBefore && distance > 0;
    }

    /// Goes to `scalar` if a store could meet another access of the strip in an order that vectors
    /// change.
    void write(Writer writer, int turns, Label scalar) {
        w = writer;
        c = writer.code;
        int count = vector.accesses.size();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                VectorLoop.Access store = vector.accesses.get(i);
                VectorLoop.Access other = vector.accesses.get(j);
                boolean isPair =
                        isElement(store, other)
                                && store.isStore()
                                && i != j
                                && !(other.isStore() && j < i);
                if (isPair) {
                    writeOverlap(store, other, !other.isStore() && j < i, turns, scalar);
                }
            }
        }
    }

    private void writeOverlap(
            VectorLoop.Access store,
            VectorLoop.Access other,
            boolean isReadBefore,
            int turns,
            Label scalar) {
        Affine.Root from = affine.root(store.index(), store.word());
        Affine.Root to = affine.root(other.index(), other.word());
        int distance = to.plus() - from.plus();
        if (from.key().equals(to.key()) && isHarmless(distance, isReadBefore)) {
            return;
        }
        Label apart = c.newLabel();
        c.lload(invariants.data(store.word())).lload(invariants.data(other.word()));
        c.lcmp().ifne(apart);
        // How far the other is ahead of the store, in elements.
        int ahead = w.newLong();
        c.lload(affine.endsOf(other.index(), other.word())[0])
                .lload(affine.endsOf(store.index(), store.word())[0])
                .lsub();
        c.lstore(ahead).lload(ahead).lconst_0().lcmp();
        if (isReadBefore) {
            c.ifge(apart);
        } else {
            c.ifeq(apart);
            c.lload(ahead).iload(turns).i2l().lcmp().ifgt(apart);
        }
        c.lload(ahead).lneg().iload(turns).i2l().lcmp().ifle(scalar);
        c.labelBinding(apart);
    }
}
