package jorus.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.source.Diagnostic;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Parses texts for tests.
final class Parsing {
    private Parsing() {}

    static SourceFile file(String text) {
        return new SourceFile("test.orus", text.getBytes(StandardCharsets.UTF_8));
    }

    /// The tree of a program without errors.
    static String program(String... lines) {
        return AstPrinter.print(statements(lines));
    }

    static List<Stmt> statements(String... lines) {
        var diagnostics = new Diagnostics();
        SourceFile file = file(String.join("\n", lines) + "\n");
        List<Stmt> statements = Parser.parse(file, diagnostics).statements();
        assertEquals("", described(diagnostics));
        return statements;
    }

    /// The tree of the expression that is the value of `x = ...`.
    static String expr(String... lines) {
        return AstPrinter.print(value("x = " + String.join("\n", lines)));
    }

    /// The value of a program that is one assignment.
    static Expr value(String... lines) {
        List<Stmt> statements = statements(lines);
        assertEquals(1, statements.size());
        return ((Stmt.Assign) statements.get(0)).value();
    }

    /// All errors as `code:line`, separated by spaces.
    static String errors(String... lines) {
        return errors(String.join("\n", lines) + "\n");
    }

    static String errors(String text) {
        Diagnostics diagnostics = parse(text.getBytes(StandardCharsets.UTF_8));
        var found = new StringBuilder();
        for (Diagnostic d : diagnostics.all()) {
            found.append(found.isEmpty() ? "" : " ").append(d.code().text());
            found.append(':').append(d.file().line(d.span().start()));
        }
        return found.toString();
    }

    /// The first message of a wrong program, for tests of what a message says.
    static Diagnostic firstError(String... lines) {
        return parse((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8))
                .all()
                .get(0);
    }

    /// Parses any bytes; every diagnostic must lie inside the file.
    static Diagnostics parse(byte[] bytes) {
        var diagnostics = new Diagnostics();
        var file = new SourceFile("test.orus", bytes);
        Parser.parse(file, diagnostics);
        for (Diagnostic d : diagnostics.all()) {
            assertTrue(
                    d.span().start() >= 0 && d.span().end() <= bytes.length,
                    d.message() + " at " + d.span());
        }
        return diagnostics;
    }

    static String described(Diagnostics diagnostics) {
        var text = new StringBuilder();
        for (Diagnostic d : diagnostics.all()) {
            text.append(d.code().text()).append(" line ");
            text.append(d.file().line(d.span().start())).append(": ");
            text.append(d.message()).append('\n');
        }
        return text.toString();
    }
}
