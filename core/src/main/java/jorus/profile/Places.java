package jorus.profile;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.image.Listing;

/// What functions and words are called, and where in the source they are.
final class Places {
    /// The line of what has none.
    static final int NO_LINE = 0;

    final Image image;
    final String path;
    private final Listing.SourceLines sources;

    Places(Image image, String path, Listing.SourceLines sources) {
        this.image = image;
        this.path = path;
        this.sources = sources;
    }

    /// A name for people; that of the main program is its path in an image.
    String name(int function) {
        if (function == Stacks.OUTER) {
            return "(outer calls)";
        }
        if (function == image.entry()) {
            return "(main)";
        }
        String name = image.functionName(function);
        return name.isEmpty() ? "function " + function : name;
    }

    String file(int function) {
        return function < 0 || !image.hasLines() ? "" : image.functionFile(function);
    }

    /// The line of word `word` of the function, or `NO_LINE`. A word before the first entry of the
    /// table has the line of that.
    int line(int function, int word) {
        if (function < 0 || image.function(function, ImageLayout.LINE_COUNT) == 0) {
            return NO_LINE;
        }
        int start = image.function(function, ImageLayout.CODE_START);
        int entry = LineTable.lineAt(image, function, start + Math.max(word, 0));
        int first = image.function(function, ImageLayout.LINE_START);
        return LineTable.line(image, Math.max(entry, first));
    }

    /// The line where the code of a function begins.
    int firstLine(int function) {
        return function < 0 ? NO_LINE : line(function, 0);
    }

    /// The text of a line; empty if it is not at hand.
    String text(String file, int line) {
        String text = line == NO_LINE || sources == null ? null : sources.line(file, line);
        return text == null ? "" : text;
    }
}
