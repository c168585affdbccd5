package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.util.ArrayList;
import java.util.List;

/// What the code of loops has for C2 where the JVM enters them in the middle, with locals of which
/// nothing is known, and where polls are rarely due.
class EnteredLoopsTest {
    private static final String SUMS =
            """
            fn half(n: i32) -> f64: return (n as f64) * 0.5
            fn f(a: [f64], n: i32) -> f64:
                mut s = 0.0
                mut made = 0.0
                for i in 0..n:
                    made = a[i] * 3.25
                    s += made
                return s + made
            fn g(n: i32) -> f64:
                mut s = 0.0
                for i in 0..n: s += half(i)
                return s
            fn h(n: i32) -> i32:
                mut m = n
                mut t = 0
                while t < n * 2:
                    m = n
                    while m > 1: m = m % 2 == 0 ? m / 2 : 3 * m + 1
                    t += m + 1
                return m
            fn k(n: i32) -> i32: return n < 2 ? n : k(n - 1) + k(n - 2)
            print(f([1.0, 2.0], 2), g(3), h(7), k(5))
            """;

    /// The instructions of the method of a function.
    private static List<Instruction> code(String function) {
        try (Subject subject = new Subject(SUMS)) {
            int number = subject.function(function);
            subject.compileFunctions();
            for (var each : subject.dumped.entrySet()) {
                if (each.getKey().endsWith(".F" + number)) {
                    return code(each.getValue());
                }
            }
            throw new AssertionError(subject.dumped.keySet());
        }
    }

    private static List<Instruction> code(byte[] bytes) {
        List<Instruction> found = new ArrayList<>();
        for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
            if (method.methodName().equalsString("call")) {
                method.findAttribute(Attributes.code())
                        .orElseThrow()
                        .forEach(
                                element -> {
                                    if (element instanceof Instruction instruction) {
                                        found.add(instruction);
                                    }
                                });
            }
        }
        return found;
    }

    private static List<String> calls(String function) {
        List<String> found = new ArrayList<>();
        for (Instruction each : code(function)) {
            if (each instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals("jorus/runtime/Polls")) {
                found.add(call.name().stringValue());
            }
        }
        return found;
    }

    private static int ownCountdowns(List<Instruction> code) {
        int count = 0;
        for (int i = 2; i < code.size(); i++) {
            boolean isOwn =
                    code.get(i - 2) instanceof IncrementInstruction
                            && code.get(i) instanceof BranchInstruction branch
                            && branch.opcode() == Opcode.IFLT;
            count += isOwn ? 1 : 0;
        }
        return count;
    }

    /// Where a strip compares its turn with the number of turns, masked; -1 if it does not.
    private static int latch(List<Instruction> code) {
        for (int i = 4; i < code.size(); i++) {
            boolean isTest =
                    code.get(i).opcode() == Opcode.IF_ICMPLT
                            && code.get(i - 1).opcode() == Opcode.IAND
                            && code.get(i - 2) instanceof ConstantInstruction mask
                            && mask.constantValue().equals(Pointers.MAX_TURNS)
                            && code.get(i - 3) instanceof LoadInstruction
                            && code.get(i - 4) instanceof LoadInstruction;
            if (isTest) {
                return i;
            }
        }
        return -1;
    }

    /// Where a strip that ends at `latch` asks whether the number of turns is negative; -1 if it
    /// does not.
    private static int header(List<Instruction> code, int latch) {
        int turns = ((LoadInstruction) code.get(latch - 3)).slot();
        for (int i = latch; i > 0; i--) {
            boolean isTest =
                    code.get(i).opcode() == Opcode.IFLT
                            && code.get(i - 1) instanceof LoadInstruction load
                            && load.slot() == turns;
            if (isTest) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void strips_have_a_test_that_makes_c2_peel_a_turn_and_a_limit_that_it_knows() {
        List<Instruction> code = code("f");
        int latch = latch(code);
        assertTrue(latch > 0, "no limit");
        assertTrue(code.get(latch - 5) instanceof IncrementInstruction, "no count");
        assertTrue(header(code, latch) > 0, "no test");
    }

    @Test
    void constants_from_before_a_loop_are_pushed_in_it() {
        List<Instruction> code = code("f");
        int latch = latch(code);
        boolean isPushed = false;
        for (int i = header(code, latch); i < latch; i++) {
            isPushed |=
                    code.get(i) instanceof ConstantInstruction constant
                            && constant.constantValue().equals(3.25);
        }
        assertTrue(isPushed, "the factor is a local");
    }

    @Test
    void polls_are_counted_by_methods_with_a_profile_of_all_places() {
        assertEquals(1, calls("k").stream().filter("countCall"::equals).count());
        assertTrue(calls("f").contains("countStrip"), calls("f")::toString);
        assertTrue(calls("g").contains("refill"), calls("g")::toString);
        assertTrue(calls("h").contains("count"), calls("h")::toString);
        // The inner loop, which is no strip, has two ways back, each with a branch of its own.
        assertEquals(0, ownCountdowns(code("f")));
        assertEquals(2, ownCountdowns(code("h")));
    }
}
