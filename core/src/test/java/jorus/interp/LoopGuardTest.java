package jorus.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class LoopGuardTest {
    /// HotSpot never compiles a method above 8,000 bytes, and inlining shares that number.
    private static final int LOOP_BUDGET_BYTES = 6_000;

    /// Larger methods are not inlined even where they are hot.
    private static final int INLINE_LIMIT_BYTES = 325;

    private static ClassModel model(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return ClassFile.of().parse(in.readAllBytes());
        }
    }

    private static CodeModel run() throws IOException {
        return code(Interpreter.class, "run");
    }

    private static CodeModel code(Class<?> type, String name) throws IOException {
        for (MethodModel method : model(type).methods()) {
            if (method.methodName().equalsString(name)) {
                return method.code().orElseThrow();
            }
        }
        throw new AssertionError("no " + name);
    }

    private static int codeLength(MethodModel method) {
        return method.findAttribute(Attributes.code()).orElseThrow().codeLength();
    }

    @Test
    void the_dispatch_loop_stays_within_its_bytecode_budget() throws IOException {
        for (MethodModel method : model(Interpreter.class).methods()) {
            int bytes = codeLength(method);
            assertTrue(
                    bytes <= LOOP_BUDGET_BYTES,
                    method.methodName() + " is " + bytes + " bytes; outline a cold instruction");
        }
    }

    /// Of several, C2 makes an inner loop of one that is taken much more often than others.
    @Test
    void the_dispatch_loop_has_one_way_back() throws IOException {
        Set<Label> before = new HashSet<>();
        int back = 0;
        for (CodeElement element : run()) {
            if (element instanceof LabelTarget place) {
                before.add(place.label());
            } else if (element instanceof BranchInstruction branch) {
                back += before.contains(branch.target()) ? 1 : 0;
            }
        }
        assertEquals(1, back);
    }

    @Test
    void every_opcode_has_a_case_in_the_loop_or_behind_it() throws IOException {
        Set<Integer> hot = handled(run());
        Set<Integer> cold = handled(code(ColdInstructions.class, "execute"));
        EnumSet<Opcode> missing = EnumSet.allOf(Opcode.class);
        missing.removeIf(opcode -> hot.contains(opcode.code()) != cold.contains(opcode.code()));
        assertEquals(Set.of(), missing, "neither or both");
        assertEquals(Opcode.count(), hot.size() + cold.size());
    }

    /// The opcodes that the largest switch of a method has cases for: others are about operands.
    private static Set<Integer> handled(CodeModel code) {
        Set<Integer> most = Set.of();
        for (CodeElement element : code) {
            if (element instanceof TableSwitchInstruction dispatch) {
                Set<Integer> found = new TreeSet<>();
                for (SwitchCase one : dispatch.cases()) {
                    if (!one.target().equals(dispatch.defaultTarget())) {
                        found.add(one.caseValue());
                    }
                }
                most = found.size() > most.size() ? found : most;
            }
        }
        return most;
    }

    @Test
    void every_case_of_the_loop_begins_with_a_gate_of_its_own() throws IOException {
        CodeModel run = run();
        Set<Label> cases = new HashSet<>();
        for (CodeElement element : run) {
            if (element instanceof TableSwitchInstruction dispatch
                    && dispatch.cases().size() > 64) {
                for (SwitchCase one : dispatch.cases()) {
                    if (!one.target().equals(dispatch.defaultTarget())) {
                        cases.add(one.target());
                    }
                }
            }
        }
        List<String> gates = new ArrayList<>();
        boolean isBegin = false;
        for (CodeElement element : run) {
            if (element instanceof LabelTarget label && cases.contains(label.label())) {
                isBegin = true;
            } else if (isBegin && element instanceof Instruction instruction) {
                boolean isField = instruction instanceof FieldInstruction;
                assertTrue(isField, "a case begins with " + instruction);
                gates.add(((FieldInstruction) instruction).owner().asInternalName());
                isBegin = false;
            }
        }
        assertEquals(cases.size(), gates.size());
        assertEquals(gates.size(), Set.copyOf(gates).size(), "a gate of two cases");
        for (String gate : gates) {
            assertTrue(gate.startsWith("jorus/interp/Gates$"), gate);
        }
        assertEquals(Gates.class.getDeclaredClasses().length, gates.size(), "unused gates");
    }

    @Test
    void the_dispatch_loop_makes_and_catches_nothing() throws IOException {
        for (CodeElement element : run()) {
            assertFalse(element instanceof NewObjectInstruction, element::toString);
            assertFalse(element instanceof InvokeDynamicInstruction, element::toString);
            assertFalse(element instanceof ExceptionCatch, element::toString);
        }
    }

    @Test
    void outlined_instructions_are_small_enough_to_be_inlined() throws IOException {
        for (Class<?> type : List.of(Instructions.class, DynamicInstructions.class)) {
            for (MethodModel method : model(type).methods()) {
                int bytes = codeLength(method);
                assertTrue(bytes <= INLINE_LIMIT_BYTES, method.methodName() + " is " + bytes);
            }
        }
    }
}
