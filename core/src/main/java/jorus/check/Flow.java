package jorus.check;

import java.util.Arrays;

/// Definite assignment at the current point of one function, for the variables that need it.
///
/// A variable never loses its value, so the state at the head of a loop is the state before the
/// loop and one pass over the statements suffices.
final class Flow {
    private static final long[] NONE = new long[0];

    private long[] assigned = NONE;
    private boolean isReachable = true;
    private int tracked;

    /// The state at one point; unreachable points count as having every variable assigned.
    static final class State {
        private final long[] assigned;
        private final boolean isReachable;

        private State(long[] assigned, boolean isReachable) {
            this.assigned = assigned;
            this.isReachable = isReachable;
        }

        boolean isAssigned(int variable) {
            return !isReachable || contains(assigned, variable);
        }
    }

    private static boolean contains(long[] assigned, int variable) {
        int word = variable >> 6;
        return word < assigned.length && (assigned[word] >> variable & 1) != 0;
    }

    static final State UNREACHABLE = new State(NONE, false);

    /// Numbers a variable that has no value yet.
    int track() {
        return tracked++;
    }

    boolean isReachable() {
        return isReachable;
    }

    boolean isAssigned(int variable) {
        return !isReachable || contains(assigned, variable);
    }

    void assign(int variable) {
        int word = variable >> 6;
        // Saved states share the array, so it is never written in place.
        long[] copy = Arrays.copyOf(assigned, Math.max(assigned.length, word + 1));
        copy[word] |= 1L << variable;
        assigned = copy;
    }

    /// After `return`, `break` and `continue`.
    void leave() {
        assigned = NONE;
        isReachable = false;
    }

    State save() {
        return new State(assigned, isReachable);
    }

    void restore(State state) {
        assigned = state.assigned;
        isReachable = state.isReachable;
    }

    /// Control may also come from `other`.
    static State merge(State one, State other) {
        if (!one.isReachable) {
            return other;
        }
        if (!other.isReachable) {
            return one;
        }
        int length = Math.min(one.assigned.length, other.assigned.length);
        long[] both = length == 0 ? NONE : new long[length];
        for (int i = 0; i < length; i++) {
            both[i] = one.assigned[i] & other.assigned[i];
        }
        return new State(both, true);
    }
}
