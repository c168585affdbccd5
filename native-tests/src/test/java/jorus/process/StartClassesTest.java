package jorus.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a run of hello loads. Each class costs some 20 microseconds, and those that should not be
/// there cost far more.
///
/// `start/classes.txt` has the list; `-Djorus.bless=true` writes it anew.
class StartClassesTest {
    private static final Path LIST = Path.of("src/test/resources/start/classes.txt");

    /// How much longer than the list what is loaded may be, in percent.
    private static final int TOLERANCE = 5;

    private static final List<String> NOT_FOR_HELLO =
            List.of(
                    "picocli.",
                    "java.util.regex.",
                    "java.util.logging.",
                    "java.lang.System$Logger",
                    "java.util.stream.",
                    "java.util.ServiceLoader",
                    "java.security.MessageDigest",
                    "jdk.incubator.",
                    "jdk.jfr.",
                    "java.lang.runtime.",
                    "jorus.interp.Interpreter",
                    "jorus.interp.Parts",
                    "jorus.interp.Gates",
                    "jorus.jit.Jit");

    @TempDir Path folder;

    private Set<String> loaded(Distribution jorus) throws IOException, InterruptedException {
        // Without the archive, whose classes are partly loaded before anybody asks for them.
        Map<String, String> environment =
                Map.of("JORUS_ARCHIVE", "off", "JDK_JAVA_OPTIONS", "-Xlog:class+load:stdout");
        Distribution.Result result = jorus.run(environment, "run", "--no-cache", jorus.hello());
        assertEquals(0, result.code());
        Set<String> names = new TreeSet<>();
        for (String line : result.out().lines().toList()) {
            int end = line.indexOf(" source: ");
            // Classes made at run time have names that change.
            if (end > 0 && line.indexOf("0x") < 0) {
                names.add(line.substring(line.lastIndexOf(' ', end - 1) + 1, end));
            }
        }
        assertTrue(names.contains("jorus.interp.ColdLoop"), "the log is not understood");
        return names;
    }

    @Test
    void hello_loads_no_more_classes_than_it_did() throws Exception {
        Set<String> names = loaded(new Distribution(folder));
        if (Boolean.getBoolean("jorus.bless")) {
            Files.createDirectories(LIST.getParent());
            Files.writeString(LIST, String.join("\n", names) + "\n");
        }
        Set<String> known = new TreeSet<>(Files.readAllLines(LIST));
        Set<String> added = new TreeSet<>(names);
        added.removeAll(known);
        int most = known.size() * (100 + TOLERANCE) / 100;
        assertTrue(names.size() <= most, names.size() + " classes, at most " + most + ": " + added);
        long own = names.stream().filter(name -> name.startsWith("jorus.")).count();
        long ownKnown = known.stream().filter(name -> name.startsWith("jorus.")).count();
        assertTrue(own <= ownKnown * (100 + TOLERANCE) / 100, own + " of our classes: " + added);
    }

    @Test
    void hello_loads_nothing_that_is_known_to_be_slow() throws Exception {
        for (String name : loaded(new Distribution(folder))) {
            for (String slow : NOT_FOR_HELLO) {
                assertFalse(name.startsWith(slow), name);
            }
        }
    }
}
