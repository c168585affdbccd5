package jorus.engine;

import jorus.source.Diagnostic;
import jorus.source.SourceFile;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;

/// Reads a program from a file or standard input (`-`): a source text or an image, which the first
/// bytes tell apart, or the ending `.orb`.
public final class ProgramReader {
    private final String path;
    private final SourceReader reader;
    private SourceFile source;
    private LoadedImage image;
    private ImageProblem problem;

    public ProgramReader(String path, InputStream standardInput) {
        this.path = path;
        reader = new SourceReader(path, standardInput);
    }

    /// Reads; one of the following is not null afterwards. An image has been verified, and is to be
    /// closed.
    public void read(PhaseTimes times) {
        try (InputStream stream = reader.open()) {
            if (stream == null) {
                return;
            }
            byte[] head = stream.readNBytes(ImageReader.MAGIC_BYTES);
            if (ImageReader.isImage(path, head)) {
                times.begin(Phase.VERIFY);
                String name = path.equals("-") ? "<stdin>" : path;
                ImageReader.read(name, head, stream, new File(path).length(), this);
            } else {
                source = reader.read(head, stream);
            }
        } catch (IOException e) {
            if (image != null) {
                image.close();
                image = null;
            }
            reader.unreadable(e);
        } finally {
            times.end();
        }
    }

    void loaded(LoadedImage loaded) {
        image = loaded;
    }

    void failed(ImageProblem found) {
        problem = found;
    }

    public SourceFile source() {
        return source;
    }

    public LoadedImage image() {
        return image;
    }

    /// What is wrong with the image.
    public ImageProblem problem() {
        return problem;
    }

    /// Why there is no source text and no image; for a problem of an image, see there.
    public Diagnostic failure() {
        return reader.failure();
    }
}
