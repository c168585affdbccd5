package jorus.engine;

import jorus.image.Image;
import jorus.memory.layout.Memory;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes image files. A file is there completely or not at all: the bytes go to another name in
/// the same folder first.
public final class ImageFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private ImageFile() {}

    /// Writes the image of `program` to `path`; null, or why not: then nothing has changed.
    ///
    /// An existing file is replaced only if it is an image, or empty.
    public static ImageProblem write(Program program, String path) {
        try {
            File target = new File(path).getCanonicalFile();
            ImageProblem problem = check(target, path);
            if (problem != null) {
                return problem;
            }
            replace(program.image().image(), target.toPath());
            return null;
        } catch (IOException e) {
            return new ImageProblem(
                    path + ": the image can't be written: " + reason(e),
                    "check the folder, its permissions and the space that is left");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof NoSuchFileException ? "no such folder" : e.getMessage();
    }

    private static ImageProblem check(File target, String path) throws IOException {
        File folder = target.getParentFile();
        if (folder == null || !folder.isDirectory()) {
            return new ImageProblem(
                    path + ": there is no folder " + folder,
                    "make it, or give another path with -o");
        }
        if (!target.exists()) {
            return null;
        }
        if (!target.isFile()) {
            return new ImageProblem(
                    path + " exists and is no file", "give the path of an image with -o");
        }
        byte[] head;
        try (FileInputStream stream = new FileInputStream(target)) {
            head = stream.readNBytes(ImageReader.MAGIC_BYTES);
        }
        if (head.length > 0 && !ImageReader.isMagic(head)) {
            return new ImageProblem(
                    path + " exists and is no image, so it is not overwritten",
                    "give another path with -o, or remove the file");
        }
        return null;
    }

    private static void replace(Image image, Path target) throws IOException {
        String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
        Path temporary = target.resolveSibling(name);
        try {
            try (FileOutputStream stream = new FileOutputStream(temporary.toFile())) {
                write(image, stream);
                stream.getFD().sync();
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void write(Image image, FileOutputStream stream) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long done = 0; done < image.bytes(); done += BUFFER_BYTES) {
            int count = (int) Math.min(image.bytes() - done, BUFFER_BYTES);
            Memory.copyOut(image.base() + done, buffer, 0, count);
            stream.write(buffer, 0, count);
        }
    }
}
