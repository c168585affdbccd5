package jorus.profile;

import jorus.runtime.InstructionObserver;
import jorus.runtime.Machine;

/// What watches one run. All calls are by the engine, `begin` and `end` by the thread that runs the
/// program; without an instrument nothing of this package is loaded.
public interface Instrument {
    /// Before anything is compiled and anything runs. `machine` is that of the run.
    void attach(Machine machine);

    /// Immediately before the first instruction.
    void begin();

    /// Immediately after the last one, however the run ended; memory is still there.
    void end();

    /// Sees every instruction if it is not null; then the interpreter runs everything.
    InstructionObserver observer();

    /// An uncaught trap has ended the run.
    void trapped(String message, String file, int line);
}
