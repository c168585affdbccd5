package jorus.verify;

/// [PrescanTable] for vectors: a byte per opcode for B, one for A and C, which have few classes and
/// therefore numbers of their own. Apart, because few processes need it.
final class VectorTable {
    private static final int OPCODES = PrescanTable.OPCODES;

    /// Twice the class of B, [#CALL] and [#TARGET].
    static final byte[] B = new byte[OPCODES];

    /// The instruction is a call.
    static final int CALL = 0x40;

    /// C is a distance: the sign.
    private static final int TARGET = 0x80;

    /// The number of A's class; that of C's class from bit [#SHIFT_C] on, and a bit of 0 between.
    static final byte[] A_AND_C = new byte[OPCODES];

    static final int SHIFT_C = 5;

    /// Classes of A by their numbers. Number 0 is FREE in both.
    static final int[] CLASSES_A = new int[1 << SHIFT_C - 1];

    /// Classes of C by their numbers.
    static final int[] CLASSES_C = new int[1 << Byte.SIZE - SHIFT_C];

    private static final int CLASS = PrescanTable.CLASSES - 1;

    static {
        for (int code = 0; code < OPCODES; code++) {
            fill(code, PrescanTable.ROWS[code]);
        }
    }

    private VectorTable() {}

    private static void fill(int code, int row) {
        boolean isFar = (row & PrescanTable.FAR) != 0;
        boolean isNear = row < 0 && !isFar;
        int classB = isFar ? PrescanTable.NOTHING : row >>> PrescanTable.SHIFT_B & CLASS;
        int classC = isNear ? PrescanTable.TARGET16 : row >>> PrescanTable.SHIFT_C & CLASS;
        boolean isCall = (row & PrescanTable.CALL) != 0;
        B[code] = (byte) (2 * classB | (isCall ? CALL : 0) | (isNear ? TARGET : 0));
        int numberA = number(CLASSES_A, row & CLASS);
        A_AND_C[code] = (byte) (numberA | number(CLASSES_C, classC) << SHIFT_C);
    }

    /// The number that a class has, or gets.
    private static int number(int[] classes, int limitClass) {
        if (limitClass == PrescanTable.FREE) {
            return 0;
        }
        for (int i = 1; i < classes.length; i++) {
            if (classes[i] == PrescanTable.FREE) {
                classes[i] = limitClass;
            }
            if (classes[i] == limitClass) {
                return i;
            }
        }
        throw new AssertionError("a field has more than " + classes.length + " limit classes");
    }
}
