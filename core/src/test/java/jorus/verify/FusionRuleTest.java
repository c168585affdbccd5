package jorus.verify;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.image.TestFunction;
import jorus.image.TypeIds;

import org.junit.jupiter.api.Test;

class FusionRuleTest extends Verifying {
    private static TestFunction sum() {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32);
        return main.op(CONST_I32, main.local(0), 1);
    }

    @Test
    void a_fused_instruction_is_followed_by_its_second_part() {
        TestFunction main = sum();
        main.op(ADD_I32_ADDK_I32, main.local(0), main.local(0), main.local(0));
        accepted(main.op(ADDK_I32, main.local(1), main.local(0), 1).op(HALT));
    }

    @Test
    void the_second_part_may_be_fused_itself() {
        TestFunction main = sum();
        main.op(ADD_I32_ADDK_I32, main.local(0), main.local(0), main.local(0));
        main.op(ADDK_I32_ADDK_I32, main.local(1), main.local(0), 1);
        accepted(main.op(ADDK_I32, main.local(1), main.local(0), 1).op(HALT));
    }

    @Test
    void another_second_part_is_refused() {
        TestFunction main = sum();
        main.op(ADD_I32_ADDK_I32, main.local(0), main.local(0), main.local(0));
        main.op(ADD_I32, main.local(1), main.local(0), main.local(0)).op(HALT);
        VerifyFailure failure = rejected(Rule.FUSION, main);
        assertEquals(1, failure.word());
    }

    @Test
    void both_parts_are_verified() {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32);
        main.op(ADD_I32_ADDK_I32, main.local(0), main.local(0), main.local(0));
        rejected(Rule.WRITTEN, main.op(ADDK_I32, main.local(1), main.local(0), 1).op(HALT));
    }
}
