package jorus.bench.program;

import jorus.memory.arena.OffHeap;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

import java.util.Collection;
import java.util.List;

/// What a benchmark takes outside the Java heap, beside `gc.alloc.rate.norm`:
/// `-prof gc -prof jorus.bench.program.OffHeapProfiler`.
///
/// `offheap.alloc.norm` is what is asked of the system per operation, in bytes, as the allocator of
/// Jorus counts it; `offheap.live` what is open after the iteration.
public final class OffHeapProfiler implements InternalProfiler {
    private long allocatedBefore;

    /// JMH makes one.
    public OffHeapProfiler() {}

    @Override
    public String getDescription() {
        return "Off-heap bytes of Jorus per operation, and open after an iteration";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        allocatedBefore = OffHeap.allocatedBytes();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long allocated = OffHeap.allocatedBytes() - allocatedBefore;
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(
                new ScalarResult(
                        "offheap.alloc.norm",
                        (double) allocated / operations,
                        "B/op",
                        AggregationPolicy.AVG),
                new ScalarResult("offheap.live", OffHeap.openBytes(), "B", AggregationPolicy.MAX));
    }
}
