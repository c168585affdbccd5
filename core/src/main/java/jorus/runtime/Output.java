package jorus.runtime;

import jorus.memory.layout.Memory;

import java.io.IOException;
import java.io.OutputStream;

/// What a program has written and the system has not got yet.
///
/// The buffer is made once. It is flushed when it is full, before a report, before reading input
/// and at the end. Never takes more bytes than it is told to at the beginning. One thread.
public final class Output {
    /// Size of the buffer in bytes.
    static final int BUFFER_BYTES = 1 << 15;

    private final Machine machine;
    private final OutputStream sink;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;
    private long left;

    Output(Machine machine, OutputStream sink, long limitBytes) {
        this.machine = machine;
        this.sink = sink;
        left = limitBytes;
    }

    /// Writes `bytes` bytes from `address` on; polls.
    ///
    /// @throws OutputClosed if the system refuses; part may have been written
    /// @throws LimitReached if that is too much; as much as may be has been written
    void write(long address, int bytes) {
        int allowed = (int) Math.min(bytes, left);
        left -= allowed;
        put(address, allowed);
        if (allowed < bytes) {
            throw LimitReached.OUTPUT;
        }
    }

    private void put(long address, int bytes) {
        int done = 0;
        while (done < bytes) {
            if (used == BUFFER_BYTES) {
                drain();
            }
            int part = Math.min(bytes - done, BUFFER_BYTES - used);
            machine.chargeElements(part);
            Memory.copyOut(address + done, buffer, used, part);
            used += part;
            done += part;
        }
    }

    private void drain() {
        int bytes = used;
        used = 0;
        try {
            sink.write(buffer, 0, bytes);
        } catch (IOException _) {
            throw OutputClosed.INSTANCE;
        }
    }

    /// Hands everything to the system.
    ///
    /// @throws OutputClosed if the system refuses; the rest is dropped
    public void flush() {
        if (used > 0) {
            drain();
        }
        try {
            sink.flush();
        } catch (IOException _) {
            throw OutputClosed.INSTANCE;
        }
    }
}
