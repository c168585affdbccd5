package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import jorus.isa.Bank;
import jorus.jit.VectorLoop.Reduction;
import jorus.jit.VectorValue.Kind;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Writes the class of a vectorised loop, with `int runKernel(int turns, long address...,
/// parameter...)`.
///
/// It makes as many turns as fill whole vectors, at most `turns`, and returns their number; if a
/// lane would trap it returns before the vector of that lane has stored anything, and scalar code
/// finds the trap. Addresses are those of the elements of the first turn, one per access. What is
/// carried from turn to turn is left in the static fields `R0`, `R1` ...; if it cannot be told
/// without going turn by turn, because a sum might not have fit on the way, there were 0 turns.
final class VectorKernel {
    /// Its method for strips. The launcher's options for the compiler name it, so no other may be
    /// called like this.
    static final String METHOD = "runKernel";

    private static final ClassDesc CD_SEGMENT = ClassDesc.of("java.lang.foreign.MemorySegment");
    private static final ClassDesc CD_ORDER = ClassDesc.of("java.nio.ByteOrder");
    private static final ClassDesc CD_WARMER = ClassDesc.of("jorus.jit.VectorWarmer");

    /// An f64 with which kernels are warmed: also after some thousand turns it is no number that
    /// `exp` and `log` leave for.
    private static final double WARM_PARAMETER = 0.00123;

    /// So often a kernel with a sum may turn out to be of no use.
    private static final int MAX_FAILURES = 8;

    private final VectorLoop loop;
    private final ClassDesc self;
    private final VectorEmitter emitter;

    private VectorKernel(VectorLoop loop, ClassDesc self) {
        this.loop = loop;
        this.self = self;
        emitter = new VectorEmitter(loop, self);
    }

    static MethodTypeDesc type(VectorLoop loop) {
        List<ClassDesc> parameters = new ArrayList<>();
        parameters.add(CD_int);
        for (int i = 0; i < loop.accesses.size(); i++) {
            parameters.add(CD_long);
        }
        for (VectorLoop.Parameter parameter : loop.parameters) {
            parameters.add(Writer.type(parameter.bank()));
        }
        return MethodTypeDesc.of(CD_int, parameters);
    }

    /// The field with the result of a reduction.
    static String result(int number) {
        return "R" + number;
    }

    /// The bytes of the class; null if its method is too large for C2.
    static byte[] write(VectorLoop loop, String name) {
        try {
            return make(loop, name);
        } catch (Assembler.TooLarge _) {
            return null;
        }
    }

    private static byte[] make(VectorLoop loop, String name) {
        ClassDesc self = ClassDesc.of(name);
        VectorKernel kernel = new VectorKernel(loop, self);
        return ClassFile.of()
                .build(
                        self,
                        builder -> {
                            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
                            int constant = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
                            builder.withField("SPACE", CD_SEGMENT, constant);
                            builder.withField("ORIGIN", CD_long, constant);
                            builder.withField("ORDER", CD_ORDER, constant);
                            builder.withField("LANES", CD_int, constant);
                            builder.withField("failures", CD_int, ClassFile.ACC_STATIC);
                            kernel.emitter.writeFields(builder);
                            int open = ClassFile.ACC_STATIC | ClassFile.ACC_PUBLIC;
                            for (int i = 0; i < loop.reductions.size(); i++) {
                                Bank bank = loop.reductions.get(i).amount().bank;
                                builder.withField(result(i), Writer.type(bank), open);
                            }
                            Assembler.method(
                                    builder,
                                    self,
                                    ConstantDescs.CLASS_INIT_NAME,
                                    ConstantDescs.MTD_void,
                                    ClassFile.ACC_STATIC,
                                    kernel::writeConstants);
                            Assembler.method(
                                    builder,
                                    self,
                                    METHOD,
                                    type(loop),
                                    ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                    kernel::writeRun);
                            kernel.writeWarm(builder);
                        });
    }

    private void writeConstants(Assembler code) {
        code.getstatic(CD_MEMORY, "SPACE", CD_SEGMENT).putstatic(self, "SPACE", CD_SEGMENT);
        code.invokestatic(CD_MEMORY, "reservedAddress", MethodTypeDesc.of(CD_long));
        code.putstatic(self, "ORIGIN", CD_long);
        code.getstatic(CD_ORDER, "LITTLE_ENDIAN", CD_ORDER).putstatic(self, "ORDER", CD_ORDER);
        emitter.writeConstants(code);
        code.return_();
    }

    /// The method that calls the kernel with scratch memory, and the constructor for it.
    private void writeWarm(ClassBuilder builder) {
        builder.withInterfaceSymbols(CD_WARMER);
        Assembler.method(
                builder,
                self,
                ConstantDescs.INIT_NAME,
                ConstantDescs.MTD_void,
                ClassFile.ACC_PUBLIC,
                code ->
                        code.aload(0)
                                .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                .return_());
        Assembler.method(
                builder,
                self,
                "warm",
                MethodTypeDesc.of(CD_int, CD_int, CD_long),
                ClassFile.ACC_PUBLIC,
                code -> {
                    code.iload(1);
                    for (int i = 0; i < loop.accesses.size(); i++) {
                        code.lload(2).loadConstant(i * VectorKernels.BLOCK_BYTES).ladd();
                    }
                    for (VectorLoop.Parameter parameter : loop.parameters) {
                        switch (parameter.bank()) {
                            case F64 -> code.loadConstant(WARM_PARAMETER);
                            case I64 -> code.lconst_0();
                            case I32 -> code.iconst_0();
                            case REF, ANY -> throw new AssertionError();
                        }
                    }
                    code.invokestatic(self, METHOD, type(loop)).ireturn();
                });
    }

    private void writeRun(Assembler c) {
        int turn = c.allocateLocal(TypeKind.INT);
        int end = c.allocateLocal(TypeKind.INT);
        emitter.begin(c, turn);
        Label useless = c.newLabel();
        boolean isChecked = false;
        for (Reduction reduction : loop.reductions) {
            isChecked |= reduction.isChecked();
        }
        if (isChecked) {
            c.getstatic(self, "failures", CD_int).loadConstant(MAX_FAILURES).if_icmpge(useless);
        }
        for (VectorValue divisor : loop.divisors) {
            c.dload(emitter.parameter(divisor)).dconst_0().dcmpl().ifeq(useless);
        }
        for (int access = 0; access < loop.accesses.size(); access++) {
            // Says to C2 that no address leaves the space, so that the loop has no checks.
            c.lload(1 + 2 * access).loadConstant(LoopViews.ADDRESS).land().lstore(1 + 2 * access);
        }
        for (VectorValue value : loop.code) {
            if (value.isUsed && isBefore(value)) {
                emitter.write(value, null);
            }
        }
        VectorSums sums = new VectorSums(loop, emitter, c, self);
        sums.begin();
        Label header = c.newLabel();
        Label done = c.newLabel();
        c.iconst_0().istore(turn);
        c.iload(0).getstatic(self, "LANES", CD_int).isub().istore(end);
        c.labelBinding(header);
        c.iload(turn).iload(end).if_icmpgt(done);
        for (VectorValue value : loop.code) {
            if (value.isUsed && !isBefore(value)) {
                emitter.write(value, done);
            }
        }
        sums.step();
        c.iload(turn).getstatic(self, "LANES", CD_int).iadd().istore(turn);
        c.goto_(header);
        c.labelBinding(done);
        if (!loop.reductions.isEmpty()) {
            c.iload(turn).ifeq(useless);
            Label fails = c.newLabel();
            sums.end(turn, fails);
            c.iload(turn).ireturn();
            c.labelBinding(fails);
            c.getstatic(self, "failures", CD_int).iconst_1().iadd();
            c.putstatic(self, "failures", CD_int);
        } else {
            c.iload(turn).ireturn();
        }
        c.labelBinding(useless).iconst_0().ireturn();
    }

    private static boolean isBefore(VectorValue value) {
        return value.kind == Kind.PARAMETER || value.kind == Kind.CONSTANT;
    }
}
