package jorus.engine;

import jorus.profile.FlightRecorder;
import jorus.profile.JavaMemory;
import jorus.profile.JavaPhase;
import jorus.profile.MemoryOptions;
import jorus.profile.MemoryProfiler;
import jorus.profile.MemoryReport;
import jorus.profile.SampleOptions;
import jorus.profile.SampleReport;
import jorus.profile.Sampler;

import java.util.ArrayList;
import java.util.List;

/// Profiles of runs: asked for before an instance runs, reported after that and before it closes.
// The command line is its only client, and in the same module.
@SuppressWarnings("exports")
public final class Profiles {
    private Profiles() {}

    /// From now on `times` counts what each phase allocates on the Java heap.
    public static void measureAllocation(PhaseTimes times) {
        JavaMemory.threadBytes();
        times.measure(JavaMemory::threadBytes);
    }

    /// Watches the memory of the run to come.
    public static MemoryProfiler memory(Instance instance, MemoryOptions options) {
        MemoryProfiler profiler =
                new MemoryProfiler(
                        options,
                        instance.program().memory().accounting(),
                        instance.memory().accounting());
        instance.watch(profiler);
        return profiler;
    }

    /// What it has seen; after the run.
    public static MemoryReport report(Instance instance, MemoryProfiler profiler) {
        Program program = instance.program();
        List<JavaPhase> phases = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            if (phase != Phase.RUN) {
                phases.add(new JavaPhase(phase.text(), instance.times().bytes(phase)));
            }
        }
        return new MemoryReport(
                profiler, program.image().image(), program.path(), program.lines(), phases);
    }

    /// Samples where the run to come is.
    public static Sampler time(Instance instance, SampleOptions options) {
        Sampler sampler = new Sampler(options);
        instance.watch(sampler);
        return sampler;
    }

    /// What it has seen; after the run.
    public static SampleReport report(Instance instance, Sampler sampler) {
        Program program = instance.program();
        return new SampleReport(sampler, program.image().image(), program.path(), program.lines());
    }

    /// Records the run to come with the JVM's flight recorder.
    public static FlightRecorder flight(Instance instance) {
        Program program = instance.program();
        FlightRecorder recorder =
                new FlightRecorder(program.image().image(), program.path(), program.lines());
        instance.watch(recorder);
        return recorder;
    }
}
