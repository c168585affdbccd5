package jorus.verify;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// The prescan's vector kernel. Blocks of as many words as a vector has shorts are split into a
/// vector of opcodes and one of each field, so that a lane is an instruction and a mask of lanes a
/// piece of a bitmap:
///
/// ```
/// word 0   op a b c  op a b c ...        op     op op op op ...
/// word n/4 op a b c  op a b c ...   ->   a      a  a  a  a  ...
///   ...                                  b, c   likewise
/// ```
///
/// The opcodes of a pair of blocks fill a vector of bytes, those of the first one at even places.
/// A table of 256 bytes per field has the limit class of each opcode, two tables of 32 shorts have
/// the limits of each class, and all are permutes of registers. A distance is made a target first,
/// whose limits are those of the function. Violations are accumulated and tested at the end.
///
/// What looks clumsy is so for C2. It stops inlining our methods (never those of the Vector API)
/// after 18,000 nodes, some 60 operations, and vectors that cross a call become objects; so the
/// loop is one method, and helpers are called early in it. Shifts of shorts take their count from a
/// register, shifts of ints do not, and bits from the neighbour do no harm where they are used.
///
/// This class loads the Vector API: only [PrescanChoice] may touch it.
final class PrescanVectors extends PrescanKernel {
    /// Which vectors to use, in bits: a system property, so that tests can load this class several
    /// times, each with another constant.
    static final String BITS_PROPERTY = "jorus.verify.bits";

    private static final VectorSpecies<Short> SHORTS = shorts(Integer.getInteger(BITS_PROPERTY, 0));
    private static final VectorSpecies<Byte> BYTES = SHORTS.withLanes(byte.class);

    /// Words of a block, shorts of a vector.
    private static final int LANES = SHORTS.length();

    private static final int PAIR = 2 * LANES;
    private static final int VECTOR_BYTES = 2 * LANES;
    private static final int BLOCK_BYTES = LANES * Word.BYTES;

    /// Whether two vectors have less than 32 shorts: such vectors are for tests only.
    private static final boolean IS_NARROW = 2 * LANES < PrescanTable.CLASSES;

    /// Longer functions are left to the scalar kernel: indexes of words, counted from the 64 words
    /// where the function begins, have 15 bits here.
    static final int MAX_WORDS = (1 << 15) - Long.SIZE;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final MemorySegment SPACE = Memory.SPACE;

    /// What a backward branch adds to its target in the list of targets.
    private static final short BACKWARD = Short.MIN_VALUE;

    private static final short LOW = 0xFF;
    private static final short HIGH = (short) 0xFF00;

    // The entries of opcodes.
    private static final byte[] A = PrescanTable.A;
    private static final byte[] B = PrescanTable.B;
    private static final byte[] C = PrescanTable.C;

    // Indexes that pick opcodes and As, or Bs and Cs, out of two vectors of words, and the first or
    // second halves of two vectors.
    private static final short[] OP_A = new short[LANES];
    private static final short[] B_C = new short[LANES];
    private static final short[] FIRSTS = new short[LANES];
    private static final short[] SECONDS = new short[LANES];

    /// Where branches without a distance go.
    private static final short[] NEXT = new short[LANES];

    /// Zeros, ones in all bits, zeros: a window shows which lanes are inside a function.
    private static final short[] INSIDE = new short[3 * LANES];

    static {
        int half = LANES / 2;
        for (int i = 0; i < LANES; i++) {
            int word = 4 * (i % half);
            OP_A[i] = (short) (word + i / half);
            B_C[i] = (short) (word + 2 + i / half);
            FIRSTS[i] = (short) (i < half ? i : LANES + i - half);
            SECONDS[i] = (short) (FIRSTS[i] + half);
            NEXT[i] = (short) (i + 1);
            INSIDE[LANES + i] = -1;
        }
        // What is outside a function is masked to zeros.
        assert Opcode.NOP.code() == 0 && PrescanTable.FREE == 0;
    }

    private long code;
    private Limits limits;
    private Marks marks;

    /// Targets of branches, counted in the function, plus BACKWARD.
    private final short[] targets = new short[MAX_WORDS + Long.SIZE + LANES];

    private int targetCount;

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
    void begin(long code, Limits limits, Marks marks) {
        this.code = code;
        this.limits = limits;
        this.marks = marks;
    }

    @Override
    int minWords() {
        return LANES;
    }

    @Override
    boolean isSuspect(int start, int length) {
        if (length > MAX_WORDS) {
            return true;
        }
        int from = start & -Long.SIZE;
        limits.branches(length);
        targetCount = 0;
        if (!scan(from, start, start + length)) {
            return true;
        }
        if (marks != null) {
            mark(from, start, start + length);
        }
        return false;
    }

    private static ShortVector words(long address) {
        return ShortVector.fromMemorySegment(
                SHORTS, SPACE, address - Memory.reservedAddress(), ORDER);
    }

    /// Whether the words from `start` to before `end` are good. Lists targets and marks calls, if
    /// anything is to be marked.
    private boolean scan(int from, int start, int end) {
        short[] offsets = limits.offsets;
        short[] ends = limits.ends;
        ShortVector offsets0 = ShortVector.fromArray(SHORTS, offsets, 0);
        ShortVector ends0 = ShortVector.fromArray(SHORTS, ends, 0);
        // Where one vector holds a table, the second one is never asked.
        ShortVector offsets1 = ShortVector.fromArray(SHORTS, offsets, PrescanTable.CLASSES - LANES);
        ShortVector ends1 = ShortVector.fromArray(SHORTS, ends, PrescanTable.CLASSES - LANES);
        ShortVector opA = ShortVector.fromArray(SHORTS, OP_A, 0);
        ShortVector bC = ShortVector.fromArray(SHORTS, B_C, 0);
        ShortVector firsts = ShortVector.fromArray(SHORTS, FIRSTS, 0);
        ShortVector seconds = ShortVector.fromArray(SHORTS, SECONDS, 0);
        ShortVector next0 = ShortVector.fromArray(SHORTS, NEXT, 0).sub((short) (start - from));
        ShortVector all = ShortVector.zero(SHORTS);
        ShortVector bad = ShortVector.zero(SHORTS);
        ShortVector odd = ShortVector.zero(SHORTS);
        ShortVector one = ShortVector.broadcast(SHORTS, 1);
        boolean isMarking = marks != null;
        int count = 0;
        long at = code + (long) from * Word.BYTES;
        for (int i = from; i < end; i += PAIR, at += 2 * BLOCK_BYTES) {
            ShortVector words0 = words(at);
            ShortVector words1 = words(at + VECTOR_BYTES);
            ShortVector words2 = words(at + 2 * VECTOR_BYTES);
            ShortVector words3 = words(at + 3 * VECTOR_BYTES);
            ShortVector words4 = words(at + 4 * VECTOR_BYTES);
            ShortVector words5 = words(at + 5 * VECTOR_BYTES);
            ShortVector words6 = words(at + 6 * VECTOR_BYTES);
            ShortVector words7 = words(at + 7 * VECTOR_BYTES);
            ShortVector opA0 = opA.selectFrom(words0, words1);
            ShortVector opA1 = opA.selectFrom(words2, words3);
            ShortVector opA2 = opA.selectFrom(words4, words5);
            ShortVector opA3 = opA.selectFrom(words6, words7);
            ShortVector op0 = firsts.selectFrom(opA0, opA1);
            ShortVector op1 = firsts.selectFrom(opA2, opA3);
            ByteVector op = op0.or(op1.lanewise(VectorOperators.LSHL, 8)).reinterpretAsBytes();
            ByteVector entryA;
            ByteVector entryB;
            ByteVector entryC;
            if (IS_NARROW) {
                entryA = entries(A, op);
                entryB = entries(B, op);
                entryC = entries(C, op);
            } else {
                VectorMask<Byte> isUpper = op.compare(VectorOperators.LT, (byte) 0);
                entryA =
                        op.selectFrom(
                                        ByteVector.fromArray(BYTES, A, 0),
                                        ByteVector.fromArray(BYTES, A, VECTOR_BYTES))
                                .blend(
                                        op.selectFrom(
                                                ByteVector.fromArray(BYTES, A, 128),
                                                ByteVector.fromArray(BYTES, A, 128 + VECTOR_BYTES)),
                                        isUpper);
                entryB =
                        op.selectFrom(
                                        ByteVector.fromArray(BYTES, B, 0),
                                        ByteVector.fromArray(BYTES, B, VECTOR_BYTES))
                                .blend(
                                        op.selectFrom(
                                                ByteVector.fromArray(BYTES, B, 128),
                                                ByteVector.fromArray(BYTES, B, 128 + VECTOR_BYTES)),
                                        isUpper);
                entryC =
                        op.selectFrom(
                                        ByteVector.fromArray(BYTES, C, 0),
                                        ByteVector.fromArray(BYTES, C, VECTOR_BYTES))
                                .blend(
                                        op.selectFrom(
                                                ByteVector.fromArray(BYTES, C, 128),
                                                ByteVector.fromArray(BYTES, C, 128 + VECTOR_BYTES)),
                                        isUpper);
                if (VECTOR_BYTES == 32) {
                    VectorMask<Byte> isOdd =
                            op.and((byte) 64).compare(VectorOperators.NE, (byte) 0);
                    entryA =
                            entryA.blend(
                                    op.selectFrom(
                                                    ByteVector.fromArray(BYTES, A, 64),
                                                    ByteVector.fromArray(BYTES, A, 96))
                                            .blend(
                                                    op.selectFrom(
                                                            ByteVector.fromArray(BYTES, A, 192),
                                                            ByteVector.fromArray(BYTES, A, 224)),
                                                    isUpper),
                                    isOdd);
                    entryB =
                            entryB.blend(
                                    op.selectFrom(
                                                    ByteVector.fromArray(BYTES, B, 64),
                                                    ByteVector.fromArray(BYTES, B, 96))
                                            .blend(
                                                    op.selectFrom(
                                                            ByteVector.fromArray(BYTES, B, 192),
                                                            ByteVector.fromArray(BYTES, B, 224)),
                                                    isUpper),
                                    isOdd);
                    entryC =
                            entryC.blend(
                                    op.selectFrom(
                                                    ByteVector.fromArray(BYTES, C, 64),
                                                    ByteVector.fromArray(BYTES, C, 96))
                                            .blend(
                                                    op.selectFrom(
                                                            ByteVector.fromArray(BYTES, C, 192),
                                                            ByteVector.fromArray(BYTES, C, 224)),
                                                    isUpper),
                                    isOdd);
                }
            }
            ShortVector entryA0 = entryA.reinterpretAsShorts();
            ShortVector entryB0 = entryB.reinterpretAsShorts();
            ShortVector entryC0 = entryC.reinterpretAsShorts();
            if (i < start || i + PAIR > end) {
                int second = i + LANES;
                int first0 = Math.clamp(start - i, 0, LANES);
                int last0 = Math.clamp(end - i, 0, LANES);
                int first1 = Math.clamp(start - second, 0, LANES);
                int last1 = Math.clamp(end - second, 0, LANES);
                ShortVector inside0 =
                        ShortVector.fromArray(SHORTS, INSIDE, LANES - first0)
                                .and(ShortVector.fromArray(SHORTS, INSIDE, 2 * LANES - last0));
                ShortVector inside1 =
                        ShortVector.fromArray(SHORTS, INSIDE, LANES - first1)
                                .and(ShortVector.fromArray(SHORTS, INSIDE, 2 * LANES - last1));
                op0 = op0.and(inside0);
                op1 = op1.and(inside1);
                ShortVector inside = inside0.and(LOW).or(inside1.and(HIGH));
                entryA0 = entryA0.and(inside);
                entryB0 = entryB0.and(inside);
                entryC0 = entryC0.and(inside);
            }
            all = all.or(op0).or(op1);

            ShortVector bC0 = bC.selectFrom(words0, words1);
            ShortVector bC1 = bC.selectFrom(words2, words3);
            ShortVector bC2 = bC.selectFrom(words4, words5);
            ShortVector bC3 = bC.selectFrom(words6, words7);
            ShortVector a0 = seconds.selectFrom(opA0, opA1);
            ShortVector a1 = seconds.selectFrom(opA2, opA3);
            ShortVector b0 = firsts.selectFrom(bC0, bC1);
            ShortVector b1 = firsts.selectFrom(bC2, bC3);
            ShortVector c0 = seconds.selectFrom(bC0, bC1);
            ShortVector c1 = seconds.selectFrom(bC2, bC3);

            IntVector intsA = entryA0.reinterpretAsInts();
            IntVector intsB = entryB0.reinterpretAsInts();
            IntVector intsC = entryC0.reinterpretAsInts();
            ShortVector entryA1 = intsA.lanewise(VectorOperators.LSHR, 8).reinterpretAsShorts();
            ShortVector entryB1 = intsB.lanewise(VectorOperators.LSHR, 8).reinterpretAsShorts();
            ShortVector entryC1 = intsC.lanewise(VectorOperators.LSHR, 8).reinterpretAsShorts();
            ShortVector signB0 = intsB.lanewise(VectorOperators.LSHL, 8).reinterpretAsShorts();
            ShortVector signC0 = intsC.lanewise(VectorOperators.LSHL, 8).reinterpretAsShorts();
            VectorMask<Short> isFar0 = signB0.compare(VectorOperators.LT, (short) 0);
            VectorMask<Short> isFar1 = entryB0.compare(VectorOperators.LT, (short) 0);
            VectorMask<Short> isNear0 = signC0.compare(VectorOperators.LT, (short) 0);
            VectorMask<Short> isNear1 = entryC0.compare(VectorOperators.LT, (short) 0);

            // The upper half of a distance is the sign of the lower one, so their sum is 0.
            ShortVector next1 = next0.add((short) LANES);
            ShortVector signs0 = c0;
            ShortVector signs1 = c1;
            c0 = c0.add(one, b0.compare(VectorOperators.LT, (short) 0).and(isFar0));
            c1 = c1.add(one, b1.compare(VectorOperators.LT, (short) 0).and(isFar1));
            c0 = c0.add(next0, isNear0);
            c1 = c1.add(next1, isNear1);
            b0 = b0.add(next0, isFar0);
            b1 = b1.add(next1, isFar1);
            next0 = next1.add((short) LANES);

            if (isMarking) {
                ShortVector found0 = c0.blend(b0, isFar0).or(signs0.and(BACKWARD));
                ShortVector found1 = c1.blend(b1, isFar1).or(signs1.and(BACKWARD));
                VectorMask<Short> is0 = isNear0.or(isFar0);
                VectorMask<Short> is1 = isNear1.or(isFar1);
                found0.compress(is0).intoArray(targets, count);
                count += is0.trueCount();
                found1.compress(is1).intoArray(targets, count);
                count += is1.trueCount();
                ShortVector signA0 = intsA.lanewise(VectorOperators.LSHL, 8).reinterpretAsShorts();
                long calls0 = signA0.compare(VectorOperators.LT, (short) 0).toLong();
                long calls1 = entryA0.compare(VectorOperators.LT, (short) 0).toLong();
                marks.calls[i >>> 6] |= (calls0 | calls1 << LANES) << i;
            }

            ShortVector offset;
            ShortVector last;
            offset = IS_NARROW ? limit(offsets, entryA0) : entryA0.selectFrom(offsets0, offsets1);
            last = IS_NARROW ? limit(ends, entryA0) : entryA0.selectFrom(ends0, ends1);
            bad = bad.or(a0.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(a0.and(offset));
            offset = IS_NARROW ? limit(offsets, entryA1) : entryA1.selectFrom(offsets0, offsets1);
            last = IS_NARROW ? limit(ends, entryA1) : entryA1.selectFrom(ends0, ends1);
            bad = bad.or(a1.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(a1.and(offset));
            offset = IS_NARROW ? limit(offsets, entryB0) : entryB0.selectFrom(offsets0, offsets1);
            last = IS_NARROW ? limit(ends, entryB0) : entryB0.selectFrom(ends0, ends1);
            bad = bad.or(b0.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(b0.and(offset));
            offset = IS_NARROW ? limit(offsets, entryB1) : entryB1.selectFrom(offsets0, offsets1);
            last = IS_NARROW ? limit(ends, entryB1) : entryB1.selectFrom(ends0, ends1);
            bad = bad.or(b1.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(b1.and(offset));
            offset = IS_NARROW ? limit(offsets, entryC0) : entryC0.selectFrom(offsets0, offsets1);
            last = IS_NARROW ? limit(ends, entryC0) : entryC0.selectFrom(ends0, ends1);
            bad = bad.or(c0.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(c0.and(offset));
            offset = IS_NARROW ? limit(offsets, entryC1) : entryC1.selectFrom(offsets0, offsets1);
            last = IS_NARROW ? limit(ends, entryC1) : entryC1.selectFrom(ends0, ends1);
            bad = bad.or(c1.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(c1.and(offset));
        }
        targetCount = count;
        ShortVector any = bad.or(odd.and((short) PrescanTable.MAX_ALIGNMENT)).or(all.and(HIGH));
        return !any.compare(VectorOperators.NE, (short) 0).anyTrue();
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
    private static ShortVector limit(short[] limits, ShortVector entries) {
        ShortVector low =
                entries.selectFrom(
                        ShortVector.fromArray(SHORTS, limits, 0),
                        ShortVector.fromArray(SHORTS, limits, LANES));
        ShortVector high =
                entries.selectFrom(
                        ShortVector.fromArray(SHORTS, limits, 2 * LANES),
                        ShortVector.fromArray(SHORTS, limits, 3 * LANES));
        return low.blend(high, entries.and((short) 16).compare(VectorOperators.NE, (short) 0));
    }

    /// Marks the targets in the function from `start` to before `end`. `from` is a multiple of 64.
    private void mark(int from, int start, int end) {
        int before = start - from;
        for (int i = 0; i < targetCount; i++) {
            isTarget[before + (targets[i] & Word.MAX_FIELD)] = 1;
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
