package jorus.conformance;

import jorus.cli.Main;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Calls the command line inside this process: `jorus run FLAGS FILE`.
final class CliRunner implements GoldenRunner {
    private final List<String> flags;
    private final byte[] stdin;

    /// As [#CliRunner(List, String)] with nothing on stdin.
    CliRunner(List<String> flags) {
        this(flags, "");
    }

    /// `flags` are given to every run, after those of the mode; `stdin` has one char per byte.
    CliRunner(List<String> flags, String stdin) {
        this.flags = List.copyOf(flags);
        this.stdin = stdin.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public Result run(Path file, Mode mode) {
        List<String> arguments = new ArrayList<>();
        arguments.add("run");
        arguments.addAll(mode.flags());
        arguments.addAll(flags);
        arguments.add(file.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        mode.prepare();
        int code;
        try {
            code =
                    Main.run(
                            arguments.toArray(String[]::new),
                            new ByteArrayInputStream(stdin),
                            outStream,
                            errStream);
        } finally {
            mode.clear();
        }
        outStream.flush();
        errStream.flush();
        return new Result(
                code,
                out.toString(StandardCharsets.ISO_8859_1),
                err.toString(StandardCharsets.ISO_8859_1));
    }
}
