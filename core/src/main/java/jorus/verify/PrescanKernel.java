package jorus.verify;

import jorus.image.Image;

/// A fast first look at the code of functions: never takes a bad function for a good one.
abstract class PrescanKernel {
    /// How many functions are looked at together, at most.
    static final int MAX_FUNCTIONS = Long.SIZE;

    /// Functions with fewer words are not worth it; another number for tests.
    int minWords = 16;

    /// An image begins: limits with a row per function of a batch, and where to mark targets, loop
    /// headers and calls, or null.
    abstract void begin(Image image, Limits limits, Marks marks);

    /// Looks at a batch of functions, `first` and those that follow.
    ///
    /// @return the function behind the batch, which has one at least
    abstract int scan(int first);

    /// Whether the scalar kernel has to decide on the function with this index in the batch; else
    /// everything is marked.
    abstract boolean isSuspect(int index);
}
