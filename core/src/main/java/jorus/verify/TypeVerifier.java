package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.RecordLayout;

/// Checks the types of an image with their fields and parameters, and the methods.
///
/// Afterwards every type is what its kind says, with all it refers to, and fields lie in the part
/// of the object that is for their bank and share no byte. Names are counted, but need not be
/// checked before; what functions take and give is left to [ClosureVerifier].
final class TypeVerifier {
    /// Fields begin at multiples of this.
    private static final int UNIT = 4;

    private final Image image;

    /// Per unit of an object: the last type that has a field there.
    private final int[] usedBy = new int[ImageLayout.MAX_RECORD_BYTES / UNIT];

    private final boolean[] hasArray;
    private int nextField;
    private int nextParameter;

    /// The variants that have to follow, of `owner`, which is an enum.
    private int missingVariants;

    private int owner;

    // the type that is checked
    private int type;
    private TypeKind kind;

    private TypeVerifier(Image image) {
        this.image = image;
        hasArray = new boolean[image.typeIdEnd()];
    }

    static void verifyTypes(Image image) {
        TypeVerifier verifier = new TypeVerifier(image);
        verifier.kinds();
        for (int type = TypeIds.FIRST_FREE; type < image.typeIdEnd(); type++) {
            verifier.type(type);
        }
        verifier.require(verifier.missingVariants == 0, "variants end early, missing", 1);
        verifier.require(
                verifier.nextField == image.count(Section.FIELDS), "fields", verifier.nextField);
        verifier.require(
                verifier.nextParameter == image.count(Section.PARAMETERS),
                "parameters",
                verifier.nextParameter);
        verifier.methods();
    }

    private void require(boolean holds, String what, long value) {
        if (!holds) {
            throw failure(what, value);
        }
    }

    private VerifyFailure failure(String what, long value) {
        return new VerifyFailure(Rule.TYPES, "type " + type + ", " + what + ' ' + value);
    }

    private int get(int field) {
        return image.type(type, field);
    }

    /// Afterwards every type can be asked for its kind.
    private void kinds() {
        for (type = TypeIds.FIRST_FREE; type < image.typeIdEnd(); type++) {
            int id = get(ImageLayout.TYPE_KIND);
            boolean isKind = id > TypeKind.BASIC.ordinal() && id < TypeKind.count();
            require(isKind, "kind", id);
        }
    }

    private void type(int type) {
        this.type = type;
        kind = image.typeKind(type);
        int name = get(ImageLayout.TYPE_NAME);
        require(name >= 0 && name < image.count(Section.NAMES), "name", name);
        for (int at = ImageLayout.TYPE_FIRST; at < ImageLayout.TYPE_SIZE; at += 4) {
            require(isUsed(at) || get(at) == 0, "spare field at byte", at);
        }
        require(missingVariants == 0 || kind == TypeKind.VARIANT, "missing variants", owner);
        if (kind.isRecord()) {
            fields();
        }
        switch (kind) {
            case ARRAY -> array();
            case STRUCT, CELL -> {}
            case ENUM -> enumType();
            case VARIANT -> variant();
            case CLOSURE -> closure();
            case FUNCTION -> function();
            case BASIC -> throw new AssertionError(type);
        }
    }

    /// Whether this kind has something in the field of a type's entry.
    private boolean isUsed(int field) {
        return switch (field) {
            case ImageLayout.TYPE_FIRST -> kind.isRecord() || kind == TypeKind.FUNCTION;
            case ImageLayout.TYPE_COUNT -> kind != TypeKind.ARRAY;
            case ImageLayout.TYPE_REFS, ImageLayout.TYPE_ANYS, ImageLayout.TYPE_BYTES ->
                    kind.isRecord();
            case ImageLayout.TYPE_TYPE ->
                    kind == TypeKind.ARRAY
                            || kind == TypeKind.VARIANT
                            || kind == TypeKind.CLOSURE
                            || kind == TypeKind.FUNCTION;
            case ImageLayout.TYPE_NUMBER -> kind == TypeKind.VARIANT || kind == TypeKind.CLOSURE;
            case ImageLayout.TYPE_DIRECT -> kind == TypeKind.CLOSURE || kind == TypeKind.FUNCTION;
            case ImageLayout.TYPE_DYNAMIC -> kind == TypeKind.CLOSURE;
            default -> false;
        };
    }

    /// Whether a place outside of frames can have this type.
    private boolean isValue(int id) {
        return id < image.typeIdEnd()
                && TypeIds.bank(id) != null
                && id != TypeIds.ITERATOR
                && image.typeKind(id) != TypeKind.CELL;
    }

    /// An element type comes before its array, so that no array contains itself, and has only one,
    /// so that equal types have equal ids.
    private void array() {
        int element = image.elementType(type);
        require(element < type && isValue(element), "elements of type", element);
        require(!hasArray[element], "second array of type", element);
        hasArray[element] = true;
    }

    // records

    private void fields() {
        int first = get(ImageLayout.TYPE_FIRST);
        int count = get(ImageLayout.TYPE_COUNT);
        require(first == nextField, "first field", first);
        boolean isCount = count >= 0 && count <= image.count(Section.FIELDS) - first;
        require(isCount, "number of fields", count);
        nextField = first + count;
        int refs = image.recordRefs(type);
        int anys = image.recordAnys(type);
        int numberBytes = image.recordNumberBytes(type);
        int most = ImageLayout.MAX_RECORD_BYTES;
        boolean areCounts =
                refs >= 0
                        && refs <= most
                        && anys >= 0
                        && anys <= most
                        && numberBytes >= 0
                        && numberBytes <= most;
        require(areCounts, "refs, any slots or bytes of numbers", numberBytes);
        int anyStart = ObjectLayout.HEADER_BYTES + refs * RecordLayout.REF_BYTES;
        int numberStart = anyStart + anys * RecordLayout.ANY_BYTES;
        int end = numberStart + numberBytes;
        require(end <= most && end % UNIT == 0, "size", end);
        for (int i = 0; i < count; i++) {
            int name = image.fieldNameIndex(first + i);
            require(name >= 0 && name < image.count(Section.NAMES), "name of a field", name);
            field(i, anyStart, numberStart, end);
        }
    }

    private void field(int index, int anyStart, int numberStart, int end) {
        int of = image.fieldType(type, index);
        boolean isCapture = kind == TypeKind.CLOSURE && isType(of, TypeKind.CELL);
        require(isValue(of) || isCapture, "field of type", of);
        Bank bank = TypeIds.bank(of);
        int offset = image.fieldOffset(type, index);
        boolean isPlace =
                switch (bank) {
                    case REF -> isStep(offset, ObjectLayout.HEADER_BYTES, anyStart, bank.bytes());
                    case ANY -> isStep(offset, anyStart, numberStart, bank.bytes());
                    case I32, I64, F64 ->
                            offset >= numberStart
                                    && offset <= end - bank.bytes()
                                    && offset % bank.bytes() == 0;
                };
        if (!isPlace) {
            throw failure(bank + " field at offset", offset);
        }
        for (int at = offset; at < offset + bank.bytes(); at += UNIT) {
            require(usedBy[at / UNIT] != type, "second field at offset", at);
            usedBy[at / UNIT] = type;
        }
    }

    private static boolean isStep(int offset, int from, int end, int step) {
        return offset >= from && offset < end && (offset - from) % step == 0;
    }

    // enums

    private void enumType() {
        int count = image.variantCount(type);
        boolean isCount = count >= 0 && count < image.typeIdEnd() - type;
        require(isCount, "number of variants", count);
        missingVariants = count;
        owner = type;
    }

    private void variant() {
        require(missingVariants > 0, "variant of", image.enumOf(type));
        require(image.enumOf(type) == owner, "variant of", image.enumOf(type));
        int number = image.variantNumber(type);
        require(number == type - owner - 1, "variant number", number);
        missingVariants--;
    }

    // functions

    private boolean isType(int id, TypeKind of) {
        return id >= TypeIds.FIRST_FREE && id < image.typeIdEnd() && image.typeKind(id) == of;
    }

    private void closure() {
        int signature = image.signature(type);
        require(isType(signature, TypeKind.FUNCTION), "signature", signature);
        int parameters = image.parameterCount(signature);
        require(image.closureParameters(type) == parameters, "instead of parameters", parameters);
        isFunction(image.direct(type));
        isFunction(image.dynamic(type));
    }

    private void isFunction(int function) {
        boolean isIndex = function >= 0 && function < image.functionCount();
        require(isIndex && function != image.entry(), "function", function);
    }

    private void function() {
        int first = get(ImageLayout.TYPE_FIRST);
        int count = get(ImageLayout.TYPE_COUNT);
        require(first == nextParameter, "first parameter", first);
        boolean isCount = count >= 0 && count <= image.count(Section.PARAMETERS) - first;
        require(isCount, "number of parameters", count);
        nextParameter = first + count;
        for (int i = 0; i < count; i++) {
            int parameter = image.parameterType(type, i);
            require(parameter < type && isValue(parameter), "parameter of type", parameter);
        }
        int result = image.resultType(type);
        boolean isResult = result == TypeIds.VOID || result < type && isValue(result);
        require(isResult, "result of type", result);
        if (image.adapter(type) != ImageLayout.NO_FUNCTION) {
            isFunction(image.adapter(type));
        }
    }

    /// Methods are sorted, so that they can be searched, and none is there twice. Their closures
    /// capture nothing, because the runtime makes the objects.
    private void methods() {
        for (int i = 0; i < image.methodCount(); i++) {
            type = image.methodOwner(i);
            boolean isOwner = isType(type, TypeKind.STRUCT) || isType(type, TypeKind.ENUM);
            require(isOwner, "owner of method", i);
            int name = image.methodNameIndex(i);
            require(name >= 0 && name < image.count(Section.NAMES), "name of a method", name);
            int closure = image.methodClosure(i);
            boolean isPlain =
                    isType(closure, TypeKind.CLOSURE)
                            && image.fieldCount(closure) == 0
                            && image.closureParameters(closure) > 0;
            require(isPlain, "method of type", closure);
            require(image.methodSpare(i) == 0, "spare field", image.methodSpare(i));
            require(i == 0 || isInOrder(i), "not in order: method", i);
        }
    }

    private boolean isInOrder(int method) {
        int before = image.methodOwner(method - 1);
        return before < type
                || before == type
                        && isLess(image.methodNameIndex(method - 1), image.methodNameIndex(method));
    }

    private boolean isLess(int name, int other) {
        int length = image.nameBytes(name);
        int otherLength = image.nameBytes(other);
        long at = image.nameAddress(name);
        long otherAt = image.nameAddress(other);
        for (int i = 0; i < Math.min(length, otherLength); i++) {
            int difference = image.int8(at + i) - image.int8(otherAt + i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return length < otherLength;
    }
}
