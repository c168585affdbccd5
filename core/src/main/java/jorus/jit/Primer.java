package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.function.Consumer;

/// Does once what the first translation of a process would have to do besides: has the JVM load the
/// translator, and link what it needs of the ClassFile API. That can be done before there is
/// anything to translate.
final class Primer {
    /// What each translation uses; naming a class loads it.
    static final Class<?>[] USED = {
        ArithmeticInstructions.class,
        Calls.class,
        Comparisons.class,
        CompiledClasses.class,
        CountedLoop.class,
        ElementInstructions.class,
        Entry.class,
        Flow.class,
        Inlining.class,
        Instructions.class,
        Leaves.class,
        LongLoops.class,
        LoopViews.class,
        MethodTranslator.class,
        Outlined.class,
        PureBuiltins.class,
        Quiet.class,
        Registers.class,
        Splice.class,
        Spot.class,
        Stubs.class,
        VectorKernels.class,
        Writer.class,
    };

    private Primer() {}

    /// Makes a class that is thrown away, of what most classes of programs are made of.
    static byte[] run() {
        ClassDesc name = ClassDesc.of(PACKAGE, "P");
        return ClassWriter.make(
                name,
                CD_LOOP,
                new Consumer<ClassBuilder>() {
                    @Override
                    public void accept(ClassBuilder builder) {
                        Assembler.method(
                                builder,
                                name,
                                "run",
                                MTD_LOOP,
                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                new Consumer<Assembler>() {
                                    @Override
                                    public void accept(Assembler code) {
                                        write(code);
                                    }
                                });
                    }
                });
    }

    /// A loop that loads, computes, stores, calls, and polls behind its end.
    private static void write(Assembler code) {
        Label header = code.newLabel();
        Label end = code.newLabel();
        Label poll = code.newLabel();
        int count = code.allocateLocal(Writer.kind(jorus.isa.Bank.I32));
        int number = code.allocateLocal(Writer.kind(jorus.isa.Bank.F64));
        int address = code.allocateLocal(Writer.kind(jorus.isa.Bank.I64));
        code.aload(0).getfield(CD_MACHINE, "polls", CD_int).istore(count);
        code.lload(1).loadConstant(144L).ladd().lstore(address).loadConstant(2.5).dstore(number);
        code.labelBinding(header);
        code.iload(count).loadConstant(1000).if_icmpge(end);
        Access.F64.startStore(code);
        code.lload(address).dload(number).loadConstant(0.5).dmul();
        Access.F64.store(code);
        code.lload(address).lconst_0().lcmp().iflt(end);
        code.iinc(count, 1).iload(count).iflt(poll).goto_(header);
        code.labelBinding(end);
        code.aload(0).iload(count).putfield(CD_MACHINE, "polls", CD_int);
        code.aload(0).lload(1);
        code.invokestatic(
                CD_LINKAGE,
                "budget",
                java.lang.constant.MethodTypeDesc.of(CD_long, CD_MACHINE, CD_long));
        code.lreturn();
        code.labelBinding(poll);
        code.aload(0).invokevirtual(CD_MACHINE, "poll", MTD_VOID);
        code.goto_(header);
    }
}
