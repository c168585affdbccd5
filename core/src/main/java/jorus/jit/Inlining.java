package jorus.jit;

import jorus.image.ImageLayout;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.runtime.CallTable;

import java.util.BitSet;

/// Which calls of a function are replaced by what they call, and what is known of one that is.
///
/// A function that is inlined has the frame that it would have, polls once, and is part of stack
/// traces: nothing but the call of the JVM is missing. C2 does not do this for us: accesses to
/// memory use up what it allows for inlining (docs/decisions/0008-dispatch.md).
final class Inlining {
    /// Gives the blocks of functions.
    interface Flows {
        Flow flow(int function);
    }

    /// The most instructions of a function that is inlined, and of all in one method.
    private static final int MAX_WORDS = 48;

    private static final int MAX_TOTAL_WORDS = 400;
    static final int MAX_DEPTH = 4;

    /// Locals of a function that is inlined, beside its registers.
    private static final int OWN_LOCALS = 12;

    /// The method that has the call; null if this is not inlined.
    final MethodTranslator caller;

    /// The caller's block with the call, and the address behind that.
    final int block;

    final long pc;

    /// Whether nothing needs the frame, unless it traps or polls.
    final boolean isLeaf;

    /// Where the caller goes on, and the local for the result, -1 if there is none.
    Label end;

    int result = -1;

    /// Local that is not 0 if calls have to be calls, because there may be no room for frames; -1
    /// if nothing is inlined.
    int tight = -1;

    /// Whether all blocks are written.
    boolean isWritten;

    private final Flows flows;
    private final Flow flow;
    private final Inlining outer;
    private final int depth;
    private final int[] total;

    private Inlining(
            Flows flows,
            Flow flow,
            Inlining outer,
            int[] total,
            MethodTranslator caller,
            int block,
            long pc) {
        this.flows = flows;
        this.flow = flow;
        this.outer = outer;
        this.total = total;
        this.caller = caller;
        this.block = block;
        this.pc = pc;
        depth = outer == null ? 0 : outer.depth + 1;
        tight = outer == null ? -1 : outer.tight;
        isLeaf = caller != null && Leaves.isLeaf(flow.image, flow.function);
    }

    /// Of a method itself. Nothing is inlined if `flows` is null.
    static Inlining root(Flows flows, Flow flow) {
        return new Inlining(flows, flow, null, new int[1], null, -1, 0);
    }

    /// Of `callee`, called in this function.
    Inlining into(Flow callee, MethodTranslator translator, int from, long callPc) {
        total[0] += callee.words.length;
        return new Inlining(flows, callee, this, total, translator, from, callPc);
    }

    /// The blocks of a function if a call of it here is to be inlined, else null.
    Flow callee(int function) {
        if (flows == null || depth == MAX_DEPTH) {
            return null;
        }
        for (Inlining each = this; each != null; each = each.outer) {
            if (each.flow.function == function) {
                return null;
            }
        }
        int words = flow.image.function(function, ImageLayout.CODE_LENGTH);
        if (words > MAX_WORDS || total[0] + words > MAX_TOTAL_WORDS) {
            return null;
        }
        Flow callee = flows.flow(function);
        return isSimple(callee) ? callee : null;
    }

    /// How far behind the frame pointer of the function the frames reach that are inlined into
    /// these blocks, with all they may call; 0 if none are.
    long reach(Flow in, BitSet region) {
        long reach = 0;
        for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
            for (int i = in.first[b]; i < in.end[b]; i++) {
                Opcode opcode = in.opcode(i);
                if (Flow.isCall(opcode)) {
                    reach = Math.max(reach, reachOf(in, Word.immediate(in.words[i])));
                } else if (isValueCall(opcode)) {
                    for (int function : Calls.targets(in.image, Word.c(in.words[i]))) {
                        reach = Math.max(reach, reachOf(in, function));
                    }
                }
            }
        }
        return reach;
    }

    private long reachOf(Flow in, int function) {
        Flow callee = callee(function);
        if (callee == null) {
            return 0;
        }
        long inner =
                new Inlining(flows, callee, this, total, null, -1, 0)
                        .reach(callee, callee.reachable);
        long own = callee.image.function(function, ImageLayout.RESERVE_BYTES) + CallTable.ROOM;
        return in.image.function(in.function, ImageLayout.FRAME_BYTES) + Math.max(own, inner);
    }

    /// Whether any call in these blocks is inlined.
    boolean inlinesAny(Flow in, BitSet region) {
        return reach(in, region) > 0;
    }

    /// How many locals the functions take that are inlined into these blocks, about.
    int locals(Flow in, BitSet region) {
        int locals = 0;
        for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
            for (int i = in.first[b]; i < in.end[b]; i++) {
                Opcode opcode = in.opcode(i);
                if (Flow.isCall(opcode)) {
                    locals += locals(callee(Word.immediate(in.words[i])));
                } else if (isValueCall(opcode)) {
                    for (int function : Calls.targets(in.image, Word.c(in.words[i]))) {
                        locals += locals(callee(function));
                    }
                }
            }
        }
        return locals;
    }

    private int locals(Flow callee) {
        if (callee == null) {
            return 0;
        }
        Inlining inner = new Inlining(flows, callee, this, total, null, -1, 0);
        return 2 * callee.words.length + OWN_LOCALS + inner.locals(callee, callee.reachable);
    }

    private static boolean isValueCall(Opcode opcode) {
        return opcode.has(Effect.CALLS) && !Flow.isCall(opcode) && opcode != Opcode.CALL_DYNAMIC;
    }

    /// Without loops and handlers, and with all arguments in registers.
    private static boolean isSimple(Flow callee) {
        if (!callee.loops.isEmpty()
                || Calls.isFramed(Calls.arguments(callee.image, callee.function))) {
            return false;
        }
        for (int b = 0; b < callee.blockCount; b++) {
            if (callee.handlers[b].length > 0) {
                return false;
            }
            for (int i = callee.first[b]; i < callee.end[b]; i++) {
                Opcode opcode = callee.opcode(i);
                if (opcode.has(Effect.BRANCHES) && Word.isBackward(callee.words[i])
                        || opcode == Opcode.HALT) {
                    return false;
                }
            }
        }
        return true;
    }
}
