package jorus.profile;

/// How time is profiled.
///
/// `ratePerSecond` samples are taken per second, unless `every` is above 0: then one each `every`
/// polls (loop turns and calls, the same in every engine), or with `countsInstructions` one each
/// `every` instructions; such a profile is the same in each run. With `countsInstructions` the
/// interpreter runs everything and each instruction is counted, by place and by opcode.
public record SampleOptions(int ratePerSecond, long every, boolean countsInstructions) {
    public static final int DEFAULT_RATE = 1000;
    public static final int MAX_RATE = 100_000;

    /// A prime number, so that samples don't keep step with loops.
    public static final long DEFAULT_EVERY_INSTRUCTIONS = 997;

    public SampleOptions {
        if (ratePerSecond < 1
                || ratePerSecond > MAX_RATE
                || every < 0
                || countsInstructions && every == 0) {
            throw new IllegalArgumentException("rate " + ratePerSecond + ", every " + every);
        }
    }

    /// Samples by time.
    public static SampleOptions ofRate(int ratePerSecond) {
        return new SampleOptions(ratePerSecond, 0, false);
    }

    /// What weights are of.
    String unit() {
        return every == 0 ? "nanoseconds" : countsInstructions ? "instructions" : "polls";
    }
}
