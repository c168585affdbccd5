package jorus.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import javax.tools.ToolProvider;

/// The class-data archive never changes what a run does, whatever has happened to it.
class ArchiveTest {
    private static final Map<String, String> OFF = Map.of("JORUS_ARCHIVE", "off");

    @TempDir Path folder;

    private Distribution jorus;

    @BeforeEach
    void copy() throws IOException {
        jorus = new Distribution(folder);
    }

    @AfterEach
    void awaitMakers() throws InterruptedException {
        Distribution.awaitMakers(folder);
    }

    private boolean isFromArchive(String className) throws IOException, InterruptedException {
        Map<String, String> logs = Map.of("JORUS_JAVA_OPTS", "-Xlog:class+load:stdout");
        String log = jorus.run(logs, "run", jorus.hello()).out();
        String line =
                log.lines().filter(each -> each.contains(className + " ")).findAny().orElseThrow();
        return line.contains("shared objects file");
    }

    @Test
    void the_first_start_makes_the_archive_and_the_next_uses_it() throws Exception {
        assertNull(jorus.archive());
        jorus.checkHello();
        jorus.awaitArchive();
        assertTrue(isFromArchive("jorus.cli.Main"));
        jorus.checkHello();
    }

    @Test
    void without_the_archive_everything_works_and_none_is_made() throws Exception {
        jorus.checkHello(OFF);
        assertNull(jorus.archive());
        assertEquals(List.of(), jorus.leftovers());
    }

    @Test
    void a_damaged_archive_has_no_effect() throws Exception {
        jorus.checkHello();
        Path archive = jorus.awaitArchive();
        byte[] good = Files.readAllBytes(archive);
        for (int length : new int[] {0, 1, 100, 4096, good.length / 2, good.length - 1}) {
            Files.write(archive, Arrays.copyOf(good, length));
            jorus.checkHello();
        }
        byte[] noise = new byte[good.length];
        new Random(1).nextBytes(noise);
        Files.write(archive, noise);
        jorus.checkHello();
        byte[] head = good.clone();
        System.arraycopy(noise, 0, head, 0, 512);
        Files.write(archive, head);
        jorus.checkHello();
        Files.delete(archive);
        Files.createDirectory(archive);
        jorus.checkHello();
    }

    @Test
    void ten_first_starts_at_once_all_work_and_leave_one_archive() throws Exception {
        List<Distribution.Running> running = new ArrayList<>();
        String hello = jorus.hello();
        for (int i = 0; i < 10; i++) {
            running.add(jorus.start(Map.of(), "run", hello));
        }
        for (Distribution.Running each : running) {
            assertEquals(new Distribution.Result(0, "hello\n", ""), jorus.await(each));
        }
        jorus.awaitArchive();
        jorus.checkHello();
    }

    @Test
    void folders_that_cannot_be_written_are_no_problem() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Map<String, String> nowhere = Map.of("XDG_CACHE_HOME", file.toString());
        jorus.checkHello(nowhere);
        jorus.awaitArchive();
        jorus.checkHello(nowhere);
        boolean isReadOnly = jorus.target().toFile().setWritable(false);
        try {
            // Root may write all the same.
            assertTrue(isReadOnly);
            jorus.checkHello(nowhere);
            Files.setLastModifiedTime(
                    jorus.archive(), FileTime.fromMillis(0)); // stale: made elsewhere, or not
            jorus.checkHello(nowhere);
            jorus.checkHello();
        } finally {
            jorus.target().toFile().setWritable(true);
        }
    }

    @Test
    void after_a_failed_attempt_no_start_tries_again_until_the_jars_change() throws Exception {
        jorus.checkHello();
        Path archive = jorus.awaitArchive();
        Files.delete(archive);
        Path lock = archive.resolveSibling(archive.getFileName() + ".lock");
        Files.writeString(lock, "failed\n");
        jorus.checkHello();
        assertEquals("failed\n", Files.readString(lock));
        assertNull(jorus.archive());
        Files.setLastModifiedTime(lock, FileTime.fromMillis(0));
        jorus.checkHello();
        jorus.awaitArchive();
    }

    @Test
    void the_lock_of_a_process_that_is_gone_stops_nobody() throws Exception {
        jorus.checkHello();
        Path archive = jorus.awaitArchive();
        Files.delete(archive);
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(
                archive.resolveSibling(archive.getFileName() + ".lock"), gone.pid() + "\n");
        jorus.checkHello();
        jorus.awaitArchive();
    }

    @Test
    void changed_jars_behave_as_they_are_at_the_next_start() throws Exception {
        jorus.checkHello();
        jorus.awaitArchive();
        Path jar = jorus.target().resolve("jorus.jar");
        FileTime oldTime = Files.getLastModifiedTime(jar);
        assertFalse(jorus.run("version").out().contains("changed behaviour"));
        change(jar);
        FileTime newTime = Files.getLastModifiedTime(jar);
        // First as if the time did not tell: the launcher takes the archive for good, the JVM not.
        for (FileTime time : List.of(oldTime, newTime)) {
            Files.setLastModifiedTime(jar, time);
            Distribution.Result changed = jorus.run("version");
            assertTrue(changed.out().contains("changed behaviour"), changed.toString());
            assertEquals("", changed.err());
        }
    }

    /// Replaces a class in the jar.
    private void change(Path jar) throws IOException {
        Path source = folder.resolve("Versions.java");
        Files.writeString(
                source,
                """
                package jorus.engine;
                public final class Versions {
                    public static final String JORUS = "0.1.0";
                    public static String java() { return "changed behaviour"; }
                }
                """);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString());
        assertEquals(0, code);
        try (FileSystem inside =
                FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Files.copy(
                    classes.resolve("jorus/engine/Versions.class"),
                    inside.getPath("jorus/engine/Versions.class"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
