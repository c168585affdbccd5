package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.RecordLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// Error values: what a program gets of a trap that it catches (language.md 9.4).
///
/// ```
/// byte 0        8             16       20         24
///      | header | message ref | kind i32 | code i32 |
/// ```
///
/// The kind is the number of a [TrapKind]. The errors of used up memory and stack are immortal, so
/// that catching them needs no memory.
public final class Errors {
    static final int MESSAGE = RecordLayout.FIELDS;
    static final int KIND = MESSAGE + RecordLayout.REF_BYTES;
    static final int CODE = KIND + 4;
    static final int BYTES = CODE + 4;

    private Errors() {}

    /// The error of `trap`; may collect.
    public static long make(Machine machine, Trap trap) {
        TrapKind kind = trap.kind();
        if (kind == TrapKind.MEMORY) {
            return machine.memoryError;
        }
        if (kind == TrapKind.RECURSION) {
            return machine.recursionError;
        }
        byte[] message = trap.message();
        try {
            long string = machine.heap.newString(TypeIds.STRING, message.length);
            Memory.copyIn(message, 0, StringLayout.data(string), message.length);
            long depth = machine.heap.roots().depth();
            machine.heap.roots().push(string);
            long error = machine.heap.newRecord(TypeIds.ERROR);
            machine.heap.roots().truncate(depth);
            fill(error, kind, string);
            return error;
        } catch (OutOfMemory _) {
            machine.heap.roots().truncate(0);
            return machine.memoryError;
        }
    }

    /// Size of an immortal error with its message.
    static long immortalBytes(TrapKind kind) {
        return BYTES + StringLayout.immortalBytes(kind.message().length());
    }

    /// Lays out the error of a kind with a fixed message outside the heap.
    static void writeImmortal(long error, TrapKind kind) {
        String message = kind.message();
        long string = error + BYTES;
        long data = StringLayout.writeImmortal(string, TypeIds.STRING, message.length());
        for (int i = 0; i < message.length(); i++) {
            Memory.i8(data + i, message.charAt(i));
        }
        ObjectLayout.writeHeader(error, TypeIds.ERROR, 0);
        fill(error, kind, string);
    }

    private static void fill(long error, TrapKind kind, long message) {
        Memory.i64(error + MESSAGE, message);
        Memory.i32(error + KIND, kind.ordinal());
        Memory.i32(error + CODE, kind.code());
    }

    /// The message, a string.
    static long message(long error) {
        return Memory.i64(error + MESSAGE);
    }

    static TrapKind kind(long error) {
        return TrapKind.byId(Memory.i32(error + KIND));
    }

    static void putMessage(TextBuffer out, long error) {
        long message = message(error);
        out.put(StringLayout.data(message), StringLayout.length(message));
    }
}
