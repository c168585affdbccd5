package jorus.jit;

import static jorus.jit.Names.MTD_COMPARE_I64;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The i32 values of a counted loop that are affine in its counter, and the checks that they make
/// needless.
///
/// An affine value is monotone, so it is within a range in all turns of a strip if it is at the
/// first and the last one. Those two are computed before the strip, in i64 arithmetic: if every
/// sum, difference and product among them fits an i32, none of these instructions overflows in
/// the strip, and if an index is inside its array at both ends, it always is.
final class Affine {
    /// A value: an instruction of the loop, or the register of `word` -1 that the loop does not
    /// write. `degree` is 0 if it is the same in all turns.
    private record Node(int word, int register, int degree) {}

    private static final int MAX_GUARDS = 24;

    private static final ClassDesc CD_LONG = ClassDesc.of("java.lang.Long");

    private final CountedLoop counted;
    private final Flow flow;
    private final Writer w;
    private final Invariants invariants;
    private final Map<Integer, Node> nodes = new HashMap<>();
    private final Map<Integer, Integer> singleDefinition = new HashMap<>();
    private final Set<Integer> proven = new HashSet<>();
    private final List<Integer> sums = new ArrayList<>();
    private final List<Integer> accesses = new ArrayList<>();

    // locals of the values at both ends, by word; of registers by the complement of the offset
    private final Map<Integer, int[]> ends = new HashMap<>();

    Affine(CountedLoop counted, Writer writer, Invariants invariants) {
        this.counted = counted;
        flow = counted.flow;
        w = writer;
        this.invariants = invariants;
        findDefinitions();
        BitSet blocks = counted.loop.blocks;
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                visit(i);
            }
        }
    }

    private void findDefinitions() {
        BitSet blocks = counted.loop.blocks;
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                if (writes(i, Word.a(flow.words[i]))) {
                    int offset = Word.a(flow.words[i]);
                    singleDefinition.put(offset, singleDefinition.containsKey(offset) ? -1 : i);
                }
            }
        }
    }

    private void visit(int i) {
        long word = flow.words[i];
        Opcode opcode = flow.opcode(i);
        int degree = -1;
        if (i == counted.increment) {
            proven.add(i);
            return;
        }
        switch (opcode) {
            case ADD_I32, SUB_I32 -> {
                int left = degree(Word.b(word), i);
                int right = degree(Word.c(word), i);
                degree = left < 0 || right < 0 ? -1 : Math.max(left, right);
            }
            case MUL_I32 -> {
                int left = degree(Word.b(word), i);
                int right = degree(Word.c(word), i);
                degree = left < 0 || right < 0 || left + right > 1 ? -1 : left + right;
            }
            case ADDK_I32, MOVE_I32 -> degree = degree(Word.b(word), i);
            case CONST_I32 -> degree = 0;
            case GET_BOOL, GET_I32, GET_I64, GET_F64, GET_REF, GET_ANY, GET_STRING ->
                    access(i, Word.c(word));
            case SET_BOOL, SET_I32, SET_I64, SET_F64, SET_REF, SET_ANY -> access(i, Word.b(word));
            default -> {}
        }
        if (invariants.has(i)) {
            if (opcode.a().bank() == Bank.I32) {
                nodes.put(i, new Node(i, -1, 0));
            }
            return;
        }
        if (degree >= 0 && sums.size() < MAX_GUARDS) {
            nodes.put(i, new Node(i, -1, degree));
            if (opcode != Opcode.CONST_I32 && opcode != Opcode.MOVE_I32) {
                proven.add(i);
                sums.add(i);
            }
        }
    }

    private void access(int i, int index) {
        boolean isKnown = !invariants.has(i) && invariants.length(i) >= 0 && degree(index, i) >= 0;
        if (isKnown && accesses.size() < MAX_GUARDS) {
            accesses.add(i);
            proven.add(i);
        }
    }

    /// 0 if a register read at `reader` is the same in all turns, 1 if it is affine, else -1.
    private int degree(int offset, int reader) {
        if (offset == counted.counter) {
            return counted.increment >= 0 && isAfterIncrement(reader) ? -1 : 1;
        }
        if (!counted.written.get(counted.registers.number(offset, Bank.I32))) {
            return 0;
        }
        int definition = definition(offset, reader);
        return nodes.containsKey(definition) ? nodes.get(definition).degree : -1;
    }

    /// The word in the loop that always writes what `reader` reads; -1 if it is not certain.
    private int definition(int offset, int reader) {
        int block = flow.block(reader);
        for (int i = reader - 1; i >= flow.first[block]; i--) {
            if (writes(i, offset)) {
                return i;
            }
        }
        int single = singleDefinition.getOrDefault(offset, -1);
        boolean isAbove = single >= 0 && flow.block(single) != block;
        return isAbove && flow.dominates(flow.block(single), block) ? single : -1;
    }

    private boolean writes(int i, int offset) {
        Opcode opcode = flow.opcode(i);
        return opcode.a().writes()
                && opcode.a().bank() == Bank.I32
                && Word.a(flow.words[i]) == offset;
    }

    private boolean isAfterIncrement(int word) {
        return flow.block(word) == flow.block(counted.increment) && word > counted.increment;
    }

    /// Whether the instruction computes an affine value.
    boolean hasNode(int word) {
        return nodes.containsKey(word);
    }

    /// The word in the loop that always writes what `reader` reads; -1 if it is not certain.
    int definitionOf(int offset, int reader) {
        return isFixed(offset) ? -1 : definition(offset, reader);
    }

    /// 0 if the affine value of a word is the same in all turns, else 1.
    int degreeOf(int word) {
        return nodes.get(word).degree;
    }

    /// As `rise`, of the affine value of a word.
    int riseOf(int word) {
        int slope = slopeOf(word);
        return Math.abs(slope) < UNKNOWN / 2 ? slope : 0;
    }

    /// As `endsOf`, of the affine value of a word, or of the counter if that is negative.
    int[] endsOfWord(int word) {
        return word < 0 ? operand(counted.counter, -1) : value(word);
    }

    /// As `degree`, for what a vectorised loop asks.
    int degreeAt(int offset, int reader) {
        return degree(offset, reader);
    }

    /// The two locals with the value of a register at both ends of the strip, after `write`.
    int[] endsOf(int offset, int reader) {
        return operand(offset, reader);
    }

    /// Whether the check of the instruction at `word` is needless where the guards hold.
    boolean isProven(int word) {
        return proven.contains(word);
    }

    /// An index as a register, or the result of a word, plus a constant.
    record Root(int offset, int reader, int definition, int plus) {
        Object key() {
            return definition >= 0 ? List.of(definition) : offset;
        }
    }

    /// What an index is counted from, without constants that are added to it.
    Root root(int offset, int reader) {
        return root(offset, reader, isFixed(offset) ? -1 : definition(offset, reader));
    }

    private Root root(int offset, int reader, int definitionOfOffset) {
        int at = offset;
        int by = reader;
        int definition = definitionOfOffset;
        int plus = 0;
        while (true) {
            Opcode opcode = definition < 0 ? null : flow.opcode(definition);
            if (opcode != Opcode.ADDK_I32 && opcode != Opcode.MOVE_I32) {
                return new Root(at, by, definition, plus);
            }
            long word = flow.words[definition];
            plus += opcode == Opcode.ADDK_I32 ? Word.signedC(word) : 0;
            at = Word.b(word);
            by = definition;
            definition = isFixed(at) ? -1 : definition(at, by);
        }
    }

    private boolean isFixed(int offset) {
        return offset == counted.counter
                || !counted.written.get(counted.registers.number(offset, Bank.I32));
    }

    /// By how much an affine value changes each turn, if that is known here and not much; else 0.
    int rise(int offset, int reader) {
        int slope = slope(offset, reader);
        return Math.abs(slope) < UNKNOWN / 2 ? slope : 0;
    }

    private static final int UNKNOWN = 99;

    private int slope(int offset, int reader) {
        if (isFixed(offset)) {
            return offset == counted.counter ? counterSlope() : 0;
        }
        return slopeOf(definition(offset, reader));
    }

    private int slopeOf(int i) {
        long word = flow.words[i];
        return switch (flow.opcode(i)) {
            case MOVE_I32, ADDK_I32 -> slope(Word.b(word), i);
            case MUL_I32 -> product(i);
            case CONST_I32 -> 0;
            case ADD_I32 -> sum(slope(Word.b(word), i), slope(Word.c(word), i), 1);
            case SUB_I32 -> sum(slope(Word.b(word), i), slope(Word.c(word), i), -1);
            default -> nodes.get(i).degree == 0 ? 0 : UNKNOWN;
        };
    }

    private int product(int i) {
        if (nodes.get(i).degree == 0) {
            // Else constants would be looked for in the whole function.
            return 0;
        }
        int x = Word.b(flow.words[i]);
        int y = Word.c(flow.words[i]);
        int factor = constantOf(degree(x, i) == 0 ? x : y, i);
        int slope = slope(degree(x, i) == 0 ? y : x, i);
        boolean isKnown = Math.abs(factor) < UNKNOWN / 2 && Math.abs(slope) < UNKNOWN / 2;
        int product = isKnown ? factor * slope : UNKNOWN;
        return Math.abs(product) < UNKNOWN / 2 ? product : UNKNOWN;
    }

    /// What a register always holds, as far as the loop says; else `UNKNOWN`.
    private int constantOf(int offset, int reader) {
        boolean isOutside = isFixed(offset);
        int definition =
                isOutside ? counted.constantWord(offset, Bank.I32) : definition(offset, reader);
        boolean isConstant = definition >= 0 && flow.opcode(definition) == Opcode.CONST_I32;
        int value = isConstant ? Word.immediate(flow.words[definition]) : UNKNOWN;
        return value == Integer.MIN_VALUE ? UNKNOWN : value;
    }

    private int counterSlope() {
        if (counted.step == null) {
            return 1;
        }
        int amount = counted.step.amount();
        return amount != 0 && Math.abs(amount) < UNKNOWN / 4 ? amount : UNKNOWN;
    }

    private static int sum(int x, int y, int sign) {
        boolean isKnown = Math.abs(x) < UNKNOWN / 2 && Math.abs(y) < UNKNOWN / 2;
        return isKnown ? x + sign * y : UNKNOWN;
    }

    // code

    /// Writes the guards of a strip from the counter's value to the int local `lastLocal`: jumps
    /// to `fails` if one does not hold.
    void write(int lastLocal, Label fails) {
        int[] range = {w.newLong(), w.newLong()};
        w.load(counted.counter, Bank.I32);
        w.code.i2l().lstore(range[0]);
        w.code.iload(lastLocal).i2l().lstore(range[1]);
        ends.clear();
        ends.put(~counted.counter, range);
        List<Range> guarded = guardedRanges();
        for (int sum : sums) {
            // All that later code asks for is computed here, where every way comes by.
            int[] locals = value(sum);
            if (isWithin(guarded, sum)) {
                continue;
            }
            int both = nodes.get(sum).degree == 0 ? 1 : 2;
            for (int end = 0; end < both; end++) {
                w.code.lload(locals[end]).l2i().i2l().lload(locals[end]).lcmp().ifne(fails);
            }
        }
        for (Range known : guarded) {
            writeRange(known, fails);
        }
        Set<List<Integer>> tested = new HashSet<>();
        for (int access : accesses) {
            int[] locals = operand(index(access), access);
            if (rise(index(access), access) == 0) {
                writeAccess(access, locals, tested, fails);
            }
        }
    }

    /// Accesses to one array whose indexes are one value plus constants, and change by a known
    /// number each turn: all are in the array if the least is at its lowest and the greatest at its
    /// highest. `low` and `high` are those two, `least` and `greatest` what they add.
    private record Range(Object root, int length, int low, int least, int high, int greatest) {}

    private List<Range> guardedRanges() {
        List<Range> ranges = new ArrayList<>();
        for (int access : accesses) {
            if (rise(index(access), access) == 0) {
                continue;
            }
            Root root = root(index(access), access);
            int length = invariants.length(access);
            Range range = new Range(root.key(), length, access, root.plus, access, root.plus);
            for (int i = 0; i < ranges.size(); i++) {
                Range known = ranges.get(i);
                if (known.length == length && known.root.equals(range.root)) {
                    range = union(known, range);
                    ranges.remove(i);
                    break;
                }
            }
            ranges.add(range);
        }
        return ranges;
    }

    private static Range union(Range x, Range y) {
        Range low = x.least <= y.least ? x : y;
        Range high = x.greatest >= y.greatest ? x : y;
        return new Range(x.root, x.length, low.low, low.least, high.high, high.greatest);
    }

    /// Whether a sum fits an i32 if the accesses of one of the ranges are inside their array.
    private boolean isWithin(List<Range> ranges, int sum) {
        Root root = root(-1, -1, sum);
        for (Range range : ranges) {
            boolean isBetween = range.least <= root.plus && root.plus <= range.greatest;
            if (isBetween && range.root.equals(root.key())) {
                return true;
            }
        }
        return false;
    }

    private void writeRange(Range range, Label fails) {
        boolean isRising = rise(index(range.low), range.low) > 0;
        w.code.lload(operand(index(range.low), range.low)[isRising ? 0 : 1]);
        w.code.lconst_0().lcmp().iflt(fails);
        w.code.lload(operand(index(range.high), range.high)[isRising ? 1 : 0]);
        w.code.iload(range.length).i2l().lcmp().ifge(fails);
    }

    /// The accesses that the guards cover.
    List<Integer> accesses() {
        return accesses;
    }

    /// The register of the index of an access.
    int index(int access) {
        long word = flow.words[access];
        return isStore(access) ? Word.b(word) : Word.c(word);
    }

    private boolean isStore(int access) {
        return flow.opcode(access).a() == jorus.isa.Operand.USE_REF;
    }

    private void writeAccess(int access, int[] locals, Set<List<Integer>> tested, Label fails) {
        int index = index(access);
        int length = invariants.length(access);
        int both = degree(index, access) == 0 ? 1 : 2;
        for (int end = 0; end < both; end++) {
            if (tested.add(List.of(locals[end], length))) {
                w.code.lload(locals[end]).iload(length).i2l();
                w.code.invokestatic(CD_LONG, "compareUnsigned", MTD_COMPARE_I64).ifge(fails);
            }
        }
    }

    private int[] operand(int offset, int reader) {
        if (!isFixed(offset)) {
            return value(definition(offset, reader));
        }
        int[] known = ends.get(~offset);
        if (known == null) {
            int local = w.newLong();
            w.load(offset, Bank.I32);
            w.code.i2l().lstore(local);
            known = new int[] {local, local};
            ends.put(~offset, known);
        }
        return known;
    }

    private int[] value(int i) {
        int[] known = ends.get(i);
        if (known != null) {
            return known;
        }
        long word = flow.words[i];
        if (invariants.has(i)) {
            int local = w.newLong();
            w.code.iload(invariants.local(i)).i2l().lstore(local);
            int[] same = {local, local};
            ends.put(i, same);
            return same;
        }
        int[] locals =
                switch (flow.opcode(i)) {
                    case MOVE_I32 -> operand(Word.b(word), i);
                    case CONST_I32 -> constant(Word.immediate(word));
                    case ADDK_I32 -> {
                        int[] step = constant(Word.signedC(word));
                        yield apply(operand(Word.b(word), i), step, Opcode.ADD_I32);
                    }
                    case ADD_I32, SUB_I32, MUL_I32 ->
                            apply(
                                    operand(Word.b(word), i),
                                    operand(Word.c(word), i),
                                    flow.opcode(i));
                    default -> throw new AssertionError("no value at " + i);
                };
        ends.put(i, locals);
        return locals;
    }

    private int[] constant(int value) {
        int local = w.newLong();
        w.code.loadConstant((long) value).lstore(local);
        return new int[] {local, local};
    }

    /// Computes with the values at both ends, in i64.
    private int[] apply(int[] x, int[] y, Opcode operation) {
        boolean isSame = x[0] == x[1] && y[0] == y[1];
        int[] result = {w.newLong(), 0};
        result[1] = isSame ? result[0] : w.newLong();
        for (int end = 0; end < (isSame ? 1 : 2); end++) {
            w.code.lload(x[end]).lload(y[end]);
            switch (operation) {
                case ADD_I32 -> w.code.ladd();
                case SUB_I32 -> w.code.lsub();
                default -> w.code.lmul();
            }
            w.code.lstore(result[end]);
        }
        return result;
    }
}
