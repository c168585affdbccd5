package jorus.engine;

/// A thread with a stack that is deep enough for nested source and for deep recursion of compiled
/// code; only a new thread can have one. Pages that are never touched cost nothing.
public class DeepThread extends Thread {
    private static final long STACK_BYTES = 512L << 20;

    /// What compiled code may use of it; the rest is for whoever calls and for what it calls.
    static final long COMPILED_BYTES = STACK_BYTES - (96L << 20);

    private RuntimeException exception;
    private Error error;

    protected DeepThread(Runnable task, String name) {
        super(null, task, name, STACK_BYTES);
    }

    /// Runs `task` on such a thread: the current one, if it is, else a new one. What `task` throws
    /// is thrown here.
    static void run(Runnable task) {
        if (Thread.currentThread() instanceof DeepThread) {
            task.run();
            return;
        }
        DeepThread thread = new DeepThread(task, "jorus-run");
        thread.start();
        thread.await();
        if (thread.exception != null) {
            throw thread.exception;
        }
        if (thread.error != null) {
            throw thread.error;
        }
    }

    @Override
    public void run() {
        try {
            super.run();
        } catch (RuntimeException e) {
            exception = e;
        } catch (Error e) {
            error = e;
        }
    }

    /// Waits for the end of this thread; an interrupt of the caller's is kept for later.
    protected final void await() {
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
