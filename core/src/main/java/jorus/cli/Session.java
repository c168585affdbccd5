package jorus.cli;

import jorus.engine.Compilation;
import jorus.engine.DebugAllocation;
import jorus.engine.Engine;
import jorus.engine.Instance;
import jorus.engine.Limits;
import jorus.engine.LoadedImage;
import jorus.engine.Outcome;
import jorus.engine.Phase;
import jorus.engine.PhaseTimes;
import jorus.engine.Program;
import jorus.engine.ProgramCache;
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
import java.util.function.BooleanSupplier;

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

    /// Whether the process ends with this: then it gives no memory back, which takes milliseconds.
    private final boolean isLast;

    /// Watches the run; null for commands that don't.
    private ProfileCommand profile;

    Session(
            Invocation invocation,
            InputStream in,
            OutputStream out,
            PrintStream err,
            boolean isLast) {
        this.invocation = invocation;
        this.isLast = isLast;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /// The exit code. Everything was written and flushed.
    int execute() throws IOException {
        if (!invocation.has(Flag.DEBUG_ALLOC)) {
            return command();
        }
        DebugAllocation.enable();
        int code = command();
        List<String> unclosed = DebugAllocation.finish();
        for (String line : unclosed) {
            err.println("jorus: unclosed memory: " + line);
        }
        return unclosed.isEmpty() ? code : ExitCode.INTERNAL_ERROR;
    }

    private int command() throws IOException {
        return switch (invocation.command()) {
            case RUN, EVAL, STATS, MEM, PROFILE, CHECK, COMPILE, VERIFY, DISASM, EXPLORE ->
                    compile();
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
        DiagnosticRenderer renderer;
        switch (invocation.value(Flag.COLOR, "auto")) {
            case "auto" -> renderer = new DiagnosticRenderer(new Terminal());
            case "always" -> renderer = new DiagnosticRenderer(true);
            case "never" -> renderer = new DiagnosticRenderer(false);
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
        if (invocation.command().profiles()) {
            profile = ProfileCommand.of(invocation, times, out, err);
            if (profile == null) {
                return ExitCode.USAGE;
            }
        }
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
            LoadedImage image = reader.image();
            try {
                return image(image, options, renderer);
            } finally {
                close(image);
            }
        }
        if (reader.problem() != null) {
            return ImageCommand.report(reader.problem(), err);
        }
        err.print(renderer.render(reader.failure()));
        return failed();
    }

    private int image(LoadedImage image, RunOptions options, DiagnosticRenderer renderer)
            throws IOException {
        return switch (invocation.command()) {
            case RUN, STATS, MEM, PROFILE -> run(image, options, renderer);
            case VERIFY -> write(path() + ": verified, " + image.summary() + "\n");
            case DISASM -> write(image.disassembly());
            case CHECK -> ExitCode.SUCCESS;
            case EXPLORE -> {
                err.println("jorus: " + path() + " is an image: explore shows sources");
                yield ExitCode.USAGE;
            }
            case COMPILE -> {
                err.println("jorus: " + path() + " is an image already");
                yield ExitCode.USAGE;
            }
            case EVAL, VERSION, HELP -> throw new AssertionError(invocation.command());
        };
    }

    private int source(SourceFile source, RunOptions options, DiagnosticRenderer renderer)
            throws IOException {
        ProgramCache cache = cache();
        Program known = cache == null ? null : cache.find(source, times);
        if (known != null) {
            try {
                return run(known, options, renderer);
            } finally {
                close(known);
            }
        }
        Compilation compilation = compilation(source);
        if (cache != null) {
            cache.store(compilation);
        }
        try {
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
                case RUN, EVAL, STATS, MEM, PROFILE, CHECK, VERSION, HELP -> ExitCode.SUCCESS;
            };
        } finally {
            close(compilation);
        }
    }

    /// Null if the program is to be compiled in any case.
    private ProgramCache cache() {
        boolean isPlain =
                invocation.command() == Command.RUN
                        && !invocation.has(Flag.NO_CACHE)
                        && !invocation.has(Flag.STATS)
                        && !invocation.operand().equals("-");
        return isPlain ? ProgramCache.open() : null;
    }

    private void close(Program program) {
        if (!isLast) {
            program.close();
        }
    }

    private Compilation compilation(SourceFile source) {
        return output == null
                ? Compilation.compile(source, ImageCommand.form(invocation), times)
                : Compilation.compileForPage(source, times);
    }

    private int explore(Compilation compilation) throws IOException {
        if (compilation.exceedsPage()) {
            err.println("jorus: " + path() + " has too many instructions for a page");
            return ExitCode.COMPILE_ERROR;
        }
        return output.write(compilation.page().getBytes(StandardCharsets.UTF_8));
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

    /// Whether messages go to people. Looked for once.
    private static final class Terminal implements BooleanSupplier {
        private boolean isKnown;
        private boolean isTerminal;

        @Override
        public boolean getAsBoolean() {
            if (!isKnown) {
                isKnown = true;
                isTerminal =
                        System.getenv("NO_COLOR") == null
                                && System.console() != null
                                && System.console().isTerminal();
            }
            return isTerminal;
        }
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
        Instance instance = new Instance(program, options, in, out, times);
        try {
            running = instance;
            if (profile != null) {
                profile.watch(instance);
            }
            FlightFile flight = invocation.has(Flag.JFR) ? new FlightFile(instance) : null;
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
            if (flight != null && !flight.write(invocation.value(Flag.JFR, ""), err)) {
                return ExitCode.CANNOT_WRITE;
            }
            if (profile != null && outcome.end() != Outcome.End.FAILED) {
                int code = profile.report(instance);
                if (code != ExitCode.SUCCESS) {
                    return code;
                }
            }
            return switch (outcome.end()) {
                case FINISHED, CANCELLED, OUTPUT_CLOSED -> ExitCode.SUCCESS;
                case TRAPPED -> ExitCode.RUNTIME_ERROR;
                case FUEL_LIMIT, TIME_LIMIT, OUTPUT_LIMIT -> ExitCode.LIMIT_REACHED;
                case FAILED -> ExitCode.INTERNAL_ERROR;
            };
        } finally {
            if (!isLast) {
                instance.close();
            }
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
