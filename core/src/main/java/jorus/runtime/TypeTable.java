package jorus.runtime;

import jorus.image.Image;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.memory.heap.ElementKind;
import jorus.memory.heap.TypeDescriptors;

import java.util.Arrays;

/// The types of a running program: those of its image, and array types that nobody wrote.
///
/// An open array may take any type of element, also one for which the image has no array type; such
/// types get ids behind those of the image. The heap's descriptors have the same ids.
final class TypeTable {
    private static final int FIRST_MADE = 8;

    private final Image image;
    private final TypeDescriptors descriptors;
    private final int imageEnd;

    /// Element types of the array types that were made here, the first of which is `imageEnd`.
    private int[] made = new int[FIRST_MADE];

    private int madeCount;

    /// The array type of each element type, 0 if there is none yet; null until it is needed.
    private int[] arrays;

    TypeTable(Image image, TypeDescriptors descriptors) {
        this.image = image;
        this.descriptors = descriptors;
        imageEnd = image.typeIdEnd();
    }

    TypeKind kind(int type) {
        return type < imageEnd ? image.typeKind(type) : TypeKind.ARRAY;
    }

    /// Whether values with this tag are arrays, open ones included.
    boolean isArray(long tag) {
        return tag == TypeIds.OPEN_ARRAY
                || tag >= TypeIds.FIRST_FREE && kind((int) tag) == TypeKind.ARRAY;
    }

    /// Whether values with this tag have fields or payloads that the program sees.
    boolean isRecord(long tag) {
        if (tag < TypeIds.FIRST_FREE) {
            return false;
        }
        TypeKind kind = kind((int) tag);
        return kind == TypeKind.STRUCT || kind == TypeKind.VARIANT;
    }

    boolean isVariant(long tag) {
        return tag >= TypeIds.FIRST_FREE && kind((int) tag) == TypeKind.VARIANT;
    }

    /// Whether values with this tag can be called.
    boolean isFunction(long tag) {
        return tag == TypeIds.FUNCTION
                || tag >= TypeIds.FIRST_FREE && kind((int) tag) == TypeKind.CLOSURE;
    }

    private boolean isFunctionType(int type) {
        return type == TypeIds.FUNCTION || kind(type) == TypeKind.FUNCTION;
    }

    /// Type id of the elements of arrays of this type; ANY for open ones.
    int elementType(long array) {
        int type = (int) array;
        if (type == TypeIds.OPEN_ARRAY) {
            return TypeIds.ANY;
        }
        return type < imageEnd ? image.elementType(type) : made[type - imageEnd];
    }

    /// The type of the language that values with this tag have: an enum for its variants,
    /// `function` for all function values.
    int valueType(long tag) {
        int type = (int) tag;
        return switch (kind(type)) {
            case VARIANT -> image.enumOf(type);
            case CLOSURE -> TypeIds.FUNCTION;
            case BASIC, ARRAY, STRUCT, CELL, ENUM, FUNCTION -> type;
        };
    }

    /// Type id of the arrays whose elements have this type; made if the image has none.
    ///
    /// @throws jorus.memory.arena.OutOfMemory if there are too many types
    int arrayOf(int type) {
        // As a type of elements `[any]` stands for every array, not only for those of any.
        boolean isAnyArray = isArray(type) && elementType(type) == TypeIds.ANY;
        int element = isAnyArray ? TypeIds.OPEN_ARRAY : type;
        if (arrays == null) {
            arrays = new int[imageEnd];
            for (int id = TypeIds.FIRST_FREE; id < imageEnd; id++) {
                if (image.typeKind(id) == TypeKind.ARRAY) {
                    arrays[image.elementType(id)] = id;
                }
            }
        }
        if (arrays[element] == 0) {
            int made = make(element);
            arrays[element] = made;
        }
        return arrays[element];
    }

    private int make(int element) {
        int type = descriptors.addArray(elementKind(element));
        assert type == imageEnd + madeCount : type;
        if (madeCount == made.length) {
            made = Arrays.copyOf(made, 2 * madeCount);
        }
        made[madeCount++] = element;
        if (type >= arrays.length) {
            arrays = Arrays.copyOf(arrays, 2 * type);
        }
        return type;
    }

    /// What elements of this type are to the heap.
    static ElementKind elementKind(int elementType) {
        return switch (elementType) {
            case TypeIds.BOOL -> ElementKind.BYTES1;
            case TypeIds.I32, TypeIds.U32 -> ElementKind.BYTES4;
            case TypeIds.I64, TypeIds.U64, TypeIds.F64 -> ElementKind.BYTES8;
            case TypeIds.ANY -> ElementKind.ANY;
            default -> ElementKind.REF;
        };
    }

    /// Whether an object with the type id `found` in its header may stand where `expected` is the
    /// type, an open array aside.
    boolean accepts(int expected, int found) {
        if (expected == found) {
            return true;
        }
        if (expected == TypeIds.OPEN_ARRAY) {
            return isArray(found);
        }
        if (expected == TypeIds.FUNCTION) {
            return isFunction(found);
        }
        return switch (kind(expected)) {
            case ENUM -> isVariant(found) && image.enumOf(found) == expected;
            case FUNCTION -> isFunction(found);
            case ARRAY -> isFunctionArray(expected) && isFunctionArray(found);
            case BASIC, STRUCT, CELL, VARIANT, CLOSURE -> false;
        };
    }

    /// Which functions an array holds is not checked (language.md 15.4.10).
    private boolean isFunctionArray(int type) {
        return type >= TypeIds.FIRST_FREE
                && kind(type) == TypeKind.ARRAY
                && isFunctionType(elementType(type));
    }

    /// The name of a type in messages (language.md 9.4, 15.4.11).
    String name(int type) {
        if (type == TypeIds.OPEN_ARRAY) {
            return "[any]";
        }
        if (type >= imageEnd) {
            return "[" + name(elementType(type)) + "]";
        }
        return kind(type) == TypeKind.FUNCTION
                ? TypeIds.name(TypeIds.FUNCTION)
                : image.typeName(type);
    }
}
