package jorus.image;

import jorus.image.ImageLayout.Section;
import jorus.memory.layout.Memory;

/// The types of an image, with their fields, and the methods for dynamic calls.
abstract class ImageTypes extends ImageSections {
    ImageTypes(long base, long bytes) {
        super(base, bytes);
    }

    /// All type ids are below this.
    public int typeIdEnd() {
        return TypeIds.FIRST_FREE + count(Section.TYPES);
    }

    /// One field of a type's entry: `field` is a constant of [ImageLayout], `type` an id from
    /// [TypeIds#FIRST_FREE] on.
    public int type(int type, int field) {
        return int32(entry(Section.TYPES, type - TypeIds.FIRST_FREE) + field);
    }

    public TypeKind typeKind(int type) {
        return type < TypeIds.FIRST_FREE
                ? TypeKind.BASIC
                : TypeKind.byId(type(type, ImageLayout.TYPE_KIND));
    }

    /// Whether `type` is an array with a decided element type.
    public boolean isArray(int type) {
        return typeKind(type) == TypeKind.ARRAY;
    }

    /// Type id of the elements of array type `type`.
    public int elementType(int type) {
        return type(type, ImageLayout.TYPE_TYPE);
    }

    /// Name of a type as in messages: a variant's is its enum's, a closure's `function`.
    public String typeName(int type) {
        return switch (typeKind(type)) {
            case BASIC -> TypeIds.name(type);
            case CLOSURE -> TypeIds.name(TypeIds.FUNCTION);
            case VARIANT -> ownName(enumOf(type));
            case ARRAY, STRUCT, CELL, ENUM, FUNCTION -> ownName(type);
        };
    }

    /// The name in the entry of a type from [TypeIds#FIRST_FREE] on: a variant's own, or that of a
    /// closure's function.
    public String ownName(int type) {
        return name(type(type, ImageLayout.TYPE_NAME));
    }

    /// The type of the language that objects with this type id have: an enum for its variants.
    public int valueType(int type) {
        return typeKind(type) == TypeKind.VARIANT ? enumOf(type) : type;
    }

    // fields of structs, cells, variants and closures

    /// Number of ref slots at the start of an object's fields.
    public int recordRefs(int type) {
        return type(type, ImageLayout.TYPE_REFS);
    }

    /// Number of any slots that follow the refs.
    public int recordAnys(int type) {
        return type(type, ImageLayout.TYPE_ANYS);
    }

    /// Size of the numbers that follow the any slots.
    public int recordNumberBytes(int type) {
        return type(type, ImageLayout.TYPE_BYTES);
    }

    public int fieldCount(int type) {
        return type(type, ImageLayout.TYPE_COUNT);
    }

    /// Offset from the object's address of field `index`, in the order of the declaration.
    public int fieldOffset(int type, int index) {
        return int32(field(type, index) + ImageLayout.FIELD_OFFSET);
    }

    public int fieldType(int type, int index) {
        return int32(field(type, index) + ImageLayout.FIELD_TYPE);
    }

    public String fieldName(int type, int index) {
        return name(fieldNameIndex(type(type, ImageLayout.TYPE_FIRST) + index));
    }

    private long field(int type, int index) {
        assert index >= 0 && index < fieldCount(type) : index;
        return entry(Section.FIELDS, type(type, ImageLayout.TYPE_FIRST) + index);
    }

    /// Index of the field with the name of `bytes` bytes at `address`; -1 if there is none.
    public int fieldNamed(int type, long address, int bytes) {
        int count = fieldCount(type);
        int first = type(type, ImageLayout.TYPE_FIRST);
        for (int i = 0; i < count; i++) {
            if (compareName(fieldNameIndex(first + i), address, bytes) == 0) {
                return i;
            }
        }
        return -1;
    }

    /// Compares an entry of the names with the bytes at `address`, as unsigned bytes.
    private int compareName(int name, long address, int bytes) {
        int length = nameBytes(name);
        int common = Math.min(length, bytes);
        long own = nameAddress(name);
        for (int i = 0; i < common; i++) {
            int difference = Memory.u8(own + i) - Memory.u8(address + i);
            if (difference != 0) {
                return difference;
            }
        }
        return length - bytes;
    }

    // enums

    public int variantCount(int enumType) {
        return type(enumType, ImageLayout.TYPE_COUNT);
    }

    /// Type id of a variant's objects.
    public int variantType(int enumType, int number) {
        assert number >= 0 && number < variantCount(enumType) : number;
        return enumType + 1 + number;
    }

    public int enumOf(int variantType) {
        return type(variantType, ImageLayout.TYPE_TYPE);
    }

    public int variantNumber(int variantType) {
        return type(variantType, ImageLayout.TYPE_NUMBER);
    }

    // function values

    /// Index of the function that takes arguments as the closure's signature says.
    public int direct(int closure) {
        return type(closure, ImageLayout.TYPE_DIRECT);
    }

    /// Index of the function that takes and gives values of type any.
    public int dynamic(int closure) {
        return type(closure, ImageLayout.TYPE_DYNAMIC);
    }

    /// The function type of `direct`, as a type id.
    public int signature(int closure) {
        return type(closure, ImageLayout.TYPE_TYPE);
    }

    /// How many arguments the closure takes, itself not counted.
    public int closureParameters(int closure) {
        return type(closure, ImageLayout.TYPE_NUMBER);
    }

    /// Index of the function that calls a value of another signature for arguments that are as the
    /// function type says; [ImageLayout#NO_FUNCTION] if there is none.
    public int adapter(int functionType) {
        return type(functionType, ImageLayout.TYPE_DIRECT);
    }

    /// Whether a function is the adapter of a function type.
    public boolean isAdapter(int function) {
        for (int id = TypeIds.FIRST_FREE; id < typeIdEnd(); id++) {
            if (typeKind(id) == TypeKind.FUNCTION && adapter(id) == function) {
                return true;
            }
        }
        return false;
    }

    public int parameterCount(int functionType) {
        return type(functionType, ImageLayout.TYPE_COUNT);
    }

    public int parameterType(int functionType, int index) {
        assert index >= 0 && index < parameterCount(functionType) : index;
        return int32(entry(Section.PARAMETERS, type(functionType, ImageLayout.TYPE_FIRST) + index));
    }

    public int resultType(int functionType) {
        return type(functionType, ImageLayout.TYPE_TYPE);
    }

    // methods

    public int methodCount() {
        return count(Section.METHODS);
    }

    /// The struct or enum that a method is of.
    public int methodOwner(int method) {
        return int32(entry(Section.METHODS, method) + ImageLayout.METHOD_OWNER);
    }

    public String methodName(int method) {
        return name(methodNameIndex(method));
    }

    /// The closure type that is to be called with the receiver as first argument.
    public int methodClosure(int method) {
        return int32(entry(Section.METHODS, method) + ImageLayout.METHOD_CLOSURE);
    }

    /// The closure type of the method of `owner` with the name of `bytes` bytes at `address`; -1 if
    /// there is none.
    public int method(int owner, long address, int bytes) {
        int low = 0;
        int high = methodCount() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compare(methodOwner(middle), owner);
            if (order == 0) {
                order = compareName(methodNameIndex(middle), address, bytes);
            }
            if (order == 0) {
                return methodClosure(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    // what only verification asks for: values as they are in the file

    public int fieldNameIndex(int field) {
        return int32(entry(Section.FIELDS, field) + ImageLayout.FIELD_NAME);
    }

    public int methodNameIndex(int method) {
        return int32(entry(Section.METHODS, method) + ImageLayout.METHOD_NAME);
    }

    public int methodSpare(int method) {
        return int32(entry(Section.METHODS, method) + ImageLayout.METHOD_END);
    }
}
