package jorus.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

/// No image crashes the JVM, and what the verifier accepts never needs a safety net: promises P1
/// and P2. Each mode gets half of `-Djorus.fuzz.images` mutants, a million with `mvn -Pfuzz
/// verify`. With `-Djorus.fuzz.minutes` it goes on for a third of that time each.
class ImageFuzzTest {
    private static final long USUAL = 20_000;
    private static final double MIN_ACCEPTED = 0.2;

    /// So many mutants hit every rule.
    private static final long ENOUGH_FOR_RULES = 100_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_mutant_does_harm(boolean isChecked) throws IOException, InterruptedException {
        Campaign campaign = new Campaign("images", isChecked, Corpus.images());
        Campaign.Extent both = Campaign.Extent.of("jorus.fuzz.images", USUAL, 3);
        campaign.run(new Campaign.Extent(both.mutants() / 2, both.minutes()));
        String report = campaign.report();
        System.out.println(report);
        assertTrue(campaign.isClean(), report);
        assertTrue(campaign.acceptedShare() >= MIN_ACCEPTED, report);
        if (campaign.count(Board.DONE) >= ENOUGH_FOR_RULES) {
            assertEquals(List.of(), campaign.missedRules(), report);
        }
    }
}
