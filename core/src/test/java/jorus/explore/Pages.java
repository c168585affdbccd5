package jorus.explore;

import jorus.emit.Emitter;
import jorus.emit.Placement;
import jorus.image.ImageWriter;
import jorus.ir.IrProgram;
import jorus.ir.Sources;
import jorus.memory.arena.OffHeap;
import jorus.page.JsonReader;
import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;
import jorus.verify.Verifier;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Makes pages of programs for tests.
final class Pages {
    static final String PATH = "test.orus";

    private static final String BEGIN = "<script type=\"application/json\" id=\"data\">";

    private Pages() {}

    /// The page of a program.
    static String of(String... lines) {
        return page(PATH, true, lines);
    }

    /// The page of the program's image alone.
    static String ofImage(String... lines) {
        return page("test.orb", false, lines);
    }

    static String page(String title, boolean hasOrigin, String... lines) {
        String text = String.join("\n", lines) + "\n";
        SourceFile file = new SourceFile(PATH, text.getBytes(StandardCharsets.UTF_8));
        IrProgram program = Sources.lower(lines);
        Placement placement = new Placement();
        try (OffHeap memory = new OffHeap()) {
            VerifiedImage image =
                    Verifier.verify(ImageWriter.write(Emitter.emit(program, placement), memory));
            Origin origin =
                    hasOrigin ? new Origin(List.of(file), program, placement) : Origin.UNKNOWN;
            return Page.of(title, image, origin);
        }
    }

    /// The JSON of a page, as text.
    static String json(String page) {
        int start = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(start, page.indexOf("</script>", start));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> data(String page) {
        return (Map<String, Object>) JsonReader.read(json(page));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> functions(Map<String, Object> data) {
        return (List<Map<String, Object>>) data.get("functions");
    }

    static Map<String, Object> function(Map<String, Object> data, String name) {
        for (Map<String, Object> function : functions(data)) {
            if (function.get("name").equals(name)) {
                return function;
            }
        }
        throw new AssertionError("no function " + name);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Map<String, Object> object, String name) {
        return (List<Object>) object.get(name);
    }

    /// An array of integers.
    static int[] numbers(Map<String, Object> object, String name) {
        return list(object, name).stream().mapToInt(n -> ((Double) n).intValue()).toArray();
    }
}
