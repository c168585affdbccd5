package jorus.memory.arena;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Blocks so large that zeroing them at once could not be interrupted for too long.
///
/// `Arena.allocate` writes zeros to every byte before it returns: 0.5 to 4 seconds for a gigabyte.
/// `calloc` of the C library gets pages that the system zeroes when they are touched, which is in
/// loops that poll. Its handles are made at the first such block, which takes longer than zeroing
/// what is smaller; until then nothing of this is loaded.
@SuppressWarnings("restricted")
final class LargeBlocks {
    /// Blocks of fewer bytes are zeroed at once.
    static final long LEAST_BYTES = 1L << 27;

    /// Alignment of what `calloc` gives.
    private static final long ALIGNMENT = 16;

    private static final MethodHandle CALLOC =
            function(
                    "calloc",
                    FunctionDescriptor.of(
                            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private static final MethodHandle FREE =
            function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    private LargeBlocks() {}

    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    /// The address of `bytes` zeroed bytes at a multiple of `boundary`, at least a cache line; they
    /// are given back when `arena` is closed.
    ///
    /// @throws OutOfMemoryError if the system refuses; nothing has been allocated
    static long allocate(Arena arena, long bytes, long boundary) {
        MemorySegment block;
        try {
            block = (MemorySegment) CALLOC.invokeExact(1L, bytes + boundary - ALIGNMENT);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("calloc has no exceptions", e);
        }
        if (block.address() == 0) {
            throw new OutOfMemoryError();
        }
        MemorySegment owned = block.reinterpret(arena, LargeBlocks::free);
        return owned.address() + boundary - 1 & -boundary;
    }

    private static void free(MemorySegment block) {
        try {
            FREE.invokeExact(block);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("free has no exceptions", e);
        }
    }
}
