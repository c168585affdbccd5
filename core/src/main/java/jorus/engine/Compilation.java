package jorus.engine;

import jorus.check.Checker;
import jorus.check.ModuleSource;
import jorus.check.RefinedProgram;
import jorus.check.Refiner;
import jorus.check.TProgram;
import jorus.emit.Emitter;
import jorus.emit.Placement;
import jorus.explore.Origin;
import jorus.explore.Page;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageNames;
import jorus.image.ImageTooLarge;
import jorus.image.ImageWriter;
import jorus.ir.IrProgram;
import jorus.ir.Lowering;
import jorus.memory.arena.OffHeap;
import jorus.source.Code;
import jorus.source.Diagnostic;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.type.Types;
import jorus.verify.VerifiedImage;
import jorus.verify.Verifier;

import java.util.List;

/// A compiled program: its diagnostics and, without errors, its verified image.
///
/// Owns the image's memory; close it after the instances that run it. One thread at a time.
public final class Compilation extends Program {
    /// What the image says about the source.
    public enum Form {
        /// Paths as given, for a run at once.
        FOR_RUN,
        /// Paths that do not depend on the machine, for a file.
        FOR_FILE,
        /// No lines and names, for a file.
        STRIPPED
    }

    private final SourceFile source;
    private final Form form;
    private final Diagnostics diagnostics = new Diagnostics();
    private final OffHeap memory = new OffHeap();
    private List<SourceFile> files = List.of();
    private List<String> absentFiles = List.of();
    private int dropped;
    private VerifiedImage image;

    /// What [#page()] shows besides the image; null unless it was asked for.
    private final Placement placement;

    private IrProgram intermediate;

    private Compilation(SourceFile source, Form form, Placement placement) {
        this.source = source;
        this.form = form;
        this.placement = placement;
    }

    /// Compiles `source`; errors are diagnostics, see [#isRunnable()].
    public static Compilation compile(SourceFile source, PhaseTimes times) {
        return compile(source, Form.FOR_RUN, times);
    }

    /// As `compile(source, times)`, for an image of this form.
    public static Compilation compile(SourceFile source, Form form, PhaseTimes times) {
        return compile(new Compilation(source, form, null), times);
    }

    /// The same, and keeps the intermediate code, for [#page()].
    public static Compilation compileForPage(SourceFile source, PhaseTimes times) {
        return compile(new Compilation(source, Form.FOR_RUN, new Placement()), times);
    }

    private static Compilation compile(Compilation compilation, PhaseTimes times) {
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
        ModuleLoader loader = new ModuleLoader();
        List<ModuleSource> modules = loader.load(source);
        files = loader.files();
        absentFiles = loader.absentFiles();
        times.begin(Phase.CHECK);
        Types types = new Types();
        TProgram program = Checker.check(modules, types);
        for (int i = 0; i < modules.size(); i++) {
            Diagnostics own = modules.get(i).diagnostics();
            copy(own.warnings());
            copy(own.all());
            dropped += own.droppedErrors();
            if (own.hasErrors()) {
                break;
            }
        }
        if (program.modules().isEmpty()) {
            return;
        }
        times.begin(Phase.REFINE);
        RefinedProgram refined = Refiner.refine(program, types);
        times.begin(Phase.LOWER);
        Diagnostics limits = new Diagnostics();
        IrProgram ir = Lowering.lower(refined, types, limits);
        if (reports(limits)) {
            return;
        }
        times.begin(Phase.EMIT);
        ImageBuilder builder = Emitter.emit(ir, placement);
        intermediate = placement == null ? null : ir;
        if (reports(limits)) {
            return;
        }
        Image written = write(builder, names(modules));
        if (written == null) {
            return;
        }
        times.begin(Phase.VERIFY);
        image = Verifier.verify(written);
    }

    private ImageNames names(List<ModuleSource> modules) {
        return switch (form) {
            case FOR_RUN -> ImageNames.AS_GIVEN;
            case FOR_FILE -> PortablePaths.of(source, modules);
            case STRIPPED -> ImageNames.STRIPPED;
        };
    }

    /// The image, or null after a diagnostic if the program is too large for one.
    private Image write(ImageBuilder builder, ImageNames names) {
        try {
            return ImageWriter.write(builder, names, memory);
        } catch (ImageTooLarge e) {
            diagnostics.error(
                    Code.UNSUPPORTED,
                    source,
                    new Span(0, 0),
                    "the program is too large: " + e.getMessage(),
                    Hint.help("split large functions, or large modules into several programs"));
            return null;
        }
    }

    /// Takes over what the back end reports, each time only what is new.
    private boolean reports(Diagnostics limits) {
        copy(limits.all());
        return limits.hasErrors();
    }

    private void copy(List<Diagnostic> some) {
        for (int i = 0; i < some.size(); i++) {
            diagnostics.report(some.get(i));
        }
    }

    /// Hints at likely mistakes of a program without errors; they don't keep it from running.
    public List<Diagnostic> warnings() {
        return diagnostics.warnings();
    }

    /// Whether there are errors. A program with errors can still be runnable: then the modules
    /// before the wrong one are what runs (language.md 9.1 and 10).
    public boolean hasErrors() {
        return diagnostics.hasErrors();
    }

    /// What was found wrong, in the order found.
    public List<Diagnostic> diagnostics() {
        return diagnostics.all();
    }

    /// Errors beyond those that were kept.
    public int droppedErrors() {
        return dropped + diagnostics.droppedErrors();
    }

    public boolean isRunnable() {
        return image != null;
    }

    @Override
    String path() {
        return source.path();
    }

    /// The page of `jorus explore`; see [Page].
    ///
    /// @throws IllegalStateException if there are errors, or IR and bytecode were not kept together
    public String page() {
        if (intermediate == null) {
            throw new IllegalStateException("not compiled for a page");
        }
        return Page.of(source.path(), image(), new Origin(files, intermediate, placement));
    }

    /// Whether the program is too large for [#page()].
    public boolean exceedsPage() {
        return image().image().wordCount() > Page.MAX_WORDS;
    }

    @Override
    OffHeap memory() {
        return memory;
    }

    @Override
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

    @Override
    SourceFile file(String path) {
        return SourceFile.withPath(path, files);
    }

    /// The program and its modules.
    List<SourceFile> files() {
        return files;
    }

    /// Paths where the modules were looked for in vain.
    List<String> absentFiles() {
        return absentFiles;
    }
}
