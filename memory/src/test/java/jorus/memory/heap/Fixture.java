package jorus.memory.heap;

import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

import java.nio.charset.StandardCharsets;

/// A heap with one type of each shape, for tests. Field counts are in the names.
final class Fixture implements AutoCloseable {
    final OffHeap memory = new OffHeap();
    final TypeDescriptors types = new TypeDescriptors(memory);
    final int number = types.addValue();
    final int leaf = types.addRecord(0, 0, 24);
    final int pair = types.addRecord(2, 0, 8);
    final int mixed = types.addRecord(1, 2, 8);
    final int closure = types.addSizedRecord(16);
    final int reference = types.addReference();
    final int bools = types.addArray(ElementKind.BYTES1);
    final int ints = types.addArray(ElementKind.BYTES4);
    final int floats = types.addArray(ElementKind.BYTES8);
    final int refs = types.addArray(ElementKind.REF);
    final int anys = types.addArray(ElementKind.ANY);
    final int string = types.addString();
    final int wide = types.addRecord(2000, 0, 8); // 16,016 bytes: more than a cell
    final Heap heap;

    Fixture() {
        this(1L << 30, HeapOptions.DEFAULT);
    }

    Fixture(long limitBytes, HeapOptions options) {
        try {
            heap = new Heap(memory, types, limitBytes, options);
        } catch (OutOfMemory e) {
            memory.close();
            throw e;
        }
    }

    /// Options that collect only when told to or at the limit.
    static HeapOptions lazy(int markStackEntries) {
        return new HeapOptions(Long.MAX_VALUE / 4, markStackEntries, false, false);
    }

    long keep(long ref) {
        heap.roots().push(ref);
        return ref;
    }

    long text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long result = heap.newString(string, bytes.length);
        if (bytes.length > 0) {
            Memory.copyIn(bytes, 0, StringLayout.data(result), bytes.length);
        }
        return result;
    }

    static String text(long ref) {
        byte[] bytes = new byte[StringLayout.length(ref)];
        if (bytes.length > 0) {
            Memory.copyOut(StringLayout.data(ref), bytes, 0, bytes.length);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Address of ref field `index` of a record.
    static long field(long record, int index) {
        return record + RecordLayout.FIELDS + 8L * index;
    }

    void element(long array, int index, long ref) {
        Memory.i64(ArrayLayout.data(array) + 8L * index, ref);
    }

    static void any(long slot, long tag, long payload) {
        Memory.i64(slot + RecordLayout.ANY_TAG, tag);
        Memory.i64(slot + RecordLayout.ANY_PAYLOAD, payload);
    }

    long liveObjects() {
        heap.verify();
        return heap.statistics().liveObjects();
    }

    @Override
    public void close() {
        heap.close();
        memory.close();
    }
}
