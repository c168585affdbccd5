package jorus.dispatch;

import static jorus.dispatch.Access.ADDRESS;
import static jorus.dispatch.Access.LOAD_I64;

import jorus.interp.ProductionLoop;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.runtime.Machine;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/// One method per basic block: a class made of the kernel's code, in which each block calls what
/// its instructions do, with operands as constants, and returns the number of the block that
/// follows. A loop with a `switch` over blocks calls them. Between an interpreter and a compiler:
/// there is dispatch, but per block, and registers stay in memory.
public final class BlockMethods {
    private static final ClassDesc SELF = ClassDesc.of("jorus.dispatch.KernelBlocks");
    private static final ClassDesc OPERATIONS = Operations.class.describeConstable().orElseThrow();
    private static final ClassDesc HELPERS = BlockMethods.class.describeConstable().orElseThrow();
    private static final ClassDesc STATE = State.class.describeConstable().orElseThrow();
    private static final ClassDesc MACHINE = Machine.class.describeConstable().orElseThrow();
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final MethodTypeDesc BLOCK = MethodTypeDesc.of(ConstantDescs.CD_int, STATE);
    private static final MethodTypeDesc STRAIGHT =
            MethodTypeDesc.of(ConstantDescs.CD_void, MACHINE, LONG, LONG, LONG, LONG, LONG, LONG);
    private static final MethodTypeDesc TEST =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, LONG, LONG, LONG);
    private static final MethodTypeDesc TWO_LONGS =
            MethodTypeDesc.of(ConstantDescs.CD_int, STATE, LONG, LONG);
    private static final MethodTypeDesc RARE =
            MethodTypeDesc.of(ConstantDescs.CD_void, MACHINE, LONG, LONG, LONG);
    private static final int STOP = -1;

    /// Where blocks keep the machine and the frame.
    private static final int MACHINE_LOCAL = 1;

    private static final int FRAME_LOCAL = 2;

    private final Blocks blocks;

    private BlockMethods(Blocks blocks) {
        this.blocks = blocks;
    }

    /// What blocks pass on.
    static final class State {
        final Machine m;
        final Blocks blocks;
        long fp;

        State(Machine m, Blocks blocks) {
            this.m = m;
            this.blocks = blocks;
        }

        Machine machine() {
            return m;
        }

        long frame() {
            return fp & ADDRESS;
        }
    }

    /// A loop that runs the kernel's blocks.
    static Loop of(Prepared kernel) {
        Blocks blocks = new Blocks(kernel.verified());
        byte[] bytes = new BlockMethods(blocks).build();
        State state = new State(kernel.machine(), blocks);
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            MethodType type = MethodType.methodType(void.class, State.class, int.class);
            MethodHandle run = lookup.findStatic(lookup.lookupClass(), "run", type);
            return (_, pc, fp) -> {
                state.fp = fp;
                run.invokeExact(state, blocks.atAddress(pc));
            };
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] build() {
        return ClassFile.of()
                .build(
                        SELF,
                        made -> {
                            MethodTypeDesc run =
                                    MethodTypeDesc.of(
                                            ConstantDescs.CD_void, STATE, ConstantDescs.CD_int);
                            made.withMethodBody("run", run, ClassFile.ACC_STATIC, this::loop);
                            for (int i = 0; i < blocks.count(); i++) {
                                int block = i;
                                made.withMethodBody(
                                        name(i),
                                        BLOCK,
                                        ClassFile.ACC_STATIC,
                                        code -> block(code, block));
                            }
                        });
    }

    private static String name(int block) {
        return "block" + block;
    }

    private void loop(CodeBuilder code) {
        Label top = code.newBoundLabel();
        Label end = code.newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < blocks.count(); i++) {
            cases.add(SwitchCase.of(i, code.newLabel()));
        }
        code.iload(1).tableswitch(0, blocks.count() - 1, end, cases);
        for (int i = 0; i < blocks.count(); i++) {
            code.labelBinding(cases.get(i).target())
                    .aload(0)
                    .invokestatic(SELF, name(i), BLOCK)
                    .istore(1)
                    .goto_(top);
        }
        code.labelBinding(end).return_();
    }

    private void block(CodeBuilder code, int block) {
        code.aload(0)
                .invokevirtual(STATE, "machine", MethodTypeDesc.of(MACHINE))
                .astore(MACHINE_LOCAL);
        code.aload(0).invokevirtual(STATE, "frame", MethodTypeDesc.of(LONG)).lstore(FRAME_LOCAL);
        int end = blocks.end(block);
        for (int i = blocks.start(block); i < end; i++) {
            Opcode opcode = blocks.opcode(i);
            long word = blocks.word(i);
            if (Blocks.isCall(opcode)) {
                helper(code, "call", i, word);
                return;
            }
            switch (opcode) {
                case JUMP -> {
                    branch(code, i, word);
                    return;
                }
                case RET_I32 -> {
                    helper(code, "ret32", i, word);
                    return;
                }
                case RET_I64, RET_F64, RET_REF -> {
                    helper(code, "ret64", i, word);
                    return;
                }
                case HALT -> {
                    code.loadConstant(STOP).ireturn();
                    return;
                }
                default -> instruction(code, i, opcode, word);
            }
        }
        code.loadConstant(end < blocks.start(blocks.count() - 1) + 1 ? blocks.at(end) : STOP)
                .ireturn();
    }

    private void instruction(CodeBuilder code, int index, Opcode opcode, long word) {
        String test = Names.test(opcode);
        String straight = Names.straight(opcode);
        if (test != null) {
            Label next = code.newLabel();
            register(code, Word.a(word));
            register(code, Word.b(word));
            code.loadConstant(word).invokestatic(OPERATIONS, test, TEST).ifeq(next);
            branch(code, index, word);
            code.labelBinding(next);
        } else if (straight != null) {
            code.aload(MACHINE_LOCAL).loadConstant(blocks.behind(index)).lload(FRAME_LOCAL);
            register(code, Word.a(word));
            register(code, Word.b(word));
            register(code, Word.c(word));
            code.loadConstant(word).invokestatic(OPERATIONS, straight, STRAIGHT);
        } else {
            code.aload(MACHINE_LOCAL).loadConstant(blocks.behind(index)).lload(FRAME_LOCAL);
            code.loadConstant(word).invokestatic(HELPERS, "rare", RARE);
        }
    }

    private static void register(CodeBuilder code, int offset) {
        code.lload(FRAME_LOCAL).loadConstant((long) offset).ladd();
    }

    /// Goes to the target of the branch.
    private void branch(CodeBuilder code, int index, long word) {
        if (Word.isBackward(word)) {
            code.aload(MACHINE_LOCAL)
                    .invokestatic(
                            OPERATIONS, "poll", MethodTypeDesc.of(ConstantDescs.CD_void, MACHINE));
        }
        code.loadConstant(blocks.target(index)).ireturn();
    }

    private void helper(CodeBuilder code, String name, int index, long word) {
        code.aload(0)
                .loadConstant(blocks.behind(index))
                .loadConstant(word)
                .invokestatic(HELPERS, name, TWO_LONGS)
                .ireturn();
    }

    // What the made class calls; it is a nest mate only by its package.

    static int call(State s, long pc, long word) throws Throwable {
        s.fp = Operations.enter(s.m, pc, s.frame(), word);
        return s.blocks.atAddress(Operations.code(s.m, word));
    }

    static int ret32(State s, long pc, long word) throws Throwable {
        long frame = s.frame();
        long to = Operations.returnPc(frame);
        s.fp = Operations.leave(s.m, frame);
        long call = (long) LOAD_I64.invokeExact(to - Word.BYTES);
        Operations.return32(frame + Word.a(word), s.frame() + Word.a(call));
        return s.blocks.atAddress(to);
    }

    static int ret64(State s, long pc, long word) throws Throwable {
        long frame = s.frame();
        long to = Operations.returnPc(frame);
        s.fp = Operations.leave(s.m, frame);
        long call = (long) LOAD_I64.invokeExact(to - Word.BYTES);
        Operations.return64(frame + Word.a(word), s.frame() + Word.a(call));
        return s.blocks.atAddress(to);
    }

    static void rare(Machine m, long pc, long fp, long word) throws Throwable {
        ProductionLoop.rare(m, pc, fp, word);
    }
}
