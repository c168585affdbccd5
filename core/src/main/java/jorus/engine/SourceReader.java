package jorus.engine;

import jorus.source.Code;
import jorus.source.Diagnostic;
import jorus.source.Diagnostic.Hint;
import jorus.source.SourceFile;
import jorus.source.Span;

import java.io.File;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads a program's text, from a file or standard input (`-`), or says why it can't.
public final class SourceReader {
    /// Larger sources are refused: offsets are 32 bits, and nobody writes them by hand.
    public static final int MAX_SOURCE_BYTES = 64 << 20;

    private static final int BINARY_PROBE_BYTES = 4096;

    /// Control characters that any text may have.
    private static final int TEXT_CONTROLS = 8;

    private final String path;
    private final String name;
    private final InputStream standardInput;
    private Diagnostic failure;

    public SourceReader(String path, InputStream standardInput) {
        this.path = path;
        this.name = path.equals("-") ? "<stdin>" : path;
        this.standardInput = standardInput;
    }

    /// The text, or null: then [#failure()] says why.
    public SourceFile read() {
        try (InputStream stream = open()) {
            return stream == null ? null : read(new byte[0], stream);
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    SourceFile unreadable(IOException e) {
        return fail("the file can't be read: " + e.getMessage());
    }

    /// The text that begins with `head` and goes on with what `stream` has.
    SourceFile read(byte[] head, InputStream stream) throws IOException {
        byte[] bytes = limited(head, stream);
        if (bytes == null) {
            return null;
        }
        SourceFile source = new SourceFile(name, bytes);
        int binary = binaryByte(bytes);
        if (binary >= 0) {
            failure =
                    Diagnostic.error(
                            Code.UNEXPECTED,
                            source,
                            new Span(binary, binary + 1),
                            "this is no source text: byte " + binary + " is " + bytes[binary],
                            Hint.help("give the path of an .orus file"));
            return null;
        }
        return source;
    }

    /// Index of the byte that shows that a file is no text: a zero, or the last of too many control
    /// characters; -1 if it looks like text. Strings and comments may hold a few.
    private static int binaryByte(byte[] bytes) {
        int probed = Math.min(bytes.length, BINARY_PROBE_BYTES);
        int controls = 0;
        int last = -1;
        for (int i = 0; i < probed; i++) {
            if (bytes[i] == 0) {
                return i;
            }
            if (bytes[i] > 0 && bytes[i] < '\t' || bytes[i] > '\r' && bytes[i] < ' ') {
                controls++;
                last = i;
            }
        }
        return controls > TEXT_CONTROLS && controls > probed / 32 ? last : -1;
    }

    /// Why the last [#read()] gave null.
    public Diagnostic failure() {
        return failure;
    }

    /// The file or standard input; null after a failure.
    InputStream open() throws IOException {
        if (path.equals("-")) {
            return new StandardInput(standardInput);
        }
        File file = new File(path);
        if (!file.exists()) {
            fail("there is no file '" + path + "'", Hint.help("check the path and the folder"));
            return null;
        }
        if (file.isDirectory()) {
            fail("'" + path + "' is a folder", Hint.help("give the path of an .orus file"));
            return null;
        }
        return new FileInputStream(file);
    }

    /// Standard input stays open.
    private static final class StandardInput extends FilterInputStream {
        StandardInput(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The program reads on.
        }
    }

    private byte[] limited(byte[] head, InputStream stream) throws IOException {
        byte[] tail = stream.readNBytes(MAX_SOURCE_BYTES + 1 - head.length);
        byte[] bytes = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, bytes, head.length, tail.length);
        if (bytes.length > MAX_SOURCE_BYTES) {
            fail("the source is larger than " + MAX_SOURCE_BYTES + " bytes");
            return null;
        }
        return bytes;
    }

    private SourceFile fail(String message, Hint... hints) {
        SourceFile empty = new SourceFile(name, new byte[0]);
        failure = Diagnostic.error(Code.MODULE_NOT_FOUND, empty, new Span(0, 0), message, hints);
        return null;
    }
}
