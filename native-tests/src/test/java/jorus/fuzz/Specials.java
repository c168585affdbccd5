package jorus.fuzz;

import jorus.image.FunctionCode;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import java.util.List;

/// Images that no program compiles to and that mutation would hardly ever reach.
final class Specials {
    private Specials() {}

    static List<byte[]> images() {
        return List.of(tooComplex());
    }

    /// So many slots in so many blocks that the verifier gives up: `Rule.BUDGET`.
    private static byte[] tooComplex() {
        int slots = 12_000;
        int blocks = 1_200;
        FrameLayout frame = new FrameLayout(0, 0, 0, 0, 0, 0, slots);
        int first = frame.narrowBank();
        int[] table = new int[2 * slots];
        for (int i = 0; i < slots; i++) {
            table[2 * i] = first + FrameLayout.NARROW_BYTES * i;
            table[2 * i + 1] = TypeIds.I32;
        }
        long[] code = new long[1 + blocks + slots / 2 + 1];
        int at = 0;
        code[at++] = Word.encode(Opcode.CONST_I32, first, 1, 0);
        for (int i = 0; i < blocks; i++) {
            code[at++] = Word.encode(Opcode.BR_EQK_I32, first, 0, 0);
        }
        for (int i = 0; i < slots / 2; i++) {
            int a = table[4 * i];
            int b = table[4 * i + 2];
            code[at++] = Word.encode(Opcode.ADD_I32, first, a, b);
        }
        code[at] = Word.encode(Opcode.HALT, 0, 0, 0);
        ImageBuilder image = new ImageBuilder();
        int file = image.file("special.orus");
        image.function(
                new FunctionCode(
                        "main",
                        file,
                        code,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        slots,
                        TypeIds.VOID,
                        table,
                        new int[] {0, 1, 1}));
        image.entry(0);
        return bytes(image);
    }

    private static byte[] bytes(ImageBuilder builder) {
        try (OffHeap memory = new OffHeap()) {
            Image image = ImageWriter.write(builder, memory);
            byte[] bytes = new byte[(int) image.bytes()];
            Memory.copyOut(image.base(), bytes, 0, bytes.length);
            return bytes;
        }
    }
}
