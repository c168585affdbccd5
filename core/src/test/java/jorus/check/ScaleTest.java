package jorus.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// Programs of 50,000 lines; the limits are generous, quadratic work would miss them by far.
class ScaleTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static void assertRefined(String text) {
        assertTimeout(LIMIT, () -> Checking.accepted(text).refined());
    }

    @Test
    void many_unannotated_functions_calling_each_other() {
        StringBuilder text = new StringBuilder("mut total = 0\n");
        for (int i = 0; i < 12_000; i++) {
            text.append("fn f" + i + "(x, y):\n    z = x + " + i + "\n");
            text.append("    return z > 0 ? z : " + (i == 0 ? "y" : "f" + (i - 1) + "(z, y)"));
            text.append("\nr" + i + " = f" + i + "(1, 2)\n");
        }
        assertRefined(text.toString());
    }

    @Test
    void many_conditional_variables_in_one_function() {
        StringBuilder text = new StringBuilder("fn f(c):\n");
        for (int i = 0; i < 16_000; i++) {
            text.append("    if c:\n        v" + i + " = 1\n    print(v" + i + ")\n");
        }
        assertRefined(text.append("f(true)").toString());
    }

    @Test
    void many_module_variables_that_widen() {
        StringBuilder text = new StringBuilder("fn id(x): return x\n");
        for (int i = 0; i < 16_000; i++) {
            text.append("mut v" + i + " = id(" + i + ")\nprint(v" + i + ")\nv" + i + " = \"\"\n");
        }
        assertRefined(text.toString());
    }

    @Test
    void many_mistakes() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append("print(missing" + i + ")\n");
        }
        assertTimeout(LIMIT, () -> assertEquals(20, Checking.of(text.toString()).errors().size()));
    }

    @Test
    void expressions_as_deep_as_the_parser_allows_on_a_thread_of_the_engine() throws Exception {
        String[] deep = {
            "fn f(y): return y" + " + 1".repeat(4900) + "\nprint(f(1))",
            "fn f(y): return " + "not ".repeat(2000) + "y\nprint(f(1))",
            "fn f(y): return " + "[".repeat(1000) + "y" + ",]".repeat(1000) + "\nprint(f(1))",
        };
        int[] refined = new int[1];
        Runnable work =
                () -> {
                    for (String text : deep) {
                        refined[0] += Checking.accepted(text).refined().versions().size();
                    }
                };
        Thread thread = new Thread(null, work, "deep", 512L << 20);
        thread.start();
        thread.join();
        assertEquals(2 * deep.length, refined[0]);
    }
}
