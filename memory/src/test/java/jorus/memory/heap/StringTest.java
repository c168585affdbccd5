package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.Seed;
import jorus.memory.arena.Category;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

class StringTest {
    private static long immortal(Fixture f, String text) {
        long bytes = StringLayout.immortalBytes(text.length());
        long string = f.memory.allocate(Category.CONSTANTS, bytes, 8);
        long data = StringLayout.writeImmortal(string, f.string, text.length());
        for (int i = 0; i < text.length(); i++) {
            Memory.i8(data + i, text.charAt(i));
        }
        return string;
    }

    @Test
    void concatenation_has_the_bytes_of_both() {
        try (Fixture f = new Fixture()) {
            long a = f.text("ab");
            long result = f.heap.concat(a, f.text("cde"));
            assertEquals("abcde", Fixture.text(result));
            assertEquals("ab", Fixture.text(a));
            assertEquals(f.string, ObjectLayout.typeId(result));
        }
    }

    @Test
    void a_second_continuation_of_the_same_string_does_not_disturb_the_first() {
        try (Fixture f = new Fixture()) {
            long s = f.heap.concat(f.text("x"), f.text("y"));
            long first = f.heap.concat(s, f.text("111"));
            long second = f.heap.concat(s, f.text("22"));
            long third = f.heap.concat(first, f.text("3"));
            assertEquals("xy", Fixture.text(s));
            assertEquals("xy111", Fixture.text(first));
            assertEquals("xy22", Fixture.text(second));
            assertEquals("xy1113", Fixture.text(third));
            assertEquals(StringLayout.data(s), StringLayout.data(first));
            assertNotEquals(StringLayout.data(s), StringLayout.data(second));
            assertEquals(StringLayout.data(s), StringLayout.data(third));
        }
    }

    @Test
    void a_string_can_be_appended_to_itself() {
        try (Fixture f = new Fixture()) {
            long s = f.keep(f.text("ab"));
            for (int i = 0; i < 12; i++) {
                s = f.keep(f.heap.concat(s, s));
            }
            assertEquals("ab".repeat(1 << 12), Fixture.text(s));
            f.heap.verify();
        }
    }

    @Test
    void an_empty_operand_gives_the_other() {
        try (Fixture f = new Fixture()) {
            long empty = f.heap.newString(f.string, 0);
            long s = f.text("s");
            assertEquals(s, f.heap.concat(s, empty));
            assertEquals(s, f.heap.concat(empty, s));
            assertEquals(empty, f.heap.concat(empty, empty));
        }
    }

    @Test
    void immortal_strings_are_copied_from_and_never_written_to() {
        try (Fixture f = new Fixture()) {
            long constant = immortal(f, "constant");
            long one = f.keep(f.heap.concat(constant, f.text("1")));
            long two = f.keep(f.heap.concat(constant, constant));
            f.heap.verify();
            assertEquals("constant", Fixture.text(constant));
            assertEquals("constant1", Fixture.text(one));
            assertEquals("constantconstant", Fixture.text(two));
        }
    }

    @Test
    void building_a_string_by_pieces_copies_a_logarithmic_number_of_times() {
        try (Fixture f = new Fixture()) {
            long piece = f.keep(immortal(f, "0123456789"));
            long s = f.heap.newString(f.string, 0);
            f.keep(s);
            int copies = 0;
            for (int i = 0; i < 200_000; i++) {
                long data = StringLayout.data(s);
                s = f.heap.concat(s, piece);
                copies += StringLayout.data(s) == data ? 0 : 1;
                f.heap.roots().set(1, s);
            }
            assertEquals(2_000_000, StringLayout.length(s));
            assertTrue(copies < 60, copies + " copies");
            for (int i = 0; i < 2_000_000; i += 777) {
                assertEquals('0' + i % 10, Memory.i8(StringLayout.data(s) + i));
            }
        }
    }

    @Test
    void the_result_of_one_concatenation_has_no_more_room_than_its_cell() {
        try (Fixture f = new Fixture()) {
            long a = f.text("a".repeat(3000));
            long result = f.heap.concat(a, f.text("b".repeat(3000)));
            long buffer = StringLayout.data(result) - 8;
            int cell = SizeClasses.cellBytes(SizeClasses.of(6008));
            assertEquals(cell - 8, StringLayout.bufferCapacity(buffer));
        }
    }

    @Test
    void a_shared_buffer_lives_as_long_as_one_of_its_strings() {
        try (Fixture f = new Fixture()) {
            long s = f.text("the start ");
            long longer = f.heap.concat(s, f.text("end"));
            assertEquals(StringLayout.data(s), StringLayout.data(longer));
            f.keep(s);
            f.heap.verify();
            assertEquals(1, f.liveObjects());
            assertEquals("the start ", Fixture.text(s));
            f.heap.roots().set(0, f.heap.concat(s, f.text("again")));
            f.heap.verify();
            assertEquals("the start again", Fixture.text(f.heap.roots().get(0)));
        }
    }

    @Test
    void a_new_string_can_be_shortened_and_continued() {
        try (Fixture f = new Fixture()) {
            long s = f.text("12345678");
            f.heap.shorten(s, 3);
            assertEquals("123", Fixture.text(s));
            assertEquals("123ab", Fixture.text(f.heap.concat(s, f.text("ab"))));
            long gone = f.text("xyz");
            f.heap.shorten(gone, 0);
            assertEquals("", Fixture.text(gone));
            assertThrows(IllegalArgumentException.class, () -> f.heap.shorten(s, 9));
        }
    }

    @Test
    void strings_beyond_the_largest_length_are_out_of_memory() {
        try (Fixture f = new Fixture()) {
            assertThrows(OutOfMemory.class, () -> f.heap.newString(f.string, 1L << 31));
            assertThrows(OutOfMemory.class, () -> f.heap.newString(f.string, -1));
            // The sum is checked before any byte is looked at, so these need no bytes.
            long half = immortal(f, "");
            Memory.i32(half + StringLayout.LENGTH, 1 << 30);
            assertThrows(OutOfMemory.class, () -> f.heap.concat(half, half));
        }
    }

    @Test
    void random_concatenations_agree_with_java_strings() {
        RandomGenerator random = Seed.random("random_concatenations");
        for (HeapOptions options : new HeapOptions[] {HeapOptions.DEFAULT, HeapOptions.STRESS}) {
            int steps = options.isStress() ? 400 : 20_000;
            try (Fixture f = new Fixture(1L << 28, options)) {
                List<String> model = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    model.add("s" + i);
                    f.keep(f.text("s" + i));
                }
                for (int step = 0; step < steps; step++) {
                    int a = random.nextInt(20);
                    int b = random.nextInt(20);
                    int target = random.nextInt(20);
                    String sum = model.get(a) + model.get(b);
                    if (sum.length() < 1000) {
                        f.heap.roots()
                                .set(
                                        target,
                                        f.heap.concat(
                                                f.heap.roots().get(a), f.heap.roots().get(b)));
                        model.set(target, sum);
                    } else {
                        f.heap.roots().set(target, f.text("t" + step));
                        model.set(target, "t" + step);
                    }
                }
                f.heap.verify();
                for (int i = 0; i < 20; i++) {
                    assertEquals(model.get(i), Fixture.text(f.heap.roots().get(i)));
                }
            }
        }
    }
}
