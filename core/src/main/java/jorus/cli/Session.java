package jorus.cli;

import jorus.engine.Bench;
import jorus.engine.Compilation;
import jorus.engine.DebugAllocation;
import jorus.engine.Instance;
import jorus.engine.Limits;
import jorus.engine.LoadedImage;
import jorus.engine.Outcome;
import jorus.engine.Phase;
import jorus.engine.PhaseTimes;
import jorus.engine.Priming;
import jorus.engine.Program;
import jorus.engine.ProgramCache;
import jorus.engine.ProgramReader;
import jorus.engine.RunOptions;
import jorus.engine.Surroundings;
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
import java.util.ArrayList;
import java.util.List;

/// Carries out one parsed command line.
final class Session {
    /// What the engine reads.
    private static final String SIMD_PROPERTY = "jorus.simd";

    private final Invocation invocation;
    private final RunFlags flags;
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final PhaseTimes times = new PhaseTimes();
    private volatile Instance running;

    /// Where `explore` writes, and `bench` its picture; null for other commands.
    private OutputFile output;

    /// How old the process was when `bench` began.
    private long startNanos;

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
        this.isLast = isLast && !invocation.has(Flag.DEBUG_ALLOC);
        this.in = in;
        flags = new RunFlags(invocation, err);
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
            case BENCH -> {
                startNanos = BenchCommand.startNanos();
                yield compile();
            }
            case CACHE -> {
                String text = CacheCommand.text(invocation.operand(), err);
                yield text == null ? ExitCode.USAGE : write(text);
            }
            case DOCTOR -> write(DoctorCommand.text());
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
        if (invocation.has(Flag.SIMD) && !chooseSimd()) {
            return ExitCode.USAGE;
        }
        switch (invocation.value(Flag.COLOR, "auto")) {
            case "auto" -> renderer = new DiagnosticRenderer(new Terminal());
            case "always" -> renderer = new DiagnosticRenderer(true);
            case "never" -> renderer = new DiagnosticRenderer(false);
            default -> {
                return flags.usage(Flag.COLOR, "must be auto, always or never");
            }
        }
        String mode = invocation.value(Flag.WARNINGS, "on");
        if (!mode.equals("on") && !mode.equals("off") && !mode.equals("error")) {
            return flags.usage(Flag.WARNINGS, "must be on, off or error");
        }
        RunOptions options = flags.options();
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
        if (invocation.command() == Command.BENCH && invocation.has(Flag.OUTPUT)) {
            String file = invocation.value(Flag.OUTPUT, null);
            output = OutputFile.of(file, invocation.operand(), ".svg", out, err);
            if (output == null) {
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
            ImageCommand.report(reader.problem(), err);
            return ExitCode.COMPILE_ERROR;
        }
        err.print(renderer.render(reader.failure()));
        return failed();
    }

    private int image(LoadedImage image, RunOptions options, DiagnosticRenderer renderer)
            throws IOException {
        return switch (invocation.command()) {
            case RUN, STATS, BENCH, MEM, PROFILE -> run(image, options, renderer, null);
            case VERIFY -> write(path() + ": verified, " + image.summary() + "\n");
            case DISASM -> write(image.disassembly());
            case CHECK -> ExitCode.SUCCESS;
            case EXPLORE -> explore(image);
            case COMPILE -> {
                err.println("jorus: " + path() + " is an image already");
                yield ExitCode.USAGE;
            }
            case EVAL, CACHE, DOCTOR, VERSION, HELP ->
                    throw new AssertionError(invocation.command());
        };
    }

    private int source(SourceFile source, RunOptions options, DiagnosticRenderer renderer)
            throws IOException {
        ProgramCache cache = cache();
        boolean countsFuel =
                options.limits().fuel() != Limits.UNLIMITED
                        || options.measures()
                        || invocation.command() == Command.PROFILE;
        Program known = cache == null ? null : cache.find(source, times, countsFuel);
        if (known != null) {
            try {
                return run(known, options, renderer, cache);
            } finally {
                close(known);
            }
        }
        if (invocation.command().executes()) {
            Priming.begin(source, options.engine());
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
                int code = run(compilation, options, renderer, cache);
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
                case RUN, EVAL, STATS, BENCH, MEM, PROFILE, CHECK -> ExitCode.SUCCESS;
                case CACHE, DOCTOR, VERSION, HELP -> throw new AssertionError(invocation.command());
            };
        } finally {
            close(compilation);
        }
    }

    /// Null if the program is to be compiled in any case.
    private ProgramCache cache() {
        Command command = invocation.command();
        // What is profiled is to be compiled as in a run.
        boolean runs =
                command == Command.RUN || command == Command.BENCH || command == Command.PROFILE;
        boolean isPlain =
                runs
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
        return invocation.command() != Command.EXPLORE
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

    /// Whether the choice of `--simd` can be had; false after a complaint.
    private boolean chooseSimd() {
        String mode = invocation.value(Flag.SIMD, "auto");
        switch (mode) {
            case "auto" -> System.clearProperty(SIMD_PROPERTY);
            case "off" -> System.setProperty(SIMD_PROPERTY, "off");
            case "on" -> {
                System.clearProperty(SIMD_PROPERTY);
                if (!Surroundings.loadVectors()) {
                    flags.usage(Flag.SIMD, "can't be had here: see 'jorus doctor', or say auto");
                    return false;
                }
            }
            default -> {
                flags.usage(Flag.SIMD, "must be auto, on or off");
                return false;
            }
        }
        return true;
    }

    private int bench(
            Program program, RunOptions options, DiagnosticRenderer renderer, ProgramCache cache)
            throws IOException {
        Bench bench = new Bench(program, options);
        Outcome failure;
        Progress progress = Progress.start(err, "bench", () -> bench.count() + " runs");
        try {
            failure = bench.run();
        } finally {
            if (progress != null) {
                progress.close();
            }
        }
        if (failure != null) {
            if (failure.report() != null) {
                report(failure, renderer);
            }
            return failure.end() == Outcome.End.TRAPPED
                    ? ExitCode.RUNTIME_ERROR
                    : ExitCode.LIMIT_REACHED;
        }
        if (cache != null) {
            cache.remember(program, bench);
        }
        BenchCommand command = new BenchCommand(path(), bench, times, startNanos);
        int code = write(command.text());
        return output == null
                ? code
                : output.write(command.picture().getBytes(StandardCharsets.UTF_8));
    }

    /// `cache` is where the program may be kept, or null.
    private int run(
            Program program, RunOptions options, DiagnosticRenderer renderer, ProgramCache cache)
            throws IOException {
        if (invocation.command() == Command.BENCH) {
            return bench(program, options, renderer, cache);
        }
        Instance instance = new Instance(program, options, in, out, times);
        try {
            running = instance;
            if (profile != null) {
                profile.watch(instance);
            }
            FlightFile flight = invocation.has(Flag.JFR) ? new FlightFile(instance) : null;
            Outcome outcome;
            Progress progress = profile == null ? null : profile.progress(instance);
            try {
                outcome = instance.run();
            } finally {
                running = null;
                if (progress != null) {
                    progress.close();
                }
            }
            if (outcome.report() != null) {
                report(outcome, renderer);
            }
            if (cache != null && outcome.end() != Outcome.End.FAILED) {
                cache.remember(program, instance);
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
            if (isLast) {
                instance.settle();
            } else {
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
                        report.help(),
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
