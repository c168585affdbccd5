package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.arena.Category;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.heap.HeapOptions;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Random;

class JoiningTest {
    private static final long SEED = Long.getLong("jorus.seed", 20_261_122);

    private final Instance instance = new Instance();
    private final Machine m = instance.machine;
    private final long at = instance.memory.allocate(Category.OTHER, 64, 64);

    @AfterEach
    void close() {
        instance.close();
    }

    private long join(long... parts) {
        for (int i = 0; i < parts.length; i++) {
            Memory.i64(at + 8L * i, parts[i]);
        }
        return switch (parts.length) {
            case 3 -> Joining.join3(m, at);
            case 4 -> Joining.join4(m, at);
            case 5 -> Joining.join5(m, at);
            default -> Joining.join6(m, at);
        };
    }

    private long string(String text) {
        return instance.string(text);
    }

    @Test
    void empty_parts_leave_no_trace() {
        long x = string("x");
        assertEquals("", Instance.text(join(string(""), string(""), string(""))));
        assertEquals(x, join(string(""), x, string(""), string("")));
        assertEquals("xyx", Instance.text(join(string(""), x, string(""), string("y"), x)));
    }

    @Test
    void two_continuations_of_one_string_do_not_disturb_each_other() {
        long begin = Outlined.concat(m, string("a string"), string(" of words"));
        long one = join(begin, string(" and"), string(" one"));
        long two = join(begin, string(" or"), string(" two"), string("!"));
        assertEquals("a string of words", Instance.text(begin));
        assertEquals("a string of words and one", Instance.text(one));
        assertEquals("a string of words or two!", Instance.text(two));
    }

    @Test
    void a_string_that_grows_is_appended_to_in_place_and_charged_for_what_is_new() {
        long text = string("x".repeat(5000));
        long depth = m.heap.roots().depth();
        long charged = 0;
        int copies = 0;
        for (int i = 0; i < 5000; i++) {
            long before = m.pollCount();
            long longer = join(text, string("ab"), string("c"), string("d"));
            copies += StringLayout.data(longer) == StringLayout.data(text) ? 0 : 1;
            charged += m.pollCount() - before;
            text = longer;
            m.heap.roots().truncate(depth);
            m.heap.roots().push(text);
        }
        assertEquals(25_000, StringLayout.length(text));
        assertTrue(copies < 10, copies + " copies");
        // 20,000 bytes are appended; each copy of some ten thousand counts besides.
        assertTrue(charged < 100, charged + " polls");
    }

    @Test
    void parts_are_kept_while_room_is_made() {
        MachineOptions options = MachineOptions.DEFAULT.withHeap(HeapOptions.STRESS);
        try (Instance stressed = new Instance(options)) {
            long depth = stressed.machine.heap.roots().depth();
            long place = stressed.memory.allocate(Category.OTHER, 64, 64);
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                String text = "part " + i + " ".repeat(i * 20);
                expected.append(text);
                Memory.i64(place + 8L * i, stressed.string(text));
            }
            // Poisoned by the next collection, if nobody holds them.
            stressed.machine.heap.roots().truncate(depth);
            long joined = Joining.join4(stressed.machine, place);
            assertEquals(expected.toString(), Instance.text(joined));
        }
    }

    @Test
    void what_is_too_long_is_out_of_memory() {
        long text = string("not really");
        Memory.i32(text + StringLayout.LENGTH, 1 << 30);
        assertThrows(OutOfMemory.class, () -> join(text, text, text));
    }

    @Test
    void random_parts_agree_with_java_strings() {
        Random random = new Random(SEED);
        String[] texts = new String[20];
        long[] strings = new long[texts.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = i == 0 ? "" : Long.toString(random.nextLong()).repeat(i / 4 + 1);
            texts[i] = texts[i].substring(0, random.nextInt(texts[i].length() + 1));
            strings[i] = string(texts[i]);
            m.heap.roots().push(strings[i]);
        }
        for (int round = 0; round < 20_000; round++) {
            int count = 3 + random.nextInt(4);
            long[] parts = new long[count];
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < count; i++) {
                int part = random.nextInt(texts.length);
                parts[i] = strings[part];
                expected.append(texts[part]);
            }
            long joined = join(parts);
            assertEquals(expected.toString(), Instance.text(joined), () -> "seed " + SEED);
            if (expected.length() < 200) {
                int kept = random.nextInt(texts.length);
                texts[kept] = expected.toString();
                strings[kept] = joined;
                m.heap.roots().push(joined);
            }
        }
    }
}
