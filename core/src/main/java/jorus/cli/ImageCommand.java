package jorus.cli;

import jorus.engine.Compilation;
import jorus.engine.ImageFile;
import jorus.engine.ImageProblem;

import java.io.PrintStream;

/// What `compile` adds to a compilation: where the image goes, and what it says.
final class ImageCommand {
    private static final String SOURCE_ENDING = ".orus";
    private static final String IMAGE_ENDING = ".orb";

    private ImageCommand() {}

    /// The image to write: what `-o` says, or the program's path with another ending; null if the
    /// program has no path.
    static String target(Invocation invocation) {
        String program = invocation.operand();
        if (invocation.has(Flag.OUTPUT)) {
            return invocation.value(Flag.OUTPUT, null);
        }
        if (program.equals("-")) {
            return null;
        }
        boolean hasEnding = program.endsWith(SOURCE_ENDING);
        int stem = program.length() - (hasEnding ? SOURCE_ENDING.length() : 0);
        return program.substring(0, stem) + IMAGE_ENDING;
    }

    static Compilation.Form form(Invocation invocation) {
        if (invocation.command() != Command.COMPILE) {
            return Compilation.Form.FOR_RUN;
        }
        return invocation.has(Flag.STRIP) ? Compilation.Form.STRIPPED : Compilation.Form.FOR_FILE;
    }

    /// Writes the image of a program without errors; the exit code.
    static int write(Compilation program, Invocation invocation, PrintStream err) {
        ImageProblem problem = ImageFile.write(program, target(invocation));
        if (problem == null) {
            return ExitCode.SUCCESS;
        }
        report(problem, err);
        return ExitCode.CANNOT_WRITE;
    }

    /// Says why an image was not read or written.
    static void report(ImageProblem problem, PrintStream err) {
        err.println("jorus: " + problem.message());
        err.println("help: " + problem.remedy());
    }
}
