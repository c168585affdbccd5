package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.type.Type;

import org.junit.jupiter.api.Test;

class LoopsTest {
    private static final int NONE = Instruction.NONE;

    /// b0 -> b1 (outer) -> b2 (inner, to itself) -> b3 -> b1 or b4.
    private static Code nest() {
        Code code = Hand.code(Type.VOID, Type.BOOL);
        Block outer = new Block();
        Block inner = new Block();
        Block latch = new Block();
        Block exit = new Block();
        code.fallInto(outer);
        code.fallInto(inner);
        code.branchConstant(Condition.NE, 0, 0, inner, latch);
        code.begin(latch);
        code.branchConstant(Condition.NE, 0, 0, outer, exit);
        code.begin(exit);
        code.returnValue(NONE);
        code.complete();
        return code;
    }

    @Test
    void nested_loops_are_found_with_their_headers() {
        Loops loops = new Loops(nest().function);
        assertEquals(2, loops.loopCount());
        int inner = loops.loopOf(2);
        assertEquals(2, loops.header(inner));
        assertEquals(1, loops.header(loops.parent(inner)));
        assertEquals(Loops.NONE, loops.parent(loops.parent(inner)));
    }

    @Test
    void what_is_before_and_after_is_in_no_loop() {
        Loops loops = new Loops(nest().function);
        assertEquals(Loops.NONE, loops.loopOf(0));
        assertEquals(Loops.NONE, loops.loopOf(4));
        assertTrue(loops.contains(loops.loopOf(1), 2));
        assertFalse(loops.contains(loops.loopOf(2), 1));
    }

    @Test
    void a_block_dominates_what_it_is_on_all_ways_to() {
        Loops loops = new Loops(nest().function);
        assertTrue(loops.dominates(1, 4));
        assertTrue(loops.dominates(2, 2));
        assertFalse(loops.dominates(3, 2));
    }

    @Test
    void a_loop_entered_in_two_places_is_not_reducible() {
        Code code = Hand.code(Type.VOID, Type.BOOL);
        Block one = new Block();
        Block two = new Block();
        code.branchConstant(Condition.NE, 0, 0, one, two);
        code.begin(one);
        code.jump(two);
        code.begin(two);
        code.jump(one);
        code.complete();
        assertFalse(new Loops(code.function).isReducible());
    }
}
