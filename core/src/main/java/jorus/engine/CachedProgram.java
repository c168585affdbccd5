package jorus.engine;

import jorus.explore.Origin;
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
    private final HotList hot;
    private Forehand forehand;

    /// Takes over `memory`, which has the image. The first of `files` is the program; `hot` may be
    /// null, as may `forehand`, which compiles that.
    CachedProgram(
            VerifiedImage image,
            OffHeap memory,
            List<SourceFile> files,
            HotList hot,
            Forehand forehand) {
        this.hot = hot;
        this.forehand = forehand;
        this.image = image;
        this.memory = memory;
        this.files = files;
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
    HotList hot() {
        return hot;
    }

    @Override
    Forehand forehand(boolean countsCalls) {
        Forehand begun = forehand;
        forehand = null;
        if (begun != null && begun.countsCalls() != countsCalls) {
            begun.close();
            begun = null;
        }
        return begun != null ? begun : super.forehand(countsCalls);
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
        if (forehand != null) {
            forehand.close();
        }
        memory.close();
    }
}
