package jorus.verify;

import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

/// Slots beyond the reach of 16-bit operands: they have types and are written before they are read
/// like all others.
class FarSlotsTest extends Verifying {
    private static final int I32 = TypeIds.I32;
    private static final int I64 = TypeIds.I64;
    private static final int BOOL = TypeIds.BOOL;
    private static final int STRING = TypeIds.STRING;
    private static final int ANY = TypeIds.ANY;

    private static TestFunction entry() {
        return TestFunction.entry(STRING, ANY, I64, I32).far(STRING, ANY, I64, I32, BOOL);
    }

    @Test
    void all_banks_are_stored_and_loaded() {
        image.string(new byte[] {'s'});
        TestFunction main = entry();
        main.op(Opcode.LOAD_STRING, main.local(0), 0)
                .op(Opcode.FAR_STORE_REF, main.local(0), main.farLocal(0))
                .op(Opcode.FAR_LOAD_REF, main.local(0), main.farLocal(0))
                .op(Opcode.BOX_REF, main.local(1), main.local(0))
                .op(Opcode.FAR_STORE_ANY, main.local(1), main.farLocal(1))
                .op(Opcode.FAR_LOAD_ANY, main.local(1), main.farLocal(1))
                .op(Opcode.CONST_I64, main.local(2), 5)
                .op(Opcode.FAR_STORE_I64, main.local(2), main.farLocal(2))
                .op(Opcode.FAR_LOAD_I64, main.local(2), main.farLocal(2))
                .op(Opcode.CONST_I32, main.local(3), 5)
                .op(Opcode.FAR_STORE_I32, main.local(3), main.farLocal(3))
                .op(Opcode.FAR_LOAD_I32, main.local(3), main.farLocal(3))
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void a_load_before_a_store() {
        TestFunction main = entry();
        main.op(Opcode.FAR_LOAD_REF, main.local(0), main.farLocal(0)).op(Opcode.HALT);
        rejected(Rule.WRITTEN, main);
    }

    @Test
    void a_load_of_another_bank() {
        TestFunction main = entry();
        main.op(Opcode.FAR_LOAD_REF, main.local(0), main.farLocal(2)).op(Opcode.HALT);
        rejected(Rule.SLOT, main);
    }

    @Test
    void a_number_stored_as_a_bool() {
        TestFunction main = entry();
        main.op(Opcode.CONST_I32, main.local(3), 5)
                .op(Opcode.FAR_STORE_I32, main.local(3), main.farLocal(4))
                .op(Opcode.HALT);
        rejected(Rule.TYPE, main);
    }

    @Test
    void a_load_from_the_near_part() {
        TestFunction main = entry();
        main.op(Opcode.CONST_I64, main.local(2), 5)
                .op(Opcode.FAR_LOAD_I64, main.local(2), main.local(2))
                .op(Opcode.HALT);
        rejected(Rule.INDEX, main);
    }

    @Test
    void a_load_from_behind_the_frame() {
        TestFunction main = entry();
        main.op(Opcode.FAR_LOAD_I64, main.local(2), main.frame().bytes()).op(Opcode.HALT);
        rejected(Rule.INDEX, main);
    }

    @Test
    void a_load_from_before_the_frame() {
        TestFunction main = entry();
        main.op(Opcode.FAR_LOAD_I64, main.local(2), -8 & Integer.MAX_VALUE).op(Opcode.HALT);
        rejected(Rule.INDEX, main);
    }

    @Test
    void a_far_load_without_far_slots() {
        TestFunction main = TestFunction.entry(I64);
        main.op(Opcode.FAR_LOAD_I64, main.local(0), main.frame().farRefBank()).op(Opcode.HALT);
        rejected(Rule.INDEX, main);
    }

    @Test
    void a_load_between_two_slots() {
        TestFunction main = entry();
        main.op(Opcode.CONST_I64, main.local(2), 5)
                .op(Opcode.FAR_STORE_I64, main.local(2), main.farLocal(2))
                .op(Opcode.FAR_LOAD_I64, main.local(2), main.farLocal(2) + 4)
                .op(Opcode.HALT);
        rejected(Rule.SLOT, main);
    }

    @Test
    void a_table_without_one_of_the_far_slots() {
        TestFunction main = TestFunction.entry().far(I64, I64);
        main.op(Opcode.HALT);
        rejected(Rule.SLOT_TABLE, main.build(main.farLocal(0), I64));
    }

    @Test
    void an_argument_is_stored_far() {
        TestFunction main = entry();
        int out = main.frame().bytes() + 32;
        main.op(Opcode.CONST_I64, main.local(2), 1)
                .op(Opcode.FAR_STORE_I64, main.local(2), out)
                .op(Opcode.CALL, 1)
                .op(Opcode.HALT);
        TestFunction callee = new TestFunction("f", TypeIds.VOID, new int[] {I64});
        callee.op(Opcode.RET);
        accepted(main, callee);
    }

    @Test
    void an_argument_of_another_type() {
        TestFunction main = entry();
        int out = main.frame().bytes() + 32;
        main.op(Opcode.CONST_I64, main.local(2), 2)
                .op(Opcode.FAR_STORE_I64, main.local(2), out)
                .op(Opcode.CALL, 1)
                .op(Opcode.HALT);
        TestFunction callee = new TestFunction("f", TypeIds.VOID, new int[] {BOOL});
        callee.op(Opcode.RET);
        rejected(Rule.ARGUMENT, main, callee);
    }
}
