package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.memory.register.FrameLayout;

/// Checks a function's slot table: all arguments first, in their places, then slots of the banks,
/// by rising offset, so that none overlap; each of a type of its bank. Calls from others rely on
/// it.
final class SlotTable {
    private SlotTable() {}

    /// @throws VerifyFailure if the table of `function` is not as it has to be
    static void verify(Image image, int function) {
        FrameLayout frame = image.frame(function);
        int first = image.function(function, ImageLayout.SLOT_START);
        int count = image.function(function, ImageLayout.SLOT_COUNT);
        int arguments = frame.refArgs() + frame.anyArgs() + frame.numberArgs();
        if (count < arguments) {
            throw badSlot(function, arguments + " arguments but " + count + " slots");
        }
        int previous = 0;
        int far = 0;
        for (int i = 0; i < count; i++) {
            long slot = image.slot(first + i);
            int offset = (int) slot;
            int type = (int) (slot >>> Integer.SIZE);
            Bank bank = type < image.typeIdEnd() ? TypeIds.bank(type) : null;
            if (bank == null) {
                throw badSlot(function, "offset " + offset + " has type " + type);
            }
            boolean isPlace =
                    i < arguments
                            ? isArgument(frame, i, offset, bank)
                            : offset > previous && isInBank(frame, offset, bank);
            if (!isPlace) {
                throw badSlot(function, image.typeName(type) + " at offset " + offset);
            }
            far += i >= arguments && offset >= frame.farRefBank() ? 1 : 0;
            previous = offset;
        }
        // The verifier's memory grows with the frame, and so with the image.
        if (far != frame.farSlots()) {
            throw badSlot(function, far + " of " + frame.farSlots() + " far slots");
        }
    }

    private static VerifyFailure badSlot(int function, String detail) {
        return new VerifyFailure(Rule.SLOT_TABLE, function, -1, detail);
    }

    /// Whether argument `i` stands at `offset` and is of this bank.
    private static boolean isArgument(FrameLayout frame, int i, int offset, Bank bank) {
        int refs = frame.refArgs();
        if (i < refs) {
            return bank == Bank.REF && offset == frame.refArguments() + i * FrameLayout.REF_BYTES;
        }
        int anys = frame.anyArgs();
        if (i < refs + anys) {
            int place = frame.anyArguments() + (i - refs) * FrameLayout.ANY_BYTES;
            return bank == Bank.ANY && offset == place;
        }
        int place = frame.numberArguments() + (i - refs - anys) * FrameLayout.WIDE_BYTES;
        return bank != Bank.REF && bank != Bank.ANY && offset == place;
    }

    private static boolean isInBank(FrameLayout frame, int offset, Bank bank) {
        if (offset >= frame.farRefBank()) {
            return isInFarBank(frame, offset, bank);
        }
        int narrowEnd = frame.nearEnd();
        return switch (bank) {
            case REF -> isStep(offset, frame.refBank(), frame.anyBank(), FrameLayout.REF_BYTES);
            case ANY -> isStep(offset, frame.anyBank(), frame.wideBank(), FrameLayout.ANY_BYTES);
            case I64, F64 ->
                    isStep(offset, frame.wideBank(), frame.narrowBank(), FrameLayout.WIDE_BYTES);
            case I32 -> isStep(offset, frame.narrowBank(), narrowEnd, FrameLayout.NARROW_BYTES);
        };
    }

    private static boolean isInFarBank(FrameLayout frame, int offset, Bank bank) {
        int refs = frame.farRefBank();
        int anys = frame.farAnyBank();
        int wides = frame.farWideBank();
        int narrows = frame.farNarrowBank();
        int end = narrows + frame.farNarrows() * FrameLayout.NARROW_BYTES;
        return switch (bank) {
            case REF -> isStep(offset, refs, anys, FrameLayout.REF_BYTES);
            case ANY -> isStep(offset, anys, wides, FrameLayout.ANY_BYTES);
            case I64, F64 -> isStep(offset, wides, narrows, FrameLayout.WIDE_BYTES);
            case I32 -> isStep(offset, narrows, end, FrameLayout.NARROW_BYTES);
        };
    }

    private static boolean isStep(int offset, int from, int end, int step) {
        return offset >= from && offset < end && (offset - from) % step == 0;
    }
}
