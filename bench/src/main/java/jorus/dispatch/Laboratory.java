package jorus.dispatch;

import com.sun.management.ThreadMXBean;

import jorus.memory.layout.Memory;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Each kernel in each variant: the counters are nanoseconds of CPU time of the thread,
/// instructions executed and bytes of Java heap allocated; `bench/dispatch` reports quotients. On a
/// machine that others use, JMH's own score is worth less.
///
/// An instruction is one of the program without superinstructions, for all variants alike. The loop
/// has run all kernels before, so its profile is not that of the one which is measured.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:MinJumpTableSize=40",
            "-XX:C1MaxInlineSize=16",
            "-XX:MaxTrivialSize=20",
            "-XX:-ClipInlining",
            "-XX:-UseFPUForSpilling",
            "-Djava.lang.invoke.MethodHandle.CUSTOMIZE_THRESHOLD=-1"
        })
public class Laboratory {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Param({
        "STRAIGHT_I32",
        "STRAIGHT_F64",
        "TIGHT_LOOP",
        "BRANCHES",
        "CALLS",
        "ARRAYS",
        "FIELDS",
        "MIXED"
    })
    public String kernel;

    @Param({
        "PRODUCTION",
        "UNFUSED",
        "SWITCH",
        "HOT_COLD",
        "PREFETCHED",
        "SCALED",
        "NARROW_LOADS",
        "HEAP_CODE",
        "OBJECTS",
        "HANDLES",
        "TAIL_CALLS",
        "CLOSURES",
        "BLOCKS"
    })
    public String variant;

    /// How often each kernel runs before anything is measured.
    @Param("30")
    public int training;

    private final Map<Kernel, Prepared> kernels = new EnumMap<>(Kernel.class);
    private Prepared prepared;
    private Loop loop;
    private long instructions;

    /// What one iteration did.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Work {
        public long cpuNanos;
        public long instructions;

        /// What the thread put on the Java heap.
        public long heapBytes;

        @Setup(Level.Iteration)
        public void clear() {
            cpuNanos = 0;
            instructions = 0;
            heapBytes = 0;
        }

        /// Runs the kernel and adds what it took.
        void run(Prepared prepared, Loop loop, long count) throws Throwable {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long begin = THREADS.getCurrentThreadCpuTime();
            prepared.run(loop);
            cpuNanos += THREADS.getCurrentThreadCpuTime() - begin;
            heapBytes += THREADS.getCurrentThreadAllocatedBytes() - bytes;
            instructions += count;
        }
    }

    /// Compiles the kernels and trains the loop with all of them.
    @Setup(Level.Trial)
    public void prepare() throws Throwable {
        Variant chosen = Variant.valueOf(variant);
        if (Memory.CHECKED != (chosen == Variant.CHECKED)) {
            throw new IllegalStateException(variant + " with -Djorus.checked=" + Memory.CHECKED);
        }
        Map<Kernel, Loop> loops = new EnumMap<>(Kernel.class);
        for (Kernel each : Kernel.values()) {
            Prepared one = new Prepared(each, chosen.isFused(), OutputStream.nullOutputStream());
            kernels.put(each, one);
            loops.put(each, chosen.loop(one));
        }
        for (int i = 0; i < training; i++) {
            for (Kernel each : Kernel.values()) {
                kernels.get(each).run(loops.get(each));
            }
        }
        Kernel measured = Kernel.valueOf(kernel);
        prepared = kernels.get(measured);
        loop = loops.get(measured);
        try (Prepared plain = new Prepared(measured, false, OutputStream.nullOutputStream())) {
            instructions = plain.countInstructions();
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        kernels.values().forEach(Prepared::close);
    }

    /// One run of the kernel.
    @Benchmark
    public void run(Work work) throws Throwable {
        work.run(prepared, loop, instructions);
    }
}
