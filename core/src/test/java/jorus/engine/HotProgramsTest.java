package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.Image;
import jorus.jit.Jit;
import jorus.memory.arena.OffHeap;
import jorus.profile.MemoryOptions;
import jorus.profile.SampleOptions;
import jorus.source.SourceFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// What was hot in one run is compiled beside the start of the next, whatever the list says.
class HotProgramsTest {
    /// Nothing of it is hot by itself: it polls less than [Tiers] waits for.
    private static final String COLD =
            """
            fn step(a: i32) -> i32: return a * 3 % 1000
            mut s = 1
            for i in 0..150: s = step(s) + i
            print(s)
            """;

    private static final String HOT =
            """
            fn step(a: i32) -> i32: return a * 3 % 1000
            mut s = 1
            for i in 0..20000: s = step(s) + i % 7
            print(s)
            """;

    @TempDir Path folder;

    private int instancesBefore;

    @BeforeAll
    static void warmTheTranslator() {
        // Else the time that a run waits for it could be over before the first class.
        WarmUp.run(Engine.JIT);
    }

    @BeforeEach
    void countInstances() {
        instancesBefore = OffHeap.openInstances();
    }

    @AfterEach
    void nothing_is_left_open() {
        assertEquals(instancesBefore, OffHeap.openInstances());
    }

    private ProgramCache cache() {
        return new ProgramCache(folder.resolve("cache").toFile(), "1", 1 << 20);
    }

    private SourceFile stored(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("main.orus"), text);
        SourceFile source = new SourceFile(file.toString(), text.getBytes(StandardCharsets.UTF_8));
        try (Compilation program = Compilation.compile(source, new PhaseTimes())) {
            cache().store(program);
        }
        return source;
    }

    private static Instance instance(Program program, OutputStream out) {
        return new Instance(
                program,
                RunOptions.of(16L << 20, 1000, Engine.AUTO),
                InputStream.nullInputStream(),
                out,
                new PhaseTimes());
    }

    /// Runs the program that is kept and remembers what was hot; returns that.
    private HotList runKept(SourceFile source, String expected) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Program program = cache().find(source, new PhaseTimes(), false);
                Instance instance = instance(program, out)) {
            assertEquals(Outcome.End.FINISHED, instance.run().end());
            assertEquals(expected, out.toString(StandardCharsets.UTF_8).strip());
            cache().remember(program, instance);
            return instance.hot();
        }
    }

    private static String interpreted(SourceFile source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Compilation program = Compilation.compile(source, new PhaseTimes());
                Instance instance =
                        new Instance(
                                program,
                                RunOptions.of(16L << 20, 1000, Engine.INTERP),
                                InputStream.nullInputStream(),
                                out,
                                new PhaseTimes())) {
            instance.run();
            return out.toString(StandardCharsets.UTF_8).strip();
        }
    }

    private static final String OBJECTS =
            """
            struct Point:
                x: i32
                y: i32
            fn step(p: Point) -> Point: return Point{x: p.y, y: (p.x + p.y) % 1000}
            mut p = Point{x: 0, y: 1}
            for i in 0..20000: p = step(p)
            print(p.x, p.y)
            """;

    /// The translator begins before there is a machine, and has to know where objects are made.
    @Test
    @Timeout(30)
    void what_makes_objects_is_compiled_once_there_is_a_machine() throws Exception {
        SourceFile source = stored(OBJECTS);
        int step = function(source, "step");
        try (Compilation program = Compilation.compile(source, new PhaseTimes());
                Instance instance = instance(program, OutputStream.nullOutputStream());
                Jit jit = new Jit(program.image(), null)) {
            CompletableFuture<Jit.Prepared> made =
                    CompletableFuture.supplyAsync(() -> jit.prepare(step, HotList.FUNCTION));
            Thread.sleep(100);
            assertFalse(made.isDone());
            jit.attach(instance.machine());
            assertEquals(step, made.get().function());
        }
    }

    @Test
    void a_program_that_makes_objects_does_the_same_in_each_run() throws IOException {
        SourceFile source = stored(OBJECTS);
        String expected = interpreted(source);
        for (int run = 0; run < 4; run++) {
            assertNotNull(runKept(source, expected));
        }
    }

    @Test
    @Timeout(30)
    void a_program_that_is_never_run_can_be_closed_while_its_hot_code_waits_for_a_machine()
            throws Exception {
        SourceFile source = stored(OBJECTS);
        runKept(source, interpreted(source));
        for (int run = 0; run < 4; run++) {
            try (Program program = cache().find(source, new PhaseTimes(), false)) {
                assertNotNull(program.hot());
                // Until the translator waits.
                Thread.sleep(20L * run);
            }
        }
    }

    private File hotFile(SourceFile source) {
        return ProgramCache.hotFile(cache().entry(source.path()));
    }

    private HotList known(SourceFile source) {
        try (Program program = cache().find(source, new PhaseTimes(), false)) {
            return program.hot();
        }
    }

    private static int function(SourceFile source, String name) {
        try (Compilation program = Compilation.compile(source, new PhaseTimes())) {
            Image image = program.image().image();
            for (int i = 0; i < image.functionCount(); i++) {
                if (image.functionName(i).equals(name)) {
                    return i;
                }
            }
        }
        throw new AssertionError("no function " + name);
    }

    private void writeHot(SourceFile source, int... parts) throws IOException {
        try (Compilation program = Compilation.compile(source, new PhaseTimes())) {
            byte[] bytes =
                    new HotList(parts, new int[0], new int[0], 0).bytes(program.image().image());
            Files.write(hotFile(source).toPath(), bytes);
        }
    }

    @Test
    void a_program_without_anything_hot_leaves_no_list() throws IOException {
        SourceFile source = stored(COLD);
        assertNull(runKept(source, interpreted(source)));
        assertFalse(hotFile(source).exists());
    }

    @Test
    void what_was_hot_is_kept_and_found() throws IOException {
        SourceFile source = stored(HOT);
        HotList hot = runKept(source, interpreted(source));
        assertTrue(hot.count() > 0);
        assertTrue(hot.isSame(known(source)));
    }

    @Test
    void what_the_list_names_is_compiled_before_it_is_hot() throws IOException {
        SourceFile source = stored(COLD);
        int step = function(source, "step");
        writeHot(source, step, HotList.FUNCTION);
        HotList hot = runKept(source, interpreted(source));
        assertNotNull(hot, "the function was not entered as compiled");
        assertEquals(step, hot.function(0));
        assertEquals(HotList.FUNCTION, hot.word(0));
    }

    /// Else a profile would show code of other shapes than a run has.
    @Test
    void a_sampled_program_is_compiled_ahead_and_one_whose_memory_is_watched_is_not()
            throws IOException {
        SourceFile source = stored(COLD);
        writeHot(source, function(source, "step"), HotList.FUNCTION);
        for (boolean isSampled : new boolean[] {true, false}) {
            try (Program program = cache().find(source, new PhaseTimes(), false);
                    Instance instance = instance(program, OutputStream.nullOutputStream())) {
                if (isSampled) {
                    Profiles.time(instance, SampleOptions.ofRate(1000));
                } else {
                    Profiles.memory(instance, new MemoryOptions(false, 1_000_000_000));
                }
                instance.run();
                assertEquals(isSampled, instance.hot() != null);
            }
        }
    }

    @Test
    void a_loop_that_the_list_names_is_entered_before_it_is_hot() throws IOException {
        SourceFile source =
                stored("mut s = 1\nfor i in 0..150: s = (s * 3 + i) % 1000\nprint(s)\n");
        // Whatever is no loop is ignored.
        int words = 8;
        int[] parts = new int[2 * words];
        for (int word = 0; word < words; word++) {
            parts[2 * word + 1] = word;
        }
        writeHot(source, parts);
        HotList hot = runKept(source, interpreted(source));
        assertNotNull(hot, "the loop was not entered as compiled");
        assertEquals(1, hot.count());
        assertTrue(hot.word(0) > 0);
    }

    @Test
    void a_list_that_says_the_same_is_not_written_again() throws IOException {
        SourceFile source = stored(COLD);
        int step = function(source, "step");
        writeHot(source, step, HotList.FUNCTION);
        Path file = hotFile(source).toPath();
        long written = 0;
        // A run whose compiled code comes late may also name what the interpreter met meanwhile.
        for (int run = 0; run < 5 && written != 1000; run++) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
            assertNotNull(runKept(source, interpreted(source)));
            written = Files.getLastModifiedTime(file).toMillis();
        }
        assertEquals(1000, written);
    }

    private static Jit.Prepared whole(SourceFile source, HotList hot, boolean isKnown) {
        try (Compilation program = Compilation.compile(source, new PhaseTimes());
                Jit jit = new Jit(program.image(), null)) {
            int first = program.image().image().entry();
            BitSet known = new BitSet();
            known.set(0, isKnown ? program.image().image().functionCount() : 0);
            return jit.prepareWhole(first, hot.loops(first), known);
        }
    }

    @Test
    void the_first_function_is_compiled_with_its_only_loop() throws IOException {
        SourceFile source = stored(HOT);
        HotList hot = runKept(source, interpreted(source));
        Jit.Prepared whole = whole(source, hot, true);
        assertEquals(0, whole.word());
        assertNotNull(whole.loop());
    }

    @Test
    void a_function_that_calls_what_was_not_hot_is_not_compiled_with_its_loop() throws IOException {
        String once =
                "fn sum(n: i32) -> i32:\n"
                        + "    mut s = 0\n"
                        + "    for i in 0..n: s = s + i\n"
                        + "    return s\n";
        SourceFile source = stored(once + HOT + "print(sum(5))\n");
        HotList hot = runKept(source, interpreted(source));
        assertNotNull(whole(source, hot, true));
        assertNull(whole(source, hot, false));
    }

    @Test
    void the_list_of_a_program_that_begins_as_compiled_stays_what_it_is() throws IOException {
        SourceFile source = stored(HOT);
        String expected = interpreted(source);
        HotList first = runKept(source, expected);
        assertTrue(first.hasLoops());
        Path file = hotFile(source).toPath();
        for (int run = 0; run < 3; run++) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
            assertTrue(first.isSame(runKept(source, expected)));
            assertEquals(1000, Files.getLastModifiedTime(file).toMillis());
        }
    }

    @Test
    void a_program_that_begins_as_compiled_fails_at_the_same_place() throws IOException {
        SourceFile source =
                stored(
                        """
                        a = [1, 2, 3]
                        mut s = 0
                        for i in 0..20000:
                            s = s + a[i % 3]
                            if i == 15000: s = a[i]
                        print(s)
                        """);
        String first = null;
        for (int run = 0; run < 3; run++) {
            try (Program program = cache().find(source, new PhaseTimes(), false);
                    Instance instance = instance(program, OutputStream.nullOutputStream())) {
                assertEquals(run > 0, program.hot() != null);
                TrapReport report = instance.run().report();
                String text = report.message() + " " + report.line() + " " + report.notes();
                first = first == null ? text : first;
                assertEquals(first, text);
                cache().remember(program, instance);
            }
        }
    }

    @Test
    void what_turns_out_useless_leaves_the_list() throws IOException {
        SourceFile source =
                stored("fn never() -> i32: return 1\n" + COLD + "if s < 0: print(never())\n");
        int step = function(source, "step");
        writeHot(source, function(source, "never"), HotList.FUNCTION, step, HotList.FUNCTION);
        runKept(source, interpreted(source));
        assertEquals(1, known(source).count());
        assertEquals(step, known(source).function(0));
    }

    @Test
    void any_list_of_parts_runs_the_program_as_always() throws IOException {
        SourceFile source = stored(HOT);
        String expected = interpreted(source);
        long seed = Long.getLong("jorus.seed", 7);
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            int[] parts = new int[2 * random.nextInt(12)];
            for (int at = 0; at < parts.length; at += 2) {
                parts[at] = random.nextInt(2);
                parts[at + 1] = random.nextInt(12) - 1;
            }
            writeHot(source, parts);
            try {
                runKept(source, expected);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + Arrays.toString(parts), e);
            }
        }
    }

    @Test
    void a_list_cut_short_or_with_a_wrong_byte_is_harmless() throws IOException {
        SourceFile source = stored(HOT);
        String expected = interpreted(source);
        runKept(source, expected);
        Path file = hotFile(source).toPath();
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 1; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertNull(known(source), length + " bytes");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        assertNull(known(source), "one byte more");
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            runKept(source, expected);
        }
        Files.write(file, new byte[HotList.MAX_BYTES + 1]);
        runKept(source, expected);
    }

    @Test
    void parts_outside_the_image_are_refused() throws IOException {
        SourceFile source = stored(HOT);
        int[][] wrong = {{-1, 0}, {1 << 20, 0}, {0, -2}, {0, 1 << 20}, {Integer.MIN_VALUE, -1}};
        for (int[] part : wrong) {
            writeHot(source, part);
            assertNull(known(source), Arrays.toString(part));
        }
    }

    @Test
    void a_changed_program_forgets_what_was_hot() throws IOException {
        SourceFile source = stored(HOT);
        runKept(source, interpreted(source));
        byte[] old = Files.readAllBytes(hotFile(source).toPath());
        SourceFile changed = stored(HOT.replace("* 3", "* 5"));
        assertFalse(hotFile(changed).exists());
        Files.write(hotFile(changed).toPath(), old);
        assertNull(known(changed), "the list is of another image");
    }

    @Test
    void deleted_entries_take_their_lists_along() throws IOException {
        SourceFile source = stored(HOT);
        runKept(source, interpreted(source));
        assertTrue(ProgramCache.delete(cache().entry(source.path())));
        assertFalse(hotFile(source).exists());
    }

    @Test
    void a_program_can_be_closed_while_its_list_is_compiled() throws IOException {
        StringBuilder text = new StringBuilder();
        int functions = 60;
        for (int i = 0; i < functions; i++) {
            text.append("fn f").append(i).append("(a: i32) -> i32: return a * ").append(i);
            text.append("\nif 1 > 2: print(f").append(i).append("(1))\n");
        }
        SourceFile source = stored(text.append("print(1)\n").toString());
        int[] parts = new int[2 * functions];
        for (int i = 0; i < functions; i++) {
            parts[2 * i] = i;
            parts[2 * i + 1] = HotList.FUNCTION;
        }
        writeHot(source, parts);
        for (int i = 0; i < 5; i++) {
            // Leaving the program closes the instance, and that the memory which is read.
            runKept(source, "1");
            writeHot(source, parts);
        }
    }
}
