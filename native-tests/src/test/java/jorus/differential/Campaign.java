package jorus.differential;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/// Compares the engines on many programs and stores those that they disagree on, also reduced.
///
/// As a program: `Campaign FIRST COUNT FOLDER`, with random programs.
final class Campaign {
    private static final long STACK_BYTES = 512L << 20;
    private static final int MAX_REDUCED = 5;

    static final Path FOLDER =
            Path.of(System.getProperty("jorus.root", ".."))
                    .resolve("native-tests/target/differential");

    private final Path folder;
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

    /// `programs` gives the program of a seed, some of which need not compile if `isAnyText`; what
    /// differs goes to `folder`.
    Campaign(Path folder, LongFunction<String> programs, boolean isAnyText, Comparison comparison) {
        this.folder = folder;
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

    /// On a thread with a deep stack.
    void runDeep(long first, long count) throws InterruptedException {
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
            log.append("seed ").append(seed).append(" differs: ").append(verdict.way());
            log.append('\n').append(verdict.difference());
            store(seed + ".orus", source);
            if (differences <= MAX_REDUCED && verdict.way() != null) {
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
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int runs() {
        return runs;
    }

    int differences() {
        return differences;
    }

    String log() {
        return log.toString();
    }

    String report() {
        return runs + " programs ran, " + differences + " differ: " + ends;
    }

    public static void main(String[] arguments) throws InterruptedException {
        long first = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        Path folder = Path.of(arguments[2]);
        Campaign campaign =
                new Campaign(folder, ProgramGenerator::program, false, Campaign::engines);
        for (long seed = first; seed < first + count; seed += 500) {
            campaign.runDeep(seed, Math.min(500, first + count - seed));
            System.out.print(campaign.log);
            campaign.log.setLength(0);
            System.out.println("to " + (seed + 500) + ": " + campaign.report());
        }
    }
}
