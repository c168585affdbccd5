package jorus.memory.heap;

/// What the elements of an array are to the collector.
public enum ElementKind {
    /// A bool or byte.
    BYTES1(0),
    /// An i32, u32 or f32.
    BYTES4(2),
    /// An i64, u64 or f64.
    BYTES8(3),
    /// A ref; 0 is null.
    REF(3),
    /// A tag word and a payload word.
    ANY(4);

    static final int REF_CODE = 3;
    static final int ANY_CODE = 4;

    private final int shift;

    ElementKind(int shift) {
        this.shift = shift;
    }

    /// Binary logarithm of the element size.
    public int shift() {
        return shift;
    }

    /// Size of an element in bytes.
    public int bytes() {
        return 1 << shift;
    }
}
