package jorus.emit;

import jorus.ir.Block;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;

import java.util.Arrays;
import java.util.BitSet;

/// Collects the line table of a function, and the inlined calls that its lines are in; as
/// [jorus.image.FunctionCode] has them.
final class Lines {
    private static final int NONE = Instruction.NONE;
    private static final int FIELDS = 4;

    private final IrFunction function;
    private int[] entries = new int[16 * FIELDS];
    private int size;
    private int lastPosition = NONE;
    private int[] inlined = {};

    // of the position that was resolved last
    private int line;
    private int column;
    private int call;

    /// Blocks that branches go back to.
    private final BitSet headers = new BitSet();

    Lines(IrFunction function) {
        this.function = function;
        for (Block block : function.blocks()) {
            mark(block, block.next());
            mark(block, block.otherwise());
        }
    }

    private void mark(Block from, Block to) {
        if (to != null && to.index() <= from.index()) {
            headers.set(to.index());
        }
    }

    void clear() {
        size = 0;
        lastPosition = NONE;
        inlined = new int[0];
    }

    /// A block begins at word `word`.
    ///
    /// A run that is stopped where a loop begins a turn is reported there, not before it.
    void atStart(int word, Block block) {
        Instruction first = block.instructions().get(0);
        int origin = first.origin();
        if (headers.get(block.index()) && first.position() == NONE && origin != NONE) {
            at(word, origin);
        }
    }

    /// The instruction is emitted at word `word`.
    ///
    /// One that can't trap has no entry of its own, unless the one before comes from an inlined
    /// function: where a run is stopped should not seem to be in there.
    void at(int word, Instruction instruction) {
        int position = instruction.position();
        int origin = instruction.origin();
        boolean isOutside = position == NONE && lastPosition < NONE && origin > NONE;
        if (position != NONE || isOutside) {
            at(word, isOutside ? origin : position);
        }
    }

    private void at(int word, int position) {
        if (position == lastPosition) {
            return;
        }
        lastPosition = position;
        if (size > 0 && entries[size - FIELDS] == word) {
            size -= FIELDS;
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        resolve(function, position, 0);
        entries[size++] = word;
        entries[size++] = line;
        entries[size++] = column;
        entries[size++] = call;
    }

    /// Finds where a position is, in the inlined call number `around` of the function.
    private void resolve(IrFunction in, int position, int around) {
        if (position >= 0) {
            line = in.line(position);
            column = in.column(position);
            call = around;
            return;
        }
        IrFunction.Inlined place = in.inlined(position);
        resolve(in, place.call(), around);
        resolve(place.callee(), place.position(), number(place.number()));
    }

    /// The number of a call of `callee` at the place that was resolved last.
    private int number(int callee) {
        int used = inlined.length;
        // The call at hand is one of the last.
        for (int at = used - FIELDS; at >= 0; at -= FIELDS) {
            boolean isPlace = inlined[at + 2] == line && inlined[at + 3] == column;
            if (isPlace && inlined[at] == callee && inlined[at + 1] == call) {
                return at / FIELDS + 1;
            }
        }
        inlined = Arrays.copyOf(inlined, used + FIELDS);
        inlined[used] = callee;
        inlined[used + 1] = call;
        inlined[used + 2] = line;
        inlined[used + 3] = column;
        return inlined.length / FIELDS;
    }

    /// The terminator of `block` is emitted at word `word`.
    ///
    /// A loop of nothing but its end has no instruction with a position. A run that is stopped
    /// there is reported where the loop stands in the source, not at what comes before it.
    void atEnd(int word, Block block) {
        Instruction end = block.terminator();
        boolean isLoop = block.next() == block || block.otherwise() == block;
        boolean isEmptyTurn = isLoop && block.instructions().size() == 1;
        if (isEmptyTurn && end.origin() != NONE) {
            at(word, end.origin());
        } else {
            at(word, end);
        }
    }

    int[] toArray() {
        return Arrays.copyOf(entries, size);
    }

    int[] inlined() {
        return inlined;
    }
}
