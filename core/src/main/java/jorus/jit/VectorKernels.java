package jorus.jit;

import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.runtime.Machine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Makes the kernels of vectorised loops and warms them on a thread of its own: a vector loop that
/// C2 has not compiled is a hundred times slower than scalar code and allocates (design.md 7).
/// Until a kernel is fast, its loop runs scalar.
final class VectorKernels implements Strip.Kernels, AutoCloseable {
    private static final int WARM_TURNS = 1024;

    /// A warm kernel needs less than this per turn; Vector API code that is not compiled takes
    /// hundreds.
    private static final long FAST_NANOS_PER_TURN = 4;

    private static final long PATIENCE_NANOS = 3_000_000_000L;

    /// How long after the first one was wanted kernels are made. Loading the module and warming the
    /// first kernel takes 150 ms of CPU, which a short run needs itself.
    private static final long DELAY_MILLIS = 300;

    private record Job(int number, VectorLoop loop) {}

    /// What became of a loop: its place, and why it was not vectorised, or null.
    record Finding(int function, int word, String obstacle) {}

    private final Machine machine;
    private final CompiledClasses classes;
    private final Jit jit;
    private final List<Finding> findings = new ArrayList<>();
    private final Queue<Job> jobs = new ArrayDeque<>();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private Thread warmer;
    private boolean isHurried;
    private int count;
    private volatile boolean isClosed;

    VectorKernels(Machine machine, CompiledClasses classes, Jit jit) {
        this.machine = machine;
        this.classes = classes;
        this.jit = jit;
    }

    List<Finding> findings() {
        return findings;
    }

    @Override
    public int add(VectorLoop loop) {
        Flow flow = loop.counted.flow;
        int word = flow.first[loop.counted.loop.header];

        long key = (long) flow.function << 32 | word;
        if (numbers.containsKey(key)) {
            return numbers.get(key);
        }
        findings.add(new Finding(flow.function, word, loop.obstacle));
        boolean isPossible = loop.obstacle == null && VectorModule.isWanted();
        int number = isPossible && count < Machine.MAX_KERNELS ? count++ : -1;
        numbers.put(key, number);
        if (number < 0) {
            return -1;
        }
        if (VectorModule.isEager()) {
            define(new Job(number, loop));
            machine.kernelReady[number] = true;
            return number;
        }
        enqueue(new Job(number, loop));
        return number;
    }

    private synchronized void enqueue(Job job) {
        jobs.add(job);
        if (warmer == null && !isClosed) {
            // No lambda: the archive has none that needs the vectors, so it would be spun here.
            warmer =
                    new Thread("jorus-vectors") {
                        @Override
                        public void run() {
                            work();
                        }
                    };
            warmer.setDaemon(true);
            warmer.start();
        }
    }

    /// The next kernel to warm; null if there is none: then the thread ends, because a thread that
    /// waits would keep the program's classes for ever.
    private synchronized Job next() {
        Job job = isClosed ? null : jobs.poll();
        if (job == null) {
            warmer = null;
        }
        return job;
    }

    private void work() {
        delay();
        for (Job job = next(); job != null; job = next()) {
            if (VectorModule.load()) {
                warm(job);
            }
        }
    }

    /// Whether some kernel is used.
    boolean hasReady() {
        for (int i = 0; i < count; i++) {
            if (machine.kernelReady[i]) {
                return true;
            }
        }
        return false;
    }

    /// Makes kernels as soon as they are wanted.
    synchronized void hurry() {
        isHurried = true;
        notifyAll();
    }

    private synchronized void delay() {
        long end = System.nanoTime() + DELAY_MILLIS * 1_000_000;
        try {
            while (!isClosed && !isHurried && !VectorModule.isLoaded()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Class<?> define(Job job) {
        String name = Names.PACKAGE + ".V" + job.number;
        byte[] bytes = VectorKernel.write(job.loop, name);
        jit.dump(name, bytes);
        return classes.defineKernel(bytes, job.number);
    }

    private void warm(Job job) {
        Class<?> kernel = define(job);
        try (OffHeap scratch = new OffHeap()) {
            MethodType type =
                    VectorKernel.type(job.loop).resolveConstantDesc(MethodHandles.lookup());
            MethodHandle run = MethodHandles.publicLookup().findStatic(kernel, "run", type);
            MethodHandle bound = bind(run, job.loop, scratch);
            long start = System.nanoTime();
            long now = start;
            while (!isClosed && now - start < PATIENCE_NANOS) {
                int turns = 0;
                for (int i = 0; i < 16; i++) {
                    turns += (int) bound.invokeExact();
                }
                long before = now;
                now = System.nanoTime();
                if (now - before < FAST_NANOS_PER_TURN * turns) {
                    machine.kernelReady[job.number] = true;
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a kernel has no checked exceptions", e);
        }
    }

    private static MethodHandle bind(MethodHandle run, VectorLoop loop, OffHeap scratch) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(WARM_TURNS);
        for (int i = 0; i < loop.accesses.size(); i++) {
            long block = scratch.allocate(Category.OTHER, WARM_TURNS * 8L, Memory.CACHE_LINE);
            for (int turn = 0; turn < WARM_TURNS; turn++) {
                Memory.f64(block + 8L * turn, 1.0);
            }
            arguments.add(block);
        }
        for (int i = 0; i < loop.scalars.size() + loop.loads.size() + loop.ramps.size(); i++) {
            switch (loop.bank) {
                case F64 -> arguments.add(1.0);
                case I64 -> arguments.add(1L);
                case I32 -> arguments.add(1);
                case REF, ANY -> throw new AssertionError();
            }
        }
        return MethodHandles.insertArguments(run, 0, arguments.toArray());
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
