package jorus.verify;

/// An image was rejected. Nothing of it was executed.
public final class VerifyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final int function;
    private final int word;

    VerifyFailure(Rule rule, int function, int word, String detail) {
        super(message(rule, function, word, detail), null, false, false);
        this.rule = rule;
        this.function = function;
        this.word = word;
    }

    VerifyFailure(Rule rule, String detail) {
        this(rule, -1, -1, detail);
    }

    private static String message(Rule rule, int function, int word, String detail) {
        StringBuilder text = new StringBuilder(rule.id());
        text.append(' ').append(rule.text()).append(": ").append(detail);
        if (function >= 0) {
            text.append(" (function ").append(function);
            if (word >= 0) {
                text.append(", word ").append(word);
            }
            text.append(')');
        }
        return text.toString();
    }

    public Rule rule() {
        return rule;
    }

    /// Index of the function; -1 if the whole image is meant.
    public int function() {
        return function;
    }

    /// Index of the word within the function; -1 if no instruction is meant.
    public int word() {
        return word;
    }
}
