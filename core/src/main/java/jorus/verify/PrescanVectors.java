package jorus.verify;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Word;
import jorus.memory.layout.Memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// The prescan's vector kernel. A block of as many words as a vector has bytes is four pairs of
/// vectors, of which blends of loads 4 bytes apart make one of opcodes and As and one of Bs and Cs:
///
/// ```
/// v0 | op a b c | op a b c | ...        | op a | op a | op a | op a | ...
/// v1 | op a b c | op a b c | ...   ->   | b c  | b c  | b c  | b c  | ...
///                                         of v0  of v1  of v0  of v1
/// ```
///
/// The opcodes of a block fill a vector of bytes; those of pairs 0, 2, 1 and 3 take turns. A table
/// of 256 bytes per field has the entry of each opcode, whose low bits are a limit class; two
/// tables of 32 shorts have the limits of each class, and all are permutes of registers. Bs and Cs
/// stay together. Distances, which are Cs, become targets: the index of the next word in the block
/// is added, and that of the block to the offset of their class, whose limits are the function.
/// Functions with far distances are left to the scalar kernel: what is long enough to have them is
/// left to it anyway. Violations are accumulated and tested at the end of a function.
///
/// One loop goes through all blocks of a batch of functions, and looks up the entries of the block
/// ahead, be it of the next function, while it checks a block: C2 does not reorder, and the CPU
/// does not look ahead that far. Before the first function comes one without words, which is good.
///
/// What looks clumsy is so for C2. It stops inlining our methods (never those of the Vector API)
/// after 18,000 nodes, some 60 operations, and vectors that cross a call become objects; so the
/// loop is one method, and helpers are called early in it. Shifts of shorts take their count from a
/// register, shifts of ints do not, and bits from the neighbour do no harm where they are used. A
/// vector that changes behind the last branch of the loop becomes an object, too.
///
/// This class loads the Vector API: only [PrescanChoice] may touch it.
final class PrescanVectors extends PrescanKernel {
    /// Which vectors to use, in bits: a system property, so that tests can load this class several
    /// times, each with another constant.
    static final String BITS_PROPERTY = "jorus.verify.bits";

    private static final VectorSpecies<Short> SHORTS = shorts(Integer.getInteger(BITS_PROPERTY, 0));
    private static final VectorSpecies<Byte> BYTES = SHORTS.withLanes(byte.class);
    private static final VectorSpecies<Integer> INTS = SHORTS.withLanes(int.class);

    /// Shorts of a vector.
    private static final int LANES = SHORTS.length();

    private static final int VECTOR_BYTES = 2 * LANES;

    /// Words of a pair of vectors.
    private static final int PAIR = LANES / 2;

    private static final int PAIR_BYTES = 2 * VECTOR_BYTES;

    /// Words of a block, which is four pairs, bytes of a vector.
    private static final int BLOCK = 4 * PAIR;

    private static final int BLOCK_BITS = Integer.numberOfTrailingZeros(BLOCK);

    /// Whether two vectors have less than 32 shorts: such vectors are for tests only.
    private static final boolean IS_NARROW = 2 * LANES < PrescanTable.CLASSES;

    /// Whether one vector has 32 shorts.
    private static final boolean IS_WIDE = LANES == PrescanTable.CLASSES;

    /// Words of a batch, counted from the 64 words where it begins: indexes have 15 bits here.
    private static final int BATCH_WORDS = 1 << 15;

    private static final int ROW = 2 * PrescanTable.CLASSES;

    /// Longer functions are left to the scalar kernel.
    static final int MAX_WORDS = BATCH_WORDS - Long.SIZE;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final MemorySegment SPACE = Memory.SPACE;

    private static final long ADDRESSES = Prescan.ADDRESSES;

    /// What a backward branch adds to its target in the list of targets.
    private static final short BACKWARD = Short.MIN_VALUE;

    private static final short HIGH = (short) 0xFF00;

    /// The bits of an entry that are a class; C2 masks indexes of permutes in the same way.
    private static final short CLASS = PrescanTable.CLASSES - 1;

    // The entries of opcodes.
    private static final byte[] A = PrescanTable.A;
    private static final byte[] B = PrescanTable.B;
    private static final byte[] C = PrescanTable.C;

    /// Odd ints: those of the second vector of a pair.
    private static final long ODD = 0xAAAA_AAAA_AAAA_AAAAL >>> 64 - LANES / 2;

    // Indexes that pick the lower, or upper, shorts of the ints of two vectors, those of the first
    // one at even places.
    private static final short[] LOWER = new short[LANES];
    private static final short[] UPPER = new short[LANES];

    /// Per short of the fields of the first pair: where branches without a distance go.
    private static final short[] NEXT = new short[LANES];

    /// What to add to offsets from block to block: targets are counted from a block.
    private static final short[] STEP = new short[LANES];

    /// Per byte of a vector of entries: the index of its word in the block.
    private static final byte[] PLACES = new byte[BLOCK];

    /// The inverse.
    private static final byte[] WORDS = new byte[BLOCK];

    static {
        STEP[PrescanTable.TARGET16] = (short) BLOCK;
        int[] pairs = {0, 2, 1, 3};
        for (int i = 0; i < LANES; i++) {
            int place = i / 2;
            int word = place / 2 + place % 2 * (PAIR / 2);
            LOWER[i] = (short) (2 * place + i % 2 * LANES);
            UPPER[i] = (short) (LOWER[i] + 1);
            NEXT[i] = (short) (word + 1);
            for (int b = 2 * i; b < 2 * i + 2; b++) {
                PLACES[b] = (byte) (word + PAIR * pairs[b % 4]);
                WORDS[PLACES[b]] = (byte) b;
            }
        }
        // What is outside a function has entries of zeros.
        assert PrescanTable.FREE == 0;
    }

    private Image image;
    private Limits limits;
    private Marks marks;

    // The batch: functions that the vectors look at, and one more without words.
    private final int[] starts = new int[MAX_FUNCTIONS + 1];
    private final int[] ends = new int[MAX_FUNCTIONS + 1];
    private final int[] indexes = new int[MAX_FUNCTIONS + 1];

    /// Per function its [LimitNumbers], and a row: offsets of all classes, then ends.
    private final short[] numbers = new short[MAX_FUNCTIONS * LimitNumbers.COUNT + LANES];

    private final short[] rows = new short[(MAX_FUNCTIONS + 1) * ROW];

    /// A bit per function.
    private long suspects;

    /// Targets of branches, counted in the batch, plus BACKWARD.
    private final short[] targets = new short[BATCH_WORDS + BLOCK + LANES];

    /// A byte per target, not 0 if it is one; from BACKWARD on those of backward branches. Stores
    /// of bytes do not wait for each other, as setting bits of a long does.
    private final byte[] isTarget = new byte[1 << 16];

    private static VectorSpecies<Short> shorts(int bits) {
        return switch (bits) {
            case 128 -> ShortVector.SPECIES_128;
            case 256 -> ShortVector.SPECIES_256;
            case 512 -> ShortVector.SPECIES_512;
            default -> shorts(Math.clamp(ShortVector.SPECIES_PREFERRED.vectorBitSize(), 128, 512));
        };
    }

    @Override
    void begin(Image image, Limits limits, Marks marks) {
        this.image = image;
        this.limits = limits;
        this.marks = marks;
    }

    @Override
    int scan(int first) {
        // C2 reads fields again after each store.
        Image image = this.image;
        int[] starts = this.starts;
        int[] ends = this.ends;
        int[] indexes = this.indexes;
        int functions = Math.min(image.functionCount() - first, MAX_FUNCTIONS);
        int least = minWords;
        long code = image.wordAddress(0);
        int count = 0;
        int index = 0;
        int from = 0;
        int blocks = 0;
        long others = 0;
        for (; index < functions; index++) {
            long entry = ImageLayout.functionEntry(image.functions, first + index) & ADDRESSES;
            int start = Memory.i32(entry + ImageLayout.CODE_START);
            int length = Memory.i32(entry + ImageLayout.CODE_LENGTH);
            int end = start + length;
            boolean isLong = length > MAX_WORDS;
            if (count == 0) {
                from = start & -Long.SIZE;
            } else if (isLong || end - from > BATCH_WORDS) {
                break;
            }
            if (isLong
                    || length < least
                    || !Prescan.isEnd(code + (end - 1L) * Word.BYTES)
                    || !LimitNumbers.write(entry, length, numbers, count * LimitNumbers.COUNT)) {
                others |= 1L << index;
                continue;
            }
            starts[count] = start;
            ends[count] = end;
            indexes[count] = index;
            blocks += end - (start & -BLOCK) + BLOCK - 1 >>> BLOCK_BITS;
            count++;
        }
        suspects = others;
        if (count > 0) {
            starts[count] = from;
            ends[count] = from;
            makeRows(count);
            int targetCount = check(from, blocks);
            if (marks != null) {
                mark(from, ends[count - 1], targetCount);
            }
        }
        return first + index;
    }

    @Override
    boolean isSuspect(int index) {
        return (suspects >>> index & 1) != 0;
    }

    /// Makes the rows of the batch, offsets and ends of all classes, of its numbers.
    private void makeRows(int functions) {
        short[] numbers = this.numbers;
        short[] rows = this.rows;
        for (int part = 0; part < PrescanTable.CLASSES; part += LANES) {
            ShortVector offsets = ShortVector.fromArray(SHORTS, limits.offsets, part);
            ShortVector ends = ShortVector.fromArray(SHORTS, limits.ends, part);
            ShortVector firstOf = ShortVector.fromArray(SHORTS, LimitNumbers.FIRST_OF, part);
            ShortVector lastOf = ShortVector.fromArray(SHORTS, LimitNumbers.LAST_OF, part);
            ShortVector slack = ShortVector.fromArray(SHORTS, LimitNumbers.SLACK, part);
            for (int i = 0; i < functions; i++) {
                int at = i * LimitNumbers.COUNT;
                int row = i * ROW + part;
                ShortVector low = ShortVector.fromArray(SHORTS, numbers, at);
                // Where one vector holds all numbers, the second one is never asked.
                int second = Math.max(LimitNumbers.COUNT - LANES, 0);
                ShortVector high = ShortVector.fromArray(SHORTS, numbers, at + second);
                ShortVector first = firstOf.selectFrom(low, high);
                offsets.sub(first).intoArray(rows, row);
                lastOf.selectFrom(low, high)
                        .lanewise(VectorOperators.SUSUB, first.add(slack))
                        .or(ends)
                        .intoArray(rows, row + PrescanTable.CLASSES);
            }
        }
    }

    private static IntVector ints(long offset) {
        return IntVector.fromMemorySegment(INTS, SPACE, offset, ORDER);
    }

    /// Looks at the functions of the batch, whose limits are in its rows, in `blocks` blocks. Lists
    /// targets and marks calls, if anything is to be marked.
    ///
    /// @return how many targets there are
    private int check(int from, int blocks) {
        int[] starts = this.starts;
        int[] ends = this.ends;
        VectorMask<Integer> isOdd = VectorMask.fromLong(INTS, ODD);
        ShortVector lower = ShortVector.fromArray(SHORTS, LOWER, 0);
        ShortVector upper = ShortVector.fromArray(SHORTS, UPPER, 0);
        ShortVector none = ShortVector.zero(SHORTS);
        ShortVector target = ShortVector.broadcast(SHORTS, PrescanTable.TARGET16);
        ShortVector all = none;
        ShortVector bad = none;
        ShortVector odd = none;
        boolean isMarking = marks != null;
        long code = image.wordAddress(0) - Memory.reservedAddress();
        int count = 0;
        int countBefore = 0;
        // Before the first function comes one without words.
        int function = -1;
        int block = from;
        int start = from;
        int end = from;
        int row = 0;
        int origin = 0;
        ShortVector offsets0 = none;
        ShortVector offsets1 = none;
        ShortVector ends0 = ShortVector.broadcast(SHORTS, -1);
        ShortVector ends1 = ends0;
        ShortVector next0 = none;
        ShortVector next1 = none;
        ShortVector next2 = none;
        ShortVector next3 = none;
        ShortVector step = ShortVector.fromArray(SHORTS, STEP, 0);
        ShortVector a0 = none;
        ShortVector a1 = none;
        ByteVector entryA = ByteVector.zero(BYTES);
        ByteVector entryB = entryA;
        ByteVector entryC = entryA;
        for (int rest = blocks; rest >= 0; rest--) {
            boolean isLast = block + BLOCK >= end;
            int ahead = block + BLOCK;
            if (isLast) {
                start = starts[function + 1];
                end = ends[function + 1];
                ahead = start & -BLOCK;
            }

            // Opcodes, entries and As of the block ahead.
            long at = code + (long) ahead * Word.BYTES & ADDRESSES;
            ShortVector opA0 =
                    ints(at).blend(ints(at + VECTOR_BYTES - 4), isOdd).reinterpretAsShorts();
            at += PAIR_BYTES;
            ShortVector opA1 =
                    ints(at).blend(ints(at + VECTOR_BYTES - 4), isOdd).reinterpretAsShorts();
            at += PAIR_BYTES;
            ShortVector opA2 =
                    ints(at).blend(ints(at + VECTOR_BYTES - 4), isOdd).reinterpretAsShorts();
            at += PAIR_BYTES;
            ShortVector opA3 =
                    ints(at).blend(ints(at + VECTOR_BYTES - 4), isOdd).reinterpretAsShorts();
            ShortVector op0 = lower.selectFrom(opA0, opA1);
            ShortVector op1 = lower.selectFrom(opA2, opA3);
            // A bad one may make suspect functions of the batch that have nothing to do with it.
            all = all.or(op0).or(op1);
            ByteVector op =
                    op0.reinterpretAsInts()
                            .or(op1.reinterpretAsInts().lanewise(VectorOperators.LSHL, 8))
                            .reinterpretAsBytes();
            ByteVector aheadA;
            ByteVector aheadB;
            ByteVector aheadC;
            if (IS_NARROW) {
                aheadA = entries(A, op);
                aheadB = entries(B, op);
                aheadC = entries(C, op);
            } else {
                VectorMask<Byte> isUpper = op.compare(VectorOperators.LT, (byte) 0);
                aheadA =
                        op.selectFrom(
                                        ByteVector.fromArray(BYTES, A, 0),
                                        ByteVector.fromArray(BYTES, A, VECTOR_BYTES))
                                .blend(
                                        op.selectFrom(
                                                ByteVector.fromArray(BYTES, A, 128),
                                                ByteVector.fromArray(BYTES, A, 128 + VECTOR_BYTES)),
                                        isUpper);
                aheadB =
                        op.selectFrom(
                                        ByteVector.fromArray(BYTES, B, 0),
                                        ByteVector.fromArray(BYTES, B, VECTOR_BYTES))
                                .blend(
                                        op.selectFrom(
                                                ByteVector.fromArray(BYTES, B, 128),
                                                ByteVector.fromArray(BYTES, B, 128 + VECTOR_BYTES)),
                                        isUpper);
                aheadC =
                        op.selectFrom(
                                        ByteVector.fromArray(BYTES, C, 0),
                                        ByteVector.fromArray(BYTES, C, VECTOR_BYTES))
                                .blend(
                                        op.selectFrom(
                                                ByteVector.fromArray(BYTES, C, 128),
                                                ByteVector.fromArray(BYTES, C, 128 + VECTOR_BYTES)),
                                        isUpper);
                if (VECTOR_BYTES == 32) {
                    VectorMask<Byte> hasBit6 =
                            op.and((byte) 64).compare(VectorOperators.NE, (byte) 0);
                    aheadA =
                            aheadA.blend(
                                    op.selectFrom(
                                                    ByteVector.fromArray(BYTES, A, 64),
                                                    ByteVector.fromArray(BYTES, A, 96))
                                            .blend(
                                                    op.selectFrom(
                                                            ByteVector.fromArray(BYTES, A, 192),
                                                            ByteVector.fromArray(BYTES, A, 224)),
                                                    isUpper),
                                    hasBit6);
                    aheadB =
                            aheadB.blend(
                                    op.selectFrom(
                                                    ByteVector.fromArray(BYTES, B, 64),
                                                    ByteVector.fromArray(BYTES, B, 96))
                                            .blend(
                                                    op.selectFrom(
                                                            ByteVector.fromArray(BYTES, B, 192),
                                                            ByteVector.fromArray(BYTES, B, 224)),
                                                    isUpper),
                                    hasBit6);
                    aheadC =
                            aheadC.blend(
                                    op.selectFrom(
                                                    ByteVector.fromArray(BYTES, C, 64),
                                                    ByteVector.fromArray(BYTES, C, 96))
                                            .blend(
                                                    op.selectFrom(
                                                            ByteVector.fromArray(BYTES, C, 192),
                                                            ByteVector.fromArray(BYTES, C, 224)),
                                                    isUpper),
                                    hasBit6);
                }
            }
            if (ahead < start || ahead + BLOCK > end) {
                ByteVector places = ByteVector.fromArray(BYTES, PLACES, 0);
                int before = Math.max(start - ahead, 0);
                int behind = Math.min(end - ahead, BLOCK);
                VectorMask<Byte> isOutside =
                        places.compare(VectorOperators.LT, (byte) before)
                                .or(places.compare(VectorOperators.GE, (byte) behind));
                aheadA = aheadA.blend((byte) 0, isOutside);
                aheadB = aheadB.blend((byte) 0, isOutside);
                aheadC = aheadC.blend((byte) 0, isOutside);
            }

            // The checks of this block.
            at = (code + (long) block * Word.BYTES & ADDRESSES) + 4;
            IntVector bC0 =
                    IntVector.fromMemorySegment(INTS, SPACE, at, ORDER)
                            .blend(
                                    IntVector.fromMemorySegment(
                                            INTS, SPACE, at + VECTOR_BYTES - 4, ORDER),
                                    isOdd);
            at += PAIR_BYTES;
            IntVector bC1 =
                    IntVector.fromMemorySegment(INTS, SPACE, at, ORDER)
                            .blend(
                                    IntVector.fromMemorySegment(
                                            INTS, SPACE, at + VECTOR_BYTES - 4, ORDER),
                                    isOdd);
            at += PAIR_BYTES;
            IntVector bC2 =
                    IntVector.fromMemorySegment(INTS, SPACE, at, ORDER)
                            .blend(
                                    IntVector.fromMemorySegment(
                                            INTS, SPACE, at + VECTOR_BYTES - 4, ORDER),
                                    isOdd);
            at += PAIR_BYTES;
            IntVector bC3 =
                    IntVector.fromMemorySegment(INTS, SPACE, at, ORDER)
                            .blend(
                                    IntVector.fromMemorySegment(
                                            INTS, SPACE, at + VECTOR_BYTES - 4, ORDER),
                                    isOdd);
            ShortVector entriesB = entryB.reinterpretAsShorts();
            ShortVector entriesC = entryC.reinterpretAsShorts();
            ShortVector entry0 = lower.selectFrom(entriesB, entriesC);
            ShortVector entry1 = upper.selectFrom(entriesB, entriesC);
            IntVector ints0 = entry0.reinterpretAsInts();
            IntVector ints1 = entry1.reinterpretAsInts();
            ShortVector entry2 = ints0.lanewise(VectorOperators.LSHR, 8).reinterpretAsShorts();
            ShortVector entry3 = ints1.lanewise(VectorOperators.LSHR, 8).reinterpretAsShorts();
            VectorMask<Short> is0 = entry0.and(CLASS).compare(VectorOperators.EQ, target);
            VectorMask<Short> is1 = entry1.and(CLASS).compare(VectorOperators.EQ, target);
            VectorMask<Short> is2 = entry2.and(CLASS).compare(VectorOperators.EQ, target);
            VectorMask<Short> is3 = entry3.and(CLASS).compare(VectorOperators.EQ, target);
            ShortVector field0 = bC0.reinterpretAsShorts().add(next0, is0);
            ShortVector field1 = bC1.reinterpretAsShorts().add(next1, is1);
            ShortVector field2 = bC2.reinterpretAsShorts().add(next2, is2);
            ShortVector field3 = bC3.reinterpretAsShorts().add(next3, is3);
            if (isMarking) {
                // Targets of far branches are where B was, those of near ones where C was.
                ShortVector found0 =
                        field0.add((short) origin).or(bC0.reinterpretAsShorts().and(BACKWARD));
                ShortVector found1 =
                        field1.add((short) origin).or(bC1.reinterpretAsShorts().and(BACKWARD));
                ShortVector found2 =
                        field2.add((short) origin).or(bC2.reinterpretAsShorts().and(BACKWARD));
                ShortVector found3 =
                        field3.add((short) origin).or(bC3.reinterpretAsShorts().and(BACKWARD));
                found0.compress(is0).intoArray(targets, count);
                count += is0.trueCount();
                found1.compress(is1).intoArray(targets, count);
                count += is1.trueCount();
                found2.compress(is2).intoArray(targets, count);
                count += is2.trueCount();
                found3.compress(is3).intoArray(targets, count);
                count += is3.trueCount();
                ByteVector inOrder = ByteVector.fromArray(BYTES, WORDS, 0).selectFrom(entryA);
                marks.calls[block >>> 6] |=
                        inOrder.compare(VectorOperators.LT, (byte) 0).toLong() << block;
            }
            ShortVector entryA0 = entryA.reinterpretAsShorts();
            ShortVector entryA1 =
                    entryA.reinterpretAsInts()
                            .lanewise(VectorOperators.LSHR, 8)
                            .reinterpretAsShorts();
            ShortVector offset;
            ShortVector last;
            offset =
                    IS_NARROW
                            ? limit(rows, row, entryA0)
                            : (IS_WIDE
                                    ? entryA0.selectFrom(offsets0)
                                    : entryA0.selectFrom(offsets0, offsets1));
            last =
                    IS_NARROW
                            ? limit(rows, row + PrescanTable.CLASSES, entryA0)
                            : (IS_WIDE
                                    ? entryA0.selectFrom(ends0)
                                    : entryA0.selectFrom(ends0, ends1));
            bad = bad.or(a0.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(a0.and(offset));
            offset =
                    IS_NARROW
                            ? limit(rows, row, entryA1)
                            : (IS_WIDE
                                    ? entryA1.selectFrom(offsets0)
                                    : entryA1.selectFrom(offsets0, offsets1));
            last =
                    IS_NARROW
                            ? limit(rows, row + PrescanTable.CLASSES, entryA1)
                            : (IS_WIDE
                                    ? entryA1.selectFrom(ends0)
                                    : entryA1.selectFrom(ends0, ends1));
            bad = bad.or(a1.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(a1.and(offset));
            offset =
                    IS_NARROW
                            ? limit(rows, row, entry0)
                            : (IS_WIDE
                                    ? entry0.selectFrom(offsets0)
                                    : entry0.selectFrom(offsets0, offsets1));
            last =
                    IS_NARROW
                            ? limit(rows, row + PrescanTable.CLASSES, entry0)
                            : (IS_WIDE
                                    ? entry0.selectFrom(ends0)
                                    : entry0.selectFrom(ends0, ends1));
            bad = bad.or(field0.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(field0.and(offset));
            offset =
                    IS_NARROW
                            ? limit(rows, row, entry1)
                            : (IS_WIDE
                                    ? entry1.selectFrom(offsets0)
                                    : entry1.selectFrom(offsets0, offsets1));
            last =
                    IS_NARROW
                            ? limit(rows, row + PrescanTable.CLASSES, entry1)
                            : (IS_WIDE
                                    ? entry1.selectFrom(ends0)
                                    : entry1.selectFrom(ends0, ends1));
            bad = bad.or(field1.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(field1.and(offset));
            offset =
                    IS_NARROW
                            ? limit(rows, row, entry2)
                            : (IS_WIDE
                                    ? entry2.selectFrom(offsets0)
                                    : entry2.selectFrom(offsets0, offsets1));
            last =
                    IS_NARROW
                            ? limit(rows, row + PrescanTable.CLASSES, entry2)
                            : (IS_WIDE
                                    ? entry2.selectFrom(ends0)
                                    : entry2.selectFrom(ends0, ends1));
            bad = bad.or(field2.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(field2.and(offset));
            offset =
                    IS_NARROW
                            ? limit(rows, row, entry3)
                            : (IS_WIDE
                                    ? entry3.selectFrom(offsets0)
                                    : entry3.selectFrom(offsets0, offsets1));
            last =
                    IS_NARROW
                            ? limit(rows, row + PrescanTable.CLASSES, entry3)
                            : (IS_WIDE
                                    ? entry3.selectFrom(ends0)
                                    : entry3.selectFrom(ends0, ends1));
            bad = bad.or(field3.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(field3.and(offset));
            a0 = upper.selectFrom(opA0, opA1);
            a1 = upper.selectFrom(opA2, opA3);
            origin += BLOCK;
            if (IS_NARROW) {
                rows[row + PrescanTable.TARGET16] += (short) BLOCK;
            } else {
                offsets0 = offsets0.add(step);
            }
            entryA = aheadA;
            entryB = aheadB;
            entryC = aheadC;
            block = ahead;
            if (isLast) {
                ShortVector any =
                        bad.or(odd.and((short) PrescanTable.MAX_ALIGNMENT)).or(all.and(HIGH));
                if (any.compare(VectorOperators.NE, (short) 0).anyTrue()) {
                    suspects |= 1L << indexes[Math.max(function, 0)];
                    count = countBefore;
                }
                countBefore = count;
                function++;
                bad = none;
                odd = none;
                row = function * ROW;
                if (IS_NARROW) {
                    // Before the first function, its row is counted up as well.
                    rows[row + PrescanTable.TARGET16] = 0;
                }
                offsets0 = ShortVector.fromArray(SHORTS, rows, row);
                // Where one vector holds a table, the second one is never asked.
                offsets1 = ShortVector.fromArray(SHORTS, rows, row + PrescanTable.CLASSES - LANES);
                int second = row + PrescanTable.CLASSES;
                ends0 = ShortVector.fromArray(SHORTS, rows, second);
                ends1 = ShortVector.fromArray(SHORTS, rows, second + PrescanTable.CLASSES - LANES);
                origin = start - from;
                next0 = ShortVector.fromArray(SHORTS, NEXT, 0).add((short) (block - start));
                next1 = next0.add((short) PAIR);
                next2 = next1.add((short) PAIR);
                next3 = next2.add((short) PAIR);
            }
        }
        return count;
    }

    /// Looks opcodes up in a table of 256 bytes, for narrow vectors.
    private static ByteVector entries(byte[] table, ByteVector ops) {
        VectorMask<Byte> is32 = hasBit(ops, 32);
        VectorMask<Byte> is64 = hasBit(ops, 64);
        ByteVector low =
                quarter(table, 0, ops)
                        .blend(quarter(table, 32, ops), is32)
                        .blend(quarter(table, 64, ops).blend(quarter(table, 96, ops), is32), is64);
        ByteVector high =
                quarter(table, 128, ops)
                        .blend(quarter(table, 160, ops), is32)
                        .blend(
                                quarter(table, 192, ops).blend(quarter(table, 224, ops), is32),
                                is64);
        return low.blend(high, hasBit(ops, 128));
    }

    private static VectorMask<Byte> hasBit(ByteVector ops, int bit) {
        return bit == 128
                ? ops.compare(VectorOperators.LT, (byte) 0)
                : ops.and((byte) bit).compare(VectorOperators.NE, (byte) 0);
    }

    /// Looks up in two vectors of a table, by as many low bits as that takes.
    private static ByteVector quarter(byte[] table, int from, ByteVector ops) {
        return ops.selectFrom(
                ByteVector.fromArray(BYTES, table, from),
                ByteVector.fromArray(BYTES, table, from + VECTOR_BYTES));
    }

    /// Looks up the limits of the classes in the low bits of entries, for narrow vectors.
    private static ShortVector limit(short[] rows, int from, ShortVector entries) {
        ShortVector low =
                entries.selectFrom(
                        ShortVector.fromArray(SHORTS, rows, from),
                        ShortVector.fromArray(SHORTS, rows, from + LANES));
        ShortVector high =
                entries.selectFrom(
                        ShortVector.fromArray(SHORTS, rows, from + 2 * LANES),
                        ShortVector.fromArray(SHORTS, rows, from + 3 * LANES));
        return low.blend(high, entries.and((short) 16).compare(VectorOperators.NE, (short) 0));
    }

    /// Marks the first `count` targets. The batch goes from `from`, a multiple of 64, to before
    /// `end`.
    private void mark(int from, int end, int count) {
        for (int i = 0; i < count; i++) {
            isTarget[targets[i] & Word.MAX_FIELD] = 1;
        }
        for (int i = 0; i < end - from; i += VECTOR_BYTES) {
            marks.branches(from + i, take(i), take(i - BACKWARD));
        }
    }

    /// The bits of as many bytes of `isTarget` as fit a vector, which are cleared.
    private long take(int at) {
        ByteVector bytes = ByteVector.fromArray(BYTES, isTarget, at);
        ByteVector.zero(BYTES).intoArray(isTarget, at);
        return bytes.compare(VectorOperators.NE, (byte) 0).toLong();
    }
}
