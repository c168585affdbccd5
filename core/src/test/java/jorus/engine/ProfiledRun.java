package jorus.engine;

import jorus.profile.MemoryOptions;
import jorus.profile.MemoryProfiler;
import jorus.profile.MemoryReport;
import jorus.profile.SampleOptions;
import jorus.profile.SampleReport;
import jorus.profile.Sampler;
import jorus.source.SourceFile;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Runs programs under a profiler, for tests.
public final class ProfiledRun {
    public static final String PATH = "test.orus";

    private ProfiledRun() {}

    /// What is done with a run that has ended and is still open.
    private interface Use<T> {
        T of(Instance instance);
    }

    /// The forms of a memory report.
    public record Memory(String text, String json, String html) {}

    /// The forms of a profile.
    public record Time(
            String text, String json, String html, String collapsed, String speedscope) {}

    public static Memory memory(String text, Engine engine, boolean isExact) {
        PhaseTimes times = new PhaseTimes();
        Profiles.measureAllocation(times);
        MemoryProfiler[] profiler = new MemoryProfiler[1];
        MemoryOptions options =
                new MemoryOptions(isExact, MemoryOptions.DEFAULT_INTERVAL_NANOS / 10);
        return run(
                text,
                engine,
                times,
                instance -> profiler[0] = Profiles.memory(instance, options),
                instance -> {
                    MemoryReport report = Profiles.report(instance, profiler[0]);
                    return new Memory(report.text(), report.json(), report.html());
                });
    }

    public static Time time(String text, Engine engine, SampleOptions options) {
        Sampler[] sampler = new Sampler[1];
        return run(
                text,
                engine,
                new PhaseTimes(),
                instance -> sampler[0] = Profiles.time(instance, options),
                instance -> {
                    SampleReport report = Profiles.report(instance, sampler[0]);
                    return new Time(
                            report.text(),
                            report.json(),
                            report.html(),
                            report.collapsed(),
                            report.speedscope());
                });
    }

    private static <T> T run(
            String text, Engine engine, PhaseTimes times, Use<?> before, Use<T> after) {
        SourceFile file = new SourceFile(PATH, text.getBytes(StandardCharsets.UTF_8));
        RunOptions options = RunOptions.of(512L << 20, 10_000, engine);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Compilation program = Compilation.compile(file, times)) {
            if (program.hasErrors()) {
                throw new AssertionError(program.diagnostics() + "\n" + text);
            }
            try (Instance instance =
                    new Instance(program, options, InputStream.nullInputStream(), out, times)) {
                before.of(instance);
                Outcome outcome = instance.run();
                if (outcome.end() != Outcome.End.FINISHED) {
                    throw new AssertionError(outcome);
                }
                return after.of(instance);
            }
        }
    }
}
