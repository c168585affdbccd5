package jorus.jit;

import java.nio.ByteBuffer;

/// How many bytes of code the methods of a class file have. Reading the file with the ClassFile API
/// would take the first compilation 5 ms.
final class CodeSizes {
    private static final int HEAD_BYTES = 8;

    // tags of constants
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final ByteBuffer file;
    private int codeName;

    private CodeSizes(byte[] bytes) {
        file = ByteBuffer.wrap(bytes);
    }

    /// The size of the largest method of a class file that the ClassFile API has made.
    static int largest(byte[] bytes) {
        CodeSizes sizes = new CodeSizes(bytes);
        sizes.skipConstants();
        // Access, the class and its parent; then the interfaces.
        sizes.skip(3 * Short.BYTES);
        sizes.skip(sizes.u2() * Short.BYTES);
        sizes.members();
        return sizes.members();
    }

    private int u2() {
        return file.getShort() & 0xFFFF;
    }

    private void skip(int count) {
        file.position(file.position() + count);
    }

    private void skipConstants() {
        file.position(HEAD_BYTES);
        int count = u2();
        for (int i = 1; i < count; i++) {
            switch (file.get()) {
                case UTF8 -> text(i);
                case LONG, DOUBLE -> {
                    skip(Long.BYTES);
                    i++;
                }
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> skip(Short.BYTES);
                case METHOD_HANDLE -> skip(3);
                default -> skip(Integer.BYTES);
            }
        }
    }

    private void text(int index) {
        int length = u2();
        int at = file.position();
        if (length == 4
                && file.get(at) == 'C'
                && file.get(at + 1) == 'o'
                && file.get(at + 2) == 'd'
                && file.get(at + 3) == 'e') {
            codeName = index;
        }
        skip(length);
    }

    /// Goes through the fields or the methods.
    private int members() {
        int largest = 0;
        for (int members = u2(); members > 0; members--) {
            // Access, name and type.
            skip(3 * Short.BYTES);
            for (int attributes = u2(); attributes > 0; attributes--) {
                int name = u2();
                int bytes = file.getInt();
                if (name == codeName) {
                    // Behind the sizes of stack and locals.
                    largest = Math.max(largest, file.getInt(file.position() + 2 * Short.BYTES));
                }
                skip(bytes);
            }
        }
        return largest;
    }
}
