package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

@Timeout(30)
class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void work_that_is_soon_done_shows_nothing() {
        Progress.start(err, "working", () -> "x", 60_000).close();
        assertEquals("", text());
    }

    @Test
    void long_work_shows_a_line_that_goes_away() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);
        Progress progress =
                Progress.start(
                        err,
                        "working",
                        () -> {
                            asked.countDown();
                            return "3 MiB";
                        },
                        1);
        asked.await();
        progress.close();
        assertTrue(text().startsWith("\r\u001B[Kworking: 0."), text());
        assertTrue(text().contains(" s, 3 MiB"), text());
        assertTrue(text().endsWith("\r\u001B[K"), text());
        int length = bytes.size();
        progress.close();
        assertEquals(length, bytes.size());
    }

    @Test
    void there_is_none_inside_another_process() {
        assertNull(Progress.start(err, "working", () -> "x"));
    }
}
