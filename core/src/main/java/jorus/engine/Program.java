package jorus.engine;

import jorus.explore.Origin;
import jorus.explore.Page;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.Listing;
import jorus.memory.arena.OffHeap;
import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;

/// A program that can be run: a verified image, compiled just now or read from a file.
///
/// Owns the image's memory; close it after the instances that run it. One thread at a time.
public abstract class Program implements AutoCloseable {
    Program() {}

    /// @throws IllegalStateException if there is none
    abstract VerifiedImage image();

    /// What the image was made from, as far as that is at hand.
    ///
    /// @throws IllegalStateException if it was not kept
    abstract Origin origin();

    /// Bytes of the image by category.
    abstract OffHeap memory();

    /// The path that the program was read from.
    abstract String path();

    /// What an earlier run found hot, or null.
    HotList hot() {
        return null;
    }

    /// Begins to compile what an earlier run found hot, or has begun to; null if nothing was. The
    /// caller closes it. `countsCalls` as in a machine ([jorus.runtime.Machine#countsCalls()]).
    Forehand forehand(boolean countsCalls) {
        HotList hot = hot();
        Forehand begun = hot == null || hot.count() == 0 ? null : Forehand.begin(countsCalls);
        if (begun != null) {
            begun.follow(image(), hot);
        }
        return begun;
    }

    /// The source file with this path in the image, or null if its text is not at hand.
    abstract SourceFile file(String path);

    /// The bytecode for people, with the source lines that are at hand.
    ///
    /// @throws IllegalStateException if there is no image
    public final String disassembly() {
        return Listing.of(image().image(), lines());
    }

    /// The source lines that are at hand.
    final Listing.SourceLines lines() {
        return new Lines(this);
    }

    /// One line that says what was verified.
    ///
    /// @throws IllegalStateException if there is no image
    public final String summary() {
        Image image = image().image();
        long instructions = 0;
        for (int i = 0; i < image.functionCount(); i++) {
            instructions += image.function(i, ImageLayout.CODE_LENGTH);
        }
        return image.functionCount()
                + (image.functionCount() == 1 ? " function, " : " functions, ")
                + instructions
                + (instructions == 1 ? " instruction, " : " instructions, ")
                + image.bytes()
                + " bytes";
    }

    /// The page of `jorus explore`; see [Page]. Of an image it shows bytecode, frames and tables.
    ///
    /// @throws IllegalStateException if there is no image, or the compilation was not for a page
    public final String page() {
        return Page.of(path(), image(), origin());
    }

    /// Whether the program is too large for [#page()].
    public final boolean exceedsPage() {
        return image().image().wordCount() > Page.MAX_WORDS;
    }

    @Override
    public abstract void close();

    private static final class Lines implements Listing.SourceLines {
        private final Program program;

        Lines(Program program) {
            this.program = program;
        }

        @Override
        public String line(String file, int line) {
            SourceFile source = program.file(file);
            return source != null && line <= source.lineCount() ? source.lineText(line) : null;
        }
    }
}
