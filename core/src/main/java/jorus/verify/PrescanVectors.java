package jorus.verify;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// The prescan's vector kernel. A chunk of a function is first split into an array of opcodes and
/// one of each field, a block of words at a time, as many as a vector has shorts:
///
/// ```
/// word 0   op a b c  op a b c ...        ops    op op op op ...
/// word n/4 op a b c  op a b c ...   ->   a      a  a  a  a  ...
///   ...                                  b, c   likewise
/// ```
///
/// The loops that follow look at one field each: a table of 256 bytes has the limit class of each
/// opcode, two tables of 32 shorts have the limits of each class, and all three are permutes of
/// registers. Violations are accumulated and tested at the end. A lane is an instruction, so a mask
/// of lanes is a piece of a bitmap; and no lane is wider than a short, because compares of two
/// longs are not intrinsics at 128 bits.
///
/// Each loop is a method of its own: beyond some 8,000 bytes of inlined bytecode, which is a few
/// dozen operations, C2 calls what is not a part of the Vector API, and vectors become objects.
///
/// This class loads the Vector API: only [PrescanChoice] may touch it.
final class PrescanVectors extends PrescanKernel {
    /// Which vectors to use, in bits: a system property, so that tests can load this class several
    /// times, each with another constant.
    static final String BITS_PROPERTY = "jorus.verify.bits";

    private static final VectorSpecies<Short> SHORTS = shorts(Integer.getInteger(BITS_PROPERTY, 0));
    private static final VectorSpecies<Byte> BYTES = SHORTS.withLanes(byte.class);

    /// Words of a block, shorts of a vector. The opcodes of a pair of blocks fill a vector of
    /// bytes: those of the first one at even places, those of the second one between.
    private static final int LANES = SHORTS.length();

    private static final int PAIR = 2 * LANES;
    private static final int VECTOR_BYTES = 2 * LANES;
    private static final int BLOCK_BYTES = LANES * Word.BYTES;

    /// Words that are split at once; they and what they are split into stay in the first cache.
    private static final int CHUNK = 1024;

    /// Longer functions have targets that 16 bits cannot name.
    private static final int MAX_SHORT_FUNCTION = 1 << 15;

    private static final int BITMAPS = 2;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final MemorySegment SPACE = Memory.SPACE;

    private static final short LAST_OPCODE = (short) (Opcode.count() - 1);
    private static final short NOP = (short) Opcode.NOP.code();

    /// The bits of an entry that say which low bits of a field have to be 0.
    private static final short ALIGNMENTS = 7 << PrescanTable.ALIGNMENT_SHIFT;

    // Indexes that pick opcodes and As, or Bs and Cs, out of two vectors of words, and the first or
    // second halves of two vectors.
    private static final short[] OP_A = new short[LANES];
    private static final short[] B_C = new short[LANES];
    private static final short[] FIRSTS = new short[LANES];
    private static final short[] SECONDS = new short[LANES];

    private static final short[] NUMBERS = new short[LANES];

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
            NUMBERS[i] = (short) i;
            INSIDE[LANES + i] = -1;
        }
    }

    private long code;
    private Limits limits;
    private Marks marks;

    /// Table B of the image: indexes into nothing have the class NOTHING.
    private final byte[] tableB = new byte[PrescanTable.OPCODES];

    // the chunk
    private final byte[] ops = new byte[CHUNK];
    private final short[] a = new short[CHUNK];
    private final short[] b = new short[CHUNK];
    private final short[] c = new short[CHUNK];

    // its bitmaps
    private final long[] bitmaps = new long[CHUNK / Long.SIZE * BITMAPS];

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
        byte nothing = PrescanTable.entry(PrescanTable.NOTHING);
        for (int i = 0; i < tableB.length; i++) {
            int limitClass = PrescanTable.B[i] & PrescanTable.CLASSES - 1;
            boolean isNothing = PrescanTable.isIndex(limitClass) && limits.count(limitClass) == 0;
            tableB[i] = isNothing ? nothing : PrescanTable.B[i];
        }
    }

    @Override
    int minWords() {
        return LANES;
    }

    @Override
    boolean isSuspect(int start, int length) {
        int end = start + length;
        for (int from = start & -Long.SIZE; from < end; from += CHUNK) {
            int words = Math.min(CHUNK, end - from);
            boolean isGood =
                    split(code, from, words, start, end, ops, a, b, c)
                            & isInRange(ops, a, words, PrescanTable.A, limits)
                            & isInRange(ops, b, words, tableB, limits)
                            & isInRange(ops, c, words, PrescanTable.C, limits);
            if (marks == null && length <= MAX_SHORT_FUNCTION) {
                isGood &= branchesStay(ops, b, c, words, from - start, length);
            } else {
                isGood &= mark(from, words, start, length);
            }
            if (!isGood) {
                return true;
            }
        }
        return false;
    }

    private boolean mark(int from, int words, int start, int length) {
        find(ops, words, bitmaps);
        boolean isInside = true;
        for (int i = 0; i < words; i += Long.SIZE) {
            int at = i / Long.SIZE * BITMAPS;
            long branches = bitmaps[at];
            if (marks == null) {
                isInside &= Marks.stay(code, from + i, branches, start, length);
            } else {
                isInside &= marks.targets(code, from + i, branches, start, length);
                marks.calls(from + i, bitmaps[at + 1]);
            }
        }
        return isInside;
    }

    private static ShortVector words(long address) {
        return ShortVector.fromMemorySegment(
                SHORTS, SPACE, address - Memory.reservedAddress(), ORDER);
    }

    /// Splits at least `words` words from word `from` of the image on; those that are not from
    /// `start` to before `end` become NOPs.
    ///
    /// @return whether all opcodes are known; if not, other kernels find any low bytes
    private static boolean split(
            long code,
            int from,
            int words,
            int start,
            int end,
            byte[] ops,
            short[] a,
            short[] b,
            short[] c) {
        ShortVector opA = ShortVector.fromArray(SHORTS, OP_A, 0);
        ShortVector bC = ShortVector.fromArray(SHORTS, B_C, 0);
        ShortVector firsts = ShortVector.fromArray(SHORTS, FIRSTS, 0);
        ShortVector seconds = ShortVector.fromArray(SHORTS, SECONDS, 0);
        ShortVector bad = ShortVector.zero(SHORTS);
        ShortVector before = ShortVector.zero(SHORTS);
        long at = code + (long) from * Word.BYTES;
        int padded = words + PAIR - 1 & -PAIR;
        for (int i = 0; i < padded; i += LANES, at += BLOCK_BYTES) {
            ShortVector words0 = words(at);
            ShortVector words1 = words(at + VECTOR_BYTES);
            ShortVector words2 = words(at + 2 * VECTOR_BYTES);
            ShortVector words3 = words(at + 3 * VECTOR_BYTES);
            ShortVector opA0 = opA.selectFrom(words0, words1);
            ShortVector opA1 = opA.selectFrom(words2, words3);
            ShortVector bC0 = bC.selectFrom(words0, words1);
            ShortVector bC1 = bC.selectFrom(words2, words3);
            ShortVector op = firsts.selectFrom(opA0, opA1);
            ShortVector fieldA = seconds.selectFrom(opA0, opA1);
            ShortVector fieldB = firsts.selectFrom(bC0, bC1);
            ShortVector fieldC = seconds.selectFrom(bC0, bC1);
            int block = from + i;
            if (block < start || block + LANES > end) {
                int first = Math.clamp(start - block, 0, LANES);
                int last = Math.clamp(end - block, 0, LANES);
                ShortVector inside =
                        ShortVector.fromArray(SHORTS, INSIDE, LANES - first)
                                .and(ShortVector.fromArray(SHORTS, INSIDE, 2 * LANES - last));
                op = op.and(inside).or(inside.not().and(NOP));
                fieldA = fieldA.and(inside);
                fieldB = fieldB.and(inside);
                fieldC = fieldC.and(inside);
            }
            fieldA.intoArray(a, i);
            fieldB.intoArray(b, i);
            fieldC.intoArray(c, i);
            bad = bad.or(op.lanewise(VectorOperators.SUSUB, LAST_OPCODE));
            if ((i & LANES) == 0) {
                before = op;
            } else {
                before.or(op.lanewise(VectorOperators.LSHL, 8))
                        .reinterpretAsBytes()
                        .intoArray(ops, i - LANES);
            }
        }
        return !bad.compare(VectorOperators.NE, (short) 0).anyTrue();
    }

    /// Looks opcodes up in a table of 256 bytes.
    private static ByteVector entries(byte[] table, ByteVector ops) {
        if (VECTOR_BYTES == 64) {
            return quarter(table, 0, ops).blend(quarter(table, 128, ops), hasBit(ops, 128));
        }
        if (VECTOR_BYTES == 32) {
            VectorMask<Byte> is64 = hasBit(ops, 64);
            return quarter(table, 0, ops)
                    .blend(quarter(table, 64, ops), is64)
                    .blend(
                            quarter(table, 128, ops).blend(quarter(table, 192, ops), is64),
                            hasBit(ops, 128));
        }
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

    /// Looks up the limits of the classes in the low bits of entries, for less than 512 bits.
    private static ShortVector limit(short[] limits, ShortVector entries) {
        ShortVector low =
                entries.selectFrom(
                        ShortVector.fromArray(SHORTS, limits, 0),
                        ShortVector.fromArray(SHORTS, limits, LANES));
        if (LANES == 16) {
            return low;
        }
        ShortVector high =
                entries.selectFrom(
                        ShortVector.fromArray(SHORTS, limits, 2 * LANES),
                        ShortVector.fromArray(SHORTS, limits, 3 * LANES));
        return low.blend(high, entries.and((short) 16).compare(VectorOperators.NE, (short) 0));
    }

    /// Whether the first `words` values of a field are in the ranges of their classes and aligned.
    private static boolean isInRange(
            byte[] ops, short[] field, int words, byte[] table, Limits limits) {
        short[] low = limits.low;
        short[] span = limits.span;
        ShortVector bad = ShortVector.zero(SHORTS);
        ShortVector odd = ShortVector.zero(SHORTS);
        for (int i = 0; i < words; i += PAIR) {
            ByteVector op = ByteVector.fromArray(BYTES, ops, i);
            ShortVector entries0 = entries(table, op).reinterpretAsShorts();
            ShortVector entries1 = entries0.lanewise(VectorOperators.LSHR, 8);
            ShortVector field0 = ShortVector.fromArray(SHORTS, field, i);
            ShortVector field1 = ShortVector.fromArray(SHORTS, field, i + LANES);
            ShortVector low0;
            ShortVector low1;
            ShortVector span0;
            ShortVector span1;
            if (LANES == PrescanTable.CLASSES) {
                low0 = entries0.selectFrom(ShortVector.fromArray(SHORTS, low, 0));
                low1 = entries1.selectFrom(ShortVector.fromArray(SHORTS, low, 0));
                span0 = entries0.selectFrom(ShortVector.fromArray(SHORTS, span, 0));
                span1 = entries1.selectFrom(ShortVector.fromArray(SHORTS, span, 0));
            } else {
                low0 = limit(low, entries0);
                low1 = limit(low, entries1);
                span0 = limit(span, entries0);
                span1 = limit(span, entries1);
            }
            ShortVector bad0 = field0.sub(low0).lanewise(VectorOperators.SUSUB, span0);
            ShortVector bad1 = field1.sub(low1).lanewise(VectorOperators.SUSUB, span1);
            ShortVector odd0 =
                    field0.lanewise(VectorOperators.LSHL, PrescanTable.ALIGNMENT_SHIFT)
                            .and(entries0);
            ShortVector odd1 =
                    field1.lanewise(VectorOperators.LSHL, PrescanTable.ALIGNMENT_SHIFT)
                            .and(entries1);
            bad = bad.or(bad0).or(bad1);
            odd = odd.or(odd0).or(odd1);
        }
        ShortVector all = bad.or(odd.and(ALIGNMENTS));
        return !all.compare(VectorOperators.NE, (short) 0).anyTrue();
    }

    /// Whether no branch leaves a function of at most MAX_SHORT_FUNCTION words. `index` is the
    /// place of the first word in the function.
    ///
    /// A target before the first word is a great one, because distances and functions have at most
    /// 15 bits; so the upper half of a distance has to be the sign of the lower one.
    private static boolean branchesStay(
            byte[] ops, short[] b, short[] c, int words, int index, int length) {
        ShortVector zero = ShortVector.zero(SHORTS);
        ShortVector bad = zero;
        ShortVector next = ShortVector.fromArray(SHORTS, NUMBERS, 0).add((short) (index + 1));
        short last = (short) (length - 1);
        for (int i = 0; i < words; i += PAIR) {
            ByteVector op = ByteVector.fromArray(BYTES, ops, i);
            ShortVector flags0 = entries(PrescanTable.FLAGS, op).reinterpretAsShorts();
            ShortVector flags1 = flags0.lanewise(VectorOperators.LSHR, 8);
            ShortVector b0 = ShortVector.fromArray(SHORTS, b, i);
            ShortVector c0 = ShortVector.fromArray(SHORTS, c, i);
            ShortVector b1 = ShortVector.fromArray(SHORTS, b, i + LANES);
            ShortVector c1 = ShortVector.fromArray(SHORTS, c, i + LANES);
            VectorMask<Short> isBranch0 =
                    flags0.and(PrescanTable.IS_BRANCH).compare(VectorOperators.NE, (short) 0);
            VectorMask<Short> isBranch1 =
                    flags1.and(PrescanTable.IS_BRANCH).compare(VectorOperators.NE, (short) 0);
            VectorMask<Short> isFar0 =
                    flags0.and(PrescanTable.IS_FAR).compare(VectorOperators.NE, (short) 0);
            VectorMask<Short> isFar1 =
                    flags1.and(PrescanTable.IS_FAR).compare(VectorOperators.NE, (short) 0);
            ShortVector target0 = next.add(c0.blend(b0, isFar0));
            next = next.add((short) LANES);
            ShortVector target1 = next.add(c1.blend(b1, isFar1));
            next = next.add((short) LANES);
            ShortVector beyond0 = target0.lanewise(VectorOperators.SUSUB, last);
            ShortVector beyond1 = target1.lanewise(VectorOperators.SUSUB, last);
            ShortVector high0 =
                    b0.lanewise(VectorOperators.ASHR, 15).lanewise(VectorOperators.XOR, c0);
            ShortVector high1 =
                    b1.lanewise(VectorOperators.ASHR, 15).lanewise(VectorOperators.XOR, c1);
            bad = bad.or(zero.blend(beyond0, isBranch0)).or(zero.blend(beyond1, isBranch1));
            bad = bad.or(zero.blend(high0, isFar0)).or(zero.blend(high1, isFar1));
        }
        return !bad.compare(VectorOperators.NE, (short) 0).anyTrue();
    }

    /// Makes bitmaps of the branches and the calls. `bitmaps` has two longs for 64 words.
    private static void find(byte[] ops, int words, long[] bitmaps) {
        long branches = 0;
        long calls = 0;
        for (int i = 0; i < words; i += PAIR) {
            ByteVector op = ByteVector.fromArray(BYTES, ops, i);
            ShortVector flags0 = entries(PrescanTable.FLAGS, op).reinterpretAsShorts();
            ShortVector flags1 = flags0.lanewise(VectorOperators.LSHR, 8);
            VectorMask<Short> isBranch0 =
                    flags0.and(PrescanTable.IS_BRANCH).compare(VectorOperators.NE, (short) 0);
            VectorMask<Short> isBranch1 =
                    flags1.and(PrescanTable.IS_BRANCH).compare(VectorOperators.NE, (short) 0);
            VectorMask<Short> isCall0 =
                    flags0.and(PrescanTable.IS_CALL).compare(VectorOperators.NE, (short) 0);
            VectorMask<Short> isCall1 =
                    flags1.and(PrescanTable.IS_CALL).compare(VectorOperators.NE, (short) 0);
            int shift = i & Long.SIZE - 1;
            branches |= (isBranch0.toLong() | isBranch1.toLong() << LANES) << shift;
            calls |= (isCall0.toLong() | isCall1.toLong() << LANES) << shift;
            if (shift + PAIR == Long.SIZE || i + PAIR >= words) {
                int at = i / Long.SIZE * BITMAPS;
                bitmaps[at] = branches;
                bitmaps[at + 1] = calls;
                branches = 0;
                calls = 0;
            }
        }
    }
}
