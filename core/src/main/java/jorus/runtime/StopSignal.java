package jorus.runtime;

import java.util.concurrent.locks.LockSupport;

/// What other threads ask of a run, and a way to wait that they can end.
///
/// In the Java heap, because it may be raised at any time, also when the memory of the run is gone.
final class StopSignal {
    private static final int NONE = 0;
    private static final int CANCEL = 1;
    private static final int TIME_OUT = 2;

    private volatile int request = NONE;
    private volatile Thread waiting;

    /// Any thread, at any time.
    void cancel() {
        raise(CANCEL);
    }

    /// Any thread, at any time.
    void timeOut() {
        raise(TIME_OUT);
    }

    private void raise(int newRequest) {
        request = newRequest;
        LockSupport.unpark(waiting);
    }

    boolean isRaised() {
        return request != NONE;
    }

    /// @throws Cancelled or LimitReached if the run is to end
    void check() {
        switch (request) {
            case NONE -> {}
            case TIME_OUT -> throw LimitReached.TIME;
            default -> throw Cancelled.INSTANCE;
        }
    }

    /// The running thread says that it is about to park: raising the signal unparks it. It looks at
    /// the signal after this and before parking.
    void beginWaiting() {
        waiting = Thread.currentThread();
    }

    void endWaiting() {
        waiting = null;
    }
}
