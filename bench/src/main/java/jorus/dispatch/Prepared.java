package jorus.dispatch;

import jorus.engine.Compilation;
import jorus.engine.Images;
import jorus.engine.PhaseTimes;
import jorus.image.Image;
import jorus.interp.ProductionLoop;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A kernel, compiled and verified, with a machine in which any loop can run it again and again.
final class Prepared implements AutoCloseable {
    private static final String FUSION = "jorus.fuse";
    private static final String WITHOUT = "jorus.without";

    private final Compilation compilation;
    private final VerifiedImage verified;
    private final OffHeap memory = new OffHeap();
    private final Machine machine;

    /// With all superinstructions and arguments computed in place, or with neither. The kernel's
    /// output goes to `out`.
    Prepared(Kernel kernel, boolean isFused, OutputStream out) {
        this(kernel, isFused ? "" : "off", isFused ? "" : "arguments", out);
    }

    /// With these families of superinstructions and without these features, as the properties
    /// `jorus.fuse` and `jorus.without` have them.
    Prepared(Kernel kernel, String families, String without, OutputStream out) {
        byte[] text = kernel.source().getBytes(StandardCharsets.UTF_8);
        SourceFile source = new SourceFile(kernel.name(), text);
        String familiesBefore = System.getProperty(FUSION, "");
        String withoutBefore = System.getProperty(WITHOUT, "");
        try {
            System.setProperty(FUSION, families);
            System.setProperty(WITHOUT, without);
            compilation = Compilation.compile(source, new PhaseTimes());
        } finally {
            System.setProperty(FUSION, familiesBefore);
            System.setProperty(WITHOUT, withoutBefore);
        }
        if (!compilation.isRunnable()) {
            throw new IllegalStateException(compilation.diagnostics().toString());
        }
        verified = Images.of(compilation);
        machine = new Machine(verified.image(), memory, out, MachineOptions.DEFAULT);
    }

    VerifiedImage verified() {
        return verified;
    }

    Image image() {
        return verified.image();
    }

    Machine machine() {
        return machine;
    }

    /// Runs the kernel once, from its first instruction to its last.
    void run(Loop loop) throws Throwable {
        long fp = machine.enterFirst();
        machine.save(machine.entryCode(), fp);
        loop.run(machine, machine.entryCode(), fp);
        machine.output.flush();
    }

    /// How many instructions a run executes.
    long countInstructions() throws Throwable {
        long[] count = {0};
        run((m, pc, fp) -> ProductionLoop.observe(m, pc, fp, (_, _) -> count[0]++));
        return count[0];
    }

    /// Memory for a copy of the code, as long as this is open.
    long allocate(long bytes) {
        return memory.allocate(Category.OTHER, bytes, Memory.CACHE_LINE);
    }

    @Override
    public void close() {
        machine.close();
        memory.close();
        compilation.close();
    }
}
