package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.source.SourceFile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class PrimingTest {
    @ParameterizedTest
    @CsvSource({
        "'print(1)', false",
        "'x = 1.5 * 2.0', false",
        "'forward = 1', false",
        "'f', false",
        "'whil', false",
        "'x = fn', false",
        "'for i in 0..3: print(i)', true",
        "'while true: break', true",
        "'fn f(): print(1)', true",
        "'use std.math', true",
        "'x = 1\n    for i in 0..3: print(i)', true"
    })
    void only_what_may_repeat_something_is_primed_for(String text, boolean isExpected) {
        SourceFile source = new SourceFile("x.orus", text.getBytes(StandardCharsets.UTF_8));
        assertEquals(isExpected, Priming.mayRepeat(source));
    }
}
