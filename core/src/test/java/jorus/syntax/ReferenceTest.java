package jorus.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.source.Diagnostics;
import jorus.source.SourceFile;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

/// The programs of the language reference and the examples parse.
class ReferenceTest {
    @Test
    void every_program_of_the_reference_parses() throws IOException {
        List<SourceFile> programs = Corpus.reference();
        assertEquals(14, programs.size());
        for (SourceFile program : programs) {
            var diagnostics = new Diagnostics();
            Module module = Parser.parse(program, diagnostics);
            assertEquals("", Parsing.described(diagnostics), program.path());
            assertFalse(module.statements().isEmpty(), program.path());
        }
    }

    @Test
    void every_example_parses() throws IOException {
        List<SourceFile> examples = Corpus.examples();
        assertTrue(examples.size() >= 10);
        for (SourceFile example : examples) {
            var diagnostics = new Diagnostics();
            Parser.parse(example, diagnostics);
            assertEquals("", Parsing.described(diagnostics), example.path());
        }
    }
}
