package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

class OpcodeCountsTest extends Verifying {
    @Test
    void opcodes_and_pairs_are_counted_function_by_function() {
        TestFunction main = TestFunction.entry(TypeIds.I32);
        main.op(Opcode.CONST_I32, main.local(0), 1)
                .op(Opcode.NOP)
                .op(Opcode.NOP)
                .op(Opcode.NOP)
                .op(Opcode.HALT);
        TestFunction other = new TestFunction("f", TypeIds.VOID, NO_ARGUMENTS);
        OpcodeCounts counts = OpcodeCounts.of(accepted(main, other.op(Opcode.NOP).op(Opcode.RET)));
        assertEquals(4, counts.count(Opcode.NOP));
        assertEquals(1, counts.count(Opcode.HALT));
        assertEquals(0, counts.count(Opcode.JUMP));
        assertEquals(2, counts.pairs(Opcode.NOP, Opcode.NOP));
        assertEquals(1, counts.pairs(Opcode.NOP, Opcode.HALT));
        assertEquals(1, counts.pairs(Opcode.NOP, Opcode.RET));
        assertEquals(0, counts.pairs(Opcode.HALT, Opcode.NOP));
    }
}
