package jorus.dispatch;

import jorus.interp.ProductionLoop;

import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Prints the CPU time of each kernel in the production loop, with the families of
/// superinstructions that the first argument names (as `jorus.fuse`, empty for all) and without the
/// features that the second names (as `jorus.without`): the fastest run, in ns per instruction of
/// the program without superinstructions, and the bytes of its image. One process per choice,
/// because the loop is compiled for what runs. The kernels of a third argument, separated by
/// commas, are all that runs, else every one.
public final class Effects {
    private static final int TRAINING_RUNS = 25;
    private static final int RUNS = 60;

    private Effects() {}

    public static void main(String[] arguments) throws Throwable {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Kernel, Prepared> kernels = new EnumMap<>(Kernel.class);
        String only = arguments.length > 2 ? arguments[2] : "";
        for (Kernel kernel : Kernel.values()) {
            if (only.isEmpty() || List.of(only.split(",")).contains(kernel.name())) {
                OutputStream out = OutputStream.nullOutputStream();
                kernels.put(kernel, new Prepared(kernel, arguments[0], arguments[1], out));
            }
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
        for (Kernel kernel : kernels.keySet()) {
            try (Prepared plain = new Prepared(kernel, false, OutputStream.nullOutputStream())) {
                double each = (double) best[kernel.ordinal()] / plain.countInstructions();
                long bytes = kernels.get(kernel).image().bytes();
                System.out.println(kernel + "\t" + each + "\t" + bytes);
            }
        }
        kernels.values().forEach(Prepared::close);
    }
}
