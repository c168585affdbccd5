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

    /// Turns and calls of all the run, and of the longest piece that one poll has run as compiled.
    private long turns;

    private long longest;

    /// Runs a program as `auto` does, and counts.
    private String run(String source) {
        return run(source, false);
    }

    /// The same, with all functions compiled ahead or none.
    private String run(String source, boolean isAhead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Compilation program = Images.compile(source);
                OffHeap memory = new OffHeap();
                Machine machine =
                        new Machine(program.image().image(), memory, out, MachineOptions.DEFAULT);
                Jit jit = new Jit(program.image(), machine, null)) {
            Execution execution = new Execution(program.image(), machine);
            machine.enableCompiled(Execution::runFrame, null, 64 << 20);
            for (int f = 0; isAhead && f < program.image().image().functionCount(); f++) {
                jit.compileFunction(f);
            }
            Tiering tiers = new Tiers(() -> jit, program.image().image());
            machine.tiering =
                    new Tiering() {
                        @Override
                        public long poll(Machine of, long pc, long fp) {
                            polls++;
                            long before = of.pollCount();
                            long next = tiers.poll(of, pc, fp);
                            longest = Math.max(longest, of.pollCount() - before);
                            return next;
                        }

                        @Override
                        public void called(Machine of, int function) {
                            tiers.called(of, function);
                        }
                    };
            machine.pollSoon(Tiers.INTERPRETED_POLLS);
            machine.returnPolls = Tiers.INTERPRETED_POLLS;
            assertEquals(Outcome.End.FINISHED, execution.run().end());
            turns = machine.pollCount();
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
        // It takes 500 meetings of the inner loop until the outer one is compiled, and up to 100
        // turns until that is reached.
        assertTrue(polls < 620, polls + " polls");
    }

    @Test
    void an_outer_loop_is_entered_though_compiled_calls_with_loops_lie_between() {
        String source =
                """
                fn work(n: i32) -> i32:
                    mut s = 0
                    mut i = 0
                    while i < n:
                        i = i + 1
                        s = s + i % 3
                    return s
                mut t = 0
                for y in 0..400:
                    for x in 0..300: t = (t + work(40)) % 1000
                print(t)
                """;
        assertEquals("0", run(source));
        assertTrue(longest > turns * 0.9, longest + " of " + turns);
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

    @Test
    void functions_that_compiled_code_calls_only_by_value_are_compiled() {
        StringBuilder source = new StringBuilder("fs: [fn(i32) -> i32] = [\n");
        for (int i = 0; i < 40; i++) {
            source.append("    fn(x: i32) -> i32: x + ").append(i).append(",\n");
        }
        source.append(
                """
                ]
                fn sum(n: i32) -> i32:
                    mut s = 0
                    for i in 0..n:
                        for k in 0..40:
                            f = fs[k]
                            s = f(s) % 1000
                    return s
                mut t = 0
                for i in 0..10: t = t + sum(200)
                print(t)
                """);
        assertEquals("0", run(source.toString()));
        assertTrue(compiled > 40, compiled + " compiled");
    }

    /// The countdown that loops of compiled code begin is thousands of polls longer than that of
    /// interpreted code.
    @Test
    void interpreted_code_polls_soon_behind_a_compiled_call() {
        String source =
                """
                fn fill(n: i32) -> i32:
                    mut s = 0
                    for i in 0..n: s = (s + i % 7) % 1000
                    return s
                t = fill(400_000)
                mut i = 0
                while i < 20_000: i = i + 1
                print(t, i)
                """;
        assertEquals("997 20000", run(source, true));
        // All but what is interpreted until the loop is compiled.
        assertTrue(longest > 19_000, longest + " turns of " + turns);
    }
}
