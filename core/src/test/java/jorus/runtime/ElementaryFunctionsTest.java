package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// What is faster than StrictMath gives the same bits: for any number, for usual ones, and next to
/// the places where the methods change. More rounds: `-Djorus.elementary.rounds=N`.
class ElementaryFunctionsTest {
    private static final long SEED = Long.getLong("jorus.seed", 20_261_123);
    private static final int ROUNDS = Integer.getInteger("jorus.elementary.rounds", 50_000);

    private static final double[] SPECIAL = {
        0.0,
        1,
        1.5,
        2,
        3,
        10,
        0.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        708,
        709.782712893384,
        745.1332191019411,
        0x1p-28,
        0x1p-27,
        0x1p31,
        0x1p53,
        0x1p54,
        1e22,
        Math.PI / 4,
        Math.PI / 2,
        Math.PI,
        Math.sqrt(2),
        Math.sqrt(1.5),
        Math.sqrt(3),
        0.3465735902799726,
        1.0397207708399179,
    };

    /// Upper words at which fdlibm takes another way.
    private static final int[] TURNS = {
        0x3e300000, 0x3e400000, 0x3fd33333, 0x3fd62e42, 0x3fe00000, 0x3fe59428, 0x3fe90000,
        0x3fe921fb, 0x3ff00000, 0x3ff0a2b2, 0x3ff3988e, 0x3ff6a09e, 0x3ff921fb, 0x3ffbb67a,
        0x40000000, 0x4002d97c, 0x40862000, 0x40862e42, 0x408fe800, 0x413921fb,
    };

    private final Random random = new Random(SEED);

    private double any() {
        return Double.longBitsToDouble(random.nextLong());
    }

    private double within(double limit) {
        return (random.nextDouble() * 2 - 1) * limit;
    }

    private double nextToTurn() {
        long high = TURNS[random.nextInt(TURNS.length)] + random.nextInt(5) - 2;
        double turn = Double.longBitsToDouble(high << 32 | random.nextInt() & 0xffffffffL);
        return random.nextBoolean() ? turn : -turn;
    }

    private double argument(int kind) {
        return switch (kind) {
            case 0 -> any();
            case 1 -> within(20);
            case 2 -> within(750);
            case 3 -> within(1e6);
            case 4 -> 1 + within(1e-5);
            case 5 -> random.nextInt(1_000_000) * (Math.PI / 2);
            case 6 -> random.nextInt(1000);
            default -> nextToTurn();
        };
    }

    private static double beside(double x, int steps) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) + steps);
    }

    private static void compare(double expected, double actual, String arguments) {
        // NaN is NaN, whatever its bits.
        assertEquals(expected, actual, () -> "seed " + SEED + ": " + arguments);
    }

    private void test(DoubleUnaryOperator expected, DoubleUnaryOperator actual) {
        for (double special : SPECIAL) {
            for (int steps = -3; steps <= 3; steps++) {
                double x = beside(special, steps);
                compare(expected.applyAsDouble(x), actual.applyAsDouble(x), "" + x);
                compare(expected.applyAsDouble(-x), actual.applyAsDouble(-x), "" + -x);
            }
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (int kind = 0; kind < 8; kind++) {
                double x = argument(kind);
                compare(expected.applyAsDouble(x), actual.applyAsDouble(x), "" + x);
            }
        }
    }

    private void test(DoubleBinaryOperator expected, double x, double y) {
        String arguments = x + ", " + y;
        compare(expected.applyAsDouble(x, y), Power.pow(x, y), arguments);
        compare(expected.applyAsDouble(-x, y), Power.pow(-x, y), "-" + arguments);
    }

    @Test
    void exp_is_that_of_strict_math() {
        test(StrictMath::exp, Exponential::exp);
    }

    @Test
    void log_is_that_of_strict_math() {
        test(StrictMath::log, Logarithm::log);
    }

    @Test
    void sin_is_that_of_strict_math() {
        test(StrictMath::sin, Trigonometry::sin);
    }

    @Test
    void cos_is_that_of_strict_math() {
        test(StrictMath::cos, Trigonometry::cos);
    }

    @Test
    void tan_is_that_of_strict_math() {
        test(StrictMath::tan, Trigonometry::tan);
    }

    /// With decimals, which need no care for what is next to a half.
    private static double round(double x) {
        if (Double.isNaN(x) || Math.abs(x) >= 0x1p53) {
            return x;
        }
        double whole = new BigDecimal(x).setScale(0, RoundingMode.HALF_UP).doubleValue();
        return Math.copySign(whole, x);
    }

    @Test
    void round_goes_half_away_from_zero() {
        test(ElementaryFunctionsTest::round, MathFunctions::round);
        for (int i = 0; i < ROUNDS; i++) {
            double half = random.nextLong(1L << random.nextInt(1, 54)) + 0.5;
            for (int steps = -1; steps <= 1; steps++) {
                double x = beside(half, steps);
                compare(round(x), MathFunctions.round(x), "" + x);
                compare(round(-x), MathFunctions.round(-x), "" + -x);
            }
        }
    }

    @Test
    void pow_is_that_of_strict_math() {
        for (double x : SPECIAL) {
            for (double y : SPECIAL) {
                for (int steps = -1; steps <= 1; steps++) {
                    test(StrictMath::pow, beside(x, steps), y);
                    test(StrictMath::pow, x, -beside(y, steps));
                }
            }
        }
        for (int i = 0; i < ROUNDS; i++) {
            test(StrictMath::pow, any(), any());
            test(StrictMath::pow, within(10), within(10));
            test(StrictMath::pow, within(1e5), within(300));
            test(StrictMath::pow, within(100), Math.rint(within(40)));
            test(StrictMath::pow, random.nextInt(100), Math.rint(within(40)) / 2);
            test(StrictMath::pow, nextToTurn(), within(40));
            test(StrictMath::pow, 1 + within(1e-6), within(0x1p32));
        }
    }
}
