package jorus.fuzz;

import java.util.List;

/// Fails in every way that a fuzzer has to notice; the first input says what happens at each
/// number.
final class FaultTarget implements Target {
    private final byte[] faults;

    FaultTarget(List<byte[]> corpus) {
        faults = corpus.getFirst();
    }

    @Override
    public void feed(long number) {
        switch (faults[(int) number]) {
            case 't' -> throw new IllegalStateException("on purpose");
            case 's' -> throw new StackOverflowError();
            case 'x' -> Runtime.getRuntime().halt(134);
            case 'h' -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
            default -> {
                // All is well.
            }
        }
    }

    @Override
    public byte[] bytes(long number) {
        return new byte[] {faults[(int) number]};
    }

    @Override
    public String suffix() {
        return ".fault";
    }
}
