package jorus.runtime;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ElementKind;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.RecordLayout;
import jorus.memory.heap.Shape;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Changes bits of a running program's heap at a poll: `corruptHeap` of reliability.md, P17.
///
/// Once a run, because it walks the heap from the roots to find what it may hit.
public final class HeapDamage {
    private static final int MAX_WORDS = 64;

    /// A range of heap memory, in bytes.
    private record Span(long address, long bytes) {}

    private final Machine machine;
    private final Random random;
    private final boolean isAnyWord;
    private final List<Span> spans = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private final ArrayDeque<Long> open = new ArrayDeque<>();
    private long pollsLeft;
    private boolean isDone;

    private HeapDamage(Machine machine, Random random, boolean isAnyWord, long polls) {
        this.machine = machine;
        this.random = random;
        this.isAnyWord = isAnyWord;
        pollsLeft = polls;
    }

    /// Damages at the first look at the flags after `polls` such looks: any words, or numbers in
    /// arrays and structs and bytes of strings only.
    public static HeapDamage arm(Machine machine, Random random, boolean isAnyWord, long polls) {
        HeapDamage damage = new HeapDamage(machine, random, isAnyWord, polls);
        machine.setPollHook(damage::poll);
        return damage;
    }

    /// Whether something was changed.
    public boolean isDone() {
        return isDone;
    }

    private void poll() {
        if (pollsLeft-- != 0) {
            return;
        }
        walk();
        long total = 0;
        for (Span span : spans) {
            total += span.bytes;
        }
        int words = 1 + random.nextInt(MAX_WORDS);
        for (int i = 0; i < words && total > 0; i++) {
            damage(random.nextLong(total));
            isDone = true;
        }
    }

    private void damage(long place) {
        long left = place;
        for (Span span : spans) {
            if (left < span.bytes) {
                damageAt(span, left);
                return;
            }
            left -= span.bytes;
        }
    }

    private void damageAt(Span span, long offset) {
        long at = span.address + (offset & -8);
        if (at + 8 > span.address + span.bytes) {
            Memory.i8(span.address + offset, random.nextInt());
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> Memory.i64(at, Memory.i64(at) ^ 1L << random.nextInt(64));
            case 1 -> Memory.i64(at, random.nextLong());
            default -> {
                Span other = spans.get(random.nextInt(spans.size()));
                Memory.i64(at, isAnyWord ? other.address : random.nextInt(3) - 1);
            }
        }
    }

    private void walk() {
        Image image = machine.image;
        refs(machine.globals, image.globalRefs());
        anys(machine.globals + 8L * image.globalRefs(), image.globalAnys());
        for (long fp = machine.savedFp(); fp != 0; fp = Memory.i64(fp + FrameLayout.CALLER_FP)) {
            int number = Memory.i32(fp + FrameLayout.FUNCTION);
            long function = ImageLayout.functionEntry(image.functions, number);
            long bank = fp + Memory.i32(function + ImageLayout.ARGUMENT_BYTES);
            int refs = Memory.i32(function + ImageLayout.REFS);
            refs(bank, refs);
            anys(bank + 8L * refs, Memory.i32(function + ImageLayout.ANYS));
            refs(fp + FrameLayout.HEADER_BYTES, Memory.i32(function + ImageLayout.REF_ARGS));
        }
        while (!open.isEmpty()) {
            object(open.pop());
        }
    }

    private void refs(long address, int count) {
        for (int i = 0; i < count; i++) {
            ref(Memory.i64(address + 8L * i));
        }
    }

    private void anys(long address, int count) {
        for (int i = 0; i < count; i++) {
            long slot = address + (long) i * RecordLayout.ANY_BYTES;
            if (machine.types.isReference(Memory.i64(slot))) {
                ref(Memory.i64(slot + RecordLayout.ANY_PAYLOAD));
            }
        }
    }

    private void ref(long ref) {
        if (machine.heap.owns(ref) && seen.add(ref)) {
            open.push(ref);
        }
    }

    private void object(long object) {
        int type = ObjectLayout.typeId(object);
        Shape shape = machine.types.shape(type);
        if (isAnyWord) {
            spans.add(new Span(object, machine.types.objectBytes(type)));
        }
        switch (shape) {
            case ARRAY -> array(object, type);
            case STRING -> {
                if (machine.heap.owns(StringLayout.data(object))) {
                    spans.add(new Span(StringLayout.data(object), StringLayout.length(object)));
                }
            }
            case RECORD, LEAF -> record(object, type);
            case NONE, SIZED_RECORD -> {}
        }
    }

    private void record(long object, int type) {
        int refs = machine.types.refCount(type);
        refs(object + RecordLayout.FIELDS, refs);
        anys(object + RecordLayout.FIELDS + 8L * refs, machine.types.anyCount(type));
        boolean isStruct =
                type >= TypeIds.FIRST_FREE && machine.typeTable.kind(type) == TypeKind.STRUCT;
        if (!isAnyWord && isStruct) {
            for (int i = 0; i < machine.image.fieldCount(type); i++) {
                int field = machine.image.fieldType(type, i);
                if (field >= TypeIds.I32 && field <= TypeIds.F64) {
                    long place = object + machine.image.fieldOffset(type, i);
                    spans.add(new Span(place, TypeTable.elementKind(field).bytes()));
                }
            }
        }
    }

    private void array(long array, int type) {
        ElementKind kind = machine.types.elements(type);
        int length = ArrayLayout.length(array);
        long data = ArrayLayout.data(array);
        int element = machine.typeTable.elementType(type);
        boolean isNumeric = element >= TypeIds.I32 && element <= TypeIds.F64;
        if (length > 0 && (isAnyWord || isNumeric)) {
            spans.add(new Span(data, (long) length << kind.shift()));
        }
        if (kind == ElementKind.REF) {
            refs(data, length);
        } else if (kind == ElementKind.ANY) {
            anys(data, length);
        }
    }
}
