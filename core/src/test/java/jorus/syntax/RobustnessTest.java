package jorus.syntax;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.lex.TokenKind;
import jorus.source.Diagnostic;
import jorus.source.DiagnosticRenderer;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Any text is answered by diagnostics inside the file. `-Djorus.seed` repeats a run.
class RobustnessTest {
    private static final long SEED = Long.getLong("jorus.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    private void check(byte[] text) {
        try {
            Diagnostics diagnostics = Parsing.parse(text);
            for (Diagnostic d : diagnostics.all()) {
                assertTrue(new DiagnosticRenderer(false).render(d).startsWith("-- SYNTAX ERROR"));
            }
        } catch (RuntimeException | Error e) {
            String shown = new String(text, StandardCharsets.UTF_8);
            throw new AssertionError("-Djorus.seed=" + SEED + " on:\n" + shown, e);
        }
    }

    private static List<String> vocabulary() {
        var words = new ArrayList<String>();
        for (TokenKind kind : TokenKind.values()) {
            if (kind.ordinal() >= TokenKind.AND.ordinal()) {
                words.add(kind.text());
            }
        }
        words.addAll(List.of("a", "b", "let", "_", "1", "2.5", "\"s\"", "'l", "'l:", "$", "\""));
        words.addAll(
                List.of("\n", "\n", "\n    ", "\n    ", "\n        ", "\n\t", ";", "/*", "//"));
        return words;
    }

    @Test
    void token_soup_never_throws() {
        List<String> words = vocabulary();
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(40);
            for (int j = 0; j < length; j++) {
                text.append(words.get(random.nextInt(words.size())));
                text.append(random.nextInt(4) == 0 ? "" : " ");
            }
            check(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void random_bytes_never_throw() {
        for (int i = 0; i < 5_000; i++) {
            byte[] text = new byte[random.nextInt(60)];
            random.nextBytes(text);
            check(text);
        }
    }

    @Test
    void mutated_programs_never_throw() throws IOException {
        List<SourceFile> programs = new ArrayList<>(Corpus.reference());
        programs.addAll(Corpus.examples());
        List<String> words = vocabulary();
        for (int i = 0; i < 6_000; i++) {
            SourceFile program = programs.get(random.nextInt(programs.size()));
            byte[] text = program.slice(0, program.length());
            int changes = 1 + random.nextInt(4);
            for (int j = 0; j < changes; j++) {
                text = mutated(text, words);
            }
            check(text);
        }
    }

    private byte[] mutated(byte[] text, List<String> words) {
        int from = random.nextInt(text.length + 1);
        int to = Math.min(text.length, from + random.nextInt(8));
        byte[] word = words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(5)) {
            case 0 -> joined(text, from, word, from);
            case 1 -> joined(text, from, word, to);
            case 2 -> joined(text, from, new byte[0], to);
            case 3 -> joined(text, from, Arrays.copyOfRange(text, from, to), from);
            default -> Arrays.copyOf(text, from);
        };
    }

    /// `text` with `[from, to)` replaced by `middle`.
    private static byte[] joined(byte[] text, int from, byte[] middle, int to) {
        byte[] result = new byte[from + middle.length + text.length - to];
        System.arraycopy(text, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(text, to, result, from + middle.length, text.length - to);
        return result;
    }

    @Test
    void every_prefix_of_a_program_is_answered() throws IOException {
        for (SourceFile program : Corpus.reference()) {
            for (int end = 0; end <= program.length(); end++) {
                check(program.slice(0, end));
            }
        }
    }
}
