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
    private Jit jit;
    private Forehand forehand;

    /// Classes are written to `folder` if it is not null. `forehand` compiles what an earlier run
    /// found hot; it is null if nothing was. It is closed with this.
    CompiledCode(VerifiedImage image, Machine machine, Path folder, Forehand forehand) {
        this.forehand = forehand;
        this.image = image;
        this.machine = machine;
        this.folder = folder;
    }

    /// Prepares the machine for compiled code, and compiles everything if `engine` is `JIT`.
    void enable(Engine engine, Execution execution) {
        Tiers tiers = new Tiers(this, image.image());
        machine.enableCompiled(this, tiers, DeepThread.COMPILED_BYTES);
        machine.pollSoon(Tiers.INTERPRETED_POLLS);
        machine.returnPolls = Tiers.INTERPRETED_POLLS;
        boolean allowsAhead = machine.compiling == null || machine.compiling.allowsAhead();
        if (forehand != null && engine == Engine.AUTO && allowsAhead) {
            forehand.attach(machine);
            tiers.expect(forehand);
            machine.pollSoon(Tiers.EXPECTING_POLLS);
            machine.returnPolls = Tiers.EXPECTING_POLLS;
            CompiledLoop start = forehand.beginning();
            if (start != null) {
                execution.startWith(start);
            }
            tiers.takeReady();
        } else if (forehand != null) {
            forehand.close();
            forehand = null;
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

    /// Whether something is being compiled that an earlier run found hot.
    boolean isExpecting() {
        return forehand != null;
    }

    @Override
    public Jit get() {
        if (jit == null && forehand != null) {
            jit = forehand.jit();
        }
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
        if (forehand != null && forehand.jitOrNull() != null) {
            get();
            forehand.keepAll();
        }
        int[] parts = jit == null ? new int[0] : jit.entered();
        return parts.length == 0
                ? null
                : new HotList(parts, jit.worthyKernels(), jit.longLoops(), jit.ageMillis());
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

    /// The process is about to end, and takes all with it.
    void settle() {
        Jit made = jit == null && forehand != null ? forehand.jitOrNull() : jit;
        if (made != null) {
            made.settle();
        }
    }

    /// Ends what runs beside the program.
    void close() {
        if (forehand != null) {
            forehand.close();
            if (jit == null) {
                jit = forehand.jitOrNull();
            }
        }
        if (jit != null) {
            jit.close();
        }
    }
}
