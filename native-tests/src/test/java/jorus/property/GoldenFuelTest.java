package jorus.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.cli.Main;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Golden programs with too little fuel: the same fuel ends a run at the same place with the same
/// output in every engine, more fuel gets further, and enough changes nothing (reliability.md, P5).
class GoldenFuelTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final int PROGRAMS = Integer.getInteger("jorus.fuel.programs", 30);
    private static final int LIMIT_REACHED = 71;

    private record Result(int code, String out, String err) {}

    private static Result run(Path file, long fuel, String engine) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] arguments = {
            "run",
            "--warnings=off",
            "--engine=" + engine,
            "--fuel",
            Long.toString(fuel),
            file.toString()
        };
        int code =
                Main.run(
                        arguments,
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(
                code,
                out.toString(StandardCharsets.ISO_8859_1),
                err.toString(StandardCharsets.UTF_8));
    }

    /// The programs that the least fuel ends: all of them, so that their number hangs on no seed.
    private static List<Path> stoppedPrograms() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String text = file.toString();
                if (text.endsWith(".orus")
                        && !text.contains("modules")
                        && isPure(file)
                        && run(file, 1, "interp").code == LIMIT_REACHED) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /// Whether its output depends on nothing but the program.
    private static boolean isPure(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return !text.contains("timestamp") && !text.contains("// flags") && !text.contains("env:");
    }

    @Test
    void fuel_is_deterministic_in_golden_programs() throws IOException {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Path> programs = stoppedPrograms();
        assertTrue(programs.size() >= PROGRAMS, programs.size() + " programs can be stopped");
        Collections.shuffle(programs, random);
        for (Path file : programs.subList(0, PROGRAMS)) {
            String what = file + ", seed " + seed;
            Result whole = run(file, 1_000_000_000, "interp");
            long fuel = 1;
            String before = "";
            while (fuel < 200_000_000) {
                Result first = run(file, fuel, "interp");
                if (first.code != LIMIT_REACHED) {
                    assertEquals(whole, first, what + ", fuel " + fuel);
                    break;
                }
                assertEquals(first, run(file, fuel, "auto"), what + ", auto, fuel " + fuel);
                assertEquals(first, run(file, fuel, "jit"), what + ", jit, fuel " + fuel);
                assertTrue(first.out.startsWith(before), what + ", fuel " + fuel);
                assertTrue(whole.out.startsWith(first.out), what + ", fuel " + fuel);
                before = first.out;
                fuel = fuel * 4 + random.nextInt(5);
            }
        }
    }
}
