package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.memory.heap.StringLayout;

import java.io.IOException;
import java.io.InputStream;

/// What a program reads with input() (language.md 11). One thread.
final class Input {
    private static final int BUFFER_BYTES = 1 << 13;
    private static final int END = -1;

    private final Machine machine;
    private final InputStream source;

    /// Made when the program first reads.
    private byte[] buffer;

    /// Made when the program first has to wait.
    private WaitingReader waiting;

    private int next;
    private int used;

    /// A line ended with CR: an LF that comes next belongs to it. Looking for it at once would wait
    /// for a terminal's next line.
    private boolean skipsLineFeed;

    Input(Machine machine, InputStream source) {
        this.machine = machine;
        this.source = source;
    }

    /// Writes the string `prompt`, flushes the output, and reads a line without its end; may
    /// collect.
    ///
    /// @throws Trap `END_OF_INPUT` if there is no line
    /// @throws Cancelled or LimitReached if the run is to end, also while it waits for input
    long line(long prompt) {
        machine.output.write(StringLayout.data(prompt), StringLayout.length(prompt));
        machine.output.flush();
        TextBuffer line = machine.text;
        int octet = read();
        if (skipsLineFeed && octet == '\n') {
            octet = read();
        }
        skipsLineFeed = false;
        if (octet == END) {
            throw machine.trap(TrapKind.END_OF_INPUT);
        }
        while (octet != END && octet != '\n' && octet != '\r') {
            line.put(octet);
            octet = read();
        }
        skipsLineFeed = octet == '\r';
        return Strings.ofText(machine);
    }

    /// The next byte; END after the last, and where the system fails.
    private int read() {
        if (next == used) {
            if (buffer == null) {
                buffer = new byte[BUFFER_BYTES];
            }
            next = 0;
            used = 0;
            used = fill();
            if (used == 0) {
                return END;
            }
        }
        return buffer[next++] & 0xFF;
    }

    /// Reads what is there at once, or else waits for it.
    private int fill() {
        try {
            if (source.available() > 0) {
                return Math.max(source.read(buffer, 0, buffer.length), 0);
            }
        } catch (IOException _) {
            return 0;
        }
        if (waiting == null) {
            waiting = WaitingReader.start(source, buffer);
        }
        return Math.max(waiting.read(machine.signal()), 0);
    }

    /// The program has ended; the source is the caller's.
    void close() {
        if (waiting != null) {
            waiting.close();
        }
    }
}
