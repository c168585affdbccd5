package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.Image;
import jorus.image.TypeIds;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.heap.ElementKind;
import jorus.memory.heap.StringLayout;
import jorus.memory.heap.TypeDescriptors;
import jorus.memory.layout.Memory;

/// The immortal objects of an instance, and what its collector knows of types.
final class Constants {
    /// How many one-byte strings there are.
    static final int BYTE_STRINGS = 256;

    /// Size of an immortal one-byte string.
    static final long BYTE_STRING_BYTES = StringLayout.immortalBytes(1);

    /// Size of all of them.
    static final long ALL_BYTE_STRINGS = BYTE_STRINGS * BYTE_STRING_BYTES;

    /// An error has its message, then kind and code as numbers.
    private static final int ERROR_NUMBER_BYTES = 8;

    private static final long CACHE_LINE = Memory.CACHE_LINE;

    private Constants() {}

    /// Makes the string constants of `image` and returns the address of a table of refs to them.
    /// Those of one byte are the ones at `byteStrings`.
    static long strings(OffHeap memory, Image image, long byteStrings) {
        int count = image.stringCount();
        long bytes = 8L * count;
        for (int i = 0; i < count; i++) {
            bytes += StringLayout.immortalBytes(image.stringBytes(i));
        }
        long table = memory.allocate(Category.CONSTANTS, bytes, Memory.CACHE_LINE);
        long string = table + 8L * count;
        for (int i = 0; i < count; i++) {
            int length = image.stringBytes(i);
            if (length == 1) {
                int octet = image.int8(image.stringAddress(i));
                Memory.i64(table + 8L * i, byteStrings + octet * BYTE_STRING_BYTES);
                continue;
            }
            long data = StringLayout.writeImmortal(string, TypeIds.STRING, length);
            Memory.copy(image.stringAddress(i), data, length);
            Memory.i64(table + 8L * i, string);
            string += StringLayout.immortalBytes(length);
        }
        return table;
    }

    /// Makes the strings of one byte and returns the address of the first; they follow each other.
    static long byteStrings(OffHeap memory) {
        long bytes = ALL_BYTE_STRINGS;
        long first = memory.allocate(Category.CONSTANTS, bytes, Memory.CACHE_LINE);
        StringLayout.writeByteStrings(first, TypeIds.STRING, BYTE_STRINGS);
        return first;
    }

    /// Describes the types of `image` so that its type ids are those of the descriptors.
    static TypeDescriptors types(OffHeap memory, Image image) {
        TypeDescriptors types = new TypeDescriptors(memory);
        for (int id = 1; id < TypeIds.FIRST_FREE; id++) {
            int given =
                    switch (id) {
                        case TypeIds.STRING -> types.addString();
                        case TypeIds.ERROR -> types.addRecord(1, 0, ERROR_NUMBER_BYTES);
                        case TypeIds.RANGE -> types.addRecord(0, 0, Iterators.RANGE_NUMBER_BYTES);
                        case TypeIds.OPEN_ARRAY -> types.addArray(ElementKind.ANY);
                        case TypeIds.FUNCTION -> types.addRecord(1, 0, 0);
                        case TypeIds.ITERATOR -> types.addRecord(1, 0, Iterators.NUMBER_BYTES);
                        default -> types.addValue();
                    };
            assert given == id : given + " for type id " + id;
        }
        for (int id = TypeIds.FIRST_FREE; id < image.typeIdEnd(); id++) {
            int given =
                    switch (image.typeKind(id)) {
                        case ARRAY -> types.addArray(TypeTable.elementKind(image.elementType(id)));
                        case STRUCT, CELL, VARIANT, CLOSURE ->
                                types.addRecord(
                                        image.recordRefs(id),
                                        image.recordAnys(id),
                                        image.recordNumberBytes(id));
                        case ENUM, FUNCTION -> types.addReference();
                        case BASIC -> throw new AssertionError("type id " + id);
                    };
            assert given == id : given + " for type id " + id;
        }
        return types;
    }

    /// The immortal error of a kind with a fixed message.
    static long error(OffHeap memory, TrapKind kind) {
        long error = memory.allocate(Category.CONSTANTS, Errors.immortalBytes(kind), CACHE_LINE);
        Errors.writeImmortal(error, kind);
        return error;
    }
}
