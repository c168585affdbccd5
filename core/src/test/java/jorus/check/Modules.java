package jorus.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.source.Diagnostic;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.syntax.Module;
import jorus.syntax.Parser;
import jorus.syntax.Stmt;
import jorus.type.Types;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A program of several modules; each may use those added before it.
final class Modules {
    private final Map<String, ModuleSource> sources = new LinkedHashMap<>();
    private final Types types = new Types();
    private TProgram program;

    /// Adds a module; the last one is the program itself.
    Modules add(String name, String... lines) {
        String text = String.join("\n", lines) + "\n";
        SourceFile file = new SourceFile(name + ".orus", text.getBytes(StandardCharsets.UTF_8));
        Diagnostics diagnostics = new Diagnostics();
        Module tree = Parser.parse(file, diagnostics);
        List<ModuleSource> uses = new ArrayList<>();
        for (Stmt statement : tree.statements()) {
            if (statement instanceof Stmt.Use use) {
                uses.add(sources.get(String.join(".", use.path())));
            }
        }
        sources.put(name, new ModuleSource(tree, name, uses, diagnostics));
        return this;
    }

    Modules check() {
        program = Checker.check(List.copyOf(sources.values()), types);
        return this;
    }

    TProgram program() {
        return program;
    }

    RefinedProgram refined() {
        return Refiner.refine(program, types);
    }

    /// Each diagnostic of a module as `E2001:3`.
    String errors(String module) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic one : sources.get(module).diagnostics().all()) {
            text.append(text.isEmpty() ? "" : " ").append(one.code().text()).append(':');
            text.append(one.file().line(one.span().start()));
        }
        return text.toString();
    }

    /// The first diagnostic of a module with its hints.
    String message(String module) {
        Diagnostic one = sources.get(module).diagnostics().all().get(0);
        StringBuilder text = new StringBuilder(one.message());
        for (Diagnostic.Hint hint : one.hints()) {
            text.append(hint.isHelp() ? " | help: " : " | note: ").append(hint.text());
            if (hint.span() != null) {
                text.append(" @").append(hint.file().path()).append(':');
                text.append(hint.file().line(hint.span().start()));
            }
        }
        return text.toString();
    }

    Modules accepted() {
        check();
        for (String name : sources.keySet()) {
            assertTrue(errors(name).isEmpty(), () -> name + ": " + message(name));
        }
        return this;
    }

    /// The typed tree of the statements of the last module.
    String tree() {
        return TPrinter.print(program.modules().get(program.modules().size() - 1).body());
    }
}
