package jorus.check;

/// Identity of a loop, so that `break` and `continue` can name it.
public final class Loop {
    private final String label;

    Loop(String label) {
        this.label = label;
    }

    /// The label without its quote, or null.
    public String label() {
        return label;
    }
}
