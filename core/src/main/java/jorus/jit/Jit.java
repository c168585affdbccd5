package jorus.jit;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.runtime.CompiledFunction;
import jorus.runtime.CompiledLoop;
import jorus.runtime.Machine;
import jorus.verify.VerifiedImage;

import java.util.BitSet;

/// Translates functions and loops of one program to JVM classes, for one machine.
///
/// Used by the machine's thread. What is compiled is unloaded with this object.
public final class Jit implements AutoCloseable {
    private final VerifiedImage verified;
    private final Machine machine;
    private final ClassDump dump;
    private final CompiledClasses classes;
    private final VectorKernels kernels;

    /// Functions that the interpreter runs, because they are too large.
    private final BitSet tooLarge = new BitSet();

    private final Flow[] flows;
    private int functionCount;
    private int loopCount;
    private int tooLargeCount;
    private long nanos;

    /// `machine` must run the image that `verified` vouches for, and must have been enabled for
    /// compiled code. Classes are written to `dump` if it is not null.
    public Jit(VerifiedImage verified, Machine machine, ClassDump dump) {
        this.verified = verified;
        this.machine = machine;
        this.dump = dump;
        flows = new Flow[verified.image().functionCount()];
        classes = new CompiledClasses(this);
        kernels = new VectorKernels(machine, classes, this);
    }

    /// The blocks of a function.
    Flow flow(int function) {
        if (flows[function] == null) {
            flows[function] = new Flow(verified, function, machine.allocations);
        }
        return flows[function];
    }

    /// Compiles `function`, if it is not yet, and links it: from now on calls enter the compiled
    /// code. Does nothing if it is too large.
    public void compileFunction(int function) {
        boolean isSettled = machine.compiled[function] != null || tooLarge.get(function);
        if (!isSettled && function != verified.image().entry()) {
            classes.resolve(function);
        }
    }

    /// Compiles the loop of `function` that is entered at `word`, or the whole function if that is
    /// 0 and no loop; null if there is no loop, or it is too large.
    public CompiledLoop compileLoop(int function, int word) {
        Flow flow = flow(function);
        int block = flow.block(word);
        if (flow.first[block] != word || !flow.reachable.get(block)) {
            return null;
        }
        Loop loop = flow.loopEnteredAt(block);
        if (loop == null && word != 0) {
            return null;
        }
        BitSet region = word == 0 ? flow.reachable : loop.blocks;
        long start = begin();
        byte[] bytes = ClassWriter.loop(flow, region, block, loopCount, kernels, this::flow);
        if (bytes == null) {
            bytes = ClassWriter.loop(flow, region, block, loopCount, kernels, null);
        }
        CompiledLoop compiled = bytes == null ? null : classes.defineLoop(bytes, loopCount);
        loopCount++;
        tooLargeCount += bytes == null ? 1 : 0;
        end(start, function, word, bytes);
        return compiled;
    }

    /// The word where the outermost loop is entered around the loop that is entered at `word`, in
    /// the function; -1 if there is no loop.
    public int outermost(int function, int word) {
        Flow flow = flow(function);
        Loop loop = flow.loopEnteredAt(flow.block(word));
        return loop == null ? -1 : flow.first[flow.entry(loop.outermost())];
    }

    /// The class of a function as bytes, or of a way into the interpreter if it is too large.
    byte[] functionClass(int function) {
        long start = begin();
        byte[] bytes = ClassWriter.function(flow(function), kernels, this::flow);
        if (bytes == null) {
            bytes = ClassWriter.function(flow(function), kernels, null);
        }
        if (bytes == null) {
            bytes = ClassWriter.function(flow(function), null, null);
        }
        if (bytes == null) {
            tooLarge.set(function);
            tooLargeCount++;
            bytes = ClassWriter.interpreted(verified.image(), function);
        } else {
            functionCount++;
        }
        end(start, function, -1, bytes);
        return bytes;
    }

    private long begin() {
        if (machine.compiling != null) {
            machine.compiling.begins();
        }
        return System.nanoTime();
    }

    private void end(long start, int function, int word, byte[] bytes) {
        nanos += System.nanoTime() - start;
        machine.meetNewCode();
        if (machine.compiling != null) {
            machine.compiling.compiled(function, word, bytes == null ? 0 : bytes.length);
            machine.compiling.ends();
        }
    }

    void link(int function, CompiledFunction code) {
        machine.link(function, code);
    }

    void dump(String name, byte[] bytes) {
        if (dump != null) {
            dump.write(name, bytes);
        }
    }

    /// How many functions have been compiled.
    public int functionCount() {
        return functionCount;
    }

    public int loopCount() {
        return loopCount;
    }

    /// How many functions and loops were too large.
    public int tooLargeCount() {
        return tooLargeCount;
    }

    /// Stops what goes on aside; compiled code still runs.
    @Override
    public void close() {
        kernels.close();
    }

    /// Time spent on all that.
    public long nanos() {
        return nanos;
    }

    /// What has been compiled, and of each counted loop whether it is vectorised, for people.
    public String report() {
        StringBuilder text = new StringBuilder("compiled code\n");
        row(text, "functions", functionCount);
        row(text, "loops", loopCount);
        row(text, "too large", tooLargeCount);
        row(text, "microseconds", nanos / 1000);
        for (VectorKernels.Finding finding : kernels.findings()) {
            text.append("  loop at ").append(place(finding)).append(": ");
            text.append(finding.obstacle() == null ? "vectorised" : "scalar, because ");
            text.append(finding.obstacle() == null ? "" : finding.obstacle()).append('\n');
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String name, long number) {
        String digits = Long.toString(number);
        text.append("  ").append(name);
        text.repeat(' ', Math.max(1, 38 - name.length() - digits.length()));
        text.append(digits).append('\n');
    }

    private String place(VectorKernels.Finding finding) {
        Image image = verified.image();
        int start = image.function(finding.function(), ImageLayout.CODE_START);
        LineTable.Position at = LineTable.position(image, start + finding.word());
        String name = image.functionName(finding.function());
        return at == null ? name + " word " + finding.word() : at.file() + ":" + at.line();
    }
}
