package jorus.jit;

import java.util.HashMap;
import java.util.Map;

/// Addresses of elements in a strip whose indexes change by a known number with the turns.
///
/// Such an element is at `base + turn * rise * size + constant`, where `turn` is an int that C2
/// knows to be small and not negative. An index in a register may wrap around, as far as C2 knows:
/// it would extend each one's sign, check each address, and never see that `a[i]` and `a[i + 1]`
/// are neighbours.
final class Pointers {
    /// Turns of a strip, as a type for C2: polls are more frequent.
    static final int MAX_TURNS = (1 << 30) - 1;

    private record Key(int data, Object root, int shift, int rise) {
        // Written out, because linking those of a record takes the first compilation 10 ms.

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && data == key.data
                    && shift == key.shift
                    && rise == key.rise
                    && root.equals(key.root);
        }

        @Override
        public int hashCode() {
            return (31 * data + root.hashCode()) * 31 + shift + rise;
        }
    }

    private record Pointer(Key key, int plus) {}

    private final Flow flow;
    private final Writer w;
    private final Affine affine;
    private final Map<Integer, Pointer> pointers = new HashMap<>();

    /// The smallest constant that is added to each index.
    private final Map<Key, Integer> least = new HashMap<>();

    private final Map<Key, Integer> bases = new HashMap<>();
    private final int turn;

    Pointers(Flow flow, Writer writer, Invariants invariants, Affine affine) {
        this.flow = flow;
        w = writer;
        this.affine = affine;
        turn = w.newInt();
        for (int access : affine.accesses()) {
            int index = affine.index(access);
            int rise = affine.rise(index, access);
            if (rise != 0) {
                Affine.Root root = affine.root(index, access);
                Key key =
                        new Key(
                                invariants.data(access),
                                root.key(),
                                LoopViews.shift(flow.opcode(access)),
                                rise);
                pointers.put(access, new Pointer(key, root.plus()));
                Integer known = least.get(key);
                if (known == null) {
                    bases.put(key, w.newLong());
                }
                least.put(key, known == null ? root.plus() : Math.min(known, root.plus()));
            }
        }
    }

    /// Local of the number of the current turn in its strip.
    int turn() {
        return turn;
    }

    boolean has(int word) {
        return pointers.containsKey(word);
    }

    /// Computes the bases, after the guards of a strip.
    void write() {
        for (int access : affine.accesses()) {
            Pointer pointer = pointers.get(access);
            if (pointer == null || pointer.plus != least.get(pointer.key)) {
                continue;
            }
            int[] ends = affine.endsOf(affine.index(access), access);
            w.code.lload(pointer.key.data).lload(ends[0]).loadConstant(pointer.key.shift).lshl();
            w.code.ladd().loadConstant(LoopViews.ADDRESS).land().lstore(bases.get(pointer.key));
        }
    }

    /// Pushes the address of the element that the instruction at `word` accesses.
    void push(int word) {
        Pointer pointer = pointers.get(word);
        long beyond = (long) (pointer.plus - least.get(pointer.key)) << pointer.key.shift;
        // Masked again for C2, which knows neither where the JVM enters in the middle of the loop.
        w.code.lload(bases.get(pointer.key)).loadConstant(LoopViews.ADDRESS).land();
        w.code.iload(turn).loadConstant(MAX_TURNS).iand().i2l();
        if (pointer.key.rise != 1) {
            w.code.loadConstant((long) pointer.key.rise).lmul();
        }
        if (pointer.key.shift > 0) {
            w.code.loadConstant(pointer.key.shift).lshl();
        }
        w.code.ladd();
        if (beyond != 0) {
            w.code.loadConstant(beyond).ladd();
        }
    }
}
