package jorus.verify;

/// A fast first look at the code of a function: never takes a bad function for a good one.
abstract class PrescanKernel {
    /// An image begins: its first word's address, limits that change with each function, and where
    /// to mark targets, loop headers and calls, or null.
    abstract void begin(long code, Limits limits, Marks marks);

    /// Functions with fewer words are not worth the call.
    abstract int minWords();

    /// Looks at `length` words of the image, from word `start` on, which are one function, whose
    /// limits have been entered.
    ///
    /// @return whether the scalar kernel has to decide; else everything is marked
    abstract boolean isSuspect(int start, int length);
}
