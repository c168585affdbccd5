package jorus.memory.heap;

/// Sees what a heap hands out and takes back: memory profiles. Called by the thread that uses the
/// heap, in the middle of its calls; must neither allocate there nor collect.
///
/// Without an observer nothing of it costs anything: all calls are in slow paths.
public interface HeapObserver {
    /// Memory was handed out at `address`, still zero.
    ///
    /// `kind` says for what. `owner` is the object that a data block or buffer is for, whose type
    /// id is written; 0 for objects. `weight` is how many bytes this stands for: its own if every
    /// allocation is observed, else those of the whole run of cells that begins with it.
    void allocated(CellKind kind, long address, long weight, long owner);

    /// The data block at `address` is freed because its array got another one.
    void freed(long address);

    /// A collection begins.
    void collecting();

    /// A collection has ended after `pauseNanos`; [Heap#survived] answers now.
    void collected(long pauseNanos);
}
