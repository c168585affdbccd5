package jorus.ir;

import jorus.check.Checker;
import jorus.check.RefinedProgram;
import jorus.check.Refiner;
import jorus.check.TProgram;
import jorus.source.Diagnostic;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.syntax.Module;
import jorus.syntax.Parser;
import jorus.type.Types;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Programs for tests, from source text.
public final class Sources {
    private Sources() {}

    /// Lowered and optimized; the text has no errors.
    public static IrProgram lower(String... lines) {
        Diagnostics diagnostics = new Diagnostics();
        Types types = new Types();
        IrProgram program = Lowering.lower(refine(types, diagnostics, lines), types, diagnostics);
        expectNone(diagnostics);
        return program;
    }

    /// The diagnostics of lowering a text that the checker accepts.
    static List<Diagnostic> complaints(String... lines) {
        Diagnostics diagnostics = new Diagnostics();
        Types types = new Types();
        Lowering.lower(refine(types, diagnostics, lines), types, diagnostics);
        return diagnostics.all();
    }

    private static RefinedProgram refine(Types types, Diagnostics diagnostics, String... lines) {
        String text = String.join("\n", lines) + "\n";
        SourceFile file = new SourceFile("test.orus", text.getBytes(StandardCharsets.UTF_8));
        Module module = Parser.parse(file, diagnostics);
        expectNone(diagnostics);
        TProgram program = Checker.check(module, types, diagnostics);
        expectNone(diagnostics);
        return Refiner.refine(program, types);
    }

    private static void expectNone(Diagnostics diagnostics) {
        if (diagnostics.hasErrors()) {
            throw new AssertionError(diagnostics.all().toString());
        }
    }

    /// The printed function of this name in a lowered text, without its first line.
    static String function(String name, String... lines) {
        IrProgram program = lower(lines);
        String all = IrPrinter.print(program);
        int start = all.indexOf("fn " + name + "(");
        int end = all.indexOf("\n\n", start);
        String one = all.substring(start, end < 0 ? all.length() : end + 1);
        return one.substring(one.indexOf('\n') + 1);
    }
}
