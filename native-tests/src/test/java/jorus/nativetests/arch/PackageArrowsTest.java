package jorus.nativetests.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Data flows one way: a package may see only the packages in its row.
class PackageArrowsTest {
    private static final String[] MEMORY = {
        "memory.layout", "memory.arena", "memory.register", "memory.heap"
    };

    /// Package to the packages it may see, without the leading `jorus.`, in build order.
    private static final Map<String, Set<String>> ALLOWED = new LinkedHashMap<>();

    static {
        row("memory.layout");
        row("memory.arena", "memory.layout");
        row("memory.register", "memory.layout", "memory.arena");
        row("memory.heap", "memory.layout", "memory.arena");
        row("source");
        row("lex", "source");
        row("syntax", "lex", "source");
        row("type");
        row("isa", "memory.register");
        row("builtin", "type", "isa");
        row("check", "syntax", "type", "builtin", "source");
        row("ir", "check", "type", "builtin", "source");
        row("image", with(MEMORY, "isa", "builtin"));
        row("emit", "ir", "type", "builtin", "isa", "image", "memory.register");
        row("verify", with(MEMORY, "image", "isa", "builtin"));
        row("runtime", with(MEMORY, "builtin", "type", "isa", "image"));
        row("interp", with(MEMORY, "verify", "runtime", "isa", "image"));
        // Calls of builtins are compiled from their rows.
        row("jit", with(MEMORY, "verify", "runtime", "isa", "image", "builtin"));
        // What pages are made of.
        row("page");
        // Watches runs, so it sees their memory, their frames and what they are compiled from.
        row("profile", with(MEMORY, "runtime", "image", "isa", "page"));
        // Shows what the compiler made of a program, so it sees every form of it; nothing but the
        // engine sees it.
        row(
                "explore",
                "source",
                "type",
                "ir",
                "image",
                "emit",
                "verify",
                "isa",
                "page",
                "memory.layout",
                "memory.register");
        row("engine", ALLOWED.keySet().toArray(String[]::new));
        row("cli", "engine", "profile", "source");
    }

    /// Foreign packages by prefix, and who may see them. The empty name stands for everyone.
    private static final Map<String, Set<String>> FOREIGN =
            Map.of(
                    "java.", Set.of(""),
                    "jdk.incubator.vector", Set.of("verify", "runtime", "jit"),
                    "jdk.jfr", Set.of("profile"),
                    "com.sun.management", Set.of("engine", "profile"),
                    "javax.management", Set.of("profile"),
                    "picocli.", Set.of("cli"));

    private static void row(String name, String... allowed) {
        ALLOWED.put(name, Set.of(allowed));
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    /// One line for each arrow that the tables above do not allow.
    private static Set<String> violations(ClassModel model) {
        String from = CompiledClasses.packageOf(CompiledClasses.name(model));
        String self = withoutPrefix(from);
        Set<String> found = new TreeSet<>();
        if (!ALLOWED.containsKey(self)) {
            found.add("package " + from + " is not in the table");
            return found;
        }
        for (String reference : CompiledClasses.references(model)) {
            String to = CompiledClasses.packageOf(reference);
            boolean isAllowed =
                    to.equals(from)
                            || (to.startsWith("jorus.")
                                    ? ALLOWED.get(self).contains(withoutPrefix(to))
                                    : mayUseForeign(self, reference));
            if (!isAllowed) {
                found.add(
                        from
                                + " -> "
                                + to
                                + ": "
                                + CompiledClasses.name(model)
                                + " : "
                                + reference);
            }
        }
        return found;
    }

    private static boolean mayUseForeign(String self, String className) {
        return FOREIGN.entrySet().stream()
                .filter(row -> className.startsWith(row.getKey()))
                .anyMatch(row -> row.getValue().contains("") || row.getValue().contains(self));
    }

    private static String withoutPrefix(String packageName) {
        return packageName.startsWith("jorus.")
                ? packageName.substring("jorus.".length())
                : packageName;
    }

    @Test
    void every_package_sees_only_what_its_row_allows() throws IOException {
        Set<String> violations = new TreeSet<>();
        for (ClassModel model : CompiledClasses.all()) {
            violations.addAll(violations(model));
        }
        if (!violations.isEmpty()) {
            fail("arrows that no row allows:\n  " + String.join("\n  ", violations));
        }
    }

    @Test
    void the_rows_form_no_cycle() {
        List<String> built = new ArrayList<>();
        ALLOWED.forEach(
                (name, seen) -> {
                    Set<String> later = new TreeSet<>(seen);
                    later.removeAll(built);
                    assertEquals(Set.of(), later, name + " sees packages that are built later");
                    built.add(name);
                });
    }

    /// Mentions other packages in each way that a class file can.
    @SuppressWarnings("unused")
    private abstract static class Mentions {
        List<java.util.zip.CRC32> generic;

        abstract java.net.URI descriptor(java.time.Instant argument);

        long call() {
            return java.util.concurrent.TimeUnit.DAYS.toNanos(1);
        }
    }

    @Test
    void references_are_found_in_calls_descriptors_and_signatures() throws IOException {
        ClassModel model;
        try (var in =
                PackageArrowsTest.class.getResourceAsStream("PackageArrowsTest$Mentions.class")) {
            model = ClassFile.of().parse(in.readAllBytes());
        }
        Set<String> packages =
                CompiledClasses.references(model).stream()
                        .map(CompiledClasses::packageOf)
                        .collect(Collectors.toSet());
        assertTrue(
                packages.containsAll(
                        Set.of("java.util.zip", "java.net", "java.time", "java.util.concurrent")),
                packages::toString);
    }

    @Test
    void a_class_outside_the_table_is_reported() throws IOException {
        try (var in = PackageArrowsTest.class.getResourceAsStream("PackageArrowsTest.class")) {
            ClassModel model = ClassFile.of().parse(in.readAllBytes());
            assertEquals(
                    Set.of("package jorus.nativetests.arch is not in the table"),
                    violations(model));
        }
    }
}
