package jorus.jit;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Word;

import java.util.ArrayDeque;
import java.util.BitSet;

/// Which functions neither collect nor change the length of an array, they and all they call, in
/// whatever engine they run. What a loop knows of arrays survives calls of these, and refs that are
/// live across them need not be in the frame.
///
/// Found when first asked for, because large programs call little of themselves.
final class Quiet {
    /// With more functions in reach none is looked at any further.
    private static final int MAX_REACHED = 64;

    private final Image image;
    private final BitSet known = new BitSet();
    private final BitSet quiet = new BitSet();
    private final BitSet knownAlone = new BitSet();
    private final BitSet quietAlone = new BitSet();

    Quiet(Image image) {
        this.image = image;
    }

    boolean is(int function) {
        if (!known.get(function)) {
            known.set(function);
            quiet.set(function, reachesQuietOnly(function));
        }
        return quiet.get(function);
    }

    private boolean reachesQuietOnly(int function) {
        BitSet reached = new BitSet();
        ArrayDeque<Integer> work = new ArrayDeque<>();
        reached.set(function);
        work.add(function);
        while (!work.isEmpty()) {
            int next = work.remove();
            if (!isQuietAlone(next) || reached.cardinality() > MAX_REACHED) {
                return false;
            }
            int start = image.function(next, ImageLayout.CODE_START);
            int length = image.function(next, ImageLayout.CODE_LENGTH);
            for (int i = start; i < start + length; i++) {
                long word = Splice.plain(image, i);
                int callee = Word.immediate(word);
                if (Flow.isCall(Opcode.byCode(Word.op(word))) && !reached.get(callee)) {
                    reached.set(callee);
                    work.add(callee);
                }
            }
        }
        return true;
    }

    /// Whether a function is quiet if what it calls directly is.
    private boolean isQuietAlone(int function) {
        if (!knownAlone.get(function)) {
            knownAlone.set(function);
            quietAlone.set(function, hasQuietWordsOnly(function));
        }
        return quietAlone.get(function);
    }

    private boolean hasQuietWordsOnly(int function) {
        if (image.function(function, ImageLayout.HANDLER_COUNT) > 0) {
            // A caught trap is made into a value.
            return false;
        }
        int start = image.function(function, ImageLayout.CODE_START);
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        for (int i = start; i < start + length; i++) {
            long word = Splice.plain(image, i);
            Opcode opcode = Opcode.byCode(Word.op(word));
            boolean isCall = Flow.isCall(opcode) && opcode != Opcode.CALL_ANY;
            if (!isCall && !isQuiet(word)) {
                return false;
            }
        }
        return true;
    }

    /// Whether an instruction collects in no engine, and is no call.
    static boolean isQuiet(long word) {
        Opcode opcode = Opcode.byCode(Word.op(word));
        boolean isLeft = CountedLoop.callsRuntime(opcode);
        boolean returns = opcode == Opcode.AS_REF || opcode == Opcode.EQ_STRING;
        boolean isCall = opcode.has(Effect.CALLS) && !PureBuiltins.is(opcode, word);
        boolean isOut = isCall || opcode == Opcode.HALT;
        return !isOut && !Leaves.hasAny(opcode) && !Leaves.collects(word) && (!isLeft || returns);
    }
}
