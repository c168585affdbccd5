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
            try {
                used = Math.max(source.read(buffer, 0, buffer.length), 0);
            } catch (IOException _) {
                return END;
            }
            if (used == 0) {
                return END;
            }
        }
        return buffer[next++] & 0xFF;
    }
}
