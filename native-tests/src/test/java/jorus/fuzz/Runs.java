package jorus.fuzz;

import jorus.engine.EngineRun;
import jorus.engine.EngineRun.Engine;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.image.Listing;
import jorus.interp.Execution;
import jorus.jit.Jit;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;
import jorus.verify.VerifiedImage;

import java.io.IOException;
import java.io.OutputStream;

/// Runs verified images under limits, and asks all that a host may ask about how they ended.
final class Runs {
    private static final int POLLS = 2_000;
    private static final int WATCHED_POLLS = 400;
    private static final int STRESS_POLLS = 60;
    private static final long MEMORY_BYTES = 64L << 20;
    private static final int MAX_OUTPUT = 64 << 10;

    /// What compiled code may use of the worker's stack.
    private static final int JAVA_STACK_BYTES = 64 << 20;

    private final Board board;

    Runs(Board board) {
        this.board = board;
    }

    /// Runs the image as `number` says: alone, watched, with a collection at every allocation, or
    /// with one of the engines that compile. Returns how it ended; null if there was not even the
    /// memory to begin.
    Outcome run(VerifiedImage verified, long number) {
        boolean isWatched = number % 2 == 0;
        boolean isStress = number % 4 == 0;
        Outcome outcome = null;
        int polls = isStress ? STRESS_POLLS : isWatched ? WATCHED_POLLS : POLLS;
        Image image = verified.image();
        try (OffHeap memory = new OffHeap(MEMORY_BYTES);
                Machine machine = machine(image, memory, Fuel.options(polls, isStress))) {
            Fuel.limit(machine);
            Execution execution = new Execution(verified, machine);
            if (isWatched) {
                board.count(Board.WATCHED);
            }
            if (isWatched) {
                outcome = execution.run(new TypeOracle(image));
            } else {
                outcome = run(verified, machine, execution, engine(number));
            }
            switch (outcome.end()) {
                case FINISHED -> board.count(Board.FINISHED);
                case TRAPPED -> trapped(image, outcome);
                case CANCELLED -> board.count(Board.CANCELLED);
                case OUTPUT_CLOSED -> board.count(Board.OUTPUT_CLOSED);
                case LIMITED, FAILED -> throw new AssertionError(outcome.end());
            }
        } catch (OutOfMemory _) {
            board.count(Board.NO_MEMORY);
        }
        if (number % 16 == 1) {
            Listing.of(image, (file, line) -> null);
        }
        return outcome;
    }

    /// Who runs the images with odd numbers.
    private static Engine engine(long number) {
        return switch ((int) (number % 8)) {
            case 1 -> Engine.OUTLINED;
            case 3 -> Engine.JIT;
            case 5 -> Engine.MIXED;
            case 7 -> Engine.AUTO;
            default -> Engine.INTERPRETER;
        };
    }

    private Outcome run(
            VerifiedImage verified, Machine machine, Execution execution, Engine engine) {
        if (engine == Engine.INTERPRETER) {
            return execution.run();
        }
        board.count(Board.COMPILED);
        Jit jit = new Jit(verified, machine, null);
        try {
            EngineRun.enable(jit, machine, execution, engine, JAVA_STACK_BYTES);
            return execution.run();
        } finally {
            jit.close();
        }
    }

    private static Machine machine(Image image, OffHeap memory, MachineOptions options) {
        return new Machine(image, memory, new Sink(), options);
    }

    private void trapped(Image image, Outcome outcome) {
        board.count(Board.TRAPPED);
        for (Outcome.Call call : outcome.trace()) {
            int start = image.function(call.function(), ImageLayout.CODE_START);
            LineTable.position(image, start + call.word());
            image.functionName(call.function());
        }
    }

    /// Takes a little output and then is closed.
    private static final class Sink extends OutputStream {
        private int taken;

        @Override
        public void write(int b) throws IOException {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            taken += count;
            if (taken > MAX_OUTPUT) {
                throw new IOException("enough");
            }
        }
    }
}
