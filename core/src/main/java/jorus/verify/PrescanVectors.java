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
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// The prescan's vector kernel. A block, as many words as a vector has bytes, is eight vectors,
/// transposed by fours: blends of loads 2 bytes apart put fields of two vectors next to each
/// other, and permutes of ints put two of these next to each other.
///
/// ```
/// v0 | op a b c | op a b c | ...        | op op b b | op op b b | ...        | op op op op | ...
/// v1 | op a b c | op a b c | ...   ->   | a  a  c c | a  a  c c | ...   ->   | b  b  b  b  | ...
///                                         of v0 v1 v0 v1                       of v0 v1 v2 v3
/// ```
///
/// So each field has two vectors of shorts, and opcodes, whose upper halves are 0, share one of
/// bytes. Two tables of 256 bytes ([PrescanTable]) have an entry of each opcode for B and one for A
/// and C. A permute doubles the bytes of half of the entries; with the parity of their place they
/// are indexes of the bytes of limits, which three registers have per field for 16, 32 and 8
/// classes. All these are permutes of single registers of bytes: those of shorts are two operations
/// on some CPUs, those of two registers three.
///
/// Distances, which are Cs, become targets: the index of the next word in the block is added, and
/// that of the block to the offset of their class, whose limits are the function.
/// Functions with far distances are left to the scalar kernel: what is long enough to have them is
/// left to it anyway. Violations are accumulated and tested at the end of a function.
///
/// One loop goes through all blocks of a batch of functions, and looks up the entries of the block
/// ahead, be it of the next function, while it checks a block: C2 does not reorder, and not every
/// CPU looks ahead that far. Before the first function comes one without words, which is good.
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

    /// Words of a vector.
    private static final int WORDS = LANES / 4;

    /// Words of half a block, which is four vectors.
    private static final int HALF = 4 * WORDS;

    private static final int PAIR_BYTES = 2 * VECTOR_BYTES;

    /// Words of a block.
    private static final int BLOCK = 2 * HALF;

    private static final int BLOCK_BITS = Integer.numberOfTrailingZeros(BLOCK);

    /// Whether a vector has 8 shorts only: such vectors are for tests.
    private static final boolean IS_NARROW = VECTOR_BYTES == 16;

    /// Whether a vector has 32 shorts.
    private static final boolean IS_WIDE = VECTOR_BYTES == 64;

    /// Words of a batch, counted from the 64 words where it begins: indexes have 15 bits here.
    private static final int BATCH_WORDS = 1 << 15;

    // A row has offsets and ends of the classes of B, and those of the numbers of A and C.
    private static final int LIMIT_BYTES = 2 * PrescanTable.CLASSES;
    private static final int OFFSETS_B = 0;
    private static final int ENDS_B = LIMIT_BYTES;
    private static final int OFFSETS_A = 2 * LIMIT_BYTES;
    private static final int ENDS_A = 3 * LIMIT_BYTES;
    private static final int OFFSETS_C = 4 * LIMIT_BYTES;
    private static final int ENDS_C = 5 * LIMIT_BYTES;
    private static final int ROW = 6 * LIMIT_BYTES;

    /// Longer functions are left to the scalar kernel.
    static final int MAX_WORDS = BATCH_WORDS - Long.SIZE;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final MemorySegment SPACE = Memory.SPACE;

    private static final long ADDRESSES = Prescan.ADDRESSES;

    /// What a backward branch adds to its target in the list of targets.
    private static final short BACKWARD = Short.MIN_VALUE;

    private static final short HIGH = (short) 0xFF00;

    /// Shifts C's number in an entry to be followed by one bit.
    private static final int SHIFT_C = VectorTable.SHIFT_C - 1;

    /// Odd lanes: those of the second vector of a pair.
    private static final long ODD = 0xAAAA_AAAA_AAAA_AAAAL;

    // Indexes that pick the lower, or upper, ints of the longs of two vectors, those of the first
    // one at even places.
    private static final int[] LOWER = new int[LANES / 2];
    private static final int[] UPPER = new int[LANES / 2];

    // Indexes that double even, or odd, bytes.
    private static final byte[] EVEN = new byte[VECTOR_BYTES];
    private static final byte[] ODDS = new byte[VECTOR_BYTES];

    // The bit of an index that says which byte of a limit it is of, at odd places: above A's
    // number, below the others.
    private static final byte[] PARITY_A = new byte[VECTOR_BYTES];
    private static final byte[] PARITY = new byte[VECTOR_BYTES];

    /// Per byte of the limits of A, in the order of its indexes: the byte of a row it comes from.
    private static final byte[] FROM_A = new byte[LIMIT_BYTES];

    /// The same of C.
    private static final byte[] FROM_C = new byte[LIMIT_BYTES];

    /// What to add to offsets of C from block to block: targets are counted from a block.
    private static final short[] STEP = new short[LANES];

    // What the loop loads in each turn, because there are more constants than registers: here it
    // is aligned, and on the stack, where C2 would keep it, it is not. All are offsets in SPACE.
    private static final long TABLE_B =
            OffHeap.constants(2 * PrescanTable.OPCODES + 16 * VECTOR_BYTES)
                    - Memory.reservedAddress();

    private static final long TABLE_A_AND_C = TABLE_B + PrescanTable.OPCODES;

    /// Two vectors for each number of words from a function's start to a multiple of eight: what to
    /// add to distances in either half of a block, and that number.
    private static final long NEXTS = TABLE_A_AND_C + PrescanTable.OPCODES;

    /// Per byte of a vector of entries: the index of its word in the block.
    private static final byte[] PLACES = new byte[BLOCK];

    /// The inverse.
    private static final byte[] IN_ORDER = new byte[BLOCK];

    static {
        int numbersA = VectorTable.CLASSES_A.length;
        int numbersC = VectorTable.CLASSES_C.length;
        long space = Memory.reservedAddress();
        for (int i = 0; i < FROM_A.length; i++) {
            FROM_A[i] = (byte) (2 * VectorTable.CLASSES_A[i % numbersA] + (i / numbersA) % 2);
            FROM_C[i] = (byte) (2 * VectorTable.CLASSES_C[i / 2 % numbersC] + i % 2);
        }
        for (int i = 0; i < LANES / 2; i++) {
            LOWER[i] = (i & -2) + (i & 1) * (LANES / 2);
            UPPER[i] = LOWER[i] + 1;
        }
        for (int i = 0; i < LANES; i++) {
            boolean isTarget = VectorTable.CLASSES_C[i % numbersC] == PrescanTable.TARGET16;
            STEP[i] = (short) (isTarget ? BLOCK : 0);
            int word = i % 4 * WORDS + i / 4;
            for (int half = 0; half < 2; half++) {
                for (int place = 0; place < 8; place++) {
                    long at = space + NEXTS + (2 * place + half) * VECTOR_BYTES + 2 * i;
                    Memory.i16(at, (short) (word + half * HALF + 1 + place));
                }
                int place = 2 * i + half;
                PLACES[place] = (byte) (word + half * HALF);
                IN_ORDER[PLACES[place]] = (byte) place;
                EVEN[place] = (byte) (2 * i);
                ODDS[place] = (byte) (2 * i + 1);
                PARITY_A[place] = (byte) (half * numbersA);
                PARITY[place] = (byte) half;
            }
        }
        for (int i = 0; i < PrescanTable.OPCODES; i++) {
            Memory.i8(space + TABLE_B + i, VectorTable.B[i]);
            Memory.i8(space + TABLE_A_AND_C + i, VectorTable.A_AND_C[i]);
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

    /// Per function its [LimitNumbers], and a row.
    private final short[] numbers = new short[MAX_FUNCTIONS * LimitNumbers.COUNT + LANES];

    private final byte[] rows = new byte[(MAX_FUNCTIONS + 1) * ROW];

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
        byte[] rows = this.rows;
        for (int part = 0; part < PrescanTable.CLASSES; part += LANES) {
            ShortVector offsets = ShortVector.fromArray(SHORTS, limits.offsets, part);
            ShortVector ends = ShortVector.fromArray(SHORTS, limits.ends, part);
            ShortVector firstOf = ShortVector.fromArray(SHORTS, LimitNumbers.FIRST_OF, part);
            ShortVector lastOf = ShortVector.fromArray(SHORTS, LimitNumbers.LAST_OF, part);
            ShortVector slack = ShortVector.fromArray(SHORTS, LimitNumbers.SLACK, part);
            for (int i = 0; i < functions; i++) {
                int at = i * LimitNumbers.COUNT;
                int row = i * ROW + 2 * part;
                ShortVector low = ShortVector.fromArray(SHORTS, numbers, at);
                // Where one vector holds all numbers, the second one is never asked.
                int second = Math.max(LimitNumbers.COUNT - LANES, 0);
                ShortVector high = ShortVector.fromArray(SHORTS, numbers, at + second);
                ShortVector first = firstOf.selectFrom(low, high);
                offsets.sub(first).reinterpretAsBytes().intoArray(rows, row + OFFSETS_B);
                lastOf.selectFrom(low, high)
                        .lanewise(VectorOperators.SUSUB, first.add(slack))
                        .or(ends)
                        .reinterpretAsBytes()
                        .intoArray(rows, row + ENDS_B);
            }
        }
        if (!IS_WIDE) {
            pick(functions, FROM_A, OFFSETS_A);
            pick(functions, FROM_C, OFFSETS_C);
        }
    }

    /// Makes the limits of a field that has numbers of its own, from `to` on in each row: where one
    /// vector is a table, a permute does it later.
    private void pick(int functions, byte[] from, int to) {
        byte[] rows = this.rows;
        for (int part = 0; part < LIMIT_BYTES; part += VECTOR_BYTES) {
            ByteVector indexes = ByteVector.fromArray(BYTES, from, part);
            for (int i = 0; i < 2 * functions; i++) {
                int row = i / 2 * ROW + i % 2 * LIMIT_BYTES;
                if (IS_NARROW) {
                    for (int j = 0; j < VECTOR_BYTES; j++) {
                        rows[row + to + part + j] = rows[row + OFFSETS_B + from[part + j]];
                    }
                    continue;
                }
                ByteVector low = ByteVector.fromArray(BYTES, rows, row + OFFSETS_B);
                int second = row + OFFSETS_B + LIMIT_BYTES - VECTOR_BYTES;
                indexes.selectFrom(low, ByteVector.fromArray(BYTES, rows, second))
                        .intoArray(rows, row + to + part);
            }
        }
    }

    private static ShortVector shorts(long offset) {
        return ShortVector.fromMemorySegment(SHORTS, SPACE, offset, ORDER);
    }

    /// Looks at the functions of the batch, whose limits are in its rows, in `blocks` blocks. Lists
    /// targets and marks calls, if anything is to be marked.
    ///
    /// @return how many targets there are
    private int check(int from, int blocks) {
        int[] starts = this.starts;
        int[] ends = this.ends;
        VectorMask<Short> isOdd = VectorMask.fromLong(SHORTS, ODD);
        IntVector lower = IntVector.fromArray(INTS, LOWER, 0);
        IntVector upper = IntVector.fromArray(INTS, UPPER, 0);
        ByteVector even = ByteVector.fromArray(BYTES, EVEN, 0);
        ByteVector odds = ByteVector.fromArray(BYTES, ODDS, 0);
        ByteVector parityA = ByteVector.fromArray(BYTES, PARITY_A, 0);
        ByteVector parity = ByteVector.fromArray(BYTES, PARITY, 0);
        ShortVector none = ShortVector.zero(SHORTS);
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
        long nexts = NEXTS;
        ByteVector offsetsA = ByteVector.zero(BYTES);
        ByteVector offsetsB = offsetsA;
        ByteVector offsetsC = offsetsA;
        ByteVector endsA = ByteVector.broadcast(BYTES, (byte) -1);
        ByteVector endsB = endsA;
        ByteVector endsC = endsA;
        ShortVector step = ShortVector.fromArray(SHORTS, STEP, 0);
        ShortVector b0 = none;
        ShortVector b1 = none;
        ByteVector entryB = offsetsA;
        ByteVector entryAC = offsetsA;
        for (int rest = blocks; rest >= 0; rest--) {
            boolean isLast = block + BLOCK >= end;
            int ahead = block + BLOCK;
            if (isLast) {
                start = starts[function + 1];
                end = ends[function + 1];
                ahead = start & -BLOCK;
            }

            // Opcodes, entries and Bs of the block ahead.
            long at = code + (long) ahead * Word.BYTES & ADDRESSES;
            IntVector opB0 =
                    shorts(at).blend(shorts(at + VECTOR_BYTES - 2), isOdd).reinterpretAsInts();
            at += PAIR_BYTES;
            IntVector opB1 =
                    shorts(at).blend(shorts(at + VECTOR_BYTES - 2), isOdd).reinterpretAsInts();
            at += PAIR_BYTES;
            IntVector opB2 =
                    shorts(at).blend(shorts(at + VECTOR_BYTES - 2), isOdd).reinterpretAsInts();
            at += PAIR_BYTES;
            IntVector opB3 =
                    shorts(at).blend(shorts(at + VECTOR_BYTES - 2), isOdd).reinterpretAsInts();
            IntVector op0 = lower.selectFrom(opB0, opB1);
            IntVector op1 = lower.selectFrom(opB2, opB3);
            // A bad one may make suspect functions of the batch that have nothing to do with it.
            all = all.or(op0.reinterpretAsShorts()).or(op1.reinterpretAsShorts());
            ByteVector op = op0.or(op1.lanewise(VectorOperators.LSHL, 8)).reinterpretAsBytes();
            // It depends on the block as far as C2 knows, so that it loads in each turn.
            long tables = TABLE_B + (block >>> 31);
            ByteVector aheadB;
            ByteVector aheadAC;
            if (IS_NARROW) {
                aheadB = entries(VectorTable.B, op);
                aheadAC = entries(VectorTable.A_AND_C, op);
            } else {
                VectorMask<Byte> isUpper = op.compare(VectorOperators.LT, (byte) 0);
                aheadB =
                        op.selectFrom(
                                        ByteVector.fromMemorySegment(BYTES, SPACE, tables, ORDER),
                                        ByteVector.fromMemorySegment(
                                                BYTES, SPACE, tables + VECTOR_BYTES, ORDER))
                                .blend(
                                        op.selectFrom(
                                                ByteVector.fromMemorySegment(
                                                        BYTES, SPACE, tables + 128, ORDER),
                                                ByteVector.fromMemorySegment(
                                                        BYTES,
                                                        SPACE,
                                                        tables + 128 + VECTOR_BYTES,
                                                        ORDER)),
                                        isUpper);
                aheadAC =
                        op.selectFrom(
                                        ByteVector.fromMemorySegment(
                                                BYTES,
                                                SPACE,
                                                tables + PrescanTable.OPCODES + 0,
                                                ORDER),
                                        ByteVector.fromMemorySegment(
                                                BYTES,
                                                SPACE,
                                                tables + PrescanTable.OPCODES + VECTOR_BYTES,
                                                ORDER))
                                .blend(
                                        op.selectFrom(
                                                ByteVector.fromMemorySegment(
                                                        BYTES,
                                                        SPACE,
                                                        tables + PrescanTable.OPCODES + 128,
                                                        ORDER),
                                                ByteVector.fromMemorySegment(
                                                        BYTES,
                                                        SPACE,
                                                        tables
                                                                + PrescanTable.OPCODES
                                                                + 128
                                                                + VECTOR_BYTES,
                                                        ORDER)),
                                        isUpper);
                if (!IS_WIDE) {
                    VectorMask<Byte> hasBit6 =
                            op.and((byte) 64).compare(VectorOperators.NE, (byte) 0);
                    aheadB =
                            aheadB.blend(
                                    op.selectFrom(
                                                    ByteVector.fromMemorySegment(
                                                            BYTES, SPACE, tables + 64, ORDER),
                                                    ByteVector.fromMemorySegment(
                                                            BYTES, SPACE, tables + 96, ORDER))
                                            .blend(
                                                    op.selectFrom(
                                                            ByteVector.fromMemorySegment(
                                                                    BYTES,
                                                                    SPACE,
                                                                    tables + 192,
                                                                    ORDER),
                                                            ByteVector.fromMemorySegment(
                                                                    BYTES,
                                                                    SPACE,
                                                                    tables + 224,
                                                                    ORDER)),
                                                    isUpper),
                                    hasBit6);
                    aheadAC =
                            aheadAC.blend(
                                    op.selectFrom(
                                                    ByteVector.fromMemorySegment(
                                                            BYTES,
                                                            SPACE,
                                                            tables + PrescanTable.OPCODES + 64,
                                                            ORDER),
                                                    ByteVector.fromMemorySegment(
                                                            BYTES,
                                                            SPACE,
                                                            tables + PrescanTable.OPCODES + 96,
                                                            ORDER))
                                            .blend(
                                                    op.selectFrom(
                                                            ByteVector.fromMemorySegment(
                                                                    BYTES,
                                                                    SPACE,
                                                                    tables
                                                                            + PrescanTable.OPCODES
                                                                            + 192,
                                                                    ORDER),
                                                            ByteVector.fromMemorySegment(
                                                                    BYTES,
                                                                    SPACE,
                                                                    tables
                                                                            + PrescanTable.OPCODES
                                                                            + 224,
                                                                    ORDER)),
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
                aheadB = aheadB.blend((byte) 0, isOutside);
                aheadAC = aheadAC.blend((byte) 0, isOutside);
            }

            // The checks of this block.
            at = code + (long) block * Word.BYTES & ADDRESSES;
            IntVector aC0 =
                    ShortVector.fromMemorySegment(SHORTS, SPACE, at + 2, ORDER)
                            .blend(
                                    ShortVector.fromMemorySegment(
                                            SHORTS, SPACE, at + VECTOR_BYTES, ORDER),
                                    isOdd)
                            .reinterpretAsInts();
            at += PAIR_BYTES;
            IntVector aC1 =
                    ShortVector.fromMemorySegment(SHORTS, SPACE, at + 2, ORDER)
                            .blend(
                                    ShortVector.fromMemorySegment(
                                            SHORTS, SPACE, at + VECTOR_BYTES, ORDER),
                                    isOdd)
                            .reinterpretAsInts();
            at += PAIR_BYTES;
            IntVector aC2 =
                    ShortVector.fromMemorySegment(SHORTS, SPACE, at + 2, ORDER)
                            .blend(
                                    ShortVector.fromMemorySegment(
                                            SHORTS, SPACE, at + VECTOR_BYTES, ORDER),
                                    isOdd)
                            .reinterpretAsInts();
            at += PAIR_BYTES;
            IntVector aC3 =
                    ShortVector.fromMemorySegment(SHORTS, SPACE, at + 2, ORDER)
                            .blend(
                                    ShortVector.fromMemorySegment(
                                            SHORTS, SPACE, at + VECTOR_BYTES, ORDER),
                                    isOdd)
                            .reinterpretAsInts();
            ShortVector distance0 = upper.selectFrom(aC0, aC1).reinterpretAsShorts();
            ShortVector distance1 = upper.selectFrom(aC2, aC3).reinterpretAsShorts();
            ByteVector entryB0 = even.selectFrom(entryB);
            ByteVector entryB1 = odds.selectFrom(entryB);
            VectorMask<Short> is0 =
                    entryB0.reinterpretAsShorts().compare(VectorOperators.LT, (short) 0);
            VectorMask<Short> is1 =
                    entryB1.reinterpretAsShorts().compare(VectorOperators.LT, (short) 0);
            ShortVector next0 = ShortVector.fromMemorySegment(SHORTS, SPACE, nexts, ORDER);
            ShortVector next1 =
                    ShortVector.fromMemorySegment(SHORTS, SPACE, nexts + VECTOR_BYTES, ORDER);
            ShortVector c0 = distance0.add(next0, is0);
            ShortVector c1 = distance1.add(next1, is1);
            if (isMarking) {
                // Targets of far branches are where B was, those of near ones where C was.
                ShortVector found0 = c0.add((short) origin).or(distance0.and(BACKWARD));
                ShortVector found1 = c1.add((short) origin).or(distance1.and(BACKWARD));
                found0.compress(is0).intoArray(targets, count);
                count += is0.trueCount();
                found1.compress(is1).intoArray(targets, count);
                count += is1.trueCount();
                marks.calls[block >>> 6] |=
                        ByteVector.fromArray(BYTES, IN_ORDER, 0)
                                        .selectFrom(entryB)
                                        .and((byte) VectorTable.CALL)
                                        .compare(VectorOperators.NE, (byte) 0)
                                        .toLong()
                                << block;
            }
            ByteVector index;
            ShortVector offset;
            ShortVector last;
            index = entryB0.or(parity);
            offset =
                    IS_NARROW
                            ? limit(rows, row + OFFSETS_B, index)
                            : IS_WIDE
                                    ? index.selectFrom(offsetsB).reinterpretAsShorts()
                                    : index.selectFrom(
                                                    offsetsB,
                                                    ByteVector.fromArray(
                                                            BYTES,
                                                            rows,
                                                            row + OFFSETS_B + VECTOR_BYTES))
                                            .reinterpretAsShorts();
            last =
                    IS_NARROW
                            ? limit(rows, row + ENDS_B, index)
                            : IS_WIDE
                                    ? index.selectFrom(endsB).reinterpretAsShorts()
                                    : index.selectFrom(
                                                    endsB,
                                                    ByteVector.fromArray(
                                                            BYTES,
                                                            rows,
                                                            row + ENDS_B + VECTOR_BYTES))
                                            .reinterpretAsShorts();
            bad = bad.or(b0.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(b0.and(offset));
            index = entryB1.or(parity);
            offset =
                    IS_NARROW
                            ? limit(rows, row + OFFSETS_B, index)
                            : IS_WIDE
                                    ? index.selectFrom(offsetsB).reinterpretAsShorts()
                                    : index.selectFrom(
                                                    offsetsB,
                                                    ByteVector.fromArray(
                                                            BYTES,
                                                            rows,
                                                            row + OFFSETS_B + VECTOR_BYTES))
                                            .reinterpretAsShorts();
            last =
                    IS_NARROW
                            ? limit(rows, row + ENDS_B, index)
                            : IS_WIDE
                                    ? index.selectFrom(endsB).reinterpretAsShorts()
                                    : index.selectFrom(
                                                    endsB,
                                                    ByteVector.fromArray(
                                                            BYTES,
                                                            rows,
                                                            row + ENDS_B + VECTOR_BYTES))
                                            .reinterpretAsShorts();
            bad = bad.or(b1.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(b1.and(offset));

            ByteVector entryAC0 = even.selectFrom(entryAC);
            ByteVector entryAC1 = odds.selectFrom(entryAC);
            ShortVector a0 = lower.selectFrom(aC0, aC1).reinterpretAsShorts();
            ShortVector a1 = lower.selectFrom(aC2, aC3).reinterpretAsShorts();
            index = entryAC0.or(parityA);
            offset =
                    (IS_NARROW
                                    ? index.selectFrom(
                                            offsetsA,
                                            ByteVector.fromArray(
                                                    BYTES, rows, row + OFFSETS_A + VECTOR_BYTES))
                                    : index.selectFrom(offsetsA))
                            .reinterpretAsShorts();
            last =
                    (IS_NARROW
                                    ? index.selectFrom(
                                            endsA,
                                            ByteVector.fromArray(
                                                    BYTES, rows, row + ENDS_A + VECTOR_BYTES))
                                    : index.selectFrom(endsA))
                            .reinterpretAsShorts();
            bad = bad.or(a0.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(a0.and(offset));
            index = entryAC1.or(parityA);
            offset =
                    (IS_NARROW
                                    ? index.selectFrom(
                                            offsetsA,
                                            ByteVector.fromArray(
                                                    BYTES, rows, row + OFFSETS_A + VECTOR_BYTES))
                                    : index.selectFrom(offsetsA))
                            .reinterpretAsShorts();
            last =
                    (IS_NARROW
                                    ? index.selectFrom(
                                            endsA,
                                            ByteVector.fromArray(
                                                    BYTES, rows, row + ENDS_A + VECTOR_BYTES))
                                    : index.selectFrom(endsA))
                            .reinterpretAsShorts();
            bad = bad.or(a1.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(a1.and(offset));
            index =
                    entryAC0.reinterpretAsInts()
                            .lanewise(VectorOperators.LSHR, SHIFT_C)
                            .reinterpretAsBytes()
                            .or(parity);
            offset = index.selectFrom(offsetsC).reinterpretAsShorts();
            last = index.selectFrom(endsC).reinterpretAsShorts();
            bad = bad.or(c0.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(c0.and(offset));
            index =
                    entryAC1.reinterpretAsInts()
                            .lanewise(VectorOperators.LSHR, SHIFT_C)
                            .reinterpretAsBytes()
                            .or(parity);
            offset = index.selectFrom(offsetsC).reinterpretAsShorts();
            last = index.selectFrom(endsC).reinterpretAsShorts();
            bad = bad.or(c1.add(offset).lanewise(VectorOperators.SUSUB, last));
            odd = odd.or(c1.and(offset));
            b0 = upper.selectFrom(opB0, opB1).reinterpretAsShorts();
            b1 = upper.selectFrom(opB2, opB3).reinterpretAsShorts();
            origin += BLOCK;
            offsetsC = offsetsC.reinterpretAsShorts().add(step).reinterpretAsBytes();
            entryB = aheadB;
            entryAC = aheadAC;
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
                offsetsB = ByteVector.fromArray(BYTES, rows, row + OFFSETS_B);
                endsB = ByteVector.fromArray(BYTES, rows, row + ENDS_B);
                if (IS_WIDE) {
                    ByteVector fromA = ByteVector.fromArray(BYTES, FROM_A, 0);
                    ByteVector fromC = ByteVector.fromArray(BYTES, FROM_C, 0);
                    offsetsA = fromA.selectFrom(offsetsB);
                    endsA = fromA.selectFrom(endsB);
                    offsetsC = fromC.selectFrom(offsetsB);
                    endsC = fromC.selectFrom(endsB);
                } else {
                    offsetsA = ByteVector.fromArray(BYTES, rows, row + OFFSETS_A);
                    endsA = ByteVector.fromArray(BYTES, rows, row + ENDS_A);
                    offsetsC = ByteVector.fromArray(BYTES, rows, row + OFFSETS_C);
                    endsC = ByteVector.fromArray(BYTES, rows, row + ENDS_C);
                }
                // Offsets of targets have three bits of 0, because they have no alignment.
                int place = -start & 7;
                origin = block - from - place;
                nexts = NEXTS + place * (2 * VECTOR_BYTES);
                ShortVector targets = ShortVector.fromArray(SHORTS, STEP, 0);
                offsetsC =
                        offsetsC.reinterpretAsShorts()
                                .add(
                                        (short) (block - start - place),
                                        targets.compare(VectorOperators.NE, (short) 0))
                                .reinterpretAsBytes();
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

    /// Looks up the limits of B, for narrow vectors.
    private static ShortVector limit(byte[] rows, int from, ByteVector index) {
        return quarter(rows, from, index)
                .blend(quarter(rows, from + 2 * VECTOR_BYTES, index), hasBit(index, 32))
                .reinterpretAsShorts();
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
