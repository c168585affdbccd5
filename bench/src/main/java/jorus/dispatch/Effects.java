package jorus.dispatch;

import jorus.interp.ProductionLoop;

import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/// Prints the CPU time of each kernel in the production loop, with the families of
/// superinstructions that the argument names (as `jorus.fuse`, empty for all): the fastest run, in
/// ns per instruction of the program without them. One process per choice, because the loop is
/// compiled for what runs.
public final class Effects {
    private static final int TRAINING_RUNS = 25;
    private static final int RUNS = 60;

    private Effects() {}

    public static void main(String[] arguments) throws Throwable {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Kernel, Prepared> kernels = new EnumMap<>(Kernel.class);
        for (Kernel kernel : Kernel.values()) {
            String families = arguments[0];
            kernels.put(kernel, new Prepared(kernel, families, OutputStream.nullOutputStream()));
        }
        for (int i = 0; i < TRAINING_RUNS; i++) {
            for (Prepared kernel : kernels.values()) {
                kernel.run(ProductionLoop::run);
            }
        }
        long[] best = new long[Kernel.values().length];
        java.util.Arrays.fill(best, Long.MAX_VALUE);
        for (int i = 0; i < RUNS; i++) {
            for (Map.Entry<Kernel, Prepared> each : kernels.entrySet()) {
                long begin = threads.getCurrentThreadCpuTime();
                each.getValue().run(ProductionLoop::run);
                long time = threads.getCurrentThreadCpuTime() - begin;
                int index = each.getKey().ordinal();
                best[index] = Math.min(best[index], time);
            }
        }
        for (Kernel kernel : Kernel.values()) {
            try (Prepared plain = new Prepared(kernel, false, OutputStream.nullOutputStream())) {
                double each = (double) best[kernel.ordinal()] / plain.countInstructions();
                System.out.println(kernel + "\t" + each);
            }
        }
        kernels.values().forEach(Prepared::close);
    }
}
