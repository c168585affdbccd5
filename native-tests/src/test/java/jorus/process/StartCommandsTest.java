package jorus.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `jorus doctor`, `cache` and `bench`, and the cache of programs as the launcher sets it up.
class StartCommandsTest {
    private static final Map<String, String> OFF = Map.of("JORUS_ARCHIVE", "off");

    @TempDir Path folder;

    private Distribution jorus;

    @BeforeEach
    void copy() throws IOException {
        jorus = new Distribution(folder);
    }

    @AfterEach
    void awaitMakers() throws InterruptedException {
        Distribution.awaitMakers(folder);
    }

    private String out(Map<String, String> environment, String... arguments) throws Exception {
        Distribution.Result result = jorus.run(environment, arguments);
        assertEquals(0, result.code(), result.toString());
        assertEquals("", result.err());
        return result.out();
    }

    @Test
    void the_doctor_knows_whether_the_archive_is_in_use() throws Exception {
        String off = out(OFF, "doctor");
        assertTrue(off.contains("switched off") && off.contains("unset JORUS_ARCHIVE"), off);
        assertTrue(out(Map.of(), "doctor").contains("none yet"));
        Path archive = jorus.awaitArchive();
        String good = out(Map.of(), "doctor");
        assertTrue(good.contains(archive.getFileName() + ", in use"), good);
        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 1000));
        String damaged = out(Map.of(), "doctor");
        assertTrue(damaged.contains("not in use") && damaged.contains("remove "), damaged);
    }

    @Test
    void the_doctor_sees_a_jvm_without_its_optimising_compiler() throws Exception {
        assertTrue(out(OFF, "doctor").contains("C2 is on"));
        for (String flag : new String[] {"-Xint", "-XX:TieredStopAtLevel=1"}) {
            String text = out(Map.of("JORUS_ARCHIVE", "off", "JORUS_JAVA_OPTS", flag), "doctor");
            assertTrue(text.contains("C2 is off") && text.contains("let the JVM use C2"), text);
            assertTrue(text.contains("loops are scalar"), text);
        }
    }

    @Test
    void the_second_start_takes_the_program_from_the_cache() throws Exception {
        assertTrue(out(OFF, "cache", "info").contains(": 0 programs"));
        jorus.checkHello(OFF);
        assertTrue(out(OFF, "cache", "info").contains(": 1 program, "));
        Path entry = entry();
        byte[] bytes = Files.readAllBytes(entry);
        jorus.checkHello(OFF);
        // Whatever is in the entry's image is what runs: it is really used, and verified.
        byte[] other = bytes.clone();
        other[other.length - 1] ^= 1;
        Files.write(entry, other);
        jorus.checkHello(OFF);
        assertTrue(Arrays.equals(bytes, Files.readAllBytes(entry)), "a good entry replaces it");
    }

    @Test
    void what_was_hot_is_kept_and_can_be_damaged() throws Exception {
        String text =
                """
                fn step(a: i32) -> i32: return a * 3 % 1000
                mut s = 1
                for i in 0..20000: s = step(s) + i % 7
                print(s)
                """;
        Path program = Files.writeString(jorus.home.resolve("hot.orus"), text);
        String expected = out(OFF, "run", "--no-cache", program.toString());
        assertEquals(0, lists().size());
        assertEquals(expected, out(OFF, "run", program.toString()));
        assertEquals(1, lists().size());
        Path list = lists().get(0);
        byte[] bytes = Files.readAllBytes(list);
        assertEquals(expected, out(OFF, "run", program.toString()));
        byte[] damaged = bytes.clone();
        damaged[damaged.length - 2] ^= 0x40;
        Files.write(list, damaged);
        assertEquals(expected, out(OFF, "run", program.toString()));
        jorus.checkHello(OFF);
        assertEquals(1, lists().size(), "nothing in hello is hot");
        assertTrue(out(OFF, "cache", "clear").contains("deleted 2 programs"));
        assertEquals(0, lists().size());
    }

    private List<Path> lists() throws IOException {
        Path folder = jorus.caches().resolve("jorus/programs");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".hot")).toList();
        }
    }

    private Path entry() throws IOException {
        try (var files = Files.list(jorus.caches().resolve("jorus/programs"))) {
            return files.findAny().orElseThrow();
        }
    }

    @Test
    void nothing_is_kept_when_nothing_is_to_be_kept() throws Exception {
        assertEquals("hello\n", out(OFF, "run", "--no-cache", jorus.hello()));
        Map<String, String> options =
                Map.of("JORUS_ARCHIVE", "off", "JORUS_JAVA_OPTS", "-Djorus.fuse=off");
        assertEquals("hello\n", out(options, "run", jorus.hello()));
        assertFalse(Files.exists(jorus.caches().resolve("jorus/programs")));
        assertTrue(out(options, "cache", "info").contains("no cache"));
    }

    @Test
    void the_cache_can_be_cleared() throws Exception {
        jorus.checkHello(OFF);
        assertEquals("deleted 1 program\n", out(OFF, "cache", "clear"));
        assertTrue(out(OFF, "cache", "info").contains(": 0 programs"));
        Distribution.Result wrong = jorus.run(OFF, "cache", "burn");
        assertEquals(64, wrong.code());
        assertEquals("jorus: cache burn: say info or clear\n", wrong.err());
    }

    @Test
    void bench_shows_first_second_and_steady_runs_and_draws_them() throws Exception {
        Path picture = folder.resolve("runs.svg");
        Distribution.Result result =
                jorus.run(OFF, "bench", jorus.hello(), "-o", picture.toString());
        assertEquals(0, result.code(), result.toString());
        for (String part :
                new String[] {
                    "start of the JVM",
                    "first run",
                    "second run",
                    "steady state",
                    "MAD",
                    "first run / steady state",
                    "█"
                }) {
            assertTrue(result.out().contains(part), part + ": " + result.out());
        }
        assertFalse(result.out().contains("hello\n"), "the program's output goes nowhere");
        String svg = Files.readString(picture);
        assertTrue(svg.startsWith("<svg ") && svg.contains("<polyline "), svg);
    }

    @Test
    void a_program_that_fails_is_not_measured() throws Exception {
        Path program = Files.writeString(folder.resolve("bad.orus"), "print([1][2])\n");
        Distribution.Result result = jorus.run(OFF, "bench", program.toString());
        assertEquals(70, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains("index out of range"), result.err());
    }

    @Test
    void simd_on_says_when_there_is_none() throws Exception {
        for (String flag : new String[] {"-Xint", "-XX:MaxVectorSize=8"}) {
            Map<String, String> slow = Map.of("JORUS_ARCHIVE", "off", "JORUS_JAVA_OPTS", flag);
            Distribution.Result result = jorus.run(slow, "run", "--simd=on", jorus.hello());
            assertEquals(64, result.code());
            assertTrue(result.err().startsWith("jorus: --simd on: "), result.err());
            assertEquals("hello\n", out(slow, "run", "--simd=auto", jorus.hello()));
        }
        assertEquals("hello\n", out(OFF, "run", "--simd=off", jorus.hello()));
        assertEquals("hello\n", out(OFF, "run", "--simd=on", jorus.hello()));
    }
}
