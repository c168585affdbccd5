package jorus.emit;

import jorus.ir.Block;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;

import java.util.Arrays;

/// Collects the line table of a function: triples of word index, line, column.
final class Lines {
    private static final int FIELDS = 3;

    private final IrFunction function;
    private int[] entries = new int[16 * FIELDS];
    private int size;
    private int lastPosition = -1;

    Lines(IrFunction function) {
        this.function = function;
    }

    void clear() {
        size = 0;
        lastPosition = -1;
    }

    /// The instruction at word `word` comes from byte `position` of the source file.
    void at(int word, int position) {
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
        entries[size++] = word;
        entries[size++] = function.line(position);
        entries[size++] = function.column(position);
    }

    /// The terminator of `block` is emitted at word `word`.
    ///
    /// A loop of nothing but its end has no instruction with a position. A run that is stopped
    /// there is reported where the loop stands in the source, not at what comes before it.
    void atEnd(int word, Block block) {
        Instruction end = block.terminator();
        boolean isLoop = block.next() == block || block.otherwise() == block;
        boolean isEmptyTurn = isLoop && block.instructions().size() == 1;
        int position = isEmptyTurn ? end.origin() : end.position();
        if (position != Instruction.NONE) {
            at(word, position);
        }
    }

    int[] toArray() {
        return Arrays.copyOf(entries, size);
    }
}
