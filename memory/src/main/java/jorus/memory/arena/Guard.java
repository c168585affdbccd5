package jorus.memory.arena;

import jorus.memory.layout.Memory;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Finds writes to memory that is not the writer's (`--debug-alloc`): a red zone on each side of a
/// block, looked at when it is released; and a quarantine, where released blocks lie poisoned until
/// many others have followed, and are looked at before the system gets them.
///
/// Also knows who has opened what is not closed. Loaded only if somebody asks for it.
final class Guard {
    static final byte ZONE = (byte) 0xA7;
    static final byte POISON = 0x5A;

    /// Released blocks wait until so many bytes have been released after them.
    static final long QUARANTINE_BYTES = 16L << 20;

    private static final int OPENER_FRAMES = 4;

    private static final Map<OffHeap, String> OPENERS = new IdentityHashMap<>();

    private record Released(Arena arena, long address, long bytes, Category category) {}

    private final ArrayDeque<Released> quarantine = new ArrayDeque<>();
    private long quarantinedBytes;

    /// A guard for `memory`, which is being opened.
    static synchronized Guard open(OffHeap memory) {
        OPENERS.put(memory, opener());
        return new Guard();
    }

    /// The first place outside this package, and who called that.
    private static String opener() {
        List<StackWalker.StackFrame> frames =
                StackWalker.getInstance()
                        .walk(all -> all.dropWhile(Guard::isOwn).limit(OPENER_FRAMES).toList());
        StringBuilder text = new StringBuilder();
        for (StackWalker.StackFrame frame : frames) {
            text.append(text.isEmpty() ? "" : " < ").append(frame.toStackTraceElement());
        }
        return text.toString();
    }

    private static boolean isOwn(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.equals(Guard.class.getName()) || name.equals(OffHeap.class.getName());
    }

    static synchronized void closed(OffHeap memory) {
        OPENERS.remove(memory);
    }

    /// A line for each one that is open.
    static synchronized List<String> unclosed() {
        List<String> lines = new ArrayList<>();
        OPENERS.forEach(
                (memory, opener) ->
                        lines.add(
                                memory.accounting().totalBlocks()
                                        + " blocks, "
                                        + memory.accounting().totalBytes()
                                        + " bytes, opened by "
                                        + opener));
        return lines;
    }

    /// Marks the zones around a new block.
    void mark(long address, long bytes, long zone) {
        Memory.fill(address - zone, zone, ZONE);
        Memory.fill(address + bytes, zone, ZONE);
    }

    /// Takes a block over that is released.
    ///
    /// @throws AssertionError if a red zone, or a block that leaves the quarantine, was written
    void release(Arena arena, long address, long bytes, long zone, Category category) {
        String damage = damage(address - zone, zone, ZONE);
        String where = "before";
        if (damage == null) {
            damage = damage(address + bytes, zone, ZONE);
            where = "behind";
        }
        Memory.fill(address, bytes, POISON);
        quarantine.add(new Released(arena, address, bytes, category));
        quarantinedBytes += bytes;
        if (damage != null) {
            throw new AssertionError(
                    "memory " + where + " a block of " + bytes + " bytes for " + category + damage);
        }
        leave(QUARANTINE_BYTES);
    }

    /// Gives back all but the last `kept` bytes of what was released.
    void leave(long kept) {
        AssertionError error = null;
        while (quarantinedBytes > kept) {
            Released oldest = quarantine.remove();
            quarantinedBytes -= oldest.bytes;
            String damage = damage(oldest.address, oldest.bytes, POISON);
            oldest.arena.close();
            if (damage != null && error == null) {
                error =
                        new AssertionError(
                                "a released block of "
                                        + oldest.bytes
                                        + " bytes for "
                                        + oldest.category
                                        + damage);
            }
        }
        if (error != null) {
            throw error;
        }
    }

    private static String damage(long address, long bytes, byte expected) {
        for (long i = 0; i < bytes; i++) {
            if ((byte) Memory.u8(address + i) != expected) {
                return " was written at byte " + i + ": " + Memory.u8(address + i);
            }
        }
        return null;
    }
}
