package jorus.jit;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A counted loop whose turns can be made several at a time: one block that loads elements of
/// arrays, computes with them lane by lane, and stores them, and nothing is carried from turn to
/// turn.
///
/// All vectors of a loop have lanes of one bank. What must hold when it runs is tested before each
/// strip: indexes rise by one with the counter, and arrays that are stored to are either other
/// arrays or are read in an order that vectors keep.
final class VectorLoop {
    /// One load or store, in the order of the code.
    record Access(int word, int array, int index, boolean isStore) {}

    final CountedLoop counted;
    final Bank bank;
    final List<Access> accesses = new ArrayList<>();

    /// Registers of the bank that the loop only reads: arguments of the kernel.
    final List<Integer> scalars = new ArrayList<>();

    /// Words whose f64 value is an affine i32 value as a number: it rises by one from lane to lane.
    final List<Integer> ramps = new ArrayList<>();

    /// Words that load the same value in all turns: arguments of the kernel.
    final List<Integer> loads = new ArrayList<>();

    /// Words that the kernel executes, in order.
    final List<Integer> words = new ArrayList<>();

    /// Why the loop cannot be vectorised; null if it can.
    String obstacle;

    private final Flow flow;
    private final Affine affine;
    private final Map<Integer, Boolean> isVector = new HashMap<>();

    private final Invariants invariants;

    VectorLoop(CountedLoop counted, Affine affine, Invariants invariants) {
        this.counted = counted;
        this.invariants = invariants;
        this.affine = affine;
        flow = counted.flow;
        bank = findBank();
        if (bank == null) {
            obstacle = "it does not store numbers of one type to arrays";
        } else if (counted.step != null) {
            obstacle = "it does not count up by one";
        } else if (counted.loop.blocks.cardinality() != 1) {
            obstacle = "it has branches";
        } else {
            analyse();
        }
    }

    private Bank findBank() {
        Bank found = null;
        int block = counted.loop.header;
        for (int i = flow.first[block]; i < flow.end[block]; i++) {
            Bank stored =
                    switch (flow.opcode(i)) {
                        case SET_F64 -> Bank.F64;
                        case SET_I64 -> Bank.I64;
                        case SET_I32 -> Bank.I32;
                        default -> null;
                    };
            if (stored != null) {
                if (found != null && found != stored) {
                    return null;
                }
                found = stored;
            }
        }
        return found;
    }

    private void analyse() {
        int block = counted.loop.header;
        boolean hasStored = false;
        for (int i = flow.first[block]; i < flow.end[block] - 1 && obstacle == null; i++) {
            Opcode opcode = flow.opcode(i);
            long word = flow.words[i];
            if (i == counted.increment) {
                continue;
            }
            if (invariants.has(i)) {
                load(i, opcode.a().bank());
                continue;
            }
            switch (opcode) {
                case GET_F64, GET_I64, GET_I32 ->
                        access(i, Word.b(word), Word.c(word), false, opcode);
                case SET_F64, SET_I64, SET_I32 -> {
                    use(Word.c(word), i);
                    access(i, Word.a(word), Word.b(word), true, opcode);
                    hasStored = true;
                }
                case ADD_F64, SUB_F64, MUL_F64 -> binary(i, Bank.F64);
                case DIV_F64 -> {
                    binary(i, Bank.F64);
                    checkEarly(hasStored);
                }
                case NEG_F64, SQRT_F64, ABS_F64, MOVE_F64 -> unary(i, Bank.F64);
                case LOAD_F64 -> define(i, Bank.F64);
                case F64_I32 -> ramp(i);
                case ADD_U32, SUB_U32, MUL_U32, AND_I32, OR_I32 -> integers(i, Bank.I32, false);
                case ADD_I32, SUB_I32 -> integers(i, Bank.I32, hasStored);
                case ADDK_I32, MOVE_I32, CONST_I32 -> {
                    isVector.remove(Word.a(word));
                    if (!affine.hasNode(i)) {
                        obstacle = "an i32 value is computed with '" + opcode.mnemonic() + "'";
                    }
                }
                case MUL_I32 -> {
                    isVector.remove(Word.a(word));
                    if (!affine.hasNode(i)) {
                        obstacle = "it multiplies i32 values that depend on the turn";
                    }
                }
                case ADD_U64, SUB_U64, MUL_U64, AND_I64, OR_I64 -> binary(i, Bank.I64);
                case ADD_I64, SUB_I64 -> {
                    binary(i, Bank.I64);
                    checkEarly(hasStored);
                }
                case MOVE_I64 -> unary(i, Bank.I64);
                case CONST_I64, LOAD_I64 -> define(i, Bank.I64);
                case NOP -> {}
                default -> obstacle = "it has '" + opcode.mnemonic() + "'";
            }
        }
        if (obstacle == null) {
            findCarried();
        }
    }

    private void checkEarly(boolean hasStored) {
        if (hasStored) {
            obstacle = "it may trap after it has stored";
        }
    }

    /// An i32 instruction is index arithmetic, or one of the kernel.
    private void integers(int i, Bank of, boolean hasStored) {
        if (affine.hasNode(i)) {
            isVector.remove(Word.a(flow.words[i]));
            return;
        }
        binary(i, of);
        boolean traps = flow.opcode(i) == Opcode.ADD_I32 || flow.opcode(i) == Opcode.SUB_I32;
        checkEarly(traps && hasStored);
    }

    private void access(int i, int array, int index, boolean isStore, Opcode opcode) {
        Bank element = isStore ? opcode.c().bank() : opcode.a().bank();
        if (element != bank) {
            obstacle = "its arrays have elements of several types";
        } else if (!affine.isProven(i) || affine.degreeAt(index, i) != 1) {
            obstacle = "an index does not follow the counter";
        } else {
            accesses.add(new Access(i, array, index, isStore));
            words.add(i);
            if (!isStore) {
                isVector.put(Word.a(flow.words[i]), true);
            }
        }
    }

    private void load(int i, Bank of) {
        isVector.remove(Word.a(flow.words[i]));
        if (of == bank && of != Bank.I32) {
            loads.add(i);
            define(i, of);
        }
    }

    private void binary(int i, Bank of) {
        use(Word.b(flow.words[i]), i);
        use(Word.c(flow.words[i]), i);
        define(i, of);
    }

    private void unary(int i, Bank of) {
        use(Word.b(flow.words[i]), i);
        define(i, of);
    }

    private void define(int i, Bank of) {
        if (of != bank) {
            obstacle = "it computes with several types";
            return;
        }
        words.add(i);
        isVector.put(Word.a(flow.words[i]), true);
    }

    private void ramp(int i) {
        if (bank != Bank.F64 || affine.degreeAt(Word.b(flow.words[i]), i) != 1) {
            obstacle = "it converts numbers";
            return;
        }
        ramps.add(i);
        define(i, Bank.F64);
    }

    private void use(int offset, int i) {
        int register = counted.registers.number(offset, bank);
        if (!counted.written.get(register)) {
            if (!scalars.contains(offset)) {
                scalars.add(offset);
            }
        } else if (!isVector.containsKey(offset)) {
            obstacle = "a value is carried from turn to turn (" + flow.opcode(i).mnemonic() + ")";
        }
    }

    /// Values that a turn leaves for the next.
    private void findCarried() {
        BitSet carried = (BitSet) counted.registers.liveIn(counted.loop.header).clone();
        carried.and(counted.written);
        carried.clear(counted.registers.number(counted.counter, Bank.I32));
        if (!carried.isEmpty()) {
            obstacle = "a value is carried from turn to turn";
        } else if (accesses.size() > 12 || scalars.size() + loads.size() > 12) {
            obstacle = "it has too many arrays or values";
        }
    }

    boolean isScalar(int offset) {
        return scalars.contains(offset) && !isVector.containsKey(offset);
    }

    /// Whether an operand kind is one of the loop's bank.
    boolean isLane(Operand kind) {
        return kind.bank() == bank;
    }
}
