package jorus.syntax;

import jorus.source.SourceFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Correct programs for tests.
final class Corpus {
    private Corpus() {}

    /// The `orus` blocks of language.md; each file is named after its section.
    static List<SourceFile> reference() throws IOException {
        var programs = new ArrayList<SourceFile>();
        String index = new String(resource("index.txt"), StandardCharsets.UTF_8);
        for (String name : index.lines().toList()) {
            programs.add(new SourceFile(name, resource(name)));
        }
        return programs;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Corpus.class.getResourceAsStream("reference/" + name)) {
            if (in == null) {
                throw new IOException("no resource reference/" + name);
            }
            return in.readAllBytes();
        }
    }

    /// The programs in `examples/`; tests run in the folder of their module.
    static List<SourceFile> examples() throws IOException {
        var programs = new ArrayList<SourceFile>();
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".orus")) {
                    programs.add(new SourceFile(file.toString(), Files.readAllBytes(file)));
                }
            }
        }
        return programs;
    }
}
