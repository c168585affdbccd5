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
import java.util.Random;

/// Compiles whatever a poll meets, at random: inner and outer loops are entered in the middle and
/// left to the interpreter all the time, which with the engine's own policy happens rarely.
final class EveryLoop implements Tiering {
    private final Jit jit;
    private final Image image;
    private final Random random = new Random(1);
    private final Map<Long, CompiledLoop> loops = new HashMap<>();

    EveryLoop(Jit jit, Image image) {
        this.jit = jit;
        this.image = image;
    }

    @Override
    public long poll(Machine machine, long pc, long fp) {
        machine.pollSoon(random.nextInt(3));
        if (machine.isStub(pc) || !Linkage.mayEnter(machine)) {
            return pc;
        }
        int function = Memory.i32(fp + FrameLayout.FUNCTION);
        int word = (int) ((pc - image.functionCode(function)) / Word.BYTES);
        if (random.nextInt(8) == 0) {
            jit.compileFunction(function);
        }
        if (random.nextInt(3) == 0 || jit.outermost(function, word) < 0) {
            return pc;
        }
        long key = (long) function << 32 | word;
        if (random.nextInt(4) == 0) {
            jit.ranLong(function, word);
        }
        if (!loops.containsKey(key)) {
            loops.put(key, jit.compileLoop(function, word));
        }
        CompiledLoop code = loops.get(key);
        if (code == null) {
            return pc;
        }
        long next = code.run(machine, fp);
        machine.pollSoon(random.nextInt(3));
        return next;
    }
}
