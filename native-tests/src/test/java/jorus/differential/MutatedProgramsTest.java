package jorus.differential;

import jorus.fuzz.MutatedGoldens;

import org.junit.jupiter.api.Test;

/// Golden programs that were changed do the same in all engines. `-Djorus.seed=S` begins with that
/// one, `-Djorus.mutated.programs=N` says how many.
class MutatedProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("jorus.mutated.programs", 1000);

    /// A sixth of them compile.
    @Test
    void engines_agree_on_changed_golden_programs() throws Exception {
        new Campaign(new MutatedGoldens()::program, true, Campaign::engines)
                .expectAgreement(PROGRAMS, 10);
    }
}
