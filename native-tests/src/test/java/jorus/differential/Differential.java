package jorus.differential;

import jorus.engine.Compilation;
import jorus.engine.EngineRun;
import jorus.engine.EngineRun.Engine;
import jorus.engine.EngineRun.Result;
import jorus.engine.EngineRun.Settings;
import jorus.runtime.Machine;

import java.util.Random;
import java.util.Timer;
import java.util.TimerTask;

/// Compares the engines on one program.
final class Differential {
    private static final String SIMD_PROPERTY = "jorus.simd";
    private static final String MOVE_PROPERTY = "jorus.move";
    private static final String PASSES_PROPERTY = "jorus.passes";
    private static final int MILLIS = 2000;

    /// How long what was fast in the interpreter may take in another way.
    private static final long PATIENT_MILLIS = 20 * MILLIS;

    /// A way to run a program.
    record Way(Engine engine, boolean isStress, String simd) {
        @Override
        public String toString() {
            return engine + (isStress ? " stress" : "") + " simd=" + simd;
        }
    }

    /// What a comparison came to: `difference` is null if there was none.
    record Verdict(boolean isRun, Way way, String difference, String end) {}

    private static final Timer TIMER = new Timer("cancel", true);

    private Differential() {}

    static Settings settings(long seed) {
        Random random = new Random(seed ^ 0x5DEECE66DL);
        int[] depths = {1000, 60, 20_000};
        int[] intervals = {10_000, 10_000, 100, 7, 1};
        int[] javaStacks = {64 << 20, 64 << 20, 70 << 10, 100 << 10};
        return new Settings(
                depths[random.nextInt(depths.length)],
                intervals[random.nextInt(intervals.length)],
                64L << 20,
                javaStacks[random.nextInt(javaStacks.length)],
                false,
                false);
    }

    /// Runs `source` in all ways; `simd` says whether vector kernels are among them.
    static Verdict compare(
            String source, Settings settings, boolean withStress, StringBuilder problems) {
        Compilation program = EngineRun.compile(source, each -> problems.append(each).append('\n'));
        if (program == null) {
            return new Verdict(false, null, null, "does not compile");
        }
        try (program) {
            Result expected = run(program, new Way(Engine.INTERPRETER, false, "off"), settings);
            if (expected == null || expected.end().equals("CANCELLED")) {
                return new Verdict(false, null, null, "runs too long");
            }
            Way[] ways = {
                new Way(Engine.UNCOUNTED, false, "off"),
                new Way(Engine.JIT, false, "eager"),
                new Way(Engine.AUTO, false, "eager"),
                new Way(Engine.MIXED, false, "eager"),
                new Way(Engine.UNCOUNTED_MIXED, false, "eager"),
                new Way(Engine.OUTLINED, false, "eager"),
                new Way(Engine.INTERPRETER, true, "off"),
                new Way(Engine.UNCOUNTED, true, "off"),
                new Way(Engine.MIXED, true, "off"),
                new Way(Engine.OUTLINED, true, "off"),
            };
            boolean slow = false;
            for (Way way : ways) {
                if (way.isStress && (!withStress || expected.polls() > 3000 || slow)) {
                    continue;
                }
                Result found = run(program, way, settings);
                if (!way.isStress && found.end().equals("CANCELLED")) {
                    // Vector code that the JVM has not compiled is a hundred times slower.
                    found = run(program, way, settings, PATIENT_MILLIS);
                }
                if (way.isStress && found.end().equals("CANCELLED")) {
                    slow = true;
                    continue;
                }
                if (!way.engine.counts()) {
                    found = found.withPollsOf(expected);
                }
                if (!found.equals(expected)) {
                    return new Verdict(true, way, difference(expected, found), expected.end());
                }
            }
            return compareStops(program, settings, expected);
        }
    }

    /// Compares a program with itself without the passes over its IR: what they do wrong, all
    /// engines do.
    static Verdict compareWithoutPasses(String source, Settings settings, StringBuilder problems) {
        Compilation program = EngineRun.compile(source, each -> problems.append(each).append('\n'));
        if (program == null) {
            return new Verdict(false, null, null, "does not compile");
        }
        Way way = new Way(Engine.INTERPRETER, false, "off");
        Result expected;
        System.setProperty(PASSES_PROPERTY, "off");
        try (Compilation plain = EngineRun.compile(source, problems::append)) {
            expected = run(plain, way, settings);
        } finally {
            System.clearProperty(PASSES_PROPERTY);
        }
        try (program) {
            Result found = run(program, way, settings);
            if (isAboutSize(expected) || isAboutSize(found)) {
                return new Verdict(false, null, null, "runs too long");
            }
            boolean isSame =
                    found.output().equals(expected.output())
                            && found.lines().equals(expected.lines())
                            && firstLine(found.end()).equals(firstLine(expected.end()));
            String difference = isSame ? null : difference(expected, found);
            return new Verdict(true, null, difference, expected.end());
        }
    }

    /// Whether time, memory or depth has ended the run: the passes are there to save these.
    private static boolean isAboutSize(Result result) {
        String end = firstLine(result.end());
        return end.equals("CANCELLED") || end.startsWith("MEMORY") || end.startsWith("RECURSION");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /// Stops the program at one poll: each engine must be at the same place then.
    private static Verdict compareStops(Compilation program, Settings settings, Result whole) {
        Settings early = settings.stoppedAt((int) (whole.polls() * 0.618));
        boolean isOutlined = (whole.polls() & 1) == 0;
        Way way = new Way(isOutlined ? Engine.OUTLINED : Engine.JIT, false, "eager");
        // A program that is to move to a loop of its own looks sooner whether it is to stop.
        System.setProperty(MOVE_PROPERTY, Integer.toString(Integer.MAX_VALUE));
        Result expected;
        Result found;
        try {
            expected = run(program, new Way(Engine.INTERPRETER, false, "off"), early);
            found = run(program, way, early, PATIENT_MILLIS);
        } finally {
            System.clearProperty(MOVE_PROPERTY);
        }
        String difference =
                found.equals(expected)
                        ? null
                        : "stopped after "
                                + early.pollInterval()
                                + " polls\n"
                                + difference(expected, found);
        return new Verdict(true, way, difference, whole.end());
    }

    private static Result run(Compilation program, Way way, Settings given) {
        return run(program, way, given, MILLIS);
    }

    private static Result run(Compilation program, Way way, Settings given, long millis) {
        Settings settings = way.isStress ? given.stressed() : given;
        System.setProperty(SIMD_PROPERTY, way.simd);
        TimerTask[] task = new TimerTask[1];
        try {
            return EngineRun.run(
                    program, way.engine, settings, machine -> start(machine, task, millis));
        } catch (Throwable e) {
            java.io.StringWriter text = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(text));
            return new Result("", "thrown " + text, "", 0);
        } finally {
            System.clearProperty(SIMD_PROPERTY);
            stop(task[0]);
        }
    }

    private static void start(Machine machine, TimerTask[] task, long millis) {
        TimerTask made =
                new TimerTask() {
                    @Override
                    public void run() {
                        synchronized (this) {
                            if (!isOver) {
                                machine.cancel();
                            }
                        }
                    }

                    private boolean isOver;

                    @Override
                    public boolean cancel() {
                        synchronized (this) {
                            isOver = true;
                        }
                        return super.cancel();
                    }
                };
        task[0] = made;
        TIMER.schedule(made, millis);
    }

    private static void stop(TimerTask task) {
        if (task != null) {
            task.cancel();
        }
    }

    private static String difference(Result expected, Result found) {
        StringBuilder text = new StringBuilder();
        if (!expected.end().equals(found.end())) {
            text.append("end: ")
                    .append(expected.end())
                    .append("\n but: ")
                    .append(found.end())
                    .append('\n');
        }
        if (expected.polls() != found.polls()) {
            text.append("polls: ")
                    .append(expected.polls())
                    .append(" but ")
                    .append(found.polls())
                    .append('\n');
        }
        if (!expected.output().equals(found.output())) {
            String[] a = expected.output().split("\n");
            String[] b = found.output().split("\n");
            int i = 0;
            while (i < a.length && i < b.length && a[i].equals(b[i])) {
                i++;
            }
            text.append("output line ").append(i + 1).append(": ");
            text.append(i < a.length ? cut(a[i]) : "<end>").append("\n  but: ");
            text.append(i < b.length ? cut(b[i]) : "<end>").append('\n');
        }
        return text.toString();
    }

    private static String cut(String text) {
        return text.length() > 300 ? text.substring(0, 300) : text;
    }
}
