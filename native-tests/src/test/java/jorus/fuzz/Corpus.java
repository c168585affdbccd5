package jorus.fuzz;

import jorus.engine.Compilation;
import jorus.engine.CompiledBytes;
import jorus.engine.PhaseTimes;
import jorus.source.SourceFile;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The inputs that mutants are made of: all golden programs and examples, as text or compiled.
final class Corpus {
    private static final Path ROOT = Path.of(System.getProperty("jorus.root", "..")).normalize();

    /// Larger ones would cost more time than they are worth.
    private static final int MAX_IMAGE_BYTES = 128 << 10;

    private Corpus() {}

    /// The program files, in a fixed order.
    private static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : new String[] {"native-tests/src/test/resources/golden", "examples"}) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
                found.addAll(all.filter(f -> f.toString().endsWith(".orus")).sorted().toList());
            }
        }
        return found;
    }

    /// The path and then the text of each program, wrong ones too. The modules that they use are
    /// found by the path.
    static List<byte[]> sources() throws IOException {
        List<byte[]> texts = new ArrayList<>();
        for (Path file : files()) {
            String path = file.toAbsolutePath().normalize().toString();
            texts.add(path.getBytes(StandardCharsets.UTF_8));
            texts.add(Files.readAllBytes(file));
        }
        return texts;
    }

    /// The images of all programs that compile, and some that no program compiles to.
    static List<byte[]> images() throws IOException {
        List<byte[]> images = new ArrayList<>(Specials.images());
        for (Path file : files()) {
            SourceFile source = new SourceFile(file.toString(), Files.readAllBytes(file));
            try (Compilation program = Compilation.compile(source, new PhaseTimes())) {
                byte[] image = program.isRunnable() ? CompiledBytes.of(program) : new byte[0];
                if (image.length > 0 && image.length <= MAX_IMAGE_BYTES) {
                    images.add(image);
                }
            }
        }
        return images;
    }

    static void save(List<byte[]> inputs, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(inputs.size());
            for (byte[] input : inputs) {
                out.writeInt(input.length);
                out.write(input);
            }
        }
    }

    static List<byte[]> load(Path file) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        byte[] all = Files.readAllBytes(file);
        try (DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(all))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                inputs.add(in.readNBytes(in.readInt()));
            }
        }
        return inputs;
    }
}
