package jorus.jit;

import static jorus.jit.Names.CD_MATH;

import static java.lang.constant.ConstantDescs.CD_long;

import jorus.isa.Bank;
import jorus.isa.Word;

import java.util.BitSet;

/// Runs a counted loop in strips: so many turns that no poll comes due among them, in a loop that
/// C2 knows how to optimize. What the turns of a strip count is charged at its end, or where it is
/// left; each strip but the first begins with a poll of its own.
///
/// A spliced call counts down as it is made, but does not poll, as strips are short enough; a turn
/// for which that is not so is made by the slow version, where it may.
///
/// If all values that `Affine` follows stay in their ranges, the strip is run without checks.
final class Strip {
    /// Turns that scalar code makes where a kernel has left, more than a vector has.
    private static final int RETREAT = 32;

    /// Shorter strips are not worth the tests.
    static final int MIN_VECTOR_TURNS = 24;

    /// Turns with all checks after a guard did not hold.
    private static final int PATIENCE = 64;

    private final CountedLoop counted;
    private final Writer w;
    private final Assembler c;
    private final Affine affine;
    private final Appends appends;
    private final Invariants invariants;
    private final Pointers pointers;
    private final Ranges ranges;
    private final VectorLoop vector;
    private final KernelStubs kernels;
    private final int kernel;

    /// Local of how many turns are made with all checks before guards are asked again.
    private final int patience;

    /// Registers that have a value only after a turn: the JVM wants one before.
    private final BitSet made;

    /// How many calls a turn makes, at most, that were spliced in.
    private final int splices;

    private final int first;
    private final int last;
    private final Turns turns;
    private final Label start;
    private final Label slowHeader;

    /// Is told of each loop whether it has been vectorised, and why not.
    interface Kernels {
        /// The number of the kernel for `loop`; -1 if it gets none.
        int add(VectorLoop loop);
    }

    Strip(CountedLoop counted, Writer writer, LoopViews views, KernelStubs kernels) {
        this.counted = counted;
        w = writer;
        c = writer.code;
        appends = new Appends(counted, views, writer);
        invariants = new Invariants(counted, views, appends, writer);
        affine = new Affine(counted, writer, invariants);
        invariants.settle(affine);
        pointers = new Pointers(counted.flow, writer, invariants, affine);
        ranges = new Ranges(counted, affine, writer);
        vector = new VectorLoop(counted, affine, invariants, appends);
        this.kernels = kernels;
        kernel = kernels.add(vector);
        made = counted.made();
        splices = counted.flow.splices(counted.loop.blocks);
        first = w.newInt();
        last = w.newInt();
        turns = new Turns(w, pointers.turn());
        patience = isStepped() ? w.newInt() : -1;
        start = c.newLabel();
        slowHeader = c.newLabel();
    }

    BitSet blocks() {
        return counted.body;
    }

    int header() {
        return counted.loop.header;
    }

    boolean isLatch(int block) {
        return counted.isLatch(block);
    }

    /// Where a strip begins.
    Label start() {
        return start;
    }

    Label slowHeader() {
        return slowHeader;
    }

    /// Whether the loop has its own way from turn to turn, which follows each strip.
    boolean isStepped() {
        return counted.step != null;
    }

    boolean isProven(int word) {
        return affine.isProven(word) || ranges.isProven(word);
    }

    /// Whether `pushAddress` knows the element of the instruction at `word`, in the fast version.
    boolean hasAddress(int word) {
        return pointers.has(word);
    }

    void pushAddress(int word) {
        pointers.push(word);
    }

    /// Appends an element with the instruction at `word`, in the fast version; pushes its address.
    void append(int word) {
        appends.pushAddress(word);
        appends.writeLength(word, -1);
    }

    /// Whether the value of the instruction at `word` is known, in the fast version.
    boolean hasValue(int word) {
        return invariants.has(word);
    }

    void pushValue(int word) {
        invariants.push(word);
    }

    /// As `Invariants.data`.
    int data(int word) {
        return invariants.data(word);
    }

    int length(int word) {
        return appends.lengthLocal(word, invariants.length(word));
    }

    private void counter() {
        w.load(counted.counter, Bank.I32);
    }

    private void limit() {
        if (counted.limitWord >= 0) {
            invariants.push(counted.limitWord);
        } else if (counted.limit >= 0) {
            w.load(counted.limit, Bank.I32);
        } else {
            c.loadConstant(counted.limitValue);
        }
    }

    /// Above the first block of the fast version.
    void writeHeader() {
        turns.writeTest();
    }

    /// Decides how far the strip goes, and in which version; goes on in the fast one.
    ///
    /// `last` is the counter's value in the last turn; for `NEXT` it is at least the first one.
    void writeStart() {
        c.labelBinding(start);
        counter();
        c.istore(first).iload(first).istore(last);
        if (splices > 0) {
            // A poll comes early rather than in a call; where it can't, a strip is one turn.
            w.refillPolls(splices, counted.flow.address(counted.loop.header) + Word.BYTES);
            c.iload(w.polls).loadConstant(splices).if_icmplt(slowHeader);
        }
        appends.write(slowHeader);
        if (isStepped()) {
            writeSteppedStart();
            return;
        }
        invariants.write(slowHeader);
        limit();
        c.i2l();
        if (!counted.isNext && !counted.isInclusive) {
            c.lconst_1().lsub();
        }
        pushFurthest();
        w.call(CD_MATH, "min", CD_long, CD_long, CD_long);
        // At least one turn is made, and the counter can be incremented after the last one.
        c.iload(first).i2l();
        w.call(CD_MATH, "max", CD_long, CD_long, CD_long);
        c.l2i().istore(last);
        c.iload(last).loadConstant(Integer.MAX_VALUE).if_icmpeq(slowHeader);
        affine.write(last, slowHeader);
        ranges.write(slowHeader);
        invariants.writeLate(affine, slowHeader);
        pointers.write();
        if (kernel >= 0) {
            writeVector();
        }
        c.iload(last).iload(first).isub();
        turns.store();
        counter();
        c.iload(first).isub().loadConstant(Pointers.MAX_TURNS).iand().istore(pointers.turn());
    }

    /// Forgets what happened to the loop when it was last run; in front of it.
    void enter() {
        for (int r = made.nextSetBit(0); r >= 0; r = made.nextSetBit(r + 1)) {
            w.clear(r);
        }
        if (isStepped()) {
            c.iconst_0().istore(patience);
        }
    }

    /// As `writeStart`. The slow version is one turn, so that guards that fail are not asked again
    /// at once.
    private void writeSteppedStart() {
        Label fails = c.newLabel();
        Label holds = c.newLabel();
        Label asks = c.newLabel();
        c.iload(patience).ifle(asks);
        c.iinc(patience, -1).goto_(slowHeader);
        c.labelBinding(asks);
        invariants.write(fails);
        int longest = w.newLong();
        writeStepTurns(fails);
        pushLongest();
        w.call(CD_MATH, "min", CD_long, CD_long, CD_long);
        c.lstore(longest);
        counter();
        c.i2l().lload(longest);
        pushStep();
        c.lmul().ladd().dup2().l2i().istore(last);
        c.iload(last).i2l().lcmp().ifne(fails);
        if (counted.step.isTestedAfter()) {
            // The last turn changes the counter, too.
            c.iload(last).i2l();
            pushStep();
            c.ladd().dup2().l2i().i2l().lcmp().ifne(fails);
        }
        c.lload(longest).l2i();
        turns.store();
        affine.write(last, fails);
        ranges.write(fails);
        invariants.writeLate(affine, fails);
        pointers.write();
        c.iconst_0().istore(pointers.turn()).goto_(holds);
        c.labelBinding(fails).loadConstant(PATIENCE).istore(patience).goto_(slowHeader);
        c.labelBinding(holds);
    }

    private void pushStep() {
        Step step = counted.step;
        if (step.register() >= 0) {
            w.load(step.register(), Bank.I32);
            c.i2l();
        } else {
            c.loadConstant((long) step.amount());
        }
    }

    /// Pushes how many turns follow the first one.
    private void writeStepTurns(Label fails) {
        Step step = counted.step;
        int amount = w.newLong();
        int distance = w.newLong();
        pushStep();
        c.lstore(amount);
        limit();
        c.i2l();
        counter();
        c.i2l().lsub().lstore(distance);
        if (step.direction() == 0) {
            Label isUp = c.newLabel();
            c.lload(amount).lconst_0().lcmp().ifgt(isUp);
            c.lload(amount).lneg().lstore(amount).lload(distance).lneg().lstore(distance);
            c.labelBinding(isUp);
        } else if (step.direction() < 0) {
            c.lload(amount).lneg().lstore(amount).lload(distance).lneg().lstore(distance);
        }
        if (step.register() >= 0) {
            c.lload(amount).lconst_0().lcmp().ifle(fails);
        }
        // For a single turn guards cost more than what they save.
        c.lload(distance).loadConstant(step.isInclusive() ? 0L : 1L).lsub();
        if (step.isTestedAfter()) {
            c.lload(amount).lsub();
        }
        c.lconst_0().lcmp().iflt(slowHeader);
        // Turns of which the comparison sees a counter that is still on this side of the limit.
        c.lload(distance).loadConstant(step.isInclusive() ? 0L : 1L).lsub();
        c.lload(amount);
        if (!step.isTestedAfter()) {
            c.ladd().lload(amount);
        }
        c.ldiv();
    }

    /// Pushes how many turns the strip may have beside the first: all polls of their branches back
    /// and calls are left, and there is room for what they append.
    private void pushLongest() {
        c.iload(w.polls);
        if (splices > 0) {
            c.loadConstant(splices).isub().loadConstant(1 + splices).idiv();
        }
        appends.limitTurns();
        c.i2l();
    }

    /// Pushes the counter's value in the last turn that is paid for, the current one at least.
    private void pushFurthest() {
        counter();
        c.i2l();
        pushLongest();
        c.ladd();
    }

    /// Makes most turns of the strip with the kernel, if what it needs holds; at least one turn is
    /// left, so that registers have their last values. Without the kernel, all are.
    private void writeVector() {
        Label scalar = c.newLabel();
        int turns = w.newInt();
        c.iload(last).iload(first).isub().istore(turns);
        c.iload(turns).loadConstant(MIN_VECTOR_TURNS).if_icmplt(scalar);
        for (VectorLoop.Parameter parameter : vector.parameters) {
            if (parameter.source() == VectorLoop.Source.AFFINE) {
                // Here, where every way comes by.
                affine.endsOfWord(parameter.key());
            }
        }
        for (VectorLoop.Access access : vector.accesses) {
            if (access.isAppend() || affine.rise(access.index(), access.word()) == 1) {
                continue;
            }
            int[] ends = affine.endsOf(access.index(), access.word());
            c.lload(ends[1]).lload(ends[0]).lsub().iload(turns).i2l().lcmp().ifne(scalar);
        }
        new VectorOverlaps(vector, affine, invariants).write(w, turns, scalar);
        writeKernelCall(turns);
        if (vector.hasElementary()) {
            // It may have left for a single turn: scalar code makes a few, then it is asked again.
            c.iload(turns).ifeq(scalar).iload(last);
            counter();
            c.isub().loadConstant(2 * RETREAT).if_icmple(scalar);
            counter();
            c.loadConstant(RETREAT).iadd().istore(last);
        }
        c.labelBinding(scalar);
    }

    /// Makes turns with the kernel, and counts them.
    private void writeKernelCall(int turns) {
        w.machine();
        c.iload(turns);
        for (VectorLoop.Access access : vector.accesses) {
            if (access.isAppend()) {
                appends.pushAddress(access.word());
                continue;
            }
            c.lload(invariants.data(access.word()));
            c.lload(affine.endsOf(access.index(), access.word())[0])
                    .loadConstant(access.bank() == Bank.I32 ? 2 : 3)
                    .lshl()
                    .ladd();
        }
        for (VectorLoop.Parameter parameter : vector.parameters) {
            switch (parameter.source()) {
                case REGISTER -> w.load(parameter.key(), parameter.bank());
                case WORD -> invariants.push(parameter.key());
                case AFFINE -> c.lload(affine.endsOfWord(parameter.key())[0]).l2i();
            }
        }
        for (VectorLoop.Reduction reduction : vector.reductions) {
            w.load(at(reduction).offset(), at(reduction).bank());
        }
        kernels.call(c, kernel, vector);
        c.istore(turns);
        for (VectorLoop.Access access : vector.accesses) {
            if (access.isAppend()) {
                appends.writeLength(access.word(), turns);
            }
        }
        if (splices > 0) {
            c.iload(turns).loadConstant(-splices).imul().iload(w.polls).iadd().istore(w.polls);
        }
        for (int i = 0; i < vector.reductions.size(); i++) {
            Registers.Register at = at(vector.reductions.get(i));
            kernels.pushResult(c, kernel, vector, i);
            w.store(at.offset(), at.bank());
        }
        c.iload(turns);
        counter();
        c.iadd();
        w.store(counted.counter, Bank.I32);
    }

    private Registers.Register at(VectorLoop.Reduction reduction) {
        return counted.registers.get(reduction.register());
    }

    /// The branch back within a strip; falls through at its end.
    ///
    /// The fast version increments before it compares, which is the form that C2 looks for.
    void writeLatch(boolean isSlow, Label header) {
        if (isStepped()) {
            if (!isSlow) {
                if (!counted.step.isTestedAfter()) {
                    addStep(true);
                }
                turns.writeNext(header);
            }
        } else if (!isSlow) {
            if (counted.isNext) {
                increment(1);
            }
            turns.writeNext(header);
        } else if (counted.isNext) {
            Label done = c.newLabel();
            counter();
            c.iload(last).if_icmpge(done);
            increment(1);
            c.goto_(header);
            c.labelBinding(done);
        } else {
            // The counter has been incremented: the next turn is in the strip if it is up to last.
            counter();
            c.iload(last).if_icmple(header);
        }
    }

    /// Adds the step to the counter, or takes it off.
    private void addStep(boolean isSum) {
        counter();
        pushStep();
        c.l2i();
        if (isSum) {
            c.iadd();
        } else {
            c.isub();
        }
        w.store(counted.counter, Bank.I32);
    }

    private void increment(int by) {
        counter();
        c.loadConstant(by).iadd();
        w.store(counted.counter, Bank.I32);
    }

    /// After the last turn of a strip: charges all of them.
    void writeDone(boolean isSlow) {
        if (isStepped()) {
            if (!isSlow) {
                if (!counted.step.isTestedAfter()) {
                    addStep(false);
                }
                turns.charge();
            }
            return;
        }
        if (counted.isNext && !isSlow) {
            increment(-1);
        }
        c.iload(w.polls).iload(last).iload(first).isub().isub().istore(w.polls);
    }

    /// After what has been charged, and may have polled, in the middle of a turn, on the way to the
    /// slow version: the rest is a strip of its own, from this turn on.
    void resume() {
        w.reloadPolls();
        counter();
        c.istore(first);
        pushFurthest();
        c.iload(last).i2l();
        w.call(CD_MATH, "min", CD_long, CD_long, CD_long);
        c.l2i().istore(last);
    }

    /// Charges the turns before the current one, where a strip is left.
    void charge(boolean isSlow) {
        if (isStepped()) {
            if (!isSlow) {
                c.iload(w.polls).iload(pointers.turn()).isub().istore(w.polls);
            }
            return;
        }
        c.iload(w.polls);
        counter();
        c.iload(first).isub().isub().istore(w.polls);
    }
}
