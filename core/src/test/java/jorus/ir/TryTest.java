package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.TrapKind;
import jorus.type.Type;

import org.junit.jupiter.api.Test;

class TryTest {
    private static IrFunction function(String name, String... lines) {
        for (IrFunction function : Sources.lower(lines).functions()) {
            if (function.name().equals(name)) {
                return function;
            }
        }
        throw new AssertionError("no function " + name);
    }

    @Test
    void blocks_of_the_body_know_their_handler() {
        IrFunction f =
                function(
                        "f",
                        "fn f(a: i32, b: i32) -> i32:",
                        "    try: return a / b",
                        "    catch: return -1",
                        "print(f(1, 0))");
        Region region = null;
        for (Block block : f.blocks) {
            region = block.region() != null ? block.region() : region;
        }
        assertTrue(f.blocks.contains(region.handler()));
        assertNull(region.handler().region());
        assertNull(region.outer());
    }

    @Test
    void an_error_that_nobody_names_is_not_caught_in_a_register() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: i32):",
                        "    try: print(1 / a)",
                        "    catch: print(2)",
                        "f(0)");
        assertFalse(ir.contains("catch"), ir);
    }

    @Test
    void an_error_with_a_name_is_the_first_thing_in_the_handler() {
        IrFunction f =
                function(
                        "f",
                        "fn f(a: i32):",
                        "    try: print(1 / a)",
                        "    catch e: print(e)",
                        "f(0)");
        Region region = f.blocks.get(1).region();
        assertSame(Type.ERROR, f.type(region.errorRegister()));
    }

    @Test
    void an_inner_try_has_the_outer_one_around_it() {
        IrFunction f =
                function(
                        "f",
                        "fn f(a: i32):",
                        "    try:",
                        "        try: print(1 / a)",
                        "        catch: print(2 / a)",
                        "    catch: print(3)",
                        "f(0)");
        int deepest = 0;
        for (Block block : f.blocks) {
            deepest = Math.max(deepest, block.region() == null ? 0 : block.region().depth() + 1);
        }
        assertEquals(2, deepest);
    }

    @Test
    void a_handler_that_nothing_can_reach_is_removed() {
        String ir =
                Sources.function(
                        "f", "fn f():", "    try: pass", "    catch: print(\"never\")", "f()");
        assertFalse(ir.contains("never"), ir);
    }

    @Test
    void a_store_before_a_trap_is_kept_for_the_handler() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: i32) -> i32:",
                        "    mut x = 1",
                        "    try:",
                        "        x = 2",
                        "        x = 10 / a",
                        "        x = 3",
                        "        print(1 / a)",
                        "    catch: pass",
                        "    return x",
                        "print(f(0))");
        assertTrue(ir.contains("const 1"), ir);
        assertTrue(ir.contains("const 2"), ir);
        assertTrue(ir.contains("const 3"), ir);
    }

    @Test
    void values_computed_in_the_body_are_not_known_in_the_handler() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: i32, b: i32) -> i32:",
                        "    try: return a / b + a * b",
                        "    catch: return a * b",
                        "print(f(1, 0))");
        assertEquals(3, ir.split("= mul", -1).length, ir);
    }

    @Test
    void what_traps_is_not_moved_out_of_its_try() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: i32, b: i32, n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n:",
                        "        try: s = s + a / b",
                        "        catch: s = s - 1",
                        "    return s",
                        "print(f(1, 0, 3))");
        assertTrue(ir.indexOf("= div") > ir.indexOf("b2:"), ir);
    }

    @Test
    void what_traps_is_moved_out_of_a_loop_inside_its_try() {
        IrFunction f =
                function(
                        "f",
                        "fn f(a: i32, b: i32, n: i32) -> i32:",
                        "    mut s = 0",
                        "    try:",
                        "        for i in 0..n: s = s + a / b",
                        "    catch: s = -1",
                        "    return s",
                        "print(f(1, 0, 3))");
        for (Block block : f.blocks) {
            for (Instruction instruction : block.instructions) {
                if (instruction.op == IrOp.DIV) {
                    assertSame(f.blocks.get(1).region(), block.region());
                }
            }
        }
    }

    @Test
    void blocks_of_different_regions_are_not_joined() {
        Code code = Hand.code(Type.VOID, Type.I32);
        Block handler = new Block();
        Block end = new Block();
        Region region = code.enter(handler);
        code.builtin(Code.NONE, jorus.builtin.Builtin.PUT_I32, 0, 0);
        code.jump(end);
        code.leave(region);
        code.jump(end);
        code.begin(end);
        code.returnValue(Instruction.NONE);
        code.complete();
        ControlFlow.simplify(code.function);
        assertEquals(4, code.function.blocks.size());
    }

    @Test
    void a_trap_in_a_try_is_laid_out_before_its_handler() {
        Code code = Hand.code(Type.VOID, Type.I32);
        Block handler = new Block();
        Region region = code.enter(handler);
        code.require(Condition.NE, 0, 0, TrapKind.TYPE, "zero", 0);
        code.returnValue(Instruction.NONE);
        code.leave(region);
        code.returnValue(Instruction.NONE);
        code.complete();
        Passes.run(code.function, new boolean[0], true);
        int trap = -1;
        for (Block block : code.function.blocks) {
            trap = block.terminator().op == IrOp.TRAP ? block.index : trap;
        }
        assertTrue(trap >= 0 && trap < handler.index, Hand.print(code));
    }

    @Test
    void a_caught_error_that_is_not_read_is_dropped() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: i32):",
                        "    try: print(1 / a)",
                        "    catch e: print(2)",
                        "f(0)");
        assertFalse(ir.contains("catch"), ir);
    }

    @Test
    void leaving_a_loop_from_a_try_is_a_jump() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: i32) -> i32:",
                        "    mut n = 0",
                        "    while true:",
                        "        try:",
                        "            n = n + 1",
                        "            if n > a: break",
                        "            if n == 3: continue",
                        "            print(1 / (n - 2))",
                        "        catch: print(\"c\")",
                        "    return n",
                        "print(f(5))");
        assertTrue(ir.contains("return r1"), ir);
    }
}
