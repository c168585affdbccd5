import jorus.engine.Compilation;
import jorus.engine.Engine;
import jorus.engine.Instance;
import jorus.engine.Outcome;
import jorus.engine.PhaseTimes;
import jorus.engine.RunOptions;
import jorus.source.SourceFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// An agent: runs a program in the interpreter before the process begins with what it is for, so
/// that the process has seen all instructions. `-javaagent:trained.jar=training.orus`.
public final class Trained {
    private static final long HEAP_BYTES = 256L << 20;

    private Trained() {}

    public static void premain(String path) throws IOException {
        SourceFile source = new SourceFile(path, Files.readAllBytes(Path.of(path)));
        RunOptions options = RunOptions.of(HEAP_BYTES, RunOptions.DEFAULT_MAX_DEPTH, Engine.INTERP);
        try (Compilation program = Compilation.compile(source, new PhaseTimes());
                Instance instance =
                        new Instance(
                                program,
                                options,
                                InputStream.nullInputStream(),
                                OutputStream.nullOutputStream(),
                                new PhaseTimes())) {
            Outcome outcome = instance.run();
            if (outcome.end() != Outcome.End.FINISHED) {
                throw new AssertionError("the training ended with " + outcome);
            }
        }
    }
}
