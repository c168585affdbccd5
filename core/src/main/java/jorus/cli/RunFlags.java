package jorus.cli;

import jorus.engine.Engine;
import jorus.engine.Limits;
import jorus.engine.RunOptions;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the flags of a command line say of a run; complains of values that mean nothing.
final class RunFlags {
    private final Invocation invocation;
    private final PrintStream err;

    RunFlags(Invocation invocation, PrintStream err) {
        this.invocation = invocation;
        this.err = err;
    }

    /// The run options of the command line, or null after a complaint.
    RunOptions options() {
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

    int usage(Flag flag, String requirement) {
        String value = invocation.value(flag, "");
        err.println("jorus: " + flag.text() + " " + value + ": the value " + requirement);
        return ExitCode.USAGE;
    }
}
