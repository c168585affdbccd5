package jorus.cli;

import jorus.engine.Compilation;
import jorus.engine.Engine;
import jorus.engine.Instance;
import jorus.engine.Limits;
import jorus.engine.LoadedImage;
import jorus.engine.Outcome;
import jorus.engine.Phase;
import jorus.engine.PhaseTimes;
import jorus.engine.Program;
import jorus.engine.ProgramReader;
import jorus.engine.RunOptions;
import jorus.engine.TrapReport;
import jorus.engine.Versions;
import jorus.source.Diagnostic;
import jorus.source.DiagnosticRenderer;
import jorus.source.SourceFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Carries out one parsed command line.
final class Session {
    private final Invocation invocation;
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final PhaseTimes times = new PhaseTimes();
    private volatile Instance running;

    /// Where `explore` writes; null for other commands.
    private OutputFile output;

    Session(Invocation invocation, InputStream in, OutputStream out, PrintStream err) {
        this.invocation = invocation;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /// The exit code. Everything was written and flushed.
    int execute() throws IOException {
        return switch (invocation.command()) {
            case RUN, EVAL, STATS, CHECK, COMPILE, VERIFY, DISASM, EXPLORE -> compile();
            case VERSION -> version();
            case HELP -> help();
        };
    }

    /// Makes a program that is running stop at its next poll, its output flushed. Any thread.
    void interrupt() {
        Instance instance = running;
        if (instance != null) {
            instance.cancel();
        }
    }

    private int version() throws IOException {
        write("jorus " + Versions.JORUS + "\n" + Versions.java() + "\n");
        return ExitCode.SUCCESS;
    }

    private int help() {
        PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8);
        if (invocation.operand() == null) {
            PicocliParser.usage(text);
        } else {
            PicocliParser.usage(Command.named(invocation.operand()), text);
        }
        text.flush();
        return ExitCode.SUCCESS;
    }

    private int compile() throws IOException {
        boolean colour;
        switch (invocation.value(Flag.COLOR, "auto")) {
            case "auto" -> colour = isTerminal();
            case "always" -> colour = true;
            case "never" -> colour = false;
            default -> {
                return usage(Flag.COLOR, "must be auto, always or never");
            }
        }
        String mode = invocation.value(Flag.WARNINGS, "on");
        if (!mode.equals("on") && !mode.equals("off") && !mode.equals("error")) {
            return usage(Flag.WARNINGS, "must be on, off or error");
        }
        RunOptions options = options();
        if (options == null) {
            return ExitCode.USAGE;
        }
        if (invocation.command() == Command.COMPILE && ImageCommand.target(invocation) == null) {
            err.println("jorus: compile -: give the image to write with -o IMAGE");
            return ExitCode.USAGE;
        }
        if (invocation.command() == Command.EXPLORE) {
            String file = invocation.value(Flag.OUTPUT, null);
            output = OutputFile.of(file, invocation.operand(), ".html", out, err);
            if (output == null) {
                return ExitCode.USAGE;
            }
        }
        DiagnosticRenderer renderer = new DiagnosticRenderer(colour);
        times.begin(Phase.READ);
        if (invocation.command() == Command.EVAL) {
            byte[] code = invocation.operand().getBytes(StandardCharsets.UTF_8);
            return source(new SourceFile("<command line>", code), options, renderer);
        }
        ProgramReader reader = new ProgramReader(invocation.operand(), in);
        reader.read(times);
        if (reader.source() != null) {
            return source(reader.source(), options, renderer);
        }
        if (reader.image() != null) {
            try (LoadedImage image = reader.image()) {
                return image(image, options, renderer);
            }
        }
        if (reader.problem() != null) {
            ImageCommand.report(reader.problem(), err);
            return ExitCode.COMPILE_ERROR;
        }
        err.print(renderer.render(reader.failure()));
        return failed();
    }

    private int image(LoadedImage image, RunOptions options, DiagnosticRenderer renderer)
            throws IOException {
        return switch (invocation.command()) {
            case RUN, STATS -> run(image, options, renderer);
            case VERIFY -> write(path() + ": verified, " + image.summary() + "\n");
            case DISASM -> write(image.disassembly());
            case CHECK -> ExitCode.SUCCESS;
            case EXPLORE -> explore(image);
            case COMPILE -> {
                err.println("jorus: " + path() + " is an image already");
                yield ExitCode.USAGE;
            }
            case EVAL, VERSION, HELP -> throw new AssertionError(invocation.command());
        };
    }

    private int source(SourceFile source, RunOptions options, DiagnosticRenderer renderer)
            throws IOException {
        try (Compilation compilation = compilation(source)) {
            boolean isRefused =
                    invocation.value(Flag.WARNINGS, "on").equals("error")
                            && !compilation.warnings().isEmpty();
            boolean runs =
                    invocation.command().executes() && compilation.isRunnable() && !isRefused;
            if (!compilation.hasErrors() || !runs) {
                report(compilation, renderer);
            }
            if (runs) {
                int code = run(compilation, options, renderer);
                if (code != ExitCode.SUCCESS || !compilation.hasErrors()) {
                    return code;
                }
                report(compilation, renderer);
            }
            if (compilation.hasErrors() || isRefused) {
                return failed();
            }
            return switch (invocation.command()) {
                case DISASM -> write(compilation.disassembly());
                case VERIFY -> write(path() + ": verified, " + compilation.summary() + "\n");
                case COMPILE -> ImageCommand.write(compilation, invocation, err);
                case EXPLORE -> explore(compilation);
                case RUN, EVAL, STATS, CHECK, VERSION, HELP -> ExitCode.SUCCESS;
            };
        }
    }

    private Compilation compilation(SourceFile source) {
        return output == null
                ? Compilation.compile(source, ImageCommand.form(invocation), times)
                : Compilation.compileForPage(source, times);
    }

    private int explore(Program program) throws IOException {
        if (program.exceedsPage()) {
            err.println("jorus: " + path() + " has too many instructions for a page");
            return ExitCode.COMPILE_ERROR;
        }
        return output.write(program.page().getBytes(StandardCharsets.UTF_8));
    }

    private void report(Compilation compilation, DiagnosticRenderer renderer) {
        boolean isOff = invocation.value(Flag.WARNINGS, "on").equals("off");
        if (!isOff && !compilation.hasErrors()) {
            for (Diagnostic warning : compilation.warnings()) {
                err.print(renderer.render(warning));
            }
        }
        for (Diagnostic error : compilation.diagnostics()) {
            err.print(renderer.render(error));
        }
        if (compilation.droppedErrors() > 0) {
            err.println("... and " + compilation.droppedErrors() + " more errors");
        }
    }

    private int failed() {
        String path = invocation.command() == Command.EVAL ? "<command line>" : path();
        err.println("Compilation failed for \"" + path + "\".");
        return ExitCode.COMPILE_ERROR;
    }

    private String path() {
        return invocation.operand().equals("-") ? "<stdin>" : invocation.operand();
    }

    private boolean isTerminal() {
        return System.console() != null
                && System.console().isTerminal()
                && System.getenv("NO_COLOR") == null;
    }

    /// The run options of the command line, or null after a complaint.
    private RunOptions options() {
        long heap = RunOptions.defaultHeapBytes();
        if (invocation.has(Flag.HEAP)) {
            heap = Sizes.bytes(invocation.value(Flag.HEAP, ""));
            if (heap < RunOptions.MIN_HEAP_BYTES) {
                usage(Flag.HEAP, "must be a size of at least 64k, such as 64m or 2g");
                return null;
            }
        }
        long depth = RunOptions.DEFAULT_MAX_DEPTH;
        if (invocation.has(Flag.MAX_STACK)) {
            depth = Sizes.number(invocation.value(Flag.MAX_STACK, ""));
            if (depth < 1 || depth > RunOptions.MAX_DEPTH_LIMIT) {
                usage(Flag.MAX_STACK, "must be from 1 to " + RunOptions.MAX_DEPTH_LIMIT);
                return null;
            }
        }
        Engine engine = Engine.named(invocation.value(Flag.ENGINE, Engine.AUTO.text()));
        if (engine == null) {
            usage(Flag.ENGINE, "must be auto, interp or jit");
            return null;
        }
        String dump = invocation.value(Flag.DUMP_CLASSES, null);
        if (dump != null && !Files.isDirectory(Path.of(dump))) {
            usage(Flag.DUMP_CLASSES, "must be a folder");
            return null;
        }
        Limits limits = limits();
        if (limits == null) {
            return null;
        }
        return new RunOptions(
                heap,
                (int) depth,
                engine,
                invocation.has(Flag.STATS) || invocation.command() == Command.STATS,
                invocation.has(Flag.PAIRS),
                invocation.has(Flag.TRACE) ? err : null,
                dump == null ? null : Path.of(dump),
                limits);
    }

    /// The limits of the command line, or null after a complaint.
    private Limits limits() {
        Limits limits = Limits.NONE;
        if (invocation.has(Flag.FUEL)) {
            long fuel = Sizes.number(invocation.value(Flag.FUEL, ""));
            if (fuel < 0) {
                usage(Flag.FUEL, "must be a number from 1 to " + Sizes.MAX_NUMBER);
                return null;
            }
            limits = limits.withFuel(fuel);
        }
        if (invocation.has(Flag.TIMEOUT)) {
            long nanos = Sizes.nanos(invocation.value(Flag.TIMEOUT, ""));
            if (nanos < 0) {
                usage(
                        Flag.TIMEOUT,
                        "must be a time above 0 with its unit, such as 500ms, 2s or 5m");
                return null;
            }
            limits = limits.withTimeoutNanos(nanos);
        }
        if (invocation.has(Flag.MAX_OUTPUT)) {
            long bytes = Sizes.bytes(invocation.value(Flag.MAX_OUTPUT, ""));
            if (bytes < 0) {
                usage(Flag.MAX_OUTPUT, "must be a size of at least 1, such as 4096, 64k or 10m");
                return null;
            }
            limits = limits.withOutputBytes(bytes);
        }
        return limits;
    }

    private int usage(Flag flag, String requirement) {
        String value = invocation.value(flag, "");
        err.println("jorus: " + flag.text() + " " + value + ": the value " + requirement);
        return ExitCode.USAGE;
    }

    private int run(Program program, RunOptions options, DiagnosticRenderer renderer)
            throws IOException {
        try (Instance instance = new Instance(program, options, in, out, times)) {
            running = instance;
            Outcome outcome;
            try {
                outcome = instance.run();
            } finally {
                running = null;
            }
            if (outcome.report() != null) {
                report(outcome, renderer);
            }
            if (options.countsPairs()) {
                instance.printPairs(err);
            }
            if (options.measures()) {
                instance.printStatistics(err);
            }
            return switch (outcome.end()) {
                case FINISHED, CANCELLED, OUTPUT_CLOSED -> ExitCode.SUCCESS;
                case TRAPPED -> ExitCode.RUNTIME_ERROR;
                case FUEL_LIMIT, TIME_LIMIT, OUTPUT_LIMIT -> ExitCode.LIMIT_REACHED;
                case FAILED -> ExitCode.INTERNAL_ERROR;
            };
        }
    }

    private void report(Outcome outcome, DiagnosticRenderer renderer) {
        TrapReport report = outcome.report();
        List<String> notes = new ArrayList<>();
        switch (outcome.end()) {
            case FUEL_LIMIT -> notes.add(raise(Flag.FUEL));
            case TIME_LIMIT -> notes.add(raise(Flag.TIMEOUT));
            case OUTPUT_LIMIT -> notes.add(raise(Flag.MAX_OUTPUT));
            case FAILED -> {
                notes.add(
                        "This is a fault of Jorus, not of the program. Please report it together");
                notes.add("with the program and the output of 'jorus version'.");
            }
            case FINISHED, TRAPPED, CANCELLED, OUTPUT_CLOSED -> {}
        }
        notes.addAll(report.notes());
        err.print(
                renderer.renderTrap(
                        report.code(),
                        report.title(),
                        report.message(),
                        report.file(),
                        report.path(),
                        report.line(),
                        report.column(),
                        notes));
        if (outcome.fault() != null && invocation.has(Flag.DEBUG)) {
            outcome.fault().printStackTrace(err);
        }
    }

    private static String raise(Flag flag) {
        return "a larger " + flag.text() + " " + flag.operand() + " raises it";
    }

    private int write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return ExitCode.SUCCESS;
    }
}
