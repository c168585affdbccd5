package jorus.emit;

import jorus.ir.Block;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;
import jorus.ir.IrOp;
import jorus.ir.Loops;
import jorus.isa.Bank;
import jorus.memory.register.FrameLayout;
import jorus.type.Type;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/// Assigns the virtual registers of a function to frame slots by linear scan.
///
/// A register is live from its first to its last occurrence in layout order, extended over every
/// loop that has some of its occurrences but not all (see [LoopExtents]). That is enough because
/// registers are written before they are read on every path, so one whose occurrences are all in a
/// loop carries nothing from turn to turn. A slot is shared only by registers of the same type.
/// Parameters keep their argument slots.
///
/// Registers may be told to live in the far part of the frame, which has slots of its own.
final class SlotAssignment {
    private static final int NONE = Instruction.NONE;

    private final IrFunction function;

    /// Null if there is none.
    private final Loops loops;

    private final int[] starts;
    private final int[] ends;
    private final int[] blockStarts;
    private final int[] blockEnds;
    private final boolean[] isOutside;
    private final int[] slots;
    private final int[] sources;
    private final long[] byStart;
    private final int[] counts = new int[Bank.values().length];
    private final int[] farCounts = new int[counts.length];
    private final IdentityHashMap<Type, Pool> pools = new IdentityHashMap<>();
    private final IdentityHashMap<Type, Pool> farPools = new IdentityHashMap<>();

    /// Null if no register is.
    private boolean[] isFar;

    /// Free slots of one type.
    private static final class Pool {
        int[] free = new int[4];
        int count;

        void add(int slot) {
            if (count == free.length) {
                free = Arrays.copyOf(free, count * 2);
            }
            free[count++] = slot;
        }

        /// Takes `slot` out if it is there.
        boolean take(int slot) {
            for (int i = count - 1; i >= 0 && i >= count - 8; i--) {
                if (free[i] == slot) {
                    free[i] = free[--count];
                    return true;
                }
            }
            return false;
        }
    }

    /// `isOutside` marks registers that are not to get a slot: outgoing arguments.
    SlotAssignment(IrFunction function, boolean[] isOutside) {
        this.function = function;
        this.isOutside = isOutside;
        int count = function.registerCount();
        starts = new int[count];
        ends = new int[count];
        slots = new int[count];
        Arrays.fill(starts, Integer.MAX_VALUE);
        Arrays.fill(ends, NONE);
        Arrays.fill(slots, NONE);
        blockStarts = new int[function.blocks().size()];
        blockEnds = new int[blockStarts.length];
        boolean hasLoops = function.hasBackwardEdges();
        loops = hasLoops ? new Loops(function) : null;
        findOccurrences();
        if (!hasLoops || isRegular()) {
            extend();
        } else {
            extendAll();
        }
        sources = copySources();
        byStart = order();
        scan();
    }

    /// Assigns anew, with the marked registers in far slots; null for none.
    void assign(boolean[] isFar) {
        this.isFar = isFar;
        Arrays.fill(slots, NONE);
        Arrays.fill(counts, 0);
        Arrays.fill(farCounts, 0);
        pools.clear();
        farPools.clear();
        scan();
    }

    boolean isFar(int register) {
        return isFar != null && isFar[register];
    }

    /// Times from the first to the last occurrence of a register, 0 if it has no slot.
    int length(int register) {
        boolean isPresent = ends[register] != NONE && starts[register] != Integer.MAX_VALUE;
        return isPresent ? ends[register] - starts[register] : 0;
    }

    /// Slot number of a register within its bank's own slots; NONE for parameters, outgoing
    /// arguments and registers that don't occur.
    int slot(int register) {
        return slots[register];
    }

    /// Slots of a bank, arguments not counted.
    int count(Bank bank) {
        return counts[bank.ordinal()];
    }

    /// Far slots of a bank.
    int farCount(Bank bank) {
        return farCounts[bank.ordinal()];
    }

    /// The frame of the function, whose arguments are `signature`.
    FrameLayout layout(Signature signature) {
        return new FrameLayout(
                signature.refs(),
                signature.anys(),
                signature.numbers(),
                count(Bank.REF),
                count(Bank.ANY),
                count(Bank.I64) + count(Bank.F64),
                count(Bank.I32),
                farCount(Bank.REF),
                farCount(Bank.ANY),
                farCount(Bank.I64) + farCount(Bank.F64),
                farCount(Bank.I32));
    }

    /// Offsets of all registers in that frame, or behind it; 0 for one that has no slot.
    int[] offsets(FrameLayout layout, Signature signature, OutgoingArguments outgoing) {
        int[] offsets = new int[slots.length];
        for (int i = 0; i < offsets.length; i++) {
            Bank bank = Banks.of(function.type(i));
            if (i < function.parameterCount()) {
                offsets[i] = signature.offset(i);
            } else if (outgoing.isOutgoing()[i]) {
                offsets[i] = layout.bytes() + outgoing.offset(i);
            } else if (slots[i] != NONE) {
                offsets[i] =
                        isFar(i)
                                ? farOffset(layout, bank, slots[i])
                                : offset(layout, bank, slots[i]);
            }
        }
        return offsets;
    }

    /// Offset in that frame of a near slot, by its number within its bank.
    private int offset(FrameLayout layout, Bank bank, int slot) {
        return switch (bank) {
            case REF -> layout.refBank() + slot * FrameLayout.REF_BYTES;
            case ANY -> layout.anyBank() + slot * FrameLayout.ANY_BYTES;
            case I64 -> layout.wideBank() + slot * FrameLayout.WIDE_BYTES;
            case F64 -> layout.wideBank() + (count(Bank.I64) + slot) * FrameLayout.WIDE_BYTES;
            case I32 -> layout.narrowBank() + slot * FrameLayout.NARROW_BYTES;
        };
    }

    private int farOffset(FrameLayout layout, Bank bank, int slot) {
        return switch (bank) {
            case REF -> layout.farRefBank() + slot * FrameLayout.REF_BYTES;
            case ANY -> layout.farAnyBank() + slot * FrameLayout.ANY_BYTES;
            case I64 -> layout.farWideBank() + slot * FrameLayout.WIDE_BYTES;
            case F64 -> layout.farWideBank() + (farCount(Bank.I64) + slot) * FrameLayout.WIDE_BYTES;
            case I32 -> layout.farNarrowBank() + slot * FrameLayout.NARROW_BYTES;
        };
    }

    private void findOccurrences() {
        // Instructions stand at even times; they read at theirs and write at the next.
        int time = 0;
        List<Block> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions();
            blockStarts[i] = time;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                for (int k = 0; k < instruction.operandCount(); k++) {
                    occur(instruction.operand(k), time);
                }
                occur(instruction.target(), time + 1);
                time += 2;
            }
            blockEnds[i] = time - 1;
        }
    }

    private void occur(int register, int time) {
        if (register != NONE) {
            starts[register] = Math.min(starts[register], time);
            ends[register] = Math.max(ends[register], time);
        }
    }

    /// Whether every edge that goes back in the layout either is the back edge of a loop or stays
    /// in a loop, going to a part laid out before its header.
    private boolean isRegular() {
        if (!loops.isReducible()) {
            return false;
        }
        List<Block> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (!isRegular(block, block.next()) || !isRegular(block, block.otherwise())) {
                return false;
            }
            boolean isGuarded = block.region() != null;
            if (isGuarded && !isRegular(block, block.region().handler())) {
                return false;
            }
        }
        return true;
    }

    private boolean isRegular(Block from, Block to) {
        if (to == null || to.index() > from.index()) {
            return true;
        }
        int loop = loops.loopOf(to.index());
        if (loop == Loops.NONE || !loops.contains(loop, from.index())) {
            return false;
        }
        return loops.header(loop) >= to.index();
    }

    private void extend() {
        if (loops == null || loops.loopCount() == 0) {
            return;
        }
        LoopExtents extents = new LoopExtents(loops, blockStarts.length);
        int[] commons = commons(extents);
        List<Block> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            if (extents.loopOf(i) == LoopExtents.NONE) {
                continue;
            }
            List<Instruction> code = blocks.get(i).instructions();
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                for (int k = -1; k < instruction.operandCount(); k++) {
                    int register = k < 0 ? instruction.target() : instruction.operand(k);
                    if (register != NONE) {
                        extend(register, i, extents, commons[register]);
                    }
                }
            }
        }
    }

    /// Extends a register with an occurrence in a block over the outermost loop there that does not
    /// have all of its occurrences.
    private void extend(int register, int block, LoopExtents extents, int common) {
        int depth = extents.depth(common);
        int loop = extents.loopOf(block);
        if (extents.depth(loop) <= depth) {
            return;
        }
        while (extents.depth(loop) > depth + 1) {
            loop = extents.parent(loop);
        }
        starts[register] = Math.min(starts[register], blockStarts[extents.first(loop)]);
        ends[register] = Math.max(ends[register], blockEnds[extents.last(loop)]);
    }

    /// The innermost loop that has all occurrences of each register.
    private int[] commons(LoopExtents extents) {
        int unknown = -2;
        int[] commons = new int[function.registerCount()];
        Arrays.fill(commons, unknown);
        Arrays.fill(commons, 0, function.parameterCount(), LoopExtents.NONE);
        List<Block> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            int loop = extents.carrierOf(i);
            List<Instruction> code = blocks.get(i).instructions();
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                for (int k = -1; k < instruction.operandCount(); k++) {
                    int register = k < 0 ? instruction.target() : instruction.operand(k);
                    if (register != NONE) {
                        int known = commons[register];
                        commons[register] = known == unknown ? loop : extents.common(known, loop);
                    }
                }
            }
        }
        return commons;
    }

    /// For control flow that is not understood: all registers live all the time, but those that
    /// a single block writes and then reads.
    private void extendAll() {
        int[] homes = new int[starts.length];
        Arrays.fill(homes, NONE);
        int many = -2;
        List<Block> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions();
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                for (int k = -1; k < instruction.operandCount(); k++) {
                    int register = k < 0 ? instruction.target() : instruction.operand(k);
                    if (register != NONE) {
                        boolean isHome = homes[register] == NONE || homes[register] == i;
                        homes[register] = isHome ? i : many;
                    }
                }
            }
        }
        for (int i = 0; i < homes.length; i++) {
            // Writes stand at odd times.
            boolean isLocal = homes[i] >= 0 && (starts[i] & 1) == 1;
            if (!isLocal && homes[i] != NONE) {
                starts[i] = 0;
                ends[i] = Integer.MAX_VALUE;
            }
        }
    }

    /// The registers that get a slot, by their first times.
    private long[] order() {
        long[] result = new long[slots.length];
        int count = 0;
        for (int i = function.parameterCount(); i < slots.length; i++) {
            if (ends[i] != NONE && starts[i] != Integer.MAX_VALUE && !isOutside[i]) {
                result[count++] = (long) starts[i] << 32 | i;
            }
        }
        Arrays.sort(result, 0, count);
        return Arrays.copyOf(result, count);
    }

    private void scan() {
        ActiveQueue active = new ActiveQueue();
        for (int i = 0; i < byStart.length; i++) {
            int register = (int) byStart[i];
            while (active.leastEnd() < starts[register]) {
                int ended = active.removeLeast();
                pool(ended).add(slots[ended]);
            }
            slots[register] = choose(register, sources[register]);
            active.add(ends[register], register);
        }
    }

    /// For registers whose first write copies another: that one, so that they may share its slot.
    private int[] copySources() {
        int[] result = new int[slots.length];
        Arrays.fill(result, NONE);
        List<Block> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions();
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.op() == IrOp.MOVE && result[instruction.target()] == NONE) {
                    result[instruction.target()] = instruction.a();
                }
            }
        }
        return result;
    }

    private int choose(int register, int source) {
        Type type = function.type(register);
        Pool pool = pool(register);
        boolean isSame = source != NONE && isFar(source) == isFar(register);
        if (isSame && slots[source] != NONE && function.type(source) == type) {
            if (pool.take(slots[source])) {
                return slots[source];
            }
        }
        if (pool.count > 0) {
            return pool.free[--pool.count];
        }
        return (isFar(register) ? farCounts : counts)[Banks.of(type).ordinal()]++;
    }

    private Pool pool(int register) {
        IdentityHashMap<Type, Pool> all = isFar(register) ? farPools : pools;
        Pool pool = all.get(function.type(register));
        if (pool == null) {
            pool = new Pool();
            all.put(function.type(register), pool);
        }
        return pool;
    }
}
