package jorus.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes texts that are nearly programs, and some that are nothing of the kind.
final class SourceMutator {
    private static final int MAX_BYTES = 64 << 10;

    private static final String[] WORDS = {
        "fn",
        "mut",
        "let",
        "if",
        "else",
        "elif",
        "while",
        "for",
        "in",
        "match",
        "struct",
        "enum",
        "impl",
        "use",
        "as",
        "return",
        "break",
        "continue",
        "try",
        "catch",
        "throw",
        "and",
        "or",
        "not",
        "true",
        "false",
        "pub",
        "global",
        "const",
        "static",
        "matches",
        "self",
        "print",
        "push",
        "len",
        "pop",
        "range",
        "sorted",
        "input",
        "i32",
        "i64",
        "u32",
        "u64",
        "f64",
        "bool",
        "string",
        "any",
        "void",
        "error",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        ";",
        ".",
        "..",
        "..=",
        "->",
        "=>",
        "=",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "%",
        "+=",
        "-=",
        "*=",
        "/=",
        "?",
        "|",
        "&",
        "_",
        "'l",
        "'l:",
        "@",
        "@.2f",
        "$",
        "\"",
        "\\",
        "//",
        "/*",
        "*/",
        "\"s\"",
        "\"@ @\"",
        "0",
        "1",
        "-1",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "1u",
        "1.5",
        "1e308",
        "1e999",
        "0x",
        "0xff",
        "0b1",
        "1_000",
        ".5",
        "5.",
        "a",
        "b",
        "x",
        "\n",
        "\n    ",
        "\n\t",
        "\n        ",
        " ",
        "\t",
        "\r\n",
        "\u00e9",
        "\u2028",
        "\ufeff",
        "\ud83d\ude00",
        "math",
        "std",
        "[0; 3]",
        "[i32]"
    };

    private static final String[][] NESTS = {
        {"(", "1", ")"},
        {"[", "1", "]"},
        {"-", "1", ""},
        {"not ", "true", ""},
        {"{", "", "}"},
        {"if true: ", "print(1)", ""},
        {"if true {", "print(1)", "}"},
        {"fn f(): ", "return 1", ""},
        {"f(", "1", ")"},
        {"a[", "0", "]"},
        {"1 + ", "1", ""},
        {"1 ? ", "1", ": 1"},
        {"x: ", "i32", ""},
        {"[", "i32", "]"},
        {"match 1 { 1: ", "1", " }"},
        {"fn(x): ", "x", ""},
        {"try { ", "1", " } catch e { }"},
        {"1 as i32 ", "", " as i64"},
        {"else if x: ", "1", "\n"},
        {"/*", "", "*/"},
        {"\"", "@", "\" + "}
    };

    private final List<byte[]> corpus;

    SourceMutator(List<byte[]> corpus) {
        this.corpus = corpus;
    }

    /// A text made of `input`, mostly.
    byte[] mutant(Random random, int input) {
        byte[] text = corpus.get(input);
        switch (random.nextInt(40)) {
            case 0 -> text = soup(random);
            case 1 -> text = noise(random);
            case 2 -> text = insert(random, text, nest(random));
            case 3 -> text = insert(random, text, longLine(random));
            default -> {
                int changes = 1 + random.nextInt(random.nextInt(5) + 1);
                for (int i = 0; i < changes; i++) {
                    text = change(random, text);
                }
            }
        }
        return text.length > MAX_BYTES ? Arrays.copyOf(text, MAX_BYTES) : text;
    }

    private byte[] change(Random random, byte[] text) {
        if (text.length == 0) {
            return soup(random);
        }
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int at = random.nextInt(text.length);
        return switch (random.nextInt(14)) {
            case 0 -> replace(text, at, 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> replace(text, at, 1 + random.nextInt(8), new byte[0]);
            case 2, 3 -> insert(random, text, word(random));
            case 4, 5, 6 -> {
                int start = tokenStart(text, at);
                yield replace(text, start, tokenEnd(text, start) - start, word(random));
            }
            case 7, 8, 9 -> {
                // a token of this text or another one
                byte[] from = random.nextInt(3) > 0 ? text : other;
                int source = tokenStart(from, random.nextInt(Math.max(1, from.length)));
                byte[] token = Arrays.copyOfRange(from, source, tokenEnd(from, source));
                int start = tokenStart(text, at);
                yield replace(text, start, tokenEnd(text, start) - start, token);
            }
            case 10 -> {
                int start = lineStart(text, at);
                yield replace(text, start, lineEnd(text, start) - start, new byte[0]);
            }
            case 11 -> {
                int source = other.length == 0 ? 0 : lineStart(other, random.nextInt(other.length));
                byte[] line = Arrays.copyOfRange(other, source, lineEnd(other, source));
                yield replace(text, lineStart(text, at), 0, line);
            }
            case 12 -> {
                int source = lineStart(text, random.nextInt(text.length));
                byte[] line = Arrays.copyOfRange(text, source, lineEnd(text, source));
                yield replace(text, lineStart(text, at), 0, line);
            }
            default -> {
                int cut = other.length == 0 ? 0 : lineStart(other, random.nextInt(other.length));
                byte[] rest = Arrays.copyOfRange(other, cut, other.length);
                int start = random.nextBoolean() ? lineStart(text, at) : at;
                yield replace(text, start, text.length - start, rest);
            }
        };
    }

    private static byte[] replace(byte[] text, int at, int count, byte[] by) {
        int end = Math.min(text.length, at + count);
        byte[] result = new byte[at + by.length + text.length - end];
        System.arraycopy(text, 0, result, 0, at);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(text, end, result, at + by.length, text.length - end);
        return result;
    }

    private static byte[] insert(Random random, byte[] text, byte[] what) {
        return replace(text, random.nextInt(text.length + 1), 0, what);
    }

    private static boolean isWord(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_';
    }

    private static int tokenStart(byte[] text, int at) {
        int start = Math.min(at, Math.max(0, text.length - 1));
        while (start > 0 && isWord(text[start]) && isWord(text[start - 1])) {
            start--;
        }
        return start;
    }

    private static int tokenEnd(byte[] text, int start) {
        int end = Math.min(text.length, start + 1);
        while (end < text.length && isWord(text[end - 1]) && isWord(text[end])) {
            end++;
        }
        return end;
    }

    private static int lineStart(byte[] text, int at) {
        int start = at;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineEnd(byte[] text, int at) {
        int end = at;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return Math.min(text.length, end + 1);
    }

    private static byte[] word(Random random) {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] soup(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int words = random.nextInt(120);
        for (int i = 0; i < words; i++) {
            out.writeBytes(word(random));
            if (random.nextInt(3) > 0) {
                out.write(' ');
            }
        }
        return out.toByteArray();
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] nest(Random random) {
        String[] nest = NESTS[random.nextInt(NESTS.length)];
        int depth = random.nextBoolean() ? random.nextInt(600) : random.nextInt(20_000);
        depth = Math.min(depth, MAX_BYTES / (nest[0].length() + nest[2].length()));
        String text = nest[0].repeat(depth) + nest[1];
        text += random.nextInt(4) > 0 ? nest[2].repeat(depth) : "";
        return (random.nextBoolean() ? "x = " + text : "\n" + text + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] longLine(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] word = word(random);
        byte[] next = word(random);
        int count = random.nextInt(6_000);
        for (int i = 0; i < count; i++) {
            out.writeBytes(word);
            out.writeBytes(next);
        }
        return out.toByteArray();
    }
}
