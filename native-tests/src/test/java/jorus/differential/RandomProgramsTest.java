package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

/// Random programs do the same in all engines. `-Djorus.seed=S` runs that program and those after
/// it, `-Djorus.differential.programs=N` says how many; what differs is stored, also reduced, in
/// `target/differential`.
class RandomProgramsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("jorus.root", ".."))
                    .resolve("native-tests/target/differential");

    private static final int PROGRAMS = Integer.getInteger("jorus.differential.programs", 250);
    private static final long STACK_BYTES = 512L << 20;

    @Test
    void engines_agree_on_random_programs() throws Exception {
        long first = Long.getLong("jorus.seed", System.nanoTime() & 0xFFFF_FFFFL);
        Campaign campaign = new Campaign(FOLDER);
        Throwable[] thrown = new Throwable[1];
        Thread worker =
                new Thread(null, () -> campaign.runAll(first, PROGRAMS), "programs", STACK_BYTES);
        worker.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
        worker.start();
        worker.join();
        assertNull(thrown[0]);
        String report = campaign.report();
        System.out.println("seed " + first + ": " + report);
        if (campaign.differences() > 0) {
            fail("repeat with -Djorus.seed=" + first + ": " + report + "\n" + campaign.log());
        }
        assertTrue(campaign.runs() * 10 > PROGRAMS * 9, "too few ran: " + report);
    }

    @Test
    void programs_follow_from_their_seed() throws IOException {
        assertEquals(ProgramGenerator.program(7), ProgramGenerator.program(7));
    }
}
