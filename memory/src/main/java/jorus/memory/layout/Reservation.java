package jorus.memory.layout;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The address range that checked mode lives in.
///
/// `Arena.allocate` fills what it returns with zeros and so commits it: 1 GiB would cost half a
/// second and 1 GiB. A private mapping of a sparse file, deleted at once, costs nothing until it
/// is touched, and no process can see or change what is written there.
final class Reservation {
    /// Size in bytes that is tried first; the property `jorus.checked.bytes` replaces it.
    static final long DEFAULT_BYTES = 4L << 30;

    private static final long MIN_BYTES = 64L << 20;
    private static final int MAX_NAMES_TRIED = 100;

    private Reservation() {}

    /// Reserves the segment, half as much and so on where the system refuses; never released.
    ///
    /// @throws OutOfMemoryError if not even `MIN_BYTES` can be had
    static MemorySegment reserve() {
        long bytes = Math.max(MIN_BYTES, Long.getLong("jorus.checked.bytes", DEFAULT_BYTES));
        for (; ; bytes /= 2) {
            try {
                return map(bytes);
            } catch (IOException | OutOfMemoryError _) {
                if (bytes / 2 < MIN_BYTES) {
                    return Arena.global().allocate(MIN_BYTES, Memory.CACHE_LINE);
                }
            }
        }
    }

    private static MemorySegment map(long bytes) throws IOException {
        String folder = System.getProperty("java.io.tmpdir");
        IOException refused = null;
        for (int attempt = 0; attempt < MAX_NAMES_TRIED; attempt++) {
            String name = "jorus-" + ProcessHandle.current().pid() + '-' + System.nanoTime();
            try (FileChannel file =
                    FileChannel.open(
                            Path.of(folder, name),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.SPARSE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE)) {
                return file.map(FileChannel.MapMode.PRIVATE, 0, bytes, Arena.global());
            } catch (FileAlreadyExistsException e) {
                refused = e;
            }
        }
        throw refused;
    }
}
