package jorus.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts small functions in the place of calls where objects need not be made then
/// ([ScalarReplacement]): `add(scale(v, h), w)` with vectors of three numbers makes none.
///
/// The instructions keep their positions, as ones of an inlined call, so that stack traces show the
/// calls that are none any more. Calls of other small functions are left to the JIT compiler.
final class Inliner {
    private static final int NONE = Instruction.NONE;

    /// The most instructions of a function that is inlined.
    private static final int MAX_SIZE = 100;

    /// The most instructions of a function after inlining: what is larger may be too large to be
    /// compiled in one piece.
    private static final int MAX_TOTAL = 600;

    /// How deep calls of inlined functions are looked for.
    private static final int MAX_DEPTH = 6;

    /// The most inlined calls inside each other: as many calls are not counted against the limit
    /// of nested calls, and are in the stack trace of one frame.
    private static final int MAX_NESTED = 16;

    /// The longest chain of calls that is followed in search of recursion.
    private static final int MAX_CHAIN = 100;

    private final IrProgram program;

    /// By function: what it does with objects, null if it can't be inlined.
    private final Map<IrFunction, RecordWebs.Summary> summaries = new HashMap<>();

    /// By function: whether what it calls, and so on, comes to no function again; false while that
    /// is being found out.
    private final Map<IrFunction, Boolean> acyclic = new HashMap<>();

    /// By function that has inlined calls: how many are inside each other, at most.
    private final Map<IrFunction, Integer> nested = new HashMap<>();

    /// Functions whose summary is being made, outermost first.
    private final List<IrFunction> open = new ArrayList<>();

    /// Calls that are not inlined, as the function would be too large.
    private final Set<Instruction> refused = Collections.newSetFromMap(new IdentityHashMap<>());

    /// The calls that one function has.
    private final class CallsOf extends RecordWebs.Calls {
        private final IrFunction function;

        CallsOf(IrFunction function) {
            this.function = function;
        }

        @Override
        RecordWebs.Summary summary(Instruction call) {
            IrFunction callee = callee(call);
            boolean isOther = call.target != NONE && function.type(call.target) != callee.result();
            boolean isCall = isOther || callee == function || refused.contains(call);
            return isCall ? null : Inliner.this.summary(callee);
        }
    }

    private Inliner(IrProgram program) {
        this.program = program;
    }

    static void run(IrProgram program) {
        Inliner inliner = new Inliner(program);
        for (int i = 0; i < program.functions().size(); i++) {
            IrFunction function = program.functions().get(i);
            if (Records.hasAny(function)) {
                inliner.inlineInto(function);
            }
        }
    }

    // what can be inlined

    private IrFunction callee(Instruction call) {
        return program.functions().get((int) call.immediate);
    }

    /// null if the function can't be inlined.
    private RecordWebs.Summary summary(IrFunction function) {
        if (summaries.containsKey(function)) {
            return summaries.get(function);
        }
        if (open.contains(function) || open.size() == MAX_DEPTH) {
            return null;
        }
        RecordWebs.Summary summary = null;
        if (handlesRecords(function) && isSimple(function) && isAcyclic(function, 0)) {
            open.add(function);
            summary = new RecordWebs(function, new CallsOf(function)).summary();
            open.remove(open.size() - 1);
        }
        summaries.put(function, summary);
        return summary;
    }

    private static boolean handlesRecords(IrFunction function) {
        boolean handles = Records.isRecord(function.result());
        for (int i = 0; i < function.parameterCount(); i++) {
            handles |= Records.isRecord(function.type(i));
        }
        return handles;
    }

    /// Whether a function is small, and has neither loops nor handlers.
    private static boolean isSimple(IrFunction function) {
        if (size(function) > MAX_SIZE || function.hasBackwardEdges()) {
            return false;
        }
        for (int i = 0; i < function.blocks.size(); i++) {
            Block block = function.blocks.get(i);
            if (block.region != null || block.terminator().op == IrOp.HALT) {
                return false;
            }
        }
        return true;
    }

    /// Whether a function can't take part in recursion: the limit of nested calls counts frames.
    private boolean isAcyclic(IrFunction function, int depth) {
        Boolean known = acyclic.get(function);
        if (known != null || depth == MAX_CHAIN) {
            return known != null && known;
        }
        acyclic.put(function, false);
        for (int i = 0; i < function.blocks.size(); i++) {
            List<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction call = code.get(j);
                boolean isKnown = call.op == IrOp.CALL && isAcyclic(callee(call), depth + 1);
                if (call.op.entersFunction() && !isKnown) {
                    return false;
                }
            }
        }
        acyclic.put(function, true);
        return true;
    }

    private static int size(IrFunction function) {
        int size = 0;
        for (int i = 0; i < function.blocks.size(); i++) {
            size += function.blocks.get(i).instructions.size();
        }
        return size;
    }

    // where it pays

    private void inlineInto(IrFunction function) {
        int size = size(function);
        refused.clear();
        for (int depth = 0; depth < MAX_DEPTH && size < MAX_TOTAL; depth++) {
            List<Instruction> calls = calls(function);
            int added = 0;
            int deepest = 0;
            boolean fits = true;
            for (int i = 0; i < calls.size(); i++) {
                IrFunction callee = callee(calls.get(i));
                int more = size(callee);
                int depthThere = nested(function) + 1 + nested(callee);
                if (size + added + more > MAX_TOTAL || depthThere > MAX_NESTED) {
                    refused.add(calls.get(i));
                    fits = false;
                } else {
                    added += more;
                    deepest = Math.max(deepest, depthThere);
                }
            }
            // Without some calls, objects may have to be made that others work on.
            calls = fits ? calls : calls(function);
            if (calls.isEmpty()) {
                return;
            }
            size += added;
            nested.put(function, deepest);
            inline(function, calls);
        }
    }

    private int nested(IrFunction function) {
        return nested.getOrDefault(function, 0);
    }

    /// The calls that stand between objects and registers.
    private List<Instruction> calls(IrFunction function) {
        CallsOf known = new CallsOf(function);
        RecordWebs webs = new RecordWebs(function, known);
        List<Instruction> calls = new ArrayList<>();
        for (int i = 0; i < function.blocks.size(); i++) {
            List<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction call = code.get(j);
                boolean isCall = call.op == IrOp.CALL && known.summary(call) != null;
                if (isCall && pays(call, webs)) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }

    private static boolean pays(Instruction call, RecordWebs webs) {
        boolean pays = call.target != NONE && webs.isReplaceable(call.target);
        for (int k = 0; k < call.arguments.length; k++) {
            pays |= webs.isReplaceable(call.arguments[k]);
        }
        return pays;
    }

    // how

    private void inline(IrFunction function, List<Instruction> calls) {
        Set<Instruction> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        chosen.addAll(calls);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < function.blocks.size(); i++) {
            Block block = function.blocks.get(i);
            while (block != null) {
                blocks.add(block);
                block = split(function, block, chosen, blocks);
            }
        }
        function.blocks = blocks;
        function.number();
        ControlFlow.simplify(function);
    }

    /// Inlines the first of the chosen calls in a block; gives the block that goes on behind it,
    /// null if there is none.
    private Block split(
            IrFunction function, Block block, Set<Instruction> chosen, List<Block> blocks) {
        ArrayList<Instruction> code = block.instructions;
        for (int j = 0; j < code.size(); j++) {
            Instruction call = code.get(j);
            if (!chosen.contains(call)) {
                continue;
            }
            Block rest = new Block();
            rest.region = block.region;
            rest.instructions.addAll(code.subList(j + 1, code.size()));
            rest.next = block.next;
            rest.otherwise = block.otherwise;
            code.subList(j, code.size()).clear();
            InlinedCall inlined = new InlinedCall(function, callee(call), call, block.region, rest);
            code.addAll(inlined.arguments);
            Instruction jump = new Instruction(IrOp.JUMP);
            jump.origin = call.origin();
            code.add(jump);
            block.next = inlined.blocks.get(0);
            block.otherwise = null;
            blocks.addAll(inlined.blocks);
            return rest;
        }
        return null;
    }
}
