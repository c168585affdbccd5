package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.incubator.vector.DoubleVector;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// Lanes have the bits of scalar code, except where they are NaN, which few are.
class VectorFunctionsTest {
    private static final long SEED = Long.getLong("jorus.seed", 20_261_124);
    private static final int ROUNDS = Integer.getInteger("jorus.elementary.rounds", 20_000);
    private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

    private final Random random = new Random(SEED);

    private double argument(int round) {
        double sign = random.nextBoolean() ? 1 : -1;
        return switch (round % 8) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> sign * random.nextDouble() * 20;
            case 2 -> sign * random.nextDouble() * 750;
            case 3 -> sign * random.nextDouble() * 1e6;
            case 4 -> 1 + sign * random.nextDouble() * 1e-5;
            case 5 -> random.nextInt(1_000_000) * (Math.PI / 2);
            case 6 -> sign * random.nextInt(100);
            default -> sign * Math.scalb(random.nextDouble(), -random.nextInt(60));
        };
    }

    private void test(
            DoubleUnaryOperator scalar, UnaryOperator<DoubleVector> vector, double leastUsual) {
        int usual = 0;
        double[] arguments = new double[LANES];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < LANES; i++) {
                arguments[i] = argument(round + i);
            }
            DoubleVector x = DoubleVector.fromArray(DoubleVector.SPECIES_PREFERRED, arguments, 0);
            DoubleVector result = vector.apply(x);
            for (int i = 0; i < LANES; i++) {
                double of = arguments[i];
                if (!Double.isNaN(result.lane(i))) {
                    usual++;
                    String message = "seed " + SEED + ": " + of;
                    assertEquals(scalar.applyAsDouble(of), result.lane(i), message);
                }
            }
        }
        assertTrue(usual >= leastUsual * ROUNDS * LANES, usual + " of " + ROUNDS * LANES);
    }

    @Test
    void exp_is_that_of_scalar_code() {
        test(Exponential::exp, VectorFunctions::exp, 0.6);
    }

    @Test
    void log_is_that_of_scalar_code() {
        test(Logarithm::log, VectorFunctions::log, 0.4);
    }
}
