package jorus.engine;

import jorus.check.ModuleSource;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.syntax.Module;
import jorus.syntax.Parser;
import jorus.syntax.Stmt;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds, reads and parses the modules of a program, each behind those that it uses (language.md
/// 10).
///
/// Stops at the first module that can't be had: it comes last in the order then, with its errors.
final class ModuleLoader {
    /// A module comes with the runtime and has no file.
    private static final List<String> BUILT_IN = List.of("std", "math");

    private static final List<String> MATH = List.of("math");

    private final List<ModuleSource> inOrder = new ArrayList<>();

    /// By real path; null while the module is being loaded.
    private final Map<String, ModuleSource> known = new HashMap<>();

    private final List<SourceFile> files = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    /// Loads the program and everything it uses.
    List<ModuleSource> load(SourceFile program) {
        String real = realPath(new File(program.path()));
        load(program, new Diagnostics(), "main", real);
        return inOrder;
    }

    /// The files of all modules that were read.
    List<SourceFile> files() {
        return files;
    }

    /// The paths of the files that would have been modules, had they been there.
    List<String> absentFiles() {
        return absent;
    }

    /// The loaded module, or null if it has errors: then it is the last in the order.
    private ModuleSource load(SourceFile file, Diagnostics diagnostics, String name, String real) {
        files.add(file);
        known.put(real, null);
        Module tree = Parser.parse(file, diagnostics);
        List<ModuleSource> uses = new ArrayList<>();
        if (!diagnostics.hasErrors() && !loadUses(tree, uses, diagnostics)) {
            return null;
        }
        ModuleSource module = new ModuleSource(tree, name, uses, diagnostics);
        inOrder.add(module);
        known.put(real, module);
        return diagnostics.hasErrors() ? null : module;
    }

    /// Whether to go on with the using module: false if a used one has errors of its own.
    private boolean loadUses(Module tree, List<ModuleSource> uses, Diagnostics diagnostics) {
        for (int i = 0; i < tree.statements().size(); i++) {
            if (!(tree.statements().get(i) instanceof Stmt.Use use)) {
                continue;
            }
            if (use.path().equals(BUILT_IN)) {
                uses.add(null);
                continue;
            }
            File found = find(tree.file(), use, diagnostics);
            if (found == null) {
                return true;
            }
            String real = realPath(found);
            if (!known.containsKey(real)) {
                SourceFile file = read(found, tree.file(), use.pathSpan(), diagnostics);
                if (file == null) {
                    return true;
                }
                ModuleSource used = load(file, new Diagnostics(), dotted(use.path()), real);
                if (used == null) {
                    return false;
                }
                uses.add(used);
            } else if (known.get(real) == null) {
                diagnostics.error(
                        Code.IMPORT_CYCLE,
                        tree.file(),
                        use.pathSpan(),
                        "module '" + dotted(use.path()) + "' is being loaded already",
                        Hint.note("modules can't use each other in a circle"),
                        Hint.help("move what both need into a third module"));
                return true;
            } else {
                uses.add(known.get(real));
            }
        }
        return true;
    }

    private static SourceFile read(
            File found, SourceFile user, Span place, Diagnostics diagnostics) {
        SourceReader reader = new SourceReader(found.getPath(), null);
        SourceFile file = reader.read();
        if (file == null) {
            diagnostics.error(
                    Code.MODULE_NOT_FOUND,
                    user,
                    place,
                    "the module's file " + found + " can't be used: " + reader.failure().message());
        }
        return file;
    }

    /// The first file that exists on the search path, or null after a report.
    private File find(SourceFile user, Stmt.Use use, Diagnostics diagnostics) {
        StringBuilder relative = new StringBuilder();
        for (int i = 0; i < use.path().size(); i++) {
            relative.append(i == 0 ? "" : File.separator).append(use.path().get(i));
        }
        String path = relative.append(".orus").toString();
        List<File> tried = candidates(user, path);
        for (int i = 0; i < tried.size(); i++) {
            if (tried.get(i).isFile()) {
                return tried.get(i);
            }
            absent.add(tried.get(i).getPath());
        }
        StringBuilder list = new StringBuilder("tried ");
        for (int i = 0; i < tried.size(); i++) {
            list.append(i == 0 ? "" : ", ").append(tried.get(i).getPath());
        }
        diagnostics.error(
                Code.MODULE_NOT_FOUND,
                user,
                use.pathSpan(),
                "there is no module '" + dotted(use.path()) + "'",
                Hint.note(list.toString()),
                Hint.help(
                        use.path().equals(MATH)
                                ? "did you mean 'std.math'?"
                                : "name further folders in the environment variable ORUSPATH"));
        return null;
    }

    private static List<File> candidates(SourceFile user, String path) {
        List<File> files = new ArrayList<>();
        files.add(new File(path));
        File folder = new File(user.path()).getParentFile();
        if (folder != null) {
            add(files, new File(folder, path));
        }
        String home = System.getProperty("jorus.home");
        if (home != null) {
            add(files, new File(home, path));
        }
        String more = System.getenv("ORUSPATH");
        if (more != null) {
            int start = 0;
            while (start <= more.length()) {
                int end = more.indexOf(File.pathSeparatorChar, start);
                end = end < 0 ? more.length() : end;
                String entry = more.substring(start, end).strip();
                if (!entry.isEmpty()) {
                    add(files, new File(entry, path));
                }
                start = end + 1;
            }
        }
        return files;
    }

    private static void add(List<File> files, File file) {
        if (!files.contains(file)) {
            files.add(file);
        }
    }

    private static String dotted(List<String> path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            text.append(i == 0 ? "" : ".").append(path.get(i));
        }
        return text.toString();
    }

    static String realPath(File file) {
        try {
            return file.getCanonicalPath();
        } catch (IOException e) {
            return file.getAbsolutePath();
        }
    }
}
