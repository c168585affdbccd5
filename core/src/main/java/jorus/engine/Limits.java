package jorus.engine;

/// What a run may take before it is ended. No handler of the program sees that.
///
/// `fuel` counts taken backward branches, calls, and each 1,024 elements that builtins go through:
/// the same in every run of a program and in every engine. `timeoutNanos` is wall time from the
/// begin of the run, in nanoseconds. `outputBytes` is what may be written to standard output.
public record Limits(long fuel, long timeoutNanos, long outputBytes) {
    /// Of each of the three.
    public static final long UNLIMITED = Long.MAX_VALUE;

    public static final Limits NONE = new Limits(UNLIMITED, UNLIMITED, UNLIMITED);

    /// @throws IllegalArgumentException if a limit is below 1
    public Limits {
        if (fuel < 1 || timeoutNanos < 1 || outputBytes < 1) {
            throw new IllegalArgumentException(
                    "fuel "
                            + fuel
                            + ", timeout "
                            + timeoutNanos
                            + " ns, output "
                            + outputBytes
                            + " bytes");
        }
    }

    public Limits withFuel(long other) {
        return new Limits(other, timeoutNanos, outputBytes);
    }

    public Limits withTimeoutNanos(long other) {
        return new Limits(fuel, other, outputBytes);
    }

    public Limits withOutputBytes(long other) {
        return new Limits(fuel, timeoutNanos, other);
    }
}
