package jorus.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.source.Diagnostic;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.syntax.Module;
import jorus.syntax.Parser;
import jorus.type.Types;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A program text on its way through parser, checker and refiner.
final class Checking {
    private final SourceFile file;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Types types = new Types();
    private final TProgram program;
    private RefinedProgram refined;

    private Checking(String text) {
        file = new SourceFile("test.orus", text.getBytes(StandardCharsets.UTF_8));
        Module module = Parser.parse(file, diagnostics);
        assertTrue(diagnostics.all().isEmpty(), () -> "syntax: " + messages());
        program = Checker.check(module, types, diagnostics);
        for (Diagnostic diagnostic : diagnostics.all()) {
            assertTrue(diagnostic.span().end() <= file.length(), diagnostic::toString);
        }
    }

    /// A text that may be wrong.
    static Checking of(String... lines) {
        return new Checking(String.join("\n", lines) + "\n");
    }

    /// A text without errors.
    static Checking accepted(String... lines) {
        Checking checking = of(lines);
        assertEquals("[]", checking.messages().toString());
        return checking;
    }

    TProgram program() {
        return program;
    }

    Types types() {
        return types;
    }

    /// Each diagnostic as `E2001:3`, in order.
    List<String> errors() {
        List<String> found = new ArrayList<>();
        for (Diagnostic one : diagnostics.all()) {
            found.add(one.code().text() + ":" + file.line(one.span().start()));
        }
        return found;
    }

    /// The warnings, each as its message with hints.
    List<String> warnings() {
        return texts(diagnostics.warnings());
    }

    List<String> messages() {
        return texts(diagnostics.all());
    }

    private List<String> texts(List<Diagnostic> all) {
        List<String> found = new ArrayList<>();
        for (Diagnostic one : all) {
            StringBuilder text = new StringBuilder(one.message());
            for (Diagnostic.Hint hint : one.hints()) {
                text.append(hint.isHelp() ? " | help: " : " | note: ").append(hint.text());
                if (hint.span() != null) {
                    text.append(" @").append(file.line(hint.span().start()));
                }
            }
            found.add(text.toString());
        }
        return found;
    }

    static void assertErrors(String expected, String... lines) {
        Checking checking = of(lines);
        String found = String.join(" ", checking.errors());
        assertEquals(expected, found, () -> checking.messages().toString());
    }

    /// The text at the only diagnostic.
    String marked() {
        assertEquals(1, diagnostics.all().size(), () -> messages().toString());
        return file.text(diagnostics.all().get(0).span());
    }

    TFunction main() {
        return program.modules().get(0);
    }

    TFunction function(String name) {
        for (TFunction function : program.functions()) {
            if (function.name().equals(name)) {
                return function;
            }
        }
        throw new AssertionError("no function " + name);
    }

    /// The last value that the statements of the module print.
    TExpr lastPrinted() {
        TExpr last = null;
        for (TStmt statement : main().body()) {
            if (statement instanceof TStmt.Print print) {
                last = print.arguments().get(print.arguments().size() - 1);
            }
        }
        assertNotNull(last, "nothing is printed");
        return last;
    }

    /// The static type of the last value printed.
    static String staticType(String... lines) {
        return accepted(lines).lastPrinted().type().name();
    }

    /// The refined type of the last value printed.
    static String refinedType(String... lines) {
        Checking checking = accepted(lines);
        return checking.refined().modules().get(0).typeOf(checking.lastPrinted()).name();
    }

    RefinedProgram refined() {
        if (refined == null) {
            refined = Refiner.refine(program, types);
        }
        return refined;
    }

    /// The versions of a function as `[i32] -> i32`, by id.
    List<String> versions(String name) {
        List<String> found = new ArrayList<>();
        for (Version version : refined().versions()) {
            if (version.function().name().equals(name)) {
                found.add(version.parameters() + " -> " + version.result());
            }
        }
        return found;
    }

    /// The typed tree of the module's statements.
    String tree() {
        return TPrinter.print(main().body());
    }

    String tree(String function) {
        return TPrinter.print(function(function).body());
    }
}
