package jorus.image;

import jorus.memory.layout.Memory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Writes the types of an image, their fields and parameters, and the methods.
///
/// Everything is translated to numbers first, so that the sections can be measured.
final class TypeWriter {
    /// Gives texts their places in the names.
    interface Names {
        int name(String text);
    }

    private static final int TYPE_INTS = ImageLayout.TYPE_SIZE / 4;
    private static final int FIELD_INTS = 3;
    private static final int METHOD_INTS = 4;

    private final Names names;
    private final int[] types;
    private final List<int[]> fields = new ArrayList<>();
    private final List<Integer> parameters = new ArrayList<>();
    private final int[] methods;

    TypeWriter(ImageBuilder from, Names names) {
        this.names = names;
        List<ImageBuilder.TypeEntry> entries = from.types();
        types = new int[TYPE_INTS * entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            ImageBuilder.TypeEntry entry = entries.get(i);
            if (entry == null) {
                throw new AssertionError("type " + (TypeIds.FIRST_FREE + i) + " is not defined");
            }
            put(i, ImageLayout.TYPE_NAME, names.name(entry.name()));
            type(i, entry);
        }
        List<ImageBuilder.MethodEntry> sorted = new ArrayList<>(from.methods());
        sorted.sort(new ByOwner());
        methods = new int[METHOD_INTS * sorted.size()];
        for (int i = 0; i < sorted.size(); i++) {
            ImageBuilder.MethodEntry method = sorted.get(i);
            int at = METHOD_INTS * i;
            methods[at] = method.owner();
            methods[at + 1] = names.name(method.name());
            methods[at + 2] = method.closure();
        }
    }

    private static final class ByOwner implements Comparator<ImageBuilder.MethodEntry> {
        @Override
        public int compare(ImageBuilder.MethodEntry a, ImageBuilder.MethodEntry b) {
            int order = Integer.compare(a.owner(), b.owner());
            return order != 0
                    ? order
                    : Arrays.compareUnsigned(
                            a.name().getBytes(StandardCharsets.UTF_8),
                            b.name().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void put(int type, int field, int value) {
        types[TYPE_INTS * type + field / 4] = value;
    }

    private void type(int at, ImageBuilder.TypeEntry entry) {
        if (entry instanceof ImageBuilder.ArrayEntry array) {
            kind(at, TypeKind.ARRAY);
            put(at, ImageLayout.TYPE_TYPE, array.element());
        } else if (entry instanceof ImageBuilder.StructEntry struct) {
            kind(at, struct.isCell() ? TypeKind.CELL : TypeKind.STRUCT);
            record(at, struct.layout());
        } else if (entry instanceof ImageBuilder.EnumEntry declared) {
            kind(at, TypeKind.ENUM);
            put(at, ImageLayout.TYPE_COUNT, declared.variants().size());
        } else if (entry instanceof ImageBuilder.VariantEntry variant) {
            kind(at, TypeKind.VARIANT);
            record(at, variant.layout());
            put(at, ImageLayout.TYPE_TYPE, variant.owner());
            put(at, ImageLayout.TYPE_NUMBER, variant.number());
        } else if (entry instanceof ImageBuilder.ClosureEntry closure) {
            kind(at, TypeKind.CLOSURE);
            record(at, closure.layout());
            put(at, ImageLayout.TYPE_TYPE, closure.signature());
            put(at, ImageLayout.TYPE_NUMBER, closure.parameters());
            put(at, ImageLayout.TYPE_DIRECT, closure.direct());
            put(at, ImageLayout.TYPE_DYNAMIC, closure.dynamic());
        } else if (entry instanceof ImageBuilder.FunctionEntry function) {
            kind(at, TypeKind.FUNCTION);
            put(at, ImageLayout.TYPE_FIRST, parameters.size());
            put(at, ImageLayout.TYPE_COUNT, function.parameters().size());
            put(at, ImageLayout.TYPE_TYPE, function.result());
            put(at, ImageLayout.TYPE_DIRECT, function.adapter());
            parameters.addAll(function.parameters());
        } else {
            throw new AssertionError("type entry " + entry.name());
        }
    }

    private void kind(int at, TypeKind kind) {
        put(at, ImageLayout.TYPE_KIND, kind.ordinal());
    }

    private void record(int at, ImageBuilder.RecordEntry layout) {
        put(at, ImageLayout.TYPE_FIRST, fields.size());
        put(at, ImageLayout.TYPE_COUNT, layout.fields().size());
        put(at, ImageLayout.TYPE_REFS, layout.refs());
        put(at, ImageLayout.TYPE_ANYS, layout.anys());
        put(at, ImageLayout.TYPE_BYTES, layout.numberBytes());
        for (int i = 0; i < layout.fields().size(); i++) {
            ImageBuilder.FieldEntry field = layout.fields().get(i);
            fields.add(new int[] {field.offset(), field.type(), names.name(field.name())});
        }
    }

    int fieldCount() {
        return fields.size();
    }

    int parameterCount() {
        return parameters.size();
    }

    void writeTypes(long address) {
        writeInts(address, types);
    }

    void writeFields(long address) {
        for (int i = 0; i < fields.size(); i++) {
            writeInts(address + 4L * FIELD_INTS * i, fields.get(i));
        }
    }

    void writeParameters(long address) {
        for (int i = 0; i < parameters.size(); i++) {
            Memory.i32(address + 4L * i, parameters.get(i));
        }
    }

    void writeMethods(long address) {
        writeInts(address, methods);
    }

    private static void writeInts(long address, int[] values) {
        for (int i = 0; i < values.length; i++) {
            Memory.i32(address + 4L * i, values[i]);
        }
    }
}
