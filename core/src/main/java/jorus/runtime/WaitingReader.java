package jorus.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/// Reads where that may take for ever, on a thread of its own, so that the run can be stopped
/// meanwhile. It reads only when asked to, so nothing is taken from the stream that the program did
/// not want.
///
/// A thread whose run has ended stays in its read until that returns; it is a daemon.
final class WaitingReader extends Thread {
    private final InputStream source;
    private final byte[] buffer;
    private final Thread owner;
    private volatile boolean isAsked;
    private volatile int count;
    private volatile boolean isClosed;

    private WaitingReader(InputStream source, byte[] buffer) {
        super(null, null, "jorus-input", 0, false);
        this.source = source;
        this.buffer = buffer;
        owner = Thread.currentThread();
        setDaemon(true);
    }

    /// A reader into `buffer` for the calling thread.
    static WaitingReader start(InputStream source, byte[] buffer) {
        WaitingReader reader = new WaitingReader(source, buffer);
        reader.start();
        return reader;
    }

    /// Number of bytes read; less than 1 at the end and where the system fails.
    ///
    /// @throws Cancelled or LimitReached if the run is to end; the reader is of no use any more
    int read(StopSignal signal) {
        isAsked = true;
        LockSupport.unpark(this);
        signal.beginWaiting();
        try {
            while (isAsked) {
                signal.check();
                LockSupport.park(this);
            }
        } finally {
            signal.endWaiting();
        }
        return count;
    }

    /// Ends the thread as soon as it is not reading.
    void close() {
        isClosed = true;
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        while (!isClosed) {
            if (isAsked) {
                int bytes;
                try {
                    bytes = source.read(buffer, 0, buffer.length);
                } catch (IOException | RuntimeException _) {
                    bytes = 0;
                }
                count = bytes;
                isAsked = false;
                LockSupport.unpark(owner);
            }
            if (!isAsked && !isClosed) {
                LockSupport.park(this);
            }
        }
    }
}
