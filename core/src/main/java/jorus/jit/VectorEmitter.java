package jorus.jit;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jorus.isa.Bank;
import jorus.jit.VectorValue.Comparison;
import jorus.jit.VectorValue.Kind;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Writes the values of a vectorised loop as calls of the Vector API. All vectors have the same
/// number of lanes: where some hold 64 bits, those of i32 are half as wide.
final class VectorEmitter {
    private static final String API = "jdk.incubator.vector.";
    private static final ClassDesc CD_SEGMENT = ClassDesc.of("java.lang.foreign.MemorySegment");
    private static final ClassDesc CD_ORDER = ClassDesc.of("java.nio.ByteOrder");
    private static final ClassDesc CD_SPECIES = ClassDesc.of(API + "VectorSpecies");
    private static final ClassDesc CD_SHAPE = ClassDesc.of(API + "VectorShape");
    private static final ClassDesc CD_VECTOR = ClassDesc.of(API + "Vector");
    private static final ClassDesc CD_MASK = ClassDesc.of(API + "VectorMask");
    private static final ClassDesc CD_FUNCTIONS = ClassDesc.of("jorus.runtime.VectorFunctions");
    private static final ClassDesc CD_OPERATORS = ClassDesc.of(API + "VectorOperators");
    private static final ClassDesc CD_COMPARISON = CD_OPERATORS.nested("Comparison");
    private static final ClassDesc CD_CONVERSION = CD_OPERATORS.nested("Conversion");
    private static final ClassDesc CD_BINARY = CD_OPERATORS.nested("Binary");
    private static final ClassDesc CD_ASSOCIATIVE = CD_OPERATORS.nested("Associative");
    private static final Bank[] BANKS = {Bank.I32, Bank.I64, Bank.F64};

    private final VectorLoop loop;
    private final ClassDesc self;
    private final Map<VectorValue, Integer> locals = new HashMap<>();
    private final boolean isWide;
    private Assembler c;
    private int turn;

    VectorEmitter(VectorLoop loop, ClassDesc self) {
        this.loop = loop;
        this.self = self;
        isWide = loop.isWide();
    }

    static ClassDesc vector(Bank bank) {
        return ClassDesc.of(
                API
                        + switch (bank) {
                            case F64 -> "DoubleVector";
                            case I64 -> "LongVector";
                            case I32 -> "IntVector";
                            case REF, ANY -> throw new AssertionError();
                        });
    }

    // constants of the class

    void writeFields(ClassBuilder builder) {
        int constant = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
        for (Bank bank : BANKS) {
            builder.withField(species(bank), CD_SPECIES, constant);
        }
        builder.withField("RAMP", vector(Bank.I32), constant);
    }

    private static String species(Bank bank) {
        return "SPECIES_" + bank.name();
    }

    void writeConstants(Assembler code) {
        c = code;
        for (Bank bank : BANKS) {
            c.getstatic(vector(bank), "SPECIES_PREFERRED", CD_SPECIES);
            if (bank == Bank.I32 && isWide) {
                c.dup().invokeinterface(CD_SPECIES, "vectorBitSize", MethodTypeDesc.of(CD_int));
                c.iconst_2().idiv();
                c.invokestatic(CD_SHAPE, "forBitSize", MethodTypeDesc.of(CD_SHAPE, CD_int));
                MethodTypeDesc type = MethodTypeDesc.of(CD_SPECIES, CD_SHAPE);
                c.invokeinterface(CD_SPECIES, "withShape", type);
            }
            c.putstatic(self, species(bank), CD_SPECIES);
        }
        pushSpecies(Bank.I32);
        c.invokeinterface(CD_SPECIES, "length", MethodTypeDesc.of(CD_int));
        c.putstatic(self, "LANES", CD_int);
        // 0, 1, 2, ...
        ClassDesc vector = vector(Bank.I32);
        pushSpecies(Bank.I32);
        c.invokestatic(vector, "zero", MethodTypeDesc.of(vector, CD_SPECIES));
        c.iconst_1().invokevirtual(vector, "addIndex", MethodTypeDesc.of(vector, CD_int));
        c.putstatic(self, "RAMP", vector);
    }

    // code

    /// `turnLocal` is the int local with the first turn of the lanes.
    void begin(Assembler code, int turnLocal) {
        c = code;
        turn = turnLocal;
    }

    /// The local of the number that a parameter is.
    int parameter(VectorValue value) {
        int local = 1 + 2 * loop.accesses.size();
        for (int i = 0; i < value.number; i++) {
            local += loop.parameters.get(i).bank() == Bank.I32 ? 1 : 2;
        }
        return local;
    }

    private void pushSpecies(Bank bank) {
        c.getstatic(self, species(bank), CD_SPECIES);
    }

    void push(VectorValue value) {
        c.aload(locals.get(value));
    }

    /// Pushes a mask for lanes of a bank.
    private void pushMask(VectorValue mask, Bank bank) {
        push(mask);
        if (mask.bank != bank) {
            pushSpecies(bank);
            c.invokevirtual(CD_MASK, "cast", MethodTypeDesc.of(CD_MASK, CD_SPECIES));
        }
    }

    private void store(VectorValue value) {
        int local = c.allocateLocal(TypeKind.REFERENCE);
        locals.put(value, local);
        c.astore(local);
    }

    /// Pushes all lanes with the number that `number` pushes.
    void broadcast(Bank bank, Runnable number) {
        pushSpecies(bank);
        number.run();
        ClassDesc vector = vector(bank);
        c.invokestatic(
                vector, "broadcast", MethodTypeDesc.of(vector, CD_SPECIES, Writer.type(bank)));
    }

    void pushNumber(Bank bank, long bits) {
        switch (bank) {
            case I32 -> c.loadConstant((int) bits);
            case I64 -> c.loadConstant(bits);
            case F64 -> c.loadConstant(Double.longBitsToDouble(bits));
            case REF, ANY -> throw new AssertionError();
        }
    }

    /// Pops two vectors, pushes the result of a method like `add`.
    void call(Bank bank, String name) {
        c.invokevirtual(vector(bank), name, MethodTypeDesc.of(vector(bank), CD_VECTOR));
    }

    /// Pops `y` and below it `x`: pushes `x name y`.
    private void lanewise(Bank bank, String name, boolean isAssociative) {
        int y = c.allocateLocal(TypeKind.REFERENCE);
        c.astore(y);
        c.getstatic(CD_OPERATORS, name, isAssociative ? CD_ASSOCIATIVE : CD_BINARY).aload(y);
        MethodTypeDesc type = MethodTypeDesc.of(vector(bank), CD_BINARY, CD_VECTOR);
        c.invokevirtual(vector(bank), "lanewise", type);
    }

    /// Pushes the mask of all lanes of f64.
    void pushAll() {
        pushSpecies(Bank.F64);
        c.iconst_1();
        MethodTypeDesc type = MethodTypeDesc.of(CD_MASK, CD_boolean);
        c.invokeinterface(CD_SPECIES, "maskAll", type);
    }

    /// Pops a vector, pushes the number that its lanes combine to.
    void reduce(Bank bank, String name) {
        c.getstatic(CD_OPERATORS, name, CD_ASSOCIATIVE);
        MethodTypeDesc type = MethodTypeDesc.of(Writer.type(bank), CD_ASSOCIATIVE);
        c.invokevirtual(vector(bank), "reduceLanes", type);
    }

    /// Pops a vector of the one bank, pushes its numbers as those of another.
    private void convert(String name, Bank to) {
        c.getstatic(CD_OPERATORS, name, CD_CONVERSION);
        pushSpecies(to);
        c.iconst_0();
        MethodTypeDesc type = MethodTypeDesc.of(CD_VECTOR, CD_CONVERSION, CD_SPECIES, CD_int);
        c.invokevirtual(CD_VECTOR, "convertShape", type).checkcast(vector(to));
    }

    /// Pops `y` and below it `x`, pushes the mask of how they compare.
    void compare(Bank bank, Comparison comparison) {
        int y = c.allocateLocal(TypeKind.REFERENCE);
        c.astore(y).getstatic(CD_OPERATORS, comparison.name(), CD_COMPARISON).aload(y);
        MethodTypeDesc type = MethodTypeDesc.of(CD_MASK, CD_COMPARISON, CD_VECTOR);
        c.invokevirtual(vector(bank), "compare", type);
    }

    private void compareWith(Bank bank, Comparison comparison, long bits) {
        c.getstatic(CD_OPERATORS, comparison.name(), CD_COMPARISON);
        pushNumber(bank, bits);
        MethodTypeDesc type = MethodTypeDesc.of(CD_MASK, CD_COMPARISON, Writer.type(bank));
        c.invokevirtual(vector(bank), "compare", type);
    }

    /// Pops a mask, the vector to take lanes from where it holds, and below that the other.
    void blend(Bank bank) {
        c.invokevirtual(vector(bank), "blend", MethodTypeDesc.of(vector(bank), CD_VECTOR, CD_MASK));
    }

    /// Pops a mask, pushes its opposite.
    void not() {
        c.invokevirtual(CD_MASK, "not", MethodTypeDesc.of(CD_MASK));
    }

    /// Pops a mask for lanes of `bank`: leaves if it holds anywhere among the turns of `of`.
    private void leaveIfAny(VectorValue of, Bank bank, Label done) {
        if (of.mask != null) {
            pushMask(of.mask, bank);
            c.invokevirtual(CD_MASK, "and", MethodTypeDesc.of(CD_MASK, CD_MASK));
        }
        c.invokevirtual(CD_MASK, "anyTrue", MethodTypeDesc.of(CD_boolean)).ifne(done);
    }

    private void address(int access) {
        c.lload(1 + 2 * access).iload(turn).i2l();
        // Not negative, which C2 sees at once: else it nests loops for its checks.
        c.loadConstant((long) Integer.MAX_VALUE).land();
        c.loadConstant(loop.accesses.get(access).bank() == Bank.I32 ? 2 : 3).lshl().ladd();
        c.getstatic(self, "ORIGIN", CD_long).lsub();
    }

    /// Computes a value into a local of its own; goes to `done` in front of turns that would trap.
    void write(VectorValue value, Label done) {
        Bank bank = value.bank;
        switch (value.kind) {
            case PARAMETER ->
                    broadcast(bank, () -> c.loadLocal(Writer.kind(bank), parameter(value)));
            case CONSTANT -> broadcast(bank, () -> pushNumber(bank, value.bits));
            case RAMP -> ramp(value);
            case LOAD -> {
                pushSpecies(bank);
                c.getstatic(self, "SPACE", CD_SEGMENT);
                address(value.number);
                c.getstatic(self, "ORDER", CD_ORDER);
                ClassDesc vector = vector(bank);
                MethodTypeDesc type =
                        MethodTypeDesc.of(vector, CD_SPECIES, CD_SEGMENT, CD_long, CD_ORDER);
                c.invokestatic(vector, "fromMemorySegment", type);
            }
            case STORE -> {
                storeElement(value);
                return;
            }
            case ADD, SUB, MUL, DIV -> arithmetic(value);
            case REM -> remainder(value);
            case NEG, ABS, SQRT -> unary(value);
            case EXP, LOG -> {
                push(value.x);
                MethodTypeDesc type = MethodTypeDesc.of(vector(bank), vector(bank));
                c.invokestatic(CD_FUNCTIONS, name(value.kind), type);
            }
            case MIN, MAX -> associative(value, value.kind.name());
            case BIT_AND -> associative(value, "AND");
            case BIT_OR -> associative(value, "OR");
            case CONVERT -> {
                push(value.x);
                convert(VectorValue.conversion(value.x.bank, bank), bank);
            }
            case UNSIGNED -> {
                push(value.x);
                convert("ZERO_EXTEND_I2L", Bank.I64);
            }
            case COMPARE -> {
                push(value.x);
                push(value.y);
                compare(bank, value.comparison);
            }
            case AND, OR -> {
                push(value.x);
                pushMask(value.y, bank);
                c.invokevirtual(CD_MASK, name(value.kind), MethodTypeDesc.of(CD_MASK, CD_MASK));
            }
            case NOT -> {
                push(value.x);
                not();
            }
            case SELECT -> {
                push(value.y);
                push(value.x);
                pushMask(value.mask, bank);
                blend(bank);
            }
            case NUMBER -> {
                broadcast(bank, () -> c.iconst_0());
                broadcast(bank, () -> c.iconst_1());
                pushMask(value.x, bank);
                blend(bank);
            }
            case CARRIED, AFFINE -> throw new AssertionError(value.kind);
        }
        store(value);
        if (value.isChecked) {
            check(value, done);
        }
    }

    private void ramp(VectorValue value) {
        ClassDesc vector = vector(Bank.I32);
        c.getstatic(self, "RAMP", vector);
        if (value.number != 1) {
            broadcast(Bank.I32, () -> c.loadConstant(value.number));
            call(Bank.I32, "mul");
        }
        broadcast(
                Bank.I32,
                () -> {
                    c.iload(parameter(value.x)).iload(turn);
                    c.loadConstant(value.number).imul().iadd();
                });
        call(Bank.I32, "add");
    }

    private void storeElement(VectorValue value) {
        push(value.x);
        c.getstatic(self, "SPACE", CD_SEGMENT);
        address(value.number);
        c.getstatic(self, "ORDER", CD_ORDER);
        if (value.mask == null) {
            MethodTypeDesc type = MethodTypeDesc.of(CD_void, CD_SEGMENT, CD_long, CD_ORDER);
            c.invokevirtual(vector(value.bank), "intoMemorySegment", type);
        } else {
            pushMask(value.mask, value.bank);
            MethodTypeDesc type =
                    MethodTypeDesc.of(CD_void, CD_SEGMENT, CD_long, CD_ORDER, CD_MASK);
            c.invokevirtual(vector(value.bank), "intoMemorySegment", type);
        }
    }

    private void unary(VectorValue value) {
        push(value.x);
        ClassDesc vector = vector(value.bank);
        c.invokevirtual(vector, name(value.kind), MethodTypeDesc.of(vector));
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// Adds all lanes to the local `sum`, one after the other.
    void addInOrder(VectorValue terms, int sum) {
        c.dload(sum);
        push(terms);
        MethodTypeDesc type = MethodTypeDesc.of(CD_double, CD_double, vector(Bank.F64));
        c.invokestatic(CD_FUNCTIONS, "addInOrder", type).dstore(sum);
    }

    private void associative(VectorValue value, String name) {
        push(value.x);
        push(value.y);
        lanewise(value.bank, name, true);
    }

    private void arithmetic(VectorValue value) {
        Bank bank = value.bank;
        if (bank == Bank.I32 && value.kind == Kind.DIV) {
            quotient(value);
            return;
        }
        if (value.isLongProduct()) {
            product(value);
            convert("L2I", Bank.I32);
            return;
        }
        push(value.x);
        push(value.y);
        call(bank, name(value.kind));
    }

    private void product(VectorValue value) {
        push(value.x);
        convert("I2L", Bank.I64);
        push(value.y);
        convert("I2L", Bank.I64);
        call(Bank.I64, "mul");
    }

    /// Both are exact in f64, and so is the quotient, rounded to an integer.
    private void quotient(VectorValue value) {
        push(value.x);
        convert("I2D", Bank.F64);
        broadcast(Bank.F64, () -> c.loadConstant((double) value.y.bits));
        call(Bank.F64, "div");
        convert("D2I", Bank.I32);
    }

    private void remainder(VectorValue value) {
        push(value.x);
        quotient(value);
        broadcast(Bank.I32, () -> c.loadConstant((int) value.y.bits));
        call(Bank.I32, "mul");
        call(Bank.I32, "sub");
    }

    // what may trap

    private void check(VectorValue value, Label done) {
        Bank bank = value.bank;
        switch (value.kind) {
            case ADD, SUB -> {
                // Bits that both have and the result has not, or the other way round.
                boolean isSum = value.kind == Kind.ADD;
                push(value.x);
                push(isSum ? value : value.y);
                lanewise(bank, "XOR", true);
                push(isSum ? value.y : value.x);
                push(value);
                lanewise(bank, "XOR", true);
                lanewise(bank, "AND", true);
                compareWith(bank, Comparison.LT, 0);
                leaveIfAny(value, bank, done);
            }
            case MUL -> {
                if (bank == Bank.I32 && !value.isLongProduct()) {
                    leaveIfFar(value, done);
                } else if (bank == Bank.I32) {
                    product(value);
                    push(value);
                    convert("I2L", Bank.I64);
                    compare(Bank.I64, Comparison.NE);
                    leaveIfAny(value, Bank.I64, done);
                } else {
                    leaveIfWide(value, value.x, done);
                    leaveIfWide(value, value.y, done);
                }
            }
            case DIV -> {
                push(value.y);
                compareWith(bank, Comparison.EQ, 0);
                leaveIfAny(value, bank, done);
            }
            case CONVERT -> {
                // Not in the range; also what is not a number.
                push(value.x);
                compareWith(Bank.F64, Comparison.GT, Double.doubleToRawLongBits(-2147483649.0));
                push(value.x);
                compareWith(Bank.F64, Comparison.LT, Double.doubleToRawLongBits(2147483648.0));
                c.invokevirtual(CD_MASK, "and", MethodTypeDesc.of(CD_MASK, CD_MASK));
                not();
                leaveIfAny(value, Bank.F64, done);
            }
            case EXP, LOG -> {
                push(value);
                push(value);
                compare(bank, Comparison.NE);
                leaveIfAny(value, bank, done);
            }
            default -> throw new AssertionError(value.kind);
        }
    }

    /// Leaves if the product with a constant would not fit.
    private void leaveIfFar(VectorValue product, Label done) {
        long factor = product.y.bits;
        if (factor == 0 || factor == 1) {
            return;
        }
        long one = Integer.MIN_VALUE / factor;
        long other = Integer.MAX_VALUE / factor;
        push(product.x);
        compareWith(Bank.I32, Comparison.LT, Math.max(Integer.MIN_VALUE, Math.min(one, other)));
        leaveIfAny(product, Bank.I32, done);
        push(product.x);
        compareWith(Bank.I32, Comparison.GT, Math.min(Integer.MAX_VALUE, Math.max(one, other)));
        leaveIfAny(product, Bank.I32, done);
    }

    /// Leaves if a factor has more than 32 bits; products of what has not always fit.
    private void leaveIfWide(VectorValue product, VectorValue factor, Label done) {
        boolean isNarrow =
                factor.kind == Kind.CONSTANT && factor.bits == (int) factor.bits
                        || factor.kind == Kind.CONVERT && factor.x.bank == Bank.I32;
        if (isNarrow) {
            return;
        }
        push(factor);
        convert("L2I", Bank.I32);
        convert("I2L", Bank.I64);
        push(factor);
        compare(Bank.I64, Comparison.NE);
        leaveIfAny(product, Bank.I64, done);
    }
}
