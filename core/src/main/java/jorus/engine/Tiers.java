package jorus.engine;

import jorus.image.Image;
import jorus.isa.Word;
import jorus.jit.Jit;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.CompiledLoop;
import jorus.runtime.Linkage;
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

    /// The same while something is being compiled that an earlier run found hot.
    static final int EXPECTING_POLLS = 20;

    /// How often polls have to meet a function until the first thing is compiled, which costs as
    /// much as interpreting some thousand instructions for the first time.
    private static final int MEETINGS = 2;

    /// How many turns of a loop are interpreted in the hope that something larger that is compiled
    /// is entered: the function that has it, then the loops around it.
    private static final int PATIENCE = 500;

    /// How many calls of compiled code don't end the search for a better place. A loop that is not
    /// reached before is compiled itself after fewer turns.
    private static final int SEEK_CALLS = 4 * PATIENCE;

    /// How many calls of compiled code to an interpreted function until that is compiled: by value,
    /// as others are compiled before they are first called.
    private static final int CALLS = 50;

    /// A loop that makes so many turns in one go, with those in it, is worth a method of its own:
    /// writing its registers to the frame and reading them again is little beside that.
    private static final int LONG_TURNS = 10_000;

    /// The state of a loop.
    private static final class Heat {
        int met;
        boolean isTried;
        boolean isEntered;
        boolean isLong;
        CompiledLoop code;
    }

    private final Supplier<Jit> code;
    private final Image image;
    private final Map<Long, Heat> loops = new HashMap<>();

    /// How often polls have met a function.
    private final byte[] meetings;

    /// How often compiled code has called a function that was interpreted.
    private final int[] calls;

    /// How many loops of a function are compiled and were never entered.
    private final int[] waiting;

    /// Compiles what was hot in an earlier run; null if that has ended.
    private Forehand forehand;

    /// Whether loops that run long have been found of which the translator did not know.
    private boolean hasLong;

    /// `code` gives the translator, which is first asked for when something is hot.
    Tiers(Supplier<Jit> code, Image image) {
        this.code = code;
        this.image = image;
        meetings = new byte[image.functionCount()];
        calls = new int[image.functionCount()];
        waiting = new int[image.functionCount()];
    }

    /// Takes what `forehand` compiles, and compiles nothing as long as it does.
    void expect(Forehand forehand) {
        this.forehand = forehand;
    }

    @Override
    public long poll(Machine machine, long pc, long fp) {
        int function = Memory.i32(fp + FrameLayout.FUNCTION);
        if (machine.isStub(pc)) {
            machine.pollSoon(machine.seek > 0 ? 0 : INTERPRETED_POLLS + machine.jitter());
            return pc;
        }
        int word = (int) ((pc - image.functionCode(function)) / Word.BYTES);
        if (!Linkage.mayEnter(machine)) {
            return pc;
        }
        if (forehand != null) {
            forehand.await(function, word);
        }
        boolean isExpecting = forehand != null && isExpecting(machine);
        Heat known = loops.get(key(function, word));
        if (known != null && known.code != null) {
            return enter(machine, known, function, word, fp, pc);
        }
        if (waiting[function] > 0 && ++heat(function, word).met < PATIENCE) {
            // One of them may be around this place.
            seek(machine);
            return pc;
        }
        if (isExpecting) {
            machine.pollSoon(EXPECTING_POLLS);
            return pc;
        }
        machine.pollSoon(INTERPRETED_POLLS + machine.jitter());
        if (meetings[function] < MEETINGS && ++meetings[function] < MEETINGS) {
            return pc;
        }
        Jit jit = code.get();
        boolean isCalled = function != image.entry();
        CompiledCode.begins(machine);
        if (isCalled) {
            jit.compileFunction(function);
        }
        int outermost = jit.outermost(function, word);
        CompiledCode.ends(machine);
        if (outermost < 0) {
            return pc;
        }
        Heat heat = heat(function, word);
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
        return enter(machine, heat, function, word, fp, pc);
    }

    @Override
    public void called(Machine machine, int function) {
        if (++calls[function] != CALLS) {
            return;
        }
        if (forehand != null && isExpecting(machine)) {
            calls[function] = 0;
            return;
        }
        CompiledCode.begins(machine);
        code.get().compileFunction(function);
        CompiledCode.ends(machine);
    }

    /// Takes what has become ready; whether more is to come.
    private boolean isExpecting(Machine machine) {
        // Asked first: what becomes ready meanwhile is taken next time.
        boolean hasEnded = forehand.hasEnded();
        takeReady();
        if (hasEnded) {
            forehand = null;
            machine.returnPolls = INTERPRETED_POLLS;
        }
        return !hasEnded;
    }

    /// Takes what has become ready.
    void takeReady() {
        for (Jit.Prepared next = forehand.take(); next != null; next = forehand.take()) {
            if (next.loop() == null) {
                code.get().link(next);
            } else {
                Heat heat = heat(next.function(), next.word());
                heat.isTried = true;
                heat.code = next.loop();
                waiting[next.function()]++;
            }
        }
    }

    /// Runs the loop as compiled, if it is; returns where the interpreter goes on.
    private long enter(Machine machine, Heat heat, int function, int word, long fp, long pc) {
        if (heat.code == null) {
            return pc;
        }
        if (!heat.isEntered) {
            heat.isEntered = true;
            waiting[function]--;
            code.get().entered(function, word);
            renew(machine, heat, function, word);
        }
        machine.seek = 0;
        long before = machine.pollCount();
        long next = heat.code.run(machine, fp);
        if (!heat.isLong && machine.pollCount() - before >= LONG_TURNS) {
            heat.isLong = true;
            hasLong |= code.get().ranLong(function, word);
        }
        seek(machine);
        return next;
    }

    /// Compiles a loop anew if others in it have been found to run long since it was compiled.
    private void renew(Machine machine, Heat heat, int function, int word) {
        if (hasLong) {
            CompiledCode.begins(machine);
            CompiledLoop newer = code.get().compileLoop(function, word);
            heat.code = newer == null ? heat.code : newer;
            CompiledCode.ends(machine);
        }
    }

    /// Looks at every branch for a while: something that is compiled may be entered there.
    private static void seek(Machine machine) {
        machine.pollSoon(0);
        machine.seek = SEEK_CALLS;
    }

    private static long key(int function, int word) {
        return (long) function << 32 | word;
    }

    private Heat heat(int function, int word) {
        long key = key(function, word);
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
            waiting[function] += heat.code == null ? 0 : 1;
            CompiledCode.ends(machine);
        }
    }
}
