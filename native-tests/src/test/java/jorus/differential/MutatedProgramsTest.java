package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import jorus.fuzz.MutatedGoldens;

import org.junit.jupiter.api.Test;

/// Golden programs that were changed do the same in all engines. `-Djorus.seed=S` begins with that
/// one, `-Djorus.mutated.programs=N` says how many; what differs is stored as that of
/// [RandomProgramsTest].
class MutatedProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("jorus.mutated.programs", 1000);

    @Test
    void engines_agree_on_changed_golden_programs() throws Exception {
        long first = Long.getLong("jorus.seed", System.nanoTime() & 0xFFFF_FFFFL);
        Campaign campaign =
                new Campaign(
                        Campaign.FOLDER, new MutatedGoldens()::program, true, Campaign::engines);
        campaign.runDeep(first, PROGRAMS);
        String report = campaign.report();
        System.out.println("seed " + first + ": " + report);
        if (campaign.differences() > 0) {
            fail("repeat with -Djorus.seed=" + first + ": " + report + "\n" + campaign.log());
        }
        assertTrue(campaign.runs() * 10 > PROGRAMS, "too few ran: " + report);
    }
}
