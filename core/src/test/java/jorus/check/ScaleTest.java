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
    void many_arrays_that_begin_empty() {
        StringBuilder text = new StringBuilder("fn first(xs): return xs[0]\n");
        for (int i = 0; i < 12_000; i++) {
            text.append("a" + i + " = []\npush(a" + i + ", " + (i % 2 == 0 ? "1" : "1.5"));
            text.append(")\nprint(a" + i + "[0], first(a" + i + "))\n");
        }
        assertRefined(text.toString());
    }

    @Test
    void many_arrays_that_wait_for_the_elements_of_the_next() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= 16_000; i++) {
            text.append("a" + i + " = []\n");
        }
        for (int i = 0; i < 16_000; i++) {
            text.append("for x in a" + (i + 1) + ": push(a" + i + ", x)\n");
        }
        assertRefined(text.append("push(a16000, 1)").toString());
    }

    @Test
    void many_arrays_in_each_other() {
        StringBuilder text = new StringBuilder("a0 = []\npush(a0, 1)\n");
        for (int i = 1; i < 12_000; i++) {
            text.append("a" + i + " = []\npush(a" + i + ", a" + (i - 1) + ")\n");
        }
        assertRefined(text.append("r = Result.Ok(a11999)").toString());
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

    @Test
    void many_closures_that_capture() {
        StringBuilder text = new StringBuilder("fn many(xs: [any]):\n    mut n = 0\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("    k" + i + " = " + i + "\n    push(xs, fn(): n = n + k" + i + ")\n");
        }
        for (int i = 0; i < 2_000; i++) {
            text.append("fn f" + i + "():\n    mut n = 0\n    fn g0(): return n\n");
            for (int j = 1; j < 10; j++) {
                text.append("    fn g" + j + "(): return g" + (j - 1) + "()\n");
            }
            text.append("    n += 1\n    return g9\n");
        }
        assertRefined(text.toString());
    }

    @Test
    void many_structs_with_methods() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8_000; i++) {
            text.append("struct S" + i + ":\n    x: i32 = " + i + "\n    y: any = 0\n");
            text.append("impl S" + i + ":\n    fn get(self, k): return self.x + k\n");
            text.append("print(S" + i + "{}.get(1))\n");
        }
        text.append("fn dynamic(x): return x.get(2)\nprint(dynamic([S0{} as any, 1,][0]))\n");
        assertRefined(text.toString());
    }

    @Test
    void a_match_with_many_arms() {
        StringBuilder text = new StringBuilder("enum E:\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("    V" + i + "(x: i32)\n");
        }
        text.append("fn f(e: E) -> i32:\n    match e:\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("        E.V" + i + "(x) -> x + " + i + "\n");
        }
        assertRefined(text.append("print(f(E.V3(1)))").toString());
    }
}
