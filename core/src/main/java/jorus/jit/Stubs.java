package jorus.jit;

import static jorus.jit.Names.*;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private static final MethodTypeDesc MTD_BOUNDS =
            MethodTypeDesc.of(
                    CD_TRAP,
                    CD_MACHINE,
                    ConstantDescs.CD_int,
                    ConstantDescs.CD_long,
                    ConstantDescs.CD_long);

    private final Assembler code;
    private final List<Stub> waiting = new ArrayList<>();
    private final Map<Object, Label> shared = new HashMap<>();
    private final int frame;
    private final int place;
    private final int index;

    Stubs(Writer writer) {
        code = writer.code;
        frame = writer.fp;
        place = writer.newLong();
        index = writer.newInt();
    }

    /// The label of code to be written later; `block` is where it belongs.
    Label add(int block, Runnable body) {
        Label label = code.newLabel();
        waiting.add(new Stub(block, label, body));
        return label;
    }

    /// Raises a trap for the instruction before the address `pc`, in the frame `shift` bytes behind
    /// the frame pointer. Places with the same `context` share the code, after what `before` does.
    Label fault(int block, Object context, Fault fault, long pc, int shift, Runnable before) {
        Label shared =
                sharedStub(
                        block,
                        List.of(context, fault),
                        new Runnable() {
                            @Override
                            public void run() {
                                before.run();
                                code.aload(Writer.MACHINE).lload(place);
                                pushFrame(shift);
                                code.invokestatic(CD_LINKAGE, fault.method, MTD_FAULT).athrow();
                            }
                        });
        return add(
                block,
                new Runnable() {
                    @Override
                    public void run() {
                        code.loadConstant(pc).lstore(place).goto_(shared);
                    }
                });
    }

    /// Raises the trap of an index that is outside its array; `pushIndex` gives it.
    Label bounds(
            int block, Object context, Runnable pushIndex, long pc, int shift, Runnable before) {
        Label shared =
                sharedStub(
                        block,
                        List.of(context, "bounds"),
                        new Runnable() {
                            @Override
                            public void run() {
                                before.run();
                                code.aload(Writer.MACHINE).iload(index);
                                code.lload(place);
                                pushFrame(shift);
                                code.invokestatic(CD_LINKAGE, "bounds", MTD_BOUNDS).athrow();
                            }
                        });
        return add(
                block,
                new Runnable() {
                    @Override
                    public void run() {
                        pushIndex.run();
                        code.istore(index).loadConstant(pc).lstore(place).goto_(shared);
                    }
                });
    }

    private void pushFrame(int shift) {
        code.lload(frame);
        if (shift > 0) {
            code.loadConstant((long) shift).ladd();
        }
    }

    /// The label of code that all with this `key` share; `block` is where the first belongs.
    Label sharedStub(int block, Object key, Runnable body) {
        Label known = shared.get(key);
        if (known == null) {
            known = add(block, body);
            shared.put(key, known);
        }
        return known;
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
