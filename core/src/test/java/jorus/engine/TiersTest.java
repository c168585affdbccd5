package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.interp.Execution;
import jorus.jit.Jit;
import jorus.memory.arena.OffHeap;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;
import jorus.runtime.Tiering;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

class TiersTest {
    private int polls;
    private int compiled;

    /// Runs a program as `auto` does, and counts.
    private String run(String source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Compilation program = Images.compile(source);
                OffHeap memory = new OffHeap();
                Machine machine =
                        new Machine(program.image().image(), memory, out, MachineOptions.DEFAULT);
                Jit jit = new Jit(program.image(), machine, null)) {
            Execution execution = new Execution(program.image(), machine);
            machine.enableCompiled(Execution::runFrame, null, 64 << 20);
            Tiering tiers = new Tiers(() -> jit, program.image().image());
            machine.tiering =
                    (of, pc, fp) -> {
                        polls++;
                        return tiers.poll(of, pc, fp);
                    };
            machine.pollSoon(Tiers.INTERPRETED_POLLS);
            assertEquals(Outcome.End.FINISHED, execution.run().end());
            compiled = jit.functionCount() + jit.loopCount();
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void the_outer_loop_of_a_function_that_is_called_once_is_entered_when_it_is_compiled() {
        String source =
                """
                fn main() -> i32:
                    mut s = 0
                    for i in 0..3000:
                        for j in 0..100: s = (s + j) % 1000
                    return s
                print(main())
                """;
        assertEquals("0", run(source));
        // It takes 500 meetings of the inner loop until the outer one is compiled.
        assertTrue(polls < 600, polls + " polls");
    }

    @Test
    void what_a_poll_meets_once_is_not_compiled() {
        StringBuilder source = new StringBuilder("mut s = 0\n");
        for (int i = 0; i < 40; i++) {
            source.append("fn f").append(i).append("(n: i32) -> i32:\n    mut s = 0\n");
            source.append("    for i in 0..n: s = s + i\n    return s\n");
            source.append("s = s + f").append(i).append("(30)\n");
        }
        assertEquals(Integer.toString(40 * 435), run(source + "print(s)\n"));
        assertTrue(polls > 0, "no poll");
        assertEquals(0, compiled);
    }
}
