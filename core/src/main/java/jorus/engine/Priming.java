package jorus.engine;

import jorus.interp.Execution;
import jorus.jit.Jit;
import jorus.memory.layout.Memory;
import jorus.source.SourceFile;

/// Loads and links the translator beside the compilation of a program that will need it, because it
/// takes as long as the program's first translation: 20 ms.
public final class Priming extends Thread {
    /// Does on this thread what every run needs of the JVM and what takes it longest: the first
    /// accesses to memory; then loads the interpreter's loop.
    ///
    /// Another thread may be about to need the same: it then waits for the rest. The order of
    /// initialisation has no cycles, so none waits for ever: what is touched here begins with
    /// `Memory`, through which everybody comes to the foreign memory API.
    public static void machine() {
        Memory.prime();
        Execution.prime();
    }

    private Priming() {
        super("jorus-priming");
        setDaemon(true);
    }

    /// Begins, if a run of the program with this engine is likely to translate something. Returns
    /// at once; whatever goes wrong, the program is none the worse for it.
    public static void begin(SourceFile source, Engine engine) {
        boolean isNeeded = engine == Engine.JIT || engine == Engine.AUTO && mayRepeat(source);
        if (!isNeeded) {
            return;
        }
        try {
            new Priming().start();
        } catch (OutOfMemoryError _) {
            // No thread can be had.
        }
    }

    /// Whether the text has a keyword without which nothing in it is done more than once.
    static boolean mayRepeat(SourceFile source) {
        for (int i = 0; i < source.length(); i++) {
            switch (source.at(i)) {
                case 'f' -> {
                    if (isWord(source, i, "for") || isWord(source, i, "fn")) {
                        return true;
                    }
                }
                case 'w' -> {
                    if (isWord(source, i, "while")) {
                        return true;
                    }
                }
                case 'u' -> {
                    if (isWord(source, i, "use")) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean isWord(SourceFile source, int at, String word) {
        int end = at + word.length();
        if (end >= source.length() || source.at(end) != ' ') {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (source.at(at + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void run() {
        try {
            Jit.prime();
        } catch (RuntimeException | Error _) {
            // The program's own translation will meet it again.
        }
    }
}
