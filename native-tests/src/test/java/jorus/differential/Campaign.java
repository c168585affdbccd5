package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/// Compares ways to run many programs and stores those that differ, also reduced, in
/// `target/differential`.
final class Campaign {
    private static final long STACK_BYTES = 512L << 20;
    private static final int MAX_REDUCED = 5;

    private static final Path FOLDER =
            Path.of(System.getProperty("jorus.root", ".."))
                    .resolve("native-tests/target/differential");

    private final LongFunction<String> programs;
    private final boolean isAnyText;
    private final Comparison comparison;
    private final Map<String, Integer> ends = new TreeMap<>();
    private final StringBuilder log = new StringBuilder();
    private int runs;
    private int differences;

    /// What is compared.
    interface Comparison {
        Differential.Verdict of(String source, long seed, StringBuilder problems);
    }

    /// `programs` gives the program of a seed, some of which need not compile if `isAnyText`.
    Campaign(LongFunction<String> programs, boolean isAnyText, Comparison comparison) {
        this.programs = programs;
        this.isAnyText = isAnyText;
        this.comparison = comparison;
    }

    /// The engines with each other.
    static Differential.Verdict engines(String source, long seed, StringBuilder problems) {
        return Differential.compare(source, Differential.settings(seed), seed % 2 == 0, problems);
    }

    /// A program with itself without passes.
    static Differential.Verdict passes(String source, long seed, StringBuilder problems) {
        return Differential.compareWithoutPasses(source, Differential.settings(seed), problems);
    }

    /// Compares programs from the seed `-Djorus.seed` on, or a random one. Fails if some differ, or
    /// if less than `percent` of them ran.
    void expectAgreement(int count, int percent) throws InterruptedException {
        long first = Long.getLong("jorus.seed", System.nanoTime() & 0xFFFF_FFFFL);
        runDeep(first, count);
        System.out.println("seed " + first + ": " + report());
        if (differences > 0) {
            fail("repeat with -Djorus.seed=" + first + ": " + report() + "\n" + log);
        }
        assertTrue(runs * 100 > count * percent, "too few ran: " + report());
    }

    /// On a thread with a deep stack.
    private void runDeep(long first, long count) throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread worker = new Thread(null, () -> runAll(first, count), "programs", STACK_BYTES);
        worker.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
        worker.start();
        worker.join();
        if (thrown[0] != null) {
            throw new AssertionError(thrown[0]);
        }
    }

    private void runAll(long first, long count) {
        for (long seed = first; seed < first + count; seed++) {
            run(seed);
        }
    }

    private void run(long seed) {
        String source = programs.apply(seed);
        StringBuilder problems = new StringBuilder();
        Differential.Verdict verdict = compare(source, seed, problems);
        String end = verdict.end().lines().findFirst().orElse("");
        ends.merge(end, 1, Integer::sum);
        if (!verdict.isRun()) {
            if (!problems.isEmpty() && !isAnyText) {
                log.append("seed ").append(seed).append(": ").append(problems);
            }
            return;
        }
        runs++;
        if (verdict.difference() != null) {
            differences++;
            boolean isOfEngines = verdict.way() != null;
            log.append("seed ").append(seed).append(" differs");
            log.append(isOfEngines ? ": " + verdict.way() : "").append('\n');
            log.append(verdict.difference());
            store(seed + ".orus", source);
            if (isOfEngines && differences <= MAX_REDUCED) {
                store(seed + ".small.orus", new Reduction(seed).reduce(source, verdict.way()));
            }
        }
    }

    private Differential.Verdict compare(String source, long seed, StringBuilder problems) {
        try {
            return comparison.of(source, seed, problems);
        } catch (RuntimeException | AssertionError e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return new Differential.Verdict(true, null, trace.toString(), "the compiler fails");
        }
    }

    private void store(String name, String text) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String report() {
        return runs + " programs ran, " + differences + " differ: " + ends;
    }
}
