package jorus.fuzz;

import jorus.engine.Compilation;
import jorus.engine.CompiledBytes;
import jorus.engine.PhaseTimes;
import jorus.runtime.Outcome;
import jorus.source.Diagnostic;
import jorus.source.DiagnosticRenderer;
import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.verify.VerifiedImage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Compiles mutated texts and runs what compiles: promise P15, and the compiler's own to give only
/// what the verifier accepts.
final class SourceTarget implements Target {
    private final List<String> paths = new ArrayList<>();
    private final SourceMutator mutator;
    private final long seed;
    private final Board board;
    private final Runs runs;
    private final DiagnosticRenderer renderer = new DiagnosticRenderer(false);

    SourceTarget(List<byte[]> corpus, long seed, Board board) {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i += 2) {
            paths.add(new String(corpus.get(i), StandardCharsets.UTF_8));
            texts.add(corpus.get(i + 1));
        }
        mutator = new SourceMutator(texts);
        this.seed = seed;
        this.board = board;
        runs = new Runs(board);
    }

    @Override
    public void feed(long number) {
        Random random = ImageMutator.random(seed, number);
        int input = random.nextInt(paths.size());
        SourceFile source = new SourceFile(paths.get(input), mutator.mutant(random, input));
        try {
            feed(source, number);
        } catch (RuntimeException | Error e) {
            e.addSuppressed(new IllegalArgumentException("in " + source.path()));
            throw e;
        }
    }

    private void feed(SourceFile source, long number) {
        try (Compilation program = Compilation.compile(source, new PhaseTimes())) {
            check(program.diagnostics());
            check(program.warnings());
            if (program.hasErrors()) {
                board.count(Board.DIAGNOSED);
            }
            if (program.isRunnable()) {
                board.count(Board.ACCEPTED);
                run(CompiledBytes.image(program), number);
            } else if (!program.hasErrors()) {
                throw new AssertionError("neither errors nor an image");
            }
        }
    }

    private void run(VerifiedImage image, long number) {
        Outcome outcome = runs.run(image, number);
        if (outcome != null && outcome.isTrap()) {
            String message = new String(outcome.message(), StandardCharsets.UTF_8);
            if (message.startsWith("malformed image")) {
                throw new AssertionError("compiled to a " + message);
            }
        }
    }

    private void check(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            isInside(diagnostic.file(), diagnostic.span());
            for (Diagnostic.Hint hint : diagnostic.hints()) {
                if (hint.span() != null) {
                    isInside(hint.file(), hint.span());
                }
            }
            board.count(Board.ofCode(diagnostic.code().ordinal()));
            if (renderer.render(diagnostic).isEmpty()) {
                throw new AssertionError("an empty report");
            }
        }
    }

    private static void isInside(SourceFile file, Span span) {
        boolean isInside =
                span.start() >= 0 && span.start() <= span.end() && span.end() <= file.length();
        if (!isInside || file.line(span.start()) > file.lineCount()) {
            throw new AssertionError(span + " in a file of " + file.length());
        }
    }

    @Override
    public byte[] bytes(long number) {
        Random random = ImageMutator.random(seed, number);
        return mutator.mutant(random, random.nextInt(paths.size()));
    }

    @Override
    public String suffix() {
        return ".orus";
    }
}
