package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jorus.image.ImageLayout;
import jorus.isa.Bank;
import jorus.runtime.CallTable;
import jorus.runtime.Linkage;

import java.util.BitSet;
import java.util.List;

/// Writes what a method does before its first block: room, depth, roots and the poll of a call, or
/// the registers of a loop.
final class Entry {
    private final Writer w;
    private final Assembler c;
    private final Flow flow;
    private final Registers registers;
    private final Inlining inlining;
    private final Calls calls;
    private final BitSet region;

    Entry(
            Writer writer,
            Flow flow,
            Registers registers,
            Inlining inlining,
            Calls calls,
            BitSet region) {
        w = writer;
        c = writer.code;
        this.flow = flow;
        this.registers = registers;
        this.inlining = inlining;
        this.calls = calls;
        this.region = region;
    }

    /// Enters a loop at `block` with its registers in the frame; those that hold a known number are
    /// `instructions`' constants.
    void enterLoop(int block, BitSet written, EntryConstants constants, Instructions instructions) {
        if (w.budget >= 0) {
            pushBudget();
            c.lstore(w.budget);
        }
        if (flow.depth > 0) {
            // Where few calls are left, the interpreter goes on.
            Label allowed = c.newLabel();
            pushBudget();
            spendSplices();
            c.loadConstant(Linkage.SPENT).land().lconst_0().lcmp().ifeq(allowed);
            c.loadConstant(flow.address(block)).lreturn();
            c.labelBinding(allowed);
        }
        BitSet live = registers.liveIn(block);
        int[] known = constants.at(block);
        for (int r = live.nextSetBit(0); r >= 0; r = live.nextSetBit(r + 1)) {
            boolean isFixed = !written.get(r) && registers.get(r).bank() != Bank.REF;
            int constant = isFixed ? EntryConstants.word(known, r) : -1;
            if (constant >= 0) {
                w.define(
                        r,
                        new Runnable() {
                            @Override
                            public void run() {
                                instructions.constant(constant);
                            }
                        });
            } else {
                w.readHome(r);
            }
        }
    }

    private void pushBudget() {
        w.machine();
        c.lload(w.fp);
        w.call(CD_LINKAGE, "budget", CD_long, CD_MACHINE, CD_long);
    }

    /// Takes the depth of spliced calls off the budget on the stack.
    private void spendSplices() {
        if (flow.depth > 0) {
            c.loadConstant((long) flow.depth << 32).lsub();
        }
    }

    /// Enters a function with its arguments in locals or in the frame. What `collects` needs its
    /// refs in the frame.
    void enterFunction(boolean collects) {
        int function = flow.function;
        Label slow = c.newLabel();
        Label fast = c.newLabel();
        checkRoom(slow);
        c.goto_(fast);
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
        if (collects) {
            writeRoots();
        }
        if (flow.countsCalls) {
            pollCall(function);
        }
    }

    /// Goes to `slow` if the budget or the chunk of frames does not allow the call.
    private void checkRoom(Label slow) {
        int reserve = flow.image.function(flow.function, ImageLayout.RESERVE_BYTES);
        reserve += CallTable.ROOM;
        c.lload(w.budget);
        spendSplices();
        c.loadConstant(Linkage.SPENT).land().lconst_0().lcmp().ifne(slow);
        c.lload(w.fp).loadConstant((long) reserve).ladd();
        w.machineLong("stackLimit");
        c.lcmp().ifgt(slow);
    }

    /// Finds out once whether there is room for all that is inlined, so that calls need not ask.
    void findTightness() {
        if (inlining.tight < 0) {
            return;
        }
        Label isTight = c.newLabel();
        Label done = c.newLabel();
        long most = Inlining.MAX_DEPTH * calls.cost() + ((long) Splice.MAX_DEPTH << 32);
        c.lload(w.budget).loadConstant(most).lsub();
        c.loadConstant(Linkage.SPENT).land().lconst_0().lcmp().ifne(isTight);
        c.lload(w.fp).loadConstant(inlining.reach(flow, region)).ladd();
        w.machineLong("stackLimit");
        c.lcmp().ifgt(isTight);
        c.iconst_0().istore(inlining.tight);
        c.goto_(done);
        c.labelBinding(isTight);
        c.iconst_1().istore(inlining.tight);
        c.labelBinding(done);
    }

    /// Leaves everything to a method beside this one, which C2 need not look at.
    private void enterSlowly(int function) {
        c.aload(Writer.MACHINE).lload(w.fp).lload(w.budget);
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
    void giveBack(Bank result) {
        if (result == null || result == Bank.ANY) {
            c.return_();
        } else {
            c.return_(Writer.kind(result));
        }
    }

    /// Makes all places that the collector looks at right: refs that are arguments, zeros.
    void writeRoots() {
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
                w.startPut(Bank.I64);
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
        w.machine();
        c.loadConstant(function).lload(w.fp);
        w.call(CD_POLLS, "countCall", CD_void, CD_MACHINE, CD_int, CD_long);
    }
}
