package jorus.image;

/// Which handler protects each word of a function: the first row of its table whose range has it.
/// Finding them takes almost linear time, however the ranges overlap.
public final class HandlerRanges {
    public static final int NONE = -1;

    /// Numbers in a row.
    public static final int ROW = 4;

    private int count;

    // per word of a function that has handlers
    private final Ints handler = new Ints();

    /// A word, or one behind it, from which on the next word without a handler is looked for.
    private final Ints next = new Ints();

    /// Of no function yet.
    public HandlerRanges() {}

    /// Takes the rows of a function of `length` words: first word, end, target, slot of each. What
    /// is no range protects nothing.
    public void enter(int[] rows, int length) {
        count = rows.length / ROW;
        if (count == 0) {
            return;
        }
        handler.fill(length, NONE);
        next.clear();
        for (int word = 0; word <= length; word++) {
            next.add(word);
        }
        for (int i = 0; i < count; i++) {
            int first = rows[ROW * i];
            int end = rows[ROW * i + 1];
            if (first < 0 || first >= end || end > length) {
                continue;
            }
            for (int word = free(first); word < end; word = free(word + 1)) {
                handler.set(word, i);
                next.set(word, word + 1);
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
    public int count() {
        return count;
    }

    /// Index of the handler of a word; NONE if there is none.
    public int at(int word) {
        return count == 0 ? NONE : handler.get(word);
    }
}
