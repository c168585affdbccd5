package jorus.cli;

import jorus.engine.ProgramCache;
import jorus.engine.RunOptions;
import jorus.engine.Surroundings;
import jorus.engine.Versions;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `jorus doctor`: what this installation runs with, and what would make it faster.
final class DoctorCommand {
    private final StringBuilder text = new StringBuilder(1024);
    private final List<String> advice = new ArrayList<>();

    private DoctorCommand() {}

    static String text() {
        DoctorCommand doctor = new DoctorCommand();
        doctor.row("jorus", Versions.JORUS);
        doctor.row("java", Versions.java());
        doctor.row("java home", System.getProperty("java.home"));
        doctor.compiler();
        doctor.archive();
        doctor.cache();
        doctor.limits();
        doctor.text.append('\n');
        if (doctor.advice.isEmpty()) {
            doctor.text.append("nothing to improve\n");
        }
        for (String each : doctor.advice) {
            doctor.text.append("to be faster: ").append(each).append('\n');
        }
        return doctor.text.toString();
    }

    private void row(String name, String value) {
        text.append(name).append(" ".repeat(16 - name.length())).append(value).append('\n');
    }

    private void compiler() {
        boolean hasOptimiser = Surroundings.hasOptimiser();
        row("compiler", hasOptimiser ? "C2 is on" : "C2 is off");
        if (!hasOptimiser) {
            advice.add("let the JVM use C2: look for -Xint, -client or TieredStopAtLevel in");
            advice.add("JORUS_JAVA_OPTS, JDK_JAVA_OPTIONS and JAVA_TOOL_OPTIONS");
        }
        int bits = Surroundings.simdBits();
        row("SIMD", bits == 0 ? "not available, loops are scalar" : bits + " bits");
        int processors = Runtime.getRuntime().availableProcessors();
        row("processors", Integer.toString(processors));
        if (processors == 1) {
            advice.add("give the process a second processor: hot code is compiled beside it");
        }
    }

    private void archive() {
        String file = Surroundings.sharedArchive();
        if (file == null) {
            row("archive", archiveInTheMaking());
            return;
        }
        boolean isUsed = Surroundings.usesArchive();
        row("archive", file + (isUsed ? ", in use" : ", not in use: damaged, or of other jars"));
        if (!isUsed) {
            advice.add("remove " + file + ", and the next start makes a new one");
        }
    }

    private String archiveInTheMaking() {
        if ("off".equals(System.getenv("JORUS_ARCHIVE"))) {
            advice.add(
                    "unset JORUS_ARCHIVE: with the class-data archive starts take half the time");
            return "switched off by JORUS_ARCHIVE";
        }
        String home = System.getProperty("jorus.home");
        Path lock =
                home == null
                        ? null
                        : Path.of(home, "core", "target")
                                .resolve(ArchiveMaker.name() + ArchiveMaker.LOCK_ENDING);
        try {
            if (lock != null
                    && Files.exists(lock)
                    && Files.readString(lock).strip().equals(ArchiveMaker.FAILED)) {
                advice.add(
                        "remove " + lock + ", and the next start tries to make the archive again");
                return "none: making it failed";
            }
        } catch (IOException _) {
            return "none: " + lock + " can't be read";
        }
        advice.add("start again in some seconds: the class-data archive is being made now");
        return "none yet";
    }

    private void cache() {
        ProgramCache cache = ProgramCache.open();
        if (cache == null) {
            row("program cache", "none");
            advice.add("start with ./jorus, without JORUS_JAVA_OPTS: it keeps compiled programs");
            return;
        }
        long bytes = 0;
        List<File> entries = cache.entries();
        for (File entry : entries) {
            bytes += entry.length();
        }
        row("program cache", CacheCommand.describe(cache, entries.size(), bytes));
        File folder = cache.folder();
        while (folder != null && !folder.exists()) {
            folder = folder.getParentFile();
        }
        if (folder == null || !folder.isDirectory() || !folder.canWrite()) {
            advice.add("set XDG_CACHE_HOME to a folder that can be written: " + folder + " can't");
        }
    }

    private void limits() {
        row("memory", mebibytes(Surroundings.memoryBytes()));
        row("default heap", mebibytes(RunOptions.defaultHeapBytes()) + ", change with --heap");
        row("nested calls", RunOptions.DEFAULT_MAX_DEPTH + ", change with --max-stack");
        row("fuel", "no limit, set one with --fuel; the same for --timeout and --max-output");
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
