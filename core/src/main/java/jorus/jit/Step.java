package jorus.jit;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;

import java.util.BitSet;

/// How the counter of a loop changes that does not just rise by one: by which amount, up to which
/// limit, and where that is decided.
///
/// The turns of such a loop are those of `bottom`, the last block of each turn. What comes behind
/// it - tests of the direction, the increment - is run once per strip, as it is.
///
/// @param counter offset of the counter's register
/// @param increment the word that changes it
/// @param register offset of the register with the amount; -1 if it is the constant `amount`
/// @param limit offset of the limit's register; -1 if it is the constant `limitValue`
/// @param direction 1 if the loop goes on below the limit, -1 if above, 0 if that depends on the
/// amount's sign
/// @param isInclusive whether it also goes on at the limit
/// @param isTestedAfter whether the comparison sees the counter after its change
/// @param bottom the block where a turn ends
/// @param tail the blocks behind that
record Step(
        int counter,
        int increment,
        int register,
        int amount,
        int limit,
        int limitValue,
        int direction,
        boolean isInclusive,
        boolean isTestedAfter,
        int bottom,
        BitSet tail) {

    /// A comparison that decides whether a loop goes on.
    private record Test(int counter, int limit, int value, int direction, boolean isInclusive) {
        boolean isLike(Test other) {
            return counter == other.counter
                    && limit == other.limit
                    && value == other.value
                    && isInclusive == other.isInclusive;
        }
    }

    /// The step of a loop with one branch back; null if it has none of a form that we know.
    static Step of(Flow flow, Loop loop, Registers registers) {
        int latch = loop.latches.getFirst();
        int last = flow.end[latch] - 1;
        if (flow.opcode(last).has(jorus.isa.Effect.BRANCHES)) {
            return tested(flow, loop, registers, latch, last);
        }
        return flow.entry(loop) == latch ? ahead(flow, loop, registers, latch) : null;
    }

    /// A loop that changes its counter and then compares it.
    private static Step tested(Flow flow, Loop loop, Registers registers, int latch, int last) {
        boolean fallsOut = flow.successors[latch].length == 2 && !loop.blocks.get(latch + 1);
        if (!fallsOut || flow.target(last) != loop.header) {
            return null;
        }
        for (Test test : tests(flow, last)) {
            int increment = increment(flow, loop, test.counter);
            boolean isLast =
                    increment >= 0
                            && flow.block(increment) == latch
                            && CountedLoop.isQuiet(flow, increment + 1, last);
            if (isLast) {
                return make(flow, loop, registers, test, increment, true, latch, new BitSet());
            }
        }
        return null;
    }

    /// A loop with its increment in front of the header.
    private static Step ahead(Flow flow, Loop loop, Registers registers, int latch) {
        if (flow.end[latch] - flow.first[latch] != 1) {
            return null;
        }
        int increment = flow.first[latch];
        int counter = Word.a(flow.words[increment]);
        if (increment(flow, loop, counter) != increment) {
            return null;
        }
        BitSet sources = new BitSet();
        for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
            for (int to : flow.successors[b]) {
                if (to == latch) {
                    sources.set(b);
                }
            }
        }
        BitSet tail = new BitSet();
        tail.set(latch);
        int bottom = sources.nextSetBit(0);
        if (sources.cardinality() == 1) {
            Test test = test(flow, bottom, counter);
            return test == null
                    ? null
                    : make(flow, loop, registers, test, increment, false, bottom, tail);
        }
        int below = bottom;
        int above = sources.nextSetBit(below + 1);
        if (sources.cardinality() != 2 || isLong(flow, below) || isLong(flow, above)) {
            return null;
        }
        Test up = test(flow, below, counter);
        Test down = test(flow, above, counter);
        bottom = below - 1;
        boolean isChoice =
                up != null
                        && down != null
                        && up.direction == 1
                        && down.direction == -1
                        && up.isLike(down)
                        && loop.blocks.get(bottom)
                        && isChoice(flow, bottom, increment, above)
                        && isOnlyFrom(flow, loop, bottom, below)
                        && isOnlyFrom(flow, loop, bottom, above);
        if (!isChoice) {
            return null;
        }
        tail.set(below);
        tail.set(above);
        Test either = new Test(counter, up.limit, up.value, 0, up.isInclusive);
        return make(flow, loop, registers, either, increment, false, bottom, tail);
    }

    private static boolean isLong(Flow flow, int block) {
        return flow.end[block] - flow.first[block] != 1;
    }

    /// Whether a block ends with a branch to `above` if the amount is not positive.
    private static boolean isChoice(Flow flow, int block, int increment, int above) {
        int last = flow.end[block] - 1;
        long word = flow.words[last];
        return flow.opcode(last) == Opcode.BR_LEK_I32
                && flow.opcode(increment) == Opcode.ADD_I32
                && Word.a(word) == Word.c(flow.words[increment])
                && Word.signedB(word) == 0
                && flow.target(last) == above;
    }

    private static boolean isOnlyFrom(Flow flow, Loop loop, int from, int block) {
        for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
            for (int to : flow.successors[b]) {
                if (to == block && b != from) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Test test(Flow flow, int block, int counter) {
        for (Test test : tests(flow, flow.end[block] - 1)) {
            if (test.counter == counter) {
                return test;
            }
        }
        return null;
    }

    /// What a branch may be, with either operand as the counter.
    private static Test[] tests(Flow flow, int word) {
        int a = Word.a(flow.words[word]);
        int b = Word.b(flow.words[word]);
        int value = Word.signedB(flow.words[word]);
        return switch (flow.opcode(word)) {
            case BR_LT_I32 -> both(a, b, false);
            case BR_LE_I32 -> both(a, b, true);
            case BR_LTK_I32 -> new Test[] {new Test(a, -1, value, 1, false)};
            case BR_LEK_I32 -> new Test[] {new Test(a, -1, value, 1, true)};
            case BR_GTK_I32 -> new Test[] {new Test(a, -1, value, -1, false)};
            case BR_GEK_I32 -> new Test[] {new Test(a, -1, value, -1, true)};
            default -> new Test[0];
        };
    }

    private static Test[] both(int a, int b, boolean isInclusive) {
        return new Test[] {
            new Test(a, b, 0, 1, isInclusive), new Test(b, a, 0, -1, isInclusive),
        };
    }

    /// The only word of a loop that writes a register, if it adds something to it; else -1.
    private static int increment(Flow flow, Loop loop, int counter) {
        int found = -1;
        for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                Opcode opcode = flow.opcode(i);
                boolean writes = opcode.a().writes() && opcode.a().bank() == Bank.I32;
                if (writes && Word.a(flow.words[i]) == counter) {
                    if (found >= 0) {
                        return -1;
                    }
                    found = i;
                }
            }
        }
        if (found < 0) {
            return -1;
        }
        Opcode opcode = flow.opcode(found);
        boolean isSum = opcode == Opcode.ADDK_I32 || opcode == Opcode.ADD_I32;
        return isSum && Word.b(flow.words[found]) == counter ? found : -1;
    }

    private static Step make(
            Flow flow,
            Loop loop,
            Registers registers,
            Test test,
            int increment,
            boolean isTestedAfter,
            int bottom,
            BitSet tail) {
        BitSet written = registers.written(loop.blocks);
        boolean isConstant = flow.opcode(increment).c() == Operand.IMM16;
        long word = flow.words[increment];
        int register = isConstant ? -1 : Word.c(word);
        int amount = isConstant ? Word.signedC(word) : 0;
        boolean changes =
                register >= 0 && written.get(registers.number(register, Bank.I32))
                        || test.limit >= 0 && written.get(registers.number(test.limit, Bank.I32));
        // A constant of the wrong sign ends the loop by an overflow, after long.
        boolean isWrong = isConstant && Integer.signum(amount) != test.direction;
        return changes || isWrong
                ? null
                : new Step(
                        test.counter,
                        increment,
                        register,
                        amount,
                        test.limit,
                        test.value,
                        test.direction,
                        test.isInclusive,
                        isTestedAfter,
                        bottom,
                        tail);
    }
}
