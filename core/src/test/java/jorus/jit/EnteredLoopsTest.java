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
    private static int test(List<Instruction> code) {
        for (int i = 4; i < code.size(); i++) {
            boolean isTest =
                    code.get(i).opcode() == Opcode.IF_ICMPGE
                            && code.get(i - 1).opcode() == Opcode.IAND
                            && code.get(i - 2) instanceof ConstantInstruction mask
                            && mask.constantValue().equals(Pointers.MAX_TURNS)
                            && code.get(i - 3).opcode().kind() == Opcode.Kind.LOAD
                            && code.get(i - 4).opcode().kind() == Opcode.Kind.LOAD;
            if (isTest) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void strips_test_above_the_turn_whether_there_is_one() {
        List<Instruction> code = code("f");
        int test = test(code);
        assertTrue(test > 0, "no test");
        int back = test;
        while (code.get(back).opcode() != Opcode.GOTO) {
            back++;
        }
        // Counts the turn and goes back, whatever the count.
        assertTrue(code.get(back - 1) instanceof IncrementInstruction, "no count");
    }

    @Test
    void constants_from_before_a_loop_are_pushed_in_it() {
        List<Instruction> code = code("f");
        boolean isPushed = false;
        for (int i = test(code); code.get(i).opcode() != Opcode.GOTO; i++) {
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
