package jorus.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/// Where a command writes, which remembers whether that failed: a program ends without a word when
/// nobody reads its output any more, but a disk that is full has lost something.
final class StandardOutput extends OutputStream {
    private final OutputStream target;

    /// The first thing that went wrong, or null.
    private IOException failure;

    StandardOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int octet) throws IOException {
        try {
            target.write(octet);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            target.write(bytes, offset, count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            target.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(IOException e) {
        if (failure == null) {
            failure = e;
        }
        return e;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /// The exit code of a command that would end with `code`; says what is lost, unless the reader
    /// of a pipe has gone.
    int exitCode(int code, PrintStream err) {
        if (failure == null || isPipe(failure.getMessage())) {
            return code;
        }
        err.println("jorus: the output can't be written: " + failure.getMessage());
        err.println("What was written before may be incomplete; make room, or write elsewhere.");
        return code == ExitCode.SUCCESS ? ExitCode.CANNOT_WRITE : code;
    }

    /// The JDK has one class for all failures, with the text of the system.
    private static boolean isPipe(String message) {
        return message != null && (message.contains("pipe") || message.contains("Pipe"));
    }
}
