package jorus.emit;

import jorus.image.ImageBuilder;
import jorus.image.TypeIds;
import jorus.type.Type;

import java.util.IdentityHashMap;

/// Type ids of the image by type; array types are added as they come up.
final class TypeTable {
    private final ImageBuilder image;
    private final IdentityHashMap<Type, Integer> arrays = new IdentityHashMap<>();

    TypeTable(ImageBuilder image) {
        this.image = image;
    }

    int id(Type type) {
        return switch (type.kind()) {
            case I32 -> TypeIds.I32;
            case I64 -> TypeIds.I64;
            case U32 -> TypeIds.U32;
            case U64 -> TypeIds.U64;
            case F64 -> TypeIds.F64;
            case BOOL -> TypeIds.BOOL;
            case STRING -> TypeIds.STRING;
            case VOID -> TypeIds.VOID;
            case ANY -> TypeIds.ANY;
            case ERROR -> TypeIds.ERROR;
            case RANGE -> TypeIds.RANGE;
            case ARRAY -> array(type);
            case STRUCT, ENUM, FUNCTION, NEVER ->
                    throw new AssertionError("type " + type + " has no id");
        };
    }

    private int array(Type type) {
        if (type.element() == Type.NEVER) {
            return TypeIds.OPEN_ARRAY;
        }
        Integer known = arrays.get(type);
        if (known == null) {
            known = image.arrayType(id(type.element()), type.name());
            arrays.put(type, known);
        }
        return known;
    }
}
