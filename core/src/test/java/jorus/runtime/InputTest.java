package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.builtin.Builtin;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTest {
    private static String read(Instance instance, String prompt) {
        long[] string = new long[1];
        String trap =
                instance.trap(
                        () ->
                                string[0] =
                                        Memory.i64(
                                                instance.call(
                                                        Builtin.INPUT, instance.string(prompt))));
        return trap == null ? Instance.text(string[0]) : trap;
    }

    @ParameterizedTest
    @CsvSource({
        "a~nb~n,a;b;EOF",
        "a~r~nb~r~n,a;b;EOF",
        "a~rb~r,a;b;EOF",
        "a~n~nb,a;;b;EOF",
        "a~r~r~nb,a;;b;EOF",
        "~n,;EOF",
        "last,last;EOF",
    })
    void lines_end_in_three_ways(String input, String lines) {
        String source = input.replace("~n", "\n").replace("~r", "\r");
        try (Instance instance = new Instance(MachineOptions.DEFAULT, source)) {
            for (String line : lines.split(";")) {
                String expected =
                        line.equals("EOF") ? "END_OF_INPUT: input() reached end of file" : line;
                assertEquals(expected, read(instance, ""));
            }
        }
    }

    @Test
    void the_prompt_is_on_the_output_before_the_line_is_read() {
        try (Instance instance = new Instance(MachineOptions.DEFAULT, "x\n")) {
            assertEquals("x", read(instance, "name? "));
            assertEquals("name? ", instance.written.toString());
            assertEquals("END_OF_INPUT: input() reached end of file", read(instance, "more? "));
            assertEquals("name? more? ", instance.written.toString());
        }
    }

    @Test
    void long_lines_are_read_whole() {
        String line = "0123456789".repeat(5000);
        try (Instance instance = new Instance(MachineOptions.DEFAULT, line + "\nend")) {
            assertEquals(line, read(instance, ""));
            assertEquals("end", read(instance, ""));
        }
    }

    @Test
    void bytes_that_are_no_text_pass_through() {
        try (Instance instance = new Instance(MachineOptions.DEFAULT, "\u00ff\u0000\u00fe\n")) {
            assertEquals("\u00ff\u0000\u00fe", read(instance, ""));
        }
    }

    @Test
    void a_machine_without_input_is_at_its_end() {
        try (Instance instance = new Instance()) {
            assertEquals("END_OF_INPUT: input() reached end of file", read(instance, ""));
        }
    }
}
