package jorus.fuzz;

import jorus.source.Code;
import jorus.verify.Rule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Feeds mutants to worker processes, one at a time, and watches them: a worker that dies or hangs
/// leaves the number of its mutant on the board, and another one goes on behind it.
///
/// `-Djorus.seed` repeats a campaign, and `-Djorus.fuzz.first` with it a single mutant.
final class Campaign {
    private static final long SEED = Long.getLong("jorus.seed", System.nanoTime() >>> 10);

    /// The modes get mutants of their own, unless some are asked for.
    private static final long FIRST_CHECKED = 1L << 32;

    /// A mutant that takes longer hangs. Workers share the machine with other tests.
    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// `jorus.cli.Main` does not bound what a compilation takes of the Java heap; this does.
    private static final String JAVA_HEAP = "-Xmx512m";

    private static final int MAX_DEATHS = 20;

    private final String what;
    private final boolean isChecked;
    private final List<byte[]> corpus;
    private final long firstNumber;
    private final Path folder;
    private final Path boardFile;
    private final List<String> deaths = new ArrayList<>();
    private Board board;
    private long nanos;
    private long hangNanos = HANG_NANOS;

    /// `what` is a name of [Worker#target].
    Campaign(String what, boolean isChecked, List<byte[]> corpus) {
        this.what = what;
        this.isChecked = isChecked;
        this.corpus = corpus;
        firstNumber = Long.getLong("jorus.fuzz.first", isChecked ? FIRST_CHECKED : 0);
        Path target = Path.of(System.getProperty("jorus.root", ".."), "native-tests", "target");
        String name = what + (isChecked ? "-checked" : "-release");
        folder = target.toAbsolutePath().normalize().resolve("fuzz").resolve(name);
        boardFile = folder.resolve("board");
    }

    /// How many mutants there shall be, and how long it may take.
    record Extent(long mutants, long minutes) {
        /// What `-Djorus.fuzz.minutes` says, or else the property `count`, or else `usual` mutants;
        /// one of `parts` campaigns that share it.
        static Extent of(String count, long usual, int parts) {
            long minutes = Long.getLong("jorus.fuzz.minutes", 0);
            return minutes > 0
                    ? new Extent(Integer.MAX_VALUE, Math.max(1, minutes / parts))
                    : new Extent(Long.getLong(count, usual), TimeUnit.DAYS.toMinutes(1));
        }
    }

    /// Goes through the mutants; everything that was found is in the report afterwards.
    void run(Extent extent) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.filter(Campaign::isOurs).toList()) {
                Files.delete(file);
            }
        }
        board = new Board(boardFile);
        Corpus.save(corpus, folder.resolve("corpus"));
        long end = firstNumber + extent.mutants();
        long start = System.nanoTime();
        long deadline = start + TimeUnit.MINUTES.toNanos(extent.minutes());
        long next = firstNumber;
        while (next < end && System.nanoTime() < deadline && deaths.size() < MAX_DEATHS) {
            next = work(next, end, deadline);
        }
        nanos = System.nanoTime() - start;
        Files.delete(folder.resolve("corpus"));
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return name.equals("board") || name.startsWith("find-") || name.startsWith("hs_err");
    }

    /// Runs one worker to its end; returns the number that the next one begins with.
    private long work(long first, long end, long deadline)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        board.set(Board.CURRENT, first);
        Process process =
                new ProcessBuilder(command(first, end))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            long current = first;
            long since = System.nanoTime();
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                if (board.get(Board.CURRENT) != current) {
                    current = board.get(Board.CURRENT);
                    since = now;
                }
                if (now > deadline) {
                    return end;
                }
                if (now - since > hangNanos) {
                    died(current, "hangs", output);
                    return current + 1;
                }
            }
            if (process.exitValue() != 0) {
                long last = board.get(Board.CURRENT);
                died(last, "ended the JVM with exit code " + process.exitValue(), output);
                return last + 1;
            }
            return end;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private List<String> command(long first, long end) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(
                java.toString(),
                "-ea",
                JAVA_HEAP,
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("hs_err_pid%p.log"),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Djorus.verify.simd=" + (isChecked ? "on" : "off"),
                "-Djorus.checked=" + isChecked,
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                what,
                folder.resolve("corpus").toString(),
                boardFile.toString(),
                folder.toString(),
                Long.toString(SEED),
                Long.toString(first),
                Long.toString(end));
    }

    /// Stores the mutant that a worker did not survive.
    private void died(long number, String how, Path output) throws IOException {
        deaths.add("number " + number + ' ' + how);
        Path scratch = folder.resolve("scratch");
        Target target = Worker.target(what, corpus, SEED, new Board(scratch));
        String name = "find-" + SEED + '-' + number;
        Files.write(folder.resolve(name + target.suffix()), target.bytes(number));
        Files.copy(output, folder.resolve(name + ".txt"));
        Files.delete(scratch);
    }

    /// For tests that cannot wait.
    Campaign hangsAfter(long seconds) {
        hangNanos = TimeUnit.SECONDS.toNanos(seconds);
        return this;
    }

    /// The mutants that no worker has survived, and how.
    List<String> deaths() {
        return deaths;
    }

    Path folder() {
        return folder;
    }

    long count(int cell) {
        return board.get(cell);
    }

    /// Whether nothing is wrong with us.
    boolean isClean() {
        return deaths.isEmpty() && count(Board.FINDS) == 0;
    }

    double acceptedShare() {
        return (double) count(Board.ACCEPTED) / Math.max(1, count(Board.DONE));
    }

    /// The verifier's rules that rejected nothing.
    List<Rule> missedRules() {
        List<Rule> missed = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            if (count(Board.ofRule(rule)) == 0) {
                missed.add(rule);
            }
        }
        // An image that costs too much is made by hand, in EveryRuleTest.
        missed.remove(Rule.BUDGET);
        return missed;
    }

    /// What happened, in some lines; with the texts of the first finds.
    String report() throws IOException {
        StringBuilder text = new StringBuilder();
        String mode = isChecked ? "checked" : "release";
        text.append("fuzz " + what + ", " + mode + " mode: -Djorus.seed=" + SEED);
        text.append(", " + corpus.size() + " inputs, ");
        text.append(count(Board.DONE) + " mutants in " + nanos / 1_000_000_000 + " s\n");
        text.append(
                String.format(
                        Locale.ROOT,
                        "  accepted %d (%.1f %%), of which watched %d, compiled %d; finished %d,"
                            + " trapped %d, cancelled %d, output closed %d, out of memory at the"
                            + " start %d%n",
                        count(Board.ACCEPTED),
                        100 * acceptedShare(),
                        count(Board.WATCHED),
                        count(Board.COMPILED),
                        count(Board.FINISHED),
                        count(Board.TRAPPED),
                        count(Board.CANCELLED),
                        count(Board.OUTPUT_CLOSED),
                        count(Board.NO_MEMORY)));
        text.append("  slowest: number " + count(Board.SLOWEST) + " with ");
        text.append(count(Board.SLOWEST_NANOS) / 1_000_000 + " ms\n");
        if (what.equals("images")) {
            kinds(text);
        } else {
            codes(text);
        }
        text.append("  finds: " + count(Board.FINDS) + ", deadly: " + deaths + '\n');
        finds(text);
        return text.toString();
    }

    private void kinds(StringBuilder text) {
        int rules = Rule.values().length - missedRules().size();
        text.append("  rules hit: " + rules + " of " + Rule.values().length + ':');
        for (Rule rule : Rule.values()) {
            text.append(' ' + rule.name() + ' ' + count(Board.ofRule(rule)));
        }
        text.append("\n  accepted by kind:");
        for (Kind kind : Kind.values()) {
            int cell = Board.ofKind(kind.ordinal());
            text.append(' ' + kind.name() + ' ' + count(cell + 1) + '/' + count(cell));
        }
        text.append('\n');
    }

    private void codes(StringBuilder text) {
        int hit = 0;
        StringBuilder missed = new StringBuilder();
        for (Code code : Code.values()) {
            if (count(Board.ofCode(code.ordinal())) > 0) {
                hit++;
            } else {
                missed.append(' ').append(code.name());
            }
        }
        text.append("  with errors " + count(Board.DIAGNOSED));
        text.append("; kinds of diagnostics: " + hit + " of " + Code.values().length);
        text.append(", without" + missed + '\n');
    }

    private void finds(StringBuilder text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> reports =
                    files.filter(f -> f.toString().endsWith(".txt"))
                            .filter(f -> f.getFileName().toString().startsWith("find-"))
                            .sorted()
                            .limit(5)
                            .toList();
            for (Path report : reports) {
                text.append(report).append(":\n");
                String whole = Files.readString(report, StandardCharsets.ISO_8859_1);
                whole.lines().limit(12).forEach(line -> text.append("    " + line + '\n'));
            }
        }
    }
}
