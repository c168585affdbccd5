package jorus.memory.register;

import jorus.memory.layout.Memory;

/// Where everything is in the frame of one function, as byte offsets from its frame pointer.
///
/// ```
/// byte 0          4       8           16          24     32
///      | FUNCTION | FLAGS | CALLER_FP | RETURN_PC | SPARE |
///   32 | arguments: refs 8 each | any 16 each | numbers 8 each, an i32 in the low 4 bytes |
///      | ref bank 8 each | any bank 16 each | 64-bit banks 8 each | 32-bit bank 4 each | pad to 8
///      | far refs | far any | far 64-bit | far 32-bit | pad to 64
/// ```
///
/// The argument area depends on the signature alone, so that a caller fills it without knowing the
/// callee (design.md 7). Frames begin on 64-byte lines, so 8-byte slots are aligned; any slots are
/// aligned to 8. Refs and any of the bank area lie together and are zeroed on entry.
///
/// Offsets of operands have 16 bits, so the arguments and the first four banks, the *near* part,
/// end at [#NEAR_BYTES] at the latest. Far banks follow in functions that need more; there all from
/// the near refs to the far any is zeroed.
///
/// Components are numbers of slots, at least 0.
public record FrameLayout(
        int refArgs,
        int anyArgs,
        int numberArgs,
        int refs,
        int anys,
        int wides,
        int narrows,
        int farRefs,
        int farAnys,
        int farWides,
        int farNarrows) {
    /// Offset of the function index, an i32.
    public static final int FUNCTION = 0;

    /// Offset of the frame's flags, an i32.
    public static final int FLAGS = FUNCTION + 4;

    /// Offset of the caller's frame pointer, an address; 0 in the outermost frame.
    public static final int CALLER_FP = FLAGS + 4;

    /// Offset of the return word.
    public static final int RETURN_PC = CALLER_FP + Memory.WORD_BYTES;

    /// Offset of a word that the engine may use as it likes.
    public static final int SPARE = RETURN_PC + Memory.WORD_BYTES;

    public static final int HEADER_BYTES = SPARE + Memory.WORD_BYTES;

    public static final int REF_BYTES = 8;
    public static final int ANY_BYTES = 16;
    public static final int WIDE_BYTES = 8;
    public static final int NARROW_BYTES = 4;

    /// Frames are at most this large, so that every offset fits an i32 with room to spare.
    public static final int MAX_BYTES = 1 << 30;

    /// How far the offsets in operands reach.
    public static final int NEAR_BYTES = 1 << 16;

    /// Without far slots.
    public FrameLayout(
            int refArgs, int anyArgs, int numberArgs, int refs, int anys, int wides, int narrows) {
        this(refArgs, anyArgs, numberArgs, refs, anys, wides, narrows, 0, 0, 0, 0);
    }

    /// @throws IllegalArgumentException if a count is negative or the frame exceeds `MAX_BYTES`
    public FrameLayout {
        int all = refArgs | anyArgs | numberArgs | refs | anys | wides | narrows;
        if ((all | farRefs | farAnys | farWides | farNarrows) < 0) {
            throw new IllegalArgumentException("a slot count is negative");
        }
        long slots =
                ((long) refArgs + refs + farRefs) * REF_BYTES
                        + ((long) anyArgs + anys + farAnys) * ANY_BYTES
                        + ((long) numberArgs + wides + farWides) * WIDE_BYTES
                        + ((long) narrows + farNarrows) * NARROW_BYTES;
        int padding = (farRefs | farAnys | farWides | farNarrows) == 0 ? 0 : WIDE_BYTES;
        if (slots > MAX_BYTES - HEADER_BYTES - padding) {
            throw new IllegalArgumentException("frame of " + slots + " bytes > " + MAX_BYTES);
        }
    }

    /// Offset of the ref arguments; always `HEADER_BYTES`.
    public int refArguments() {
        return HEADER_BYTES;
    }

    public int anyArguments() {
        return refArguments() + refArgs * REF_BYTES;
    }

    public int numberArguments() {
        return anyArguments() + anyArgs * ANY_BYTES;
    }

    /// Offset of the ref bank, and the end of what the signature decides.
    public int refBank() {
        return numberArguments() + numberArgs * WIDE_BYTES;
    }

    public int anyBank() {
        return refBank() + refs * REF_BYTES;
    }

    public int wideBank() {
        return anyBank() + anys * ANY_BYTES;
    }

    public int narrowBank() {
        return wideBank() + wides * WIDE_BYTES;
    }

    /// End of the near part.
    public int nearEnd() {
        return narrowBank() + narrows * NARROW_BYTES;
    }

    public int farSlots() {
        return farRefs + farAnys + farWides + farNarrows;
    }

    /// Offset of the far refs, and of the far part.
    public int farRefBank() {
        return (nearEnd() + WIDE_BYTES - 1) & -WIDE_BYTES;
    }

    public int farAnyBank() {
        return farRefBank() + farRefs * REF_BYTES;
    }

    public int farWideBank() {
        return farAnyBank() + farAnys * ANY_BYTES;
    }

    public int farNarrowBank() {
        return farWideBank() + farWides * WIDE_BYTES;
    }

    /// Bytes of header and arguments: what a caller writes.
    public int argumentEnd() {
        return refBank();
    }

    /// Bytes from `refBank()` on that must be zero before the function's first instruction.
    public int zeroedBytes() {
        return (farRefs + farAnys > 0 ? farWideBank() : wideBank()) - refBank();
    }

    /// Size of the frame in bytes, a multiple of 64.
    public int bytes() {
        long end = farNarrowBank() + (long) farNarrows * NARROW_BYTES;
        return (int) Memory.align(end, Memory.CACHE_LINE);
    }
}
