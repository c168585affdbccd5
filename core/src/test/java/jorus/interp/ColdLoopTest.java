package jorus.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.TestFunction;
import jorus.image.TypeIds;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.List;

/// The loop that a process begins with, and how it is left.
class ColdLoopTest {
    @BeforeEach
    void nobody_gets_a_loop_of_its_own() {
        System.setProperty(LoopChoice.MOVE_PROPERTY, String.valueOf(Integer.MAX_VALUE));
    }

    @AfterEach
    void by_default() {
        System.clearProperty(Loops.COLD_PROPERTY);
        System.clearProperty(LoopChoice.MOVE_PROPERTY);
    }

    private static void leaveAfter(int polls) {
        System.setProperty(Loops.COLD_PROPERTY, String.valueOf(polls));
    }

    private static ClassModel model(String name) throws IOException {
        try (InputStream in = Interpreter.class.getResourceAsStream(name + ".class")) {
            return ClassFile.of().parse(in.readAllBytes());
        }
    }

    private static List<String> classesNamedBy(String name) throws IOException {
        List<String> names = new ArrayList<>();
        for (PoolEntry entry : model(name).constantPool()) {
            if (entry instanceof ClassEntry type) {
                names.add(type.asInternalName());
            }
        }
        return names;
    }

    private static List<Integer> cases(String name) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        for (MethodModel method : model(name).methods()) {
            if (method.methodName().equalsString("run")) {
                method.code()
                        .orElseThrow()
                        .forEach(
                                element -> {
                                    if (element instanceof TableSwitchInstruction dispatch) {
                                        sizes.add(dispatch.cases().size());
                                    }
                                });
            }
        }
        return sizes;
    }

    @Test
    void the_build_has_written_it_from_the_other_loop() throws IOException {
        assertEquals(cases("Interpreter"), cases("ColdLoop"));
        assertFalse(cases("ColdLoop").isEmpty());
        for (String name : List.of("ColdLoop", "ColdLoopParts")) {
            for (String named : classesNamedBy(name)) {
                assertFalse(named.startsWith("java/lang/invoke/MethodHandle"), name + " " + named);
                assertFalse(named.startsWith("jorus/interp/Gates"), name + " " + named);
                assertFalse(named.equals("jorus/interp/Parts"), name + " " + named);
                assertFalse(named.equals("jorus/interp/PartBodies"), name + " " + named);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 4_999, 1_000_000})
    void a_loop_goes_on_where_it_was(int polls) {
        leaveAfter(polls);
        try (var m = new TestMachine(Samples.sum(20_000))) {
            m.finish();
            assertEquals(199_990_000L, m.i64(TestFunction.entry(TypeIds.I64).local(0)));
            assertEquals(19_999, m.machine.pollCount());
            assertEquals(polls == 1_000_000 ? polls : 0, m.machine.coldPolls);
            assertFalse(m.machine.isCold);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000})
    void a_call_goes_on_where_it_was(int polls) {
        leaveAfter(polls);
        try (var m = new TestMachine(Samples.callWith(20), Samples.fibonacci())) {
            assertEquals(6765, m.finish().i32(TestFunction.entry(TypeIds.I32).local(0)));
            assertEquals(21_891, m.machine.pollCount());
            assertEquals(0, m.machine.coldPolls);
        }
    }

    private static int runsUntilWarm(int turns) {
        Loops.isWarm = false;
        Loops.spentPolls = 0;
        for (int run = 1; ; run++) {
            try (var m = new TestMachine(Samples.sum(turns))) {
                m.finish();
                if (m.machine.coldPolls == 0) {
                    return run;
                }
            }
        }
    }

    @Test
    void a_process_leaves_it_for_good() {
        assertEquals(1, runsUntilWarm(200_000), "a long run leaves it itself");
        assertTrue(Loops.isWarm);
        try (var m = new TestMachine(Samples.sum(10))) {
            m.finish();
            assertEquals(0, m.machine.coldPolls);
        }
        assertEquals(7, runsUntilWarm(1_000), "the sixth has polls in all that are enough");
        assertEquals(102, runsUntilWarm(2), "a run counts, however short");
    }
}
