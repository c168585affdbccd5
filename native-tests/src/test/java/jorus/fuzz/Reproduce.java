package jorus.fuzz;

import jorus.image.Image;
import jorus.image.Listing;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.verify.Verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Looks at one stored image: prints it as bytecode, verifies and runs it.
///
/// Arguments: the file, and `listing` to see the bytecode. With checksum as it is or repaired.
public final class Reproduce {
    private Reproduce() {}

    public static void main(String[] arguments) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
        Path scratch = Files.createTempFile("jorus", "board");
        try (OffHeap memory = new OffHeap()) {
            long base = memory.allocate(Category.CODE, bytes.length, Memory.CACHE_LINE);
            Memory.copyIn(bytes, 0, base, bytes.length);
            Image image = ImageTarget.seal(base, bytes.length);
            if (arguments.length > 1) {
                System.out.println(Listing.of(image, (file, line) -> null));
            }
            Runs runs = new Runs(new Board(scratch));
            for (int mode = 0; mode < 4; mode++) {
                try {
                    runs.run(Verifier.verify(image), 4 - mode);
                    System.out.println("mode " + mode + ": fine");
                } catch (RuntimeException | Error e) {
                    System.out.println("mode " + mode + ": ");
                    e.printStackTrace(System.out);
                }
            }
        } finally {
            Files.delete(scratch);
        }
    }
}
