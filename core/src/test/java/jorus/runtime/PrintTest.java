package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.image.TypeIds;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintTest {
    private final Instance instance = new Instance();
    private final Machine m = instance.machine;

    @AfterEach
    void close() {
        instance.close();
    }

    private void put(Object value) {
        switch (value) {
            case Integer i -> m.print.put(TypeIds.I32, i);
            case Long l -> m.print.put(TypeIds.I64, l);
            case Double d -> m.print.put(TypeIds.F64, Double.doubleToRawLongBits(d));
            case Boolean b -> m.print.put(TypeIds.BOOL, b ? 1 : 0);
            case String s -> m.print.put(TypeIds.STRING, instance.string(s));
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private String printed(Object... values) {
        for (Object value : values) {
            put(value);
        }
        m.print.end();
        String line = instance.output();
        return line.substring(0, line.length() - 1);
    }

    @Test
    void nothing_prints_an_empty_line() {
        m.print.end();
        assertEquals("\n", instance.output());
    }

    @Test
    void values_are_separated_by_one_space() {
        assertEquals("1 -2 true 0.5", printed(1, -2L, true, 0.5));
        assertEquals("5 a@", printed(5, "a@"));
    }

    @Test
    void a_first_string_is_a_template() {
        assertEquals("a=5 b=ff 0.67 rest 1", printed("a=@ b=@x @.2f", 5, 255, 2.0 / 3, "rest", 1));
        assertEquals("50%", printed("50@", "%"));
        assertEquals("mailme@x 255", printed("mail@", "me@x", 255));
    }

    @ParameterizedTest
    @CsvSource({
        "@@,1@",
        "@,1",
        "x,x 1",
        "@x@,1@",
        "@.9f!,1!",
        "@.f!,1!",
        "@.!,1!",
        "a@b@c,a1@c",
        "'',' 1'"
    })
    void a_template_with_one_value(String template, String expected) {
        assertEquals(expected, printed(template, 1));
    }

    @Test
    void specifications_without_a_value_are_written_as_they_are() {
        assertEquals("@ @.2f @x", printed("@ @.2f @x"));
        assertEquals("1 @.2f", printed("@ @.2f", 1));
    }

    @Test
    void bases_apply_to_integers_only() {
        assertEquals("ff FF 377 11111111", printed("@x @X @o @b", 255, 255L, 255, 255));
        assertEquals("ffffffffffffffff", printed("@x", -1));
        assertEquals("1.5 true s", printed("@x @o @b", 1.5, true, "s"));
        m.print.put(TypeIds.STRING, instance.string("@x @X"));
        m.print.put(TypeIds.U32, -1);
        m.print.put(TypeIds.U64, -1);
        m.print.end();
        assertEquals("ffffffff FFFFFFFFFFFFFFFF\n", instance.output());
    }

    @Test
    void decimals_apply_to_f64_only() {
        assertEquals("1.500 7 true x", printed("@.3 @.3f @.1 @.2f", 1.5, 7, true, "x"));
        assertEquals("0.10000000000000001", printed("@.", 0.1));
    }

    @Test
    void backslashes_have_no_meaning() {
        assertEquals("C:\\tmp 1", printed("C:\\tmp", 1));
    }

    @Test
    void arrays_flatten() {
        long outer = instance.array(instance.nested);
        instance.append(outer, instance.ints(1, 2));
        instance.append(outer, instance.ints(3));
        m.print.put(instance.nested, outer);
        m.print.end();
        assertEquals("1, 2, 3\n", instance.output());
    }

    @Test
    void an_empty_array_prints_nothing() {
        m.print.put(instance.i32s, instance.ints());
        m.print.put(TypeIds.I32, 1);
        m.print.end();
        assertEquals(" 1\n", instance.output());
    }

    @Test
    void every_element_type_prints() {
        long bools = instance.array(instance.bools);
        Memory.i8(Arrays.append(m, bools, 0), 1);
        Memory.i8(Arrays.append(m, bools, 0), 0);
        long doubles = instance.array(instance.f64s);
        Memory.f64(Arrays.append(m, doubles, 3), 0.25);
        long strings = instance.array(instance.strings);
        instance.append(strings, instance.string("x"));
        long anys = instance.array(instance.anys);
        instance.appendAny(anys, TypeIds.U32, -1);
        instance.appendAny(anys, TypeIds.STRING, instance.string("y"));
        instance.appendAny(anys, instance.bools, bools);
        m.print.put(instance.bools, bools);
        m.print.put(instance.f64s, doubles);
        m.print.put(instance.strings, strings);
        m.print.put(instance.anys, anys);
        m.print.put(TypeIds.VOID, 0);
        m.print.end();
        assertEquals("true, false 0.25 x 4294967295, y, true, false void\n", instance.output());
    }

    @Test
    void an_array_that_contains_itself_is_a_stack_overflow() {
        long loop = instance.array(instance.anys);
        instance.appendAny(loop, TypeIds.I32, 1);
        instance.appendAny(loop, instance.anys, loop);
        assertEquals(
                "RECURSION: Stack overflow", instance.trap(() -> m.print.put(instance.anys, loop)));
        m.recover();
        assertEquals("after", printed("after"));
    }

    @Test
    void a_long_cycle_is_found_too() {
        long first = instance.array(instance.anys);
        long last = first;
        for (int i = 0; i < 1000; i++) {
            long next = instance.array(instance.anys);
            instance.appendAny(last, instance.anys, next);
            last = next;
        }
        instance.appendAny(last, instance.anys, first);
        assertEquals(
                "RECURSION: Stack overflow",
                instance.trap(() -> m.print.put(instance.anys, first)));
    }

    @Test
    void sharing_is_no_cycle() {
        long shared = instance.ints(7);
        long outer = instance.array(instance.nested);
        for (int i = 0; i < 100; i++) {
            instance.append(outer, shared);
        }
        m.print.put(instance.nested, outer);
        m.print.end();
        assertEquals("7, ".repeat(99) + "7\n", instance.output());
    }

    @Test
    void nesting_may_be_very_deep() {
        long inner = instance.ints(5);
        long type = instance.i32s;
        for (int i = 0; i < 200_000; i++) {
            long outer = instance.array(instance.anys);
            instance.appendAny(outer, type, inner);
            inner = outer;
            type = instance.anys;
        }
        m.print.put(type, inner);
        m.print.end();
        assertEquals("5\n", instance.output());
    }

    @Test
    void nothing_is_written_before_the_end() {
        m.print.put(TypeIds.I32, 1);
        assertEquals("", instance.output());
        m.print.end();
        assertEquals("1\n", instance.output());
    }

    @Test
    void a_line_longer_than_the_buffer_is_written_whole() {
        String text = "0123456789".repeat(20_000);
        assertEquals(text, printed(text));
    }
}
