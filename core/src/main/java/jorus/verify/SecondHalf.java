package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;

/// Verifies the slots of the last functions of an image on a thread of its own, while the caller
/// does the first ones: verification comes before the JVM has compiled it, so it takes long.
///
/// It only ever says that they are good. What it does not accept is verified again by the caller,
/// so that verdicts and messages are those of one pass in order.
final class SecondHalf extends Thread {
    /// With fewer words a thread is not worth its while.
    static final int LEAST_WORDS = 6000;

    private final Image image;
    private final Marks marks;
    private final int first;
    private long spent;
    private boolean isGood;

    /// For the functions from `first` on, of an image whose other tables have been verified.
    private SecondHalf(Image image, Marks marks, int first) {
        super("jorus-verify");
        this.image = image;
        this.marks = marks;
        this.first = first;
        setDaemon(true);
    }

    /// Verifies the slots of all functions.
    static void verify(Image image, Marks marks, SlotVerifier slots) {
        int functions = image.functionCount();
        int half = middle(image);
        SecondHalf other = new SecondHalf(image, marks, half);
        try {
            other.start();
        } catch (OutOfMemoryError _) {
            // No thread can be had.
            half = functions;
        }
        try {
            for (int function = 0; function < half; function++) {
                slots.verify(function);
            }
        } finally {
            // It reads memory that the caller may release.
            other.await();
        }
        if (other.isGood && slots.canSpend(other.spent)) {
            return;
        }
        for (int function = half; function < functions; function++) {
            slots.verify(function);
        }
    }

    /// The first function that begins in the second half of the code.
    private static int middle(Image image) {
        int low = 0;
        int high = image.functionCount();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (image.function(middle, ImageLayout.CODE_START) < image.wordCount() / 2) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public void run() {
        try {
            SlotVerifier slots = new SlotVerifier(image, marks);
            int functions = image.functionCount();
            for (int function = first; function < functions; function++) {
                slots.verify(function);
            }
            spent = slots.spent();
            isGood = true;
        } catch (RuntimeException | Error _) {
            // The caller finds out why.
        }
    }

    private void await() {
        boolean isInterrupted = false;
        while (true) {
            try {
                join();
                break;
            } catch (InterruptedException _) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
