package jorus.jit;

import static jorus.jit.Names.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Code that is rarely run and stands behind the blocks: raising traps, leaving loops, polling.
///
/// A stub is written with the handlers of the block that it belongs to.
final class Stubs {
    /// A trap without operands of its own.
    enum Fault {
        OVERFLOW("overflow"),
        DIVISION("divisionByZero"),
        UNSET("unset");

        final String method;

        Fault(String method) {
            this.method = method;
        }
    }

    private record Stub(int block, Label label, Runnable body) {}

    private static final MethodTypeDesc MTD_FAULT =
            MethodTypeDesc.of(CD_TRAP, CD_MACHINE, ConstantDescs.CD_long, ConstantDescs.CD_long);

    private final Writer writer;
    private final CodeBuilder code;
    private final List<Stub> waiting = new ArrayList<>();

    Stubs(Writer writer) {
        this.writer = writer;
        code = writer.code;
    }

    /// The label of code to be written later; `block` is where it belongs.
    Label add(int block, Runnable body) {
        Label label = code.newLabel();
        waiting.add(new Stub(block, label, body));
        return label;
    }

    Label fault(int block, Fault fault, long pc, Runnable before) {
        return add(
                block,
                () -> {
                    before.run();
                    code.aload(Writer.MACHINE).loadConstant(pc).lload(Writer.FP);
                    code.invokestatic(CD_LINKAGE, fault.method, MTD_FAULT).athrow();
                });
    }

    /// Writes all that is waiting, and what that adds.
    void write(Ranges ranges) {
        for (int i = 0; i < waiting.size(); i++) {
            Stub stub = waiting.get(i);
            code.labelBinding(stub.label);
            ranges.begin(stub.block);
            stub.body.run();
            ranges.end();
        }
        waiting.clear();
    }

    /// Is told which block the code that follows belongs to.
    interface Ranges {
        void begin(int block);

        void end();
    }
}
