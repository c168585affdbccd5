package jorus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `docs/coverage.md` is up to date and has no empty row.
class CoverageTest {
    private static final Path FILE =
            Path.of(System.getProperty("jorus.root", "..")).resolve("docs/coverage.md").normalize();

    @Test
    void every_construct_is_covered() throws IOException {
        List<Coverage.Program> all = Coverage.programs();
        List<String> uncovered = new ArrayList<>();
        for (Coverage.Row row : Coverage.rows()) {
            if (row.coveredBy(all).isEmpty()) {
                uncovered.add(row.section() + ": " + row.construct());
            }
        }
        assertEquals(List.of(), uncovered);
    }

    @Test
    void every_pattern_fits_a_program() throws IOException {
        List<Coverage.Program> all = Coverage.programs();
        List<String> stale = new ArrayList<>();
        for (Coverage.Row row : Coverage.rows()) {
            for (String pattern : row.patterns()) {
                Coverage.Row alone =
                        new Coverage.Row(row.section(), row.construct(), List.of(pattern));
                if (alone.coveredBy(all).isEmpty()) {
                    stale.add(pattern);
                }
            }
        }
        assertEquals(List.of(), stale);
    }

    @Test
    void the_table_is_up_to_date() throws IOException {
        String table = Coverage.markdown(Coverage.programs());
        if (Boolean.getBoolean("jorus.bless")) {
            Files.writeString(FILE, table);
        }
        assertEquals(Files.readString(FILE), table, "bless it with -Djorus.bless=true");
    }
}
