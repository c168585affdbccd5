package jorus.image;

import jorus.builtin.TrapKind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects what makes an image, each constant once; [ImageWriter] lays it out in memory.
///
/// All `int` results are the indexes that instructions carry. Not thread-safe.
public final class ImageBuilder {
    /// What a type id from [TypeIds#FIRST_FREE] on stands for.
    public sealed interface TypeEntry {
        /// As in messages.
        String name();
    }

    /// An array type; `element` is the type id of its elements.
    public record ArrayEntry(int element, String name) implements TypeEntry {}

    /// A field of an object: byte offset from its address (header included), type id, name.
    public record FieldEntry(int offset, int type, String name) {}

    /// A struct, or one variant of an enum (without `refs` and so on of its own type id), or the
    /// layout of a closure or cell. Fields in declaration order; the object has, after its 8-byte
    /// header, `refs` refs, then `anys` any slots, then `numberBytes` bytes of numbers.
    public record RecordEntry(
            String name, List<FieldEntry> fields, int refs, int anys, int numberBytes) {}

    /// A struct type (kind STRUCT), or the hidden type of cells (kind CELL).
    public record StructEntry(String name, RecordEntry layout, boolean isCell)
            implements TypeEntry {}

    /// An enum type, declared by [#declareEnum]; its variants have the type ids that follow its
    /// own. The variant number of a value is its header's aux.
    public record EnumEntry(String name, List<RecordEntry> variants) implements TypeEntry {}

    /// Variant `number` of enum `owner`, as the type that its objects have; made from the enum's
    /// entry.
    public record VariantEntry(int owner, int number, RecordEntry layout) implements TypeEntry {
        @Override
        public String name() {
            return layout.name();
        }
    }

    /// A function type, by the type ids of parameters and result. Calls of values with another
    /// signature enter `adapter`, which takes the value and what the type says, and gives it; it is
    /// [ImageLayout#NO_FUNCTION] as long as nothing calls values of this type.
    public record FunctionEntry(String name, List<Integer> parameters, int result, int adapter)
            implements TypeEntry {}

    /// A function value: all its objects have this type id. Calling one enters `direct` with
    /// arguments as its signature says, or `dynamic` with all arguments and the result `any`; both
    /// take the object itself as hidden first ref argument. `signature` is the function type of
    /// `direct` without that argument. `layout` has the captures.
    public record ClosureEntry(
            String name, int direct, int dynamic, int signature, int parameters, RecordEntry layout)
            implements TypeEntry {}

    /// A method for dynamic calls: the closure type whose object is to be called with the receiver
    /// as first argument.
    public record MethodEntry(int owner, String name, int closure) {}

    /// A trap that an instruction raises: `message` is an index into the strings.
    public record TrapEntry(TrapKind kind, int message) {}

    /// A module variable: byte offset in the globals, type id, name.
    public record GlobalEntry(int offset, int type, String name) {}

    private final List<Long> longs = new ArrayList<>();
    private final Map<Long, Integer> longIndexes = new HashMap<>();
    private final List<Long> doubles = new ArrayList<>();
    private final Map<Long, Integer> doubleIndexes = new HashMap<>();
    private final List<byte[]> strings = new ArrayList<>();
    private final Map<String, Integer> stringIndexes = new HashMap<>();
    private final List<TypeEntry> types = new ArrayList<>();
    private final Map<Integer, Integer> arrayIds = new HashMap<>();
    private final Map<String, Integer> functionIds = new HashMap<>();
    private final List<MethodEntry> methods = new ArrayList<>();
    private final List<TrapEntry> traps = new ArrayList<>();
    private final Map<String, Integer> trapIndexes = new HashMap<>();
    private final List<String> files = new ArrayList<>();
    private final List<GlobalEntry> globals = new ArrayList<>();
    private final List<FunctionCode> functions = new ArrayList<>();
    private int globalRefs;
    private int globalAnys;
    private int globalBytes;
    private int entry = -1;

    /// Index of an i64 constant.
    public int i64(long value) {
        return index(longs, longIndexes, value);
    }

    /// Index of an f64 constant; told apart by bits, so that -0.0 stays itself.
    public int f64(double value) {
        return index(doubles, doubleIndexes, Double.doubleToRawLongBits(value));
    }

    private static int index(List<Long> pool, Map<Long, Integer> known, long bits) {
        Integer at = known.get(bits);
        if (at == null) {
            at = pool.size();
            pool.add(bits);
            known.put(bits, at);
        }
        return at;
    }

    /// Index of a string constant.
    public int string(byte[] bytes) {
        String key = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        Integer at = stringIndexes.get(key);
        if (at == null) {
            at = strings.size();
            strings.add(bytes);
            stringIndexes.put(key, at);
        }
        return at;
    }

    /// Type id of `[element]`; `name` as in messages (`[i32]`).
    public int arrayType(int element, String name) {
        Integer id = arrayIds.get(element);
        if (id == null) {
            id = declareType();
            defineType(id, new ArrayEntry(element, name));
            arrayIds.put(element, id);
        }
        return id;
    }

    /// Type id of the function type with these parameters and result, which is also the number of
    /// the signature; `name` as in messages.
    public int functionType(int[] parameters, int result, String name) {
        StringBuilder key = new StringBuilder();
        List<Integer> types = new ArrayList<>(parameters.length);
        for (int parameter : parameters) {
            key.append(parameter).append(' ');
            types.add(parameter);
        }
        key.append(result);
        Integer id = functionIds.get(key.toString());
        if (id == null) {
            id = declareType();
            defineType(id, new FunctionEntry(name, types, result, ImageLayout.NO_FUNCTION));
            functionIds.put(key.toString(), id);
        }
        return id;
    }

    /// Sets the adapter of a function type.
    public void adapter(int functionType, int function) {
        int at = functionType - TypeIds.FIRST_FREE;
        FunctionEntry entry = (FunctionEntry) types.get(at);
        types.set(
                at, new FunctionEntry(entry.name(), entry.parameters(), entry.result(), function));
    }

    /// Index of a trap with this message.
    public int trap(TrapKind kind, String message) {
        String key = kind.ordinal() + " " + message;
        Integer at = trapIndexes.get(key);
        if (at == null) {
            at = traps.size();
            int text = string(message.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            traps.add(new TrapEntry(kind, text));
            trapIndexes.put(key, at);
        }
        return at;
    }

    /// Index of a source file by the path to report.
    public int file(String path) {
        int at = files.indexOf(path);
        if (at < 0) {
            at = files.size();
            files.add(path);
        }
        return at;
    }

    /// Describes the globals segment: refs at offset 0, then any slots (16 bytes, from
    /// `refs * 8`), then numbers, `bytes` in all.
    public void globals(List<GlobalEntry> entries, int refs, int anys, int bytes) {
        globals.addAll(entries);
        globalRefs = refs;
        globalAnys = anys;
        globalBytes = bytes;
    }

    /// Appends a function; functions are numbered in the order they are added.
    public int function(FunctionCode function) {
        functions.add(function);
        return functions.size() - 1;
    }

    /// The function that runs first; it takes no arguments and ends with HALT.
    public void entry(int function) {
        entry = function;
    }

    public List<Long> longs() {
        return longs;
    }

    /// Raw bits.
    public List<Long> doubles() {
        return doubles;
    }

    public List<byte[]> strings() {
        return strings;
    }

    /// A new type id, to be defined before the image is written: a type may mention itself.
    public int declareType() {
        types.add(null);
        return TypeIds.FIRST_FREE + types.size() - 1;
    }

    /// A new type id for an enum; variant `k` of it has id `result + 1 + k`.
    public int declareEnum(int variants) {
        int id = declareType();
        for (int i = 0; i < variants; i++) {
            declareType();
        }
        return id;
    }

    /// Says what a declared id stands for; that of an enum also what those of its variants do.
    public void defineType(int id, TypeEntry entry) {
        int at = id - TypeIds.FIRST_FREE;
        assert types.get(at) == null : "type " + id + " is defined twice";
        types.set(at, entry);
        if (entry instanceof EnumEntry declared) {
            for (int i = 0; i < declared.variants().size(); i++) {
                int variant = at + 1 + i;
                assert variant < types.size() && types.get(variant) == null : "use declareEnum";
                types.set(variant, new VariantEntry(id, i, declared.variants().get(i)));
            }
        }
    }

    /// What the ids from [TypeIds#FIRST_FREE] on stand for.
    public List<TypeEntry> types() {
        return types;
    }

    /// Adds a method for dynamic calls.
    public void method(MethodEntry entry) {
        methods.add(entry);
    }

    public List<MethodEntry> methods() {
        return methods;
    }

    public List<TrapEntry> traps() {
        return traps;
    }

    public List<String> files() {
        return files;
    }

    public List<GlobalEntry> globals() {
        return globals;
    }

    public int globalRefs() {
        return globalRefs;
    }

    public int globalAnys() {
        return globalAnys;
    }

    public int globalBytes() {
        return globalBytes;
    }

    public List<FunctionCode> functions() {
        return functions;
    }

    public int entry() {
        return entry;
    }
}
