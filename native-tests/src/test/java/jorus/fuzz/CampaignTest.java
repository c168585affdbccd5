package jorus.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/// The fuzzer notices what it is for.
class CampaignTest {
    private static Campaign run(String faults, int hangSeconds)
            throws IOException, InterruptedException {
        byte[] input = faults.getBytes(StandardCharsets.US_ASCII);
        Campaign campaign = new Campaign("faults", false, List.of(input)).hangsAfter(hangSeconds);
        campaign.run(new Campaign.Extent(input.length, 5));
        return campaign;
    }

    @Test
    void all_is_well() throws IOException, InterruptedException {
        Campaign campaign = run(".....", 30);
        assertEquals(5, campaign.count(Board.DONE));
        assertTrue(campaign.isClean());
    }

    @Test
    void internal_errors_are_stored_and_the_worker_goes_on()
            throws IOException, InterruptedException {
        Campaign campaign = run(".t.s.t.", 60);
        assertEquals(7, campaign.count(Board.DONE));
        assertEquals(3, campaign.count(Board.FINDS));
        assertEquals(List.of(), campaign.deaths());
        assertFalse(campaign.isClean());
        String report = campaign.report();
        assertTrue(report.contains("IllegalStateException: on purpose"), report);
        assertTrue(report.contains("StackOverflowError"), report);
        try (var files = Files.list(campaign.folder())) {
            assertEquals(3, files.filter(f -> f.toString().endsWith(".fault")).count());
        }
    }

    @Test
    void a_dead_jvm_and_a_hang_name_their_mutants() throws IOException, InterruptedException {
        Campaign campaign = run("..x..h.t", 3);
        assertEquals(6, campaign.count(Board.DONE));
        assertEquals(
                List.of("number 2 ended the JVM with exit code 134", "number 5 hangs"),
                campaign.deaths());
        assertEquals(1, campaign.count(Board.FINDS));
        assertFalse(campaign.isClean());
    }
}
