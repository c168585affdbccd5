package jorus.explore;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.page.Json;
import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects all that the page shows as one JSON object.
final class PageData {
    private static final int MOST_PAIRS = 24;

    private final VerifiedImage verified;
    private final Image image;
    private final Origin origin;
    private final Json json = new Json();

    /// Paths of files by number, as functions name them.
    private final List<String> files = new ArrayList<>();

    PageData(String title, VerifiedImage verified, Origin origin) {
        this.verified = verified;
        this.image = verified.image();
        this.origin = origin;
        json.open('{').field("title", title);
        files();
        functions();
        opcodes();
        new Tables(image, json).write();
        json.close('}');
    }

    private void files() {
        json.name("files").open('[');
        for (SourceFile file : origin.files()) {
            files.add(file.path());
            json.open('{').field("path", file.path()).name("lines").open('[');
            // Behind the last line feed there is no line to show.
            int last = file.lineCount();
            int shown = last > 1 && file.lineText(last).isEmpty() ? last - 1 : last;
            for (int line = 1; line <= shown; line++) {
                json.value(file.lineText(line));
            }
            json.close(']').close('}');
        }
        for (int i = 0; i < image.fileCount(); i++) {
            if (!files.contains(image.file(i))) {
                files.add(image.file(i));
                json.open('{').field("path", image.file(i)).close('}');
            }
        }
        json.close(']');
    }

    private void functions() {
        json.name("hasIr").value(origin.hasIr());
        json.field("entry", image.entry());
        json.name("functions").open('[');
        for (int i = 0; i < image.functionCount(); i++) {
            int file = files.indexOf(image.functionFile(i));
            new FunctionData(verified, origin, i, json).write(file);
        }
        json.close(']');
    }

    /// How often each opcode, and each pair of neighbours in a function, occurs in the code.
    private void opcodes() {
        int[] counts = new int[Opcode.count()];
        Map<Integer, Integer> pairs = new HashMap<>();
        for (int i = 0; i < image.functionCount(); i++) {
            long at = image.functionCode(i);
            int length = image.function(i, ImageLayout.CODE_LENGTH);
            int before = -1;
            for (int word = 0; word < length; word++, at += Word.BYTES) {
                int code = Word.op(Memory.i64(at));
                counts[code]++;
                if (before >= 0) {
                    pairs.merge(before << 16 | code, 1, Integer::sum);
                }
                before = code;
            }
        }
        json.name("opcodes").open('[');
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                Opcode opcode = Opcode.byCode(code);
                json.open('[').value(opcode.mnemonic()).value(counts[code]);
                json.value(opcode.meaning()).close(']');
            }
        }
        json.close(']').name("pairs").open('[');
        pairs.entrySet().stream()
                .sorted(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_PAIRS)
                .forEach(
                        pair -> {
                            int codes = pair.getKey();
                            json.open('[').value(Opcode.byCode(codes >>> 16).mnemonic());
                            json.value(Opcode.byCode(codes & 0xFFFF).mnemonic());
                            json.value(pair.getValue()).close(']');
                        });
        json.close(']');
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
