package jorus.jit;

import jorus.isa.Bank;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;

import java.util.BitSet;

/// An innermost loop whose turns are counted by one i32 register: it rises by 1 each turn, or
/// changes by a `Step`, and the only branch back depends on its comparison with a limit that does
/// not change.
///
/// Such a loop is run in strips (`Strips`): within one, nothing polls.
final class CountedLoop {
    final Flow flow;
    final Loop loop;
    final Registers registers;

    /// The last block that branches back. Others end with the same `NEXT`.
    final int latch;

    /// Offset of the counter.
    final int counter;

    /// Whether the branch increments the counter itself (`NEXT`), else `increment` does before.
    final boolean isNext;

    /// The word that increments the counter, if the branch does not; -1 otherwise.
    final int increment;

    /// Offset of the limit's register; -1 if it is the constant `limitValue`.
    final int limit;

    final int limitValue;

    /// Whether the loop also goes on if the counter equals the limit.
    final boolean isInclusive;

    /// The word in the loop that loads the limit's register, always with the same value; -1 if the
    /// loop does not write it.
    final int limitWord;

    /// What the loop's blocks write.
    final BitSet written;

    private CountedLoop(
            Flow flow,
            Loop loop,
            Registers registers,
            BitSet written,
            int limitWord,
            int increment) {
        this.flow = flow;
        this.loop = loop;
        this.registers = registers;
        this.written = written;
        this.limitWord = limitWord;
        this.increment = increment;
        latch = lastLatch(loop);
        int last = flow.end[latch] - 1;
        Opcode opcode = flow.opcode(last);
        long word = flow.words[last];
        counter = Word.a(word);
        isNext = opcode == Opcode.NEXT_I32;
        boolean hasConstant = opcode.b() == Operand.IMM16;
        limit = hasConstant ? -1 : Word.b(word);
        limitValue = hasConstant ? Word.signedB(word) : 0;
        isInclusive = opcode == Opcode.BR_LE_I32 || opcode == Opcode.BR_LEK_I32;
        step = null;
        body = loop.blocks;
    }

    /// How the counter changes; null if it just rises by one.
    final Step step;

    /// The blocks that a strip runs: all but those that only decide whether there is another turn.
    final BitSet body;

    private CountedLoop(Flow flow, Loop loop, Registers registers, Step step) {
        this.flow = flow;
        this.loop = loop;
        this.registers = registers;
        this.step = step;
        written = registers.written(loop.blocks);
        limitWord = -1;
        increment = step.increment();
        latch = step.bottom();
        counter = step.counter();
        isNext = false;
        limit = step.limit();
        limitValue = step.limitValue();
        isInclusive = step.isInclusive();
        body = (BitSet) loop.blocks.clone();
        body.andNot(step.tail());
    }

    /// The registers that are not live in front of the loop, but where a turn has been made.
    BitSet made() {
        BitSet live = registers.liveOut(latch);
        registers.before(flow.end[latch] - 1, live);
        live.and(written);
        live.andNot(registers.liveIn(loop.header));
        return live;
    }

    private int[] constants;

    /// The word that made the constant in a register that the loop does not write; -1 if it may
    /// hold anything. Finding that takes a look at the whole function.
    int constantWord(int offset, Bank bank) {
        if (constants == null) {
            constants = registers.constants().at(loop.header);
        }
        int register = registers.number(offset, bank);
        return written.get(register) ? -1 : EntryConstants.word(constants, register);
    }

    /// `loop` as a counted one; null if it is none.
    static CountedLoop of(Flow flow, Loop loop, Registers registers) {
        if (!isInnermost(flow, loop) || !isSimple(flow, loop, registers)) {
            return null;
        }
        CountedLoop rising = rising(flow, loop, registers);
        boolean isStepped = rising == null && loop.latches.size() == 1;
        Step step = isStepped ? Step.of(flow, loop, registers) : null;
        return step == null ? rising : new CountedLoop(flow, loop, registers, step);
    }

    /// A loop whose counter rises by one; null if it is none.
    private static CountedLoop rising(Flow flow, Loop loop, Registers registers) {
        int latch = lastLatch(loop);
        int last = flow.end[latch] - 1;
        long word = flow.words[last];
        for (int each : loop.latches) {
            if (!isLatch(flow, loop, each, last)) {
                return null;
            }
        }
        BitSet written = registers.written(loop.blocks);
        boolean hasRegister = flow.opcode(last).b() != Operand.IMM16;
        int limitWord = -1;
        if (hasRegister && written.get(registers.number(Word.b(word), Bank.I32))) {
            limitWord = limitWord(flow, loop, written, registers, latch, Word.b(word));
            if (limitWord < 0) {
                return null;
            }
        }
        int increment = -1;
        int writes = 0;
        for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                if (writes(flow.opcode(i), flow.words[i], Word.a(word))) {
                    writes++;
                    increment = i;
                }
            }
        }
        if (writes != loop.latches.size()) {
            return null;
        }
        if (flow.opcode(last) == Opcode.NEXT_I32) {
            return new CountedLoop(flow, loop, registers, written, limitWord, -1);
        }
        boolean isIncrement =
                flow.opcode(increment) == Opcode.ADDK_I32
                        && Word.b(flow.words[increment]) == Word.a(word)
                        && Word.signedC(flow.words[increment]) == 1
                        && flow.block(increment) == latch
                        && isQuiet(flow, increment + 1, last);
        return isIncrement
                ? new CountedLoop(flow, loop, registers, written, limitWord, increment)
                : null;
    }

    private static int lastLatch(Loop loop) {
        int last = -1;
        for (int latch : loop.latches) {
            last = Math.max(last, latch);
        }
        return last;
    }

    /// Whether a block ends with a branch that counts and else leaves the loop, the same as the one
    /// at `last`: bodies with branches at their end may have `NEXT` once for each way.
    private static boolean isLatch(Flow flow, Loop loop, int latch, int last) {
        int own = flow.end[latch] - 1;
        boolean fallsOut = flow.successors[latch].length == 2 && !loop.blocks.get(latch + 1);
        boolean goesBack = fallsOut && flow.target(own) == loop.header;
        boolean isSame =
                flow.opcode(own) == Opcode.NEXT_I32
                        && flow.opcode(last) == Opcode.NEXT_I32
                        && Word.a(flow.words[own]) == Word.a(flow.words[last])
                        && Word.b(flow.words[own]) == Word.b(flow.words[last]);
        return goesBack && isCounting(flow.opcode(own)) && (own == last || isSame);
    }

    /// Whether a block branches back.
    boolean isLatch(int block) {
        return step == null ? loop.latches.contains(block) : block == latch;
    }

    /// The word in the latch that alone writes the register of the limit, if it measures an array
    /// that the loop does not replace, or reads a module variable that it does not assign; else -1.
    private static int limitWord(
            Flow flow, Loop loop, BitSet written, Registers registers, int latch, int offset) {
        int found = -1;
        int writes = 0;
        BitSet globals = new BitSet();
        BitSet appended = new BitSet();
        for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                if (writes(flow.opcode(i), flow.words[i], offset)) {
                    writes++;
                    found = b == latch ? i : -1;
                }
                if (flow.opcode(i) == Opcode.SET_GLOBAL_I32) {
                    globals.set(global(flow, i));
                }
                if (Appends.isAppend(flow.opcode(i))) {
                    appended.set(Word.a(flow.words[i]));
                }
            }
        }
        if (writes != 1 || found < 0) {
            return -1;
        }
        boolean isFixed =
                switch (flow.opcode(found)) {
                    case LENGTH_ARRAY ->
                            !written.get(registers.number(Word.b(flow.words[found]), Bank.REF))
                                    && !appended.get(Word.b(flow.words[found]));
                    case GET_GLOBAL_I32 -> !globals.get(global(flow, found));
                    default -> false;
                };
        return isFixed ? found : -1;
    }

    private static int global(Flow flow, int word) {
        return (int) (flow.words[word] >>> 32);
    }

    private static boolean isCounting(Opcode opcode) {
        return switch (opcode) {
            case NEXT_I32, BR_LT_I32, BR_LE_I32, BR_LTK_I32, BR_LEK_I32 -> true;
            default -> false;
        };
    }

    private static boolean writes(Opcode opcode, long word, int offset) {
        return opcode.a().writes() && opcode.a().bank() == Bank.I32 && Word.a(word) == offset;
    }

    /// Whether nothing between two words can trap, so that no turn is left there.
    static boolean isQuiet(Flow flow, int from, int end) {
        for (int i = from; i < end; i++) {
            if (flow.opcode(i).has(Effect.TRAPS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInnermost(Flow flow, Loop loop) {
        for (Loop other : flow.loops) {
            if (other != loop && loop.blocks.get(other.header)) {
                return false;
            }
        }
        return true;
    }

    /// Whether an instruction appends to an array that is the same in all turns: see [Appends].
    private static boolean appends(Flow flow, int i, BitSet written, Registers registers) {
        return Appends.isAppend(flow.opcode(i))
                && !written.get(registers.number(Word.a(flow.words[i]), Bank.REF));
    }

    /// Whether no instruction needs the machine to be up to date, and no handler is there.
    private static boolean isSimple(Flow flow, Loop loop, Registers registers) {
        BitSet written = registers.written(loop.blocks);
        for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
            if (flow.handlers[b].length > 0) {
                return false;
            }
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                Opcode opcode = flow.opcode(i);
                boolean collects = flow.collects(i) && !appends(flow, i, written, registers);
                if (collects || opcode.has(Effect.ENDS) && opcode != Opcode.JUMP) {
                    return false;
                }
                boolean returns = opcode == Opcode.EQ_STRING || opcode == Opcode.AS_REF;
                if (callsRuntime(opcode) && !returns || Flow.isCall(opcode)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether generated code leaves an instruction that does not collect to the runtime.
    static boolean callsRuntime(Opcode opcode) {
        return switch (opcode) {
            case UNBOX_I32, UNBOX_I64, UNBOX_F64, UNBOX_REF, AS_REF -> true;
            case EQ_STRING, EQ_ANY, LT_ANY, LE_ANY -> true;
            default -> false;
        };
    }
}
