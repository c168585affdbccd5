package jorus.jit;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.jit.VectorValue.Kind;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A counted loop whose turns can be made several at a time: it loads elements of arrays, computes
/// with them lane by lane, chooses by comparisons, and stores them. From turn to turn it carries at
/// most sums and extremes.
///
/// What must hold when it runs is tested before each strip: indexes rise by one with the counter,
/// and arrays that are stored to are either other arrays or are read in an order that vectors keep.
final class VectorLoop {
    /// One load or store, in the order of the code; what is appended has no index, [#APPENDED].
    record Access(int word, int array, int index, boolean isStore, Bank bank) {
        boolean isAppend() {
            return index == APPENDED;
        }
    }

    private static final int APPENDED = -1;

    /// What the kernel is given of each strip: a register that the loop only reads, what a word
    /// loads in all turns, or the affine i32 value of a word in the first turn, of the counter if
    /// the word is -1.
    record Parameter(Source source, int key, Bank bank) {}

    enum Source {
        REGISTER,
        WORD,
        AFFINE
    }

    /// A register that is carried from turn to turn: `amount` is added to it, `ADD`, or it becomes
    /// the `MIN` or `MAX` of itself and `amount`. `start` is the parameter with its value before;
    /// a sum that is checked traps where it overflows.
    record Reduction(
            int register, VectorValue start, Kind kind, VectorValue amount, boolean isChecked) {
        /// Whether it is a sum of f64, which is another one in another order.
        boolean isOrdered() {
            return kind == Kind.ADD && amount.bank == Bank.F64;
        }
    }

    private static final int MAX_ACCESSES = 12;
    private static final int MAX_VALUES = 120;

    final CountedLoop counted;
    final List<Access> accesses = new ArrayList<>();
    final List<Parameter> parameters = new ArrayList<>();
    final List<Reduction> reductions = new ArrayList<>();

    /// Parameters that something is divided by in all or some turns.
    final Set<VectorValue> divisors = new HashSet<>();

    /// What a turn computes, in order.
    final List<VectorValue> code = new ArrayList<>();

    /// Why the loop cannot be vectorised; null if it can.
    String obstacle;

    private final Flow flow;
    private final Affine affine;
    private final Invariants invariants;
    private final Appends appends;
    private final VectorBlocks blocks;
    private final VectorOperations operations;
    private final Map<Integer, VectorValue> initial = new HashMap<>();

    /// What stands for each of `parameters`.
    private final List<VectorValue> known = new ArrayList<>();

    VectorLoop(CountedLoop counted, Affine affine, Invariants invariants, Appends appends) {
        this.counted = counted;
        this.invariants = invariants;
        this.affine = affine;
        this.appends = appends;
        flow = counted.flow;
        blocks = new VectorBlocks(counted, this);
        operations = new VectorOperations(this, blocks, flow);
        if (counted.step != null) {
            obstacle = "it does not count up by one";
        } else {
            obstacle = blocks.obstacle();
        }
        if (obstacle == null) {
            analyse();
        }
    }

    /// Gives the loop up, for the first of several reasons.
    void refuse(String why) {
        if (obstacle == null) {
            obstacle = why;
        }
    }

    private void analyse() {
        BitSet body = counted.loop.blocks;
        for (int b = body.nextSetBit(0); b >= 0; b = body.nextSetBit(b + 1)) {
            blocks.enter(b);
            BitSet one = new BitSet();
            one.set(b);
            if (blocks.condition() != null && flow.splices(one) > 0) {
                refuse("it calls functions in some turns only");
            }
            int end = counted.isLatch(b) ? flow.end[b] - 1 : flow.end[b];
            for (int i = flow.first[b]; i < end && obstacle == null; i++) {
                execute(i);
            }
            if (code.size() > MAX_VALUES) {
                refuse("it is too large");
            }
            if (obstacle != null) {
                return;
            }
        }
        findReductions();
        if (obstacle == null) {
            settle();
        }
    }

    private void execute(int i) {
        Opcode opcode = flow.opcode(i);
        long word = flow.words[i];
        if (i == counted.increment) {
            blocks.set(counted.counter, Bank.I32, affine(AFTER_INCREMENT));
            return;
        }
        if (invariants.has(i)) {
            if (opcode.a().bank() != Bank.REF) {
                blocks.set(
                        Word.a(word),
                        opcode.a().bank(),
                        parameter(Source.WORD, i, opcode.a().bank()));
            }
            return;
        }
        if (affine.hasNode(i)) {
            blocks.set(Word.a(word), Bank.I32, affine(i));
            return;
        }
        switch (opcode) {
            case GET_F64, GET_I64, GET_I32 -> {
                VectorValue load = new VectorValue(Kind.LOAD, opcode.a().bank(), null, null);
                load.number = access(i, Word.b(word), Word.c(word), false, load.bank);
                blocks.set(Word.a(word), load.bank, add(load));
            }
            case SET_F64, SET_I64, SET_I32 -> {
                Bank bank = opcode.c().bank();
                VectorValue element = value(Word.c(word), bank);
                VectorValue store = new VectorValue(Kind.STORE, bank, element, null);
                store.number = access(i, Word.a(word), Word.b(word), true, bank);
                store.mask = blocks.condition();
                add(store);
            }
            case PUSH_F64, PUSH_I64, PUSH_I32 -> {
                Bank bank = opcode.b().bank();
                VectorValue element = value(Word.b(word), bank);
                if (blocks.condition() != null) {
                    refuse("it appends in some turns only");
                } else if (appends.perTurn(i) > 1) {
                    refuse("it appends more than once to an array");
                }
                VectorValue store = new VectorValue(Kind.STORE, bank, element, null);
                store.number = accesses.size();
                accesses.add(new Access(i, Word.a(word), APPENDED, true, bank));
                add(store);
            }
            default -> operations.execute(i);
        }
    }

    private static final int COUNTER = -1;
    private static final int AFTER_INCREMENT = -2;

    private static VectorValue affine(int word) {
        VectorValue value = new VectorValue(Kind.AFFINE, Bank.I32, null, null);
        value.number = word;
        return value;
    }

    private int access(int i, int array, int index, boolean isStore, Bank bank) {
        if (!affine.isProven(i) || affine.degreeAt(index, i) != 1) {
            refuse("an index does not follow the counter");
        }
        accesses.add(new Access(i, array, index, isStore, bank));
        return accesses.size() - 1;
    }

    // values

    VectorValue add(VectorValue value) {
        code.add(value);
        return value;
    }

    VectorValue parameter(Source source, int key, Bank bank) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter other = parameters.get(i);
            if (other.source == source && other.key == key && other.bank == bank) {
                return known.get(i);
            }
        }
        VectorValue value = add(new VectorValue(Kind.PARAMETER, bank, null, null));
        value.number = parameters.size();
        parameters.add(new Parameter(source, key, bank));
        known.add(value);
        return value;
    }

    /// The word that made what a parameter always is; -1 if there is none.
    int constantWord(VectorValue parameter) {
        Parameter from = parameters.get(parameter.number);
        return from.source == Source.REGISTER ? counted.constantWord(from.key, from.bank) : -1;
    }

    VectorValue constant(Bank bank, long bits) {
        VectorValue value = add(new VectorValue(Kind.CONSTANT, bank, null, null));
        value.bits = bits;
        return value;
    }

    VectorValue select(VectorValue mask, VectorValue x, VectorValue y) {
        VectorValue value = new VectorValue(Kind.SELECT, x.bank, x, y);
        value.mask = mask;
        return add(value);
    }

    VectorValue not(VectorValue mask) {
        return mask.kind == Kind.NOT
                ? mask.x
                : add(new VectorValue(Kind.NOT, mask.bank, mask, null));
    }

    VectorValue and(VectorValue x, VectorValue y) {
        return add(new VectorValue(Kind.AND, x.bank, x, y));
    }

    VectorValue or(VectorValue x, VectorValue y) {
        return add(new VectorValue(Kind.OR, x.bank, x, y));
    }

    /// What a register holds when a turn begins; null if that cannot be known.
    VectorValue initial(int register) {
        VectorValue value = initial.get(register);
        if (value != null) {
            return value;
        }
        Registers.Register at = counted.registers.get(register);
        if (at.bank() == Bank.I32 && at.offset() == counted.counter) {
            value = affine(COUNTER);
        } else if (at.bank() == Bank.REF) {
            return null;
        } else if (!counted.written.get(register)) {
            value = parameter(Source.REGISTER, at.offset(), at.bank());
        } else if (counted.registers.liveIn(counted.loop.header).get(register)) {
            value = add(new VectorValue(Kind.CARRIED, at.bank(), null, null));
            value.number = register;
        } else {
            return null;
        }
        initial.put(register, value);
        return value;
    }

    /// The value of a register as lanes; refuses the loop if there is none.
    VectorValue value(int offset, Bank bank) {
        return lanes(blocks.get(offset, bank));
    }

    /// The same as lanes, if it is not.
    VectorValue lanes(VectorValue value) {
        if (value == null) {
            refuse("it uses a value that is not a number");
            return constant(Bank.I32, 0);
        }
        if (value.kind != Kind.AFFINE) {
            return value;
        }
        int word = value.number;
        if (word == AFTER_INCREMENT) {
            refuse("it uses the counter after its increment");
            return value;
        }
        VectorValue start = parameter(Source.AFFINE, word, Bank.I32);
        if (word >= 0 && affine.degreeOf(word) == 0) {
            return start;
        }
        int rise = word < 0 ? 1 : affine.riseOf(word);
        if (rise == 0) {
            refuse("a number does not change by a known constant");
        }
        VectorValue ramp = new VectorValue(Kind.RAMP, Bank.I32, start, null);
        ramp.number = rise;
        return add(ramp);
    }

    // carried values

    private void findReductions() {
        VectorReductions found = new VectorReductions(this);
        BitSet carried = (BitSet) counted.registers.liveIn(counted.loop.header).clone();
        carried.and(counted.written);
        carried.clear(counted.registers.number(counted.counter, Bank.I32));
        for (int r = carried.nextSetBit(0); r >= 0; r = carried.nextSetBit(r + 1)) {
            VectorValue start = initial(r);
            VectorValue end = start == null ? null : blocks.last(r);
            Reduction reduction = end == null || end == start ? null : found.of(r, start, end);
            if (reduction == null && end != start || start == null || start.kind != Kind.CARRIED) {
                refuse("a value is carried from turn to turn");
                return;
            }
            if (reduction != null) {
                reductions.add(reduction);
            }
        }
        boolean hasStore = false;
        for (Access access : accesses) {
            hasStore |= access.isStore;
        }
        if (reductions.isEmpty() && !hasStore) {
            refuse("it neither stores to arrays nor adds up integers");
        }
        for (Reduction reduction : reductions) {
            boolean mayFail = reduction.isChecked || reduction.amount.bank == Bank.F64;
            if (reduction.isOrdered() && !hasElementary()) {
                // Divisions and roots take no longer than additions that wait for each other.
                refuse("adding up f64 in order takes as long as the rest");
            } else if (hasStore && mayFail && !reduction.isOrdered()) {
                refuse("it stores and adds up what may not fit");
            }
        }
    }

    // order

    /// Finds what is used, and moves stores behind all that may end the kernel.
    private void settle() {
        int lastCheck = -1;
        for (int i = 0; i < code.size(); i++) {
            VectorValue value = code.get(i);
            if (value.isChecked) {
                lastCheck = i;
            }
            if (value.isChecked || value.kind == Kind.STORE) {
                value.use();
            }
        }
        for (Reduction reduction : reductions) {
            reduction.amount.use();
            reduction.start.use();
        }
        List<VectorValue> late = new ArrayList<>();
        for (int i = 0; i <= lastCheck; i++) {
            VectorValue value = code.get(i);
            if (value.kind == Kind.STORE) {
                late.add(value);
            } else if (value.kind == Kind.LOAD && !late.isEmpty()) {
                refuse("it loads and may trap after it has stored");
            }
        }
        code.removeAll(late);
        code.addAll(Math.max(0, lastCheck + 1 - late.size()), late);
        for (VectorValue value : code) {
            if (value.isUsed && value.kind == Kind.CARRIED) {
                refuse("a value is carried from turn to turn");
            }
        }
        if (obstacle == null && new VectorOverlaps(this, affine, invariants).areCertain()) {
            refuse("turns use what the turns before them have stored");
        }
        if (accesses.size() > MAX_ACCESSES || parameters.size() > MAX_ACCESSES) {
            refuse("it has too many arrays or values");
        }
    }

    /// Whether the kernel may leave in front of turns that do not trap.
    boolean hasElementary() {
        for (VectorValue value : code) {
            if (value.isElementary()) {
                return true;
            }
        }
        return false;
    }

    /// Whether a lane must have room for 64 bits.
    boolean isWide() {
        for (VectorValue value : code) {
            boolean isQuotient = value.kind == Kind.DIV || value.kind == Kind.REM;
            boolean isLong = value.bank != Bank.I32 || value.isLongProduct() || isQuotient;
            if (value.isUsed && isLong) {
                return true;
            }
        }
        return false;
    }
}
