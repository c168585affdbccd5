package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Disassembler;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.layout.Memory;

/// One pass over a function's code that checks every instruction by itself: known opcode, operands
/// in range and aligned, indexes below their counts, branches inside the function. It marks
/// targets, loop headers and calls.
///
/// This is the scalar kernel. A [PrescanKernel] of vectors may go first; it only says whether a
/// function is suspect, and what is suspect is scanned here again, so that verdicts and messages
/// have one source (docs/decisions/0011-prescan.md).
final class Prescan {
    private static final long SIGNS = 0x8000_0000_8000_0000L;

    /// Bits that addresses have: shows C2 that words are in memory, if that is all there is.
    static final long ADDRESSES = (1L << 56) - 1;

    /// A mask for classes.
    private static final int CLASSES = PrescanTable.CLASSES - 1;

    private final Image image;

    /// The words of the image, if there is a copy.
    private final long[] copy;

    private final long code;
    private final Marks marks;
    private final Limits limits;

    /// `marks` is null if only the checks are wanted, `kernel` if there are no vectors.
    Prescan(Image image, Marks marks, PrescanKernel kernel) {
        this.image = image;
        copy = image.copy();
        this.marks = marks;
        code = image.wordAddress(0);
        limits = new Limits(image);
        if (kernel != null) {
            kernel.begin(image, limits, marks);
        }
    }

    /// Checks and marks the whole image.
    ///
    /// @throws VerifyFailure at the first instruction that breaks a rule; some marks are missing
    static void scan(Image image, Marks marks, PrescanKernel kernel) {
        Prescan prescan = new Prescan(image, marks, kernel);
        int functions = image.functionCount();
        for (int first = 0; first < functions; ) {
            int end = kernel == null ? functions : kernel.scan(first);
            for (int function = first; function < end; function++) {
                boolean isSuspect = kernel == null || kernel.isSuspect(function - first);
                if (isSuspect || marks != null) {
                    prescan.scan(function, isSuspect);
                }
            }
            first = end;
        }
        if (marks != null) {
            marks.finish();
        }
    }

    /// @throws VerifyFailure at the first instruction that breaks a rule
    private void scan(int function, boolean isSuspect) {
        long entry = ImageLayout.functionEntry(image.functions, function) & ADDRESSES;
        int start = Memory.i32(entry + ImageLayout.CODE_START);
        int length = Memory.i32(entry + ImageLayout.CODE_LENGTH);
        if (marks != null) {
            markHandlers(function, start, length);
        }
        if (isSuspect) {
            limits.enter(function);
            check(function, start, length);
            if (!isEnd(code + (start + length - 1L) * Word.BYTES)) {
                throw new VerifyFailure(Rule.END, function, length - 1, "no jump, return or trap");
            }
        }
    }

    /// Whether a function may end with the word at this address.
    static boolean isEnd(long address) {
        int op = Word.op(Memory.i64(address & ADDRESSES));
        return op < PrescanTable.OPCODES && (PrescanTable.ROWS[op] & PrescanTable.ENDS) != 0;
    }

    private void markHandlers(int function, int start, int length) {
        int first = image.function(function, ImageLayout.HANDLER_START);
        int end = first + image.function(function, ImageLayout.HANDLER_COUNT);
        for (int row = first; row < end; row++) {
            Marks.set(marks.borders, start + image.handlerFirst(row));
            Marks.set(marks.borders, start + image.handlerTarget(row));
            if (image.handlerEnd(row) < length) {
                Marks.set(marks.borders, start + image.handlerEnd(row));
            }
        }
    }

    /// Checks and marks a function.
    ///
    /// @throws VerifyFailure at the first word that breaks a rule
    private void check(int function, int start, int length) {
        int end = start + length;
        for (int from = start; from < end; ) {
            int to = Math.min(end, (from & -Long.SIZE) + Long.SIZE);
            boolean isSuspect =
                    copy == null
                            ? isSuspect(from, to, start, length)
                            : isSuspectCopy(from, to, start, length);
            if (isSuspect) {
                for (int word = from; word < to; word++) {
                    VerifyFailure failure = failure(function, start, word - start, length);
                    if (failure != null) {
                        throw failure;
                    }
                }
            }
            from = to;
        }
    }

    /// Looks at words that lie in one long of the marks, and marks them. There is no branch for a
    /// word, because nothing that depends on opcodes can be predicted. Branches and calls share an
    /// accumulator per half: one more would be spilled. Two loops make the method too large to be
    /// inlined, which would spill as well.
    ///
    /// @return whether one of them may be bad: nothing else can, but indexes with more than 16 bits
    private boolean isSuspect(int from, int to, int start, int length) {
        long[] rows = PrescanTable.SCALAR;
        long[] classes = limits.scalar;
        // A mask that C2 knows to be in bounds.
        int mask = classes.length - 1;
        int base = from & -Long.SIZE;
        int middle = Math.clamp(base + Integer.SIZE, from, to);
        long excess = 0;
        long odd = 0;
        long bits = 0;
        long at = code + (long) from * Word.BYTES & ADDRESSES;
        int count = Math.min(middle - from, Integer.SIZE);
        for (int i = 0; i < count; i++) {
            long word = Memory.i64(at + (long) i * Word.BYTES);
            int low = (int) word;
            int high = (int) (word >>> 32);
            int entry = 2 * low & 2 * (PrescanTable.OPCODES - 1);
            long row = rows[entry];
            int fields = (int) row;
            odd |= word & rows[entry + 1];
            excess |= Limits.check(classes[fields & mask], low >>> 16);
            excess |= Limits.check(classes[fields >>> 8 & mask], high & Word.MAX_FIELD);
            excess |= Limits.check(classes[fields >>> 16 & mask], high >>> 16);
            bits = bits >>> 1 | row & SIGNS;
        }
        // The bits of the last word are the signs of the halves: branches, calls.
        long first = bits >>> (-middle & Integer.SIZE - 1);
        bits = 0;
        at = code + (long) middle * Word.BYTES & ADDRESSES;
        count = Math.min(to - middle, Integer.SIZE);
        for (int i = 0; i < count; i++) {
            long word = Memory.i64(at + (long) i * Word.BYTES);
            int low = (int) word;
            int high = (int) (word >>> 32);
            int entry = 2 * low & 2 * (PrescanTable.OPCODES - 1);
            long row = rows[entry];
            int fields = (int) row;
            odd |= word & rows[entry + 1];
            excess |= Limits.check(classes[fields & mask], low >>> 16);
            excess |= Limits.check(classes[fields >>> 8 & mask], high & Word.MAX_FIELD);
            excess |= Limits.check(classes[fields >>> 16 & mask], high >>> 16);
            bits = bits >>> 1 | row & SIGNS;
        }
        long second = bits >>> (-to & Integer.SIZE - 1);
        boolean isOutside = (excess & SIGNS | odd) != 0;
        long branches = first >>> Integer.SIZE | second & -1L << Integer.SIZE;
        if (marks == null) {
            return !Marks.stay(image, base, branches, start, length) | isOutside;
        }
        marks.calls(base, first & 0xFFFF_FFFFL | second << Integer.SIZE);
        return !marks.targets(image, base, branches, start, length) | isOutside;
    }

    /// As [#isSuspect(int, int, int, int)], from the image's copy and while nothing is compiled:
    /// one loop and no calls.
    private boolean isSuspectCopy(int from, int to, int start, int length) {
        long[] rows = PrescanTable.SCALAR;
        long[] classes = limits.scalar;
        long[] words = copy;
        int first = (int) (code - image.base() >>> 3);
        long excess = 0;
        long odd = 0;
        long branches = 0;
        long calls = 0;
        for (int i = from; i < to; i++) {
            long word = words[first + i];
            int entry = 2 * (int) word & 2 * (PrescanTable.OPCODES - 1);
            long row = rows[entry];
            odd |= word & rows[entry + 1];
            long a = word >>> 16 & Word.MAX_FIELD;
            long b = word >>> 32 & Word.MAX_FIELD;
            long c = word >>> 48;
            // What Limits.check does.
            excess |= classes[(int) row & CLASSES] + a - (a << 32);
            excess |= classes[(int) row >>> 8 & CLASSES] + b - (b << 32);
            excess |= classes[(int) row >>> 16 & CLASSES] + c - (c << 32);
            if ((row & SIGNS) != 0) {
                branches |= row >>> 63 << i;
                calls |= (row >>> 31 & 1) << i;
            }
        }
        int base = from & -Long.SIZE;
        boolean isOutside = (excess & SIGNS | odd) != 0;
        if (marks == null) {
            return !Marks.stay(image, base, branches, start, length) | isOutside;
        }
        marks.calls(base, calls);
        return !marks.targets(image, base, branches, start, length) | isOutside;
    }

    /// Says what is wrong with an instruction; null if nothing is.
    private VerifyFailure failure(int function, int start, int index, int length) {
        long word = image.int64(code + (start + (long) index) * Word.BYTES);
        int op = Word.op(word);
        if (op >= Opcode.count()) {
            return new VerifyFailure(Rule.OPCODE, function, index, Integer.toString(op));
        }
        Opcode opcode = Opcode.byCode(op);
        for (int field = 0; field < 3; field++) {
            Operand kind = Disassembler.operand(opcode, field);
            if (isOutside(opcode, kind, field, word)) {
                boolean isOffset = kind.isRegister() || kind == Operand.NONE;
                String detail =
                        opcode.mnemonic()
                                + ", operand "
                                + "ABC".charAt(field)
                                + " is "
                                + value(word, kind, field);
                return new VerifyFailure(
                        isOffset ? Rule.OPERAND : Rule.INDEX, function, index, detail);
            }
        }
        if (!opcode.has(Effect.BRANCHES)) {
            return null;
        }
        Operand kind = opcode.b() == Operand.TARGET32 ? Operand.TARGET32 : Operand.TARGET16;
        long target = Word.target(word, kind, index);
        if (target >= 0 && target < length) {
            return null;
        }
        return new VerifyFailure(
                Rule.TARGET, function, index, "to word " + target + " of " + length);
    }

    private static int value(long word, Operand kind, int field) {
        return kind == Operand.NONE
                ? (int) (word >>> (16 * field + 16)) & Word.MAX_FIELD
                : Word.value(word, kind, field);
    }

    private boolean isOutside(Opcode opcode, Operand kind, int field, long word) {
        int limitClass = PrescanTable.classOf(kind);
        boolean isFree =
                switch (limitClass) {
                    case PrescanTable.FREE, PrescanTable.TARGET16, PrescanTable.TARGET32 -> true;
                    default -> field == 2 && opcode.b().isWide();
                };
        return !isFree && !limits.allows(limitClass, value(word, kind, field));
    }
}
