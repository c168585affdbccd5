package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.io.OutputStream;

/// What reports say of calls that go through an adapter, which the program does not know of.
class AdapterNotesTest {
    /// Line 2 calls `f` as `fn(i32) -> i32`; `main` does so in line 5.
    private static final String[] CALLS = {
        "fn apply(g: fn(i32) -> i32, n: i32) -> i32:", //
        "    return g(n)",
    };

    private static void assertNotes(String expected, String... lines) {
        String text = String.join("\n", CALLS) + "\n" + String.join("\n", lines) + "\n";
        for (Engine engine : Engine.values()) {
            try (Compilation program = Programs.compile(text);
                    Instance instance =
                            new Instance(
                                    program,
                                    RunOptions.of(16L << 20, 1000, engine),
                                    InputStream.nullInputStream(),
                                    OutputStream.nullOutputStream(),
                                    new PhaseTimes())) {
                TrapReport report = instance.run().report();
                assertEquals(
                        expected,
                        report.message() + " at " + report.line() + report.notes(),
                        engine + "\n" + text);
            }
        }
    }

    @Test
    void an_error_in_the_called_function() {
        assertNotes("", "fn f(n): return 1 / n", "print(apply(f, 0))");
    }

    @Test
    void an_argument_of_another_type() {
        assertNotes("", "fn f(s: string) -> i32: return len(s)", "print(apply(f, 1))");
    }

    @Test
    void a_result_of_another_type() {
        assertNotes("", "fn f(n: i32) -> string: return \"s\"", "print(apply(f, 1))");
    }

    @Test
    void another_number_of_arguments() {
        assertNotes("", "fn f(n: i32, m: i32) -> i32: return n", "print(apply(f, 1))");
    }

    @Test
    void a_recursion_through_an_adapter() {
        assertNotes("", "fn f(n): return apply(f, n)", "print(apply(f, 1))");
    }
}
