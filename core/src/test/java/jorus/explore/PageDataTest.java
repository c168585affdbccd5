package jorus.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.emit.Placement;
import jorus.page.Json;
import jorus.page.JsonReader;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

class PageDataTest {
    private static final String[] SUM = {
        "fn sum(n: i32) -> f64:",
        "    mut s = 0.0",
        "    for i in 0..n:",
        "        s = s + (i as f64)",
        "    return s",
        "print(sum(10))"
    };

    private static Map<String, Object> sum() {
        return Pages.function(Pages.data(Pages.of(SUM)), "sum");
    }

    /// Source lines, from 1, of the words whose text begins with `mnemonic`.
    private static List<Integer> linesOf(Map<String, Object> function, String mnemonic) {
        List<Object> code = Pages.list(function, "code");
        int[] origins = Pages.numbers(function, "origins");
        int[] lines = Pages.numbers(function, "irLines");
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).toString().startsWith(mnemonic + " ")) {
                found.add(lines[origins[i]]);
            }
        }
        return found;
    }

    @Test
    void instructions_that_cannot_trap_have_their_line_too() {
        Map<String, Object> sum = sum();
        assertEquals(List.of(4), linesOf(sum, "add.f64+next.i32"));
        assertEquals(List.of(4), linesOf(sum, "f64.from.i32"));
        assertEquals(List.of(3), linesOf(sum, "next.i32"));
        assertEquals(List.of(2), linesOf(sum, "load.f64").subList(0, 1));
        assertEquals(List.of(5), linesOf(sum, "ret.f64"));
    }

    @Test
    void an_operator_has_its_own_line_after_an_operand_on_another() {
        Map<String, Object> data =
                Pages.data(
                        Pages.of(
                                "fn f(a: f64, b: f64) -> bool:",
                                "    c = a < (",
                                "        b - a)",
                                "    return c",
                                "print(f(1.0, 2.0))"));
        Map<String, Object> f = Pages.function(data, "f");
        assertEquals(List.of(3), linesOf(f, "sub.f64"));
        assertEquals(List.of(2), linesOf(f, "lt.f64"));
    }

    @Test
    void every_word_belongs_to_an_instruction_of_the_ir_with_the_same_meaning() {
        Map<String, Object> sum = sum();
        List<Object> code = Pages.list(sum, "code");
        List<Object> ir = Pages.list(sum, "ir");
        int[] origins = Pages.numbers(sum, "origins");
        assertEquals(code.size(), origins.length);
        for (int i = 0; i < code.size(); i++) {
            String word = code.get(i).toString();
            String made = ir.get(origins[i]).toString();
            if (word.startsWith("add.f64")) {
                assertTrue(made.contains("= add "), word + " from " + made);
            }
            if (word.startsWith("next.i32")) {
                assertTrue(made.startsWith("next "), word + " from " + made);
            }
            if (word.startsWith("ret.f64")) {
                assertTrue(made.startsWith("return "), word + " from " + made);
            }
        }
    }

    @Test
    void words_rise_with_their_instructions() {
        for (Map<String, Object> f : Pages.functions(Pages.data(Pages.of(SUM)))) {
            int[] origins = Pages.numbers(f, "origins");
            for (int i = 1; i < origins.length; i++) {
                assertTrue(origins[i - 1] <= origins[i], f.get("name") + " word " + i);
            }
        }
    }

    @Test
    void a_loop_reaches_from_its_header_to_the_branch_back() {
        Map<String, Object> sum = sum();
        List<Object> loops = Pages.list(sum, "loops");
        assertEquals(1, loops.size());
        Map<?, ?> loop = (Map<?, ?>) loops.get(0);
        int header = ((Double) loop.get("header")).intValue();
        int end = ((Double) loop.get("end")).intValue();
        List<Object> code = Pages.list(sum, "code");
        assertEquals("next.i32", code.get(end).toString().split(" ")[0]);
        assertTrue(code.get(end).toString().endsWith("@" + header), code.get(end).toString());
        assertEquals(3, Pages.numbers(sum, "marks")[header] & 3, "target and loop header");
        assertEquals(List.of(), loop.get("notes"));
    }

    @Test
    void slots_carry_the_variables_that_they_hold() {
        Map<?, ?> frame = (Map<?, ?>) sum().get("frame");
        Set<String> held = new HashSet<>();
        for (Object slot : (List<?>) frame.get("slots")) {
            List<?> fields = (List<?>) slot;
            held.add(fields.get(3) + " " + fields.get(4));
        }
        assertTrue(held.containsAll(Set.of("i32 n", "f64 s", "i32 i")), held.toString());
    }

    @Test
    void the_parts_of_a_frame_follow_each_other_and_fill_it() {
        for (Map<String, Object> f : Pages.functions(Pages.data(Pages.of(SUM)))) {
            Map<?, ?> frame = (Map<?, ?>) f.get("frame");
            double end = 0;
            for (Object part : (List<?>) frame.get("parts")) {
                List<?> fields = (List<?>) part;
                assertEquals(end, fields.get(1));
                end = (Double) fields.get(2);
            }
            assertEquals(end, frame.get("bytes"));
            assertEquals(0, end % 64);
        }
    }

    @Test
    void versions_of_a_function_differ_in_their_parameters() {
        Map<String, Object> data =
                Pages.data(Pages.of("fn twice(x): return x + x", "print(twice(1), twice(2.5))"));
        List<String> parameters = new ArrayList<>();
        for (Map<String, Object> f : Pages.functions(data)) {
            if (f.get("name").equals("twice") && Pages.list(f, "code").size() > 1) {
                assertEquals(1.0, f.get("line"));
                parameters.add(f.get("parameters").toString());
            }
        }
        assertTrue(
                parameters.containsAll(List.of("[[x, i32]]", "[[x, f64]]")), parameters.toString());
    }

    @Test
    void opcodes_are_counted() {
        Map<String, Object> data = Pages.data(Pages.of(SUM));
        int words = 0;
        for (Map<String, Object> f : Pages.functions(data)) {
            words += Pages.list(f, "code").size();
        }
        double counted = 0;
        for (Object row : Pages.list(data, "opcodes")) {
            counted += (Double) ((List<?>) row).get(1);
        }
        assertEquals(words, counted);
    }

    @Test
    void sections_fill_the_image() {
        Map<String, Object> data = Pages.data(Pages.of(SUM));
        double end = 0;
        for (Object row : Pages.list(data, "sections")) {
            double offset = (Double) ((List<?>) row).get(1);
            assertTrue(offset >= end && offset - end < 64, row + " after " + end);
            end = offset + (Double) ((List<?>) row).get(2);
        }
        assertTrue((Double) data.get("bytes") - end < 64);
    }

    @Test
    void a_page_of_an_image_alone_has_neither_source_nor_ir() {
        Map<String, Object> data = Pages.data(Pages.ofImage(SUM));
        assertEquals(false, data.get("hasIr"));
        assertEquals("[{path=test.orus}]", data.get("files").toString());
        Map<String, Object> sum = Pages.function(data, "sum");
        assertFalse(sum.containsKey("ir") || sum.containsKey("origins"));
        assertTrue(Pages.numbers(sum, "lines").length > 0);
    }

    @Test
    void equal_programs_make_equal_pages() {
        assertEquals(Pages.of(SUM), Pages.of(SUM));
        assertNotEquals(Pages.of(SUM), Pages.of("print(1)"));
    }

    @Test
    void text_can_end_no_script_and_hide_nothing() {
        String text =
                "// </script><!-- <script>\u2028\u202E\u00AD\uFEFF\u0007\"\\ \u00E9\uD83D\uDE80";
        String page = Pages.page("</title><b>&.orus", true, text, "print(1)");
        String json = Pages.json(page);
        assertEquals(-1, json.indexOf('<'));
        assertTrue(json.chars().allMatch(c -> c >= ' ' && c != 0x2028 && c != 0x202E), json);
        Map<?, ?> file = (Map<?, ?>) Pages.list(Pages.data(page), "files").get(0);
        assertEquals(text, ((List<?>) file.get("lines")).get(0));
        assertTrue(
                page.contains("<title>&lt;/title&gt;&lt;b&gt;&amp;.orus"), page.substring(0, 500));
        assertEquals("</title><b>&.orus", Pages.data(page).get("title"));
    }

    @Test
    void any_string_comes_back_from_the_json() {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(12); k > 0; k--) {
                int limit = random.nextBoolean() ? 0x80 : 0x10000;
                text.append((char) random.nextInt(limit));
            }
            String json = new Json().value(text.toString()).toString();
            assertEquals(text.toString(), JsonReader.read(json), "seed " + seed);
            assertTrue(json.chars().noneMatch(c -> c < ' ' || c == '<'), "seed " + seed);
            assertTrue(
                    json.equals(
                            new String(
                                    json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)),
                    "seed " + seed + ": half of a pair");
        }
    }

    @Test
    void a_placement_and_ir_come_together() {
        assertThrows(
                IllegalArgumentException.class, () -> new Origin(List.of(), null, new Placement()));
    }

    @Test
    void the_page_asks_for_nothing_from_anywhere() {
        String page = Pages.of(SUM);
        for (String asking : List.of("http:", "https:", " src=", "@import", "url(", "fetch(")) {
            assertEquals(-1, page.indexOf(asking), asking);
        }
        assertTrue(page.contains("default-src 'none'"));
    }
}
