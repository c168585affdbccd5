package jorus.interp;

/// A process of its own that only runs the dispatch loop, for a second or so.
final class LongRun {
    private static final int TURNS = 60_000_000;

    private LongRun() {}

    public static void main(String[] arguments) {
        try (TestMachine machine = new TestMachine(Samples.sum(TURNS))) {
            machine.finish();
        }
    }
}
