package jorus.image;

import java.util.ArrayList;
import java.util.List;

/// Finds the source position of an instruction, by binary search. Of a verified image.
public final class LineTable {
    /// A place in a source file; line and column count from 1.
    public record Position(String file, int line, int column) {}

    /// A call that is open at an instruction: the function, and the place in it; null if the line
    /// table begins later.
    public record Call(int function, Position position) {}

    /// The most inlined calls around an instruction; the compiler nests fewer.
    public static final int MAX_CALLS = 64;

    private LineTable() {}

    /// Index of the function that has word `word` of the image; -1 for the padding behind the last.
    public static int functionAt(Image image, int word) {
        int low = 0;
        int high = image.functionCount() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (image.function(middle, ImageLayout.CODE_START) <= word) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (high < 0) {
            return -1;
        }
        int end =
                image.function(low, ImageLayout.CODE_START)
                        + image.function(low, ImageLayout.CODE_LENGTH);
        return word < end ? low : -1;
    }

    /// Where in its function's source word `word` of the image comes from, the call if it was
    /// inlined; null if its function's line table begins later.
    public static Position position(Image image, int word) {
        int function = functionAt(image, word);
        int line = function < 0 ? -1 : lineAt(image, function, word);
        if (line < 0) {
            return null;
        }
        return own(image, function, line);
    }

    /// The line in the file of the function that has entry `entry` of all line tables.
    public static int line(Image image, int entry) {
        int outermost = outermost(image, entry);
        return outermost < 0 ? image.lineLine(entry) : image.inlinedLine(outermost);
    }

    private static Position own(Image image, int function, int entry) {
        int outermost = outermost(image, entry);
        String file = image.functionFile(function);
        return outermost < 0
                ? new Position(file, image.lineLine(entry), image.lineColumn(entry))
                : new Position(file, image.inlinedLine(outermost), image.inlinedColumn(outermost));
    }

    /// The inlined call of the function itself that an entry is in; -1 if it is in none.
    private static int outermost(Image image, int entry) {
        int at = image.lineInlined(entry);
        while (at >= 0 && image.inlinedOuter(at) >= 0) {
            at = image.inlinedOuter(at);
        }
        return at;
    }

    /// The calls that one frame of `function` stands for at word `word` of the image, innermost
    /// first: those that were inlined, then the function itself.
    public static List<Call> calls(Image image, int function, int word) {
        List<Call> calls = new ArrayList<>();
        int entry = lineAt(image, function, word);
        if (entry < 0) {
            calls.add(new Call(function, null));
            return calls;
        }
        int line = image.lineLine(entry);
        int column = image.lineColumn(entry);
        int at = image.lineInlined(entry);
        for (; at >= 0; at = image.inlinedOuter(at)) {
            int callee = image.inlinedFunction(at);
            calls.add(new Call(callee, new Position(image.functionFile(callee), line, column)));
            line = image.inlinedLine(at);
            column = image.inlinedColumn(at);
        }
        calls.add(new Call(function, own(image, function, entry)));
        return calls;
    }

    /// Index of the line entry that holds for word `word` of the image, which `function` has; -1 if
    /// the table begins later.
    public static int lineAt(Image image, int function, int word) {
        int local = word - image.function(function, ImageLayout.CODE_START);
        int first = image.function(function, ImageLayout.LINE_START);
        int low = first - 1;
        int high = first + image.function(function, ImageLayout.LINE_COUNT) - 1;
        while (low < high) {
            int middle = (low + high + 1) >> 1;
            if (image.lineWord(middle) <= local) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low < first ? -1 : low;
    }
}
