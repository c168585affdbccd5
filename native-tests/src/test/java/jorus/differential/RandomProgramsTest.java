package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/// Random programs do the same in all engines. `-Djorus.seed=S` runs that program and those after
/// it, `-Djorus.differential.programs=N` says how many; what differs is stored, also reduced, in
/// `target/differential`.
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("jorus.differential.programs", 150);

    @Test
    void engines_agree_on_random_programs() throws Exception {
        long first = Long.getLong("jorus.seed", System.nanoTime() & 0xFFFF_FFFFL);
        Campaign campaign =
                new Campaign(Campaign.FOLDER, ProgramGenerator::program, false, Campaign::engines);
        campaign.runDeep(first, PROGRAMS);
        String report = campaign.report();
        System.out.println("seed " + first + ": " + report);
        if (campaign.differences() > 0) {
            fail("repeat with -Djorus.seed=" + first + ": " + report + "\n" + campaign.log());
        }
        assertTrue(campaign.runs() * 10 > PROGRAMS * 9, "too few ran: " + report);
    }

    /// Else vector kernels would be left out without a word.
    @Test
    void the_vector_api_is_there() {
        assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }

    @Test
    void programs_follow_from_their_seed() throws IOException {
        assertEquals(ProgramGenerator.program(7), ProgramGenerator.program(7));
    }
}
