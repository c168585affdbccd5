package jorus.interp;

import java.io.IOException;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Writes the classes of the cold loop, as a step of the build between compiling and packing: those
/// of [Interpreter] and [PartBodies] once more, in which
///
/// - a handle of [Parts] that is invoked has become a call of what it stands for. C2 would not
///   inline such calls in a method of that size, but nobody compiles this one with C2; linking a
///   handle takes the JVM half a millisecond, and an invocation goes through five methods;
/// - the fields of [Gates] are not read: they are for C2 too, and a class for each case.
final class ColdLoopWriter {
    /// The parts, whose class nobody names but the loop's.
    static final String PARTS = ColdLoop.class.getName() + "Parts";

    private static final ClassDesc CD_PARTS = ClassDesc.of(Parts.class.getName());
    private static final String GATES = Gates.class.getName().replace('.', '/') + "$";

    private ColdLoopWriter() {}

    /// @param arguments the folder of the compiled classes, where two are added or replaced
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0], "jorus", "interp");
        write(folder, Interpreter.class, ColdLoop.class.getName());
        write(folder, PartBodies.class, PARTS);
    }

    private static void write(Path folder, Class<?> from, String name) throws IOException {
        // The names of what is gone are not to stay.
        ClassFile context = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL);
        byte[] bytes = Files.readAllBytes(folder.resolve(from.getSimpleName() + ".class"));
        ClassTransform directCalls =
                ClassTransform.transformingMethodBodies(
                        CodeTransform.ofStateful(
                                new Supplier<>() {
                                    @Override
                                    public CodeTransform get() {
                                        return new DirectCalls();
                                    }
                                }));
        Predicate<ClassElement> isOfGates =
                new Predicate<>() {
                    @Override
                    public boolean test(ClassElement element) {
                        return element instanceof InnerClassesAttribute;
                    }
                };
        byte[] copy =
                context.transformClass(
                        context.parse(bytes),
                        ClassDesc.of(name),
                        directCalls.andThen(ClassTransform.dropping(isOfGates)));
        String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
        Files.write(folder.resolve(file), copy);
    }

    /// Of one method: its invocations of handles become calls.
    private static final class DirectCalls implements CodeTransform {
        /// The handles that have been read and not yet invoked. Their arguments stand between, in
        /// which others may be.
        private final Deque<MethodHandleInfo> handles = new ArrayDeque<>();

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof FieldInstruction field && isHandle(field)) {
                handles.push(meaning(field.name().stringValue()));
            } else if (element instanceof FieldInstruction field
                    && field.owner().asInternalName().startsWith(GATES)) {
                code.iconst_0();
            } else if (element instanceof InvokeInstruction call
                    && call.owner().asSymbol().equals(ConstantDescs.CD_MethodHandle)) {
                call(code, handles.pop(), call.typeSymbol());
            } else {
                code.with(element);
            }
        }

        @Override
        public void atEnd(CodeBuilder code) {
            if (!handles.isEmpty()) {
                throw new AssertionError("a handle is not invoked where it is read");
            }
        }

        private static boolean isHandle(FieldInstruction field) {
            return field.owner().asSymbol().equals(CD_PARTS);
        }

        private static MethodHandleInfo meaning(String field) {
            try {
                MethodHandle handle = (MethodHandle) Parts.class.getDeclaredField(field).get(null);
                return MethodHandles.lookup().revealDirect(handle);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        private static void call(CodeBuilder code, MethodHandleInfo what, MethodTypeDesc type) {
            MethodTypeDesc declared = what.getMethodType().describeConstable().orElseThrow();
            if (!declared.equals(type)) {
                throw new AssertionError(what + " is invoked as " + type);
            }
            boolean isPart = what.getDeclaringClass() == PartBodies.class;
            String owner = isPart ? PARTS : what.getDeclaringClass().getName();
            code.invokestatic(ClassDesc.of(owner), what.getName(), type);
        }
    }
}
