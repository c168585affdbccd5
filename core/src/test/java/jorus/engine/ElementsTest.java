package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.Image;
import jorus.isa.Word;
import jorus.source.SourceFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the compiler finds out about the elements of arrays that begin as `[]` shows in nothing
/// that a program does. `-Djorus.seed=S -Djorus.elements.programs=N` repeats or tries more.
class ElementsTest {
    private static final String PROPERTY = "jorus.elements";
    private static final int PROGRAMS = Integer.getInteger("jorus.elements.programs", 300);
    private static final Limits LIMITS = Limits.NONE.withFuel(200_000);

    @AfterEach
    void restore() {
        System.clearProperty(PROPERTY);
    }

    /// What a program shows. Not the fuel: a loop whose body is known to fail has no way back.
    private record Seen(String end, String output, String place, String message) {}

    private static Seen run(String text, String elements) {
        System.setProperty(PROPERTY, elements);
        Programs.Result result = Programs.run(text, LIMITS);
        TrapReport report = result.outcome().report();
        return new Seen(
                result.end().toString(),
                result.output(),
                result.place(),
                report == null ? "" : report.code() + " " + report.message());
    }

    private static boolean compiles(String text) {
        SourceFile file = new SourceFile("test.orus", text.getBytes(StandardCharsets.UTF_8));
        try (Compilation compilation = Compilation.compile(file, new PhaseTimes())) {
            return !compilation.hasErrors();
        }
    }

    /// The code of a program.
    private static byte[] code(String text, String elements) {
        System.setProperty(PROPERTY, elements);
        try (Compilation compilation = Programs.compile(text)) {
            Image image = compilation.image().image();
            byte[] code = new byte[image.wordCount() * Word.BYTES];
            for (int i = 0; i < code.length; i++) {
                code[i] = (byte) image.int8(image.code + i);
            }
            return code;
        }
    }

    @Test
    void what_is_known_of_elements_does_not_show() {
        long first = Long.getLong("jorus.seed", System.nanoTime() & 0xFFFF_FFFFL);
        int refined = 0;
        int compiled = 0;
        List<String> differences = new ArrayList<>();
        for (long seed = first; seed < first + PROGRAMS; seed++) {
            String text = UnannotatedPrograms.program(seed);
            try {
                if (!compiles(text)) {
                    continue;
                }
                compiled++;
                refined += Arrays.equals(code(text, "on"), code(text, "off")) ? 0 : 1;
                Seen expected = run(text, "off");
                Seen found = run(text, "on");
                boolean isEndless =
                        expected.end().equals("FUEL_LIMIT") && found.end().equals("FUEL_LIMIT");
                // How far an endless loop gets depends on the calls in between.
                if (!isEndless && !expected.equals(found)) {
                    differences.add("seed " + seed + ":\n" + expected + "\n" + found + "\n" + text);
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ":\n" + text, e);
            }
        }
        System.out.println(
                "seed " + first + ": " + compiled + " programs, " + refined + " refined");
        assertTrue(
                differences.isEmpty(),
                () -> differences.size() + " differ, the first is " + differences.get(0));
        assertTrue(compiled * 10 > PROGRAMS * 8, "too few compile: " + compiled);
        assertTrue(refined * 5 > compiled, "too few are refined: " + refined);
    }

    @Test
    void what_is_no_array_is_found_at_the_same_place() {
        for (String call : List.of("push(t[0], t[0])", "pop(t[0])", "sorted(t[0])", "len(t[0])")) {
            String text = "mut t = []\npush(t, 1.5)\nprint(" + call + ")\n";
            Seen expected = run(text, "off");
            assertEquals("2001 Value is not an array", expected.message(), call);
            assertEquals(expected, run(text, "on"), call);
        }
    }

    @Test
    void programs_follow_from_their_seed() {
        assertEquals(UnannotatedPrograms.program(7), UnannotatedPrograms.program(7));
    }
}
