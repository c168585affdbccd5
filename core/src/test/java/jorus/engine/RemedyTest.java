package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What reports of runtime errors say beside the message: the values, and what to do.
class RemedyTest {
    private static TrapReport report(String text) {
        return Programs.run(text, Limits.NONE).outcome().report();
    }

    private static void assertDetail(String expected, String text) {
        assertEquals(List.of(expected), report(text).notes(), text);
    }

    @Test
    void values_out_of_range_are_shown() {
        assertDetail("the index is 7", "a = [1, 2, 3]\ni = 7\nprint(a[i])");
        assertDetail("the index is -7", "a = [1, 2, 3]\ni = -7\na[i] = 5");
        assertDetail("the index is 5, the length is 3", "print(\"abc\"[5])");
        assertDetail("the end is 7, the length is 3", "print([1, 2, 3][2..7])");
        assertDetail(
                "the start is 2, the last element taken is 0", "a = [1, 2, 3]\nprint(a[2..0])");
        assertDetail("the value is -5", "x: i64 = -5\nprint(x as u32)");
        assertDetail("the value is 3.5E10", "x = 3.5e10\nprint(x as i32)");
        assertDetail("the count is -3", "x = [1,] * -3");
        assertDetail("the count is -3, the length is 2", "x = [1, 2,] * -3");
    }

    @Test
    void an_index_that_was_clamped_is_not_shown() {
        assertEquals(List.of(), report("print([1,][4294967296])").notes());
    }

    @Test
    void the_values_of_an_earlier_error_are_forgotten() {
        assertEquals(
                List.of(), report("try: print([1,][7])\ncatch: pass\nx = 0\nprint(1 / x)").notes());
    }

    @Test
    void a_remedy_is_shown() {
        assertEquals("indexes go from 0 to len(...) - 1", report("print([1,][7])").help());
        assertEquals(
                "'for i in n' goes from 0 to n - 1", report("n = -1\nfor i in n: pass").help());
        assertNull(report("assert_eq(\"\", 1, 2)").help());
    }
}
