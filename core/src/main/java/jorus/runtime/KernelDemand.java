package jorus.runtime;

/// Whoever makes vector kernels, when they are worth it.
public interface KernelDemand {
    /// `turns` turns of a loop are about to run without its kernel. On the machine's thread, once
    /// for each strip, so it must be cheap.
    void lacks(int kernel, int turns);
}
