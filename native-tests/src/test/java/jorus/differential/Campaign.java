package jorus.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Compares the engines on many programs and stores those that they disagree on, also reduced.
///
/// As a program: `Campaign FIRST COUNT FOLDER`.
final class Campaign {
    private static final long STACK_BYTES = 512L << 20;
    private static final int MAX_REDUCED = 5;

    private final Path folder;
    private final Map<String, Integer> ends = new TreeMap<>();
    private final StringBuilder log = new StringBuilder();
    private int runs;
    private int differences;

    Campaign(Path folder) {
        this.folder = folder;
    }

    /// To be called on a thread with a deep stack.
    void runAll(long first, long count) {
        for (long seed = first; seed < first + count; seed++) {
            run(seed);
        }
    }

    private void run(long seed) {
        String source = ProgramGenerator.program(seed);
        StringBuilder problems = new StringBuilder();
        Differential.Verdict verdict =
                Differential.compare(source, Differential.settings(seed), seed % 2 == 0, problems);
        String end = verdict.end().lines().findFirst().orElse("");
        ends.merge(end, 1, Integer::sum);
        if (!verdict.isRun()) {
            if (!problems.isEmpty()) {
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
            if (differences <= MAX_REDUCED) {
                store(seed + ".small.orus", new Reduction(seed).reduce(source, verdict.way()));
            }
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
        Campaign campaign = new Campaign(Path.of(arguments[2]));
        Runnable all =
                () -> {
                    for (long seed = first; seed < first + count; seed += 500) {
                        campaign.runAll(seed, Math.min(500, first + count - seed));
                        System.out.print(campaign.log);
                        campaign.log.setLength(0);
                        System.out.println("to " + (seed + 500) + ": " + campaign.report());
                    }
                };
        Thread worker = new Thread(null, all, "programs", STACK_BYTES);
        worker.start();
        worker.join();
    }
}
