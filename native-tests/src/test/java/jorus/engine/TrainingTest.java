package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.interp.Execution;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;
import jorus.source.SourceFile;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// What `bench/peers/compare` runs before it measures the engine "jorus-interp trained" executes
/// every instruction, but those that the comparison would hardly meet.
class TrainingTest {
    private static final Path PROGRAM =
            Path.of(System.getProperty("jorus.root", ".."))
                    .resolve("bench/peers/training.orus")
                    .normalize();

    private static final Set<Opcode> MISSING =
            EnumSet.of(
                    // Never emitted, or only where there is compiled code.
                    Opcode.NOP,
                    Opcode.COMPILED,
                    // Functions of more than 32,768 words.
                    Opcode.JUMP_FAR,
                    // Frames of more than 64 KiB, several thousand variables in one function.
                    Opcode.FAR_LOAD_I32,
                    Opcode.FAR_LOAD_I64,
                    Opcode.FAR_LOAD_F64,
                    Opcode.FAR_LOAD_REF,
                    Opcode.FAR_LOAD_ANY,
                    Opcode.FAR_STORE_I32,
                    Opcode.FAR_STORE_I64,
                    Opcode.FAR_STORE_F64,
                    Opcode.FAR_STORE_REF,
                    Opcode.FAR_STORE_ANY,
                    // Elements of arrays of any are reached by builtins that know views of them.
                    Opcode.GET_ANY,
                    Opcode.SET_ANY);

    @Test
    void the_training_executes_every_instruction() throws IOException {
        Set<Opcode> seen = EnumSet.noneOf(Opcode.class);
        SourceFile source = new SourceFile(PROGRAM.toString(), Files.readAllBytes(PROGRAM));
        try (Compilation program = Compilation.compile(source, new PhaseTimes());
                OffHeap memory = new OffHeap();
                Machine machine =
                        new Machine(
                                program.image().image(),
                                memory,
                                OutputStream.nullOutputStream(),
                                MachineOptions.DEFAULT)) {
            Execution execution = new Execution(program.image(), machine);
            // In the image an instruction is as it was emitted, with what it is fused with.
            Outcome outcome =
                    execution.run((pc, fp) -> seen.add(Opcode.byCode(Word.op(Memory.i64(pc)))));
            assertEquals(Outcome.End.FINISHED, outcome.end());
        }
        Set<Opcode> missing = EnumSet.allOf(Opcode.class);
        missing.removeAll(seen);
        assertEquals(MISSING, missing);
    }
}
