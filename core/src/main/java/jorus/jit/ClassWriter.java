package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import jorus.image.Image;
import jorus.isa.Bank;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/// Makes class files of functions and loops.
final class ClassWriter {
    /// HotSpot never compiles a method with more bytes (`HugeMethodLimit`).
    static final int MAX_CODE_BYTES = 8000;

    /// More instructions than this never fit, so nothing is tried.
    private static final int MAX_WORDS = 1000;

    private static final int FLAGS =
            ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER;
    private static final int STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

    private ClassWriter() {}

    /// The bytes of a class with these members, and a constructor if it has a parent.
    static byte[] make(ClassDesc name, ClassDesc parent, Consumer<ClassBuilder> members) {
        return ClassFile.of()
                .build(
                        name,
                        new Consumer<ClassBuilder>() {
                            @Override
                            public void accept(ClassBuilder builder) {
                                builder.withFlags(FLAGS);
                                if (parent != null) {
                                    builder.withSuperclass(parent);
                                    withConstructor(builder, name, parent);
                                }
                                members.accept(builder);
                            }
                        });
    }

    private static void withConstructor(ClassBuilder builder, ClassDesc name, ClassDesc parent) {
        Assembler.method(
                builder,
                name,
                INIT_NAME,
                MTD_void,
                ClassFile.ACC_PUBLIC,
                new Consumer<Assembler>() {
                    @Override
                    public void accept(Assembler code) {
                        code.aload(0).invokespecial(parent, INIT_NAME, MTD_void).return_();
                    }
                });
    }

    /// The bytes of the class, or null if a method is too large for HotSpot.
    private static byte[] makeSmall(
            ClassDesc name, ClassDesc parent, Consumer<ClassBuilder> members) {
        try {
            return make(name, parent, members);
        } catch (Assembler.TooLarge _) {
            return null;
        }
    }

    private static int words(Flow flow, BitSet region) {
        int words = 0;
        for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
            words += flow.end[b] - flow.first[b];
        }
        return words;
    }

    /// The class of a function, with `call` and the way in from the interpreter; null if it is too
    /// large.
    static byte[] function(Flow flow, Strip.Kernels kernels, Inlining.Flows flows) {
        if (words(flow, flow.reachable) > MAX_WORDS) {
            return null;
        }
        return makeSmall(
                Names.function(flow.function),
                CD_FUNCTION,
                new Consumer<ClassBuilder>() {
                    @Override
                    public void accept(ClassBuilder builder) {
                        withFunction(builder, flow, kernels, flows);
                        if (flow.depth > 0) {
                            withDepth(builder, Names.function(flow.function), flow.depth);
                        }
                    }
                });
    }

    private static void withFunction(
            ClassBuilder builder, Flow flow, Strip.Kernels kernels, Inlining.Flows flows) {
        Image image = flow.image;
        int function = flow.function;
        MethodTypeDesc type = Calls.type(image, function);
        ClassDesc name = Names.function(function);
        KernelStubs stubs = stubs(name, kernels);
        Assembler.method(
                builder,
                name,
                "call",
                type,
                STATIC,
                new Consumer<Assembler>() {
                    @Override
                    public void accept(Assembler code) {
                        new MethodTranslator(code, flow, stubs, flows).translate();
                    }
                });
        writeStubs(builder, stubs);
        Assembler.method(
                builder, name, "enterSlowly", type, STATIC, new Interpreted(image, function));
        Assembler.method(
                builder,
                name,
                "enter",
                MTD_ENTER,
                ClassFile.ACC_PUBLIC,
                new Consumer<Assembler>() {
                    @Override
                    public void accept(Assembler code) {
                        writeEnter(code, image, function);
                    }
                });
    }

    private static KernelStubs stubs(ClassDesc owner, Strip.Kernels kernels) {
        return kernels == null ? null : new KernelStubs(owner, kernels);
    }

    private static void writeStubs(ClassBuilder builder, KernelStubs stubs) {
        if (stubs != null) {
            stubs.write(builder);
        }
    }

    private static void withDepth(ClassBuilder builder, ClassDesc name, int depth) {
        Assembler.method(
                builder,
                name,
                "splicedDepth",
                MethodTypeDesc.of(CD_int),
                ClassFile.ACC_PUBLIC,
                new Consumer<Assembler>() {
                    @Override
                    public void accept(Assembler code) {
                        code.loadConstant(depth).ireturn();
                    }
                });
    }

    /// Leaves the function to the interpreter.
    private static final class Interpreted implements Consumer<Assembler> {
        private final Image image;
        private final int function;

        Interpreted(Image image, int function) {
            this.image = image;
            this.function = function;
        }

        @Override
        public void accept(Assembler code) {
            writeInterpreted(code, image, function);
        }
    }

    /// Takes the arguments out of the frame, calls, and returns raw bits.
    private static void writeEnter(Assembler code, Image image, int function) {
        List<Calls.Argument> arguments = Calls.arguments(image, function);
        code.aload(1).lload(2).lload(4);
        if (!Calls.isFramed(arguments)) {
            for (Calls.Argument argument : arguments) {
                if (argument.bank() != Bank.ANY) {
                    code.lload(2).loadConstant((long) argument.offset()).ladd();
                    switch (argument.bank()) {
                        case I32 -> code.invokestatic(CD_MEMORY, "i32", MTD_GET_I32);
                        case F64 -> code.invokestatic(CD_MEMORY, "f64", MTD_GET_F64);
                        case I64, REF, ANY -> code.invokestatic(CD_MEMORY, "i64", MTD_GET_I64);
                    }
                }
            }
        }
        code.invokestatic(Names.function(function), "call", Calls.type(image, function));
        Bank result = Calls.result(image, function);
        if (result == null || result == Bank.ANY) {
            code.lconst_0();
        } else if (result == Bank.I32) {
            code.i2l();
        } else if (result == Bank.F64) {
            code.invokestatic(
                    ClassDesc.of("java.lang.Double"),
                    "doubleToRawLongBits",
                    java.lang.constant.MethodTypeDesc.of(CD_long, CD_double));
        }
        code.lreturn();
    }

    /// The class of a loop; null if it is too large.
    static byte[] loop(
            Flow flow,
            BitSet region,
            int entry,
            int number,
            Strip.Kernels kernels,
            Inlining.Flows flows,
            Outlined outlined) {
        if (words(flow, outlined.rest()) > MAX_WORDS) {
            return null;
        }
        ClassDesc name = Names.loop(number);
        KernelStubs stubs = stubs(name, kernels);
        return makeSmall(
                name,
                CD_LOOP,
                new Consumer<ClassBuilder>() {
                    @Override
                    public void accept(ClassBuilder builder) {
                        Assembler.method(
                                builder,
                                name,
                                "loop",
                                MTD_LOOP,
                                STATIC,
                                new Consumer<Assembler>() {
                                    @Override
                                    public void accept(Assembler code) {
                                        new MethodTranslator(
                                                        code, flow, region, entry, stubs, flows,
                                                        outlined)
                                                .translate();
                                    }
                                });
                        writeStubs(builder, stubs);
                        withRun(builder, name);
                    }
                });
    }

    private static void withRun(ClassBuilder builder, ClassDesc name) {
        Assembler.method(
                builder,
                name,
                "run",
                MTD_LOOP,
                ClassFile.ACC_PUBLIC,
                new Consumer<Assembler>() {
                    @Override
                    public void accept(Assembler code) {
                        code.aload(1).lload(2).invokestatic(name, "loop", MTD_LOOP).lreturn();
                    }
                });
    }

    /// A class whose `call` lets the interpreter run the function.
    static byte[] interpreted(Image image, int function) {
        ClassDesc name = Names.function(function);
        return make(
                name,
                null,
                new Consumer<ClassBuilder>() {
                    @Override
                    public void accept(ClassBuilder builder) {
                        Assembler.method(
                                builder,
                                name,
                                "call",
                                Calls.type(image, function),
                                STATIC,
                                new Interpreted(image, function));
                    }
                });
    }

    private static void writeInterpreted(Assembler code, Image image, int function) {
        List<Calls.Argument> arguments = Calls.arguments(image, function);
        int local = 5;
        for (Calls.Argument argument : arguments) {
            if (argument.bank() != Bank.ANY && !Calls.isFramed(arguments)) {
                code.lload(1).loadConstant((long) argument.offset()).ladd();
                code.loadLocal(Writer.kind(argument.bank()), local);
                switch (argument.bank()) {
                    case I32 -> code.invokestatic(CD_MEMORY, "i32", MTD_SET_I32);
                    case F64 -> code.invokestatic(CD_MEMORY, "f64", MTD_SET_F64);
                    case I64, REF, ANY -> code.invokestatic(CD_MEMORY, "i64", MTD_SET_I64);
                }
                local += argument.bank() == Bank.I32 ? 1 : 2;
            }
        }
        code.aload(0).loadConstant(function).lload(1).lload(3);
        code.invokestatic(CD_LINKAGE, "call", MTD_CALL);
        Bank result = Calls.result(image, function);
        if (result == null || result == Bank.ANY) {
            code.pop2().return_();
        } else if (result == Bank.I32) {
            code.l2i().ireturn();
        } else if (result == Bank.F64) {
            code.invokestatic(
                    ClassDesc.of("java.lang.Double"),
                    "longBitsToDouble",
                    java.lang.constant.MethodTypeDesc.of(CD_double, CD_long));
            code.dreturn();
        } else {
            code.lreturn();
        }
    }
}
