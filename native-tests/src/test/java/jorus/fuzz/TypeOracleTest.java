package jorus.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.Compilation;
import jorus.engine.CompiledBytes;
import jorus.engine.PhaseTimes;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.interp.Execution;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;
import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;

import org.junit.jupiter.api.Test;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The oracle sees values of wrong types, in images that were changed after verification.
class TypeOracleTest {
    private static final String PROGRAM =
            """
            struct Point:
                x: i32
                note: any
            fn show(p: Point, all: [string], b: bool):
                for n in 0..1: print(p.x, p.note, all[n], b)
            mut f = true
            for i in 0..3:
                show(Point{ x: i, note: "n" }, ["a"], f)
                f = not f
            """;

    private static Compilation compile() {
        SourceFile source = new SourceFile("x", PROGRAM.getBytes(StandardCharsets.UTF_8));
        return Compilation.compile(source, new PhaseTimes());
    }

    private static Outcome watch(VerifiedImage verified) {
        try (OffHeap memory = new OffHeap();
                Machine machine =
                        new Machine(
                                verified.image(),
                                memory,
                                OutputStream.nullOutputStream(),
                                MachineOptions.DEFAULT)) {
            return new Execution(verified, machine).run(new TypeOracle(verified.image()));
        }
    }

    @Test
    void a_right_program_passes() {
        try (Compilation program = compile()) {
            assertEquals(Outcome.End.FINISHED, watch(CompiledBytes.image(program)).end());
        }
    }

    /// Instead of the first instruction with this opcode comes another one.
    private static void isSeen(Opcode instead, Opcode by) {
        try (Compilation program = compile()) {
            VerifiedImage verified = CompiledBytes.image(program);
            Image image = verified.image();
            boolean isFound = false;
            for (int i = 0; i < image.wordCount() && !isFound; i++) {
                long word = Memory.i64(image.wordAddress(i));
                if (Word.op(word) == instead.code()) {
                    Memory.i64(image.wordAddress(i), word & -1L << 16 | by.code());
                    isFound = true;
                }
            }
            assertTrue(isFound);
            AssertionError seen = assertThrows(AssertionError.class, () -> watch(verified));
            assertTrue(seen.getMessage().contains(" reads a "), seen.getMessage());
        }
    }

    @Test
    void a_ref_of_another_type_is_seen() {
        isSeen(Opcode.LOAD_STRING, Opcode.NEW_LITERAL);
    }

    @Test
    void a_null_is_seen() {
        isSeen(Opcode.LOAD_STRING, Opcode.NOP);
    }

    @Test
    void a_slot_type_that_its_value_does_not_have_is_seen() {
        try (Compilation program = compile()) {
            VerifiedImage verified = CompiledBytes.image(program);
            Image image = verified.image();
            int function = image.functionCount() - 1;
            int at = image.function(function, ImageLayout.SLOT_START);
            long entry = image.address(ImageLayout.Section.SLOTS) + 8L * at + 4;
            int array = image.slotType(at + 1);
            Memory.i32(entry, array);
            image.dropCopy();
            AssertionError seen = assertThrows(AssertionError.class, () -> watch(verified));
            assertTrue(seen.getMessage().contains(" reads a "), seen.getMessage());
        }
    }
}
