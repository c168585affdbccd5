package jorus.verify;

import static jorus.image.Forgery.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.Forgery;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// For each rule one change to an accepted image that this rule rejects.
class EveryRuleTest extends VerifyingObjects {
    // words of the entry function
    private static final int NUMBER = 1;
    private static final int STRING_TO_FILL = 4;
    private static final int FILLED = 5;
    private static final int STORE_ANY = 9;
    private static final int BRANCH = 10;
    private static final int ONE_SIDE = 11;
    private static final int ADD = 14;
    private static final int STORE_GLOBAL = 15;
    private static final int ARGUMENT = 16;
    private static final int CALL = 17;

    private static final int CALLEE = 3;
    private static final int JOIN_PARENT = 4;

    private TestFunction main;

    private Image written() {
        int strings = image.arrayType(STRING, "[string]");
        image.string(new byte[] {'a'});
        image.trap(TrapKind.NO_ARM, "none");
        image.globals(List.of(new ImageBuilder.GlobalEntry(0, I32, "g")), 0, 0, 64);
        main = TestFunction.entry(person, strings, STRING, ANY, I32, I32, BOOL);
        main.line(1, 1)
                .op(Opcode.LOAD_STRING, main.local(2), 0)
                .op(Opcode.CONST_I32, main.local(4), 3)
                .op(Opcode.NEW_ARRAY, main.local(1), main.local(4), strings)
                .op(Opcode.MOVE_REF, main.out(0), main.local(1))
                .op(Opcode.MOVE_REF, main.out(8), main.local(2))
                .op(Opcode.BUILTIN, Builtin.FILL_REF.id())
                .line(2, 1)
                .op(Opcode.BOX_I32, main.local(3), main.local(4), I32)
                .op(Opcode.NEW_OBJECT, main.local(0), person)
                .op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(2))
                .op(Opcode.SET_FIELD_ANY, main.local(0), NOTE, main.local(3))
                .op(Opcode.BR_EQK_I32, main.local(4), 0, 2)
                .op(Opcode.CONST_I32, main.local(5), 1)
                .op(Opcode.JUMP, 1)
                .op(Opcode.CONST_I32, main.local(5), 2)
                .op(Opcode.ADD_I32, main.local(4), main.local(4), main.local(5))
                .op(Opcode.SET_GLOBAL_I32, main.local(4), 0)
                .op(Opcode.MOVE_I32, main.out(0), main.local(4))
                .op(Opcode.CALL_I32, main.local(5), CALLEE)
                .op(Opcode.HALT)
                .op(Opcode.HALT)
                .handler(14, 15, 19, -1);
        TestFunction callee = new TestFunction("f", I32, new int[] {I32});
        callee.inlined(0, 0, 1, 1).line(3, 1, 1).op(Opcode.RET_I32, callee.argument(0));
        TestFunction.image(image, main, direct(), dynamic(), callee);
        return ImageWriter.write(image, memory);
    }

    private static Image function(Image written, int function, int field, int value) {
        return entry(written, Section.FUNCTIONS, function, field, value);
    }

    private static Image word(Image written, int function, int index, long word) {
        Memory.i64(written.functionCode(function) + 8L * index, word);
        return Forgery.seal(written);
    }

    private static Image word(Image written, int index, Opcode opcode, int a, int b, int c) {
        return word(written, 0, index, Word.encode(opcode, a, b, c));
    }

    private static Image nop(Image written, int index) {
        return word(written, index, Opcode.NOP, 0, 0, 0);
    }

    private Image forged(Rule rule, Image w) {
        int number = main.local(4);
        return switch (rule) {
            case MAGIC -> Forgery.i32(w, ImageLayout.MAGIC, 1);
            case VERSION -> Forgery.i32(w, ImageLayout.VERSION, 1);
            case SIZE -> Forgery.i32(w, ImageLayout.TOTAL_BYTES, (int) w.bytes() + 64);
            case CHECKSUM -> {
                Memory.i32(w.base() + ImageLayout.ENTRY, 2);
                yield new Image(w.base(), w.bytes());
            }
            case SECTIONS -> Forgery.section(w, Section.LONGS, 2, 1);
            case TEXT -> entry(w, Section.NAMES, 0, 0, 1 << 20);
            case TYPES -> entry(w, Section.TYPES, 0, ImageLayout.TYPE_KIND, 99);
            case TRAPS -> entry(w, Section.TRAPS, 0, 0, TrapKind.count());
            case GLOBALS -> entry(w, Section.GLOBALS, 0, 4, TypeIds.VOID);
            case FUNCTIONS -> function(w, 0, ImageLayout.FRAME_BYTES, 1 << 12);
            case LINES -> entry(w, Section.LINES, 1, 0, 0);
            case INLINED -> entry(w, Section.INLINED, 0, 0, -1);
            case HANDLERS -> entry(w, Section.HANDLERS, 0, 8, 14);
            case FILES -> entry(w, Section.FILES, 0, 0, -1);
            case ENTRY -> Forgery.i32(w, ImageLayout.ENTRY, CALLEE);
            case OPCODE -> word(w, 0, ADD, 0xFFFF);
            case FUSION -> word(w, ADD, Opcode.ADD_I32_NEXT_I32, number, number, number);
            case OPERAND -> word(w, ADD, Opcode.ADD_I32, number, number, number + 1);
            case INDEX -> word(w, 0, Opcode.LOAD_STRING, main.local(2), 999, 0);
            case TARGET -> word(w, BRANCH, Opcode.BR_EQK_I32, number, 0, 1_000);
            case END -> nop(w, main.length() - 1);
            case SLOT_TABLE -> entry(w, Section.SLOTS, 0, 4, TypeIds.F64);
            // The place of the double of function 1, read as an i32.
            case SLOT -> {
                TestFunction scale = direct();
                long bad = Word.encode(Opcode.F64_I32, scale.local(2), scale.local(2), 0);
                yield word(w, DIRECT, 2, bad);
            }
            case TYPE -> word(w, ADD, Opcode.ADD_I32, main.local(6), number, number);
            case GLOBAL -> word(w, STORE_GLOBAL, Opcode.SET_GLOBAL_I32, number, 4, 0);
            case CALL -> word(w, CALL, Opcode.CALL, 0, CALLEE, 0);
            case ARGUMENT -> nop(w, ARGUMENT);
            case CLOSURE -> function(w, DIRECT, ImageLayout.RESULT_TYPE, TypeIds.I64);
            case BUILTIN -> word(w, CALL, Opcode.BUILTIN_I32, main.local(5), Builtin.LEN.id(), 0);
            case RETURN -> word(w, CALLEE, 0, Opcode.HALT.code());
            case FILL -> nop(w, STRING_TO_FILL + 1);
            case FIELD ->
                    word(
                            w,
                            STORE_ANY,
                            Opcode.SET_FIELD_ANY,
                            main.local(0),
                            NOTE + 8,
                            main.local(3));
            case FRESH -> nop(w, STORE_ANY);
            case WRITTEN -> nop(w, NUMBER);
            case JOINS -> entry(w, Section.JOINS, 0, 0, 0);
            case PARENT -> entry(w, Section.JOINS, 1, JOIN_PARENT, 1);
            case NAMED -> nop(w, ONE_SIDE);
            case BUDGET -> throw new AssertionError("has a test of its own");
        };
    }

    @ParameterizedTest
    @EnumSource(value = Rule.class, mode = EnumSource.Mode.EXCLUDE, names = "BUDGET")
    void one_change_that_this_rule_rejects(Rule rule) {
        Image good = written();
        Verifier.verify(good);
        Image bad = forged(rule, good);
        VerifyFailure failure = assertThrows(VerifyFailure.class, () -> Verifier.verify(bad));
        assertEquals(rule, failure.rule(), failure.getMessage());
        String start = rule.id() + " " + rule.text() + ": ";
        assertTrue(failure.getMessage().startsWith(start), failure.getMessage());
    }

    /// Hundreds of variables are named where thousands of branches meet.
    @Test
    void more_variables_times_branches_than_the_budget_is_for() {
        int variables = 400;
        int branches = 20_000;
        int[] types = new int[variables];
        Arrays.fill(types, I32);
        TestFunction f = TestFunction.entry(types);
        f.op(Opcode.CONST_I32, f.local(0), 1);
        f.op(Opcode.BR_EQK_I32, f.local(0), 0, variables);
        for (int i = 1; i < variables; i++) {
            f.op(Opcode.CONST_I32, f.local(i), 1);
        }
        f.op(Opcode.JUMP_FAR, variables - 1);
        for (int i = 1; i < variables; i++) {
            f.op(Opcode.CONST_I32, f.local(i), 2);
        }
        int meeting = f.length();
        for (int i = 1; i < variables; i++) {
            f.op(Opcode.MOVE_I32, f.local(0), f.local(i));
        }
        for (int i = 0; i < branches; i++) {
            f.op(Opcode.BR_EQK_I32, f.local(0), 0, meeting - f.length() - 1);
        }
        VerifyFailure failure = rejected(Rule.BUDGET, f.op(Opcode.HALT), direct(), dynamic());
        assertTrue(failure.getMessage().contains("399 variables"), failure.getMessage());
    }

    @Test
    void numbers_of_rules_are_different() {
        Set<String> ids = new HashSet<>();
        for (Rule rule : Rule.values()) {
            assertTrue(ids.add(rule.id()), rule.id());
        }
    }
}
