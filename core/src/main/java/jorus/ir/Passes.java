package jorus.ir;

import java.util.ArrayList;
import java.util.List;

/// The order of the passes.
final class Passes {
    /// `off` leaves out all that programs run without: for tests that compare.
    private static final String PROPERTY = "jorus.passes";

    private Passes() {}

    static void run(IrProgram program) {
        if ("off".equals(System.getProperty(PROPERTY))) {
            for (int i = 0; i < program.functions().size(); i++) {
                ControlFlow.simplify(program.functions().get(i));
                ControlFlow.removeUnreachable(program.functions().get(i));
            }
            return;
        }
        boolean[] isWrittenByCalls = findWritten(program);
        boolean isTrapSeen = hasHandlers(program);
        for (int i = 0; i < program.functions().size(); i++) {
            prepare(program.functions().get(i), isTrapSeen);
        }
        Inliner.run(program);
        for (int i = 0; i < program.functions().size(); i++) {
            finish(program.functions().get(i), isWrittenByCalls);
        }
    }

    /// Whether some trap may be caught, so that the program sees what was before it.
    private static boolean hasHandlers(IrProgram program) {
        for (int i = 0; i < program.functions().size(); i++) {
            List<Block> blocks = program.functions().get(i).blocks;
            for (int j = 0; j < blocks.size(); j++) {
                if (blocks.get(j).region != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The module variables that functions other than the entry store into.
    private static boolean[] findWritten(IrProgram program) {
        boolean[] isWritten = new boolean[program.globals().size()];
        for (int i = 0; i < program.functions().size(); i++) {
            if (i == program.entry()) {
                continue;
            }
            List<Block> blocks = program.functions().get(i).blocks;
            for (int j = 0; j < blocks.size(); j++) {
                List<Instruction> code = blocks.get(j).instructions;
                for (int k = 0; k < code.size(); k++) {
                    if (code.get(k).op == IrOp.SET_GLOBAL) {
                        isWritten[(int) code.get(k).immediate] = true;
                    }
                }
            }
        }
        return isWritten;
    }

    static void run(IrFunction function, boolean[] isWrittenByCalls, boolean isTrapSeen) {
        prepare(function, isTrapSeen);
        finish(function, isWrittenByCalls);
    }

    /// What a function needs before it is put in the place of calls.
    private static void prepare(IrFunction function, boolean isTrapSeen) {
        ControlFlow.simplify(function);
        Promotion.run(function, isTrapSeen);
        Propagation.run(function);
        DeadCode.remove(function);
        ControlFlow.simplify(function);
        Unrolling.run(function);
    }

    private static void finish(IrFunction function, boolean[] isWrittenByCalls) {
        ScalarReplacement.run(function);
        LocalValues.run(function);
        Propagation.run(function);
        DeadCode.remove(function);
        Hoisting.run(function, isWrittenByCalls);
        Reservations.run(function);
        MoveSinking.run(function);
        Chains.run(function);
        ControlFlow.simplify(function);
        sinkTraps(function);
        TailDuplication.run(function);
        ControlFlow.removeUnreachable(function);
    }

    /// Lays out last what ends in a trap: it is next to never run.
    private static void sinkTraps(IrFunction function) {
        List<Block> hot = new ArrayList<>(function.blocks.size());
        List<Block> cold = new ArrayList<>();
        for (int i = 0; i < function.blocks.size(); i++) {
            Block block = function.blocks.get(i);
            boolean isTrap = i > 0 && block.terminator().op == IrOp.TRAP;
            // What traps stays before its handler in the layout.
            boolean isCold = isTrap && block.region == null;
            (isCold ? cold : hot).add(block);
        }
        hot.addAll(cold);
        function.blocks = hot;
        function.number();
    }
}
