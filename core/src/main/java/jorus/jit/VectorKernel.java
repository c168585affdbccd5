package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the class of a vectorised loop: `int run(int turns, long address..., scalar...)`.
///
/// It makes as many turns as fill whole vectors, at most `turns`, and returns their number; if a
/// lane would trap it returns before the vector of that lane has stored anything, and scalar code
/// finds the trap. Addresses are those of the elements of the first turn, one per access.
final class VectorKernel {
    private static final ClassDesc CD_SEGMENT = ClassDesc.of("java.lang.foreign.MemorySegment");
    private static final ClassDesc CD_ORDER = ClassDesc.of("java.nio.ByteOrder");
    private static final ClassDesc CD_SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc CD_VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc CD_MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc CD_OPERATORS =
            ClassDesc.of("jdk.incubator.vector.VectorOperators");
    private static final ClassDesc CD_COMPARISON_OP = CD_OPERATORS.nested("Comparison");

    private static final ClassDesc CD_WARMER = ClassDesc.of("jorus.jit.VectorWarmer");

    private final VectorLoop loop;
    private final Flow flow;
    private final ClassDesc self;
    private final ClassDesc vector;
    private final ClassDesc lane;
    private final int shift;
    private final Map<Integer, Integer> locals = new HashMap<>();
    private CodeBuilder c;
    private int turn;

    private VectorKernel(VectorLoop loop, ClassDesc self) {
        this.loop = loop;
        this.self = self;
        flow = loop.counted.flow;
        String name =
                switch (loop.bank) {
                    case F64 -> "DoubleVector";
                    case I64 -> "LongVector";
                    case I32 -> "IntVector";
                    case REF, ANY -> throw new AssertionError();
                };
        vector = ClassDesc.of("jdk.incubator.vector." + name);
        lane = Writer.type(loop.bank);
        shift = loop.bank == Bank.I32 ? 2 : 3;
    }

    static MethodTypeDesc type(VectorLoop loop) {
        List<ClassDesc> parameters = new ArrayList<>();
        parameters.add(CD_int);
        for (int i = 0; i < loop.accesses.size(); i++) {
            parameters.add(CD_long);
        }
        for (int i = 0; i < loop.scalars.size() + loop.loads.size() + loop.ramps.size(); i++) {
            parameters.add(Writer.type(loop.bank));
        }
        return MethodTypeDesc.of(CD_int, parameters);
    }

    static byte[] write(VectorLoop loop, String name) {
        ClassDesc self = ClassDesc.of(name);
        VectorKernel kernel = new VectorKernel(loop, self);
        return ClassFile.of()
                .build(
                        self,
                        builder -> {
                            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
                            int constant = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
                            builder.withField("SPACE", CD_SEGMENT, constant);
                            builder.withField("ORIGIN", CD_long, constant);
                            builder.withField("ORDER", CD_ORDER, constant);
                            builder.withField("SPECIES", CD_SPECIES, constant);
                            builder.withField("LANES", CD_int, constant);
                            builder.withField("RAMP", kernel.vector, constant);
                            builder.withMethodBody(
                                    ConstantDescs.CLASS_INIT_NAME,
                                    ConstantDescs.MTD_void,
                                    ClassFile.ACC_STATIC,
                                    kernel::writeConstants);
                            builder.withMethodBody(
                                    "run",
                                    type(loop),
                                    ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                    kernel::writeRun);
                            kernel.writeWarm(builder);
                        });
    }

    private void writeConstants(CodeBuilder code) {
        code.getstatic(CD_MEMORY, "SPACE", CD_SEGMENT).putstatic(self, "SPACE", CD_SEGMENT);
        code.invokestatic(CD_MEMORY, "reservedAddress", MethodTypeDesc.of(CD_long));
        code.putstatic(self, "ORIGIN", CD_long);
        code.getstatic(CD_ORDER, "LITTLE_ENDIAN", CD_ORDER).putstatic(self, "ORDER", CD_ORDER);
        code.getstatic(vector, "SPECIES_PREFERRED", CD_SPECIES);
        code.dup().putstatic(self, "SPECIES", CD_SPECIES);
        code.invokeinterface(CD_SPECIES, "length", MethodTypeDesc.of(CD_int));
        code.putstatic(self, "LANES", CD_int);
        // 0, 1, 2, ...
        code.getstatic(self, "SPECIES", CD_SPECIES);
        code.invokestatic(vector, "zero", MethodTypeDesc.of(vector, CD_SPECIES));
        code.iconst_1();
        code.invokevirtual(vector, "addIndex", MethodTypeDesc.of(vector, CD_int));
        code.putstatic(self, "RAMP", vector).return_();
    }

    /// The method that calls the kernel with scratch memory, and the constructor for it.
    private void writeWarm(ClassBuilder builder) {
        builder.withInterfaceSymbols(CD_WARMER);
        builder.withMethodBody(
                ConstantDescs.INIT_NAME,
                ConstantDescs.MTD_void,
                ClassFile.ACC_PUBLIC,
                code ->
                        code.aload(0)
                                .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                .return_());
        builder.withMethodBody(
                "warm",
                MethodTypeDesc.of(CD_int, CD_int, CD_long),
                ClassFile.ACC_PUBLIC,
                code -> {
                    code.iload(1);
                    for (int i = 0; i < loop.accesses.size(); i++) {
                        code.lload(2).loadConstant(i * VectorKernels.BLOCK_BYTES).ladd();
                    }
                    int scalars = loop.scalars.size() + loop.loads.size() + loop.ramps.size();
                    for (int i = 0; i < scalars; i++) {
                        switch (loop.bank) {
                            case F64 -> code.dconst_1();
                            case I64 -> code.lconst_0();
                            case I32 -> code.iconst_0();
                            case REF, ANY -> throw new AssertionError();
                        }
                    }
                    code.invokestatic(self, "run", type(loop)).ireturn();
                });
    }

    private void writeRun(CodeBuilder code) {
        c = code;
        turn = c.allocateLocal(TypeKind.INT);
        int end = c.allocateLocal(TypeKind.INT);
        int parameter = 1 + 2 * loop.accesses.size();
        int width = loop.bank == Bank.I32 ? 1 : 2;
        for (int offset : loop.scalars) {
            c.getstatic(self, "SPECIES", CD_SPECIES);
            c.loadLocal(Writer.kind(loop.bank), parameter);
            broadcast();
            c.astore(local(offset));
            parameter += width;
        }
        for (int word : loop.loads) {
            c.getstatic(self, "SPECIES", CD_SPECIES);
            c.loadLocal(Writer.kind(loop.bank), parameter);
            broadcast();
            c.astore(loaded(word));
            parameter += width;
        }
        int[] ramps = new int[loop.ramps.size()];
        for (int i = 0; i < ramps.length; i++) {
            ramps[i] = parameter;
            parameter += width;
        }
        for (int access = 0; access < loop.accesses.size(); access++) {
            // Says to C2 that no address leaves the space, so that the loop has no checks.
            c.lload(1 + 2 * access).loadConstant(LoopViews.ADDRESS).land().lstore(1 + 2 * access);
        }
        Label header = c.newLabel();
        Label done = c.newLabel();
        c.iconst_0().istore(turn);
        c.iload(0).getstatic(self, "LANES", CD_int).isub().istore(end);
        c.labelBinding(header);
        c.iload(turn).iload(end).if_icmpgt(done);
        int access = 0;
        for (int word : loop.words) {
            access += writeWord(word, access, ramps, done) ? 1 : 0;
        }
        c.iload(turn).getstatic(self, "LANES", CD_int).iadd().istore(turn);
        c.goto_(header);
        c.labelBinding(done);
        c.iload(turn).ireturn();
    }

    private int local(int offset) {
        return locals.computeIfAbsent(offset, _ -> c.allocateLocal(TypeKind.REFERENCE));
    }

    /// The local of what a word loads that gives the same value in all turns.
    private int loaded(int word) {
        return local(LOADED - word);
    }

    /// Whether the word was an access.
    private boolean writeWord(int i, int access, int[] ramps, Label done) {
        long word = flow.words[i];
        Opcode opcode = flow.opcode(i);
        if (loop.loads.contains(i)) {
            c.aload(loaded(i)).astore(local(Word.a(word)));
            return false;
        }
        switch (opcode) {
            case GET_F64, GET_I64, GET_I32 -> {
                c.getstatic(self, "SPECIES", CD_SPECIES).getstatic(self, "SPACE", CD_SEGMENT);
                address(access);
                c.getstatic(self, "ORDER", CD_ORDER);
                c.invokestatic(
                        vector,
                        "fromMemorySegment",
                        MethodTypeDesc.of(vector, CD_SPECIES, CD_SEGMENT, CD_long, CD_ORDER));
                c.astore(local(Word.a(word)));
                return true;
            }
            case SET_F64, SET_I64, SET_I32 -> {
                c.aload(local(Word.c(word))).getstatic(self, "SPACE", CD_SEGMENT);
                address(access);
                c.getstatic(self, "ORDER", CD_ORDER);
                c.invokevirtual(
                        vector,
                        "intoMemorySegment",
                        MethodTypeDesc.of(CD_void, CD_SEGMENT, CD_long, CD_ORDER));
                return true;
            }
            case LOAD_F64 -> constant(word, () -> c.loadConstant(value(word)));
            case LOAD_I64 ->
                    constant(word, () -> c.loadConstant(flow.image.i64(Word.immediate(word))));
            case CONST_I64 -> constant(word, () -> c.loadConstant((long) Word.immediate(word)));
            case F64_I32 -> {
                c.getstatic(self, "SPECIES", CD_SPECIES);
                c.dload(ramps[loop.ramps.indexOf(i)]).iload(turn).i2d().dadd();
                broadcast();
                c.getstatic(self, "RAMP", vector);
                lanewise("add");
                c.astore(local(Word.a(word)));
            }
            case MOVE_F64, MOVE_I64, MOVE_I32 ->
                    c.aload(local(Word.b(word))).astore(local(Word.a(word)));
            case NEG_F64 -> unary(word, "neg");
            case ABS_F64 -> unary(word, "abs");
            case SQRT_F64 -> unary(word, "sqrt");
            case ADD_F64, ADD_U32, ADD_U64 -> binary(word, "add");
            case SUB_F64, SUB_U32, SUB_U64 -> binary(word, "sub");
            case MUL_F64, MUL_U32, MUL_U64 -> binary(word, "mul");
            case AND_I32, AND_I64 -> binary(word, "and");
            case OR_I32, OR_I64 -> binary(word, "or");
            case DIV_F64 -> {
                c.aload(local(Word.c(word))).getstatic(CD_OPERATORS, "EQ", CD_COMPARISON_OP);
                c.dconst_0();
                leaveIfAny(done);
                binary(word, "div");
            }
            case ADD_I32, ADD_I64 -> {
                binaryToNew(word, "add");
                overflow(word, Word.b(word), Word.c(word), true, done);
            }
            case SUB_I32, SUB_I64 -> {
                binaryToNew(word, "sub");
                overflow(word, Word.b(word), Word.c(word), false, done);
            }
            default -> throw new AssertionError(opcode + " is not vectorised");
        }
        return false;
    }

    private double value(long word) {
        return flow.image.f64(Word.immediate(word));
    }

    private void address(int access) {
        c.lload(1 + 2 * access).iload(turn).i2l();
        // Not negative, which C2 sees at once: else it nests loops for its checks.
        c.loadConstant((long) Integer.MAX_VALUE).land().loadConstant(shift).lshl().ladd();
        c.getstatic(self, "ORIGIN", CD_long).lsub();
    }

    /// Pops a scalar and the species below it.
    private void broadcast() {
        c.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, CD_SPECIES, lane));
    }

    private void constant(long word, Runnable load) {
        c.getstatic(self, "SPECIES", CD_SPECIES);
        load.run();
        broadcast();
        c.astore(local(Word.a(word)));
    }

    private void lanewise(String name) {
        c.invokevirtual(vector, name, MethodTypeDesc.of(vector, CD_VECTOR));
    }

    private void unary(long word, String name) {
        c.aload(local(Word.b(word)));
        c.invokevirtual(vector, name, MethodTypeDesc.of(vector));
        c.astore(local(Word.a(word)));
    }

    private void binary(long word, String name) {
        c.aload(local(Word.b(word))).aload(local(Word.c(word)));
        lanewise(name);
        c.astore(local(Word.a(word)));
    }

    private static final int RESULT = -1;
    private static final int LOADED = -10;

    private void binaryToNew(long word, String name) {
        c.aload(local(Word.b(word))).aload(local(Word.c(word)));
        lanewise(name);
        c.astore(local(RESULT));
    }

    /// Leaves if a lane has overflowed, else keeps the result.
    private void overflow(long word, int x, int y, boolean isSum, Label done) {
        c.aload(local(x)).aload(local(isSum ? RESULT : y));
        xor();
        c.aload(local(isSum ? y : x)).aload(local(RESULT));
        xor();
        lanewise("and");
        c.getstatic(CD_OPERATORS, "LT", CD_COMPARISON_OP);
        if (loop.bank == Bank.I32) {
            c.iconst_0();
        } else {
            c.lconst_0();
        }
        leaveIfAny(done);
        c.aload(local(RESULT)).astore(local(Word.a(word)));
    }

    private void xor() {
        ClassDesc binary = CD_OPERATORS.nested("Binary");
        // (x, y) -> x.lanewise(XOR, y)
        int right = local(-2);
        c.astore(right).getstatic(CD_OPERATORS, "XOR", CD_OPERATORS.nested("Associative"));
        c.aload(right);
        c.invokevirtual(vector, "lanewise", MethodTypeDesc.of(vector, binary, CD_VECTOR));
    }

    private void leaveIfAny(Label done) {
        c.invokevirtual(vector, "compare", MethodTypeDesc.of(CD_MASK, CD_COMPARISON_OP, lane));
        c.invokevirtual(CD_MASK, "anyTrue", MethodTypeDesc.of(ConstantDescs.CD_boolean));
        c.ifne(done);
    }
}
