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
import jorus.memory.register.FrameLayout;
import jorus.runtime.Frames;
import jorus.runtime.Linkage;

import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the JVM method of one region of a function: the function itself, which is called with
/// its arguments, or the blocks of a loop, entered with all registers in the frame.
final class MethodTranslator implements Place, Stubs.Ranges, Calls.Inliner {
    /// What a frame of the JVM takes beside its locals, at most, while it is interpreted.
    private static final int FRAME_STACK_BYTES = 160;

    private final Flow flow;
    private final KernelStubs kernels;
    private final Registers registers;
    private final BitSet region;

    /// Loops of the region that have methods of their own, and the blocks that are written.
    private final Outlined outlined;

    private final BitSet own;
    private final int entry;
    private final boolean isFunction;
    private final BitSet homed;
    private final BitSet written;
    private final Writer w;
    private final Assembler c;
    private final Stubs stubs;
    private final Instructions instructions;
    private final Calls calls;
    private final Entry entering;
    private final Label[] labels;
    private final Label[] preheaders;
    private final Map<Integer, Label> landings = new HashMap<>();
    private final Map<Integer, Label> exits = new HashMap<>();
    private final List<Label> rangeStarts = new ArrayList<>();
    private final List<Label> rangeEnds = new ArrayList<>();
    private final List<Integer> rangeRows = new ArrayList<>();
    private final LoopViews views;
    private final boolean collects;

    /// What is known of registers in a method with loops, else null: C2 knows it by itself.
    private final EntryConstants constants;

    private final List<Strip> strips = new ArrayList<>();

    /// By word: where the slow version of a strip goes on for the fast one.
    private final Map<Integer, Label> resumptions = new HashMap<>();

    private int block;

    /// The constants in registers where code is being written, by register.
    private int[] known = {};

    private Splice.Site site;
    private Strip strip;
    private boolean isSlow;
    private final Inlining inlining;
    private final List<MethodTranslator> inlined = new ArrayList<>();
    private int rangeBlock;
    private Label rangeStart;

    /// The method of a function. Without `kernels` no loop has strips, which are code twice.
    MethodTranslator(Assembler code, Flow flow, KernelStubs kernels, Inlining.Flows flows) {
        this(code, flow, flow.reachable, 0, true, kernels, Inlining.root(flows, flow), null);
    }

    /// The method of a loop, or of the program's first function: of `region`, which starts at
    /// `entry`, without what is `outlined`.
    MethodTranslator(
            Assembler code,
            Flow flow,
            BitSet region,
            int entry,
            KernelStubs kernels,
            Inlining.Flows flows,
            Outlined outlined) {
        this(code, flow, region, entry, false, kernels, Inlining.root(flows, flow), outlined);
    }

    private MethodTranslator(
            Assembler code,
            Flow flow,
            BitSet region,
            int entry,
            boolean isFunction,
            KernelStubs kernels,
            Inlining inlining,
            Outlined outlined) {
        this.outlined = outlined == null ? new Outlined(flow, region) : outlined;
        own = this.outlined.rest();
        this.kernels = kernels;
        this.flow = flow;
        this.region = region;
        this.entry = entry;
        this.isFunction = isFunction;
        this.inlining = inlining;
        c = code;
        registers = new Registers(flow);
        homed = registers.homed();
        written = registers.written(region);
        boolean collecting = false;
        boolean calling = false;
        boolean looping = false;
        for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
            collecting |= flow.handlers[b].length > 0;
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                Opcode opcode = flow.opcode(i);
                collecting |= flow.collects(i);
                calling |= opcode.has(Effect.CALLS) && flow.collects(i) || Flow.isCall(opcode);
                looping |= opcode.has(Effect.BRANCHES) && Word.isBackward(flow.words[i]);
            }
        }
        collects = collecting;
        constants = looping || !isFunction ? registers.constants() : null;
        BitSet kept = collects ? homed : new BitSet();
        boolean isInlined = inlining.caller != null;
        if (isInlined) {
            w = new Writer(code, code.allocateLocal(TypeKind.LONG), registers, kept);
            w.budget = w.newLong();
            w.polls = inlining.caller.w.polls;
        } else {
            w = new Writer(code, registers, kept);
            if (isFunction) {
                bindParameters();
            }
            boolean inlines = inlining.inlinesAny(flow, region);
            if (looping || inlines || flow.depth > 0) {
                w.polls = w.newInt();
            }
            if (inlines) {
                inlining.tight = w.newInt();
            }
        }
        stubs = new Stubs(w);
        views = new LoopViews(flow, registers, w, region);
        instructions = new Instructions(w, stubs, flow, this);
        if (calling && !isFunction) {
            w.budget = w.newLong();
        }
        findStrips();
        int locals = registers.count() + inlining.locals(flow, region);
        calls = new Calls(w, flow, FRAME_STACK_BYTES + 2 * 8 * locals, this);
        entering = new Entry(w, flow, registers, inlining, calls, region);
        labels = new Label[flow.blockCount];
        preheaders = new Label[flow.blockCount];
        for (int b = own.nextSetBit(0); b >= 0; b = own.nextSetBit(b + 1)) {
            labels[b] = c.newLabel();
            if (flow.loopAt(b) != null) {
                preheaders[b] = c.newLabel();
            }
        }
        for (int header : this.outlined.headers()) {
            preheaders[header] =
                    stubs.add(
                            -1,
                            new Runnable() {
                                @Override
                                public void run() {
                                    runOutlined(header);
                                }
                            });
        }
    }

    private void findStrips() {
        if (kernels == null) {
            return;
        }
        for (Loop loop : flow.loops) {
            if (own.get(loop.header)) {
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
            entering.enterFunction(collects);
        } else {
            entering.enterLoop(entry, written, constants, instructions);
        }
        w.reloadPolls();
        entering.findTightness();
        goTo(isFunction ? entryLabel(entry) : loopEntry());
        writeBlocks();
        writeStubs();
        writeLandings();
        for (int i = 0; i < rangeStarts.size(); i++) {
            Label landing = landings.get(rangeRows.get(i));
            if (landing != null) {
                c.exceptionCatchAll(rangeStarts.get(i), rangeEnds.get(i), landing);
            }
        }
    }

    private void writeStubs() {
        stubs.write(this);
        for (MethodTranslator each : inlined) {
            each.writeStubs();
        }
    }

    // functions that are inlined

    @Override
    public boolean inline(int function, long pc) {
        Flow callee = inlining.callee(function);
        if (callee == null) {
            return false;
        }
        Inlining inner = inlining.into(callee, this, block, pc);
        MethodTranslator body =
                new MethodTranslator(c, callee, callee.reachable, 0, true, kernels, inner, null);
        inlined.add(body);
        body.translateInlined();
        return true;
    }

    /// Does what a call does; where it would go on in another way than usual, it is a call.
    private void translateInlined() {
        MethodTranslator caller = inlining.caller;
        int frameBytes = flow.image.function(caller.flow.function, ImageLayout.FRAME_BYTES);
        Bank bank = Calls.result(flow.image, flow.function);
        boolean isVoid = bank == null || bank == Bank.ANY;
        int result = isVoid ? -1 : c.allocateLocal(Writer.kind(bank));
        Label end = c.newLabel();
        inlining.end = end;
        inlining.result = result;
        Label slow =
                caller.stubs.add(
                        caller.block,
                        new Runnable() {
                            @Override
                            public void run() {
                                caller.calls.direct(flow.function, inlining.pc);
                                if (!isVoid) {
                                    c.storeLocal(Writer.kind(bank), result);
                                }
                                caller.w.reloadPolls();
                                goTo(end);
                            }
                        });
        c.lload(caller.w.fp).loadConstant((long) frameBytes).ladd().lstore(w.fp);
        c.lload(caller.w.budget).loadConstant(caller.calls.cost()).lsub().lstore(w.budget);
        c.iload(inlining.tight).ifne(slow);
        for (Calls.Argument argument : Calls.arguments(flow.image, flow.function)) {
            if (argument.bank() != Bank.ANY) {
                caller.w.load(frameBytes + argument.offset(), argument.bank());
                int register = registers.number(argument.offset(), argument.bank());
                c.storeLocal(Writer.kind(argument.bank()), w.local(register));
            }
        }
        if (!inlining.isLeaf) {
            writeLink();
        }
        if (collects) {
            entering.writeRoots();
        }
        if (flow.countsCalls) {
            pollInlinedCall();
        }
        writeBlocks();
        inlining.isWritten = true;
        c.labelBinding(end);
        if (!isVoid) {
            c.loadLocal(Writer.kind(bank), result);
        }
    }

    /// Writes the return word, as callers do.
    private void writeLink() {
        w.startPut(Bank.I64);
        w.address(FrameLayout.RETURN_PC);
        c.loadConstant(inlining.pc | Frames.UNLINKED);
        w.put(Bank.I64);
    }

    private void linkOfLeaf() {
        if (inlining.isLeaf) {
            writeLink();
        }
    }

    private void pollInlinedCall() {
        Label on = c.newLabel();
        Label poll =
                stubs.add(
                        0,
                        new Runnable() {
                            @Override
                            public void run() {
                                linkOfLeaf();
                                w.syncPolls();
                                w.machine();
                                c.loadConstant(flow.function).lload(w.fp);
                                w.call(
                                        CD_LINKAGE,
                                        "pollCall",
                                        CD_void,
                                        CD_MACHINE,
                                        CD_int,
                                        CD_long);
                                w.reloadPolls();
                                goTo(on);
                            }
                        });
        c.iinc(w.polls, -1).iload(w.polls).iflt(poll);
        c.labelBinding(on);
    }

    // entries

    /// The label where a loop begins, after the increment if it is entered there.
    private Label loopEntry() {
        Loop loop = flow.loopEnteredAt(entry);
        if (loop == null || loop.header == entry) {
            return entryLabel(entry);
        }
        block = entry;
        for (int i = flow.first[entry]; i < flow.end[entry]; i++) {
            writeInstruction(i);
        }
        return preheaders[loop.header];
    }

    /// Where a jump from outside the loop goes that begins at `to`.
    private Label entryLabel(int to) {
        return preheaders[to] != null ? preheaders[to] : labels[to];
    }

    private void goTo(Label label) {
        c.goto_(label);
    }

    // blocks

    private void writeBlocks() {
        writeBlocksOnce();
        w.know(new int[0], instructions.constants);
    }

    private void writeBlocksOnce() {
        for (int b = own.nextSetBit(0); b >= 0; b = own.nextSetBit(b + 1)) {
            Loop loop = flow.loopAt(b);
            know(b);
            if (loop != null) {
                // Only jumps come here, and what falls in from outside.
                c.labelBinding(preheaders[b]);
                views.enter(loop);
                enterStrip(b);
            }
            strip = stripOf(b);
            if (strip != null && strip.header() == b) {
                strip.writeStart();
            }
            c.labelBinding(labels[b]);
            if (strip != null && strip.header() == b) {
                strip.writeHeader();
            }
            writeBlock(b);
        }
        strip = null;
        for (Strip each : strips) {
            writeSlowVersion(each);
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

    private void enterStrip(int header) {
        for (Strip each : strips) {
            if (each.header() == header) {
                each.enter();
            }
        }
    }

    /// Where an edge leads that does not enter a loop: to a header from behind a strip, the next
    /// one begins.
    private Label inner(int from, int to) {
        for (Strip each : strips) {
            if (each.isStepped() && each.header() == to && !each.blocks().get(from)) {
                return each.start();
            }
        }
        return labels[to];
    }

    private Strip stripOf(int b) {
        for (Strip each : strips) {
            if (each.blocks().get(b)) {
                return each;
            }
        }
        return null;
    }

    /// Takes what is known at the start of a block for what is known from here on.
    private void know(int b) {
        known = constants == null ? new int[0] : constants.at(b);
        w.know(known, instructions.constants);
    }

    private void writeBlock(int b) {
        block = b;
        know(b);
        begin(b);
        int last = flow.end[b] - 1;
        for (int i = flow.first[b]; i < last; i++) {
            writeInstruction(i);
            if (constants != null) {
                constants.step(i, known);
            }
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
        if (!opcode.has(Effect.ENDS) && !(strip != null && strip.isLatch(b))) {
            fallInto(b, b + 1);
        }
    }

    private void writeInstruction(int i) {
        Opcode opcode = flow.opcode(i);
        long word = flow.words[i];
        site = flow.site(i);
        if (flow.entered(i) != null) {
            enterSplice(flow.entered(i));
        }
        if (isFast() && strip.hasValue(i)) {
            strip.pushValue(i);
            w.store(Word.a(word), opcode.a().bank());
            return;
        }
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
                    calls.builtin(opcode, word, flow.pc(i), flow.outgoing(i));
            default -> instructions.translate(i);
        }
    }

    /// Counts a call that was spliced in, if calls are counted, and polls if that is due.
    private void enterSplice(Splice.Site entered) {
        if (!flow.countsCalls) {
            return;
        }
        if (isFast()) {
            c.iinc(w.polls, -1);
            return;
        }
        c.iinc(w.polls, -1);
        Label on = c.newLabel();
        Label poll =
                stubs.add(
                        block,
                        new Runnable() {
                            @Override
                            public void run() {
                                linkOfLeaf();
                                link(entered);
                                w.syncPolls();
                                w.machine();
                                c.loadConstant(entered.function);
                                w.frame(entered.shift);
                                w.call(
                                        CD_LINKAGE,
                                        "pollLeaf",
                                        CD_void,
                                        CD_MACHINE,
                                        CD_int,
                                        CD_long);
                                w.reloadPolls();
                                goTo(on);
                            }
                        });
        c.iload(w.polls).iflt(poll);
        c.labelBinding(on);
    }

    /// Writes the return words of spliced calls, which lead to the innermost one's frame.
    private void link(Splice.Site innermost) {
        for (Splice.Site each = innermost; each != null; each = each.outer) {
            w.startPut(Bank.I64);
            w.address(each.shift + FrameLayout.RETURN_PC);
            c.loadConstant(each.pc | Frames.UNLINKED);
            w.put(Bank.I64);
        }
    }

    /// Goes on with block `to`, which comes next unless the region or a loop says otherwise.
    private void fallInto(int from, int to) {
        boolean isNext = own.nextSetBit(from + 1) == to;
        if (strip != null && (isSlow || !strip.blocks().get(to))) {
            goTo(edge(from, to));
        } else if (!isNext) {
            goTo(edge(from, to));
        } else if (preheaders[to] != null && !isEntered(from, to)) {
            // The code before the header is for others.
            goTo(inner(from, to));
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
            boolean isLeftSlow = isSlow;
            return stubs.add(
                    -1,
                    new Runnable() {
                        @Override
                        public void run() {
                            left.charge(isLeftSlow);
                            goTo(outerEdge(from, to));
                        }
                    });
        }
        return outerEdge(from, to);
    }

    private Label outerEdge(int from, int to) {
        if (!region.get(to)) {
            return exit(to);
        }
        return isEntered(from, to) ? preheaders[to] : inner(from, to);
    }

    private void writeBranch(int b, int i, Opcode opcode) {
        long word = flow.words[i];
        int to = flow.target(i);
        if (strip != null && strip.isLatch(b)) {
            strip.writeLatch(isSlow, labels[strip.header()]);
            if (strip.isStepped()) {
                steppedDone(strip, b, i, opcode);
            } else {
                stripDone(strip, b, i, opcode, to);
            }
            return;
        }
        Label target = Word.isBackward(word) ? backward(b, to) : edge(b, to);
        switch (opcode) {
            case JUMP, JUMP_FAR -> goTo(target);
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

    /// At the end of a strip that is followed by what the loop has to go from turn to turn.
    private void steppedDone(Strip done, int b, int i, Opcode opcode) {
        done.writeDone(isSlow);
        Strip written = strip;
        strip = null;
        int to = flow.target(i);
        Label target = to == done.header() ? done.start() : outerEdge(b, to);
        boolean isBack = Word.isBackward(flow.words[i]);
        Label next = isBack ? backwardTo(b, to, target, "countStrip") : target;
        long word = flow.words[i];
        Comparisons.branch(w, opcode, Word.a(word), Word.b(word), word, next);
        goTo(outerEdge(b, b + 1));
        strip = written;
    }

    /// At the end of a strip: goes on with the next one if the branch holds, and polls for that.
    private void stripDone(Strip done, int b, int i, Opcode opcode, int to) {
        done.writeDone(isSlow);
        long word = flow.words[i];
        Label next = backwardTo(b, to, done.start(), "countStrip");
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
        goTo(outerEdge(b, b + 1));
    }

    /// A taken backward branch: counts down, and polls.
    private Label backward(int from, int to) {
        return backwardTo(from, to, outerEdge(from, to), "count");
    }

    private Label backwardTo(int from, int to, Label target, String count) {
        Strip left = strip != null && !strip.blocks().get(to) ? strip : null;
        boolean isLeftSlow = isSlow;
        // The program is at the instruction that comes next.
        long pc = flow.address(to) + Word.BYTES;
        boolean isEachTurn = left == null && count.equals("count") && flow.isInnermost(to);
        Label due = isEachTurn ? due(from, pc, target) : null;
        return stubs.add(
                from,
                new Runnable() {
                    @Override
                    public void run() {
                        if (left != null) {
                            left.charge(isLeftSlow);
                        }
                        if (isEachTurn) {
                            w.countTurn(due, target);
                        } else {
                            w.countPolls(count, pc);
                            goTo(target);
                        }
                    }
                });
    }

    /// Polls at `pc` for all turns that go to `target`: of several copies of a poll C2 takes what
    /// they compute, does it once, and in front of the ways that lead to them.
    private Label due(int from, long pc, Label target) {
        return stubs.sharedStub(
                from,
                List.of(firstRow(from), pc, target),
                new Runnable() {
                    @Override
                    public void run() {
                        w.poll(pc, target);
                    }
                });
    }

    /// The innermost handler of a block; -1 without one.
    private int firstRow(int b) {
        int[] rows = flow.handlers[b];
        return rows.length > 0 ? rows[0] : -1;
    }

    private void writeEnd(int b, int i, Opcode opcode) {
        long word = flow.words[i];
        switch (opcode) {
            case RET, RET_I32, RET_I64, RET_F64, RET_REF, RET_ANY -> writeReturn(b, i, opcode);
            case TRAP -> {
                beforeFault().run();
                w.machine();
                c.loadConstant(Word.immediate(word)).loadConstant(flow.pc(i)).lload(w.fp);
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
        if (inlining.caller == null) {
            w.syncPolls();
        }
        if (bank == Bank.ANY) {
            w.copyAny(w.fp, Word.a(word), w.fp, Linkage.ANY_RESULT);
        } else if (bank != null) {
            w.load(Word.a(word), bank);
        }
        if (inlining.caller == null) {
            entering.giveBack(bank);
            return;
        }
        if (inlining.result >= 0) {
            c.storeLocal(Writer.kind(bank), inlining.result);
        }
        goTo(inlining.end);
        assert b >= 0;
    }

    // exits of a loop's method

    private Label exit(int to) {
        Label known = exits.get(to);
        if (known == null) {
            known =
                    stubs.add(
                            -1,
                            new Runnable() {
                                @Override
                                public void run() {
                                    leave(flow.first[to], registers.liveIn(to));
                                }
                            });
            exits.put(to, known);
        }
        return known;
    }

    /// Writes back what has changed and is live, and says which word comes next.
    private void leave(int word, BitSet live) {
        writeBack(live);
        w.syncPolls();
        c.loadConstant(flow.pc(word) - Word.BYTES).lreturn();
    }

    /// Writes what is live and has changed since the region was entered to the frame.
    private void writeBack(BitSet live) {
        BitSet changed = (BitSet) live.clone();
        changed.and(written);
        for (int r = changed.nextSetBit(0); r >= 0; r = changed.nextSetBit(r + 1)) {
            if (!collects || !w.isHomed(r)) {
                w.writeHome(r);
            }
        }
    }

    /// Has the method of another class run a loop of the region, and goes on where that ends. If
    /// that is nowhere here, the interpreter does.
    private void runOutlined(int header) {
        writeBack(registers.liveIn(header));
        w.syncPolls();
        int next = w.newLong();
        w.machine();
        c.lload(w.fp).invokestatic(outlined.owner(header), "loop", MTD_LOOP).lstore(next);
        w.reloadPolls();
        BitSet changed = registers.written(flow.loopAt(header).blocks);
        BitSet exits = outlined.exits(header);
        for (int to = exits.nextSetBit(0); to >= 0; to = exits.nextSetBit(to + 1)) {
            Label other = c.newLabel();
            c.lload(next).loadConstant(flow.address(to)).lcmp().ifne(other);
            BitSet fresh = (BitSet) registers.liveIn(to).clone();
            fresh.and(changed);
            for (int r = fresh.nextSetBit(0); r >= 0; r = fresh.nextSetBit(r + 1)) {
                w.readHome(r);
            }
            goTo(outerEdge(header, to));
            c.labelBinding(other);
        }
        c.lload(next).lreturn();
    }

    // handlers

    @Override
    public void begin(int of) {
        if (inlining.caller != null) {
            // The caller's block is protected as a whole; stubs come later.
            if (inlining.isWritten) {
                inlining.caller.begin(inlining.block);
            }
            return;
        }
        rangeBlock = of;
        if (of >= 0 && flow.handlers[of].length > 0) {
            rangeStart = c.newBoundLabel();
            // Some instructions leave no code, and the JVM takes no empty ranges.
            c.nop();
        }
    }

    @Override
    public void end() {
        if (inlining.caller != null) {
            if (inlining.isWritten) {
                inlining.caller.end();
            }
            return;
        }
        if (rangeBlock >= 0 && flow.handlers[rangeBlock].length > 0) {
            int row = flow.handlers[rangeBlock][0];
            if (!landings.containsKey(row)) {
                landings.put(row, c.newHandler());
            }
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
            c.lload(w.fp).loadConstant(slot >= 0 ? 1 : 0);
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
                w.startPut(Bank.REF);
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

    // Place

    @Override
    public int block() {
        return block;
    }

    @Override
    public Runnable beforeFault() {
        Strip in = strip;
        boolean isInSlow = isSlow;
        Splice.Site at = site;
        return new Runnable() {
            @Override
            public void run() {
                if (in != null) {
                    in.charge(isInSlow);
                }
                w.syncPolls();
                linkOfLeaf();
                link(at);
            }
        };
    }

    @Override
    public Object context() {
        boolean isOwn = strip != null && strip.isStepped() && isSlow;
        Object from = site == null ? this : site;
        return List.of(firstRow(block), strip == null ? -1 : strip.header(), isOwn, from);
    }

    @Override
    public Label behind(int word) {
        Label known = isSlow ? resumptions.remove(word) : null;
        return known == null ? c.newLabel() : known;
    }

    /// The fast version of a strip is left for good, so that its end need not be able to move.
    @Override
    public Label afterCall(int word, Label behind) {
        if (!isFast()) {
            return behind;
        }
        Label known = resumptions.get(word);
        if (known == null) {
            known = c.newLabel();
            resumptions.put(word, known);
        }
        return known;
    }

    @Override
    public Runnable takeBack() {
        Strip in = strip;
        return new Runnable() {
            @Override
            public void run() {
                if (in == null) {
                    w.reloadPolls();
                } else {
                    in.resume();
                }
            }
        };
    }

    @Override
    public boolean isProven(int word) {
        return isFast() && strip.isProven(word);
    }

    @Override
    public boolean pushAddress(int word) {
        boolean isKnown = isFast() && strip.hasAddress(word);
        if (isKnown) {
            strip.pushAddress(word);
        }
        return isKnown;
    }

    @Override
    public boolean append(int word) {
        if (isFast()) {
            strip.append(word);
        }
        return isFast();
    }

    @Override
    public int dataLocal(int word) {
        return isFast() ? strip.data(word) : views.data(block, array(word));
    }

    @Override
    public int lengthLocal(int word) {
        return isFast() ? strip.length(word) : views.length(block, array(word));
    }

    private int array(int word) {
        return LoopViews.array(flow.opcode(word), flow.words[word]);
    }

    /// Whether code is written for which the guards of a strip hold.
    private boolean isFast() {
        return strip != null && !isSlow;
    }
}
