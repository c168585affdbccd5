package jorus.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.Engine;
import jorus.engine.ProfiledRun;
import jorus.page.Chromium;
import jorus.page.DevTools;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The pages of `jorus mem --html` and `jorus profile --flame` as a reader meets them, in headless
/// Chromium. With `-Djorus.screenshots=FOLDER` pictures are kept there.
@Timeout(180)
class ReportsInBrowserTest {
    private static final int MAX_PAGE_BYTES = 5 << 20;

    private static final String NESTED =
            """
            fn inner(n: i32) -> f64:
                mut s = 0.0
                for i in 0..n: s += i as f64
                return s
            fn outer(n: i32) -> f64:
                return inner(3 * n) + inner(n)
            mut sum = 0.0
            for i in 0..20:
                sum += outer(10000)
                sum += inner(20000)
            print(sum)
            """;

    private static Chromium chromium;
    private static String memory;
    private static String time;

    @TempDir static Path folder;

    private DevTools tab;
    private URI page;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        String program = Chromium.find();
        if (program == null) {
            System.out.println("skipped: no Chromium on the PATH; apt-get install chromium");
            return;
        }
        chromium = Chromium.start(program);
        memory = ProfiledRun.memory(MemoryProfileTest.LEAK, Engine.INTERP, true).html();
        time = ProfiledRun.time(NESTED, Engine.AUTO, new SampleOptions(1, 101, true)).html();
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
        tab = chromium.open(1280, 900);
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
        assertTrue(html.length() < MAX_PAGE_BYTES, html.length() + " bytes");
        page = Files.writeString(Files.createTempFile(folder, "page", ".html"), html).toUri();
        tab.show(page);
    }

    private void keep(String name) throws IOException {
        String pictures = System.getProperty("jorus.screenshots");
        if (pictures != null) {
            Files.write(Path.of(pictures, name + ".png"), tab.screenshot());
        }
    }

    private String tip() {
        return tab.text("document.getElementById('tip').hidden ? '' : tip.textContent");
    }

    private String text(String selector) {
        return tab.text("document.querySelector('" + selector + "').textContent");
    }

    @Test
    void the_memory_page_shows_every_part() throws IOException {
        show(memory);
        assertEquals("mem", text("#command"));
        assertEquals("test.orus", text("#title"));
        for (String id :
                List.of(
                        "timeline",
                        "map",
                        "graph",
                        "blocks",
                        "frames",
                        "categories",
                        "classes",
                        "process",
                        "java")) {
            assertTrue(tab.isTrue("document.getElementById('" + id + "').offsetHeight > 60"), id);
        }
        assertTrue(tab.isTrue("document.querySelectorAll('#timeline polyline').length === 3"));
        assertTrue(tab.isTrue("document.documentElement.scrollWidth <= innerWidth"));
        keep("memory-light");
    }

    @Test
    void the_treemap_tells_where_a_type_comes_from() throws IOException {
        show(memory);
        assertTrue(text("#map .treemap button").startsWith("Record"));
        tab.click("#map .treemap button");
        assertTrue(text("#map .detail").contains("remember test.orus:6"), text("#map .detail"));
        tab.click("#map [aria-label=By] button:nth-child(2)");
        assertTrue(text("#map .treemap button").startsWith("remember:6"));
        tab.click("#map .treemap button");
        assertTrue(text("#map .detail").contains("push(all, Record{id: id, value: 0.5})"));
        assertTrue(text("#map .detail").contains("work test.orus:9"));
        String atPeak = text("#map .treemap button");
        tab.click("#map [aria-label=Measure] button:nth-child(2)");
        assertNotEquals(atPeak, text("#map .treemap button"));
    }

    @Test
    void the_treemap_fills_its_area() throws IOException {
        show(memory);
        assertEquals(
                1.0,
                tab.number(
                        "[...document.querySelectorAll('.treemap button')].reduce((s, b) => s +"
                                + " parseFloat(b.style.width) * parseFloat(b.style.height), 0) /"
                                + " (document.querySelector('.treemap').clientWidth * 260)"),
                0.01);
    }

    @Test
    void the_occupancy_map_has_a_field_per_block_and_says_what_is_in_it() throws IOException {
        show(memory);
        tab.value("document.querySelector('#blocks canvas').scrollIntoView({block: 'center'})");
        assertEquals(
                tab.number("data.blocks.length"), tab.number("data.block_count"), "all are there");
        tab.value("document.querySelector('#blocks canvas').focus()");
        tab.key("ArrowRight");
        assertTrue(tip().startsWith("block 0: "), tip());
        tab.key("ArrowRight");
        assertTrue(tip().startsWith("block 1: "), tip());
        keep("memory-blocks");
    }

    @Test
    void the_timeline_is_walked_with_arrows() throws IOException {
        show(memory);
        tab.value("document.querySelector('#timeline svg').focus()");
        tab.key("Home");
        String first = tip();
        assertTrue(first.contains("heap in use"), first);
        tab.key("End");
        assertNotEquals(first, tip());
    }

    @Test
    void the_drawing_of_a_frame_has_a_row_per_cache_line() throws IOException {
        show(memory);
        assertEquals(
                tab.number("Math.ceil(data.frames[0].bytes / 64)"),
                tab.number("document.querySelectorAll('#frames .frame .at').length"));
        assertEquals(8 * 4.0, tab.number("data.frames[0].areas[0][2]"));
        assertEquals(8.0, tab.number("document.querySelectorAll('.frame [title^=header]').length"));
    }

    @Test
    void boxes_of_the_flame_graph_are_as_wide_as_their_share() throws IOException {
        show(time);
        assertEquals("profile", text("#command"));
        double whole = width("all");
        assertEquals(tab.number("document.querySelector('.flame').clientWidth"), whole, 1);
        assertEquals(
                tab.number("data.flame.find(b => b[0] === 'outer')[3] / data.flame[0][3]"),
                width("outer") / whole,
                0.01);
        keep("flame-light");
    }

    private double width(String function) {
        return tab.number(
                "[...document.querySelectorAll('.flame button')].find(b => b.textContent === '"
                        + function
                        + "').offsetWidth");
    }

    @Test
    void a_click_zooms_and_escape_goes_back() throws IOException {
        show(time);
        double before = width("outer");
        String outer =
                "[data-box=\""
                        + (int) tab.number("data.flame.findIndex(b => b[0] === 'outer')")
                        + "\"]";
        tab.click(".flame " + outer);
        assertEquals(width("all"), width("outer"), 1);
        tab.key("Escape");
        assertEquals(before, width("outer"), 1);
    }

    @Test
    void the_flame_graph_is_used_with_keys_alone() throws IOException {
        show(time);
        tab.key("/");
        assertTrue(tab.isTrue("document.activeElement.id === 'search'"));
        tab.value("document.querySelector('#search').value = 'INNER'");
        tab.value("document.querySelector('#search').dispatchEvent(new Event('input'))");
        assertTrue(tab.isTrue("document.querySelectorAll('.flame .hit').length >= 2"));
        assertTrue(text("#found").matches("\\d+\\.\\d % found"), text("#found"));
        tab.key("Escape");
        assertFalse(tab.isTrue("document.querySelectorAll('.flame .hit').length > 0"));
        tab.key("ArrowDown");
        tab.key("ArrowDown");
        String focused = tab.text("document.activeElement.textContent");
        assertTrue(List.of("outer", "inner").contains(focused), focused);
        assertTrue(tip().contains(focused), tip());
    }

    @Test
    void lines_and_opcodes_are_listed() throws IOException {
        show(time);
        assertTrue(text("#lines").contains("for i in 0..n: s += i as f64"));
        assertTrue(tab.text("document.body.textContent").contains("add.f64 + next.i32"));
        assertTrue(text("#functions").contains("interp"));
    }

    @Test
    void colours_follow_the_system_and_the_button() throws IOException {
        show(memory);
        String background = "getComputedStyle(document.body).backgroundColor";
        tab.colours("light");
        String light = tab.text(background);
        tab.colours("dark");
        String dark = tab.text(background);
        assertNotEquals(light, dark);
        keep("memory-dark");
        tab.click("#theme");
        assertEquals(light, tab.text(background));
        tab.click("#theme");
        assertEquals(dark, tab.text(background));
        show(time);
        keep("flame-dark");
    }

    @Test
    void narrow_windows_have_one_column() throws IOException {
        show(memory);
        tab.resize(420, 900);
        String wide =
                "[...document.querySelectorAll('body *')].filter(e =>"
                        + " e.getBoundingClientRect().right > innerWidth"
                        + " && !e.closest('.scroll, .frame, .treemap'))"
                        + ".map(e => e.tagName + '.' + e.className).join()";
        // The page draws itself anew when it hears of the size, which may come after the answer.
        for (int i = 0; i < 100 && !tab.text(wide).isEmpty(); i++) {
            tab.text("new Promise(done => setTimeout(() => done(''), 20))");
        }
        assertEquals("", tab.text(wide));
        keep("memory-narrow");
    }
}
