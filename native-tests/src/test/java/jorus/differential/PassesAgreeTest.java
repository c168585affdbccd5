package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import jorus.fuzz.MutatedGoldens;

import org.junit.jupiter.api.Test;

import java.util.function.LongFunction;

/// Random programs and changed golden ones do the same without the passes over their IR.
/// `-Djorus.seed=S` begins with that one, `-Djorus.passes.programs=N` says how many; what differs
/// is stored as that of [RandomProgramsTest].
class PassesAgreeTest {
    private static final int PROGRAMS = Integer.getInteger("jorus.passes.programs", 800);

    @Test
    void passes_change_nothing_that_shows() throws Exception {
        long first = Long.getLong("jorus.seed", System.nanoTime() & 0xFFFF_FFFFL);
        MutatedGoldens goldens = new MutatedGoldens();
        LongFunction<String> programs =
                seed -> seed % 2 == 0 ? ProgramGenerator.program(seed) : goldens.program(seed);
        Campaign campaign = new Campaign(Campaign.FOLDER, programs, true, Campaign::passes);
        campaign.runDeep(first, PROGRAMS);
        String report = campaign.report();
        System.out.println("seed " + first + ": " + report);
        if (campaign.differences() > 0) {
            fail("repeat with -Djorus.seed=" + first + ": " + report + "\n" + campaign.log());
        }
        assertTrue(campaign.runs() * 3 > PROGRAMS, "too few ran: " + report);
    }
}
