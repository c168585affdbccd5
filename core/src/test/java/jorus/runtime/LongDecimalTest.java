package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.memory.heap.StringLayout;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.Random;

class LongDecimalTest {
    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    private double shortened(String text) {
        long string = instance.string(text);
        long data = StringLayout.data(string);
        return Double.parseDouble(
                LongDecimal.shorten(instance.machine, data, data + text.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0.0",
                "1",
                "-1",
                "12.5",
                ".5",
                "5.",
                "1e3",
                "1E+3",
                "1e-3",
                "-2.5e10",
                "0.001",
                "000.00100",
                "100",
                "1e400",
                "1e-400",
                "0e999999999999999999999",
                "1e99999999999999999999",
                "-1e-99999999999999999999",
                "4.9e-324",
                "0.0e5",
                "00012"
            })
    void short_numbers_keep_their_value(String text) {
        assertEquals(
                Double.doubleToRawLongBits(Double.parseDouble(text)),
                Double.doubleToRawLongBits(shortened(text)),
                text);
    }

    @Test
    void long_numbers_keep_their_value() {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            String text = number(random);
            assertEquals(
                    Double.doubleToRawLongBits(Double.parseDouble(text)),
                    Double.doubleToRawLongBits(shortened(text)),
                    () -> text + ", seed " + seed);
            instance.machine.heap.roots().truncate(0);
        }
    }

    /// Often the exact middle between two doubles with zeros, and perhaps a last digit, behind it.
    private static String number(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        if (random.nextBoolean()) {
            double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                value = 0.1;
            }
            BigDecimal middle =
                    new BigDecimal(value)
                            .add(new BigDecimal(Math.nextUp(value)))
                            .divide(BigDecimal.TWO);
            String digits = middle.toPlainString();
            text.append("0".repeat(random.nextInt(1000))).append(digits);
            text.append(digits.contains(".") ? "" : ".");
            text.append("0".repeat(random.nextInt(2000)));
            return text.append(random.nextBoolean() ? "1" : "").toString();
        }
        int digits = 1 + random.nextInt(3000);
        int point = random.nextInt(digits + 1);
        boolean isZero = random.nextInt(4) == 0;
        for (int i = 0; i < digits; i++) {
            text.append(i == point ? "." : "").append(isZero ? 0 : random.nextInt(10));
        }
        if (random.nextBoolean()) {
            text.append("e").append(random.nextInt(4000) - 2000);
        }
        return text.toString();
    }
}
