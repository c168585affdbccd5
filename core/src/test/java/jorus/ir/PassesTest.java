package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class PassesTest {
    private static final int FUNCTIONS = 2_000;
    private static final int FUEL = 20_000;
    private static final long[] PARAMETERS = {2_000_000_000, 5, 1, 1L << 62, 0x4000000000000000L};

    /// Passes change how many instructions run, so endless functions may get further in one way.
    private static void same(List<String> before, List<String> after, long seed) {
        int common = Math.min(before.size(), after.size());
        assertEquals(before.subList(0, common), after.subList(0, common), "seed " + seed);
        boolean hasEnded = !before.isEmpty() && !Character.isDigit(last(before));
        if (hasEnded) {
            assertEquals(before, after, "seed " + seed);
        }
    }

    private static char last(List<String> output) {
        String text = output.get(output.size() - 1);
        return text.equals("end") || text.equals("trap") ? 'x' : '0';
    }

    @Test
    void passes_change_nothing_that_a_handler_can_see() {
        int trapped = 0;
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            IrFunction plain = RandomFunctions.makeGuarded(seed, 60, false);
            IrFunction passed = RandomFunctions.makeGuarded(seed, 60, true);
            List<String> before = IrMachine.run(plain, FUEL, PARAMETERS);
            same(before, IrMachine.run(passed, 4 * FUEL, PARAMETERS), seed);
            trapped += before.contains("77") ? 1 : 0;
        }
        assertTrue(trapped > FUNCTIONS / 20, "only " + trapped + " functions caught something");
    }

    @Test
    void passes_change_nothing_that_a_function_without_handlers_does() {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            List<String> before =
                    IrMachine.run(RandomFunctions.make(seed, 60, false), FUEL, PARAMETERS);
            List<String> after =
                    IrMachine.run(RandomFunctions.make(seed, 60, true), 4 * FUEL, PARAMETERS);
            same(before, after, seed);
        }
    }

    @Test
    void far_registers_change_nothing_that_a_function_does() {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            IrFunction plain = RandomFunctions.makeGuarded(seed, 60, seed % 2 == 0);
            IrFunction spilled = RandomFunctions.makeGuarded(seed, 60, seed % 2 == 0);
            RandomFunctions.spill(spilled, seed);
            List<String> before = IrMachine.run(plain, FUEL, PARAMETERS);
            same(before, IrMachine.run(spilled, 4 * FUEL, PARAMETERS), seed);
        }
    }
}
