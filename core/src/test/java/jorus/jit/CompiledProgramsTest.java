package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.TrapKind;
import jorus.memory.heap.HeapOptions;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.MethodModel;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What compiled programs promise whatever they compute: valid classes, limits, an end when asked.
class CompiledProgramsTest {
    private static final long STACK_BYTES = 512L << 20;
    private static final int MAX_CODE_BYTES = 8000;

    private static final ClassFile CLASS_FILE =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofClassLoading(
                                    CompiledProgramsTest.class.getClassLoader())));

    private static List<Path> programs() throws IOException {
        Path root = Path.of(System.getProperty("jorus.root", ".."));
        List<Path> programs = new ArrayList<>();
        for (String folder : List.of("examples", "native-tests/src/test/resources/golden")) {
            try (Stream<Path> files = Files.walk(root.resolve(folder))) {
                files.filter(f -> f.toString().endsWith(".orus"))
                        .filter(f -> !f.toString().contains("modules"))
                        .sorted()
                        .forEach(programs::add);
            }
        }
        return programs;
    }

    private static Subject subject(Path program) throws IOException {
        String source = Files.readString(program, java.nio.charset.StandardCharsets.ISO_8859_1);
        try {
            return new Subject(source);
        } catch (AssertionError e) {
            // It tests an error.
            return null;
        }
    }

    @Test
    void all_classes_of_all_programs_are_valid() throws IOException {
        int checked = 0;
        for (Path program : programs()) {
            Subject subject = subject(program);
            if (subject == null) {
                continue;
            }
            try (subject) {
                subject.compileFunctions();
                subject.jit.compileLoop(subject.verified.image().entry(), 0);
                for (int f = 0; f < subject.verified.image().functionCount(); f++) {
                    Flow flow = subject.jit.flow(f);
                    for (Loop loop : flow.loops) {
                        subject.jit.compileLoop(f, flow.origin(flow.first[flow.entry(loop)]));
                    }
                }
                for (Map.Entry<String, byte[]> each : subject.dumped.entrySet()) {
                    check(program + " " + each.getKey(), each.getValue());
                    checked++;
                }
            }
        }
        assertTrue(checked > 2000, checked + " classes");
    }

    private static void check(String name, byte[] bytes) {
        assertEquals(List.of(), CLASS_FILE.verify(bytes), name);
        for (MethodModel method : CLASS_FILE.parse(bytes).methods()) {
            int length = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
            assertTrue(length <= MAX_CODE_BYTES, name + ": " + length + " bytes");
        }
    }

    @Test
    void a_function_that_is_too_large_is_interpreted_and_called_all_the_same() {
        StringBuilder source = new StringBuilder("fn big(n: i32, x: f64, s: string) -> f64:\n");
        source.append("    mut y = x\n");
        for (int i = 0; i < 1500; i++) {
            source.append("    if n == ")
                    .append(i)
                    .append(": y = y * 0.5 + ")
                    .append(i)
                    .append(".0\n");
        }
        source.append("    return y + (len(s) as f64)\n");
        source.append("fn small(n: i32) -> f64: return big(n, 2.0, \"abc\")\n");
        source.append("print(small(1499), small(2000))\n");
        try (Subject subject = new Subject(source.toString())) {
            assertEquals(Outcome.End.FINISHED, subject.run().end());
            assertEquals("1503 5\n", subject.output());
            assertEquals(1, subject.jit.tooLargeCount());
        }
    }

    /// A function with so many locals that its frames use the Java stack up long before the depth.
    private static String deep(int locals) {
        StringBuilder source = new StringBuilder("mut deepest = 0\nfn f(n: i32, x: f64) -> f64:\n");
        source.append("    deepest = n\n");
        for (int i = 0; i < locals; i++) {
            source.append("    v" + i + " = x + " + i + ".5\n");
        }
        source.append("    r = f(n + 1, x + 1.0)\n    mut s = r\n");
        for (int i = 0; i < locals; i++) {
            source.append("    s += v" + i + "\n");
        }
        source.append("    return s\n");
        source.append(
                "for k in 0..3:\n    try: print(f(1, 0.0))\n    catch e: print(e, deepest)\n");
        return source.toString();
    }

    @Test
    void recursion_ends_with_the_trap_at_the_depth_whatever_the_locals() throws Exception {
        for (int locals : new int[] {0, 10, 120, 240}) {
            MachineOptions options =
                    new MachineOptions(64 << 20, 1L << 30, 100_000, 10_000, HeapOptions.DEFAULT);
            StringBuilder result = new StringBuilder();
            onDeepStack(
                    () -> {
                        try (Subject subject = new Subject(deep(locals), options)) {
                            result.append(subject.run().end()).append(' ');
                            result.append(subject.output());
                        }
                    });
            String each = "Error: Stack overflow 100000\n";
            assertEquals("FINISHED " + each.repeat(3), result.toString(), locals + " locals");
        }
    }

    @Test
    void recursion_through_function_values_and_any_ends_with_the_trap() throws Exception {
        String source =
                """
                mut f: fn(i32) -> i32 = fn(n: i32) -> i32: return n
                fn g(n: i32) -> i32: return f(n + 1) + 1
                fn h(x):
                    return h(x + 1) + 1
                f = g
                try: print(g(1))
                catch e: print(e)
                try: print(h(1))
                catch e: print(e)
                print(g(1))
                """;
        onDeepStack(
                () -> {
                    try (Subject subject = new Subject(source)) {
                        Outcome outcome = subject.run();
                        assertEquals(TrapKind.RECURSION, outcome.kind());
                        assertEquals("Error: Stack overflow\n".repeat(2), subject.output());
                    }
                });
    }

    private static void onDeepStack(Runnable body) throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(null, body, "deep", STACK_BYTES);
        thread.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
        thread.start();
        thread.join();
        assertNull(thrown[0], () -> thrown[0].toString());
    }

    private static final Map<String, String> ENDLESS =
            Map.of(
                    "while true: s += 1.0", "while",
                    "while true: for i in 0..2000000000: s += a[i % 10]", "counted",
                    "while true: for i in 0..400: a[i] = a[i] * 0.5 + s", "vectors",
                    "while true: s = f(s)", "calls",
                    "while true: try: q = b[7]; catch: s += 1.0", "handlers");

    /// The flag is set before the start, so the loops end at their first look at it. Making the
    /// arrays is less work than one poll, which would look at it too.
    @Test
    void compiled_loops_that_are_cancelled_end_at_the_next_poll() {
        for (String loop : ENDLESS.keySet()) {
            String source =
                    "fn f(x: f64) -> f64: return x + 1.0\nfn run(a: [f64], b: [f64]) -> f64:\n"
                            + "    mut s = 0.5\n    mut q = 0.0\n"
                            + indented(loop)
                            + "    return s + q\n"
                            + "c: [f64] = [0.5, 400]\nd: [f64] = [0.5, 3]\nprint(run(c, d))\n";
            try (Subject subject = new Subject(source)) {
                subject.machine.cancel();
                assertEquals(Outcome.End.CANCELLED, subject.run().end(), loop);
                int interval = MachineOptions.DEFAULT.pollInterval();
                assertEquals(interval + 1, subject.machine.pollCount(), loop);
            }
        }
    }

    private static String indented(String loop) {
        StringBuilder text = new StringBuilder();
        String blanks = "    ";
        String rest = loop.replace("; catch:", "\ncatch:");
        for (String line : rest.split("\n")) {
            if (line.startsWith("catch")) {
                text.append("        ").append(line).append('\n');
                continue;
            }
            int colon;
            while ((colon = line.indexOf(": ")) >= 0) {
                text.append(blanks).append(line, 0, colon + 1).append('\n');
                blanks += "    ";
                line = line.substring(colon + 2);
            }
            text.append(blanks).append(line).append('\n');
        }
        return text.toString();
    }

    @Test
    void compiled_code_is_unloaded_with_its_program() throws Exception {
        WeakReference<Jit> jit = finished();
        for (int i = 0; i < 50 && jit.get() != null; i++) {
            System.gc();
            Thread.sleep(100);
        }
        assertNull(jit.get(), "something keeps the classes of a closed program");
    }

    private static WeakReference<Jit> finished() {
        String source =
                "fn f(a: [f64]):\n"
                        + "    for i in 0..len(a): a[i] = a[i] + 1.0\n"
                        + "x = [0.5, 100]\n"
                        + "f(x)\n";
        try (Subject subject = new Subject(source)) {
            assertEquals(Outcome.End.FINISHED, subject.run().end());
            return new WeakReference<>(subject.jit);
        }
    }
}
