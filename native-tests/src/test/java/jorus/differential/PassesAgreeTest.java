package jorus.differential;

import jorus.fuzz.MutatedGoldens;

import org.junit.jupiter.api.Test;

import java.util.function.LongFunction;

/// Random programs and changed golden ones do the same without the passes over their IR: what those
/// do wrong, all engines do. `-Djorus.seed=S` begins with that one, `-Djorus.passes.programs=N`
/// says how many.
class PassesAgreeTest {
    private static final int PROGRAMS = Integer.getInteger("jorus.passes.programs", 800);

    @Test
    void passes_change_nothing_that_shows() throws Exception {
        MutatedGoldens goldens = new MutatedGoldens();
        LongFunction<String> programs =
                seed -> seed % 2 == 0 ? ProgramGenerator.program(seed) : goldens.program(seed);
        new Campaign(programs, true, Campaign::passes).expectAgreement(PROGRAMS, 33);
    }
}
