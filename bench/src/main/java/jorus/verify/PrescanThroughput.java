package jorus.verify;

import jorus.image.Image;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;

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

import java.util.concurrent.TimeUnit;

/// Throughput of the prescan: the counters are bytes per nanosecond, which is GB/s, and
/// instructions per nanosecond.
///
/// In the package of what it measures, because the kernels are nobody else's business.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-XX:+UseSerialGC"
        })
public class PrescanThroughput {
    /// Width of the vectors; 0 is the scalar kernel.
    @Param({"0", "128", "256", "512"})
    public int bits;

    /// Size of the code.
    @Param({"4", "256", "16384"})
    public int kilobytes;

    @Param("512")
    public int functionWords;

    private final OffHeap memory = new OffHeap();
    private Image image;
    private PrescanKernel kernel;
    private int words;

    /// What one iteration did.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        public long bytes;
        public long instructions;

        @Setup(Level.Iteration)
        public void clear() {
            bytes = 0;
            instructions = 0;
        }
    }

    @Setup
    public void make() {
        words = kilobytes * 1024 / Word.BYTES;
        image = PrescanImages.image(memory, words, functionWords);
        kernel = PrescanImages.kernel(bits);
    }

    @TearDown
    public void close() {
        memory.close();
    }

    private void count(Work work) {
        work.bytes += (long) words * Word.BYTES;
        work.instructions += words;
    }

    @Benchmark
    public void checks(Work work) {
        Prescan.scan(image, null, kernel);
        count(work);
    }

    @Benchmark
    public Marks checksAndMarks(Work work) {
        Marks marks = new Marks(image.wordCount());
        Prescan.scan(image, marks, kernel);
        count(work);
        return marks;
    }
}
