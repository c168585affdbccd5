package jorus.engine;

import jorus.jit.Jit;
import jorus.runtime.CompiledLoop;
import jorus.runtime.Machine;
import jorus.verify.VerifiedImage;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/// Compiles what a [HotList] names beside the start of the program. The interpreter's polls take
/// what is ready, so that nothing but this class and the translator is used by two threads.
///
/// Begins before the image is verified, with what a translator of any program has to load and link
/// ([Jit#prime()]); goes on as soon as there is a verified image, beside the making of the machine.
final class Forehand extends Thread {
    /// The translator goes down nested loops.
    private static final long STACK_BYTES = 16 << 20;

    /// A run waits no longer, all in all.
    private static final long MAX_WAIT_NANOS = 200_000_000;

    private static final long MAX_PAUSE_MILLIS = 5;

    // All guarded by this.

    private VerifiedImage image;
    private HotList list;
    private Machine machine;
    private Jit jit;
    private final Queue<Jit.Prepared> ready = new ArrayDeque<>();
    private int next;
    private boolean hasEnded;
    private long waitedNanos;

    /// What the program begins with, if that is known and there is something, and whether it is
    /// too late for that.
    private CompiledLoop start;

    private boolean isSettled;
    private boolean isKept;
    private boolean hasBegun;

    private volatile boolean isClosed;

    private final boolean countsCalls;

    private Forehand(boolean countsCalls) {
        super(null, null, "jorus-forehand", STACK_BYTES);
        this.countsCalls = countsCalls;
        setDaemon(true);
    }

    /// Begins; null if no thread can be had: then what is hot is found as in a first run. The
    /// machine will be one that counts calls, or not.
    static Forehand begin(boolean countsCalls) {
        Forehand begun = new Forehand(countsCalls);
        try {
            begun.start();
        } catch (OutOfMemoryError _) {
            return null;
        }
        return begun;
    }

    boolean countsCalls() {
        return countsCalls;
    }

    /// Compiles what `list` says. The image's memory must be there until `close` has returned.
    synchronized void follow(VerifiedImage image, HotList list) {
        this.image = image;
        this.list = list;
        notifyAll();
    }

    /// Says who runs what is compiled.
    synchronized void attach(Machine made) {
        machine = made;
        if (jit != null) {
            jit.attach(made);
        }
    }

    /// The translator, once it is there, which is soon; null if it never will.
    synchronized Jit jit() {
        boolean isInterrupted = false;
        while (jit == null && !hasEnded) {
            try {
                wait();
            } catch (InterruptedException _) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return jit;
    }

    /// The translator, or null if there is none yet.
    synchronized Jit jitOrNull() {
        return jit;
    }

    @Override
    public void run() {
        try {
            Jit.prime();
            if (isToFollow()) {
                Jit made = make();
                work(made, list);
            }
        } catch (InterruptedException | RuntimeException | Error _) {
            // Only a hint was followed. If it is hot, the program comes across it itself.
        } finally {
            end();
        }
    }

    private synchronized boolean isToFollow() throws InterruptedException {
        while (list == null && !isClosed) {
            wait();
        }
        return !isClosed;
    }

    private Jit make() {
        Jit made = new Jit(image, null);
        if (countsCalls) {
            made.countCalls();
        }
        if (list.kernels().length > 0) {
            made.hurryKernels(list.kernels());
        }
        made.expectRun(list.millis());
        int[] loops = list.longLoops();
        for (int i = 0; i < loops.length; i += 2) {
            made.ranLong(loops[i], loops[i + 1]);
        }
        synchronized (this) {
            jit = made;
            if (machine != null) {
                made.attach(machine);
            }
            if (isClosed) {
                made.abandon();
            }
            notifyAll();
        }
        return made;
    }

    private void work(Jit made, HotList hot) {
        BitSet wholes = wholes(made, hot);
        Set<Long> done = new HashSet<>();
        for (int i = 0; i < hot.count() && !isClosed; i++) {
            begin(i);
            int function = hot.function(i);
            int word = hot.word(i);
            if (!wholes.get(function) && done.add((long) function << 32 | word & 0xFFFFFFFFL)) {
                add(made.prepare(function, word));
            }
        }
    }

    /// Compiles functions of which one loop is on the list, or one with others in it, so that it is
    /// entered from the first turn on; gives those that need nothing else then. Of several loops in
    /// one method C2 would compile all for each, if they run long: those of the program's first
    /// function are methods of their own.
    private BitSet wholes(Jit made, HotList hot) {
        BitSet listed = hot.functions();
        BitSet wholes = new BitSet();
        Jit.Prepared first = null;
        for (int f = listed.nextSetBit(0); f >= 0 && !isClosed; f = listed.nextSetBit(f + 1)) {
            int[] loops = hot.loops(f);
            Jit.Prepared whole = loops.length == 0 ? null : made.prepareWhole(f, loops, listed);
            if (whole != null && whole.loop() != null) {
                first = whole;
            } else if (whole != null) {
                add(whole);
                wholes.set(f);
            }
        }
        if (settle(first, !wholes.isEmpty())) {
            wholes.set(first.function());
        }
        return wholes;
    }

    /// Says what the program can begin with, and whether other functions are compiled as a whole;
    /// gives whether it does begin with that.
    private synchronized boolean settle(Jit.Prepared first, boolean hasWholes) {
        isSettled = true;
        start = first == null || hasBegun ? null : first.loop();
        isKept = hasWholes || start != null;
        notifyAll();
        return start != null;
    }

    /// What the program begins with; null if that is the interpreter. Waits until functions with
    /// hot loops are compiled, but not for long: a loop that is found ready later can only be
    /// entered at the end of a turn, and interpreting one for the first time takes 20 ms.
    synchronized CompiledLoop beginning() {
        boolean isWanted = list.hasLoops();
        while (isWanted && !isSettled && mayWait()) {
            pause();
        }
        hasBegun = true;
        return start;
    }

    /// Tells the translator that all parts were of use, if some are compiled with others: what
    /// compiled code enters or calls, it does not see.
    synchronized void keepAll() {
        for (int i = 0; isKept && i < list.count(); i++) {
            jit.entered(list.function(i), list.word(i));
        }
    }

    private synchronized void begin(int index) {
        next = index;
        notifyAll();
    }

    private synchronized void add(Jit.Prepared prepared) {
        if (prepared != null) {
            ready.add(prepared);
        }
    }

    private synchronized void end() {
        hasEnded = true;
        if (image != null) {
            image.image().dropCopy();
        }
        notifyAll();
    }

    /// Waits until the function, or its loop that is entered at `word`, has been compiled, if
    /// that is to come; not for long. Whoever waits leaves the processor to the translator: what
    /// is hot would get nowhere in the interpreter.
    synchronized void await(int function, int word) {
        int index = indexOf(function, word);
        while (index >= next && mayWait()) {
            pause();
        }
    }

    /// Whether there is something to wait for, and time.
    private boolean mayWait() {
        return !hasEnded && waitedNanos < MAX_WAIT_NANOS && !machine.isToStop();
    }

    /// Waits for news, but so shortly that a run that is to stop does.
    private void pause() {
        long start = System.nanoTime();
        try {
            wait(MAX_PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            waitedNanos = MAX_WAIT_NANOS;
        }
        waitedNanos += System.nanoTime() - start;
    }

    /// Where the list has it; the function alone counts for each of its words.
    private int indexOf(int function, int word) {
        for (int i = 0; i < list.count(); i++) {
            boolean isHere = list.word(i) == word || list.word(i) == HotList.FUNCTION && word == 0;
            if (list.function(i) == function && isHere) {
                return i;
            }
        }
        return -1;
    }

    /// What is ready and was not taken, or null.
    synchronized Jit.Prepared take() {
        return ready.poll();
    }

    /// Whether nothing more becomes ready.
    synchronized boolean hasEnded() {
        return hasEnded;
    }

    /// Lets this end soon, without waiting for that. It must not have been told what to follow.
    void dismiss() {
        isClosed = true;
        synchronized (this) {
            notifyAll();
        }
    }

    /// Stops after what is being translated, and waits for that: it reads the program's memory.
    void close() {
        isClosed = true;
        boolean isInterrupted = false;
        synchronized (this) {
            if (jit != null) {
                jit.abandon();
            }
            notifyAll();
            while (!hasEnded) {
                try {
                    wait();
                } catch (InterruptedException _) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
