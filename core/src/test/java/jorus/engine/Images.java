package jorus.engine;

import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;

import java.nio.charset.StandardCharsets;

/// Verified images of source texts, for tests of what comes after them.
public final class Images {
    private Images() {}

    /// The program, which must have no errors; the caller closes it.
    public static Compilation compile(String source) {
        SourceFile file = new SourceFile("test.orus", source.getBytes(StandardCharsets.UTF_8));
        Compilation compilation = Compilation.compile(file, new PhaseTimes());
        if (!compilation.isRunnable()) {
            compilation.close();
            throw new AssertionError("does not compile:\n" + source);
        }
        return compilation;
    }

    /// The image of `program`, which goes with it.
    public static VerifiedImage image(Program program) {
        return program.image();
    }
}
