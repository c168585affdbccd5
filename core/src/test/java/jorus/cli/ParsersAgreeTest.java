package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ParsersAgreeTest {
    private final ByteArrayOutputStream complaint = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(complaint, true, StandardCharsets.UTF_8);

    private static String[] words(String line) {
        return line.split(" ");
    }

    @Test
    void both_parsers_read_random_valid_lines_alike() {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String[] line = randomLine(random);
            Invocation quick = QuickParser.parse(line);
            Invocation full = PicocliParser.parse(line, err);
            String shown = "seed " + seed + ": " + String.join(" ", line);
            assertNotNull(quick, shown);
            assertNotNull(full, shown + "\n" + complaint);
            assertTrue(quick.sameAs(full), shown);
        }
    }

    private static String[] randomLine(Random random) {
        boolean isRun = random.nextBoolean();
        List<String> line = new ArrayList<>();
        line.add(isRun ? "run" : "-e");
        if (!isRun) {
            line.add("print(1)");
        }
        for (Flag flag : Flag.values()) {
            if (flag.appliesTo(isRun ? Command.RUN : Command.EVAL) && random.nextBoolean()) {
                if (flag.operand() == null) {
                    line.add(flag.text());
                } else if (random.nextBoolean()) {
                    line.add(flag.text() + "=12");
                } else {
                    line.add(flag.text());
                    line.add("12");
                }
            }
        }
        if (isRun) {
            line.add(1 + random.nextInt(line.size()) == 1 ? 1 : line.size(), "a b.orus");
        }
        return line.toArray(new String[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run a.orus", "run -", "run --stats a.orus", "run a.orus --trace"})
    void everyday_lines_need_no_picocli(String line) {
        assertNotNull(QuickParser.parse(words(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run a.orus b.orus",
                "run --heap",
                "run --heep 1m a.orus",
                "run --stats=yes a.orus",
                "-e",
                "frob a.orus",
                "check",
                "check --stats a.orus",
                "--nothing"
            })
    void wrong_lines_are_refused_by_both_with_a_complaint(String line) {
        assertNull(QuickParser.parse(words(line)));
        assertNull(PicocliParser.parse(words(line), err));
        assertTrue(complaint.toString(StandardCharsets.UTF_8).startsWith("jorus: "));
    }

    @Test
    void compile_takes_an_image_and_strips() {
        Invocation invocation = PicocliParser.parse(words("compile --strip a.orus -o b.orb"), err);
        assertNotNull(invocation, complaint.toString(StandardCharsets.UTF_8));
        assertEquals(Command.COMPILE, invocation.command());
        assertEquals("a.orus", invocation.operand());
        assertEquals("b.orb", invocation.value(Flag.OUTPUT, null));
        assertTrue(invocation.has(Flag.STRIP));
        assertNull(PicocliParser.parse(words("run a.orus -o b.orb"), err));
        assertNull(PicocliParser.parse(words("compile --heap 1m a.orus"), err));
    }

    @Test
    void a_misspelt_option_gets_a_suggestion() {
        PicocliParser.parse(words("run --sats a.orus"), err);
        String text = complaint.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("--sats") && text.contains("--stats"), text);
    }

    @Test
    void help_lists_every_command_and_option() {
        PicocliParser.usage(err);
        PicocliParser.usage(Command.RUN, err);
        PicocliParser.usage(Command.COMPILE, err);
        PicocliParser.usage(Command.EXPLORE, err);
        PicocliParser.usage(Command.MEM, err);
        PicocliParser.usage(Command.PROFILE, err);
        String text = complaint.toString(StandardCharsets.UTF_8);
        for (Command command : Command.values()) {
            assertTrue(text.contains(command.text()), command.text());
        }
        for (Flag flag : Flag.values()) {
            assertTrue(text.contains(flag.text()), flag.text());
        }
    }

    @Test
    void sizes_take_units() {
        assertEquals(1024, Sizes.bytes("1k"));
        assertEquals(64L << 20, Sizes.bytes("64M"));
        assertEquals(2L << 30, Sizes.bytes("2g"));
        assertEquals(17, Sizes.bytes("17"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "m", "-1", "1.5m", "1t", "99999999999999999999", "1 m"})
    void what_is_no_size_is_refused(String text) {
        assertEquals(Sizes.INVALID, Sizes.bytes(text));
    }

    @Test
    void a_size_that_overflows_is_refused() {
        assertEquals(Sizes.INVALID, Sizes.bytes("99999999999g"));
    }
}
