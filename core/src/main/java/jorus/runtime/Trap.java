package jorus.runtime;

import jorus.builtin.TrapKind;

import java.nio.charset.StandardCharsets;

/// A fault of the running program: a kind and a message (language.md 9.4).
///
/// Each [Machine] has one, made at its start and without a stack trace, so that raising a trap
/// allocates nothing where the message is fixed. What it says holds until the next trap of the same
/// machine. Where it happened is in `Machine.savedPc()` and `savedFp()`.
public final class Trap extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final byte[][] FIXED_MESSAGES = fixedMessages();

    private transient TrapKind kind;
    private transient byte[] message;

    Trap() {
        super(null, null, false, false);
    }

    private static byte[][] fixedMessages() {
        byte[][] messages = new byte[TrapKind.count()][];
        for (int i = 0; i < messages.length; i++) {
            String text = TrapKind.byId(i).message();
            if (text != null) {
                messages[i] = text.getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        return messages;
    }

    Trap set(TrapKind newKind) {
        byte[] fixed = FIXED_MESSAGES[newKind.ordinal()];
        assert fixed != null : newKind + " has no fixed message";
        return set(newKind, fixed);
    }

    Trap set(TrapKind newKind, byte[] newMessage) {
        kind = newKind;
        message = newMessage;
        return this;
    }

    Trap set(TrapKind newKind, String asciiMessage) {
        return set(newKind, asciiMessage.getBytes(StandardCharsets.ISO_8859_1));
    }

    public TrapKind kind() {
        return kind;
    }

    /// The bytes of the message; not to be changed.
    public byte[] message() {
        return message;
    }

    /// The message for people; malformed UTF-8 is replaced.
    @Override
    public String getMessage() {
        return kind + ": " + new String(message, StandardCharsets.UTF_8);
    }
}
