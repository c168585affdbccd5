package jorus.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Programs made of the golden ones: changed, put one behind the other, and put into functions,
/// loops and `try`. Few compile, but these do what nobody has thought of.
public final class MutatedGoldens {
    private static final int MAX_BYTES = 6000;
    private static final int WRAPPINGS = 8;

    private final List<byte[]> texts = new ArrayList<>();
    private final SourceMutator mutator;

    public MutatedGoldens() {
        try {
            List<byte[]> corpus = Corpus.sources();
            // Paths and texts; what needs other modules will not compile.
            for (int i = 1; i < corpus.size(); i += 2) {
                String text = withoutComments(new String(corpus.get(i), StandardCharsets.UTF_8));
                boolean isRepeatable = !text.contains("timestamp");
                if (isRepeatable && text.length() <= MAX_BYTES) {
                    texts.add(text.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mutator = new SourceMutator(texts);
    }

    /// Expectations among them: else most changes would be to comments.
    private static String withoutComments(String text) {
        StringBuilder kept = new StringBuilder();
        for (String line : text.split("\n")) {
            int comment = line.indexOf("//");
            boolean isInString =
                    comment >= 0
                            && line.substring(0, comment).chars().filter(c -> c == '"').count() % 2
                                    != 0;
            String code = comment < 0 || isInString ? line : line.substring(0, comment);
            if (!code.isBlank()) {
                kept.append(code.stripTrailing()).append('\n');
            }
        }
        return kept.toString();
    }

    private static String indented(String text) {
        return "    " + text.stripTrailing().replace("\n", "\n    ") + "\n";
    }

    /// The same for the same seed, as long as the golden programs are the same.
    public String program(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int first = random.nextInt(texts.size());
        boolean isChanged = random.nextInt(8) > 0;
        byte[] bytes = isChanged ? mutator.mutant(random, first) : texts.get(first);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) {
            byte[] second = texts.get(random.nextInt(texts.size()));
            text += "\n" + new String(second, StandardCharsets.UTF_8);
        }
        return switch (random.nextInt(WRAPPINGS)) {
            case 0 -> "fn wrapped():\n" + indented(text) + "wrapped()\n";
            case 1 -> "for wrapped_i in 0..3:\n" + indented(text);
            case 2 ->
                    "fn wrapped(wrapped_p):\n"
                            + indented(text)
                            + "for wrapped_i in 0..3:\n"
                            + "    try: wrapped(wrapped_i)\n"
                            + "    catch wrapped_e: print(wrapped_e)\n";
            case 3 -> "try:\n" + indented(text) + "catch wrapped_e: print(wrapped_e)\n";
            case 4 -> "for wrapped_i in 0..40:\n" + indented(text);
            default -> text;
        };
    }
}
