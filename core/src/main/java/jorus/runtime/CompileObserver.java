package jorus.runtime;

/// Sees what is translated for the JVM: profiles. Called by the thread that runs the program.
public interface CompileObserver {
    /// Work on translations begins, which is not the program's; may nest.
    void begins();

    /// That has ended.
    void ends();

    /// In the middle of such work, `function` was translated, or its loop whose header is at
    /// `word`; -1 is all of it. The class has so many bytes; 0 if it was too large.
    void compiled(int function, int word, int classBytes);

    /// Whether another thread may translate ahead: it calls `compiled`, and neither of the others,
    /// at any time.
    default boolean allowsAhead() {
        return false;
    }
}
