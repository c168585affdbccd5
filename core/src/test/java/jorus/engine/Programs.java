package jorus.engine;

import jorus.source.SourceFile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Compiles and runs small programs for tests.
final class Programs {
    static final RunOptions OPTIONS = RunOptions.of(512L << 20, 10_000, Engine.AUTO);

    private Programs() {}

    /// What a run did. `fuel` is what it used.
    record Result(Outcome outcome, String output, long fuel) {
        Outcome.End end() {
            return outcome.end();
        }

        String place() {
            TrapReport report = outcome.report();
            return report == null ? "" : report.line() + ":" + report.column() + report.notes();
        }
    }

    static Compilation compile(String text) {
        SourceFile file = new SourceFile("test.orus", text.getBytes(StandardCharsets.UTF_8));
        Compilation compilation = Compilation.compile(file, new PhaseTimes());
        if (compilation.hasErrors()) {
            throw new AssertionError(compilation.diagnostics() + "\n" + text);
        }
        return compilation;
    }

    static Instance instance(Compilation program, Limits limits, InputStream in, OutputStream out) {
        return new Instance(program, OPTIONS.with(limits), in, out, new PhaseTimes());
    }

    static Result run(String text, Limits limits) {
        return run(text, limits, new ByteArrayInputStream(new byte[0]));
    }

    static Result run(String text, Limits limits, InputStream in) {
        return run(text, limits, in, true);
    }

    /// As `run`, but fuel is counted only if it is limited.
    static Result uncounted(String text, Limits limits) {
        return run(text, limits, InputStream.nullInputStream(), false);
    }

    private static Result run(String text, Limits limits, InputStream in, boolean countsFuel) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Compilation program = compile(text);
                Instance instance = instance(program, limits, in, out)) {
            if (countsFuel) {
                instance.countFuel();
            }
            Outcome outcome = instance.run();
            return new Result(
                    outcome, out.toString(StandardCharsets.ISO_8859_1), instance.fuelUsed());
        }
    }
}
