package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;

/// Which handler protects each word of a function: the first row of its table whose range has it.
/// Finding them takes almost linear time, however the ranges overlap.
final class HandlerRanges {
    static final int NONE = -1;

    private final Image image;
    private int first;
    private int count;

    // per word of a function that has handlers
    private final Ints handler = new Ints();

    /// A word, or one behind it, from which on the next word without a handler is looked for.
    private final Ints next = new Ints();

    HandlerRanges(Image image) {
        this.image = image;
    }

    void enter(int function) {
        first = image.function(function, ImageLayout.HANDLER_START);
        count = image.function(function, ImageLayout.HANDLER_COUNT);
        if (count == 0) {
            return;
        }
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        handler.fill(length, NONE);
        next.clear();
        for (int word = 0; word <= length; word++) {
            next.add(word);
        }
        for (int i = 0; i < count; i++) {
            int end = image.handlerEnd(row(i));
            int word = free(image.handlerFirst(row(i)));
            while (word < end) {
                handler.set(word, i);
                next.set(word, word + 1);
                word = free(word + 1);
            }
        }
    }

    /// The next word from `word` on that has no handler yet, or the length.
    private int free(int word) {
        int at = word;
        while (next.get(at) != at) {
            // Halving the path keeps the following searches short.
            next.set(at, next.get(next.get(at)));
            at = next.get(at);
        }
        return at;
    }

    /// How many handlers the function has.
    int count() {
        return count;
    }

    /// The row of a handler in the image.
    int row(int index) {
        return first + index;
    }

    /// Index of the handler of a word; NONE if there is none.
    int at(int word) {
        return count == 0 ? NONE : handler.get(word);
    }
}
