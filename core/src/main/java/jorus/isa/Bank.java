package jorus.isa;

/// The register banks of a frame. u32 and bool live in I32, u64 in I64 (design.md 7).
public enum Bank {
    I32(4),
    I64(8),
    F64(8),
    REF(8),
    ANY(16);

    private final int bytes;

    Bank(int bytes) {
        this.bytes = bytes;
    }

    /// Size of one slot in bytes; also its alignment, except ANY (8).
    public int bytes() {
        return bytes;
    }

    public int alignment() {
        return Math.min(bytes, 8);
    }
}
