package jorus.interp;

import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.runtime.InstructionObserver;
import jorus.runtime.Machine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Predicate;

/// The dispatch loop with an observer, for traces and statistics.
///
/// There is no second list of instructions: the class file of [Interpreter] is copied, with one
/// call of `observe` in front of its switch, before which fused instructions are taken apart.
/// Made when first needed, which takes some tens of
/// milliseconds; the loop itself knows nothing of it.
final class ObservedInterpreter {
    private static final ClassDesc CD_SELF = ClassDesc.of("jorus.interp.ObservedInterpreter");
    private static final MethodTypeDesc MTD_OBSERVE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, ConstantDescs.CD_long);

    /// Where `run(Machine, long, long)` has its parameters.
    private static final int PC_LOCAL = 1;

    private static final int FP_LOCAL = 3;

    /// Where it keeps the instruction: its first variable.
    private static final int WORD_LOCAL = 5;

    private static final MethodTypeDesc MTD_UNFUSED =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long);

    /// The switch over opcodes has more cases, those inside a case have fewer.
    private static final int MIN_CASES = 64;

    private static final MethodHandle RUN = makeRun();

    /// The observer of the run on the current thread's stack; runs do not nest.
    private static final ThreadLocal<InstructionObserver> OBSERVER = new ThreadLocal<>();

    private ObservedInterpreter() {}

    /// As `Interpreter.run`, telling `observer` of each instruction before it is executed.
    static void run(Machine machine, long pc, long fp, InstructionObserver observer) {
        OBSERVER.set(observer);
        try {
            RUN.invokeExact(machine, pc, fp);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the loop has no checked exceptions", e);
        } finally {
            OBSERVER.remove();
        }
    }

    /// Called by the copied loop; `pc` is the address after the instruction.
    static void observe(long pc, long fp) {
        OBSERVER.get().beforeInstruction(pc - 8, fp);
    }

    /// Called by the copied loop: the instruction without what it is fused with, so that each part
    /// is observed. What remains is the program as it would be without fusion.
    static long unfused(long word) {
        int code = Opcode.byCode(Word.op(word)).base().code();
        return word & ~(long) Word.MAX_FIELD | code;
    }

    private static MethodHandle makeRun() {
        try (InputStream in = Interpreter.class.getResourceAsStream("Interpreter.class")) {
            ClassFile context = ClassFile.of();
            ClassModel model = context.parse(in.readAllBytes());
            byte[] copy = context.transformClass(model, insertion());
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(copy, true);
            MethodType type =
                    MethodType.methodType(void.class, Machine.class, long.class, long.class);
            return lookup.findStatic(lookup.lookupClass(), "run", type);
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError("the loop cannot be copied", e);
        }
    }

    private static ClassTransform insertion() {
        Predicate<MethodModel> isRun =
                new Predicate<>() {
                    @Override
                    public boolean test(MethodModel method) {
                        return method.methodName().equalsString("run");
                    }
                };
        CodeTransform transform =
                new CodeTransform() {
                    @Override
                    public void accept(CodeBuilder code, CodeElement element) {
                        if (element instanceof TableSwitchInstruction dispatch
                                && dispatch.cases().size() > MIN_CASES) {
                            // Instead of the opcode that is on the stack, that of the first
                            // part; `word` too, because cases look at it again.
                            code.pop()
                                    .lload(PC_LOCAL)
                                    .lload(FP_LOCAL)
                                    .invokestatic(CD_SELF, "observe", MTD_OBSERVE)
                                    .lload(WORD_LOCAL)
                                    .invokestatic(CD_SELF, "unfused", MTD_UNFUSED)
                                    .dup2()
                                    .lstore(WORD_LOCAL)
                                    .l2i()
                                    .loadConstant(Word.MAX_FIELD)
                                    .iand();
                        }
                        code.with(element);
                    }
                };
        return ClassTransform.transformingMethodBodies(isRun, transform);
    }
}
