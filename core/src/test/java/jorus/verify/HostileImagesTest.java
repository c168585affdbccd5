package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.Forgery;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Whatever the bytes are, the answer is an acceptance or a `VerifyFailure`.
class HostileImagesTest extends VerifyingObjects {
    private static final long SEED = Long.getLong("jorus.seed", 20_261_121L);
    private static final int IMAGES = 30_000;

    private final Random random = new Random(SEED);
    private final Set<Rule> rules = EnumSet.noneOf(Rule.class);
    private Image written;
    private byte[] original;
    private int words;
    private int accepted;

    @BeforeEach
    void write() {
        int strings = image.arrayType(TypeIds.STRING, "[string]");
        int numbers = image.arrayType(TypeIds.I32, "[i32]");
        image.arrayType(numbers, "[[i32]]");
        image.i64(5);
        image.f64(0.5);
        image.string(new byte[] {'a', 'b'});
        image.trap(TrapKind.NO_RETURN, "none");
        image.globals(
                List.of(
                        new ImageBuilder.GlobalEntry(0, TypeIds.STRING, "s"),
                        new ImageBuilder.GlobalEntry(8, TypeIds.ANY, "a"),
                        new ImageBuilder.GlobalEntry(24, TypeIds.I64, "l"),
                        new ImageBuilder.GlobalEntry(32, TypeIds.I32, "i")),
                1,
                1,
                64);
        TestFunction main =
                TestFunction.entry(
                        TypeIds.STRING,
                        strings,
                        numbers,
                        TypeIds.ANY,
                        TypeIds.I64,
                        TypeIds.F64,
                        TypeIds.I32,
                        TypeIds.BOOL);
        TestFunction objects = objects();
        main.line(1, 1)
                .op(Opcode.LOAD_STRING, main.local(0), 0)
                .op(Opcode.CONST_I32, main.local(6), 3)
                .op(Opcode.NEW_ARRAY, main.local(1), main.local(6), strings)
                .op(Opcode.MOVE_REF, main.out(0), main.local(1))
                .op(Opcode.MOVE_REF, main.out(8), main.local(0))
                .op(Opcode.BUILTIN, Builtin.FILL_REF.id())
                .op(Opcode.NEW_LITERAL, main.local(2), 4, numbers)
                .op(Opcode.CONST_I32, main.local(7), 1)
                .op(Opcode.BR_EQK_I32, main.local(7), 0, 3)
                .op(Opcode.PUSH_I32, main.local(2), main.local(6))
                .op(Opcode.LENGTH_ARRAY, main.local(6), main.local(2))
                .op(Opcode.BR_LTK_I32, main.local(6), 9, -3)
                .op(Opcode.LOAD_F64, main.local(5), 0)
                .op(Opcode.LOAD_I64, main.local(4), 0)
                .op(Opcode.BOX_I64, main.local(3), main.local(4), TypeIds.I64)
                .op(Opcode.SET_GLOBAL_ANY, main.local(3), 8)
                .op(Opcode.CONST_I32, main.out(24), 9)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.MOVE_ANY, main.out(8), main.local(3))
                .op(Opcode.CALL_REF, main.local(0), 3)
                .op(Opcode.CALL, 4)
                .op(Opcode.HALT);
        int[] parameters = {TypeIds.STRING, TypeIds.ANY, TypeIds.I32};
        TestFunction callee = new TestFunction("f", TypeIds.STRING, parameters, TypeIds.STRING);
        callee.line(5, 2)
                .op(Opcode.BR_LEK_I32, callee.argument(2), 0, 2)
                .op(Opcode.CONCAT, callee.local(0), callee.argument(0), callee.argument(0))
                .op(Opcode.RET_REF, callee.local(0))
                .op(Opcode.TRAP, 0);
        image.adapter(signature, 5);
        TestFunction.image(image, main, direct(), dynamic(), callee, objects, adapter());
        words = image.functions().stream().mapToInt(f -> f.code().length).sum();
        written = ImageWriter.write(image, memory);
        Verifier.verify(written);
        original = new byte[(int) written.bytes()];
        Memory.copyOut(written.base(), original, 0, original.length);
    }

    /// Makes one object of each kind, calls a function value, and has a handler.
    private TestFunction objects() {
        int[] none = {};
        TestFunction f =
                new TestFunction(
                        "objects",
                        TypeIds.VOID,
                        none,
                        person,
                        shape,
                        circle,
                        cell,
                        signature,
                        STRING,
                        TypeIds.ERROR,
                        ANY,
                        F64,
                        I32);
        return f.op(Opcode.LOAD_STRING, f.local(5), 0)
                .op(Opcode.BOX_REF, f.local(7), f.local(5))
                .op(Opcode.LOAD_F64, f.local(8), 0)
                .op(Opcode.NEW_OBJECT, f.local(0), person)
                .op(Opcode.SET_FIELD_REF, f.local(0), NAME, f.local(5))
                .op(Opcode.SET_FIELD_ANY, f.local(0), NOTE, f.local(7))
                .op(Opcode.SET_FIELD_F64, f.local(0), SIZE, f.local(8))
                .op(Opcode.NEW_VARIANT, f.local(1), CIRCLE, shape)
                .op(Opcode.VARIANT, f.local(9), f.local(1))
                .op(Opcode.AS_REF, f.local(2), f.local(1), circle)
                .op(Opcode.GET_FIELD_F64, f.local(8), f.local(2), RADIUS)
                .op(Opcode.NEW_OBJECT, f.local(3), cell)
                .op(Opcode.SET_FIELD_REF, f.local(3), CONTENT, f.local(5))
                .op(Opcode.NEW_OBJECT, f.local(4), closure)
                .op(Opcode.SET_FIELD_REF, f.local(4), CAPTURE, f.local(3))
                .op(Opcode.MOVE_REF, f.out(8), f.local(5))
                .op(Opcode.MOVE_I32, f.out(16), f.local(9))
                .op(Opcode.CALL_VALUE_F64, f.local(8), f.local(4), signature)
                .op(Opcode.MOVE_ANY, f.out(8), f.local(7))
                .op(Opcode.MOVE_ANY, f.out(24), f.local(7))
                .op(Opcode.CALL_DYNAMIC, f.local(7), f.local(4), 2)
                .op(Opcode.UNBOX_I32, f.local(9), f.local(7), I32)
                .op(Opcode.RET)
                .op(Opcode.MOVE_REF, f.out(0), f.local(6))
                .op(Opcode.BUILTIN_REF, f.local(5), Builtin.TEXT_ERROR.id())
                .op(Opcode.RET)
                .handler(15, 22, 23, f.local(6));
    }

    private void restore() {
        Memory.copyIn(original, 0, written.base(), original.length);
    }

    private void verify() {
        try {
            Verifier.verify(Forgery.seal(written));
            accepted++;
        } catch (VerifyFailure failure) {
            rules.add(failure.rule());
        } catch (RuntimeException | Error e) {
            throw new AssertionError("with seed " + SEED, e);
        }
        restore();
    }

    private void setWord(int index, long word) {
        Memory.i64(written.wordAddress(index), word);
    }

    @Test
    void words_of_random_bits() {
        for (int i = 0; i < IMAGES; i++) {
            for (int word = 0; word < words; word++) {
                setWord(word, random.nextLong());
            }
            verify();
        }
        assertTrue(rules.contains(Rule.OPCODE), rules.toString());
    }

    /// A value that a field of this kind could well have.
    private int plausible(Operand kind) {
        return switch (kind) {
            case NONE -> 0;
            case IMM16, IMM32 -> random.nextInt(9) - 2;
            case TARGET16, TARGET32 -> random.nextInt(13) - 6;
            case TYPE_ID -> random.nextInt(image.types().size() + TypeIds.FIRST_FREE + 1);
            case BUILTIN_ID -> random.nextInt(Builtin.count());
            case GLOBAL -> 8 * random.nextInt(6);
            case POOL_I64, POOL_F64, POOL_STRING, TRAP_ID -> random.nextInt(3);
            case FUNCTION_ID -> random.nextInt(6);
            default -> 32 + 4 * random.nextInt(48);
        };
    }

    private long plausibleWord() {
        Opcode opcode = Opcode.byCode(random.nextInt(Opcode.count()));
        return encode(opcode);
    }

    private long encode(Opcode opcode) {
        int a = plausible(opcode.a());
        int b = plausible(opcode.b());
        return opcode.b().isWide()
                ? Word.wide(opcode.code(), a, b)
                : Word.of(opcode.code(), a, b, plausible(opcode.c()));
    }

    @Test
    void plausible_instructions_in_random_order() {
        for (int i = 0; i < IMAGES; i++) {
            int first = random.nextInt(words);
            int last = Math.min(words, first + 1 + random.nextInt(words));
            for (int word = first; word < last; word++) {
                setWord(word, plausibleWord());
            }
            verify();
        }
        assertTrue(rules.size() > 3, rules.toString());
    }

    @Test
    void one_instruction_changed() {
        for (int i = 0; i < IMAGES; i++) {
            int index = random.nextInt(words);
            long word = Memory.i64(written.wordAddress(index));
            boolean keepsOpcode = random.nextBoolean();
            setWord(index, keepsOpcode ? encode(Opcode.byCode(Word.op(word))) : plausibleWord());
            verify();
        }
        assertTrue(accepted > IMAGES / 50, accepted + " accepted");
        Set<Rule> deep =
                EnumSet.of(
                        Rule.SLOT,
                        Rule.TYPE,
                        Rule.GLOBAL,
                        Rule.CALL,
                        Rule.ARGUMENT,
                        Rule.BUILTIN,
                        Rule.RETURN,
                        Rule.FILL,
                        Rule.FIELD,
                        Rule.FRESH,
                        Rule.WRITTEN);
        deep.removeAll(rules);
        assertTrue(deep.isEmpty(), "never hit: " + deep);
    }

    @Test
    void any_byte_of_the_tables_changed() {
        for (int i = 0; i < IMAGES; i++) {
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                long at = written.base() + random.nextInt(original.length);
                int value = random.nextBoolean() ? random.nextInt(256) : 0xFF * random.nextInt(2);
                Memory.i8(at, value);
            }
            verify();
        }
        assertTrue(rules.size() > 8, rules.toString());
    }
}
