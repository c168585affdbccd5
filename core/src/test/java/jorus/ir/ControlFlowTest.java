package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.type.Type;

import org.junit.jupiter.api.Test;

class ControlFlowTest {
    private static final int NONE = Instruction.NONE;

    private static String simplified(Code code) {
        code.complete();
        ControlFlow.simplify(code.function);
        return Hand.print(code);
    }

    @Test
    void jumps_to_jumps_go_to_the_end() {
        Code code = Hand.code(Type.VOID, Type.BOOL);
        Block one = new Block();
        Block two = new Block();
        Block three = new Block();
        Block end = new Block();
        code.branchConstant(Condition.NE, 0, 0, one, three);
        code.begin(one);
        code.fallInto(two);
        code.jump(end);
        code.begin(three);
        code.constant(Type.I32, 1, NONE);
        code.fallInto(end);
        code.returnValue(NONE);
        assertEquals(
                """
                b0:
                    branch.ne r0, 0 -> b2 else b1
                b1:
                    r1: i32 = const 1
                    jump -> b2
                b2:
                    return
                """,
                simplified(code));
    }

    @Test
    void a_branch_with_one_destination_is_a_jump() {
        Code code = Hand.code(Type.VOID, Type.BOOL);
        Block one = new Block();
        Block end = new Block();
        code.branchConstant(Condition.NE, 0, 0, one, end);
        code.begin(one);
        code.fallInto(end);
        code.returnValue(NONE);
        assertEquals("b0:\n    return\n", simplified(code));
    }

    @Test
    void straight_lines_are_one_block() {
        Code code = Hand.code(Type.I32, Type.I32);
        code.addConstant(0, 0, 1, 0);
        code.jump(new Block());
        Block two = code.function.blocks.get(0).next;
        code.begin(two);
        code.returnValue(0);
        assertEquals("b0:\n    r0: i32 = addk r0, 1\n    return r0\n", simplified(code));
    }

    @Test
    void an_empty_endless_loop_stays() {
        Code code = Hand.code(Type.VOID);
        Block one = new Block();
        Block two = new Block();
        code.fallInto(one);
        code.fallInto(two);
        code.jump(one);
        assertEquals("b0:\n    jump -> b1\nb1:\n    jump -> b1\n", simplified(code));
    }

    @Test
    void what_leaves_a_loop_is_laid_out_behind_it() {
        Code code = Hand.code(Type.I32, Type.I32, Type.BOOL);
        Block body = new Block();
        Block leave = new Block();
        Block rest = new Block();
        Block exit = new Block();
        code.fallInto(body);
        code.branchConstant(Condition.NE, 1, 0, leave, rest);
        code.begin(leave);
        code.addConstant(0, 0, 5, 0);
        code.jump(exit);
        code.begin(rest);
        code.addConstant(0, 0, 1, 0);
        code.jump(body);
        code.begin(exit);
        code.returnValue(0);
        assertEquals(
                """
                b0:
                    jump -> b1
                b1:
                    branch.ne r1, 0 -> b3 else b2
                b2:
                    r0: i32 = addk r0, 1
                    jump -> b1
                b3:
                    r0: i32 = addk r0, 5
                    return r0
                """,
                simplified(code));
    }

    @Test
    void the_entry_stays_first() {
        Code code = Hand.code(Type.VOID, Type.BOOL);
        Block cold = new Block();
        Block next = new Block();
        code.jump(next);
        code.begin(next);
        code.branchConstant(Condition.NE, 0, 0, cold, next);
        code.begin(cold);
        code.returnValue(NONE);
        assertEquals(
                """
                b0:
                    jump -> b1
                b1:
                    branch.ne r0, 0 -> b2 else b1
                b2:
                    return
                """,
                simplified(code));
    }
}
