package jorus.jit;

import static java.lang.constant.ConstantDescs.CD_long;

import jorus.isa.Opcode;
import jorus.isa.Word;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// The i32 values of a counted loop that are within a range which is known before a strip though
/// they are not affine: products, quotients, remainders, and what is computed from those.
///
/// Ranges are computed in i64 arithmetic. If a sum, difference or product of all values in the
/// ranges of its operands fits an i32, the instruction needs no check; else the strip has all of
/// them.
final class Ranges {
    private static final int MAX_RANGES = 24;

    private record Range(int low, int high) {}

    private final CountedLoop counted;
    private final Flow flow;
    private final Affine affine;
    private final Writer w;

    /// Locals with the bounds, by word, in the order in which they are computed.
    private final Map<Integer, Range> ranges = new LinkedHashMap<>();

    Ranges(CountedLoop counted, Affine affine, Writer writer) {
        this.counted = counted;
        this.affine = affine;
        flow = counted.flow;
        w = writer;
        BitSet blocks = counted.loop.blocks;
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                if (ranges.size() < MAX_RANGES && isKnown(i)) {
                    ranges.put(i, new Range(w.newLong(), w.newLong()));
                }
            }
        }
    }

    private boolean isKnown(int i) {
        if (i == counted.increment || affine.hasNode(i)) {
            return false;
        }
        long word = flow.words[i];
        return switch (flow.opcode(i)) {
            case ADD_I32, SUB_I32, MUL_I32 ->
                    hasRange(Word.b(word), i) && hasRange(Word.c(word), i);
            case ADDK_I32, MOVE_I32 -> hasRange(Word.b(word), i);
            case DIV_I32, REM_I32 -> constant(Word.c(word), i) > 0 && hasRange(Word.b(word), i);
            case CONST_I32 -> true;
            default -> false;
        };
    }

    /// The positive constant in a register; 0 if it is none.
    private int constant(int offset, int reader) {
        int definition = affine.definitionOf(offset, reader);
        boolean isConstant = definition >= 0 && flow.opcode(definition) == Opcode.CONST_I32;
        return isConstant ? Math.max(0, Word.immediate(flow.words[definition])) : 0;
    }

    private boolean hasRange(int offset, int reader) {
        return affine.degreeAt(offset, reader) >= 0
                || ranges.containsKey(affine.definitionOf(offset, reader));
    }

    /// Whether the instruction needs no check where the guards hold.
    boolean isProven(int word) {
        return ranges.containsKey(word) && traps(flow.opcode(word));
    }

    private static boolean traps(Opcode opcode) {
        return switch (opcode) {
            case ADD_I32, SUB_I32, MUL_I32, ADDK_I32 -> true;
            default -> false;
        };
    }

    // code

    /// Computes the ranges of a strip, after the guards of `affine`; goes to `fails` if a value
    /// might not fit.
    void write(Label fails) {
        for (Map.Entry<Integer, Range> each : ranges.entrySet()) {
            Range range = each.getValue();
            write(each.getKey(), range);
            if (traps(flow.opcode(each.getKey()))) {
                guard(range.low, fails);
                guard(range.high, fails);
            }
        }
    }

    private void guard(int local, Label fails) {
        w.code.lload(local).l2i().i2l().lload(local).lcmp().ifne(fails);
    }

    private void write(int i, Range range) {
        long word = flow.words[i];
        switch (flow.opcode(i)) {
            case CONST_I32 -> {
                w.code.loadConstant((long) Word.immediate(word)).lstore(range.low);
                w.code.lload(range.low).lstore(range.high);
            }
            case MOVE_I32, ADDK_I32 -> {
                Range x = range(Word.b(word), i);
                long added = flow.opcode(i) == Opcode.ADDK_I32 ? Word.signedC(word) : 0;
                w.code.lload(x.low).loadConstant(added).ladd().lstore(range.low);
                w.code.lload(x.high).loadConstant(added).ladd().lstore(range.high);
            }
            case ADD_I32 -> {
                Range x = range(Word.b(word), i);
                Range y = range(Word.c(word), i);
                w.code.lload(x.low).lload(y.low).ladd().lstore(range.low);
                w.code.lload(x.high).lload(y.high).ladd().lstore(range.high);
            }
            case SUB_I32 -> {
                Range x = range(Word.b(word), i);
                Range y = range(Word.c(word), i);
                w.code.lload(x.low).lload(y.high).lsub().lstore(range.low);
                w.code.lload(x.high).lload(y.low).lsub().lstore(range.high);
            }
            case MUL_I32 -> {
                Range x = range(Word.b(word), i);
                Range y = range(Word.c(word), i);
                product(x, y, "min");
                w.code.lstore(range.low);
                product(x, y, "max");
                w.code.lstore(range.high);
            }
            case DIV_I32 -> {
                Range x = range(Word.b(word), i);
                long by = constant(Word.c(word), i);
                w.code.lload(x.low).loadConstant(by).ldiv().lstore(range.low);
                w.code.lload(x.high).loadConstant(by).ldiv().lstore(range.high);
            }
            case REM_I32 -> {
                long most = constant(Word.c(word), i) - 1;
                Range x = range(Word.b(word), i);
                // Negative only if the dividend may be.
                w.code.lload(x.low).loadConstant(63).lshr().loadConstant(-most).land();
                w.code.lstore(range.low).loadConstant(most).lstore(range.high);
            }
            default -> throw new AssertionError("no range at " + i);
        }
    }

    /// Pushes the least or the greatest of the four products of bounds.
    private void product(Range x, Range y, String which) {
        w.code.lload(x.low).lload(y.low).lmul().lload(x.low).lload(y.high).lmul();
        w.call(Names.CD_MATH, which, CD_long, CD_long, CD_long);
        w.code.lload(x.high).lload(y.low).lmul().lload(x.high).lload(y.high).lmul();
        w.call(Names.CD_MATH, which, CD_long, CD_long, CD_long);
        w.call(Names.CD_MATH, which, CD_long, CD_long, CD_long);
    }

    private Range range(int offset, int reader) {
        if (affine.degreeAt(offset, reader) >= 0) {
            return ordered(affine.endsOf(offset, reader));
        }
        return ranges.get(affine.definitionOf(offset, reader));
    }

    /// The bounds of a value with these at the ends of the strip.
    private Range ordered(int[] ends) {
        if (ends[0] == ends[1]) {
            return new Range(ends[0], ends[0]);
        }
        Range range = new Range(w.newLong(), w.newLong());
        w.code.lload(ends[0]).lload(ends[1]);
        w.call(Names.CD_MATH, "min", CD_long, CD_long, CD_long);
        w.code.lstore(range.low).lload(ends[0]).lload(ends[1]);
        w.call(Names.CD_MATH, "max", CD_long, CD_long, CD_long);
        w.code.lstore(range.high);
        return range;
    }
}
