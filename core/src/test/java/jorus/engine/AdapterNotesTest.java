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

    /// Values of `f` are also called with an f64, so that it is not made for an i32.
    private static final String OTHER = "h = f; if len(\"a\") > 1: print(h(2.5))";

    @Test
    void an_error_in_the_called_function() {
        assertNotes(
                "Division by zero at 3[in f at test.orus:3, in apply at test.orus:2, in test.orus"
                        + " at test.orus:5]",
                "fn f(n): return 1 / n",
                OTHER,
                "print(apply(f, 0))");
    }

    @Test
    void an_argument_of_another_type() {
        assertNotes(
                "expected string, found i32 at 2[in f, in apply at test.orus:2, in test.orus at"
                        + " test.orus:5]",
                "fn f(s: string) -> i32: return len(s)",
                TAKE,
                "print(apply(take(f), 1))");
    }

    @Test
    void a_result_of_another_type() {
        assertNotes(
                "expected i32, found string at 2[in apply at test.orus:2, in test.orus at"
                        + " test.orus:5]",
                "fn f(n: i32) -> string: return \"s\"",
                TAKE,
                "print(apply(take(f), 1))");
    }

    @Test
    void another_number_of_arguments() {
        assertNotes(
                "Function 'f' expects 2 arguments but received 1 at 2[in apply at test.orus:2, in"
                        + " test.orus at test.orus:5]",
                "fn f(n: i32, m: i32) -> i32: n",
                TAKE,
                "print(apply(take(f), 1))");
    }

    @Test
    void calls_through_adapters_stand_there_once() {
        assertNotes(
                "Division by zero at 3[in f at test.orus:3, in apply at test.orus:2, in f at"
                        + " test.orus:3, in apply at test.orus:2, in test.orus at test.orus:5]",
                "fn f(n): return 1 / n if n == 0 else apply(f, n - 1)",
                OTHER,
                "print(apply(f, 1))");
    }

    /// Nothing is known of what it gives.
    private static final String TAKE = "fn take(v): return v if len(\"a\") == 1 else 1";
}
