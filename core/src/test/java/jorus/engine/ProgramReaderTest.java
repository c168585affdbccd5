package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jorus.memory.arena.OffHeap;
import jorus.source.SourceFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class ProgramReaderTest {
    @TempDir Path folder;

    private Path image;

    @BeforeEach
    void compile() throws IOException {
        SourceFile source = new SourceFile("p.orus", "print(1 + 2)".getBytes());
        image = folder.resolve("p.orb");
        try (Compilation program =
                Compilation.compile(source, Compilation.Form.FOR_FILE, new PhaseTimes())) {
            assertNull(ImageFile.write(program, image.toString()));
        }
    }

    private ProgramReader read(InputStream in) {
        ProgramReader reader = new ProgramReader(in == null ? image.toString() : "-", in);
        reader.read(new PhaseTimes());
        return reader;
    }

    private static String output(Program program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream none = InputStream.nullInputStream();
        try (Instance instance =
                new Instance(program, RunOptions.small(), none, out, new PhaseTimes())) {
            assertEquals(Outcome.End.FINISHED, instance.run().end());
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_happens_to_the_file_after_it_was_read_has_no_effect() throws IOException {
        try (LoadedImage program = read(null).image()) {
            Files.write(image, new byte[(int) Files.size(image)]);
            assertEquals("3\n", output(program));
            Files.write(image, new byte[0]);
            assertEquals("3\n", output(program));
        }
    }

    /// A pipe gives a few bytes at a time, and no size.
    @Test
    void an_image_that_comes_in_pieces() throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        InputStream pieces =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] to, int offset, int count) {
                        return super.read(to, offset, Math.min(count, 7));
                    }
                };
        try (LoadedImage program = read(pieces).image()) {
            assertEquals("3\n", output(program));
        }
    }

    @Test
    void a_failure_while_reading_leaves_no_memory_behind() throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        int before = OffHeap.openInstances();
        for (int good = 0; good < bytes.length; good += 8) {
            int end = good;
            InputStream broken =
                    new ByteArrayInputStream(bytes) {
                        private int given;

                        @Override
                        public synchronized int read(byte[] to, int offset, int count) {
                            int next = super.read(to, offset, Math.min(count, 8));
                            given += next;
                            if (given > end) {
                                throw new UncheckedBreak();
                            }
                            return next;
                        }
                    };
            ProgramReader reader = read(new Translated(broken));
            assertNull(reader.image());
            assertNotNull(reader.failure());
        }
        assertEquals(before, OffHeap.openInstances());
    }

    private static final class UncheckedBreak extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Turns the break into the exception that files throw.
    private static final class Translated extends InputStream {
        private final InputStream from;

        Translated(InputStream from) {
            this.from = from;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] to, int offset, int count) throws IOException {
            try {
                return from.read(to, offset, count);
            } catch (UncheckedBreak e) {
                throw new IOException("broken", e);
            }
        }
    }
}
