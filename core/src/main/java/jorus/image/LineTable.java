package jorus.image;

/// Finds the source position of an instruction, by binary search. Of a verified image.
public final class LineTable {
    /// A place in a source file; line and column count from 1.
    public record Position(String file, int line, int column) {}

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

    /// Where word `word` of the image comes from; null if its function's line table begins later.
    public static Position position(Image image, int word) {
        int function = functionAt(image, word);
        int line = function < 0 ? -1 : lineAt(image, function, word);
        if (line < 0) {
            return null;
        }
        return new Position(
                image.functionFile(function), image.lineLine(line), image.lineColumn(line));
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
