package jorus.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes the class-data archive that `jorus` starts with (docs/decisions/0018-start.md): the build
/// runs this, and so does a start that finds no archive, beside the program.
///
/// Usage: `java FLAGS -cp JARS jorus.cli.ArchiveMaker FILE [FOLDER...]`; if FILE is a folder, the
/// archive gets the name there that `jorus` looks for. It is for the same flags and jars. The
/// programs of the folders are run to learn which classes runs need. The file appears whole or not
/// at all. While it is made, `FILE.lock` has the id of the process that does it; it stays, with the
/// word `failed`, if that does not succeed, until the jars are made again.
public final class ArchiveMaker {
    static final String LOCK_ENDING = ".lock";
    static final String FAILED = "failed";

    private static final String LIST_ENDING = ".classes";
    private static final long STEP_SECONDS = 600;

    private final Path archive;
    private final List<String> folders;

    private ArchiveMaker(Path archive, List<String> folders) {
        this.archive = archive;
        this.folders = folders;
    }

    /// Exits with 0, also without success: everything works without an archive.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> folders = List.of(arguments).subList(1, arguments.length);
        Path archive = Path.of(arguments[0]).toAbsolutePath();
        if (Files.isDirectory(archive)) {
            archive = archive.resolve(name());
        }
        if (!new ArchiveMaker(archive, folders).make()) {
            System.err.println("jorus: no class-data archive could be made: starts will be slower");
        }
    }

    /// The name of the archive for this JDK.
    static String name() {
        return "jorus-" + System.getProperty("java.runtime.version") + ".jsa";
    }

    private boolean make() throws IOException, InterruptedException {
        Files.createDirectories(archive.getParent());
        Path lock = sibling(LOCK_ENDING);
        String self = Long.toString(ProcessHandle.current().pid());
        if (!take(lock, self)) {
            return true;
        }
        String unique = "." + self;
        Path list = sibling(unique + LIST_ENDING);
        Path made = sibling(unique);
        boolean isMade = false;
        try {
            isMade = train(list) && dump(list, made);
            if (isMade) {
                Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(list);
            Files.deleteIfExists(made);
            if (isMade) {
                Files.deleteIfExists(lock);
            } else {
                Files.writeString(lock, FAILED + "\n");
            }
        }
        return isMade;
    }

    private Path sibling(String ending) {
        return archive.resolveSibling(archive.getFileName() + ending);
    }

    /// Whether this process is the one that makes the archive.
    private static boolean take(Path lock, String self) throws IOException {
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                // Linked into place, so that nobody sees a lock without its owner.
                Path mine = lock.resolveSibling(lock.getFileName() + "." + self);
                Files.writeString(mine, self + "\n");
                try {
                    Files.createLink(lock, mine);
                } finally {
                    Files.deleteIfExists(mine);
                }
                return true;
            } catch (FileAlreadyExistsException _) {
                if (isHeld(lock)) {
                    return false;
                }
                Files.deleteIfExists(lock);
            }
        }
        return false;
    }

    private static boolean isHeld(Path lock) throws IOException {
        String owner = Files.readString(lock).strip();
        try {
            return ProcessHandle.of(Long.parseLong(owner)).isPresent();
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private boolean train(Path list) throws IOException, InterruptedException {
        List<String> command = java();
        command.add("-XX:DumpLoadedClassList=" + list);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Training.class.getName());
        command.addAll(folders);
        return run(command) && Files.exists(list);
    }

    private boolean dump(Path list, Path target) throws IOException, InterruptedException {
        List<String> command = java();
        command.add("-Xshare:dump");
        command.add("-XX:SharedClassListFile=" + list);
        command.add("-XX:SharedArchiveFile=" + target);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        return run(command) && Files.exists(target);
    }

    /// A command that starts the same JVM with the same flags.
    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-XX:SharedArchiveFile=") && !flag.startsWith("-Xlog")) {
                command.add(flag);
            }
        }
        return command;
    }

    private static boolean run(List<String> command) throws IOException, InterruptedException {
        File nothing = new File("/dev/null");
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(nothing)
                        .redirectOutput(nothing)
                        .redirectError(nothing)
                        .start();
        try {
            return process.waitFor(STEP_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }
}
