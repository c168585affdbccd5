package jorus.jit;

/// What each kernel of a vectorised loop is, beside its method for strips: something that can be
/// called on scratch memory until it is fast.
public interface VectorWarmer {
    /// Makes at most `turns` turns on memory at `scratch`, which has `VectorKernels.BLOCK_BYTES`
    /// per access; their number.
    int warm(int turns, long scratch);
}
