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
        machine.pollSoon(INTERPRETED_POLLS);
        if (machine.isStub(pc)) {
            return pc;
        }
        Jit jit = code.get();
        boolean isCalled = function != image.entry();
        if (isCalled) {
            jit.compileFunction(function);
        }
        int word = (int) ((pc - image.functionCode(function)) / Word.BYTES);
        int outermost = jit.outermost(function, word);
        if (outermost < 0) {
            return pc;
        }
        Heat heat = heat(function, word);
        heat.met++;
        if (isCalled && heat.met < PATIENCE) {
            // Perhaps the function is called again soon.
            machine.pollSoon(0);
            return pc;
        }
        if (outermost != word) {
            compile(heat(function, outermost), function, outermost);
            if (heat.met < 2 * PATIENCE) {
                machine.pollSoon(0);
                return pc;
            }
        }
        compile(heat, function, word);
        if (heat.code == null) {
            return pc;
        }
        long next = heat.code.run(machine, fp);
        machine.pollSoon(0);
        return next;
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

    private void compile(Heat heat, int function, int word) {
        if (!heat.isTried) {
            heat.isTried = true;
            heat.code = code.get().compileLoop(function, word);
        }
    }
}
