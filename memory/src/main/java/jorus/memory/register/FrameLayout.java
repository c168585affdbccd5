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
/// All offsets are computed once: the verifier asks for them before the JVM has compiled anything.
public final class FrameLayout {
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

    private final int refArgs;
    private final int anyArgs;
    private final int numberArgs;
    private final int narrows;
    private final int farSlots;
    private final int farNarrows;

    // where the banks begin
    private final int anyArguments;
    private final int numberArguments;
    private final int refBank;
    private final int anyBank;
    private final int wideBank;
    private final int narrowBank;
    private final int nearEnd;
    private final int farRefBank;
    private final int farAnyBank;
    private final int farWideBank;
    private final int farNarrowBank;

    private final int zeroEnd;
    private final int bytes;

    /// Without far slots.
    public FrameLayout(
            int refArgs, int anyArgs, int numberArgs, int refs, int anys, int wides, int narrows) {
        this(refArgs, anyArgs, numberArgs, refs, anys, wides, narrows, 0, 0, 0, 0);
    }

    /// Of so many slots, each at least 0.
    ///
    /// @throws IllegalArgumentException if a count is negative or the frame exceeds `MAX_BYTES`
    public FrameLayout(
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
        int near = refArgs | anyArgs | numberArgs | refs | anys | wides | narrows;
        int far = farRefs | farAnys | farWides | farNarrows;
        if ((near | far) < 0) {
            throw new IllegalArgumentException("a slot count is negative");
        }
        long slots =
                ((long) refArgs + refs + farRefs) * REF_BYTES
                        + ((long) anyArgs + anys + farAnys) * ANY_BYTES
                        + ((long) numberArgs + wides + farWides) * WIDE_BYTES
                        + ((long) narrows + farNarrows) * NARROW_BYTES;
        int padding = far == 0 ? 0 : WIDE_BYTES;
        if (slots > MAX_BYTES - HEADER_BYTES - padding) {
            throw new IllegalArgumentException("frame of " + slots + " bytes > " + MAX_BYTES);
        }
        this.refArgs = refArgs;
        this.anyArgs = anyArgs;
        this.numberArgs = numberArgs;
        this.narrows = narrows;
        this.farNarrows = farNarrows;
        anyArguments = HEADER_BYTES + refArgs * REF_BYTES;
        numberArguments = anyArguments + anyArgs * ANY_BYTES;
        refBank = numberArguments + numberArgs * WIDE_BYTES;
        anyBank = refBank + refs * REF_BYTES;
        wideBank = anyBank + anys * ANY_BYTES;
        narrowBank = wideBank + wides * WIDE_BYTES;
        nearEnd = narrowBank + narrows * NARROW_BYTES;
        farRefBank = nearEnd + WIDE_BYTES - 1 & -WIDE_BYTES;
        farAnyBank = farRefBank + farRefs * REF_BYTES;
        farWideBank = farAnyBank + farAnys * ANY_BYTES;
        farNarrowBank = farWideBank + farWides * WIDE_BYTES;
        farSlots = farRefs + farAnys + farWides + farNarrows;
        zeroEnd = farRefs + farAnys > 0 ? farWideBank : wideBank;
        long end = farNarrowBank + (long) farNarrows * NARROW_BYTES;
        bytes = (int) Memory.align(end, Memory.CACHE_LINE);
    }

    public int refArgs() {
        return refArgs;
    }

    public int anyArgs() {
        return anyArgs;
    }

    public int numberArgs() {
        return numberArgs;
    }

    public int refs() {
        return (anyBank - refBank) / REF_BYTES;
    }

    public int anys() {
        return (wideBank - anyBank) / ANY_BYTES;
    }

    public int wides() {
        return (narrowBank - wideBank) / WIDE_BYTES;
    }

    public int narrows() {
        return narrows;
    }

    public int farRefs() {
        return (farAnyBank - farRefBank) / REF_BYTES;
    }

    public int farAnys() {
        return (farWideBank - farAnyBank) / ANY_BYTES;
    }

    public int farWides() {
        return (farNarrowBank - farWideBank) / WIDE_BYTES;
    }

    public int farNarrows() {
        return farNarrows;
    }

    /// Offset of the ref arguments; always `HEADER_BYTES`.
    public int refArguments() {
        return HEADER_BYTES;
    }

    public int anyArguments() {
        return anyArguments;
    }

    public int numberArguments() {
        return numberArguments;
    }

    /// Offset of the ref bank, and the end of what the signature decides.
    public int refBank() {
        return refBank;
    }

    public int anyBank() {
        return anyBank;
    }

    public int wideBank() {
        return wideBank;
    }

    public int narrowBank() {
        return narrowBank;
    }

    /// End of the near part.
    public int nearEnd() {
        return nearEnd;
    }

    public int farSlots() {
        return farSlots;
    }

    /// Offset of the far refs, and of the far part.
    public int farRefBank() {
        return farRefBank;
    }

    public int farAnyBank() {
        return farAnyBank;
    }

    public int farWideBank() {
        return farWideBank;
    }

    public int farNarrowBank() {
        return farNarrowBank;
    }

    /// Bytes of header and arguments: what a caller writes.
    public int argumentEnd() {
        return refBank;
    }

    /// Bytes from `refBank()` on that must be zero before the function's first instruction.
    public int zeroedBytes() {
        return zeroEnd - refBank;
    }

    /// Size of the frame in bytes, a multiple of 64.
    public int bytes() {
        return bytes;
    }
}
