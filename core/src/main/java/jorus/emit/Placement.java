package jorus.emit;

import jorus.memory.register.FrameLayout;

import java.util.Arrays;

/// Where the instructions and registers of the IR ended up in the image, for tools that show both.
///
/// Filled by [Emitter#emit(jorus.ir.IrProgram, Placement)], constant afterwards. Functions are
/// numbered as in the program, the IR instructions of a function from 0 in layout order.
public final class Placement {
    /// What is asked for is not in the image.
    public static final int NONE = -1;

    private int[][] instructions = {};
    private int[][] offsets = {};

    /// Takes over both arrays. `registers` holds byte offsets by register.
    void add(int function, int[] words, int[] registers) {
        if (function >= instructions.length) {
            int length = Math.max(16, 2 * function);
            instructions = Arrays.copyOf(instructions, length);
            offsets = Arrays.copyOf(offsets, length);
        }
        instructions[function] = words;
        offsets[function] = registers;
    }

    /// Number of the IR instruction that word `word` of a function was emitted for.
    public int instruction(int function, int word) {
        return instructions[function][word];
    }

    /// Byte offset of a register in its function's frame, or behind it for an outgoing argument;
    /// NONE if the register does not occur.
    public int offset(int function, int register) {
        int offset = offsets[function][register];
        return offset < FrameLayout.HEADER_BYTES ? NONE : offset;
    }
}
