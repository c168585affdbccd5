package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Consumer;

/// Each method is checked by the ClassFile API's verifier, by the JVM's, and by calling it.
class AssemblerTest {
    private static final ClassDesc SELF = ClassDesc.of("jorus.jit.Assembled");
    private static final MethodTypeDesc INT_TO_INT =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final MethodTypeDesc TO_DOUBLE = MethodTypeDesc.of(ConstantDescs.CD_double);
    private static final MethodTypeDesc TO_LONG = MethodTypeDesc.of(ConstantDescs.CD_long);
    private static final MethodTypeDesc TO_INT = MethodTypeDesc.of(ConstantDescs.CD_int);

    private static byte[] bytes(MethodTypeDesc type, Consumer<Assembler> body) {
        int flags = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
        return ClassFile.of()
                .build(
                        SELF,
                        builder -> {
                            builder.withFlags(ClassFile.ACC_PUBLIC);
                            Assembler.method(builder, SELF, "run", type, flags, body);
                        });
    }

    private static Object call(MethodTypeDesc type, Consumer<Assembler> body, Object... arguments) {
        byte[] bytes = bytes(type, body);
        assertEquals(List.of(), ClassFile.of().verify(bytes));
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandles.Lookup made = lookup.defineHiddenClass(bytes, true);
            return made.findStatic(made.lookupClass(), "run", type.resolveConstantDesc(lookup))
                    .invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void loops_keep_what_they_carry() {
        Consumer<Assembler> sum =
                c -> {
                    Label header = c.newLabel();
                    Label end = c.newLabel();
                    int i = c.allocateLocal(TypeKind.INT);
                    int s = c.allocateLocal(TypeKind.LONG);
                    c.lconst_0().lstore(s).iconst_0().istore(i);
                    c.labelBinding(header).iload(i).iload(0).if_icmpge(end);
                    c.lload(s).iload(i).i2l().ladd().lstore(s).iinc(i, 1).goto_(header);
                    c.labelBinding(end).lload(s).l2i().ireturn();
                };
        assertEquals(45, call(INT_TO_INT, sum, 10));
    }

    @Test
    void a_local_that_only_some_ways_store_is_0_on_the_others() {
        for (TypeKind kind : List.of(TypeKind.INT, TypeKind.LONG, TypeKind.DOUBLE)) {
            Consumer<Assembler> some =
                    c -> {
                        Label join = c.newLabel();
                        int local = c.allocateLocal(kind);
                        c.iload(0).ifeq(join);
                        switch (kind) {
                            case INT -> c.loadConstant(7).istore(local);
                            case LONG -> c.loadConstant(7L).lstore(local);
                            default -> c.loadConstant(7.0).dstore(local);
                        }
                        c.labelBinding(join).loadLocal(kind, local);
                        switch (kind) {
                            case INT -> {}
                            case LONG -> c.l2i();
                            default -> c.d2i();
                        }
                        c.ireturn();
                    };
            assertEquals(7, call(INT_TO_INT, some, 1), kind.name());
            assertEquals(0, call(INT_TO_INT, some, 0), kind.name());
        }
    }

    @Test
    void objects_are_locals_too() {
        ClassDesc builder = ClassDesc.of("java.lang.Integer");
        MethodTypeDesc valueOf = MethodTypeDesc.of(builder, ConstantDescs.CD_int);
        Consumer<Assembler> box =
                c -> {
                    Label end = c.newLabel();
                    int boxed = c.allocateLocal(TypeKind.REFERENCE);
                    c.iload(0).ifne(end);
                    c.labelBinding(end).iload(0).invokestatic(builder, "valueOf", valueOf);
                    c.astore(boxed);
                    Label behind = c.newLabel();
                    c.iload(0).iflt(behind).labelBinding(behind);
                    c.aload(boxed).invokevirtual(builder, "intValue", TO_INT).ireturn();
                };
        assertEquals(5, call(INT_TO_INT, box, 5));
    }

    @Test
    void values_stay_on_the_stack_across_branches() {
        Consumer<Assembler> choose =
                c -> {
                    Label other = c.newLabel();
                    Label end = c.newLabel();
                    c.loadConstant(100L).iload(0).ifeq(other);
                    c.loadConstant(11).goto_(end);
                    c.labelBinding(other).loadConstant(22).labelBinding(end);
                    c.i2l().ladd().l2i().ireturn();
                };
        assertEquals(111, call(INT_TO_INT, choose, 1));
        assertEquals(122, call(INT_TO_INT, choose, 0));
    }

    @Test
    void handlers_have_what_was_thrown_and_the_locals() {
        Consumer<Assembler> divide =
                c -> {
                    int result = c.allocateLocal(TypeKind.INT);
                    int unused = c.allocateLocal(TypeKind.REFERENCE);
                    Label handler = c.newHandler();
                    c.loadConstant(1000).istore(result);
                    Label start = c.newBoundLabel();
                    c.loadConstant(84).iload(0).idiv().istore(result);
                    Label end = c.newBoundLabel();
                    c.iload(result).ireturn();
                    Label empty = c.newBoundLabel();
                    c.labelBinding(handler).astore(unused);
                    c.iload(result).iconst_1().iadd().ireturn();
                    c.exceptionCatchAll(start, end, handler);
                    c.exceptionCatchAll(empty, empty, handler);
                };
        assertEquals(42, call(INT_TO_INT, divide, 2));
        assertEquals(1001, call(INT_TO_INT, divide, 0));
    }

    @Test
    void what_nothing_leads_to_is_left_out_or_verified() {
        Consumer<Assembler> odd =
                c -> {
                    Label skipped = c.newLabel();
                    Label end = c.newLabel();
                    int never = c.allocateLocal(TypeKind.LONG);
                    c.goto_(end);
                    c.loadConstant(3).istore(0).iinc(0, 5).lload(never).pop2();
                    c.labelBinding(skipped).lload(never).lconst_1().ladd().lstore(never);
                    c.goto_(skipped);
                    c.labelBinding(end).iload(0).ireturn();
                    c.labelBinding(c.newLabel());
                };
        assertEquals(9, call(INT_TO_INT, odd, 9));
    }

    @Test
    void code_that_comes_later_may_be_the_first_to_store() {
        Consumer<Assembler> late =
                c -> {
                    Label read = c.newLabel();
                    Label store = c.newLabel();
                    int local = c.allocateLocal(TypeKind.DOUBLE);
                    c.goto_(store);
                    c.labelBinding(read).dload(local).d2i().ireturn();
                    c.labelBinding(store).iload(0).i2l().lneg().l2i().istore(0);
                    c.loadConstant(2.5).loadConstant(2.0).dmul().dstore(local).goto_(read);
                };
        assertEquals(5, call(INT_TO_INT, late, 1));
    }

    @Test
    void switches_are_aligned_whatever_is_in_front() {
        for (int locals = 0; locals < 5; locals++) {
            int count = locals;
            Consumer<Assembler> choose =
                    c -> {
                        Label one = c.newLabel();
                        Label minus = c.newLabel();
                        Label others = c.newLabel();
                        int[] sums = new int[count];
                        c.iload(0)
                                .lookupswitch(others, new int[] {-3, 1}, new Label[] {minus, one});
                        c.labelBinding(one).loadConstant(11).ireturn();
                        c.labelBinding(minus).loadConstant(33).ireturn();
                        c.labelBinding(others);
                        for (int i = 0; i < count; i++) {
                            sums[i] = c.allocateLocal(TypeKind.INT);
                            c.iinc(sums[i], i);
                        }
                        c.loadConstant(99);
                        for (int sum : sums) {
                            c.iload(sum).iadd();
                        }
                        c.ireturn();
                    };
            assertEquals(11, call(INT_TO_INT, choose, 1));
            assertEquals(33, call(INT_TO_INT, choose, -3));
            assertEquals(99 + count * (count - 1) / 2, call(INT_TO_INT, choose, 2));
        }
    }

    @Test
    void numbers_of_all_sizes_are_constants() {
        int[] ints = {-2, -1, 0, 5, 6, 127, 128, -129, 32767, 32768, Integer.MIN_VALUE};
        for (int value : ints) {
            assertEquals(value, call(TO_INT, c -> c.loadConstant(value).ireturn()));
        }
        for (long value : new long[] {0, 1, 2, -1, Long.MIN_VALUE}) {
            assertEquals(value, call(TO_LONG, c -> c.loadConstant(value).lreturn()));
        }
        double[] doubles = {0.0, -0.0, 1.0, 0.5, Double.NaN, Double.MIN_VALUE, 1e300};
        for (double value : doubles) {
            assertEquals(value, call(TO_DOUBLE, c -> c.loadConstant(value).dreturn()));
        }
        // The JDK makes the first indexes; these lie on both sides of a byte.
        Consumer<Assembler> many =
                c -> {
                    c.iconst_0();
                    for (int i = 0; i < 300; i++) {
                        c.loadConstant(100_000 + i).iadd();
                    }
                    c.ireturn();
                };
        assertEquals(300 * 100_000 + 299 * 150, call(TO_INT, many));
    }

    @Test
    void there_may_be_more_locals_than_a_byte_counts() {
        Consumer<Assembler> many =
                c -> {
                    int last = 0;
                    for (int i = 0; i < 300; i++) {
                        int local = c.allocateLocal(TypeKind.INT);
                        c.iload(last).istore(local).iinc(local, i == 299 ? 1000 : 1);
                        last = local;
                    }
                    Label end = c.newLabel();
                    c.iload(0).ifeq(end).iinc(last, -300).labelBinding(end);
                    c.iload(last).ireturn();
                };
        assertEquals(1299, call(INT_TO_INT, many, 0));
        assertEquals(1000, call(INT_TO_INT, many, 1));
    }

    @Test
    void copies_on_the_stack_keep_their_types() {
        Consumer<Assembler> copies =
                c -> {
                    c.loadConstant(3L).dup2().lmul().l2i();
                    c.iload(0).dup2().iadd().dup().imul();
                    c.iadd().iadd();
                    c.i2l().iload(0).dup_x2().pop().l2i().iadd().ireturn();
                };
        assertEquals(9 + 2 + 121 + 2, call(INT_TO_INT, copies, 2));
    }

    @Test
    void code_that_is_never_compiled_is_refused() {
        int most = ClassWriter.MAX_CODE_BYTES;
        assertTrue(bytes(INT_TO_INT, c -> fill(c, most - 2)).length > most);
        assertThrows(Assembler.TooLarge.class, () -> bytes(INT_TO_INT, c -> fill(c, most - 1)));
        assertThrows(Assembler.TooLarge.class, () -> bytes(INT_TO_INT, c -> fill(c, 10 * most)));
    }

    private static void fill(Assembler c, int bytes) {
        for (int i = 0; i < bytes; i++) {
            c.nop();
        }
        c.iload(0).ireturn();
    }

    @Test
    void wrong_use_is_found() {
        refused(c -> c.labelBinding(c.newLabel()).goto_(c.newLabel()));
        refused(
                c -> {
                    Label twice = c.newBoundLabel();
                    c.labelBinding(twice);
                });
        refused(
                c -> {
                    int local = c.allocateLocal(TypeKind.LONG);
                    c.iconst_0().istore(local).lconst_0().lstore(local);
                });
        refused(c -> c.aload(c.allocateLocal(TypeKind.REFERENCE)));
        refused(
                c -> {
                    Label join = c.newLabel();
                    c.iload(0).ifeq(join);
                    c.iconst_1().labelBinding(join);
                });
    }

    private static void refused(Consumer<Assembler> body) {
        assertThrows(IllegalStateException.class, () -> bytes(INT_TO_INT, body));
    }
}
