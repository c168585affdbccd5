package jorus.lex;

import jorus.source.SourceFile;

import java.util.Arrays;

/// The values of number and string tokens.
public final class Literals {
    private Literals() {}

    /// The bytes of a STRING token without quotes, escapes replaced.
    public static byte[] stringBytes(SourceFile file, int start, int end) {
        byte[] bytes = new byte[end - start - 2];
        int count = 0;
        for (int i = start + 1; i < end - 1; i++) {
            int c = file.at(i);
            if (c == '\\') {
                c = escape(file.at(++i));
            }
            bytes[count++] = (byte) c;
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    private static int escape(int c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> 0;
            default -> c;
        };
    }
}
