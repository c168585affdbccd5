package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.isa.Opcode;
import jorus.source.SourceFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;

/// Programs with and without fused instructions do the same.
class FusionTest {
    private static final String PROPERTY = "jorus.fuse";
    private static final String WITHOUT = "jorus.without";

    private static final String[] FEATURES = {"arguments", "access", "branches", "constants"};

    /// Has every fused opcode; SEED and the numbers below it are replaced.
    private static final String PROGRAM =
            """
            use std.math: sqrt
            enum Shape:
                Dot
                Pair(left: Shape, right: Shape)
            struct Ball:
                x: f64
                y: f64
                next: [f64]
                other: [f64]
            mut state: i64 = SEED
            fn random() -> f64:
                state = state * 16807 % 2147483647
                return state as f64 / 2147483647.0 - 0.5
            fn numbers(n: i32) -> [f64]:
                mut all: [f64] = []
                for i in 0..n: push(all, random())
                return all
            fn arithmetic(a: f64, b: f64, c: f64) -> f64:
                x = a * b + c
                y = a * b * c
                z = x * y - c * a
                w = (a + b) * c + (a - b) * c + (c - a + b) + (b + c - a)
                return x + y * z + w
            fn integers(a: i32, b: i32) -> i32:
                c = a * b + a
                d = a + b + 3
                return c + d
            fn sums(a: [f64], b: [f64], n: i32) -> f64:
                mut s = 0.0
                for i in 0..n: s += a[i] * b[i]
                for i in 0..n: s = s + a[i]
                for i in 0..n: s = s - b[i]
                for i in 1..n - 1: s += a[i - 1] + a[i + 1] * b[i]
                for i in 0..n:
                    if a[i] + b[i] > 0.25: s += 1.0
                for i in 0..n / 2: s += a[i + i] - a[i]
                mut k = 0
                while k < n:
                    s = s + 1.0
                    k += 1
                while k > 2 and s + s * 0.5 > 0.25:
                    s = s * 0.5 + 0.0625
                    k -= 1
                return s
            fn stores(a: [f64], b: [f64], n: i32):
                for i in 0..n: a[i] = b[i]
                for i in 0..n: a[i] = a[i] + b[i]
                for i in 0..n: a[i] = a[i] - b[i] * 0.5
                for i in 0..n:
                    a[i] -= 0.5
                    b[i] -= 0.25
                for i in 0..n - 1:
                    t = a[i]
                    a[i] = a[i + 1]
                    a[i + 1] = t
            fn whole(n: i32) -> i32:
                mut a: [i32] = [0, 40]
                for i in 0..n: a[i] = i
                mut low = 0
                mut high = n - 1
                while low < high:
                    saved = a[low]
                    a[low] = a[high]
                    a[high] = saved
                    low += 1
                    high -= 1
                mut s = 0
                for i in 0..n: s += a[i] * i
                for i in 0..n: s += i
                return s
            fn flags(n: i32) -> i32:
                mut marks: [bool] = [false, 80]
                mut found = 0
                for i in 0..n:
                    marks[i + n] = true
                    marks[i] = marks[i + n]
                for i in 0..n:
                    if marks[i]: found += 1
                    if not marks[i] and not marks[i + 1]: found += 2
                return found
            fn make(depth: i32) -> Shape:
                if depth == 0: return Shape.Dot
                return Shape.Pair(make(depth - 1), make(depth - 1))
            fn count(shape: Shape) -> i32:
                return match shape:
                    Shape.Dot -> 1
                    Shape.Pair(left, right) -> count(left) + count(right)
            fn fib(n: i32) -> i32: n < 2 ? n : fib(n - 1) + fib(n - 2)
            fn ball(b: Ball) -> f64:
                first = b.next
                second = b.other
                return b.x * b.x + b.y * first[0] + second[0]
            fn steps(n: i64) -> i32:
                mut m = n
                mut k = 0
                while m > 1:
                    if m % 2 == 0: m = m / 2
                    else: m = 3 * m + 1
                    k += 1
                return k
            a = numbers(SIZE)
            b = numbers(SIZE)
            print(arithmetic(random(), random(), random()))
            print(integers(SIZE, 5))
            print(sums(a, b, SIZE))
            stores(a, b, SIZE)
            print(a, b)
            print(whole(SIZE), flags(SIZE), count(make(5)), fib(12), steps(SIZE as i64))
            print(ball(Ball{ x: random(), y: random(), next: a, other: b }))
            """;

    @AfterEach
    void forgetProperty() {
        System.clearProperty(PROPERTY);
        System.clearProperty(WITHOUT);
    }

    private static String program(int seed, int size) {
        return PROGRAM.replace("SEED", String.valueOf(seed)).replace("SIZE", String.valueOf(size));
    }

    private static Compilation compile(String text, String families) {
        if (families == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, families);
        }
        SourceFile source = new SourceFile("f.orus", text.getBytes(StandardCharsets.UTF_8));
        Compilation compilation = Compilation.compile(source, new PhaseTimes());
        assertTrue(!compilation.hasErrors(), () -> compilation.diagnostics().toString());
        return compilation;
    }

    /// What it prints, and the trap that ends it.
    private static String run(String text, String families, boolean isObserved) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PhaseTimes times = new PhaseTimes();
        RunOptions options =
                new RunOptions(
                        1 << 24, 1000, Engine.INTERP, isObserved, false, null, null, Limits.NONE);
        try (Compilation program = compile(text, families);
                Instance instance =
                        new Instance(program, options, InputStream.nullInputStream(), out, times)) {
            Outcome outcome = instance.run();
            String end = "";
            if (outcome.isTrap()) {
                TrapReport trap = outcome.report();
                end = trap.message() + " at " + trap.line() + ":" + trap.column() + trap.notes();
            }
            return out.toString(StandardCharsets.UTF_8) + end;
        }
    }

    private static Set<Opcode> fused(String listing) {
        Set<Opcode> found = EnumSet.noneOf(Opcode.class);
        for (Opcode opcode : Opcode.values()) {
            if (opcode.next() != null && listing.contains(" " + opcode.mnemonic() + " ")) {
                found.add(opcode);
            }
        }
        return found;
    }

    @Test
    void the_program_of_this_test_has_every_fused_opcode() {
        Set<Opcode> missing = EnumSet.allOf(Opcode.class);
        missing.removeIf(opcode -> opcode.next() == null);
        try (Compilation compilation = compile(program(1, 20), null)) {
            missing.removeAll(fused(compilation.disassembly()));
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void nothing_is_fused_when_it_is_off() {
        try (Compilation compilation = compile(program(1, 20), "off")) {
            assertEquals(Set.of(), fused(compilation.disassembly()));
        }
    }

    @Test
    void fused_programs_do_what_their_parts_do() {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            String text = program(1 + random.nextInt(1 << 20), 3 + random.nextInt(36));
            String expected = run(text, "off", false);
            String message = "-Djorus.seed=" + seed;
            assertEquals(expected, run(text, null, false), message);
            assertEquals(expected, run(text, null, true), message);
            for (String family : new String[] {"arithmetic", "loops,arrays", "objects", "calls"}) {
                assertEquals(expected, run(text, family, false), message);
            }
        }
    }

    /// Runs without the features of which `set` has the bits.
    private static String runWithout(int set, String text, String families) {
        StringJoiner list = new StringJoiner(",");
        for (int i = 0; i < FEATURES.length; i++) {
            if ((set & 1 << i) != 0) {
                list.add(FEATURES[i]);
            }
        }
        System.setProperty(WITHOUT, list.toString());
        try {
            return run(text, families, false);
        } finally {
            System.clearProperty(WITHOUT);
        }
    }

    @Test
    void programs_do_the_same_without_any_of_the_features() {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        String text = program(1 + random.nextInt(1 << 20), 3 + random.nextInt(36));
        String trapping = text + "fn last(a: [f64], i: i32) -> f64:\n  return a[i + 1] + a[i]\n";
        for (String end : new String[] {"", "print(last(a, -1))\n", "print(last(a, SIZE))\n"}) {
            String whole = trapping + end.replace("SIZE", "2147483646");
            String expected = run(whole, null, false);
            assertEquals(!end.isEmpty(), expected.contains(" at "), expected);
            for (int set = 1; set < 1 << FEATURES.length; set++) {
                String message = "-Djorus.seed=" + seed + " without " + set;
                assertEquals(expected, runWithout(set, whole, "off"), message);
                assertEquals(expected, runWithout(set, whole, null), message);
            }
        }
    }

    @Test
    void what_is_switched_off_is_not_in_the_code() {
        String text =
                """
                fn twice(n: i32) -> i32: n * 2
                fn f(a: [i32], n: i32) -> i32:
                    mut s = 0
                    for i in 0..n:
                        if a[i] < 7: s += twice(a[i] + 1)
                    return s
                print(f([1, 2, 3], 3))
                """;
        String all = listing(text, "");
        assertTrue(all.contains("addk.i32 ") && all.contains("next.i32 "), all);
        // The whole program needs the lengths of no array, and its arguments no moves.
        assertFalse(all.contains("len.arr"), all);
        String without = listing(text, "constants");
        assertFalse(without.contains("addk.i32") || without.contains("br.gek.i32"), without);
        assertTrue(listing(text, "access").contains("len.arr"));
        without = listing(text, "branches");
        assertFalse(without.contains("next.i32") || without.contains("br.lt"), without);
        assertTrue(count(listing(text, "arguments")) > count(all));
    }

    private static int count(String listing) {
        return listing.split("move\\.i32").length;
    }

    private static String listing(String text, String without) {
        System.setProperty(WITHOUT, without);
        try (Compilation compilation = compile(text, "off")) {
            return compilation.disassembly();
        } finally {
            System.clearProperty(WITHOUT);
        }
    }

    @Test
    void traps_of_both_parts_have_their_own_lines() {
        String[] programs = {
            // the index is computed, then used
            "fn f(a: [f64], i: i32) -> f64:\n  return a[(i\n    + 2147483600)\n    ]\n"
                    + "print(f([1.0, 2.0], WHICH))",
            "fn f(a: [f64], i: i32) -> f64:\n  return (a[i]\n    * a[i - 2])\n"
                    + "print(f([1.0, 2.0], WHICH))",
            "fn f(a: [i32], i: i32):\n  a[i\n    - 1] = a[i]\nf([1, 2], WHICH)",
            "fn f(i: i32) -> i32:\n  return (i * 2000000000\n    + i)\nprint(f(WHICH))",
        };
        for (String text : programs) {
            for (String which : new String[] {"0", "1", "2", "3", "100", "2147483647", "-1"}) {
                String program = text.replace("WHICH", which);
                assertEquals(run(program, "off", false), run(program, null, false), program);
            }
        }
    }
}
