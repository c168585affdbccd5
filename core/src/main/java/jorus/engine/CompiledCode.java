package jorus.engine;

import jorus.interp.Execution;
import jorus.jit.ClassDump;
import jorus.jit.Jit;
import jorus.runtime.CompiledLoop;
import jorus.runtime.FrameRunner;
import jorus.runtime.Machine;
import jorus.verify.VerifiedImage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/// What one instance has compiled. The translator is made when something is first hot, so that
/// short runs do not load it.
final class CompiledCode implements FrameRunner, ClassDump, Supplier<Jit> {
    private final VerifiedImage image;
    private final Machine machine;
    private final Path folder;
    private final HotList hot;
    private Jit jit;
    private Forehand forehand;

    /// Classes are written to `folder` if it is not null. `hot` is what is to be compiled at once,
    /// or null.
    CompiledCode(VerifiedImage image, Machine machine, Path folder, HotList hot) {
        this.hot = hot;
        this.image = image;
        this.machine = machine;
        this.folder = folder;
    }

    /// Prepares the machine for compiled code, and compiles everything if `engine` is `JIT`.
    void enable(Engine engine, Execution execution) {
        Tiers tiers = new Tiers(this, image.image());
        machine.enableCompiled(this, tiers, DeepThread.COMPILED_BYTES);
        machine.pollSoon(Tiers.INTERPRETED_POLLS);
        if (engine == Engine.AUTO && hot != null && hot.count() > 0 && machine.compiling == null) {
            if (hot.kernels().length > 0) {
                get().hurryKernels(hot.kernels());
            }
            Forehand started = new Forehand(get(), hot);
            try {
                started.start();
            } catch (OutOfMemoryError _) {
                // No thread can be had: what is hot is found as in a first run.
                return;
            }
            forehand = started;
            tiers.expect(forehand);
            machine.pollSoon(Tiers.EXPECTING_POLLS);
        }
        if (engine != Engine.JIT) {
            return;
        }
        for (int function = 0; function < image.image().functionCount(); function++) {
            get().compileFunction(function);
        }
        CompiledLoop first = get().compileLoop(image.image().entry(), 0);
        if (first != null) {
            execution.startWith(first);
        }
    }

    @Override
    public Jit get() {
        if (jit == null) {
            begins(machine);
            jit = new Jit(image, machine, folder == null ? null : this);
            ends(machine);
        }
        return jit;
    }

    /// What follows is work on translations, should anybody want to know.
    static void begins(Machine machine) {
        if (machine.compiling != null) {
            machine.compiling.begins();
        }
    }

    static void ends(Machine machine) {
        if (machine.compiling != null) {
            machine.compiling.ends();
        }
    }

    /// What the next run should compile at once; null if nothing was entered.
    HotList hot() {
        int[] parts = jit == null ? new int[0] : jit.entered();
        return parts.length == 0 ? null : new HotList(parts, jit.worthyKernels());
    }

    /// Null if nothing has been compiled.
    Jit jitOrNull() {
        return jit;
    }

    @Override
    public void run(Machine of, long pc, long fp) {
        Execution.runFrame(of, pc, fp);
    }

    @Override
    public void write(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name + ".class"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends what runs beside the program.
    void close() {
        if (forehand != null) {
            forehand.close();
        }
        if (jit != null) {
            jit.close();
        }
    }
}
