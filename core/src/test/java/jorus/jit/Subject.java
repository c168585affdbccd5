package jorus.jit;

import jorus.engine.Compilation;
import jorus.engine.Images;
import jorus.interp.Execution;
import jorus.memory.arena.OffHeap;
import jorus.runtime.CompiledLoop;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;
import jorus.verify.VerifiedImage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A program to be compiled, and what the compiler thinks of it.
final class Subject implements AutoCloseable {
    private static final int JAVA_STACK_BYTES = 64 << 20;

    final Compilation program;
    final VerifiedImage verified;
    final OffHeap memory = new OffHeap();
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final Machine machine;
    final Map<String, byte[]> dumped = new ConcurrentHashMap<>();
    final Jit jit;

    Subject(String source) {
        this(source, MachineOptions.DEFAULT);
    }

    Subject(String source, MachineOptions options) {
        program = Images.compile(source);
        verified = Images.image(program);
        machine = new Machine(verified.image(), memory, written, options);
        machine.enableCompiled(Execution::runFrame, null, JAVA_STACK_BYTES);
        machine.countCalls();
        jit = new Jit(verified, machine, dumped::put);
    }

    /// The number of the function called `name`.
    int function(String name) {
        for (int i = 0; i < verified.image().functionCount(); i++) {
            if (verified.image().functionName(i).equals(name)) {
                return i;
            }
        }
        throw new AssertionError("no function " + name);
    }

    Flow flow(String name) {
        return jit.flow(function(name));
    }

    /// The innermost loops of a function that are counted, in the order of the code.
    List<CountedLoop> counted(String name) {
        Flow flow = flow(name);
        List<CountedLoop> found = new ArrayList<>();
        for (Loop loop : flow.loops) {
            CountedLoop counted = CountedLoop.of(flow, loop, new Registers(flow));
            if (counted != null) {
                found.add(counted);
            }
        }
        return found;
    }

    void compileFunctions() {
        for (int i = 0; i < verified.image().functionCount(); i++) {
            jit.compileFunction(i);
        }
    }

    /// Compiles everything and runs the program.
    Outcome run() {
        compileFunctions();
        Execution execution = new Execution(verified, machine);
        CompiledLoop entry = jit.compileLoop(verified.image().entry(), 0);
        if (entry != null) {
            execution.startWith(entry);
        }
        return execution.run();
    }

    String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        jit.close();
        machine.close();
        memory.close();
        program.close();
    }
}
