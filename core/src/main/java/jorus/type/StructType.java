package jorus.type;

import java.util.List;

/// A struct; one instance per declaration. Made when its name is seen and completed when its fields
/// are, so that a struct may mention itself.
public final class StructType extends Type {
    /// `hasDefault`: a literal may leave the field out.
    public record Field(String name, Type type, boolean hasDefault) {}

    private List<Field> fields = List.of();

    public StructType(String name) {
        super(Kind.STRUCT, name);
    }

    /// Sets the fields, in declaration order; once.
    public void complete(List<Field> declared) {
        fields = List.copyOf(declared);
    }

    public List<Field> fields() {
        return fields;
    }

    /// Index of the field of this name, or -1.
    public int indexOf(String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return i;
            }
        }
        return -1;
    }
}
