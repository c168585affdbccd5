package jorus.memory.heap;

/// Implemented by whoever holds refs outside the heap: frames, module variables, handles.
public interface RootScanner {
    /// Reports every live ref and any slot to `marker`. Runs inside an allocation, on its thread;
    /// must not allocate from the heap.
    void scan(Marker marker);
}
