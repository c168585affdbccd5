package jorus.jit;

import jorus.isa.Bank;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.runtime.KernelDemand;
import jorus.runtime.Machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/// Makes the kernels of vectorised loops and warms them on a thread of its own: a vector loop that
/// C2 has not compiled is a hundred times slower than scalar code and allocates (design.md 7).
/// Until a kernel is fast, its loop runs scalar.
final class VectorKernels implements Strip.Kernels, KernelDemand, AutoCloseable {
    private static final int WARM_TURNS = 1024;

    /// What a cold kernel is called with: each vector operation makes objects and takes 10
    /// microseconds, but C2 must see that it is a loop.
    private static final int COLD_TURNS = 128;

    /// Scratch memory for one access.
    static final long BLOCK_BYTES = WARM_TURNS * 8L;

    /// So many turns in strips that are long enough make a kernel worth its time: two or three
    /// milliseconds. Loops that only fill arrays mostly have less, and a kernel takes tens.
    private static final int WORTH_TURNS = 2_000_000;

    /// Before so many turns C2 may look at what has happened in a loop for the first time: strips
    /// too short for a kernel, which polls that are far apart make rare, should have.
    private static final int NEW_TURNS = 300_000;

    /// A warm kernel needs less than this per turn; Vector API code that is not compiled takes
    /// hundreds.
    private static final long FAST_NANOS_PER_TURN = 4;

    private static final long PATIENCE_NANOS = 3_000_000_000L;

    /// How long after the first one was wanted kernels are made. Loading the module and warming the
    /// first kernel takes 150 ms of CPU, which a short run needs itself.
    private static final long DELAY_MILLIS = 100;

    /// Kernels that are begun later than that before the end of a run have no time to be of use.
    private static final long LEAST_USE_NANOS = 400_000_000;

    private record Job(int number, VectorLoop loop) {}

    /// What became of a loop: its place, and why it was not vectorised, or null.
    record Finding(int function, int word, String obstacle) {}

    private Machine machine;
    private final CompiledClasses classes;
    private final Jit jit;
    private final List<Finding> findings = new ArrayList<>();
    private final Queue<Job> jobs = new ArrayDeque<>();
    private final Map<Long, Integer> numbers = new HashMap<>();

    /// Of the kernels, by number; and of loops that are to have theirs at once.
    private final long[] keys = new long[Machine.MAX_KERNELS];

    private final Set<Long> expected = new HashSet<>();
    private final VectorLoop[] wanted = new VectorLoop[Machine.MAX_KERNELS];
    private final long[] lacking = new long[Machine.MAX_KERNELS];
    private Thread warmer;
    private boolean isHurried;

    /// When the run probably ends; 0 if nothing is known of it.
    private long expectedEnd;

    private int count;
    private volatile boolean isClosed;

    VectorKernels(CompiledClasses classes, Jit jit) {
        this.classes = classes;
        this.jit = jit;
    }

    /// Before any code runs.
    void attach(Machine made) {
        machine = made;
        made.kernelDemand = this;
    }

    List<Finding> findings() {
        return findings;
    }

    @Override
    public int add(VectorLoop loop) {
        Flow flow = loop.counted.flow;
        int word = flow.origin(flow.first[loop.counted.loop.header]);
        long key = key(flow.function, word);
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
        keys[number] = key;
        if (VectorModule.isEager()) {
            if (define(new Job(number, loop)) != null) {
                use(number);
            }
            return number;
        }
        if (expected.contains(key)) {
            enqueue(new Job(number, loop));
        } else {
            wanted[number] = loop;
        }
        return number;
    }

    private static long key(int function, int word) {
        return (long) function << 32 | word;
    }

    @Override
    public void lacks(int kernel, int turns) {
        lacking[kernel] += turns;
        if (lacking[kernel] < NEW_TURNS) {
            machine.meetNewCode();
        }
        if (lacking[kernel] >= WORTH_TURNS && wanted[kernel] != null) {
            enqueue(new Job(kernel, wanted[kernel]));
            wanted[kernel] = null;
        }
    }

    private synchronized void enqueue(Job job) {
        jobs.add(job);
        startWarmer();
    }

    private void startWarmer() {
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
        if (!isClosed) {
            VectorModule.load();
        }
        for (Job job = next(); job != null; job = next()) {
            if (VectorModule.load()) {
                warm(job);
            }
        }
    }

    /// Function and word of each loop whose kernel is used.
    int[] ready() {
        int[] pairs = new int[2 * count];
        int length = 0;
        for (int i = 0; i < count; i++) {
            if (machine.kernelReady[i]) {
                pairs[length++] = (int) (keys[i] >>> 32);
                pairs[length++] = (int) keys[i];
            }
        }
        return Arrays.copyOf(pairs, length);
    }

    /// Loads the Vector API, and then makes kernels as soon as they are wanted; those of `loops`,
    /// pairs of function and word, as soon as the loop is translated. Before anything is.
    synchronized void hurry(int[] loops) {
        isHurried = true;
        for (int i = 0; i < loops.length; i += 2) {
            expected.add(key(loops[i], loops[i + 1]));
        }
        if (VectorModule.isWanted()) {
            startWarmer();
        }
    }

    boolean isHurried() {
        return isHurried;
    }

    /// Says when the run probably ends, on the clock of `System.nanoTime`. Before any code runs.
    synchronized void expectEnd(long nanos) {
        expectedEnd = nanos;
    }

    /// When kernels that are wanted now may be begun: not shortly before the run is to end, where
    /// they would take time and be of no use.
    static long beginning(long now, long expectedEnd) {
        boolean isBefore = expectedEnd != 0 && expectedEnd - now > 0;
        return isBefore && expectedEnd - now < LEAST_USE_NANOS ? expectedEnd : now;
    }

    private synchronized void delay() {
        long end = beginning(System.nanoTime(), expectedEnd) + DELAY_MILLIS * 1_000_000;
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

    /// Null if the kernel is too large for C2.
    private VectorWarmer define(Job job) {
        String name = Names.PACKAGE + ".V" + job.number;
        byte[] bytes = VectorKernel.write(job.loop, name);
        if (bytes == null) {
            return null;
        }
        jit.dump(name, bytes);
        return classes.defineKernel(bytes, job.number);
    }

    private void warm(Job job) {
        VectorWarmer kernel = define(job);
        if (kernel == null) {
            return;
        }
        int blocks = job.loop.accesses.size();
        try (OffHeap scratch = new OffHeap()) {
            long block = scratch.allocate(Category.OTHER, blocks * BLOCK_BYTES, Memory.CACHE_LINE);
            long start = System.nanoTime();
            while (!isClosed && System.nanoTime() - start < PATIENCE_NANOS) {
                for (int i = 0; i < blocks; i++) {
                    fill(job.loop.accesses.get(i).bank(), block + i * BLOCK_BYTES);
                }
                if (isFast(kernel, block, COLD_TURNS) && isFast(kernel, block, WARM_TURNS)) {
                    use(job.number);
                    return;
                }
            }
        }
    }

    private void use(int number) {
        try {
            jit.awaitMachine().kernelReady[number] = true;
        } catch (IllegalStateException _) {
            // There will be nothing to run.
        }
    }

    private static boolean isFast(VectorWarmer kernel, long block, int turns) {
        long start = System.nanoTime();
        int done = kernel.warm(turns, block);
        return System.nanoTime() - start < FAST_NANOS_PER_TURN * done;
    }

    /// Writes numbers that no kernel traps on, and that no processor is slow with.
    private static void fill(Bank bank, long block) {
        Memory.fill(block, BLOCK_BYTES, bank == Bank.F64 ? (byte) 0x3f : 0);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
