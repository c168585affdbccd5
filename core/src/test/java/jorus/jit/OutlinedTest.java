package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.ImageLayout;
import jorus.runtime.CompiledLoop;

import org.junit.jupiter.api.Test;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Loops that run long are left to methods of their own by what is compiled around them.
class OutlinedTest {
    private static final String NESTS =
            """
            mut s = 0
            mut rest = ""
            xs: [f64] = []
            for r in 0..4:
                for i in 0..20:
                    for j in 0..30: s += i * j % 7
                mut k = r
                while k < 30:
                    s += k
                    k += 2
                    if k % 11 == 0: break
                push(xs, s as f64)
                try:
                    for m in 0..9: s += 100 / (6 - m - r)
                catch e:
                    rest = rest + "caught "
                for x in xs: s += x as i32 % 5
            print(s, rest, len(xs))
            """;

    /// Says of all loops of the program's first function that they ran long, but of the outermost.
    private static void markAll(Subject subject) {
        int entry = subject.verified.image().entry();
        Flow flow = subject.jit.flow(entry);
        for (Loop loop : flow.loops) {
            if (loop.parent != null) {
                subject.jit.ranLong(entry, flow.origin(flow.first[flow.entry(loop)]));
            }
        }
    }

    /// Pairs of classes of loops of which the first calls the second.
    private static Set<String> calls(Subject subject) {
        Set<String> found = new TreeSet<>();
        for (var each : subject.dumped.entrySet()) {
            for (PoolEntry entry : ClassFile.of().parse(each.getValue()).constantPool()) {
                if (entry instanceof MethodRefEntry call && call.name().equalsString("loop")) {
                    String owner = call.owner().asInternalName().replace('/', '.');
                    if (!owner.equals(each.getKey())) {
                        found.add(each.getKey() + " " + owner);
                    }
                }
            }
        }
        return found;
    }

    private static String output(String source, boolean isMarked, boolean calls) {
        try (Subject subject = new Subject(source)) {
            if (isMarked) {
                markAll(subject);
            }
            assertTrue(!subject.run().isTrap());
            assertEquals(calls, !calls(subject).isEmpty(), subject.dumped.keySet()::toString);
            return subject.output();
        }
    }

    @Test
    void loops_that_ran_long_are_called() {
        assertEquals(output(NESTS, false, false), output(NESTS, true, true));
    }

    @Test
    void a_loop_that_ran_short_stays_where_it_is() {
        try (Subject subject = new Subject(NESTS)) {
            int entry = subject.verified.image().entry();
            Flow flow = subject.jit.flow(entry);
            Loop inner = null;
            for (Loop loop : flow.loops) {
                inner = loop.parent != null && flow.isInnermost(loop.header) ? loop : inner;
            }
            subject.jit.ranLong(entry, flow.origin(flow.first[flow.entry(inner)]));
            assertTrue(!subject.run().isTrap());
            // From the whole program to the outermost loop, and from there to that one.
            assertEquals(2, calls(subject).size(), calls(subject)::toString);
        }
    }

    @Test
    void deep_nests_take_few_frames_of_the_java_stack() {
        StringBuilder source = new StringBuilder("mut s = 0\n");
        for (int depth = 0; depth < 9; depth++) {
            source.append("    ".repeat(depth)).append("for i").append(depth).append(" in 0..2:\n");
        }
        source.append("    ".repeat(9)).append("s += i8 - i0\nprint(s)\n");
        try (Subject subject = new Subject(source.toString())) {
            int entry = subject.verified.image().entry();
            int words = subject.verified.image().function(entry, ImageLayout.CODE_LENGTH);
            for (int word = 0; word < words; word++) {
                subject.jit.ranLong(entry, word);
            }
            assertTrue(!subject.run().isTrap());
            // The program calls the outermost loop, that the second, and that the third.
            assertEquals(3, calls(subject).size(), calls(subject)::toString);
            assertEquals("0\n", subject.output());
        }
    }

    @Test
    void what_is_too_large_in_one_piece_is_compiled_in_several() {
        StringBuilder source = new StringBuilder("mut s = 1.5\nfor r in 0..3:\n");
        for (int nest = 0; nest < 8; nest++) {
            source.append("    for i in 0..4:\n");
            for (int line = 0; line < 60; line++) {
                source.append("        s = s * 0.5 + ").append(line).append(".25 - s * s / 9.0\n");
            }
        }
        source.append("print(s > 0.0, s < 1000.0)\n");
        for (boolean isMarked : List.of(false, true)) {
            try (Subject subject = new Subject(source.toString())) {
                if (isMarked) {
                    markAll(subject);
                }
                subject.run();
                assertEquals(!isMarked, subject.jit.tooLargeCount() > 0);
            }
        }
    }

    @Test
    void a_loop_is_compiled_anew_only_if_more_is_known() {
        try (Subject subject = new Subject(NESTS)) {
            int entry = subject.verified.image().entry();
            Flow flow = subject.jit.flow(entry);
            Loop outermost = flow.loops.getFirst().outermost();
            int word = flow.origin(flow.first[flow.entry(outermost)]);
            CompiledLoop first = subject.jit.compileLoop(entry, word);
            assertSame(first, subject.jit.compileLoop(entry, word));
            markAll(subject);
            CompiledLoop second = subject.jit.compileLoop(entry, word);
            assertNotSame(first, second);
            assertSame(second, subject.jit.compileLoop(entry, word));
        }
    }

    private static int[] words(Flow flow, Loop... loops) {
        int[] words = new int[loops.length];
        for (int i = 0; i < loops.length; i++) {
            words[i] = LongLoops.enteredAt(flow, loops[i]);
        }
        return words;
    }

    private static BitSet blocks(Loop... loops) {
        BitSet blocks = new BitSet();
        for (Loop loop : loops) {
            blocks.or(loop.blocks);
        }
        return blocks;
    }

    /// What is on the list of an earlier run are the loops that were entered: one that another was
    /// in first, and that one when its first turn was over.
    @Test
    void functions_with_one_nest_of_short_loops_are_compiled_as_a_whole() {
        try (Subject subject = new Subject(NESTS)) {
            Flow flow = subject.jit.flow(subject.verified.image().entry());
            Loop outermost = flow.loops.getFirst().outermost();
            List<Loop> inner =
                    flow.loops.stream().filter(loop -> loop.parent == outermost).toList();
            Loop first = inner.get(0);
            Loop second = inner.get(1);
            LongLoops loops = new LongLoops();
            assertEquals(blocks(first), loops.nests(flow, words(flow, first), false));
            int[] all = words(flow, first, second, outermost);
            assertEquals(blocks(outermost), loops.nests(flow, all, false));
            int[] two = words(flow, first, second);
            assertNull(loops.nests(flow, two, false));
            assertEquals(blocks(first, second), loops.nests(flow, two, true));
            assertNull(loops.nests(flow, new int[] {0}, true));
            assertTrue(loops.add(flow.function, words(flow, second)[0]));
            assertNull(loops.nests(flow, all, false));
            assertEquals(blocks(outermost), loops.nests(flow, all, true));
            assertEquals(blocks(second), loops.nests(flow, words(flow, second), false));
        }
    }
}
