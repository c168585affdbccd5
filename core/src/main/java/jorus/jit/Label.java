package jorus.jit;

/// A place in the code of one method, made by [Assembler#newLabel].
final class Label {
    static final int UNBOUND = -1;

    /// Offset in the code, from its first byte.
    int position = UNBOUND;

    /// Types on the operand stack, the top last; null while nothing is known of it.
    int[] stack;

    /// Whether something jumps here.
    boolean isTarget;

    /// Whether the instruction in front does not go on here.
    boolean isBehindJump;

    Label() {}
}
