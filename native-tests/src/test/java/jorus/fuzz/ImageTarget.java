package jorus.fuzz;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.verify.VerifiedImage;
import jorus.verify.Verifier;
import jorus.verify.VerifyFailure;

import java.util.List;

/// Verifies mutated images and runs what is accepted: promises P1 and P2 of the verifier.
final class ImageTarget implements Target {
    private final ImageMutator mutator;
    private final Board board;
    private final Runs runs;

    ImageTarget(List<byte[]> corpus, long seed, Board board) {
        mutator = new ImageMutator(corpus, Specials.images().size(), seed);
        this.board = board;
        runs = new Runs(board);
    }

    @Override
    public void feed(long number) {
        ImageMutator.Mutant mutant = mutator.mutant(number);
        int kind = Board.ofKind(mutant.kind().ordinal());
        board.count(kind);
        if (feed(mutant.bytes(), mutant.isSealed(), number)) {
            board.count(Board.ACCEPTED);
            board.count(kind + 1);
        }
    }

    /// Whether the image was accepted, and then also run.
    private boolean feed(byte[] bytes, boolean isSealed, long number) {
        try (OffHeap memory = new OffHeap()) {
            long base = memory.allocate(Category.CODE, bytes.length, Memory.CACHE_LINE);
            Memory.copyIn(bytes, 0, base, bytes.length);
            Image image = isSealed ? seal(base, bytes.length) : new Image(base, bytes.length);
            VerifiedImage verified;
            try {
                verified = Verifier.verify(image);
            } catch (VerifyFailure failure) {
                board.count(Board.ofRule(failure.rule()));
                return false;
            }
            runs.run(verified, number);
            return true;
        }
    }

    /// Makes the checksum right, as far as the file has one.
    static Image seal(long base, int bytes) {
        Image image = new Image(base, bytes);
        if (bytes >= ImageLayout.HEADER_BYTES && bytes % Memory.WORD_BYTES == 0) {
            Memory.i64(base + ImageLayout.CHECKSUM, image.checksum());
        }
        return image;
    }

    @Override
    public byte[] bytes(long number) {
        return mutator.mutant(number).bytes();
    }

    @Override
    public String suffix() {
        return ".img";
    }
}
