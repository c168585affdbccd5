package jorus.verify;

import jorus.image.Image;

/// An image that engines may execute without further checks. Only [Verifier] makes one.
///
/// Valid as long as the bytes of the image are there and unchanged. Any thread.
public final class VerifiedImage {
    private final Image image;
    private final Marks marks;
    private Object companion;

    VerifiedImage(Image image, Marks marks) {
        this.image = image;
        this.marks = marks;
    }

    public Image image() {
        return image;
    }

    /// Whether a branch goes to word `word` of the image.
    public boolean isTarget(int word) {
        return marks.isTarget(word);
    }

    /// Whether a backward branch goes to word `word` of the image.
    public boolean isLoopHeader(int word) {
        return marks.isLoopHeader(word);
    }

    /// Whether word `word` of the image calls a function or builtin.
    public boolean isCall(int word) {
        return Marks.has(marks.calls, word);
    }

    /// Whether a handler's range begins or ends at word `word` of the image, or a handler goes
    /// there.
    public boolean isHandlerBorder(int word) {
        return Marks.has(marks.borders, word);
    }

    /// What an engine keeps with the image, or null; who sets it guards it.
    public Object companion() {
        return companion;
    }

    public void setCompanion(Object other) {
        companion = other;
    }
}
