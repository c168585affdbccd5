package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.Forgery;
import jorus.image.Image;
import jorus.image.ImageLayout.Section;
import jorus.image.ImageTooLarge;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

class WrittenSlotsTest extends Verifying {
    private static final int I32 = TypeIds.I32;
    private static final int FORGERIES = 30;

    // fields of a row of the joins
    private static final int JOIN_PARENT = 4;
    private static final int JOIN_SLOTS = 8;

    private final TestFunction main = TestFunction.entry(I32, I32, I32);
    private final int x = main.local(0);
    private final int y = main.local(1);
    private final int condition = main.local(2);

    @Test
    void a_read_before_any_write() {
        main.op(Opcode.MOVE_I32, x, y).op(Opcode.HALT);
        assertEquals(0, rejected(Rule.WRITTEN, main).word());
    }

    @Test
    void a_counter_that_was_never_set() {
        main.op(Opcode.CONST_I32, y, 3).op(Opcode.NEXT_I32, x, y, -1).op(Opcode.HALT);
        rejected(Rule.WRITTEN, main);
    }

    @Test
    void a_write_on_one_branch_only() {
        main.op(Opcode.CONST_I32, condition, 1)
                .op(Opcode.BR_EQK_I32, condition, 0, 1)
                .op(Opcode.CONST_I32, x, 1)
                .op(Opcode.MOVE_I32, y, x)
                .op(Opcode.HALT);
        assertEquals(3, rejected(Rule.WRITTEN, main).word());
    }

    @Test
    void a_write_in_a_loop_that_may_make_no_turn() {
        main.op(Opcode.CONST_I32, condition, 1)
                .op(Opcode.JUMP, 1)
                .op(Opcode.CONST_I32, x, 1)
                .op(Opcode.BR_EQK_I32, condition, 0, -2)
                .op(Opcode.MOVE_I32, y, x)
                .op(Opcode.HALT);
        assertEquals(4, rejected(Rule.WRITTEN, main).word());
    }

    @Test
    void a_write_that_comes_later_in_the_loop() {
        main.op(Opcode.CONST_I32, condition, 1)
                .op(Opcode.JUMP, 0)
                .op(Opcode.MOVE_I32, y, x)
                .op(Opcode.CONST_I32, x, 1)
                .op(Opcode.BR_EQK_I32, condition, 0, -3)
                .op(Opcode.HALT);
        assertEquals(2, rejected(Rule.WRITTEN, main).word());
    }

    @Test
    void a_write_that_the_way_back_into_the_loop_skips() {
        main.op(Opcode.CONST_I32, condition, 1)
                .op(Opcode.JUMP, 1)
                .op(Opcode.CONST_I32, x, 2)
                .op(Opcode.BR_EQK_I32, condition, 1, 2)
                .op(Opcode.CONST_I32, y, 1)
                .op(Opcode.JUMP, -4)
                .op(Opcode.MOVE_I32, x, y)
                .op(Opcode.HALT);
        assertEquals(6, rejected(Rule.WRITTEN, main).word());
    }

    @Test
    void a_write_before_a_loop_holds_inside_it() {
        main.op(Opcode.CONST_I32, condition, 1)
                .op(Opcode.CONST_I32, x, 1)
                .op(Opcode.MOVE_I32, y, x)
                .op(Opcode.BR_EQK_I32, condition, 0, -2)
                .op(Opcode.MOVE_I32, x, y)
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void what_one_function_wrote_another_has_not() {
        TestFunction first = TestFunction.entry(I32);
        first.op(Opcode.CONST_I32, first.local(0), 1).op(Opcode.HALT);
        TestFunction second = new TestFunction("f", TypeIds.VOID, NO_ARGUMENTS, I32);
        int slot = second.local(0);
        second.op(Opcode.MOVE_I32, slot, slot).op(Opcode.RET);
        assertEquals(1, rejected(Rule.WRITTEN, first, second).function());
    }

    /// Random graphs of branches, compared with a search through all paths.
    @Test
    void agrees_with_a_search_of_every_path() {
        long seed = Long.getLong("jorus.seed", 4_711L);
        Random random = new Random(seed);
        int rejections = 0;
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            rejections += compare(random, seed) ? 0 : 1;
        }
        assertTrue(rejections > rounds / 10 && rejections < rounds * 9 / 10, rejections + "");
    }

    /// Slots 0 to 2 are variables; every instruction is a write, a read into slot 3, or a branch.
    private boolean compare(Random random, long seed) {
        TestFunction function = TestFunction.entry(I32, I32, I32, I32, I32);
        int condition = function.local(4);
        function.op(Opcode.CONST_I32, condition, 1);
        int length = 4 + random.nextInt(14);
        int[] kinds = new int[length];
        int[] operands = new int[length];
        for (int i = 1; i < length - 1; i++) {
            kinds[i] = random.nextInt(4);
            boolean isBranch = kinds[i] >= 2;
            operands[i] = isBranch ? 1 + random.nextInt(length - 1) : random.nextInt(3);
            switch (kinds[i]) {
                case 0 -> function.op(Opcode.CONST_I32, function.local(operands[i]), 7);
                case 1 -> {
                    int slot = function.local(operands[i]);
                    function.op(Opcode.MOVE_I32, function.local(3), slot);
                }
                case 2 -> function.op(Opcode.BR_EQK_I32, condition, 0, operands[i] - i - 1);
                default -> function.op(Opcode.JUMP, operands[i] - i - 1);
            }
        }
        function.op(Opcode.HALT);
        boolean isRight = isRight(kinds, operands, length);
        if (!isRight) {
            rejectsWhateverJoinsSay(function, random, seed);
        }
        WrittenSlotsTest fresh = new WrittenSlotsTest();
        try {
            fresh.accepted(function);
            assertTrue(isRight, "accepted with seed " + seed);
        } catch (VerifyFailure failure) {
            assertTrue(!isRight, failure.getMessage() + " with seed " + seed);
        } finally {
            fresh.closeMemory();
        }
        return isRight;
    }

    /// Gives a function that reads an unwritten slot random tables of joins.
    private static void rejectsWhateverJoinsSay(TestFunction function, Random random, long seed) {
        WrittenSlotsTest fresh = new WrittenSlotsTest();
        TestFunction.image(fresh.image, function);
        Image written = ImageWriter.write(fresh.image, fresh.memory);
        int rows = written.count(Section.JOINS);
        int slots = written.count(Section.WRITTEN);
        for (int round = 0; round < FORGERIES && rows > 0; round++) {
            for (int row = 0; row < rows; row++) {
                if (random.nextBoolean()) {
                    int parent = random.nextInt(function.length()) - 1;
                    Forgery.entry(written, Section.JOINS, row, JOIN_PARENT, parent);
                }
            }
            for (int i = 0; i < slots; i++) {
                int slot = function.local(random.nextInt(4));
                Forgery.entry(written, Section.WRITTEN, i, 0, slot);
                move(written, random.nextInt(rows), random.nextInt(rows));
            }
            Image forged = Forgery.seal(written);
            assertThrows(VerifyFailure.class, () -> Verifier.verify(forged), "seed " + seed);
        }
        fresh.closeMemory();
    }

    /// One of the slots that row `from` names becomes one of row `to`.
    private static void move(Image written, int from, int to) {
        int count = written.joinSlots(from);
        if (count > 0 && from != to) {
            Forgery.entry(written, Section.JOINS, from, JOIN_SLOTS, count - 1);
            Forgery.entry(written, Section.JOINS, to, JOIN_SLOTS, written.joinSlots(to) + 1);
        }
    }

    /// Visits every state (word, set of written slots) that some path reaches.
    private static boolean isRight(int[] kinds, int[] operands, int length) {
        boolean[] seen = new boolean[length * 8];
        int[] stack = new int[length * 32];
        int depth = 0;
        stack[depth++] = 8;
        while (depth > 0) {
            int state = stack[--depth];
            if (seen[state]) {
                continue;
            }
            seen[state] = true;
            int word = state >> 3;
            int set = state & 7;
            if (word == length - 1) {
                continue;
            }
            if (kinds[word] == 1 && (set >> operands[word] & 1) == 0) {
                return false;
            }
            if (kinds[word] >= 2) {
                stack[depth++] = operands[word] << 3 | set;
            }
            if (kinds[word] != 3) {
                int after = kinds[word] == 0 ? set | 1 << operands[word] : set;
                stack[depth++] = word + 1 << 3 | after;
            }
        }
        return true;
    }

    private static TestFunction withVariables(int variables) {
        int[] types = new int[variables];
        Arrays.fill(types, I32);
        return TestFunction.entry(types);
    }

    @Test
    void thousands_of_variables_live_through_thousands_of_loops() {
        int variables = 10_000;
        TestFunction function = withVariables(variables);
        for (int i = 0; i < variables; i++) {
            function.op(Opcode.CONST_I32, function.local(i), 1);
        }
        for (int i = 0; i < 5 * variables; i++) {
            function.op(Opcode.BR_EQK_I32, function.local(i % variables), 0, -2);
        }
        accepted(function.op(Opcode.HALT));
    }

    /// Every variable is written on both sides of a branch of its own, then all are read in a chain
    /// of blocks: nothing dominates, and each set has every variable.
    private static TestFunction joined(int variables, int blocks) {
        TestFunction function = withVariables(variables);
        function.op(Opcode.CONST_I32, function.local(0), 1);
        for (int i = 1; i < variables; i++) {
            function.op(Opcode.BR_EQK_I32, function.local(0), 0, 2)
                    .op(Opcode.CONST_I32, function.local(i), 1)
                    .op(Opcode.JUMP, 1)
                    .op(Opcode.CONST_I32, function.local(i), 2);
        }
        for (int i = 0; i < blocks; i++) {
            function.op(Opcode.BR_EQK_I32, function.local(i % variables), 0, -2);
        }
        return function.op(Opcode.HALT);
    }

    @Test
    void hundreds_of_variables_that_branches_wrote() {
        accepted(joined(500, 2_000));
    }

    @Test
    void more_variables_and_paths_than_the_budget_is_for() {
        TestFunction.image(image, joined(10_000, 50_000));
        assertThrows(ImageTooLarge.class, () -> ImageWriter.write(image, memory));
    }

    @Test
    void a_loop_with_two_entries() {
        main.op(Opcode.CONST_I32, condition, 1)
                .op(Opcode.CONST_I32, x, 1)
                .op(Opcode.BR_EQK_I32, condition, 0, 1)
                .op(Opcode.MOVE_I32, y, x)
                .op(Opcode.BR_EQK_I32, condition, 1, -2)
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void a_loop_with_two_entries_of_which_one_writes() {
        main.op(Opcode.CONST_I32, condition, 1)
                .op(Opcode.BR_EQK_I32, condition, 0, 1)
                .op(Opcode.CONST_I32, x, 1)
                .op(Opcode.NOP)
                .op(Opcode.MOVE_I32, y, x)
                .op(Opcode.BR_EQK_I32, condition, 1, -3)
                .op(Opcode.HALT);
        assertEquals(4, rejected(Rule.WRITTEN, main).word());
    }
}
