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
    /// An array type; `element` is the type id of its elements.
    public record ArrayEntry(int element, String name) {}

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
    private final List<ArrayEntry> arrays = new ArrayList<>();
    private final Map<Integer, Integer> arrayIds = new HashMap<>();
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
            id = TypeIds.FIRST_FREE + arrays.size();
            arrays.add(new ArrayEntry(element, name));
            arrayIds.put(element, id);
        }
        return id;
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

    public List<ArrayEntry> arrays() {
        return arrays;
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
