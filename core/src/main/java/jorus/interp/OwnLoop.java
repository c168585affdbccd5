package jorus.interp;

import jorus.runtime.Machine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Predicate;

/// A copy of the dispatch loop for one program: what C2 makes of it knows nothing of others
/// (docs/decisions/0021-own-loop.md).
///
/// The class file of [Interpreter] once more, as a hidden class: it has a profile of its own, and
/// goes when nobody holds this. The classes of [Gates] have been loaded by then; what stands in
/// for them is a method type per case, a constant that is resolved when the case is first executed:
/// C2 ends a path there as it does at a field of a class that is missing. (A string would not do:
/// it resolves those itself.)
final class OwnLoop {
    private static final String GATES = Gates.class.getName().replace('.', '/') + "$";
    private static final MethodType RUN =
            MethodType.methodType(void.class, Machine.class, long.class, long.class);

    private static byte[] copy;

    private final MethodHandle run;

    private OwnLoop(MethodHandle run) {
        this.run = run;
    }

    /// A new one, cold; null if the class file of the loop is not at hand. Some milliseconds, the
    /// first time some tens.
    static OwnLoop make() {
        byte[] bytes = copy();
        if (bytes == null) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return new OwnLoop(lookup.findStatic(lookup.lookupClass(), "run", RUN));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the loop cannot be copied", e);
        }
    }

    /// As `Interpreter.start`.
    void start(Machine machine, long pc, long fp) {
        try {
            run.invokeExact(machine, pc, fp);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the loop has no checked exceptions", e);
        }
    }

    /// For tests: the copy.
    Class<?> type() {
        return MethodHandles.lookup().revealDirect(run).getDeclaringClass();
    }

    /// The bytes of the class; null if they are not at hand.
    static synchronized byte[] copy() {
        if (copy == null) {
            try (InputStream in = Interpreter.class.getResourceAsStream("Interpreter.class")) {
                if (in != null) {
                    ClassFile context = ClassFile.of();
                    copy = context.transformClass(context.parse(in.readAllBytes()), newGates());
                }
            } catch (IOException _) {
                // The jar has gone. Programs run without it.
            }
        }
        return copy;
    }

    private static ClassTransform newGates() {
        Predicate<MethodModel> isRun =
                new Predicate<>() {
                    @Override
                    public boolean test(MethodModel method) {
                        return method.methodName().equalsString("run");
                    }
                };
        CodeTransform transform =
                new CodeTransform() {
                    private int count;

                    @Override
                    public void accept(CodeBuilder code, CodeElement element) {
                        if (element instanceof FieldInstruction field
                                && field.owner().asInternalName().startsWith(GATES)) {
                            code.ldc(type(count++)).pop().iconst_0();
                        } else {
                            code.with(element);
                        }
                    }
                };
        return ClassTransform.transformingMethodBodies(isRun, transform);
    }

    /// A type of its own for each number: constants that are equal are resolved together.
    private static MethodTypeDesc type(int number) {
        ClassDesc[] parameters = {digit(number), digit(number >> 3), digit(number >> 6)};
        return MethodTypeDesc.of(ConstantDescs.CD_void, parameters);
    }

    private static ClassDesc digit(int number) {
        return ClassDesc.ofDescriptor("BCDFIJSZ".substring(number & 7, (number & 7) + 1));
    }
}
