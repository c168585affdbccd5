package jorus.jit;

import static java.lang.constant.ConstantDescs.CD_long;

import jorus.image.ImageLayout;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;

import java.lang.classfile.Label;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The i32 values of a counted loop, and of leaves that it calls, that are within a range which is
/// known before a strip though they are not affine: products, quotients, remainders, and what is
/// computed from those.
///
/// Ranges are computed in i64 arithmetic. If a sum, difference or product of all values in the
/// ranges of its operands fits an i32, the instruction needs no check; else the strip runs with
/// all.
final class Ranges {
    private static final int MAX_RANGES = 24;

    /// A word of the loop's function, or of the leaf that is called at the word `site`.
    private record Place(int site, int word) {}

    private record Range(int low, int high) {}

    /// A function in which values are looked for: the loop's own, or a leaf at a call of it.
    private record Scope(int site, Flow flow) {}

    private final CountedLoop counted;
    private final Affine affine;
    private final Writer w;
    private final Inlining inlining;

    /// Locals with the bounds, in the order in which they are computed.
    private final Map<Place, Range> ranges = new LinkedHashMap<>();

    private final Map<Integer, Flow> leaves = new HashMap<>();
    private final Map<Long, Integer> sites = new HashMap<>();

    Ranges(CountedLoop counted, Affine affine, Writer writer, Inlining inlining) {
        this.counted = counted;
        this.affine = affine;
        this.inlining = inlining;
        w = writer;
        Flow flow = counted.flow;
        Scope own = new Scope(-1, flow);
        for (int b = 0; b < flow.blockCount; b++) {
            if (counted.loop.blocks.get(b)) {
                visit(own, b);
            }
        }
    }

    private void visit(Scope scope, int block) {
        Flow flow = scope.flow;
        for (int i = flow.first[block]; i < flow.end[block]; i++) {
            if (Flow.isCall(flow.opcode(i))) {
                visitLeaf(i);
            } else if (ranges.size() < MAX_RANGES && isKnown(scope, i)) {
                ranges.put(new Place(scope.site, i), new Range(w.newLong(), w.newLong()));
            }
        }
    }

    private void visitLeaf(int call) {
        Flow flow = counted.flow;
        Flow leaf = inlining.callee(Word.immediate(flow.words[call]), flow.pc(call));
        if (leaf == null) {
            return;
        }
        leaves.put(call, leaf);
        sites.put(flow.pc(call), call);
        for (int b = 0; b < leaf.blockCount; b++) {
            visit(new Scope(call, leaf), b);
        }
    }

    private boolean isKnown(Scope scope, int i) {
        if (scope.site < 0 && (i == counted.increment || affine.hasNode(i))) {
            return false;
        }
        long word = scope.flow.words[i];
        return switch (scope.flow.opcode(i)) {
            case ADD_I32, SUB_I32, MUL_I32 ->
                    hasRange(scope, Word.b(word), i) && hasRange(scope, Word.c(word), i);
            case ADDK_I32, MOVE_I32 -> hasRange(scope, Word.b(word), i);
            case DIV_I32, REM_I32 ->
                    constant(scope, Word.c(word), i) > 0 && hasRange(scope, Word.b(word), i);
            case CONST_I32 -> true;
            default -> false;
        };
    }

    /// The positive constant in a register; 0 if it is none.
    private int constant(Scope scope, int offset, int reader) {
        int definition = definition(scope, offset, reader);
        boolean isConstant = definition >= 0 && scope.flow.opcode(definition) == Opcode.CONST_I32;
        return isConstant ? Math.max(0, Word.immediate(scope.flow.words[definition])) : 0;
    }

    private boolean hasRange(Scope scope, int offset, int reader) {
        if (scope.site < 0 && affine.degreeAt(offset, reader) >= 0) {
            return true;
        }
        int definition = definition(scope, offset, reader);
        if (definition >= 0) {
            return ranges.containsKey(new Place(scope.site, definition));
        }
        int passed = scope.site < 0 ? -1 : passed(scope, offset);
        return passed >= 0 && hasRange(new Scope(-1, counted.flow), passed, scope.site);
    }

    /// The register of the caller with the argument that a leaf has at `offset`; -1 if it has none
    /// there, or writes it.
    private int passed(Scope scope, int offset) {
        Flow flow = scope.flow;
        for (Calls.Argument argument : Calls.arguments(flow.image, flow.function)) {
            if (argument.offset() == offset && argument.bank() == Bank.I32) {
                for (int i = 0; i < flow.words.length; i++) {
                    if (writes(flow, i, offset)) {
                        return -1;
                    }
                }
                int function = counted.flow.function;
                return flow.image.function(function, ImageLayout.FRAME_BYTES) + offset;
            }
        }
        return -1;
    }

    /// The word that always writes what `reader` reads; -1 if it is not certain.
    private int definition(Scope scope, int offset, int reader) {
        Flow flow = scope.flow;
        if (scope.site < 0) {
            return affine.definitionOf(offset, reader);
        }
        int block = flow.block(reader);
        for (int i = reader - 1; i >= flow.first[block]; i--) {
            if (writes(flow, i, offset)) {
                return i;
            }
        }
        int found = -1;
        for (int i = 0; i < flow.words.length; i++) {
            if (writes(flow, i, offset)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        boolean isAbove = found >= 0 && flow.block(found) != block;
        return isAbove && flow.dominates(flow.block(found), block) ? found : -1;
    }

    private static boolean writes(Flow flow, int i, int offset) {
        Opcode opcode = flow.opcode(i);
        return opcode.a().writes()
                && opcode.a().bank() == Bank.I32
                && Word.a(flow.words[i]) == offset;
    }

    /// Whether the instruction needs no check where the guards hold.
    boolean isProven(int word) {
        return ranges.containsKey(new Place(-1, word)) && traps(counted.flow.opcode(word));
    }

    /// As `isProven`, of the leaf that the loop calls before `pc`.
    boolean isProvenIn(long pc, int word) {
        int site = sites.getOrDefault(pc, -1);
        return site >= 0
                && ranges.containsKey(new Place(site, word))
                && traps(leaves.get(site).opcode(word));
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
        ranges.forEach(
                (place, range) -> {
                    Flow flow = place.site < 0 ? counted.flow : leaves.get(place.site);
                    write(new Scope(place.site, flow), place.word, range);
                    if (traps(flow.opcode(place.word))) {
                        guard(range.low, fails);
                        guard(range.high, fails);
                    }
                });
    }

    private void guard(int local, Label fails) {
        w.code.lload(local).l2i().i2l().lload(local).lcmp().ifne(fails);
    }

    private void write(Scope scope, int i, Range range) {
        long word = scope.flow.words[i];
        switch (scope.flow.opcode(i)) {
            case CONST_I32 -> {
                w.code.loadConstant((long) Word.immediate(word)).lstore(range.low);
                w.code.lload(range.low).lstore(range.high);
            }
            case MOVE_I32, ADDK_I32 -> {
                Range x = range(scope, Word.b(word), i);
                long added = scope.flow.opcode(i) == Opcode.ADDK_I32 ? Word.signedC(word) : 0;
                w.code.lload(x.low).loadConstant(added).ladd().lstore(range.low);
                w.code.lload(x.high).loadConstant(added).ladd().lstore(range.high);
            }
            case ADD_I32 -> {
                Range x = range(scope, Word.b(word), i);
                Range y = range(scope, Word.c(word), i);
                w.code.lload(x.low).lload(y.low).ladd().lstore(range.low);
                w.code.lload(x.high).lload(y.high).ladd().lstore(range.high);
            }
            case SUB_I32 -> {
                Range x = range(scope, Word.b(word), i);
                Range y = range(scope, Word.c(word), i);
                w.code.lload(x.low).lload(y.high).lsub().lstore(range.low);
                w.code.lload(x.high).lload(y.low).lsub().lstore(range.high);
            }
            case MUL_I32 -> {
                Range x = range(scope, Word.b(word), i);
                Range y = range(scope, Word.c(word), i);
                product(x, y, "min");
                w.code.lstore(range.low);
                product(x, y, "max");
                w.code.lstore(range.high);
            }
            case DIV_I32 -> {
                Range x = range(scope, Word.b(word), i);
                long by = constant(scope, Word.c(word), i);
                w.code.lload(x.low).loadConstant(by).ldiv().lstore(range.low);
                w.code.lload(x.high).loadConstant(by).ldiv().lstore(range.high);
            }
            case REM_I32 -> {
                long most = constant(scope, Word.c(word), i) - 1;
                Range x = range(scope, Word.b(word), i);
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

    private Range range(Scope scope, int offset, int reader) {
        if (scope.site < 0 && affine.degreeAt(offset, reader) >= 0) {
            return ordered(affine.endsOf(offset, reader));
        }
        int definition = definition(scope, offset, reader);
        if (definition >= 0) {
            return ranges.get(new Place(scope.site, definition));
        }
        Scope caller = new Scope(-1, counted.flow);
        return range(caller, passed(scope, offset), scope.site);
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
