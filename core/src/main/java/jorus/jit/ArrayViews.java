package jorus.jit;

/// Where data addresses and lengths of arrays are that some code cannot change.
interface ArrayViews {
    /// Local with the data address of the array in the register at `offset`, read in a block; -1 if
    /// there is none.
    int data(int block, int offset);

    /// Local with its length.
    int length(int block, int offset);
}
