package jorus.verify;

/// Chooses the prescan's kernel: scalar, unless this is a large image, the Vector API is there and
/// its kernel has proved to be the faster one in this process.
///
/// A vector kernel that C2 has not compiled takes microseconds per instruction, and a process that
/// verifies one image ends before C2 has. So the scalar kernel does the work until so many words
/// have gone by that more are to be expected; then a thread warms the vector kernel on an image of
/// its own, and switches when it is faster. Without C2, or where the CPU lacks a permute, it never
/// is. A start of `run` loads this class and nothing else.
final class PrescanChoice {
    /// `off`: never vectors; `on`: vectors for every image, for tests; else as above.
    static final String PROPERTY = "jorus.verify.simd";

    /// Images with fewer words are not worth the question.
    static final int MIN_WORDS = 1 << 15;

    /// Words of large images that the scalar kernel sees before the vectors are warmed.
    static final long WORDS_BEFORE_WARMUP = 1L << 24;

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static long seen;
    private static boolean isDecided;

    /// Set once the vectors have won.
    private static volatile boolean isFaster;

    private PrescanChoice() {}

    /// A kernel for one image of `words` words, to be used by one thread; null for the scalar one.
    static PrescanKernel kernel(int words) {
        if (words < MIN_WORDS && System.getProperty(PROPERTY) == null) {
            return null;
        }
        return kernel(words, System.getProperty(PROPERTY, ""));
    }

    private static PrescanKernel kernel(int words, String choice) {
        if (choice.equals("off") || !isModuleThere()) {
            return null;
        }
        if (choice.equals("on")) {
            return VectorKernels.make();
        }
        if (words < MIN_WORDS) {
            return null;
        }
        if (isFaster) {
            return VectorKernels.make();
        }
        count(words);
        return null;
    }

    /// Whether the Vector API has been resolved at the start: `--add-modules` does, with a warning,
    /// so nothing does by default.
    private static boolean isModuleThere() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    private static synchronized void count(int words) {
        seen += words;
        if (seen >= WORDS_BEFORE_WARMUP && !isDecided) {
            isDecided = true;
            Thread warmup = new Thread(VectorKernels::warmUp, "jorus-prescan-warmup");
            warmup.setDaemon(true);
            warmup.start();
        }
    }

    /// The vectors are faster from now on.
    static void useVectors() {
        isFaster = true;
    }
}
