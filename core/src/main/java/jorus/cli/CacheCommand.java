package jorus.cli;

import jorus.engine.ProgramCache;

import java.io.File;
import java.io.PrintStream;
import java.util.List;

/// `jorus cache info` and `jorus cache clear`: what there is of compiled programs.
final class CacheCommand {
    private CacheCommand() {}

    /// What to print, or null after a complaint.
    static String text(String action, PrintStream err) {
        if (!action.equals("info") && !action.equals("clear")) {
            err.println("jorus: cache " + action + ": say info or clear");
            return null;
        }
        ProgramCache cache = ProgramCache.open();
        if (cache == null) {
            return "no cache: programs are compiled at each start\n";
        }
        List<File> entries = cache.entries();
        long bytes = 0;
        int deleted = 0;
        for (File entry : entries) {
            bytes += entry.length();
            if (action.equals("clear") && ProgramCache.delete(entry)) {
                deleted++;
            }
        }
        if (action.equals("clear")) {
            if (deleted < entries.size()) {
                err.println(
                        "jorus: "
                                + (entries.size() - deleted)
                                + " entries of "
                                + cache.folder()
                                + " can't be deleted");
            }
            return "deleted " + deleted + (deleted == 1 ? " program\n" : " programs\n");
        }
        return describe(cache, entries.size(), bytes) + "\n";
    }

    static String describe(ProgramCache cache, int count, long bytes) {
        return cache.folder()
                + ": "
                + count
                + (count == 1 ? " program, " : " programs, ")
                + (bytes + 1023) / 1024
                + " of at most "
                + ProgramCache.MAX_BYTES / 1024
                + " KiB";
    }
}
