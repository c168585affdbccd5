package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jorus.image.ImageLayout;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// `compile`, and image files given to the other commands.
class ImageFilesTest {
    private static final String PROGRAM =
            """
            use tools.numbers: half

            struct Point:
                x: f64

            fn inner(n: i32):
                return 10 / n

            fn outer(n: i32):
                return inner(n) + 1

            ps: [Point] = []
            push(ps, Point{ x: half(3.0) })
            print(ps[0].x, outer(5))
            """;

    private static final String MODULE =
            """
            pub fn half(x: f64) -> f64:
                return x / 2.0
            """;

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = {};
    private String source;
    private String image;

    @BeforeEach
    void compile() throws IOException {
        source = sources(folder, PROGRAM);
        image = folder.resolve("prog.orb").toString();
        assertEquals(0, run("compile", source), errors());
        assertEquals("", output());
    }

    private static String sources(Path folder, String program) throws IOException {
        Files.createDirectories(folder.resolve("tools"));
        Files.writeString(folder.resolve("tools/numbers.orus"), MODULE);
        return Files.writeString(folder.resolve("prog.orus"), program).toString();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(arguments, new ByteArrayInputStream(input), out, errors);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private byte[] bytes() throws IOException {
        return Files.readAllBytes(Path.of(image));
    }

    // what works

    @Test
    void an_image_runs_like_its_source() {
        assertEquals(0, run("run", source), errors());
        String expected = output();
        assertEquals("1.5 3\n", expected);
        assertEquals(0, run("run", image), errors());
        assertEquals(expected, output());
        assertEquals("", errors());
    }

    @Test
    void an_image_needs_no_sources() throws IOException {
        Files.delete(Path.of(source));
        Files.delete(folder.resolve("tools/numbers.orus"));
        assertEquals(0, run("run", image), errors());
        assertEquals("1.5 3\n", output());
    }

    @Test
    void images_are_known_by_their_first_bytes() throws IOException {
        Path other = Files.write(folder.resolve("named.orus"), bytes());
        assertEquals(0, run("run", other.toString()), errors());
        assertEquals("1.5 3\n", output());
        input = bytes();
        assertEquals(0, run("run", "-"), errors());
        assertEquals("1.5 3\n", output());
    }

    @Test
    void verify_says_what_it_verified() {
        assertEquals(0, run("verify", image), errors());
        String size = new java.io.File(image).length() + " bytes\n";
        assertTrue(output().startsWith(image + ": verified, "), output());
        assertTrue(output().contains(" functions, ") && output().endsWith(size), output());
        assertEquals(0, run("verify", source), errors());
        assertTrue(output().startsWith(source + ": verified, "), output());
    }

    @Test
    void disasm_shows_positions_without_source_lines() {
        assertEquals(0, run("disasm", image), errors());
        assertTrue(output().contains("  ; prog.orus:7:15\n"), output());
        assertTrue(output().contains("  ; tools/numbers.orus:2:14\n"), output());
        assertFalse(output().contains("return 10 / n"), output());
    }

    @Test
    void check_accepts_an_image_silently() {
        assertEquals(0, run("check", image), errors());
        assertEquals("", output() + errors());
    }

    @Test
    void an_image_can_go_elsewhere() throws IOException {
        String other = folder.resolve("x/y.bin").toString();
        Files.createDirectories(folder.resolve("x"));
        assertEquals(0, run("compile", source, "-o", other), errors());
        assertArrayEquals(bytes(), Files.readAllBytes(Path.of(other)));
        assertEquals(0, run("run", other), errors());
    }

    @Test
    void standard_input_needs_a_name_for_the_image() {
        input = "print(7)\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(64, run("compile", "-"));
        assertTrue(errors().contains("-o IMAGE"), errors());
        String other = folder.resolve("in.orb").toString();
        assertEquals(0, run("compile", "-", "-o", other), errors());
        assertEquals(0, run("run", other), errors());
        assertEquals("7\n", output());
    }

    // determinism

    @Test
    void the_same_sources_give_the_same_bytes_anywhere() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("some where/else"));
        sources(elsewhere, PROGRAM);
        assertEquals(0, run("compile", elsewhere.resolve("prog.orus").toString()), errors());
        assertArrayEquals(bytes(), Files.readAllBytes(elsewhere.resolve("prog.orb")));
        String detour = folder + "/some where/../prog.orus";
        String other = folder.resolve("second.orb").toString();
        assertEquals(0, run("compile", detour, "-o", other), errors());
        assertArrayEquals(bytes(), Files.readAllBytes(Path.of(other)));
    }

    @Test
    void no_path_of_the_machine_is_in_an_image() throws IOException {
        String text = new String(bytes(), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(folder.toString()), text);
        assertFalse(text.contains(folder.getFileName().toString()), text);
    }

    // traps

    private String trap(String... compile) throws IOException {
        sources(folder, PROGRAM.replace("outer(5)", "outer(0)"));
        assertEquals(0, run(compile), errors());
        assertEquals(70, run("run", image));
        return errors();
    }

    @Test
    void traps_have_positions_but_no_source_text() throws IOException {
        String report = trap("compile", source);
        assertTrue(report.contains(" prog.orus:7:15\n"), report);
        assertTrue(report.contains("note: in inner at prog.orus:7\n"), report);
        assertTrue(report.contains("note: in outer at prog.orus:10\n"), report);
        assertFalse(report.contains("return 10 / n"), report);
    }

    @Test
    void calls_that_were_inlined_are_in_the_stack_trace() throws IOException {
        String module =
                """
                pub struct Pair:
                    x: i32
                    y: i32

                pub fn divide(a: Pair, b: Pair) -> Pair:
                    return Pair{ x: a.x / b.x, y: a.y / b.y }
                """;
        String program =
                """
                use tools.pairs

                fn halve(p: pairs.Pair) -> pairs.Pair:
                    return pairs.divide(p, pairs.Pair{ x: 2, y: p.y })

                fn main(y: i32):
                    half = halve(pairs.Pair{ x: 4, y: y })
                    print(half.x, half.y)

                main(3)
                main(0)
                """;
        sources(folder, program);
        Files.writeString(folder.resolve("tools/pairs.orus"), module);
        assertEquals(0, run("compile", source), errors());
        assertEquals(70, run("run", image));
        assertEquals("2 1\n", output());
        String report = errors();
        assertTrue(report.contains(" tools/pairs.orus:6:39\n"), report);
        assertTrue(
                report.contains(
                        """
                            = note: in divide at tools/pairs.orus:6
                            = note: in halve at prog.orus:4
                            = note: in main at prog.orus:7
                            = note: in prog.orus at prog.orus:11
                        """),
                report);
        assertEquals(0, run("disasm", image), errors());
        assertTrue(output().contains("in divide, inlined at prog.orus:4:"), output());
    }

    @Test
    void traps_of_a_stripped_image_say_that_it_is() throws IOException {
        String report = trap("compile", "--strip", source);
        assertTrue(report.contains("Division by zero"), report);
        assertTrue(report.contains("--strip"), report);
        assertTrue(report.contains("in function ") && report.contains(" at instruction "), report);
        String text = new String(bytes(), StandardCharsets.ISO_8859_1);
        for (String name : List.of("prog", "numbers", "inner", "outer", "half")) {
            assertFalse(text.contains(name), name);
        }
        assertTrue(text.contains("Point"), "programs can print the names of types");
    }

    @Test
    void a_stripped_image_is_smaller_and_does_the_same() throws IOException {
        int size = bytes().length;
        assertEquals(0, run("compile", source, "--strip"), errors());
        assertTrue(bytes().length < size, size + " bytes");
        assertEquals(0, run("run", image), errors());
        assertEquals("1.5 3\n", output());
        assertEquals(0, run("disasm", image), errors());
        assertEquals(0, run("run", "--trace", image));
    }

    // what is refused to be written

    @Test
    void a_file_that_is_no_image_is_not_overwritten() throws IOException {
        assertEquals(73, run("compile", source, "-o", source));
        assertTrue(errors().contains("exists and is no image"), errors());
        assertTrue(errors().contains("help: "), errors());
        assertEquals(PROGRAM, Files.readString(Path.of(source)));
        Path empty = Files.createFile(folder.resolve("empty"));
        assertEquals(0, run("compile", source, "-o", empty.toString()), errors());
        assertEquals(0, run("compile", source, "-o", empty.toString()), errors());
    }

    @Test
    void an_image_needs_a_folder_and_a_file() {
        assertEquals(73, run("compile", source, "-o", folder.resolve("no/x.orb").toString()));
        assertTrue(errors().contains("there is no folder "), errors());
        assertEquals(73, run("compile", source, "-o", folder.toString()));
        assertTrue(errors().contains("is no file"), errors());
    }

    @Test
    void a_program_with_errors_leaves_the_old_image() throws IOException {
        byte[] before = bytes();
        Files.writeString(Path.of(source), "print(1\n");
        assertEquals(65, run("compile", source));
        assertArrayEquals(before, bytes());
        Files.writeString(Path.of(source), "fn f():\n    x = 1\n");
        assertEquals(65, run("compile", source, "--warnings=error"));
        assertArrayEquals(before, bytes());
    }

    @Test
    void nothing_else_is_left_in_the_folder() throws IOException {
        run("compile", source, "-o", folder.resolve("no/x.orb").toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("prog.orb", "prog.orus", "tools"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void an_image_is_not_compiled_again() {
        assertEquals(64, run("compile", image));
        assertTrue(errors().contains("is an image already"), errors());
    }

    @Test
    void a_page_of_an_image_shows_its_bytecode() throws IOException {
        assertEquals(0, run("explore", image), errors());
        String page = Files.readString(folder.resolve("prog.html"));
        assertTrue(page.contains("<title>" + image), page.substring(0, 500));
        assertTrue(page.contains("half"), "names of functions");
        assertEquals(0, run("compile", source, "--strip"), errors());
        assertEquals(0, run("explore", image), errors());
        assertTrue(Files.size(folder.resolve("prog.html")) < page.length());
    }

    // what is refused to be read

    private void refused(String message, byte[] bytes) throws IOException {
        Files.write(Path.of(image), bytes);
        refused(message);
    }

    /// One message of two lines: what is wrong with which file, and what to do.
    private void refused(String message) {
        for (String command : List.of("run", "verify", "disasm", "check")) {
            assertEquals(65, run(command, image), command);
            List<String> lines = errors().lines().toList();
            assertEquals(2, lines.size(), errors());
            assertTrue(lines.get(0).startsWith("jorus: " + image + ": "), errors());
            assertTrue(lines.get(0).contains(message), errors());
            assertTrue(lines.get(1).startsWith("help: "), errors());
            assertEquals("", output());
        }
    }

    private static byte[] with(byte[] bytes, int offset, long value) {
        byte[] changed = bytes.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);
        return changed;
    }

    @Test
    void an_image_of_another_version() throws IOException {
        refused("made by another version of Jorus", with(bytes(), ImageLayout.VERSION, 1));
    }

    @Test
    void an_image_of_another_byte_order() throws IOException {
        long magic = Long.reverseBytes(ImageLayout.MAGIC_NUMBER);
        refused("another byte order", with(bytes(), ImageLayout.MAGIC, magic));
    }

    @Test
    void a_truncated_image() throws IOException {
        byte[] whole = bytes();
        int length = whole.length;
        for (int size : new int[] {8, 511, 512, 513, length / 2, length - 64, length - 1}) {
            refused("the image is truncated: it has " + size, Arrays.copyOf(whole, size));
        }
    }

    @Test
    void an_image_with_bytes_behind_it() throws IOException {
        byte[] whole = bytes();
        for (int more : new int[] {1, 64, 100_000}) {
            refused("bytes follow the image", Arrays.copyOf(whole, whole.length + more));
        }
    }

    @Test
    void an_image_with_a_changed_bit() throws IOException {
        byte[] changed = bytes();
        changed[changed.length / 2] ^= 4;
        refused("the image is damaged", changed);
    }

    @Test
    void an_image_with_a_changed_bit_and_the_right_checksum() throws IOException {
        byte[] changed = with(bytes(), ImageLayout.HEADER_BYTES, -1L);
        refused("V201 unknown opcode: 65535 (function 0, word 0)", sealed(changed));
    }

    private static byte[] sealed(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long state = bytes.length;
        for (int at = ImageLayout.TOTAL_BYTES; at < bytes.length; at += 8) {
            state = Long.rotateLeft((state ^ words.getLong(at)) * 0x9E3779B97F4A7C15L, 29);
        }
        return with(bytes, ImageLayout.CHECKSUM, state);
    }

    @Test
    void an_empty_image() throws IOException {
        refused("the image is empty", new byte[0]);
    }

    @Test
    void a_text_that_is_named_like_an_image() throws IOException {
        refused("this is no image", PROGRAM.getBytes(StandardCharsets.UTF_8));
        refused("this is no image", new byte[] {1});
    }

    /// The file is sparse and takes no space.
    @Test
    void a_file_too_large_to_be_an_image() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image, "rw")) {
            file.setLength(3L << 30);
        }
        refused("the image is too large: 3221225472 bytes");
    }

    @Test
    void a_folder_and_a_missing_file() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("folder.orb"));
        assertEquals(65, run("run", directory.toString()));
        assertTrue(errors().contains("is a folder"), errors());
        assertEquals(65, run("verify", folder.resolve("none.orb").toString()));
        assertTrue(errors().contains("there is no file"), errors());
    }

    @Test
    void a_file_that_cannot_be_read() throws IOException {
        Path memory = Path.of("/proc/self/mem");
        assumeTrue(Files.exists(memory));
        Path link = Files.createSymbolicLink(folder.resolve("link.orb"), memory);
        assertEquals(65, run("run", link.toString()));
        assertTrue(errors().contains("can't be read"), errors());
        assertFalse(errors().contains("Exception"), errors());
    }
}
