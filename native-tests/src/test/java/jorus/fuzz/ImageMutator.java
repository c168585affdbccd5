package jorus.fuzz;

import java.util.List;
import java.util.Random;

/// Makes the mutant of a seed and a number: always the same one.
final class ImageMutator {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final List<byte[]> corpus;
    private final int specials;
    private final long seed;
    private final Focus focus;

    /// `corpus` begins with `specials` special images.
    ImageMutator(List<byte[]> corpus, int specials, long seed) {
        this.corpus = corpus;
        this.specials = specials;
        this.seed = seed;
        focus = new Focus(corpus, specials);
    }

    /// A mutated image; `kind` is that of the first of its changes.
    record Mutant(Kind kind, byte[] bytes, boolean isSealed) {}

    /// Random numbers that depend on both, however close seeds are.
    static Random random(long seed, long number) {
        return new Random((seed ^ number * GOLDEN_RATIO) * GOLDEN_RATIO >>> 3);
    }

    Mutant mutant(long number) {
        Random random = random(seed, number);
        if (random.nextInt(1000) < Kind.SPECIAL_PER_MILLE) {
            return new Mutant(Kind.SPECIAL, corpus.get(random.nextInt(specials)).clone(), true);
        }
        int input =
                random.nextBoolean()
                        ? focus.input(random)
                        : specials + random.nextInt(corpus.size() - specials);
        ImageBytes image = new ImageBytes(corpus.get(input));
        ByteMutator bytes = new ByteMutator(random, corpus);
        CodeMutator code = new CodeMutator(random, bytes);
        TableMutator tables = new TableMutator(random, bytes);
        Kind first = Kind.choose(random);
        apply(first, image, bytes, code, tables);
        Kind last = first;
        while (!ends(last) && random.nextInt(4) == 0) {
            Kind next = Kind.choose(random);
            if (next.ordinal() > Kind.SPECIAL.ordinal()) {
                apply(next, image, bytes, code, tables);
                last = next;
            }
        }
        return new Mutant(first, image.bytes(), first.isSealed);
    }

    /// Whether the other mutators could lose their way in what this kind leaves.
    private static boolean ends(Kind kind) {
        return switch (kind) {
            case DAMAGE, BYTES, RESIZE, HEADER, TABLE, SPECIAL, FUNCTION -> true;
            default -> false;
        };
    }

    private static void apply(
            Kind kind, ImageBytes image, ByteMutator bytes, CodeMutator code, TableMutator tables) {
        switch (kind) {
            case DAMAGE, BYTES -> bytes.anywhere(image);
            case RESIZE -> bytes.resize(image);
            case HEADER -> bytes.header(image);
            case TABLE -> bytes.table(image);
            case WORD,
                    OPCODE,
                    REGISTER,
                    IMMEDIATE,
                    TARGET,
                    POOL,
                    TYPE_ID,
                    CALLEE,
                    BUILTIN,
                    GLOBAL,
                    INSTRUCTION,
                    ORDER ->
                    code.mutate(image, kind);
            case INSERT, CALL -> code.insert(image, kind);
            case CONSTANT, TEXT, TRAP, LINES, HANDLER, SLOT_TYPE, FUNCTION, TYPE_TABLE ->
                    tables.mutate(image, kind);
            case SPECIAL -> {
                // It is what it is.
            }
        }
    }
}
