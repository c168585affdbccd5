package jorus.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.isa.Generated;
import jorus.isa.Opcode;
import jorus.memory.arena.OffHeap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ListingTest {
    private static final String GOLDENS = "core/src/test/resources/jorus/image/";

    private final OffHeap memory = new OffHeap();
    private final ImageBuilder builder = new ImageBuilder();

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    private String listing(Listing.SourceLines sources, TestFunction... functions) {
        TestFunction.image(builder, functions);
        return Listing.of(ImageWriter.write(builder, memory), sources);
    }

    private int string(String text) {
        return builder.string(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_loop_with_its_source() throws IOException {
        String[] source = {"mut sum = 0", "for i in 0..10:", "    sum += i", "print(sum)"};
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32, TypeIds.I32);
        int sum = main.local(0);
        int i = main.local(1);
        int last = main.local(2);
        main.line(1, 1).op(Opcode.CONST_I32, sum, 0);
        main.line(2, 1).op(Opcode.CONST_I32, i, 0).op(Opcode.CONST_I32, last, 9);
        main.line(3, 9).op(Opcode.ADD_I32, sum, sum, i);
        main.line(2, 1).op(Opcode.NEXT_I32, i, last, -2);
        main.line(4, 1)
                .op(Opcode.MOVE_I32, main.out(0), sum)
                .op(Opcode.BUILTIN, Builtin.PUT_I32.id())
                .op(Opcode.BUILTIN, Builtin.PRINT.id())
                .op(Opcode.HALT);
        String text = listing((file, line) -> source[line - 1], main);
        Generated.check(GOLDENS + "loop.txt", text);
    }

    @Test
    void every_kind_of_operand() throws IOException {
        int strings = builder.arrayType(TypeIds.STRING, "[string]");
        builder.globals(
                List.of(
                        new ImageBuilder.GlobalEntry(0, TypeIds.STRING, "name"),
                        new ImageBuilder.GlobalEntry(8, TypeIds.ANY, "value"),
                        new ImageBuilder.GlobalEntry(24, TypeIds.F64, "ratio")),
                1,
                1,
                64);
        int text = string("tab\tquote\" \\ caf\u00e9 \u0007\n");
        int trap = builder.trap(TrapKind.NAME, "Variable 'x' used before it was initialized");
        TestFunction main =
                TestFunction.entry(strings, TypeIds.STRING, TypeIds.ANY, TypeIds.I64, TypeIds.F64);
        main.op(Opcode.NEW_LITERAL, main.local(0), 3, strings)
                .op(Opcode.LOAD_STRING, main.local(1), text)
                .op(Opcode.PUSH_REF, main.local(0), main.local(1))
                .op(Opcode.LOAD_I64, main.local(3), builder.i64(Long.MIN_VALUE))
                .op(Opcode.LOAD_F64, main.local(4), builder.f64(-0.0))
                .op(Opcode.GET_GLOBAL_F64, main.local(4), 24)
                .op(Opcode.BOX_I64, main.local(2), main.local(3), TypeIds.I64)
                .op(Opcode.BR_GEK_I64, main.local(3), -5, 4)
                .op(Opcode.MOVE_REF, main.out(0), main.local(1))
                .op(Opcode.MOVE_ANY, main.out(8), main.local(2))
                .op(Opcode.CALL_REF, main.local(1), 1)
                .op(Opcode.HALT)
                .op(Opcode.TRAP, trap);
        TestFunction f =
                new TestFunction("f", TypeIds.STRING, new int[] {TypeIds.STRING, TypeIds.ANY});
        f.op(Opcode.RET_REF, f.argument(0));
        Generated.check(GOLDENS + "operands.txt", listing(null, main, f));
    }

    @Test
    void a_name_cannot_smuggle_control_characters() {
        string("\u001b[31m\u009b");
        TestFunction main = TestFunction.entry(TypeIds.STRING);
        main.op(Opcode.LOAD_STRING, main.local(0), 0).op(Opcode.HALT);
        TestFunction named = new TestFunction("f\u001b[2J", TypeIds.VOID, new int[0]);
        String text = listing(null, main, named.op(Opcode.RET));
        assertTrue(text.contains("\"\\u001b[31m\\u009b\""), text);
        assertTrue(text.contains("f\\u001b[2J#1"), text);
    }
}
