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

    // The values it is about, as `words` and what follows; only reports make text of them.
    private transient String words;
    private transient String moreWords;
    private transient long value;
    private transient long moreValue;
    private transient double floating;

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
        words = null;
        moreWords = null;
        return this;
    }

    /// Adds the value that the fault is about, with the words before it; null words add nothing.
    Trap about(String newWords, long newValue) {
        return about(newWords, newValue, null, 0);
    }

    Trap about(String newWords, long newValue, String newMoreWords, long newMoreValue) {
        words = newWords;
        value = newValue;
        floating = Double.NaN;
        moreWords = newMoreWords;
        moreValue = newMoreValue;
        return this;
    }

    /// As [#about(String, long)] for an f64 that is no integer of an i64.
    Trap about(String newWords, double newValue) {
        about(newWords, 0);
        floating = newValue;
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

    /// The values that the fault is about, for people, or null if they are not known.
    String detail() {
        if (words == null) {
            return null;
        }
        String first = Double.isNaN(floating) ? Long.toString(value) : Double.toString(floating);
        return words + first + (moreWords == null ? "" : moreWords + moreValue);
    }

    /// The message for people; malformed UTF-8 is replaced.
    @Override
    public String getMessage() {
        return kind + ": " + new String(message, StandardCharsets.UTF_8);
    }
}
