package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jorus.image.ImageLayout;
import jorus.isa.Bank;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.runtime.Linkage;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the JVM method of one region of a function: the function itself, which is called with
/// its arguments, or the blocks of a loop, entered with all registers in the frame.
final class MethodTranslator implements Instructions.Place, Stubs.Ranges {
    /// What a frame of the JVM takes beside its locals, at most, while it is interpreted.
    private static final int FRAME_STACK_BYTES = 160;

    private final Flow flow;
    private final Strip.Kernels kernels;
    private final Registers registers;
    private final BitSet region;
    private final int entry;
    private final boolean isFunction;
    private final BitSet homed;
    private final BitSet written;
    private final Writer w;
    private final CodeBuilder c;
    private final Stubs stubs;
    private final Instructions instructions;
    private final Calls calls;
    private final Label[] labels;
    private final Label[] preheaders;
    private final Map<Integer, Label> landings = new HashMap<>();
    private final Map<Integer, Label> exits = new HashMap<>();
    private final List<Label> rangeStarts = new ArrayList<>();
    private final List<Label> rangeEnds = new ArrayList<>();
    private final List<Integer> rangeRows = new ArrayList<>();
    private final LoopViews views;
    private final boolean collects;
    private final boolean isLeaf;
    private final List<Strip> strips = new ArrayList<>();
    private int block;
    private Strip strip;
    private boolean isSlow;
    private int rangeBlock;
    private Label rangeStart;

    /// The method of `function` if `loop` is null, else of that loop. Blocks are those of `region`,
    /// which starts at `entry`.
    MethodTranslator(
            CodeBuilder code,
            Flow flow,
            BitSet region,
            int entry,
            boolean isFunction,
            Strip.Kernels kernels) {
        this.kernels = kernels;
        this.flow = flow;
        this.region = region;
        this.entry = entry;
        this.isFunction = isFunction;
        c = code;
        registers = new Registers(flow);
        homed = registers.homed();
        written = registers.written(region);
        boolean collecting = false;
        boolean calling = false;
        boolean looping = false;
        boolean leaving = false;
        for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
            collecting |= flow.handlers[b].length > 0;
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                Opcode opcode = flow.opcode(i);
                collecting |= flow.collects(i);
                calling |= opcode.has(Effect.CALLS) && flow.collects(i);
                leaving |= CountedLoop.callsRuntime(opcode);
                looping |= opcode.has(Effect.BRANCHES) && Word.isBackward(flow.words[i]);
            }
        }
        collects = collecting;
        isLeaf = isFunction && !collecting && !calling && !leaving;
        w = new Writer(code, registers, collects ? homed : new BitSet());
        if (isFunction) {
            bindParameters();
        }
        if (looping) {
            w.polls = w.newInt();
        }
        stubs = new Stubs(w);
        views = new LoopViews(flow, registers, w, region);
        instructions = new Instructions(w, stubs, flow, this);
        if (calling && !isFunction) {
            w.budget = w.newLong();
        }
        findStrips();
        int locals = registers.count();
        calls = new Calls(w, flow, FRAME_STACK_BYTES + 2 * 8 * locals);
        labels = new Label[flow.blockCount];
        preheaders = new Label[flow.blockCount];
        for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
            labels[b] = c.newLabel();
            if (flow.loopAt(b) != null) {
                preheaders[b] = c.newLabel();
            }
        }
    }

    private void findStrips() {
        for (Loop loop : flow.loops) {
            if (region.get(loop.header)) {
                CountedLoop counted = CountedLoop.of(flow, loop, registers);
                if (counted != null) {
                    strips.add(new Strip(counted, w, views, kernels));
                }
            }
        }
    }

    private void bindParameters() {
        w.budget = 3;
        List<Calls.Argument> arguments = Calls.arguments(flow.image, flow.function);
        if (Calls.isFramed(arguments)) {
            return;
        }
        int local = 5;
        for (Calls.Argument argument : arguments) {
            if (argument.bank() != Bank.ANY) {
                w.bind(registers.number(argument.offset(), argument.bank()), local);
                local += argument.bank() == Bank.I32 ? 1 : 2;
            }
        }
    }

    void translate() {
        if (isFunction) {
            enterFunction();
        } else {
            enterLoop();
        }
        w.reloadPolls();
        goTo(entryLabel(entry));
        writeBlocks();
        stubs.write(this);
        writeLandings();
        for (int i = 0; i < rangeStarts.size(); i++) {
            Label landing = landings.get(rangeRows.get(i));
            if (landing != null) {
                c.exceptionCatchAll(rangeStarts.get(i), rangeEnds.get(i), landing);
            }
        }
    }

    // entries

    /// Where a jump from outside the loop goes that begins at `to`.
    private Label entryLabel(int to) {
        return preheaders[to] != null ? preheaders[to] : labels[to];
    }

    private void goTo(Label label) {
        c.goto_(label);
    }

    private void enterLoop() {
        if (w.budget >= 0) {
            w.machine();
            c.lload(Writer.FP);
            w.call(CD_LINKAGE, "budget", CD_long, CD_MACHINE, CD_long);
            c.lstore(w.budget);
        }
        BitSet live = registers.liveIn(entry);
        for (int r = live.nextSetBit(0); r >= 0; r = live.nextSetBit(r + 1)) {
            w.readHome(r);
        }
    }

    private void enterFunction() {
        int function = flow.function;
        Label slow = c.newLabel();
        Label fast = c.newLabel();
        c.lload(w.budget).loadConstant(Linkage.SPENT).land().lconst_0().lcmp().ifne(slow);
        c.lload(Writer.FP);
        c.loadConstant((long) flow.image.function(function, ImageLayout.RESERVE_BYTES)).ladd();
        w.machineLong("stackLimit");
        c.lcmp().ifle(fast);
        c.labelBinding(slow);
        enterSlowly(function);
        c.labelBinding(fast);
        if (Calls.isFramed(Calls.arguments(flow.image, function))) {
            for (Calls.Argument argument : Calls.arguments(flow.image, function)) {
                if (argument.bank() != Bank.ANY) {
                    w.readHome(registers.number(argument.offset(), argument.bank()));
                }
            }
        }
        if (!isLeaf) {
            writeHeader();
        }
        if (collects) {
            writeRoots();
        }
        pollCall(function);
    }

    /// Leaves everything to a method beside this one, which C2 need not look at.
    private void enterSlowly(int function) {
        c.aload(Writer.MACHINE).lload(Writer.FP).lload(w.budget);
        List<Calls.Argument> arguments = Calls.arguments(flow.image, function);
        if (!Calls.isFramed(arguments)) {
            for (Calls.Argument argument : arguments) {
                if (argument.bank() != Bank.ANY) {
                    w.load(argument.offset(), argument.bank());
                }
            }
        }
        c.invokestatic(Names.function(function), "enterSlowly", Calls.type(flow.image, function));
        giveBack(Calls.result(flow.image, function));
    }

    /// Returns with the result on the stack.
    private void giveBack(Bank result) {
        if (result == null || result == Bank.ANY) {
            c.return_();
        } else {
            c.return_(Writer.kind(result));
        }
    }

    private void writeHeader() {
        long frameBytes = flow.image.function(flow.function, ImageLayout.FRAME_BYTES);
        c.lload(Writer.FP).loadConstant(frameBytes << 32 | flow.function).lload(w.budget);
        w.call(CD_LINKAGE, "writeHeader", CD_void, CD_long, CD_long, CD_long);
    }

    /// Makes all places that the collector looks at right: refs that are arguments, zeros.
    private void writeRoots() {
        int function = flow.function;
        if (!Calls.isFramed(Calls.arguments(flow.image, function))) {
            for (Calls.Argument argument : Calls.arguments(flow.image, function)) {
                if (argument.bank() == Bank.REF) {
                    w.writeHome(registers.number(argument.offset(), Bank.REF));
                }
            }
        }
        int from = flow.image.function(function, ImageLayout.ARGUMENT_BYTES);
        int bytes = flow.image.function(function, ImageLayout.ZERO_BYTES);
        if (bytes <= 64) {
            for (int at = from; at < from + bytes; at += 8) {
                w.address(at);
                c.lconst_0();
                w.put(Bank.I64);
            }
        } else {
            w.address(from);
            c.loadConstant((long) bytes).iconst_0();
            w.call(
                    CD_MEMORY,
                    "fill",
                    CD_void,
                    CD_long,
                    CD_long,
                    java.lang.constant.ClassDesc.ofDescriptor("B"));
        }
    }

    private void pollCall(int function) {
        Label on = c.newLabel();
        w.machine();
        c.invokevirtual(CD_MACHINE, "countsToPoll", MTD_COUNT).ifeq(on);
        if (isLeaf) {
            writeHeader();
        }
        w.machine();
        c.loadConstant(function).lload(Writer.FP);
        w.call(CD_LINKAGE, "pollCall", CD_void, CD_MACHINE, CD_int, CD_long);
        c.labelBinding(on);
    }

    // blocks

    private void writeBlocks() {
        for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
            Loop loop = flow.loopAt(b);
            if (loop != null) {
                // Only jumps come here, and what falls in from outside.
                c.labelBinding(preheaders[b]);
                views.enter(loop);
            }
            strip = stripOf(b);
            if (strip != null && strip.header() == b) {
                strip.writeStart();
            }
            c.labelBinding(labels[b]);
            writeBlock(b);
        }
        strip = null;
        for (Strip each : strips) {
            if (each.hasSlowVersion()) {
                writeSlowVersion(each);
            }
        }
    }

    /// The blocks of a counted loop once more, with all checks.
    private void writeSlowVersion(Strip slow) {
        BitSet blocks = slow.blocks();
        Label[] fast = labels.clone();
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            labels[b] = b == slow.header() ? slow.slowHeader() : c.newLabel();
        }
        strip = slow;
        isSlow = true;
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            c.labelBinding(labels[b]);
            writeBlock(b);
        }
        isSlow = false;
        strip = null;
        System.arraycopy(fast, 0, labels, 0, labels.length);
    }

    private Strip stripOf(int b) {
        for (Strip each : strips) {
            if (each.blocks().get(b)) {
                return each;
            }
        }
        return null;
    }

    private void writeBlock(int b) {
        block = b;
        begin(b);
        int last = flow.end[b] - 1;
        for (int i = flow.first[b]; i < last; i++) {
            writeInstruction(i);
        }
        Opcode opcode = flow.opcode(last);
        if (opcode.has(Effect.BRANCHES)) {
            writeBranch(b, last, opcode);
        } else if (opcode.has(Effect.ENDS)) {
            writeEnd(b, last, opcode);
        } else {
            writeInstruction(last);
        }
        end();
        if (!opcode.has(Effect.ENDS) && !(strip != null && b == strip.latch())) {
            fallInto(b, b + 1);
        }
    }

    private void writeInstruction(int i) {
        Opcode opcode = flow.opcode(i);
        long word = flow.words[i];
        switch (opcode) {
            case CALL, CALL_I32, CALL_I64, CALL_F64, CALL_REF, CALL_ANY ->
                    calls.call(word, flow.pc(i));
            case CALL_VALUE,
                    CALL_VALUE_I32,
                    CALL_VALUE_I64,
                    CALL_VALUE_F64,
                    CALL_VALUE_REF,
                    CALL_VALUE_ANY ->
                    calls.callValue(word, flow.pc(i));
            case CALL_DYNAMIC -> calls.callDynamic(word, flow.pc(i));
            case BUILTIN, BUILTIN_I32, BUILTIN_I64, BUILTIN_F64, BUILTIN_REF, BUILTIN_ANY ->
                    calls.builtin(opcode, word, flow.pc(i));
            default -> instructions.translate(i);
        }
    }

    /// Goes on with block `to`, which comes next unless the region or a loop says otherwise.
    private void fallInto(int from, int to) {
        boolean isNext = region.nextSetBit(from + 1) == to;
        if (strip != null && (isSlow || !strip.blocks().get(to))) {
            goTo(edge(from, to));
        } else if (!isNext) {
            goTo(edge(from, to));
        } else if (preheaders[to] != null && !isEntered(from, to)) {
            // The code before the header is for others.
            goTo(labels[to]);
        }
    }

    /// Whether the edge leads into a loop from outside.
    private boolean isEntered(int from, int to) {
        Loop loop = flow.loopAt(to);
        return loop != null && !loop.blocks.get(from);
    }

    /// Where an edge that is no backward branch goes.
    private Label edge(int from, int to) {
        if (strip != null && !strip.blocks().get(to)) {
            Strip left = strip;
            return stubs.add(
                    -1,
                    () -> {
                        left.charge();
                        goTo(outerEdge(from, to));
                    });
        }
        return outerEdge(from, to);
    }

    private Label outerEdge(int from, int to) {
        if (!region.get(to)) {
            return exit(to);
        }
        return isEntered(from, to) ? preheaders[to] : labels[to];
    }

    private void writeBranch(int b, int i, Opcode opcode) {
        long word = flow.words[i];
        int to = flow.target(i);
        if (strip != null && b == strip.latch()) {
            strip.writeLatch(isSlow, labels[to]);
            stripDone(strip, i, opcode, to);
            return;
        }
        Label target = Word.isBackward(word) ? backward(b, to) : edge(b, to);
        switch (opcode) {
            case JUMP -> goTo(target);
            case NEXT_I32 -> {
                Label last = c.newLabel();
                w.load(Word.a(word), Bank.I32);
                w.load(Word.b(word), Bank.I32);
                c.if_icmpge(last);
                w.load(Word.a(word), Bank.I32);
                c.iconst_1().iadd();
                w.store(Word.a(word), Bank.I32);
                goTo(target);
                c.labelBinding(last);
            }
            case NEXT_I64 -> {
                Label last = c.newLabel();
                w.load(Word.a(word), Bank.I64);
                w.load(Word.b(word), Bank.I64);
                c.lcmp().ifge(last);
                w.load(Word.a(word), Bank.I64);
                c.lconst_1().ladd();
                w.store(Word.a(word), Bank.I64);
                goTo(target);
                c.labelBinding(last);
            }
            default -> Comparisons.branch(w, opcode, Word.a(word), Word.b(word), word, target);
        }
    }

    /// At the end of a strip: goes on with the next one if the branch holds, and polls for that.
    private void stripDone(Strip done, int i, Opcode opcode, int to) {
        done.writeDone(isSlow);
        long word = flow.words[i];
        Label next = backwardTo(done.latch(), to, done.start());
        if (opcode == Opcode.NEXT_I32) {
            Label last = c.newLabel();
            w.load(Word.a(word), Bank.I32);
            w.load(Word.b(word), Bank.I32);
            c.if_icmpge(last);
            w.load(Word.a(word), Bank.I32);
            c.iconst_1().iadd();
            w.store(Word.a(word), Bank.I32);
            goTo(next);
            c.labelBinding(last);
        } else {
            Comparisons.branch(w, opcode, Word.a(word), Word.b(word), word, next);
        }
        goTo(outerEdge(done.latch(), done.latch() + 1));
    }

    /// A taken backward branch: counts down, and polls.
    private Label backward(int from, int to) {
        return backwardTo(from, to, outerEdge(from, to));
    }

    private Label backwardTo(int from, int to, Label target) {
        Strip left = strip != null && !strip.blocks().get(to) ? strip : null;
        return stubs.add(
                from,
                () -> {
                    Label poll = c.newLabel();
                    if (left != null) {
                        left.charge();
                    }
                    c.iinc(w.polls, -1).iload(w.polls).iflt(poll);
                    goTo(target);
                    c.labelBinding(poll);
                    w.syncPolls();
                    headerOfLeaf();
                    // The program is at the instruction that comes next.
                    w.save(flow.address(to) + Word.BYTES);
                    w.machine();
                    c.invokevirtual(CD_MACHINE, "poll", MTD_VOID);
                    w.reloadPolls();
                    goTo(target);
                });
    }

    private void headerOfLeaf() {
        if (isLeaf) {
            writeHeader();
        }
    }

    private void writeEnd(int b, int i, Opcode opcode) {
        long word = flow.words[i];
        switch (opcode) {
            case RET, RET_I32, RET_I64, RET_F64, RET_REF, RET_ANY -> writeReturn(b, i, opcode);
            case TRAP -> {
                beforeFault().run();
                w.machine();
                c.loadConstant(Word.immediate(word)).loadConstant(flow.pc(i)).lload(Writer.FP);
                w.call(CD_LINKAGE, "trap", CD_TRAP, CD_MACHINE, CD_int, CD_long, CD_long);
                c.athrow();
            }
            case HALT -> {
                if (isFunction) {
                    throw new AssertionError("only the first function ends the program");
                }
                leave(i, new BitSet());
            }
            default -> throw new AssertionError(opcode + " ends no block");
        }
        assert b >= 0;
    }

    private void writeReturn(int b, int i, Opcode opcode) {
        long word = flow.words[i];
        Bank bank = opcode.a().bank();
        if (!isFunction) {
            // The interpreter returns.
            BitSet live = new BitSet();
            if (bank != null && bank != Bank.ANY) {
                live.set(registers.number(Word.a(word), bank));
            }
            leave(i, live);
            return;
        }
        w.syncPolls();
        if (bank == Bank.ANY) {
            w.copyAny(Writer.FP, Word.a(word), Writer.FP, Linkage.ANY_RESULT);
        } else if (bank != null) {
            w.load(Word.a(word), bank);
        }
        giveBack(bank);
        assert b >= 0;
    }

    // exits of a loop's method

    private Label exit(int to) {
        return exits.computeIfAbsent(
                to, _ -> stubs.add(-1, () -> leave(flow.first[to], registers.liveIn(to))));
    }

    /// Writes back what has changed and is live, and says which word comes next.
    private void leave(int word, BitSet live) {
        BitSet changed = (BitSet) live.clone();
        changed.and(written);
        for (int r = changed.nextSetBit(0); r >= 0; r = changed.nextSetBit(r + 1)) {
            if (!collects || !w.isHomed(r)) {
                w.writeHome(r);
            }
        }
        w.syncPolls();
        c.loadConstant(flow.pc(word) - Word.BYTES).lreturn();
    }

    // handlers

    @Override
    public void begin(int of) {
        rangeBlock = of;
        if (of >= 0 && flow.handlers[of].length > 0) {
            rangeStart = c.newBoundLabel();
            // Some instructions leave no code, and the JVM takes no empty ranges.
            c.nop();
        }
    }

    @Override
    public void end() {
        if (rangeBlock >= 0 && flow.handlers[rangeBlock].length > 0) {
            int row = flow.handlers[rangeBlock][0];
            landings.computeIfAbsent(row, _ -> c.newLabel());
            rangeStarts.add(rangeStart);
            rangeEnds.add(c.newBoundLabel());
            rangeRows.add(row);
        }
    }

    /// Where a row's handler is entered: with the thrown object on the stack.
    private void writeLandings() {
        int thrown = c.allocateLocal(TypeKind.REFERENCE);
        for (Map.Entry<Integer, Label> landing : landings.entrySet()) {
            int row = landing.getKey();
            int slot = flow.image.handlerSlot(row);
            c.labelBinding(landing.getValue());
            Label caught = c.newLabel();
            c.astore(thrown).aload(thrown);
            c.invokestatic(CD_LINKAGE, "isTrap", MTD_IS_TRAP).ifne(caught);
            c.aload(thrown).athrow();
            c.labelBinding(caught);
            w.machine();
            c.aload(thrown).loadConstant(flow.address(flow.handlerBlock(row)));
            c.lload(Writer.FP).loadConstant(slot >= 0 ? 1 : 0);
            w.call(
                    CD_LINKAGE,
                    "caught",
                    CD_long,
                    CD_MACHINE,
                    ConstantDescs.CD_Throwable,
                    CD_long,
                    CD_long,
                    CD_int);
            if (registers.isFar(slot)) {
                int error = w.newLong();
                c.lstore(error);
                w.address(slot);
                c.lload(error);
                w.put(Bank.REF);
            } else if (slot >= 0) {
                w.store(slot, Bank.REF);
            } else {
                c.pop2();
            }
            w.reloadPolls();
            int to = flow.handlerBlock(row);
            goTo(region.get(to) ? entryLabelFrom(row, to) : exit(to));
        }
        stubs.write(this);
    }

    /// A handler lies in the loops of what it protects, or outside; only the latter enters a loop.
    private Label entryLabelFrom(int row, int to) {
        int from = flow.block(flow.image.handlerFirst(row));
        return isEntered(from, to) ? preheaders[to] : labels[to];
    }

    // Instructions.Place

    @Override
    public int block() {
        return block;
    }

    @Override
    public Runnable beforeFault() {
        Strip in = strip;
        return () -> {
            if (in != null) {
                in.charge();
            }
            w.syncPolls();
            headerOfLeaf();
        };
    }

    @Override
    public Object context() {
        int[] rows = flow.handlers[block];
        return List.of(rows.length > 0 ? rows[0] : -1, strip == null ? -1 : strip.header());
    }

    @Override
    public boolean isProven(int word) {
        return strip != null && !isSlow && strip.isProven(word);
    }

    @Override
    public int dataLocal(int offset) {
        return views.data(block, offset);
    }

    @Override
    public int lengthLocal(int offset) {
        return views.length(block, offset);
    }
}
