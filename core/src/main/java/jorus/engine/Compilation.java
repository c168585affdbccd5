package jorus.engine;

import jorus.check.Checker;
import jorus.check.RefinedProgram;
import jorus.check.Refiner;
import jorus.check.TProgram;
import jorus.emit.Emitter;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.Listing;
import jorus.ir.IrProgram;
import jorus.ir.Lowering;
import jorus.memory.arena.OffHeap;
import jorus.source.Diagnostic;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.syntax.Module;
import jorus.syntax.Parser;
import jorus.type.Types;
import jorus.verify.VerifiedImage;
import jorus.verify.Verifier;

import java.util.List;

/// A compiled program: its diagnostics and, without errors, its verified image.
///
/// Owns the image's memory; close it after the instances that run it. One thread at a time.
public final class Compilation implements AutoCloseable {
    private final SourceFile source;
    private final Diagnostics diagnostics = new Diagnostics();
    private final OffHeap memory = new OffHeap();
    private VerifiedImage image;

    private Compilation(SourceFile source) {
        this.source = source;
    }

    /// Compiles `source`; errors are diagnostics, see [#isRunnable()].
    public static Compilation compile(SourceFile source, PhaseTimes times) {
        Compilation compilation = new Compilation(source);
        try {
            compilation.run(times);
        } catch (RuntimeException | Error e) {
            compilation.close();
            throw e;
        } finally {
            times.end();
        }
        return compilation;
    }

    private void run(PhaseTimes times) {
        times.begin(Phase.PARSE);
        Module module = Parser.parse(source, diagnostics);
        if (diagnostics.hasErrors()) {
            return;
        }
        times.begin(Phase.CHECK);
        Types types = new Types();
        TProgram program = Checker.check(module, types, diagnostics);
        if (diagnostics.hasErrors()) {
            return;
        }
        times.begin(Phase.REFINE);
        RefinedProgram refined = Refiner.refine(program, types);
        times.begin(Phase.LOWER);
        IrProgram ir = Lowering.lower(refined, types, diagnostics);
        if (diagnostics.hasErrors()) {
            return;
        }
        times.begin(Phase.EMIT);
        ImageBuilder builder = Emitter.emit(ir);
        if (diagnostics.hasErrors()) {
            return;
        }
        times.begin(Phase.VERIFY);
        image = Verifier.verify(ImageWriter.write(builder, memory));
    }

    /// What was found wrong, in the order found.
    public List<Diagnostic> diagnostics() {
        return diagnostics.all();
    }

    /// Errors beyond those that were kept.
    public int droppedErrors() {
        return diagnostics.droppedErrors();
    }

    public boolean isRunnable() {
        return image != null;
    }

    /// The bytecode for people.
    ///
    /// @throws IllegalStateException if there are errors
    public String disassembly() {
        return Listing.of(image().image(), new Lines(source));
    }

    SourceFile source() {
        return source;
    }

    /// Bytes of the image by category.
    OffHeap memory() {
        return memory;
    }

    VerifiedImage image() {
        if (image == null) {
            throw new IllegalStateException("the program has errors");
        }
        return image;
    }

    @Override
    public void close() {
        image = null;
        memory.close();
    }

    private static final class Lines implements Listing.SourceLines {
        private final SourceFile source;

        Lines(SourceFile source) {
            this.source = source;
        }

        @Override
        public String line(String file, int line) {
            boolean isHere = source.path().equals(file) && line <= source.lineCount();
            return isHere ? source.lineText(line) : null;
        }
    }
}
