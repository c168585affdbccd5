package jorus.profile;

import jdk.jfr.Event;
import jdk.jfr.Recording;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.Listing;
import jorus.isa.Word;
import jorus.memory.heap.CellKind;
import jorus.memory.heap.HeapObserver;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.CompileObserver;
import jorus.runtime.InstructionObserver;
import jorus.runtime.Linkage;
import jorus.runtime.Machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Records a run with the JVM's flight recorder: `jorus run --jfr FILE`.
public final class FlightRecorder implements Instrument, HeapObserver, CompileObserver {
    /// An allocation is sampled each time so many bytes have been allocated.
    private static final long SAMPLE_BYTES = 256 << 10;

    private static final List<Class<? extends Event>> EVENTS =
            List.of(
                    FlightEvents.Compile.class,
                    FlightEvents.Tier.class,
                    FlightEvents.Collect.class,
                    FlightEvents.AllocationSample.class,
                    FlightEvents.Trap.class);

    private final Recording recording = new Recording();
    private final Places places;
    private Machine machine;
    private FlightEvents.Compile compile;
    private FlightEvents.Collect collect;
    private long unsampledBytes;

    /// A sample whose object has no type yet.
    private FlightEvents.AllocationSample pending;

    private long pendingAddress;

    public FlightRecorder(Image image, String path, Listing.SourceLines sources) {
        places = new Places(image, path, sources);
    }

    @Override
    public void attach(Machine of) {
        machine = of;
        for (Class<? extends Event> event : EVENTS) {
            recording.enable(event);
        }
        recording.start();
        of.compiling = this;
    }

    @Override
    public void begin() {
        machine.heap.observe(this, false);
    }

    @Override
    public void end() {
        flush();
        machine.heap.observe(null, false);
        machine.compiling = null;
    }

    @Override
    public InstructionObserver observer() {
        return null;
    }

    @Override
    public void begins() {
        compile = new FlightEvents.Compile();
        compile.begin();
    }

    @Override
    public void ends() {
        // `compiled` says what there is to say.
    }

    @Override
    public void compiled(int function, int word, int classBytes) {
        compile.at(places, function, Math.max(word, 0));
        compile.isLoop = word >= 0;
        compile.classBytes = classBytes;
        compile.commit();
        begins();
        FlightEvents.Tier tier = new FlightEvents.Tier();
        tier.at(places, function, Math.max(word, 0));
        tier.tier = classBytes == 0 ? "interp (too large)" : word < 0 ? "jit" : "jit (loop)";
        tier.commit();
    }

    @Override
    public void collecting() {
        flush();
        collect = new FlightEvents.Collect();
        collect.before = machine.heap.usedBytes();
        collect.begin();
    }

    @Override
    public void collected(long pauseNanos) {
        collect.pause = pauseNanos;
        collect.after = machine.heap.usedBytes();
        collect.commit();
    }

    @Override
    public void allocated(CellKind kind, long address, long weight, long owner) {
        flush();
        unsampledBytes += weight;
        if (unsampledBytes < SAMPLE_BYTES) {
            return;
        }
        long fp = machine.savedFp();
        int function = fp == 0 ? Linkage.NO_FUNCTION : Memory.i32(fp + FrameLayout.FUNCTION);
        if (function < 0 || function >= places.image.functionCount()) {
            return;
        }
        FlightEvents.AllocationSample sample = new FlightEvents.AllocationSample();
        long word = (machine.savedPc() - places.image.functionCode(function)) / Word.BYTES - 1;
        int length = places.image.function(function, ImageLayout.CODE_LENGTH);
        sample.at(places, function, Math.clamp(word, 0, length - 1));
        sample.weight = unsampledBytes;
        unsampledBytes = 0;
        pending = sample;
        pendingAddress = owner == 0 ? address : owner;
    }

    private void flush() {
        if (pending != null) {
            pending.type = machine.typeName(ObjectLayout.typeId(pendingAddress));
            pending.commit();
            pending = null;
        }
    }

    @Override
    public void freed(long address) {
        flush();
    }

    @Override
    public void trapped(String message, String file, int line) {
        FlightEvents.Trap trap = new FlightEvents.Trap();
        trap.message = message;
        trap.file = file;
        trap.line = line;
        trap.commit();
    }

    /// Ends the recording and writes it; null, or why it can't be written.
    public String write(Path file) {
        try {
            recording.stop();
            recording.dump(file);
            return null;
        } catch (IOException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        } finally {
            recording.close();
        }
    }
}
