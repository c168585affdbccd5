package jorus.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// One source text: its bytes, the path as the user gave it, and where its lines start.
///
/// Immutable. Lines and columns count from 1; columns are bytes (language.md 1.1). A byte order
/// mark belongs to no line: line 1 starts behind it.
public final class SourceFile {
    private final String path;
    private final byte[] bytes;

    /// Computed when first needed; a program that runs without a report needs none.
    private int[] lineStarts;

    /// Takes ownership of `bytes`; nobody may write to it afterwards.
    public SourceFile(String path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /// The file with this path, or null.
    public static SourceFile withPath(String path, List<SourceFile> files) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).path.equals(path)) {
                return files.get(i);
            }
        }
        return null;
    }

    /// Whether the text is this part of `other`.
    public boolean isText(byte[] other, int offset, int length) {
        return length == bytes.length
                && offset + length <= other.length
                && Arrays.equals(bytes, 0, length, other, offset, offset + length);
    }

    /// Writes the text.
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /// Threads that race for it compute the same.
    private int[] lineStarts() {
        int[] starts = lineStarts;
        if (starts == null) {
            starts = lineStarts(bytes);
            lineStarts = starts;
        }
        return starts;
    }

    private static int[] lineStarts(byte[] bytes) {
        int[] starts = new int[Math.max(16, bytes.length / 24)];
        starts[0] = markSize(bytes);
        int count = 1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private static int markSize(byte[] bytes) {
        boolean isMarked =
                bytes.length >= 3
                        && bytes[0] == (byte) 0xEF
                        && bytes[1] == (byte) 0xBB
                        && bytes[2] == (byte) 0xBF;
        return isMarked ? 3 : 0;
    }

    public String path() {
        return path;
    }

    public int length() {
        return bytes.length;
    }

    /// The byte at `offset`, 0..255.
    public int at(int offset) {
        return bytes[offset] & 0xFF;
    }

    /// The line that holds `offset`; an offset at the end of the file belongs to the last line.
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts(), offset);
        return found >= 0 ? found + 1 : Math.max(1, -found - 1);
    }

    public int column(int offset) {
        return Math.max(1, offset - lineStarts()[line(offset) - 1] + 1);
    }

    public int lineCount() {
        return lineStarts().length;
    }

    /// Offset of the first byte of `line`.
    public int lineStart(int line) {
        return lineStarts()[line - 1];
    }

    /// The text of `line` without its line end.
    public String lineText(int line) {
        int start = lineStarts()[line - 1];
        int end = line < lineStarts().length ? lineStarts()[line] - 1 : bytes.length;
        if (end > start && bytes[end - 1] == '\r') {
            end--;
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// The text of a span.
    public String text(Span span) {
        return text(span.start(), span.end());
    }

    public String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// A copy of the bytes of `[start, end)`.
    public byte[] slice(int start, int end) {
        return Arrays.copyOfRange(bytes, start, end);
    }
}
