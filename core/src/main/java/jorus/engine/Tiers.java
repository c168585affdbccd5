package jorus.engine;

import jorus.image.Image;
import jorus.isa.Word;
import jorus.jit.Jit;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.CompiledLoop;
import jorus.runtime.Machine;
import jorus.runtime.Tiering;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Decides what is compiled: what the interpreter's polls find running.
///
/// A poll comes after so many backward branches and calls that whatever it meets is hot. A function
/// met at its beginning is compiled, and its next call enters the compiled code. A loop is compiled
/// with all loops around it, from the outermost one on, and entered when that is next reached; if
/// it keeps running without getting there, it is compiled by itself and entered at once.
final class Tiers implements Tiering {
    /// Polls of the interpreter are this many backward branches and calls apart.
    static final int INTERPRETED_POLLS = 200;

    /// How many turns of a loop are interpreted in the hope that something larger that is compiled
    /// is entered: the function that has it, then the loops around it.
    private static final int PATIENCE = 500;

    /// How many calls of compiled code don't end the search for a better place.
    private static final int SEEK_CALLS = 64;

    /// The state of a loop.
    private static final class Heat {
        int met;
        boolean isTried;
        CompiledLoop code;
    }

    private final Supplier<Jit> code;
    private final Image image;
    private final Map<Long, Heat> loops = new HashMap<>();

    /// `code` gives the translator, which is first asked for when something is hot.
    Tiers(Supplier<Jit> code, Image image) {
        this.code = code;
        this.image = image;
    }

    @Override
    public long poll(Machine machine, long pc, long fp) {
        int function = Memory.i32(fp + FrameLayout.FUNCTION);
        if (machine.isStub(pc)) {
            machine.pollSoon(machine.seek > 0 ? 0 : INTERPRETED_POLLS + machine.jitter());
            return pc;
        }
        machine.pollSoon(INTERPRETED_POLLS + machine.jitter());
        Jit jit = code.get();
        boolean isCalled = function != image.entry();
        CompiledCode.begins(machine);
        if (isCalled) {
            jit.compileFunction(function);
        }
        int word = (int) ((pc - image.functionCode(function)) / Word.BYTES);
        int outermost = jit.outermost(function, word);
        CompiledCode.ends(machine);
        if (outermost < 0) {
            return pc;
        }
        Heat heat = heat(function, word);
        if (heat.code != null) {
            return enter(machine, heat, fp, pc);
        }
        heat.met++;
        if (isCalled && heat.met < PATIENCE) {
            // Perhaps the function is called again soon.
            seek(machine);
            return pc;
        }
        if (outermost != word) {
            compile(machine, heat(function, outermost), function, outermost);
            if (heat.met < 2 * PATIENCE) {
                seek(machine);
                return pc;
            }
        }
        compile(machine, heat, function, word);
        return enter(machine, heat, fp, pc);
    }

    /// Runs the loop as compiled, if it is; returns where the interpreter goes on.
    private static long enter(Machine machine, Heat heat, long fp, long pc) {
        if (heat.code == null) {
            return pc;
        }
        machine.seek = 0;
        long next = heat.code.run(machine, fp);
        seek(machine);
        return next;
    }

    /// Looks at every branch for a while: something that is compiled may be entered there.
    private static void seek(Machine machine) {
        machine.pollSoon(0);
        machine.seek = SEEK_CALLS;
    }

    private Heat heat(int function, int word) {
        long key = (long) function << 32 | word;
        Heat heat = loops.get(key);
        if (heat == null) {
            heat = new Heat();
            loops.put(key, heat);
        }
        return heat;
    }

    private void compile(Machine machine, Heat heat, int function, int word) {
        if (!heat.isTried) {
            heat.isTried = true;
            CompiledCode.begins(machine);
            heat.code = code.get().compileLoop(function, word);
            CompiledCode.ends(machine);
        }
    }
}
