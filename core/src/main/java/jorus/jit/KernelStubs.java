package jorus.jit;

import static jorus.jit.Names.CD_LINKAGE;
import static jorus.jit.Names.CD_MACHINE;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import jorus.isa.Bank;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The methods through which the loops of one class call their kernels:
/// `int vector0(Machine, int turns, long address..., parameter..., carried...)`.
///
/// A loop calls its method for each strip, from the first one on. Until the kernel is ready, 0
/// turns are made, and what the loop carries is as it was. So there is one way through the loop's
/// code, with nothing in it that has never happened when C2 compiles it: else all of it would be
/// thrown away when the kernel is there, and run slowly until it has been compiled once more. The
/// launcher says that these methods are not to be inlined; only they are compiled anew.
final class KernelStubs {
    private static final int STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

    private final ClassDesc owner;
    private final Strip.Kernels kernels;

    /// By the kernel's number. Code may be written twice, if branches turn out to be long.
    private final Map<Integer, VectorLoop> loops = new TreeMap<>();

    /// For the class `owner`.
    KernelStubs(ClassDesc owner, Strip.Kernels kernels) {
        this.owner = owner;
        this.kernels = kernels;
    }

    /// The number of the kernel for `loop`; -1 if it gets none.
    int add(VectorLoop loop) {
        int kernel = kernels.add(loop);
        if (kernel >= 0) {
            loops.put(kernel, loop);
        }
        return kernel;
    }

    private static String name(int kernel) {
        return "vector" + kernel;
    }

    private static String result(int kernel, int number) {
        return "vector" + kernel + VectorKernel.result(number);
    }

    private static MethodTypeDesc type(VectorLoop loop) {
        List<ClassDesc> parameters = new ArrayList<>();
        parameters.add(CD_MACHINE);
        parameters.addAll(VectorKernel.type(loop).parameterList());
        for (int i = 0; i < loop.reductions.size(); i++) {
            parameters.add(Writer.type(loop.reductions.get(i).amount().bank));
        }
        return MethodTypeDesc.of(CD_int, parameters);
    }

    /// Pops the arguments, pushes how many turns were made.
    void call(Assembler c, int kernel, VectorLoop loop) {
        c.invokestatic(owner, name(kernel), type(loop));
    }

    /// Pushes what a reduction has come to, or what it was if there were no turns.
    void pushResult(Assembler c, int kernel, VectorLoop loop, int number) {
        Bank bank = loop.reductions.get(number).amount().bank;
        c.getstatic(owner, result(kernel, number), Writer.type(bank));
    }

    /// Writes the methods of the kernels that have been added.
    void write(ClassBuilder builder) {
        for (Map.Entry<Integer, VectorLoop> entry : loops.entrySet()) {
            int kernel = entry.getKey();
            VectorLoop loop = entry.getValue();
            for (int i = 0; i < loop.reductions.size(); i++) {
                Bank bank = loop.reductions.get(i).amount().bank;
                builder.withField(result(kernel, i), Writer.type(bank), STATIC);
            }
            Assembler.method(
                    builder,
                    owner,
                    name(kernel),
                    type(loop),
                    STATIC,
                    new Consumer<Assembler>() {
                        @Override
                        public void accept(Assembler code) {
                            write(code, kernel, loop);
                        }
                    });
        }
    }

    private void write(Assembler c, int kernel, VectorLoop loop) {
        ClassDesc made = Names.kernel(kernel);
        MethodTypeDesc type = VectorKernel.type(loop);
        int turns = c.parameterSlot(1);
        Label isReady = c.newLabel();
        Label isUseless = c.newLabel();
        c.aload(0).loadConstant(kernel).iload(turns);
        c.invokestatic(
                CD_LINKAGE, "hasKernel", MethodTypeDesc.of(CD_boolean, CD_MACHINE, CD_int, CD_int));
        c.ifne(isReady);
        c.labelBinding(isUseless);
        for (int i = 0; i < loop.reductions.size(); i++) {
            Bank bank = loop.reductions.get(i).amount().bank;
            c.loadLocal(Writer.kind(bank), c.parameterSlot(1 + type.parameterCount() + i));
            c.putstatic(owner, result(kernel, i), Writer.type(bank));
        }
        c.iconst_0().ireturn();
        c.labelBinding(isReady);
        for (int i = 0; i < type.parameterCount(); i++) {
            c.loadLocal(TypeKind.from(type.parameterType(i)), c.parameterSlot(1 + i));
        }
        c.invokestatic(made, VectorKernel.METHOD, type).istore(turns);
        if (!loop.reductions.isEmpty()) {
            c.iload(turns).ifeq(isUseless);
        }
        for (int i = 0; i < loop.reductions.size(); i++) {
            Bank bank = loop.reductions.get(i).amount().bank;
            c.getstatic(made, VectorKernel.result(i), Writer.type(bank));
            c.putstatic(owner, result(kernel, i), Writer.type(bank));
        }
        c.iload(turns).ireturn();
    }
}
