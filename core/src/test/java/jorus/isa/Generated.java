package jorus.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares files that are generated from tables with what the tables say now; with
/// `-Djorus.bless=true` it rewrites them instead.
public final class Generated {
    private Generated() {}

    /// `path` is relative to the top folder of the repository.
    public static void check(String path, String expected) throws IOException {
        Path file = root().resolve(path);
        if (Boolean.getBoolean("jorus.bless")) {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file) || !Files.readString(file).equals(expected)) {
                Files.writeString(file, expected);
            }
            return;
        }
        String found = Files.exists(file) ? Files.readString(file) : "";
        assertEquals(expected, found, path + " is stale: rewrite it with -Djorus.bless=true");
    }

    /// The top folder, from the module's folder or the top folder itself.
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("core/src/main/java"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
