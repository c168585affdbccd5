package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// Takes refs: the roots from a `RootScanner`, the children of objects from the collector.
public abstract class Marker {
    final TypeDescriptors types;

    Marker(TypeDescriptors types) {
        this.types = types;
    }

    /// A ref that is not 0. Addresses outside the heap are immortal objects and are ignored.
    abstract void visit(long address);

    /// Reports a ref; 0 is null.
    public final void ref(long address) {
        if (address != 0) {
            visit(address);
        }
    }

    /// Reports the any slot at `slot`; its payload is a ref if its tag says so.
    public final void any(long slot) {
        if (types.isReference(Memory.i64(slot + RecordLayout.ANY_TAG))) {
            ref(Memory.i64(slot + RecordLayout.ANY_PAYLOAD));
        }
    }

    /// Reports `count` ref slots from `slot` on.
    public final void refRange(long slot, long count) {
        long end = slot + count * RecordLayout.REF_BYTES;
        for (long at = slot; at < end; at += RecordLayout.REF_BYTES) {
            ref(Memory.i64(at));
        }
    }

    /// Reports `count` any slots from `slot` on.
    public final void anyRange(long slot, long count) {
        long end = slot + count * RecordLayout.ANY_BYTES;
        for (long at = slot; at < end; at += RecordLayout.ANY_BYTES) {
            any(at);
        }
    }

    /// Reports the children of a record; `entry` is the descriptor of its type.
    final void recordFields(long object, long entry) {
        int refCount = Memory.i32(entry + TypeDescriptors.REF_COUNT);
        long refs = object + RecordLayout.FIELDS;
        refRange(refs, refCount);
        anyRange(
                refs + (long) refCount * RecordLayout.REF_BYTES,
                Memory.i32(entry + TypeDescriptors.ANY_COUNT));
    }

    /// Reports the children of a sized record; `entry` is the descriptor of its type.
    final void sizedRecordFields(long object, long entry) {
        int refCount = RecordLayout.refCount(object);
        long refs = object + Memory.i32(entry + TypeDescriptors.OBJECT_BYTES);
        refRange(refs, refCount);
        anyRange(refs + (long) refCount * RecordLayout.REF_BYTES, RecordLayout.anyCount(object));
    }
}
