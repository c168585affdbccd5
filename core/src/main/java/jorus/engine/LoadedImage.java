package jorus.engine;

import jorus.explore.Origin;
import jorus.memory.arena.OffHeap;
import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;

/// A program read from an image file and verified. Its source text is not at hand.
public final class LoadedImage extends Program {
    private final String path;
    private final OffHeap memory;
    private final VerifiedImage image;

    /// Takes over `memory`, which has the image.
    LoadedImage(String path, OffHeap memory, VerifiedImage image) {
        this.path = path;
        this.memory = memory;
        this.image = image;
    }

    @Override
    VerifiedImage image() {
        return image;
    }

    @Override
    Origin origin() {
        return Origin.UNKNOWN;
    }

    @Override
    OffHeap memory() {
        return memory;
    }

    @Override
    String path() {
        return path;
    }

    @Override
    SourceFile file(String name) {
        return null;
    }

    @Override
    public void close() {
        memory.close();
    }
}
