package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.source.SourceFile;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class ModuleHintTest {
    private static String reports(String text) {
        SourceFile file = new SourceFile("test.orus", text.getBytes(StandardCharsets.UTF_8));
        try (Compilation compilation = Compilation.compile(file, new PhaseTimes())) {
            return compilation.diagnostics().toString();
        }
    }

    @Test
    void math_without_std_is_told_the_whole_name() {
        String reports = reports("use math\n");
        assertTrue(reports.contains("did you mean 'std.math'?"), reports);
    }

    @Test
    void another_missing_module_is_told_of_the_search_path() {
        String reports = reports("use matrices\n");
        assertTrue(reports.contains("ORUSPATH"), reports);
    }
}
