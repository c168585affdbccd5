package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.type.Type;

import org.junit.jupiter.api.Test;

class DeadCodeTest {
    private static final int NONE = Instruction.NONE;

    private static String swept(Code code) {
        code.returnValue(NONE);
        code.complete();
        DeadCode.remove(code.function);
        return Hand.print(code);
    }

    private static void binary(Code code, IrOp op, Type type, int a, int b) {
        code.binary(op, code.newRegister(type), a, b, 0);
    }

    @Test
    void chains_that_nothing_reads_vanish() {
        Code code = Hand.code(Type.VOID, Type.F64);
        int one = code.newRegister(Type.F64);
        code.binary(IrOp.ADD, one, 0, 0, NONE);
        binary(code, IrOp.MUL, Type.F64, one, one);
        assertEquals("b0:\n    return\n", swept(code));
    }

    @Test
    void what_may_trap_stays() {
        Code code = Hand.code(Type.VOID, Type.I32, Type.F64);
        binary(code, IrOp.ADD, Type.I32, 0, 0);
        binary(code, IrOp.DIV, Type.F64, 1, 1);
        String ir = swept(code);
        assertTrue(ir.contains("add r0, r0"), ir);
        assertTrue(ir.contains("div r1, r1"), ir);
    }

    @Test
    void wrapping_sums_vanish() {
        Code code = Hand.code(Type.VOID, Type.U32);
        binary(code, IrOp.ADD, Type.U32, 0, 0);
        assertEquals("b0:\n    return\n", swept(code));
    }

    @Test
    void conversions_that_may_trap_stay() {
        Code code = Hand.code(Type.VOID, Type.F64, Type.I32);
        code.unary(IrOp.CONVERT, code.newRegister(Type.I32), 0, 0);
        code.unary(IrOp.CONVERT, code.newRegister(Type.I64), 1, 0);
        assertEquals("b0:\n    r2: i32 = convert r0\n    return\n", swept(code));
    }
}
