package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.Image;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Word;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.heap.Heap;
import jorus.memory.heap.TypeDescriptors;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.memory.register.RegisterStack;
import jorus.memory.register.StackExhausted;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.VarHandle;

/// The state of one running program, nearly all of it outside the Java heap.
///
/// Used by one thread at a time; `cancel` may be called by any. The image must be verified, and
/// must outlive this. Public fields are what an engine reads per instruction; addresses are
/// absolute, sizes bytes.
public final class Machine implements AutoCloseable {
    /// Size of an any slot and offset of its payload.
    public static final int ANY_BYTES = 16;

    public static final int ANY_PAYLOAD = 8;

    /// A chunk of the stack is zeroed when it is made: up to 20 microseconds per page of a start.
    private static final long FIRST_STACK_BYTES = 64L << 10;

    /// How many elements a builtin goes through between two polls (design.md 7).
    static final int ELEMENTS_PER_POLL = 1024;

    public final Image image;
    public final Heap heap;
    public final Output output;

    /// Addresses: module variables, constants, a table of refs to the string constants, and the
    /// call table ([CallTable]).
    public final long globals;

    public final long longs;
    public final long doubles;
    public final long strings;

    /// The 256 strings of one byte, each of [Strings#BYTE_STRING_BYTES].
    public final long byteStrings;

    public final long calls;

    /// What a call of a function value needs, by the type id of its object ([CallTable]).
    public final long closures;

    /// What makes an object, by its type id ([Allocations]).
    public final long allocations;

    /// Polls until `poll` has to be called; an engine counts it down at each taken backward branch
    /// and each call, and calls `poll` when it is negative. Compiled loops charge many turns at
    /// once (`pollBudget`, `charge`).
    public int polls;

    /// What a frame's reserve must not exceed, and where the first frame of the chunk is: an engine
    /// compares with them at each call and return.
    public long stackLimit;

    public long stackBase;

    /// How much longer the countdown of a loop that is run in strips is.
    private static final int STRIPS = 8;

    private static final int MAX_INTERVAL = 1 << 20;

    /// How many countdowns of strips are short after something has been compiled.
    private static final int NEW_POLLS = 500;

    private static final int NEW_INTERVAL = 320;

    /// The same for loops that are no strips: one with few turns of its own among many of others
    /// has a poll by then.
    private static final int NEW_TURN_POLLS = 8000;

    private static final int NEW_TURN_INTERVAL = 256;

    /// How many vectorised loops a program can have.
    public static final int MAX_KERNELS = 256;

    /// Below this many bytes of Java stack nothing compiled is entered.
    public static final int MIN_JAVA_STACK = 64 << 10;

    // What engines enter each other through; without compiled code, nothing of it is used.

    /// The functions that are compiled, by number; null if none can be.
    public CompiledFunction[] compiled;

    /// Runs frames that are not compiled.
    public FrameRunner interpreter;

    /// Is asked at each poll of the interpreter; null if nothing is ever compiled.
    public Tiering tiering;

    /// Is told of what is compiled; usually null.
    public CompileObserver compiling;

    /// While this is above 0, the interpreter's polls follow each other closely; calls of compiled
    /// code count it down.
    public int seek;

    /// How many polls it is, or a few more, from where compiled code or a builtin returns to
    /// interpreted code to the next look at what is running.
    public int returnPolls = Integer.MAX_VALUE;

    /// Whether the program is in the interpreter's cold loop.
    public boolean isCold;

    /// After how many polls it is to leave that; 0 if it is not to be there.
    public int coldPolls;

    /// How many polls it has seen there, roughly.
    public int polledCold;

    /// Bytes of Java stack that compiled code may still use.
    public int javaStack;

    /// Which vector kernels compiled code may call, by number; set by another thread.
    public final boolean[] kernelReady = new boolean[MAX_KERNELS];

    /// Is told how often loops run whose kernels are not ready.
    public KernelDemand kernelDemand;

    /// How many fields and methods of values of type any were looked up by name, and were those
    /// that the name stood for last, or others ([Members]).
    public long memberHits;

    public long memberMisses;

    /// Where the interpreter goes on after what it has called.
    public long resumePc;

    /// The return word of frames that are run for compiled code.
    public long wayOut;

    final TypeDescriptors types;
    final TypeTable typeTable;
    final TextBuffer text;
    final Decimal decimal = new Decimal();
    final Print print;
    final ValueStack values;
    final Input input;

    /// The errors that need no memory.
    final long memoryError;

    final long recursionError;

    private final OffHeap memory;
    private final RegisterStack stack;
    private final int maxDepth;
    private final int pollInterval;

    /// A limit of frames that none keeps.
    private static final long NO_FRAMES = Long.MIN_VALUE;

    private final long fuel;
    private final Trap trap = new Trap();
    private final StopSignal signal = new StopSignal();
    private PollHook pollHook;
    private boolean countsCalls;
    private long firstFp;

    /// Polls before the running countdown, and what that began with.
    private long pollsDone;

    private int countdown;
    private int newPolls;

    private int newTurnPolls;

    /// Elements that builtins have gone through and that no poll has counted: fewer than
    /// `ELEMENTS_PER_POLL`.
    private long elements;

    private long savedPc;
    private long savedFp;
    private int handlerSlot;

    /// How far an interpreter has looked for a handler of the trap that is under way: the frame
    /// behind its first one; 0 if none has.
    private long searchedTo;

    private int jitter;

    /// A machine without input.
    public Machine(Image image, OffHeap memory, OutputStream sink, MachineOptions options) {
        this(image, memory, InputStream.nullInputStream(), sink, options);
    }

    /// Takes everything the program needs from `memory`, which the caller closes. The program's
    /// input comes from `source`, its output goes to `sink`.
    ///
    /// @throws OutOfMemory if there is no room; what was taken goes with `memory`
    public Machine(
            Image image,
            OffHeap memory,
            InputStream source,
            OutputStream sink,
            MachineOptions options) {
        this.image = image;
        this.memory = memory;
        maxDepth = options.maxDepth();
        pollInterval = options.pollInterval();
        fuel = options.fuel();
        countsCalls = fuel != MachineOptions.UNLIMITED;
        countDown(fuel, pollInterval);
        output = new Output(this, sink, options.outputBytes());
        longs = image.longs;
        doubles = image.doubles;
        byteStrings = Constants.byteStrings(memory);
        strings = Constants.strings(memory, image, byteStrings);
        calls = CallTable.build(memory, image);
        closures = CallTable.buildClosures(memory, image);
        memoryError = Constants.error(memory, TrapKind.MEMORY);
        recursionError = Constants.error(memory, TrapKind.RECURSION);
        globals = memory.allocate(Category.GLOBALS, image.globalBytes(), Memory.CACHE_LINE);
        text = new TextBuffer(this, memory);
        print = new Print(this);
        values = new ValueStack(memory);
        input = new Input(this, source);
        stack = new RegisterStack(memory, FIRST_STACK_BYTES, options.stackBytes());
        stackLimit = stack.limit() - Linkage.TRANSITION_BYTES;
        stackBase = stack.base();
        types = Constants.types(memory, image);
        typeTable = new TypeTable(image, types);
        heap = new Heap(memory, types, options.heapBytes(), options.heap());
        heap.setRoots(new Roots(this));
        allocations = Allocations.build(memory, image, heap);
    }

    /// Remembers where the program is: before anything that may trap or collect.
    public void save(long pc, long fp) {
        savedPc = pc;
        savedFp = fp;
    }

    /// Address of the word after the instruction that was running when `save` was last called.
    public long savedPc() {
        return savedPc;
    }

    public long savedFp() {
        return savedFp;
    }

    /// The trap of this kind, which has a fixed message, to be thrown.
    public Trap trap(TrapKind kind) {
        return trap.set(kind);
    }

    /// The trap with this message, to be thrown.
    public Trap trap(TrapKind kind, String asciiMessage) {
        return trap.set(kind, asciiMessage);
    }

    public Trap trap(TrapKind kind, byte[] message) {
        return trap.set(kind, message);
    }

    /// The trap of something that verification leaves to the engines and no compiled program does,
    /// to be thrown.
    public Trap badState(String asciiMessage) {
        return trap.set(TrapKind.STATE, asciiMessage);
    }

    /// The trap whose message is what `text` has, which is cleared; to be thrown.
    Trap trapOfText(TrapKind kind) {
        byte[] message = text.toBytes();
        text.clear();
        return trap.set(kind, message);
    }

    /// The trap of memory that has run out, to be thrown or reported.
    public Trap outOfMemory() {
        return trap.set(TrapKind.MEMORY);
    }

    /// The trap that entry `index` of the image's table describes, to be thrown.
    public Trap imageTrap(int index) {
        int string = image.trapMessage(index);
        byte[] message = new byte[image.stringBytes(string)];
        Memory.copyOut(image.stringAddress(string), message, 0, message.length);
        return trap.set(image.trapKind(index), message);
    }

    /// The name of the type of objects with this type id, as in messages, with that of the variant.
    public String typeName(int typeId) {
        String name = typeTable.name(typeId);
        boolean isVariant =
                typeId >= TypeIds.FIRST_FREE
                        && typeId < image.typeIdEnd()
                        && image.typeKind(typeId) == TypeKind.VARIANT;
        return isVariant ? name + "." + image.ownName(typeId) : name;
    }

    /// Ref of string constant `index`.
    public long string(int index) {
        return Memory.i64(strings + 8L * index);
    }

    // Calls.

    /// Makes the frame of the entry function and returns its address.
    ///
    /// @throws Trap `RECURSION` if it does not fit
    public long enterFirst() {
        long entry = calls + ((long) image.entry() << CallTable.ENTRY_SHIFT);
        long fp = stackBase;
        savedFp = 0;
        searchedTo = 0;
        if (fp + Memory.i32(entry + CallTable.RESERVE) > stackLimit) {
            fp = grow(entry, 0);
        }
        Memory.i64(fp + FrameLayout.FUNCTION, Memory.i64(entry + CallTable.HEADER));
        Memory.i64(fp + FrameLayout.CALLER_FP, 0);
        Memory.i64(fp + FrameLayout.RETURN_PC, 0);
        Memory.i64(fp + FrameLayout.SPARE, maxDepth);
        zeroFrame(fp, entry);
        firstFp = fp;
        return fp;
    }

    /// For reports after the run: all calls have returned, so only module variables are roots.
    public void leaveCalls() {
        savedFp = firstFp;
    }

    /// Address of the first instruction of the entry function.
    public long entryCode() {
        long entry = calls + ((long) image.entry() << CallTable.ENTRY_SHIFT);
        return Memory.i64(entry + CallTable.CODE);
    }

    /// What a function returns: a constant of [CallTable].
    int resultKind(int function) {
        return CallTable.resultKind(image, function);
    }

    /// Makes room for compiled functions: calls go to `COMPILED` words once [#link] has been
    /// called. `javaStackBytes` is what they may use of the Java stack.
    public void enableCompiled(FrameRunner runner, Tiering policy, long javaStackBytes) {
        compiled = new CompiledFunction[image.functionCount()];
        interpreter = runner;
        tiering = policy;
        javaStack = (int) Math.min(javaStackBytes, Integer.MAX_VALUE);
        wayOut = CallTable.buildStubs(memory, image);
    }

    /// Whether `pc` is no address in the image, but one of what enters compiled code.
    public boolean isStub(long pc) {
        return pc < image.code || pc >= image.wordAddress(image.wordCount());
    }

    /// From now on calls of `function` enter `code`.
    public void link(int function, CompiledFunction code) {
        compiled[function] = code;
        long entry = calls + ((long) function << CallTable.ENTRY_SHIFT);
        Memory.i64(entry + CallTable.CODE, CallTable.stub(wayOut, function));
    }

    /// Zeroes the refs and any slots of a new frame at `fp`.
    public static void zeroFrame(long fp, long entry) {
        int start = Memory.i32(entry + CallTable.ZERO_START);
        if (start == 0) {
            return;
        }
        int end = Memory.i32(entry + CallTable.ZERO_END);
        end = Math.max(end, start + CallTable.ZEROED_BYTES);
        for (int at = start; at < end; at += 8) {
            Memory.i64(fp + at, 0);
        }
    }

    /// Finds a place in another chunk for a frame that does not fit at `fp`, with its arguments,
    /// and returns its address.
    ///
    /// `entry` is the callee's in the call table, `depthLeft` what the frame's header will say.
    ///
    /// @throws Trap `RECURSION` if the depth or the memory for frames is used up
    /// @throws Cancelled or LimitReached if the run is to end
    public long enterChunk(long entry, long fp, long depthLeft) {
        if (stackLimit == NO_FRAMES) {
            signal.check();
        }
        if (depthLeft < 0) {
            throw trap(TrapKind.RECURSION);
        }
        long moved = grow(entry, fp);
        long arguments = Memory.i32(entry + CallTable.ARGUMENT_END) - FrameLayout.HEADER_BYTES;
        Memory.copy(fp + FrameLayout.HEADER_BYTES, moved + FrameLayout.HEADER_BYTES, arguments);
        return moved;
    }

    private long grow(long entry, long fp) {
        try {
            long base =
                    stack.grow(Memory.i32(entry + CallTable.RESERVE) + Linkage.TRANSITION_BYTES);
            stackBase = base;
            limitFrames(stack.limit());
            return base;
        } catch (StackExhausted | OutOfMemory _) {
            throw trap(TrapKind.RECURSION);
        }
    }

    /// Goes back to the chunk of the frame at `fp`, after leaving one that began a chunk.
    public void leaveChunk(long fp) {
        limitFrames(stack.limitFor(fp));
        stackBase = stack.base();
    }

    /// Says where the chunk of frames ends.
    private void limitFrames(long end) {
        stackLimit = end - Linkage.TRANSITION_BYTES;
        // Either this thread sees the signal, or whoever raises it forbids frames later.
        VarHandle.fullFence();
        if (signal.isRaised()) {
            forbidFrames();
        }
    }

    /// The run is to stop: each call looks at the limit, which is how compiled code comes to know
    /// of it, unless its calls poll. Then all engines stop at the same one.
    private void forbidFrames() {
        if (!countsCalls()) {
            stackLimit = NO_FRAMES;
        }
    }

    // Traps that the program catches.

    /// Moves `savedPc` and `savedFp` to the innermost handler of the trap that they say the place
    /// of, and returns true; if there is none, returns false and leaves them.
    ///
    /// Looks no further than the frame at `last`, or all frames if that is 0; and not again where
    /// an interpreter further inwards has looked for the same trap.
    public boolean unwind(long last) {
        Frames.complete(this);
        long pc = savedPc;
        long first = searchedTo == 0 ? savedFp : searchedTo;
        long end = last == 0 ? 0 : Memory.i64(last + FrameLayout.CALLER_FP);
        for (long fp = first; fp != end; fp = Memory.i64(fp + FrameLayout.CALLER_FP)) {
            int function = Memory.i32(fp + FrameLayout.FUNCTION);
            if (function == Linkage.NO_FUNCTION) {
                pc = Memory.i64(fp + FrameLayout.RETURN_PC);
                continue;
            }
            long word = (pc - image.functionCode(function)) / Word.BYTES - 1;
            int row = image.handler(function, (int) word);
            if (row >= 0) {
                handlerSlot = image.handlerSlot(row);
                savedPc = image.functionCode(function) + Word.BYTES * image.handlerTarget(row);
                savedFp = fp;
                return true;
            }
            pc = Memory.i64(fp + FrameLayout.RETURN_PC);
        }
        searchedTo = end;
        return false;
    }

    /// After `unwind`, hands `caught` to the handler; the program goes on at `savedPc`. May
    /// collect.
    ///
    /// @throws Cancelled if the run is to end: handlers can follow each other without a branch
    /// @throws LimitReached likewise
    public void enterHandler(Trap caught) {
        searchedTo = 0;
        recover();
        leaveChunk(savedFp);
        if (--polls < 0) {
            // As in a poll of the engine, the program is at the instruction that comes next.
            savedPc += Word.BYTES;
            poll();
            savedPc -= Word.BYTES;
        }
        if (handlerSlot >= 0) {
            Memory.i64(savedFp + handlerSlot, Errors.make(this, caught));
        }
    }

    /// As `enterHandler` for a handler that the caller has found in the frame at `fp`, and which
    /// begins at `pc`; returns the error if it is wanted, else 0.
    long handle(Trap caught, long pc, long fp, boolean wantsError) {
        savedPc = pc + Word.BYTES;
        savedFp = fp;
        searchedTo = 0;
        recover();
        leaveChunk(fp);
        if (--polls < 0) {
            poll();
        }
        return wantsError ? Errors.make(this, caught) : 0;
    }

    // Polls.

    /// Ends the run if its fuel is used up or another thread asks for it; else starts the next
    /// countdown.
    ///
    /// @throws LimitReached if a limit is reached
    /// @throws Cancelled if the run was cancelled
    public void poll() {
        pollsDone += countdown - polls;
        long left = fuel - pollsDone;
        countDown(Math.max(left, 0), pollInterval);
        if (pollHook != null) {
            pollHook.polled();
        }
        // Fuel comes first: whether it is used up does not depend on time.
        if (left < 0) {
            throw LimitReached.FUEL;
        }
        signal.check();
    }

    /// A number from 0 to 127, each time another: distances between polls that never change, or
    /// hardly, could meet the same few places of a loop for ever.
    public int jitter() {
        jitter = jitter * 1_103_515_245 + 12_345;
        return jitter >>> Integer.SIZE - 7;
    }

    /// Whether somebody is told of each poll.
    boolean isWatched() {
        return pollHook != null;
    }

    /// As `poll`, for a compiled loop in front of turns that take nanoseconds: the countdown is
    /// longer.
    ///
    /// While code is new it is shorter: C2 leaves out what it has not seen, and would throw the
    /// code of the loop away when the first poll is due.
    public void pollStrip() {
        poll();
        if (pollHook == null || pollHook.stretches()) {
            boolean isNew = newPolls > 0;
            newPolls -= isNew ? 1 : 0;
            int most = Math.min(countdown, MAX_INTERVAL);
            int near = NEW_INTERVAL - jitter();
            int interval = isNew ? Math.min(most, near) : most * STRIPS;
            countDown(Math.max(fuel - pollsDone, 0), interval);
        }
    }

    /// As `poll`, for a turn of a compiled loop. While code is new the countdown is short, for the
    /// same reason.
    public void pollTurn() {
        poll();
        if (newTurnPolls > 0 && (pollHook == null || pollHook.stretches())) {
            newTurnPolls--;
            pollSoon(NEW_TURN_INTERVAL - jitter());
        }
    }

    /// Something has been compiled and will be run.
    public void meetNewCode() {
        newPolls = NEW_POLLS;
        newTurnPolls = NEW_TURN_POLLS;
    }

    private void countDown(long fuelLeft, int interval) {
        countdown = (int) Math.min(interval, fuelLeft);
        polls = countdown;
    }

    /// Brings the next look at the signal forward, to the poll after `count` others.
    public void pollSoon(int count) {
        if (count < polls) {
            countdown -= polls - count;
            polls = count;
        }
    }

    /// Interpreted code may go on now, behind what has counted far.
    void pollAfterReturn() {
        if (polls > returnPolls) {
            pollSoon(returnPolls + jitter());
        }
    }

    /// How many polls can be charged at once without `poll` having anything to do: what a compiled
    /// loop may run as one strip. At 0 the next poll calls `poll`.
    public int pollBudget() {
        return polls;
    }

    /// Counts `count` polls. A strip within `pollBudget` never ends the run, so it ends at the same
    /// turn as one that polls each turn.
    ///
    /// @throws LimitReached as `poll`
    /// @throws Cancelled as `poll`
    public void charge(int count) {
        polls -= count;
        if (polls < 0) {
            poll();
        }
    }

    /// Counts elements that a builtin is about to go through; 1,024 of them are a poll, in however
    /// many builtins. To be called every 1,024 elements or, where one takes less than a nanosecond,
    /// every 1 MiB. Every engine has to charge the same.
    ///
    /// @throws LimitReached as `poll`
    /// @throws Cancelled as `poll`
    public void chargeElements(long count) {
        elements += count;
        if (elements >= ELEMENTS_PER_POLL) {
            chargeFullPolls();
        }
    }

    /// Looks at the signal each time: 1,000 polls of elements can take long.
    private void chargeFullPolls() {
        int full = (int) (elements / ELEMENTS_PER_POLL);
        elements %= ELEMENTS_PER_POLL;
        polls -= full;
        if (polls < 0 || signal.isRaised()) {
            poll();
            pollAfterReturn();
        }
    }

    /// Charges for a loop over `length` elements that is about to do `index`.
    void pollAt(long index, long length) {
        if ((index & ELEMENTS_PER_POLL - 1) == 0) {
            chargeElements(Math.min(length - index, ELEMENTS_PER_POLL));
        }
    }

    /// Has compiled code count its calls although fuel has no limit, so that `pollCount` is right
    /// and a poll comes wherever the program is. Before anything is compiled.
    public void countCalls() {
        countsCalls = true;
    }

    /// Whether calls of compiled code poll. The count goes through memory, so one would wait for
    /// the other: a third of the time of a short function. Otherwise calls see by the limit of the
    /// frames whether the run is to stop.
    public boolean countsCalls() {
        return countsCalls;
    }

    /// Polls so far: the measure of fuel (design.md 7). After a run that fuel has ended, one more
    /// than there was fuel for, or several if they were charged at once. Without the calls of
    /// compiled code, if `countsCalls` says so.
    public long pollCount() {
        return pollsDone + countdown - polls;
    }

    /// Ends the run at its next look at the signal; any thread, at any time, any number of times.
    public void cancel() {
        signal.cancel();
        forbidFrames();
    }

    /// Whether the run has been told to end. Any thread.
    public boolean isToStop() {
        return signal.isRaised();
    }

    /// As `cancel`, because the time of the run is over.
    public void timeOut() {
        signal.timeOut();
        forbidFrames();
    }

    StopSignal signal() {
        return signal;
    }

    /// For profiles and tests; null for none.
    public void setPollHook(PollHook hook) {
        pollHook = hook;
    }

    /// Forgets what a trap has interrupted.
    public void recover() {
        print.reset();
        values.clear();
        text.clear();
        heap.roots().truncate(0);
    }

    /// Gives the heap and the frames back; the rest goes with the `OffHeap`.
    @Override
    public void close() {
        input.close();
        heap.close();
        stack.close();
    }
}
