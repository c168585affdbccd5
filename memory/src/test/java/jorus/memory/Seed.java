package jorus.memory;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The random numbers of property tests: a new seed for each run, printed, and taken back with
/// `-Djorus.seed=N`.
public final class Seed {
    private Seed() {}

    public static RandomGenerator random(String test) {
        Long given = Long.getLong("jorus.seed");
        long seed = given != null ? given : System.nanoTime();
        System.out.println(test + ": -Djorus.seed=" + seed);
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
