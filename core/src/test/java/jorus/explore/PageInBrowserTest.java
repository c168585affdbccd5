package jorus.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.page.Chromium;
import jorus.page.DevTools;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The page as a reader meets it, in headless Chromium, with a real mouse and real keys.
///
/// With `-Djorus.screenshots=FOLDER` pictures of the pages are kept there.
class PageInBrowserTest {
    private static final String[] PROGRAM = {
        "struct Point:",
        "    x: f64",
        "    y: f64",
        "fn sum(n: i32) -> f64:",
        "    mut s = 0.0",
        "    for i in 0..n:",
        "        s = s + (i as f64)",
        "    return s",
        "fn twice(v): return v + v",
        "p = Point{x: 1.0, y: 2.0}",
        "print(sum(10), twice(1), twice(2.5), p.x)",
        "print(\"text\", 12, true, 1.5) // a comment"
    };

    /// The numbers of the lit rows of a column, `strong` or `gentle`.
    private static final String LIT =
            "[...document.querySelectorAll('#%s .row.%s')].map(r => +r.dataset.index)"
                    + ".sort((a, b) => a - b).join()";

    private static final String NO_OVERFLOW =
            "(() => { const wide = e => e.scrollWidth > e.clientWidth; return"
                    + " wide(document.documentElement) || wide(document.querySelector('.top')) ||"
                    + " wide(document.getElementById('panel')) ||"
                    + " wide(document.getElementById('functions')); })()";

    /// The least contrast of any visible text with what is behind it, and what it is of.
    private static final String CONTRAST =
            """
            (() => {
              const canvas = document.createElement('canvas');
              const pen = canvas.getContext('2d', {willReadFrequently: true});
              const rgb = colour => {
                pen.clearRect(0, 0, 1, 1);
                pen.fillStyle = colour;
                pen.fillRect(0, 0, 1, 1);
                return [...pen.getImageData(0, 0, 1, 1).data];
              };
              const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = e => {
                for (; e; e = e.parentElement) {
                  const colour = rgb(getComputedStyle(e).backgroundColor);
                  if (colour[3] === 255) return colour;
                }
                return [255, 255, 255];
              };
              let least = [99, ''];
              for (const e of document.querySelectorAll('body *')) {
                const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                if (!own || !e.checkVisibility()) continue;
                if (['SCRIPT', 'NOSCRIPT'].includes(e.tagName)) continue;
                const a = light(rgb(getComputedStyle(e).color));
                const b = light(behind(e));
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                const what = e.className + ' ' + e.textContent.slice(0, 30);
                if (ratio < least[0]) least = [ratio, what];
              }
              return least[0].toFixed(2) + ' ' + least[1];
            })()\
            """;

    private static Chromium chromium;

    @TempDir static Path folder;

    private DevTools tab;
    private URI page;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        String program = Chromium.find();
        if (program == null) {
            System.out.println("skipped: no Chromium on the PATH; apt-get install chromium");
        } else {
            chromium = Chromium.start(program);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (chromium != null) {
            chromium.close();
            chromium = null;
        }
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        Assumptions.assumeTrue(chromium != null, "no Chromium on the PATH");
        tab = chromium.open(1280, 860);
    }

    @AfterEach
    void nothing_was_wrong() {
        if (tab != null) {
            List<String> complaints = tab.complaints(page);
            tab.close();
            assertEquals(List.of(), complaints);
        }
    }

    private void show(String html) throws IOException {
        page = Files.writeString(Files.createTempFile(folder, "page", ".html"), html).toUri();
        tab.show(page);
    }

    private String lit(String column, String strength) {
        return tab.text(LIT.formatted(column, strength));
    }

    /// The row of a line of the only source file.
    private static String line(int line) {
        return "#source-" + (line - 1);
    }

    private void keep(String name) throws IOException {
        String pictures = System.getProperty("jorus.screenshots");
        if (pictures != null) {
            Files.write(Path.of(pictures, name + ".png"), tab.screenshot());
        }
    }

    @Test
    void three_columns_show_source_ir_and_bytecode() throws IOException {
        show(Pages.of(PROGRAM));
        assertEquals("test.orus", tab.text("document.getElementById('title').textContent"));
        assertEquals(
                "Source,IR,Bytecode",
                tab.text(
                        "[...document.querySelectorAll('.pane h2')].map(h =>"
                                + " h.textContent).join()"));
        assertEquals(PROGRAM[6], tab.text("document.querySelector('#source-6 .text').textContent"));
        assertEquals("7", tab.text("document.querySelector('#source-6 .gutter').textContent"));
        assertTrue(tab.isTrue("document.querySelectorAll('#code .row.op').length > 10"));
        assertTrue(tab.isTrue("document.querySelectorAll('#ir .row.op').length > 10"));
        assertEquals(
                tab.number("data.functions.length"),
                tab.number("document.querySelectorAll('#functions button').length"));
    }

    @Test
    void hovering_over_a_line_lights_its_ir_and_instructions_and_no_others() throws IOException {
        show(Pages.of(PROGRAM));
        tab.click("#functions button[title^='sum(n: i32)']");
        tab.moveTo(line(7));
        assertEquals("6", lit("source", "strong"));
        String words =
                tab.text(
                        "rows.code.map((r, i) => [r, i]).filter(([r]) => r.line === 6)"
                                + ".map(([, i]) => i).join()");
        assertTrue(words.split(",").length >= 2, words);
        assertEquals(words, lit("code", "strong"));
        assertEquals(
                words.split(",").length,
                tab.number("document.querySelectorAll('#code .ticks i').length"));
        assertEquals(
                "f64.from.i32,add.f64+next.i32",
                tab.text(
                        "[...document.querySelectorAll('#code .row.strong .op')]"
                                + ".map(o => o.textContent).join()"));
        assertEquals(
                "convert,add",
                tab.text(
                        "[...document.querySelectorAll('#ir .row.strong .op')]"
                                + ".map(o => o.textContent).join()"));
        tab.moveMouse(1, 1);
        assertEquals("", lit("code", "strong") + lit("ir", "strong") + lit("source", "strong"));
    }

    @Test
    void hovering_over_an_instruction_lights_where_it_comes_from() throws IOException {
        show(Pages.of(PROGRAM));
        tab.click("#functions button[title^='sum(n: i32)']");
        int add = (int) tab.number("rows.code.findIndex(r => r.text.startsWith('add.f64'))");
        tab.moveTo("#code-" + add);
        assertEquals("6", lit("source", "strong"));
        assertEquals("" + add, lit("code", "strong"));
        assertEquals("add", tab.text("document.querySelector('#ir .row.strong .op').textContent"));
        assertFalse(lit("code", "gentle").isEmpty(), "the rest of the line");
        assertTrue(tab.number("document.querySelectorAll('#panel .slot.lit').length") >= 2);
        keep("hover");
    }

    @Test
    void a_line_of_a_function_with_versions_lights_all_of_them() throws IOException {
        show(Pages.of(PROGRAM));
        tab.moveTo(line(9));
        assertTrue(
                tab.isTrue(
                        "new Set([...state.lit.code.keys()].map(i => rows.code[i].f)).size >= 2"));
        assertTrue(
                tab.isTrue(
                        "[...document.querySelectorAll('#functions .group')]"
                                + ".some(g => g.textContent.startsWith('twice'))"));
    }

    @Test
    void a_branch_shows_where_it_goes() throws IOException {
        show(Pages.of(PROGRAM));
        tab.click("#functions button[title^='sum(n: i32)']");
        int next = (int) tab.number("rows.code.findIndex(r => r.text.startsWith('next.i32'))");
        tab.moveTo("#code-" + next);
        assertTrue(
                tab.text("document.querySelector('#code .row.jump .mark').title")
                        .contains("loop header"));
    }

    @Test
    void keys_move_and_bring_the_other_columns_along() throws IOException {
        show(Pages.of(PROGRAM));
        tab.value("document.getElementById('filter').focus()");
        while (!tab.isTrue("document.activeElement.closest('#source .list') !== null")) {
            tab.key("Tab");
        }
        tab.key("Home");
        for (int i = 0; i < 6; i++) {
            tab.key("ArrowDown");
        }
        assertEquals("6", lit("source", "strong"));
        assertEquals(
                "source-6",
                tab.text("document.activeElement.getAttribute('aria-activedescendant')"));
        assertEquals("sum", tab.text("data.functions[state.current].name"), "the details follow");
        for (String column : List.of("ir", "code")) {
            assertTrue(
                    tab.isTrue(
                            "[...document.querySelectorAll('#"
                                    + column
                                    + " .row.strong')].some(r =>"
                                    + " columns."
                                    + column
                                    + ".sees(+r.dataset.index))"),
                    column);
        }
        tab.key("End");
        assertEquals(
                tab.text("'source-' + (rows.source.length - 1)"),
                tab.text("document.activeElement.getAttribute('aria-activedescendant')"));
        tab.key("Escape");
        assertEquals("", lit("source", "strong"));
    }

    @Test
    void frames_are_drawn_to_scale() throws IOException {
        show(Pages.of(PROGRAM));
        tab.click("#functions button[title^='sum(n: i32)']");
        assertEquals(
                tab.number("data.functions[state.current].frame.reserve / 64"),
                tab.number("document.querySelectorAll('#panel .line').length"));
        assertEquals(
                "",
                tab.text(
                        """
                        data.functions[state.current].frame.slots.map(([offset, bytes, name]) => {
                          const cell = document.querySelector(`[data-slot="${name}"]`);
                          const line = cell.parentElement;
                          const scale = line.getBoundingClientRect().width / 64;
                          const at = cell.getBoundingClientRect();
                          const left = (at.x - line.getBoundingClientRect().x) / scale;
                          const isRight = Math.abs(left - offset % 64) < 0.1
                            && Math.abs(at.width / scale - bytes) < 0.1;
                          return isRight ? '' : name + ' at ' + left + ', ' + at.width / scale;
                        }).join('')\
                        """));
    }

    @Test
    void a_slot_says_what_it_holds_and_lights_its_instructions() throws IOException {
        show(Pages.of(PROGRAM));
        tab.click("#functions button[title^='sum(n: i32)']");
        tab.moveTo("#panel [data-slot=d0]");
        String about = tab.text("document.getElementById('about').textContent");
        assertTrue(about.startsWith("d0: f64, holds s (64-bit, bytes "), about);
        assertTrue(about.contains("cache line"), about);
        assertTrue(
                tab.isTrue(
                        "[...document.querySelectorAll('#code .row.strong')].length > 1"
                                + " && [...document.querySelectorAll('#code .row.strong .text')]"
                                + ".every(t => /\\bd0\\b/.test(t.textContent))"));
    }

    @Test
    void arrow_keys_walk_over_slots_and_tabs() throws IOException {
        show(Pages.of(PROGRAM));
        tab.value("document.querySelector('#panel .slot').focus()");
        tab.key("ArrowRight");
        assertEquals("flags", tab.text("document.activeElement.dataset.slot"));
        tab.key("Home");
        assertEquals("func", tab.text("document.activeElement.dataset.slot"));
        tab.value("document.getElementById('tab-frame').focus()");
        tab.key("ArrowRight");
        assertEquals("tab-prescan", tab.text("document.activeElement.id"));
        assertTrue(
                tab.text("document.getElementById('panel').textContent").contains("loop headers"));
    }

    @Test
    void a_loop_of_the_prescan_leads_to_its_header() throws IOException {
        show(Pages.of(PROGRAM));
        tab.click("#tab-prescan");
        tab.click("#panel td button");
        assertTrue(
                tab.text("document.querySelector('#code .row.pin .mark').title")
                        .contains("loop header"));
    }

    @Test
    void what_engines_say_of_a_loop_has_its_place() throws IOException {
        String note = "\"notes\":[[\"not vectorised\",\"the call of <print> may trap\"]]";
        String html = Pages.of(PROGRAM).replace("\"notes\":[]", note.replace("<", "\\u003c"));
        show(html);
        tab.click("#tab-prescan");
        String text = tab.text("document.getElementById('panel').textContent");
        assertTrue(text.contains("not vectorised the call of <print> may trap"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void text_is_legible_in_both_colour_schemes(String scheme) throws IOException {
        tab.colours(scheme);
        show(Pages.of(PROGRAM));
        tab.click("#functions button[title^='sum(n: i32)']");
        boolean isDark =
                tab.isTrue(
                        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0] < 60");
        assertEquals(scheme.equals("dark"), isDark);
        for (int i : new int[] {4, 6, 9, 12, 7}) {
            tab.click(line(i));
            assertLegible("line " + i);
        }
        tab.click("#code .row.jump, #code .row.op");
        for (String name : List.of("image", "types", "constants", "opcodes", "prescan", "frame")) {
            tab.click("#tab-" + name);
            assertLegible(name);
            keep(scheme + "-" + name);
        }
    }

    private void assertLegible(String where) {
        String least = tab.text(CONTRAST);
        assertTrue(Double.parseDouble(least.split(" ")[0]) >= 4.5, where + ": " + least);
    }

    @Test
    void the_button_changes_the_colours() throws IOException {
        tab.colours("light");
        show(Pages.of(PROGRAM));
        String before = tab.text("getComputedStyle(document.body).backgroundColor");
        tab.click("#theme");
        tab.click("#theme");
        assertEquals("Dark", tab.text("document.getElementById('theme').textContent"));
        assertFalse(before.equals(tab.text("getComputedStyle(document.body).backgroundColor")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 1920})
    void nothing_overflows(int width) throws IOException {
        tab.resize(width, width * 9 / 16);
        show(Pages.of(PROGRAM));
        for (String name : List.of("frame", "prescan", "opcodes", "constants", "types", "image")) {
            tab.click("#tab-" + name);
            assertFalse(tab.isTrue(NO_OVERFLOW), name);
        }
    }

    @Test
    void hostile_text_is_shown_as_it_is() throws IOException {
        String[] program = {
            "// </script><script>document.title = 'broken'</script><!-- \u2028 \"' \\ &amp;",
            "/* a comment",
            "   over lines */",
            "text = \"<b>\\\"\\\\\u00E9\uD83D\uDE80\u001b[31m\u202E\"",
            "print(text)"
        };
        show(Pages.page("<i>&\".orus", true, program));
        assertEquals("<i>&\".orus - jorus explore", tab.text("document.title"));
        assertEquals(program[0].replace("\u2028", "U+2028"), rowText(1));
        assertEquals(program[1], rowText(2));
        assertEquals(program[2], rowText(3));
        assertEquals(
                program[3].replace("\u001b", "U+001B").replace("\u202E", "U+202E"), rowText(4));
        assertEquals(
                0, tab.number("document.querySelectorAll('.row b, .row i:not(.rails i)').length"));
        assertEquals(
                "c",
                tab.text("document.querySelector('#source-2 .text span').className"),
                "the comment goes on");
        assertTrue(
                tab.isTrue(
                        "[...document.querySelectorAll('#code .text')].some(t =>"
                                + " t.textContent.includes('<b>'))"));
    }

    private String rowText(int line) {
        return tab.text("document.querySelector('" + line(line) + " .text').textContent");
    }

    @Test
    void the_page_of_an_image_has_one_column() throws IOException {
        show(Pages.ofImage(PROGRAM));
        assertEquals(1, tab.number("document.querySelectorAll('.pane').length"));
        assertEquals("line 11", tab.text("document.querySelector('#code-9 .from').textContent"));
        tab.moveTo("#code-3");
        assertTrue(tab.isTrue("document.querySelectorAll('#code .row.strong').length >= 1"));
        for (String name : List.of("prescan", "opcodes", "constants", "types", "image", "frame")) {
            tab.click("#tab-" + name);
        }
        assertFalse(tab.isTrue(NO_OVERFLOW));
        keep("image-only");
    }

    @Test
    void a_program_of_5000_lines_stays_quick() throws IOException {
        show(Pages.of(LongProgram.lines(5000)));
        assertTrue(tab.number("rows.code.length") > 10_000);
        assertTrue(tab.number("document.querySelectorAll('.row').length") < 300);
        double millis =
                tab.number(
                        "performance.getEntriesByType('navigation')[0].loadEventEnd"
                                + " - performance.getEntriesByType('navigation')[0].responseEnd");
        assertTrue(millis < 10_000, "loading took " + millis + " ms");
        tab.value("columns.code.list.scrollTop = 1e9");
        tab.value("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))");
        int last = (int) tab.number("rows.code.length - 1");
        assertTrue(tab.isTrue("columns.code.sees(" + last + ")"));
        assertTrue(tab.isTrue("document.getElementById('code-" + last + "') !== null"));
        assertTrue(tab.number("document.querySelectorAll('.row').length") < 300);
        tab.click("#code-" + last);
        assertTrue(tab.isTrue("litRows('source').some(i => columns.source.sees(i))"));
        assertFalse(tab.isTrue(NO_OVERFLOW));
        keep("long");
    }
}
