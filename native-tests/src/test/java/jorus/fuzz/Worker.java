package jorus.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The process that a fuzzer may kill. Goes through mutants by number and notes each before it
/// looks at it; internal errors are stored with their mutant, and the work goes on.
///
/// Arguments: what is fuzzed ([#target]), the file of inputs, the board, the folder for finds, the
/// seed, the first number and the one behind the last.
public final class Worker {
    /// So many finds are stored of those that fail at the same place.
    private static final int MAX_ALIKE = 3;

    private static final long STACK_BYTES = 512L << 20;

    private final Target target;
    private final Board board;
    private final Path finds;
    private final long seed;

    /// Finds by the place that they failed at.
    private final Map<String, Integer> places = new HashMap<>();

    private Worker(Target target, Board board, Path finds, long seed) {
        this.target = target;
        this.board = board;
        this.finds = finds;
        this.seed = seed;
    }

    /// Works on a thread with a deep stack, as the command line does (`jorus.cli.Main`).
    public static void main(String[] arguments) throws InterruptedException {
        int[] code = {1};
        Runnable work =
                () -> {
                    try {
                        work(arguments);
                        code[0] = 0;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };
        Thread thread = new Thread(null, work, "fuzz", STACK_BYTES);
        thread.start();
        thread.join();
        System.exit(code[0]);
    }

    private static void work(String[] arguments) throws IOException {
        List<byte[]> corpus = Corpus.load(Path.of(arguments[1]));
        Board board = new Board(Path.of(arguments[2]));
        long seed = Long.parseLong(arguments[4]);
        Target target = target(arguments[0], corpus, seed, board);
        Worker worker = new Worker(target, board, Path.of(arguments[3]), seed);
        worker.run(Long.parseLong(arguments[5]), Long.parseLong(arguments[6]));
    }

    /// What is fuzzed: `images`, `sources`, or `faults` to test the fuzzer.
    static Target target(String name, List<byte[]> corpus, long seed, Board board) {
        return switch (name) {
            case "images" -> new ImageTarget(corpus, seed, board);
            case "sources" -> new SourceTarget(corpus, seed, board);
            case "faults" -> new FaultTarget(corpus);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void run(long first, long end) {
        for (long number = first; number < end; number++) {
            board.set(Board.CURRENT, number);
            long start = System.nanoTime();
            try {
                target.feed(number);
            } catch (RuntimeException | Error e) {
                store(number, e);
            }
            long nanos = System.nanoTime() - start;
            if (nanos > board.get(Board.SLOWEST_NANOS)) {
                board.set(Board.SLOWEST_NANOS, nanos);
                board.set(Board.SLOWEST, number);
            }
            board.count(Board.DONE);
        }
    }

    private void store(long number, Throwable error) {
        board.count(Board.FINDS);
        StackTraceElement[] trace = error.getStackTrace();
        String place = error.getClass() + " " + (trace.length == 0 ? "" : trace[0]);
        if (places.merge(place, 1, Integer::sum) > MAX_ALIKE) {
            return;
        }
        StringWriter text = new StringWriter();
        text.append("seed " + seed + ", number " + number + '\n');
        error.printStackTrace(new PrintWriter(text, true));
        try {
            String name = "find-" + seed + '-' + number;
            Files.write(finds.resolve(name + target.suffix()), target.bytes(number));
            Files.write(
                    finds.resolve(name + ".txt"), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
