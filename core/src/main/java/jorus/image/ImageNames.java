package jorus.image;

import java.util.HashMap;
import java.util.Map;

/// What an image says about the source it was made of: everything as it is, or paths that are the
/// same on every machine, or nothing.
///
/// Names that programs can see stay in any case: those of types, fields, variants and methods.
public final class ImageNames {
    /// Paths as the user gave them.
    public static final ImageNames AS_GIVEN = new ImageNames(Map.of(), false);

    /// No files, lines, and names of functions and module variables.
    public static final ImageNames STRIPPED = new ImageNames(Map.of(), true);

    private static final int[] NO_LINES = {};

    private final Map<String, String> paths;
    private final boolean isStripped;

    private ImageNames(Map<String, String> paths, boolean isStripped) {
        this.paths = paths;
        this.isStripped = isStripped;
    }

    /// Replaces the paths that are keys. A module's function has the path for a name, too.
    public static ImageNames portable(Map<String, String> paths) {
        return new ImageNames(new HashMap<>(paths), false);
    }

    /// The name of a file or function.
    String of(String name) {
        return isStripped ? "" : paths.getOrDefault(name, name);
    }

    int[] lines(FunctionCode function) {
        return isStripped ? NO_LINES : function.lines();
    }

    int[] inlined(FunctionCode function) {
        return isStripped ? NO_LINES : function.inlined();
    }
}
