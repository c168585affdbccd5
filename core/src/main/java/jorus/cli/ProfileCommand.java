package jorus.cli;

import jorus.engine.Instance;
import jorus.engine.PhaseTimes;
import jorus.engine.Profiles;
import jorus.profile.MemoryOptions;
import jorus.profile.MemoryProfiler;
import jorus.profile.MemoryReport;
import jorus.profile.SampleOptions;
import jorus.profile.SampleReport;
import jorus.profile.Sampler;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What `mem` and `profile` do besides running a program: its output stays its own, the report goes
/// to stderr and to the files that were asked for.
final class ProfileCommand {
    private final Invocation invocation;
    private final PrintStream err;
    private final OutputFile[] files = new OutputFile[Flag.values().length];
    private MemoryOptions memory;
    private SampleOptions time;
    private MemoryProfiler memoryProfiler;
    private Sampler sampler;

    private ProfileCommand(Invocation invocation, PrintStream err) {
        this.invocation = invocation;
        this.err = err;
    }

    /// Null after a complaint. From now on `times` counts what phases allocate.
    static ProfileCommand of(
            Invocation invocation, PhaseTimes times, OutputStream out, PrintStream err) {
        ProfileCommand command = new ProfileCommand(invocation, err);
        if (!command.readsOptions() || !command.hasFiles(out)) {
            return null;
        }
        if (invocation.command() == Command.MEM) {
            Profiles.measureAllocation(times);
        }
        return command;
    }

    private boolean readsOptions() {
        if (invocation.command() == Command.MEM) {
            return readsMemory();
        }
        boolean counts = invocation.has(Flag.INSTRUCTIONS);
        long rate = SampleOptions.DEFAULT_RATE;
        if (invocation.has(Flag.RATE)) {
            rate = Sizes.number(invocation.value(Flag.RATE, ""));
            if (rate < 1 || rate > SampleOptions.MAX_RATE) {
                return refuses(Flag.RATE, "must be from 1 to " + SampleOptions.MAX_RATE);
            }
        }
        long every = counts ? SampleOptions.DEFAULT_EVERY_INSTRUCTIONS : 0;
        if (invocation.has(Flag.EVERY)) {
            every = Sizes.number(invocation.value(Flag.EVERY, ""));
            if (every < 1) {
                return refuses(Flag.EVERY, "must be a number from 1 to " + Sizes.MAX_NUMBER);
            }
        }
        if (every > 0 && invocation.has(Flag.RATE)) {
            return refuses(Flag.RATE, "has no meaning with --every or --instructions");
        }
        time = new SampleOptions((int) rate, every, counts);
        return true;
    }

    private boolean readsMemory() {
        String sites = invocation.value(Flag.SITES, "exact");
        if (!sites.equals("exact") && !sites.equals("sampled")) {
            return refuses(Flag.SITES, "must be exact or sampled");
        }
        long interval = MemoryOptions.DEFAULT_INTERVAL_NANOS;
        if (invocation.has(Flag.INTERVAL)) {
            interval = Sizes.nanos(invocation.value(Flag.INTERVAL, ""));
            if (interval < 1) {
                return refuses(
                        Flag.INTERVAL, "must be a time above 0 with its unit, such as 10ms or 1s");
            }
        }
        memory = new MemoryOptions(sites.equals("exact"), interval);
        return true;
    }

    private boolean refuses(Flag flag, String requirement) {
        String value = invocation.value(flag, "");
        err.println("jorus: " + flag.text() + " " + value + ": the value " + requirement);
        return false;
    }

    /// Names of files are checked before anything runs.
    private boolean hasFiles(OutputStream out) {
        Flag[] flags = {Flag.JSON, Flag.HTML, Flag.FLAME, Flag.SPEEDSCOPE, Flag.COLLAPSED};
        for (Flag flag : flags) {
            if (invocation.has(flag)) {
                String name = invocation.value(flag, "");
                OutputFile file = OutputFile.of(name, invocation.operand(), "", out, err);
                if (file == null) {
                    return false;
                }
                files[flag.ordinal()] = file;
            }
        }
        return true;
    }

    /// The instance has not run.
    void watch(Instance instance) {
        if (memory != null) {
            memoryProfiler = Profiles.memory(instance, memory);
        } else {
            sampler = Profiles.time(instance, time);
        }
    }

    /// The instance has run and is open; the exit code.
    int report(Instance instance) throws IOException {
        if (memory != null) {
            MemoryReport report = Profiles.report(instance, memoryProfiler);
            err.print(report.text());
            return worst(
                    invocation.has(Flag.JSON) ? write(Flag.JSON, report.json()) : 0,
                    invocation.has(Flag.HTML) ? write(Flag.HTML, report.html()) : 0);
        }
        SampleReport report = Profiles.report(instance, sampler);
        err.print(report.text());
        return worst(
                invocation.has(Flag.JSON) ? write(Flag.JSON, report.json()) : 0,
                invocation.has(Flag.FLAME) ? write(Flag.FLAME, report.html()) : 0,
                invocation.has(Flag.SPEEDSCOPE) ? write(Flag.SPEEDSCOPE, report.speedscope()) : 0,
                invocation.has(Flag.COLLAPSED) ? write(Flag.COLLAPSED, report.collapsed()) : 0);
    }

    private static int worst(int... codes) {
        int worst = ExitCode.SUCCESS;
        for (int code : codes) {
            worst = Math.max(worst, code);
        }
        return worst;
    }

    private int write(Flag flag, String text) throws IOException {
        return files[flag.ordinal()].write(text.getBytes(StandardCharsets.UTF_8));
    }
}
