package jorus.verify;

import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.memory.register.FrameLayout;

/// What stands in the outgoing argument slots behind the frame of the function that is checked.
///
/// A value is there from its write until the end of the block or the next call; a ref or any also
/// only until the next allocation, because the collector does not look behind the frame. Times are
/// counted over the whole image, so nothing has to be cleared between functions.
final class Outgoing {
    private static final int SLOT_BYTES = FrameLayout.WIDE_BYTES;

    // per 8 bytes behind the frame
    private final int[] types = new int[ImageLayout.MAX_ARGUMENT_BYTES / SLOT_BYTES + 2];
    private final Bank[] banks = new Bank[types.length];
    private final int[] times = new int[types.length];
    private int now = 1;
    private int lastCall;
    private int lastAllocation;
    private int frameBytes;

    /// A function with a frame of this size begins.
    void begin(int frameBytes) {
        this.frameBytes = frameBytes;
        forget();
    }

    /// A block begins or a call has taken its arguments.
    void forget() {
        lastCall = now++;
    }

    /// Something else than a call may have collected.
    void allocated() {
        lastAllocation = now++;
    }

    /// Whether `offset` can be an outgoing slot; they are all 8 bytes apart.
    boolean isSlot(int offset) {
        int behind = offset - frameBytes - FrameLayout.HEADER_BYTES;
        return behind >= 0
                && behind % SLOT_BYTES == 0
                && offset - frameBytes < ImageLayout.MAX_ARGUMENT_BYTES;
    }

    /// Records a value of this type, which may be one of the results of [Typing].
    void write(int offset, Bank bank, int type) {
        int slot = (offset - frameBytes) / SLOT_BYTES;
        // An any that began one slot before loses its payload.
        if (banks[slot - 1] == Bank.ANY) {
            times[slot - 1] = 0;
        }
        if (bank == Bank.ANY) {
            times[slot + 1] = 0;
        }
        types[slot] = type;
        banks[slot] = bank;
        times[slot] = now++;
    }

    /// The type of the value for the parameter at `offset` in the callee's frame; `NONE` if there
    /// is none of this bank.
    int type(int offset, Bank bank) {
        int slot = offset / SLOT_BYTES;
        boolean isCollected = bank == Bank.REF || bank == Bank.ANY;
        int since = isCollected ? Math.max(lastCall, lastAllocation) : lastCall;
        return times[slot] > since && banks[slot] == bank ? types[slot] : TypeIds.NONE;
    }
}
