package jorus.runtime;

/// Sees what is translated for the JVM: profiles. Called by the thread that translates.
public interface CompileObserver {
    /// Translating `function` begins, or its loop whose header is at `word`; -1 is all of it.
    void compiling(int function, int word);

    /// That has ended with a class of so many bytes; 0 if it was too large.
    void compiled(int function, int word, int classBytes);
}
