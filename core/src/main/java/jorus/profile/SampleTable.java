package jorus.profile;

import java.util.Arrays;

/// Samples by stack: how many, and what they weigh together.
final class SampleTable {
    private final OwnCosts costs;
    private long[] weights = new long[1024];
    private int[] counts = new int[1024];

    SampleTable(OwnCosts costs) {
        this.costs = costs;
    }

    void add(int stack, long weight) {
        if (stack >= weights.length) {
            costs.begin();
            int length = Math.max(stack + 1, 2 * weights.length);
            weights = Arrays.copyOf(weights, length);
            counts = Arrays.copyOf(counts, length);
            costs.end();
        }
        weights[stack] += weight;
        counts[stack]++;
    }

    long weight(int stack) {
        return stack < weights.length ? weights[stack] : 0;
    }

    int count(int stack) {
        return stack < counts.length ? counts[stack] : 0;
    }
}
