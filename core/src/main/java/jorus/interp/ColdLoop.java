package jorus.interp;

import jorus.runtime.Machine;

/// The dispatch loop for a process that has only begun (docs/decisions/0026-cold-loop.md).
///
/// What stands here is a place holder: the build replaces it by a copy of [Interpreter] whose parts
/// are called by name ([ColdLoopWriter]).
final class ColdLoop {
    private ColdLoop() {}

    /// As `Interpreter.run`.
    static void run(Machine m, long pc, long fp) throws Throwable {
        Interpreter.run(m, pc, fp);
    }
}
