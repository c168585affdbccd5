package jorus.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

/// No image crashes the JVM, and what the verifier accepts never needs a safety net: promises P1
/// and P2. `mvn -Pfuzz verify` tries a million; `-Djorus.fuzz.mutants` and `-Djorus.fuzz.minutes`
/// say otherwise.
class ImageFuzzTest {
    private static final long USUAL = 20_000;
    private static final double MIN_ACCEPTED = 0.2;

    /// So many mutants hit every rule.
    private static final long ENOUGH_FOR_RULES = 10_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_mutant_does_harm(boolean isChecked) throws IOException, InterruptedException {
        Campaign campaign = new Campaign("images", isChecked, Corpus.images());
        campaign.run(Campaign.Extent.of(USUAL).share(2));
        String report = campaign.report();
        System.out.println(report);
        assertTrue(campaign.isClean(), report);
        assertTrue(campaign.acceptedShare() >= MIN_ACCEPTED, report);
        if (campaign.count(Board.DONE) >= ENOUGH_FOR_RULES) {
            assertEquals(List.of(), campaign.missedRules(), report);
        }
    }
}
