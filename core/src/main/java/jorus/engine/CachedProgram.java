package jorus.engine;

import jorus.memory.arena.OffHeap;
import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;

import java.util.List;

/// A program whose image comes from the [ProgramCache]: the same in everything as one that was
/// compiled just now.
final class CachedProgram extends Program {
    private final VerifiedImage image;
    private final OffHeap memory;
    private final List<SourceFile> files;

    /// Takes over `memory`, which has the image. The first of `files` is the program.
    CachedProgram(VerifiedImage image, OffHeap memory, List<SourceFile> files) {
        this.image = image;
        this.memory = memory;
        this.files = files;
    }

    @Override
    VerifiedImage image() {
        return image;
    }

    @Override
    OffHeap memory() {
        return memory;
    }

    @Override
    String path() {
        return files.get(0).path();
    }

    @Override
    SourceFile file(String path) {
        return SourceFile.withPath(path, files);
    }

    @Override
    public void close() {
        memory.close();
    }
}
