package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.arena.Category;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class DigitsTest {
    private static final long SEED = Long.getLong("jorus.seed", 20_261_121);
    private static final int ROUNDS = 100_000;

    private final Instance instance = new Instance();
    private final long at = instance.memory.allocate(Category.OTHER, 64, 64);

    @AfterEach
    void close() {
        instance.close();
    }

    private String bytes(int count) {
        byte[] bytes = new byte[count];
        Memory.copyOut(at, bytes, 0, count);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Numbers >= 0 of all lengths, and those around powers of ten.
    private static long next(Random random) {
        long near = Digits.power(random.nextInt(19)) + random.nextInt(3) - 1;
        return random.nextInt(4) == 0 ? near : random.nextLong() >>> 1 + random.nextInt(63);
    }

    @Test
    void numbers_are_counted_and_written_as_java_writes_them() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            long value = next(random);
            String text = String.valueOf(value);
            assertEquals(text.length(), Digits.count(value), () -> "seed " + SEED + ": " + value);
            Digits.write(at, value, text.length());
            assertEquals(text, bytes(text.length()), () -> "seed " + SEED);
        }
        assertEquals(19, Digits.count(Long.MAX_VALUE));
        assertEquals(1, Digits.count(0));
    }

    @Test
    void missing_digits_are_zeros_and_nothing_in_front_is_written() {
        Memory.fill(at, 64, (byte) '#');
        Digits.write(at + 8, 7, 19);
        assertEquals("########0000000000000000007", bytes(27));
    }

    @Test
    void words_of_digits_are_parsed_and_others_are_not() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            int count = 1 + random.nextInt(8);
            int value = random.nextInt((int) Digits.power(count));
            Memory.i64(at, random.nextLong());
            byte[] text = String.format("%0" + count + "d", value).getBytes();
            Memory.copyIn(text, 0, at, count);
            assertEquals(value, Digits.parse(Memory.i64(at), count), () -> "seed " + SEED);
            int wrong = random.nextInt(256);
            if (wrong < '0' || wrong > '9') {
                Memory.i8(at + random.nextInt(count), wrong);
                assertEquals(-1, Digits.parse(Memory.i64(at), count), () -> "byte " + wrong);
            }
        }
    }

    @Test
    void scaled_values_are_rounded_half_to_even() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            // Many trailing zeros make ties.
            long factor = random.nextLong() >>> 11 + random.nextInt(53);
            factor = random.nextBoolean() ? factor & -1L << random.nextInt(53) : factor;
            long scale = Digits.power(random.nextInt(Digits.MAX_DECIMALS + 1));
            BigInteger product = BigInteger.valueOf(factor).multiply(BigInteger.valueOf(scale));
            int least = Math.max(1, product.bitLength() - 62);
            int shift = least + random.nextInt(118 - least);
            assertRounded(factor, scale, shift);
        }
    }

    @Test
    void what_is_a_little_more_than_a_half_is_rounded_up() {
        Random random = new Random(SEED);
        int checked = 0;
        for (int i = 0; i < ROUNDS; i++) {
            int shift = Long.SIZE + 1 + random.nextInt(52);
            long scale = Digits.power(random.nextInt(Digits.MAX_DECIMALS + 1));
            BigInteger halves = BigInteger.valueOf(2 * random.nextInt(4) + 1);
            BigInteger tie = halves.shiftLeft(shift - 1);
            BigInteger factor = tie.divide(BigInteger.valueOf(scale)).add(BigInteger.ONE);
            BigInteger product = factor.multiply(BigInteger.valueOf(scale));
            if (factor.bitLength() < Long.SIZE && product.bitLength() <= 117) {
                assertRounded(factor.longValueExact(), scale, shift);
                checked++;
            }
        }
        assertTrue(checked > ROUNDS / 100, checked + " checked");
    }

    private static void assertRounded(long factor, long scale, int shift) {
        BigInteger product = BigInteger.valueOf(factor).multiply(BigInteger.valueOf(scale));
        BigDecimal expected =
                new BigDecimal(product)
                        .divide(new BigDecimal(BigInteger.TWO.pow(shift)))
                        .setScale(0, RoundingMode.HALF_EVEN);
        assertEquals(
                expected.longValueExact(),
                Digits.rounded(factor, scale, shift),
                () -> "seed " + SEED + ": " + factor + " * " + scale + " >> " + shift);
    }

    @Test
    void integers_become_strings() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            long value = random.nextBoolean() ? next(random) : -next(random);
            assertEquals(
                    String.valueOf(value),
                    Instance.text(NumberStrings.ofI64(instance.machine, value)),
                    () -> "seed " + SEED);
        }
        Machine m = instance.machine;
        assertEquals("-9223372036854775808", Instance.text(NumberStrings.ofI64(m, 1L << 63)));
        assertEquals("18446744073709551615", Instance.text(NumberStrings.ofU64(m, -1)));
        assertEquals("4294967295", Instance.text(NumberStrings.ofU32(m, -1)));
        assertEquals("-2147483648", Instance.text(NumberStrings.ofI32(m, 1 << 31)));
    }
}
