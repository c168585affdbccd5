package jorus.type;

import java.util.List;

/// An enum; one instance per declaration, completed like a [StructType].
public final class EnumType extends Type {
    /// Payloads in order; names are null where none was given.
    public record Variant(String name, List<String> payloadNames, List<Type> payloads) {
        public Variant {
            payloads = List.copyOf(payloads);
        }
    }

    private List<Variant> variants = List.of();

    public EnumType(String name) {
        super(Kind.ENUM, name);
    }

    /// Sets the variants, in declaration order; once.
    public void complete(List<Variant> declared) {
        variants = List.copyOf(declared);
    }

    public List<Variant> variants() {
        return variants;
    }

    /// Index of the variant of this name, or -1.
    public int indexOf(String variant) {
        for (int i = 0; i < variants.size(); i++) {
            if (variants.get(i).name().equals(variant)) {
                return i;
            }
        }
        return -1;
    }
}
