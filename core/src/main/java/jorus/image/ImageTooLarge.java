package jorus.image;

/// The program does not fit the limits of [ImageLayout]; its message names limit and value.
public final class ImageTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImageTooLarge(String what, long value, long limit) {
        super(what + ": " + value + " exceeds the limit " + limit, null, false, false);
    }
}
