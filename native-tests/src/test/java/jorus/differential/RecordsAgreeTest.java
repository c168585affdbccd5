package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Programs about structs do the same in all engines, and without passes: there all structs are
/// made, and all calls are calls. `-Djorus.seed=S` begins with that one,
/// `-Djorus.records.programs=N` says how many.
class RecordsAgreeTest {
    private static final int PROGRAMS = Integer.getInteger("jorus.records.programs", 800);

    @Test
    void structs_in_registers_change_nothing_that_shows() throws Exception {
        new Campaign(RecordPrograms::program, false, Campaign::passes)
                .expectAgreement(PROGRAMS, 80);
    }

    @Test
    void engines_agree_on_structs() throws Exception {
        new Campaign(RecordPrograms::program, false, Campaign::engines)
                .expectAgreement(PROGRAMS / 8, 80);
    }

    @Test
    void programs_follow_from_their_seed() {
        assertEquals(RecordPrograms.program(7), RecordPrograms.program(7));
    }
}
