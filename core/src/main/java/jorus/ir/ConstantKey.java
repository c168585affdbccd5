package jorus.ir;

import jorus.type.Type;

import java.util.Arrays;

/// What makes two constants the same.
final class ConstantKey {
    private final Type type;
    private final long bits;
    private final byte[] text;

    /// `text` is null for numbers.
    ConstantKey(Type type, long bits, Object text) {
        this.type = type;
        this.bits = bits;
        this.text = (byte[]) text;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits) * 31 + Arrays.hashCode(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConstantKey key
                && type == key.type
                && bits == key.bits
                && Arrays.equals(text, key.text);
    }
}
