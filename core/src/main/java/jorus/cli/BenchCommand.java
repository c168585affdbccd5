package jorus.cli;

import jorus.engine.Bench;
import jorus.engine.Phase;
import jorus.engine.PhaseTimes;
import jorus.engine.Surroundings;

import java.util.Arrays;
import java.util.Locale;

/// What `jorus bench` says about its runs, as text and as a picture.
final class BenchCommand {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    /// The curve has so many columns; with more runs, a column is the fastest of several.
    private static final int MAX_COLUMNS = 60;

    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 48;

    private final String path;
    private final Bench bench;
    private final PhaseTimes times;
    private final long startNanos;

    /// `startNanos` is how old the process was when it began to read the program.
    BenchCommand(String path, Bench bench, PhaseTimes times, long startNanos) {
        this.path = path;
        this.bench = bench;
        this.times = times;
        this.startNanos = startNanos;
    }

    /// How old the process is, for the constructor.
    static long startNanos() {
        return Surroundings.uptimeNanos();
    }

    String text() {
        long[] nanos = bench.nanos();
        StringBuilder text = new StringBuilder(1024);
        text.append(path).append(": ").append(nanos.length).append(" runs in one process\n\n");
        row(text, "start of the JVM", startNanos, "");
        boolean isCompiled = times.nanos(Phase.PARSE) > 0;
        row(text, isCompiled ? "compile the program" : "load the program", compilation(), "");
        row(text, "first run", nanos[0], share());
        row(text, "second run", nanos[1], "");
        long median = bench.medianNanos();
        String of = "median of the last " + (nanos.length - nanos.length / 2) + " runs";
        row(text, "steady state", median, of + ", MAD " + millis(bench.deviationNanos()) + " ms");
        row(text, "fastest of them", bench.minNanos(), "");
        String ratio = String.format(Locale.ROOT, "%.2f", (double) nanos[0] / median);
        text.append("\n  first run / steady state: ").append(ratio).append('\n');
        text.append("  ").append(curve(nanos)).append("  ");
        text.append(millis(max(nanos))).append(" to ").append(millis(min(nanos)));
        return text.append(" ms\n").toString();
    }

    private long compilation() {
        long total = 0;
        for (Phase phase : Phase.values()) {
            if (phase.compareTo(Phase.PREPARE) < 0) {
                total += times.nanos(phase);
            }
        }
        return total;
    }

    private String share() {
        return "of it "
                + millis(bench.firstTranslationNanos())
                + " ms translating hot code; the JVM's compilers worked "
                + millis(bench.firstJvmCompilationNanos())
                + " ms beside it";
    }

    private static void row(StringBuilder text, String name, long nanos, String remark) {
        String line =
                String.format(Locale.ROOT, "  %-20s %10s ms  %s", name, millis(nanos), remark);
        text.append(line.stripTrailing()).append('\n');
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.2f" : "%.1f", nanos / 1e6);
    }

    private static long max(long[] nanos) {
        long most = nanos[0];
        for (long each : nanos) {
            most = Math.max(most, each);
        }
        return most;
    }

    private static long min(long[] nanos) {
        long least = nanos[0];
        for (long each : nanos) {
            least = Math.min(least, each);
        }
        return least;
    }

    /// A bar per run, from 0 on, as high as the run took time. The first run has one of its own.
    static String curve(long[] nanos) {
        int perColumn = (nanos.length - 1 + MAX_COLUMNS - 2) / (MAX_COLUMNS - 1);
        long most = Math.max(1, nanos[0]);
        long[] columns = new long[1 + (nanos.length - 1 + perColumn - 1) / perColumn];
        columns[0] = nanos[0];
        for (int column = 1; column < columns.length; column++) {
            int from = 1 + (column - 1) * perColumn;
            int to = Math.min(from + perColumn, nanos.length);
            columns[column] = min(Arrays.copyOfRange(nanos, from, to));
            most = Math.max(most, columns[column]);
        }
        StringBuilder bars = new StringBuilder();
        for (long column : columns) {
            bars.append(BARS.charAt((int) Math.min(7, column * 8 / most)));
        }
        return bars.toString();
    }

    /// The curve as a picture: runs to the right, milliseconds up.
    String picture() {
        long[] nanos = bench.nanos();
        long most = Math.max(1, max(nanos));
        double step = (double) (WIDTH - 2 * MARGIN) / Math.max(1, nanos.length - 1);
        double scale = (double) (HEIGHT - 2 * MARGIN) / most;
        int floor = HEIGHT - MARGIN;
        StringBuilder svg = new StringBuilder(4096);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
        svg.append(WIDTH).append(' ').append(HEIGHT);
        svg.append("\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        label(svg, MARGIN, 24, escaped(path) + ": time of each run");
        line(svg, MARGIN, floor, WIDTH - MARGIN, floor, "#888");
        line(svg, MARGIN, MARGIN, MARGIN, floor, "#888");
        double steady = floor - bench.medianNanos() * scale;
        line(svg, MARGIN, steady, WIDTH - MARGIN, steady, "#d33");
        String median = "steady state " + millis(bench.medianNanos()) + " ms";
        label(svg, WIDTH - MARGIN - 160, steady - 6, median);
        label(svg, 4, MARGIN, millis(most) + " ms");
        label(svg, 4, floor, "0 ms");
        label(svg, MARGIN, floor + 18, "run 1");
        label(svg, WIDTH - MARGIN - 40, floor + 18, "run " + nanos.length);
        svg.append("<polyline fill=\"none\" stroke=\"#26c\" stroke-width=\"1.5\" points=\"");
        for (int i = 0; i < nanos.length; i++) {
            String point =
                    String.format(
                            Locale.ROOT, "%.1f,%.1f ", MARGIN + i * step, floor - nanos[i] * scale);
            svg.append(point);
        }
        return svg.append("\"/>\n</svg>\n").toString();
    }

    private static void line(
            StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n",
                        x1,
                        y1,
                        x2,
                        y2,
                        colour));
    }

    private static void label(StringBuilder svg, double x, double y, String text) {
        svg.append(
                String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x, y, text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
