package jorus.verify;

import jorus.builtin.Builtin;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.isa.Disassembler;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

/// One pass over a function's code that checks every instruction by itself: known opcode, operands
/// in range and aligned, indexes below their counts, branches inside the function. It marks
/// targets, loop headers and calls.
///
/// Every check is `(value - low) unsigned <= span` and `(value & mask) == 0`, with limits per
/// operand kind that a function's frame decides, so that many instructions can be checked at once.
final class Prescan {
    /// Stands for field C of a wide instruction, which is a part of B.
    private static final int ABSENT = Operand.values().length;

    private static final int KINDS = ABSENT + 1;

    private static final int IMM16 = Operand.IMM16.ordinal();
    private static final int TARGET16 = Operand.TARGET16.ordinal();

    private static final int BRANCHES = 1;
    private static final int CALLS = 2;
    private static final int WIDE = 4;
    private static final int ENDS = 8;

    private static final byte[][] KIND = new byte[3][Opcode.count()];
    private static final byte[] FLAGS = new byte[Opcode.count()];

    static {
        for (int code = 0; code < Opcode.count(); code++) {
            Opcode opcode = Opcode.byCode(code);
            boolean isWide = opcode.b().isWide();
            KIND[0][code] = (byte) opcode.a().ordinal();
            KIND[1][code] = (byte) opcode.b().ordinal();
            KIND[2][code] = (byte) (isWide ? ABSENT : opcode.c().ordinal());
            FLAGS[code] =
                    (byte)
                            ((opcode.has(Effect.BRANCHES) ? BRANCHES : 0)
                                    | (opcode.has(Effect.CALLS) ? CALLS : 0)
                                    | (opcode.has(Effect.ENDS) ? ENDS : 0)
                                    | (isWide ? WIDE : 0));
        }
    }

    private final Image image;
    private final Marks marks;

    // per operand kind
    private final int[] low = new int[KINDS];
    private final int[] span = new int[KINDS];
    private final int[] mask = new int[KINDS];

    Prescan(Image image, Marks marks) {
        this.image = image;
        this.marks = marks;
        limit(Operand.NONE, 0, 0);
        limit(Operand.IMM16, Short.MIN_VALUE, Short.MAX_VALUE);
        limit(Operand.TARGET16, Short.MIN_VALUE, Short.MAX_VALUE);
        limit(Operand.IMM32, Integer.MIN_VALUE, Integer.MAX_VALUE);
        limit(Operand.TARGET32, Integer.MIN_VALUE, Integer.MAX_VALUE);
        limitIndex(Operand.TYPE_ID, image.typeIdEnd());
        limitIndex(Operand.POOL_I64, image.count(Section.LONGS));
        limitIndex(Operand.POOL_F64, image.count(Section.DOUBLES));
        limitIndex(Operand.POOL_STRING, image.stringCount());
        limitIndex(Operand.FUNCTION_ID, image.functionCount());
        limitIndex(Operand.BUILTIN_ID, Builtin.count());
        limitIndex(Operand.TRAP_ID, image.trapCount());
        limitIndex(Operand.GLOBAL, (int) image.globalBytes());
        low[ABSENT] = Integer.MIN_VALUE;
        span[ABSENT] = -1;
    }

    private void limit(Operand kind, int first, int last) {
        low[kind.ordinal()] = first;
        span[kind.ordinal()] = last - first;
        mask[kind.ordinal()] = 0;
    }

    /// Lets nothing pass: 1 fails for the mask, all else for the range.
    private void limitToNothing(Operand kind) {
        limit(kind, 1, 1);
        mask[kind.ordinal()] = -1;
    }

    private void limitIndex(Operand kind, int count) {
        if (count == 0) {
            limitToNothing(kind);
        } else {
            limit(kind, 0, count - 1);
        }
    }

    private void limitRegister(Operand kind, int first, int end) {
        int last = end - kind.bank().bytes();
        if (last < first) {
            limitToNothing(kind);
        } else {
            limit(kind, first, last);
            mask[kind.ordinal()] = kind.bank().alignment() - 1;
        }
    }

    /// Offsets of the narrowest slots before `end`.
    private void limitFar(Operand kind, int first, int end) {
        int last = end - FrameLayout.NARROW_BYTES;
        if (last < first) {
            limitToNothing(kind);
        } else {
            limit(kind, first, last);
            mask[kind.ordinal()] = FrameLayout.NARROW_BYTES - 1;
        }
    }

    /// Reads stay in the frame; writes may go to outgoing arguments, up to the reserve.
    private void limitRegisters(int function) {
        FrameLayout frame = image.frame(function);
        int reserve = image.function(function, ImageLayout.RESERVE_BYTES);
        int refs = frame.refArgs() > 0 ? frame.refArguments() : frame.refBank();
        int anys = frame.anyArgs() > 0 ? frame.anyArguments() : frame.anyBank();
        int wides = frame.numberArgs() > 0 ? frame.numberArguments() : frame.wideBank();
        int narrows = frame.numberArgs() > 0 ? frame.numberArguments() : frame.narrowBank();
        int wideEnd = frame.narrowBank();
        int narrowEnd = frame.nearEnd();
        limitRegister(Operand.USE_REF, refs, frame.anyBank());
        limitRegister(Operand.USE_ANY, anys, frame.wideBank());
        limitRegister(Operand.USE_I64, wides, wideEnd);
        limitRegister(Operand.USE_F64, wides, wideEnd);
        limitRegister(Operand.USE_I32, narrows, narrowEnd);
        limitRegister(Operand.MOD_I64, wides, wideEnd);
        limitRegister(Operand.MOD_I32, narrows, narrowEnd);
        limitRegister(Operand.DEF_REF, refs, reserve);
        limitRegister(Operand.DEF_ANY, anys, reserve);
        limitRegister(Operand.DEF_I64, wides, reserve);
        limitRegister(Operand.DEF_F64, wides, reserve);
        limitRegister(Operand.DEF_I32, narrows, reserve);
        // Slots are the slot verifier's business; it checks far offsets against the table.
        limitFar(Operand.FAR_READ, frame.farRefBank(), frame.farSlots() == 0 ? 0 : frame.bytes());
        limitFar(Operand.FAR_WRITE, frame.farRefBank(), reserve);
    }

    /// @throws VerifyFailure at the first instruction that breaks a rule
    void scan(int function) {
        limitRegisters(function);
        int start = image.function(function, ImageLayout.CODE_START);
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        long at = image.wordAddress(start);
        int flags = 0;
        for (int i = 0; i < length; i++, at += Word.BYTES) {
            long word = Memory.i64(at);
            int code = Word.op(word);
            if (code >= FLAGS.length) {
                throw new VerifyFailure(Rule.OPCODE, function, i, Integer.toString(code));
            }
            flags = FLAGS[code];
            int b = (flags & WIDE) != 0 ? Word.immediate(word) : field(word, KIND[1][code], 32);
            if (isOutside(KIND[0][code], field(word, KIND[0][code], 16))
                    || isOutside(KIND[1][code], b)
                    || isOutside(KIND[2][code], field(word, KIND[2][code], 48))) {
                throw badOperand(function, i, word);
            }
            if ((flags & (BRANCHES | CALLS)) != 0) {
                mark(function, word, start, i, length);
            }
        }
        markHandlers(function, start, length);
        if ((flags & ENDS) == 0) {
            throw new VerifyFailure(Rule.END, function, length - 1, "no jump, return or trap");
        }
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

    private static int field(long word, int kind, int shift) {
        int bits = (int) (word >>> shift) & Word.MAX_FIELD;
        return kind == IMM16 || kind == TARGET16 ? (short) bits : bits;
    }

    private boolean isOutside(int kind, int value) {
        return Integer.compareUnsigned(value - low[kind], span[kind]) > 0
                || (value & mask[kind]) != 0;
    }

    private void mark(int function, long word, int start, int i, int length) {
        Opcode opcode = Opcode.byCode(Word.op(word));
        if ((FLAGS[opcode.code()] & CALLS) != 0) {
            Marks.set(marks.calls, start + i);
            return;
        }
        Operand kind = opcode.b() == Operand.TARGET32 ? Operand.TARGET32 : Operand.TARGET16;
        long target = Word.target(word, kind, i);
        if (target < 0 || target >= length) {
            throw new VerifyFailure(
                    Rule.TARGET, function, i, "to word " + target + " of " + length);
        }
        int at = start + (int) target;
        Marks.set(marks.targets, at);
        if (Word.isBackward(word)) {
            Marks.set(marks.loopHeaders, at);
        }
    }

    /// Finds the first wrong operand of an instruction that has one.
    private VerifyFailure badOperand(int function, int index, long word) {
        Opcode opcode = Opcode.byCode(Word.op(word));
        for (int field = 0; field < 3; field++) {
            Operand kind = Disassembler.operand(opcode, field);
            int value = Word.value(word, kind, field);
            if (kind == Operand.NONE && !(field == 2 && opcode.b().isWide())) {
                value = (int) (word >>> (16 * field + 16)) & Word.MAX_FIELD;
            }
            if (isOutside(kind.ordinal(), value)) {
                boolean isOffset = kind.isRegister() || kind == Operand.NONE;
                String detail =
                        opcode.mnemonic() + ", operand " + "ABC".charAt(field) + " is " + value;
                return new VerifyFailure(
                        isOffset ? Rule.OPERAND : Rule.INDEX, function, index, detail);
            }
        }
        throw new AssertionError("all operands of " + Long.toHexString(word) + " are in range");
    }
}
