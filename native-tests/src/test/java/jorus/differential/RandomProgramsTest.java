package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/// Random programs do the same in all engines. `-Djorus.seed=S` runs that program and those after
/// it, `-Djorus.differential.programs=N` says how many; what differs is stored, also reduced, in
/// `target/differential`.
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("jorus.differential.programs", 150);

    @Test
    void engines_agree_on_random_programs() throws Exception {
        new Campaign(ProgramGenerator::program, false, Campaign::engines)
                .expectAgreement(PROGRAMS, 90);
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
