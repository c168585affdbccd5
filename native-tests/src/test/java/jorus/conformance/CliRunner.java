package jorus.conformance;

import jorus.cli.Main;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Calls the command line inside this process: `jorus run FLAGS FILE`.
final class CliRunner implements GoldenRunner {
    private final List<String> flags;

    /// `flags` are given to every run, after those of the mode.
    CliRunner(List<String> flags) {
        this.flags = List.copyOf(flags);
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
        int code =
                Main.run(
                        arguments.toArray(String[]::new),
                        InputStream.nullInputStream(),
                        outStream,
                        errStream);
        outStream.flush();
        errStream.flush();
        return new Result(
                code,
                out.toString(StandardCharsets.ISO_8859_1),
                err.toString(StandardCharsets.ISO_8859_1));
    }
}
