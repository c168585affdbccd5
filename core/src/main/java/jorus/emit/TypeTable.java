package jorus.emit;

import jorus.image.ImageBuilder;
import jorus.image.TypeIds;
import jorus.ir.HiddenType;
import jorus.type.EnumType;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Type ids of the image by type, added as they come up, and the layouts of records.
///
/// What a type with fields looks like is written down by [#complete()], since its fields may have
/// types that mention it.
final class TypeTable {
    private final ImageBuilder image;
    private final IdentityHashMap<Type, Integer> ids = new IdentityHashMap<>();
    private final IdentityHashMap<Type, RecordLayout> layouts = new IdentityHashMap<>();
    private final ArrayDeque<Type> undefined = new ArrayDeque<>();

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
            case RANGE -> type == HiddenType.ITERATOR ? TypeIds.ITERATOR : TypeIds.RANGE;
            case ARRAY -> array(type);
            case STRUCT -> declared(type);
            case ENUM -> enumeration(type);
            case FUNCTION -> function(type);
            case NEVER -> throw new AssertionError("type " + type + " has no id");
        };
    }

    private int array(Type type) {
        if (HiddenType.isView(type) || type.element() == Type.NEVER) {
            return TypeIds.OPEN_ARRAY;
        }
        Integer known = ids.get(type);
        if (known == null) {
            known = image.arrayType(id(type.element()), type.name());
            ids.put(type, known);
        }
        return known;
    }

    private int declared(Type type) {
        Integer known = ids.get(type);
        if (known == null) {
            known = image.declareType();
            ids.put(type, known);
            undefined.add(type);
        }
        return known;
    }

    private int enumeration(Type type) {
        if (type instanceof HiddenType.Variant variant) {
            return enumeration(variant.owner()) + 1 + variant.number();
        }
        Integer known = ids.get(type);
        if (known == null) {
            known = image.declareEnum(((EnumType) type).variants().size());
            ids.put(type, known);
            undefined.add(type);
        }
        return known;
    }

    private int function(Type type) {
        if (type == HiddenType.FUNCTION) {
            return TypeIds.FUNCTION;
        }
        if (type instanceof HiddenType.Closure) {
            return declared(type);
        }
        Integer known = ids.get(type);
        if (known == null) {
            int[] parameters = new int[type.parameters().size()];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = id(type.parameters().get(i));
            }
            known = image.functionType(parameters, id(type.result()), type.name());
            ids.put(type, known);
        }
        return known;
    }

    /// The layout of objects of a struct, variant, cell or closure type.
    RecordLayout layout(Type record) {
        RecordLayout known = layouts.get(record);
        if (known == null) {
            known = new RecordLayout(fieldTypes(record));
            layouts.put(record, known);
        }
        return known;
    }

    private static List<Type> fieldTypes(Type record) {
        if (record instanceof HiddenType.Variant variant) {
            return variant.owner().variants().get(variant.number()).payloads();
        }
        if (record instanceof HiddenType.Closure closure) {
            return closure.captures();
        }
        if (record instanceof HiddenType.Cell cell) {
            return cell.hasFlag() ? List.of(cell.content(), Type.I32) : List.of(cell.content());
        }
        List<StructType.Field> fields = ((StructType) record).fields();
        List<Type> types = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            types.add(fields.get(i).type());
        }
        return types;
    }

    /// Defines all types that have an id.
    void complete() {
        while (!undefined.isEmpty()) {
            Type type = undefined.removeFirst();
            image.defineType(ids.get(type), entry(type));
        }
    }

    private ImageBuilder.TypeEntry entry(Type type) {
        if (type instanceof EnumType declared) {
            return enumEntry(declared);
        }
        if (type instanceof HiddenType.Closure closure) {
            return new ImageBuilder.ClosureEntry(
                    closure.name(),
                    closure.direct(),
                    closure.dynamic(),
                    id(closure.signature()),
                    closure.parameters().size(),
                    layout(closure).entry(closure.name(), closure.captureNames(), this));
        }
        if (type instanceof HiddenType.Cell cell) {
            List<String> names = cell.hasFlag() ? List.of("value", "isSet") : List.of("value");
            return new ImageBuilder.StructEntry(
                    cell.name(), layout(cell).entry(cell.name(), names, this), true);
        }
        StructType struct = (StructType) type;
        List<String> names = new ArrayList<>(struct.fields().size());
        for (int i = 0; i < struct.fields().size(); i++) {
            names.add(struct.fields().get(i).name());
        }
        return new ImageBuilder.StructEntry(
                struct.name(), layout(struct).entry(struct.name(), names, this), false);
    }

    private ImageBuilder.EnumEntry enumEntry(EnumType type) {
        List<ImageBuilder.RecordEntry> variants = new ArrayList<>(type.variants().size());
        for (int i = 0; i < type.variants().size(); i++) {
            EnumType.Variant variant = type.variants().get(i);
            RecordLayout layout = new RecordLayout(variant.payloads());
            variants.add(layout.entry(variant.name(), variant.payloadNames(), this));
        }
        return new ImageBuilder.EnumEntry(type.name(), variants);
    }
}
