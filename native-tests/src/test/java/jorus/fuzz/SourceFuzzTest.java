package jorus.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/// Every text gets an answer: promise P15. As many texts as `-Djorus.fuzz.sources` says, 100,000
/// with `mvn -Pfuzz verify`; or for a third of `-Djorus.fuzz.minutes`.
class SourceFuzzTest {
    private static final long USUAL = 20_000;

    @Test
    void every_text_is_answered() throws IOException, InterruptedException {
        Campaign campaign = new Campaign("sources", true, Corpus.sources());
        campaign.run(Campaign.Extent.of("jorus.fuzz.sources", USUAL, 3));
        String report = campaign.report();
        System.out.println(report);
        assertTrue(campaign.isClean(), report);
        assertTrue(campaign.count(Board.DIAGNOSED) > 0, report);
        assertTrue(campaign.count(Board.ACCEPTED) > 0, report);
    }
}
