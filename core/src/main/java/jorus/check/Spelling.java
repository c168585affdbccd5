package jorus.check;

/// Finds the name that was probably meant.
final class Spelling {
    private final String wanted;
    private int bestDistance;
    private String best;

    Spelling(String wanted) {
        this.wanted = wanted;
        this.bestDistance = Math.max(1, wanted.length() / 3) + 1;
    }

    /// Considers a name that would have been right.
    void consider(String name) {
        if (Math.abs(name.length() - wanted.length()) >= bestDistance || name.isEmpty()) {
            return;
        }
        int distance = distance(wanted, name);
        // A distance of the whole length would turn any short name into any other.
        if (distance < bestDistance && distance < Math.max(wanted.length(), name.length())) {
            bestDistance = distance;
            best = name;
        }
    }

    /// Takes a name that is known to be meant.
    void settle(String name) {
        best = name;
    }

    /// The nearest name considered, or null if none is near.
    String best() {
        return best;
    }

    /// Edit distance with transpositions of neighbours (Damerau, restricted).
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(last[j] + 1, row[j - 1] + 1);
                least = Math.min(least, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, beforeLast[j - 2] + 1);
                }
                row[j] = least;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
