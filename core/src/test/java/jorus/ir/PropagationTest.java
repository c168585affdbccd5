package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.type.Type;

import org.junit.jupiter.api.Test;

class PropagationTest {
    private static final int NONE = Instruction.NONE;

    private static String propagated(Code code) {
        code.complete();
        Propagation.run(code.function);
        DeadCode.remove(code.function);
        return Hand.print(code);
    }

    private static int binary(Code code, IrOp op, Type type, int a, int b) {
        int target = code.newRegister(type);
        code.binary(op, target, a, b, 0);
        return target;
    }

    @Test
    void operations_on_constants_are_folded() {
        Code code = Hand.code(Type.I32);
        int six = code.constant(Type.I32, 6, NONE);
        int seven = code.constant(Type.I32, 7, NONE);
        code.returnValue(binary(code, IrOp.MUL, Type.I32, six, seven));
        assertEquals("b0:\n    r2: i32 = const 42\n    return r2\n", propagated(code));
    }

    @Test
    void what_would_trap_is_not_folded() {
        Code code = Hand.code(Type.I32);
        int one = code.constant(Type.I32, 1, NONE);
        int zero = code.constant(Type.I32, 0, NONE);
        binary(code, IrOp.DIV, Type.I32, one, zero);
        code.returnValue(one);
        assertTrue(propagated(code).contains("div r0, r1"));
    }

    @Test
    void the_sum_of_a_variable_and_16_bits_takes_an_immediate() {
        Code code = Hand.code(Type.I32, Type.I32);
        int k = code.constant(Type.I32, Short.MAX_VALUE, NONE);
        code.returnValue(binary(code, IrOp.ADD, Type.I32, k, 0));
        assertTrue(propagated(code).contains("addk r0, 32767"));
    }

    @Test
    void one_more_does_not_fit_an_immediate() {
        Code code = Hand.code(Type.I32, Type.I32);
        int k = code.constant(Type.I32, Short.MAX_VALUE + 1, NONE);
        code.returnValue(binary(code, IrOp.ADD, Type.I32, k, 0));
        assertTrue(propagated(code).contains("add r1, r0"));
    }

    @Test
    void a_difference_takes_the_negated_immediate() {
        Code code = Hand.code(Type.I64, Type.I64);
        int k = code.constant(Type.I64, Short.MIN_VALUE, NONE);
        int wide = binary(code, IrOp.SUB, Type.I64, 0, k);
        int least = code.constant(Type.I64, Short.MAX_VALUE, NONE);
        code.returnValue(binary(code, IrOp.SUB, Type.I64, wide, least));
        String ir = propagated(code);
        assertTrue(ir.contains("sub r0, r1"), ir);
        assertTrue(ir.contains("addk r2, -32767"), ir);
    }

    @Test
    void unsigned_sums_have_no_immediate() {
        Code code = Hand.code(Type.U32, Type.U32);
        int k = code.constant(Type.U32, 1, NONE);
        code.returnValue(binary(code, IrOp.ADD, Type.U32, 0, k));
        assertTrue(propagated(code).contains("add r0, r1"));
    }

    @Test
    void a_branch_on_a_small_constant_takes_an_immediate_on_either_side() {
        Code code = Hand.code(Type.VOID, Type.I32);
        Block yes = new Block();
        Block no = new Block();
        int k = code.constant(Type.I32, 9, NONE);
        code.branch(Condition.LT, k, 0, yes, no);
        code.begin(yes);
        code.returnValue(NONE);
        code.begin(no);
        code.returnValue(NONE);
        assertTrue(propagated(code).contains("branch.gt r0, 9"));
    }

    @Test
    void unsigned_orders_have_no_immediate_but_equality_has() {
        for (Condition condition : new Condition[] {Condition.LT, Condition.EQ}) {
            Code code = Hand.code(Type.VOID, Type.U32);
            Block yes = new Block();
            Block no = new Block();
            int k = code.constant(Type.U32, 0xFFFF_FFFFL, NONE);
            code.branch(condition, 0, k, yes, no);
            code.begin(yes);
            code.returnValue(NONE);
            code.begin(no);
            code.returnValue(NONE);
            boolean isImmediate = propagated(code).contains("r0, -1");
            assertEquals(condition == Condition.EQ, isImmediate);
        }
    }

    @Test
    void a_decided_branch_is_a_jump() {
        Code code = Hand.code(Type.VOID);
        Block yes = new Block();
        Block no = new Block();
        int one = code.constant(Type.F64, Double.doubleToRawLongBits(1), NONE);
        int two = code.constant(Type.F64, Double.doubleToRawLongBits(2), NONE);
        code.branch(Condition.LT, one, two, yes, no);
        code.begin(yes);
        code.returnValue(NONE);
        code.begin(no);
        code.halt();
        String ir = propagated(code);
        assertTrue(ir.startsWith("b0:\n    jump -> b1"), ir);
    }

    @Test
    void copies_are_read_from_their_source_until_it_changes() {
        Code code = Hand.code(Type.I32, Type.I32, Type.I32);
        int copy = code.newRegister(Type.I32);
        code.move(copy, 0);
        int before = binary(code, IrOp.ADD, Type.I32, copy, 1);
        code.binary(IrOp.ADD, 0, 0, 1, 0);
        int after = binary(code, IrOp.ADD, Type.I32, copy, before);
        code.returnValue(after);
        String ir = propagated(code);
        assertTrue(ir.contains("r3: i32 = add r0, r1"), ir);
        assertTrue(ir.contains("r4: i32 = add r2, r3"), ir);
    }

    @Test
    void a_variable_that_changes_is_not_its_first_constant_in_a_loop() {
        Code code = Hand.code(Type.I32, Type.I32);
        int variable = code.constant(Type.I32, 5, code.newRegister(Type.I32));
        Block body = new Block();
        Block exit = new Block();
        code.fallInto(body);
        code.addConstant(variable, variable, 1, 0);
        code.branch(Condition.LT, variable, 0, body, exit);
        code.begin(exit);
        code.returnValue(variable);
        String ir = propagated(code);
        assertTrue(ir.contains("addk r1, 1"), ir);
        assertTrue(ir.contains("return r1"), ir);
    }

    @Test
    void narrowing_what_was_widened_gives_it_back() {
        Code code = Hand.code(Type.I32, Type.I32);
        int wide = code.newRegister(Type.I64);
        code.unary(IrOp.CONVERT, wide, 0, NONE);
        int narrow = code.newRegister(Type.I32);
        code.unary(IrOp.CONVERT, narrow, wide, NONE);
        code.returnValue(narrow);
        assertEquals("b0:\n    return r0\n", propagated(code));
    }

    @Test
    void a_branch_on_a_comparison_compares_and_branches() {
        Code code = Hand.code(Type.VOID, Type.F64, Type.F64);
        int bool = code.newRegister(Type.BOOL);
        code.compare(Condition.LT, bool, 0, 1);
        Block yes = new Block();
        Block no = new Block();
        code.branchConstant(Condition.EQ, bool, 0, yes, no);
        code.begin(yes);
        code.returnValue(NONE);
        code.begin(no);
        code.returnValue(NONE);
        String ir = propagated(code);
        assertTrue(ir.contains("branch.nlt r0, r1"), ir);
        assertFalse(ir.contains("compare"), ir);
    }

    @Test
    void a_counter_is_not_replaced_in_next() {
        Code code = Hand.code(Type.VOID, Type.I32, Type.I32);
        int counter = code.newRegister(Type.I32);
        Block body = new Block();
        Block exit = new Block();
        code.fallInto(body);
        code.move(counter, 0);
        code.next(counter, 1, body, exit);
        code.begin(exit);
        code.returnValue(NONE);
        assertTrue(propagated(code).contains("next r2, r1"));
    }
}
