package jorus.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The file that a command writes. It appears whole or not at all: what stood there before stays
/// until the new content is complete.
final class OutputFile {
    private static final String STANDARD = "-";

    /// Null for standard output.
    private final Path path;

    private final OutputStream out;
    private final PrintStream err;

    private OutputFile(Path path, OutputStream out, PrintStream err) {
        this.path = path;
        this.out = out;
        this.err = err;
    }

    /// The output of a command that reads `program`: `name`, as given with `-o`, or beside the
    /// program with its extension replaced by `extension` if `name` is null. Null after a complaint
    /// on `err`; nothing has been read or written then.
    static OutputFile of(
            String name, String program, String extension, OutputStream out, PrintStream err) {
        boolean isStandardInput = program.equals(STANDARD);
        if (name == null && isStandardInput) {
            err.println("jorus: the name of the file to write is missing: add '-o FILE'");
            return null;
        }
        if (name != null && name.equals(STANDARD)) {
            return new OutputFile(null, out, err);
        }
        String text = name == null ? beside(program, extension) : name;
        try {
            if (text.isEmpty()) {
                err.println("jorus: -o needs the name of a file");
                return null;
            }
            Path path = Path.of(text);
            if (!isStandardInput && isSame(path, Path.of(program))) {
                err.println("jorus: -o " + text + ": this is the program itself");
                return null;
            }
            return new OutputFile(path, out, err);
        } catch (InvalidPathException e) {
            err.println("jorus: -o: " + e.getReason() + ": this is no name of a file");
            return null;
        }
    }

    private static String beside(String program, String extension) {
        int dot = program.lastIndexOf('.');
        int name = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1;
        return (dot > name ? program.substring(0, dot) : program) + extension;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return one.equals(other);
        }
    }

    /// Writes the file and says so; the exit code.
    int write(byte[] content) throws IOException {
        if (path == null) {
            out.write(content);
            out.flush();
            return ExitCode.SUCCESS;
        }
        String reason = replace(content);
        if (reason != null) {
            err.println("jorus: " + path + " can't be written: " + reason);
            return ExitCode.CANNOT_WRITE;
        }
        err.println("wrote " + path + ", " + content.length + " bytes");
        return ExitCode.SUCCESS;
    }

    /// Why it failed, or null.
    private String replace(byte[] content) {
        if (Files.isDirectory(path)) {
            return "it is a folder";
        }
        Path temporary = null;
        try {
            // A link keeps pointing to the file; a device is no file to replace.
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                Files.write(target, content);
                return null;
            }
            if (Files.exists(target) && !Files.isWritable(target)) {
                return "it is read-only";
            }
            String name = target.getFileName() + "." + ProcessHandle.current().pid() + ".part";
            temporary = target.resolveSibling(name);
            Files.write(temporary, content, StandardOpenOption.CREATE_NEW);
            move(temporary, target);
            return null;
        } catch (NoSuchFileException e) {
            return "there is no such folder";
        } catch (AccessDeniedException e) {
            return "access is denied";
        } catch (IOException e) {
            return e.getMessage();
        } finally {
            remove(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void remove(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // The message about the file itself says what is wrong with the folder.
            }
        }
    }
}
