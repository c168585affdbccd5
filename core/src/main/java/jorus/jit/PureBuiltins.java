package jorus.jit;

import static jorus.jit.Names.*;

import jorus.builtin.Builtin;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

import java.lang.constant.ClassDesc;
import java.util.Arrays;

/// Builtins that only compute: generated code calls what `runtime.Builtins` calls, on the spot.
/// They neither trap nor collect nor poll.
final class PureBuiltins {
    /// A static method that takes `count` values of a bank and gives one.
    private record Body(ClassDesc owner, String name, Bank bank, int count) {}

    private static final ClassDesc CD_STRICT_MATH = ClassDesc.of("java.lang.StrictMath");
    private static final ClassDesc CD_EXPONENTIAL = ClassDesc.of("jorus.runtime.Exponential");
    private static final ClassDesc CD_LOGARITHM = ClassDesc.of("jorus.runtime.Logarithm");
    private static final ClassDesc CD_POWER = ClassDesc.of("jorus.runtime.Power");
    private static final ClassDesc CD_TRIGONOMETRY = ClassDesc.of("jorus.runtime.Trigonometry");

    /// By number. An `EnumMap` asks for the constants by reflection, which takes the first
    /// compilation 5 ms.
    private static final Body[] BODIES = new Body[Builtin.count()];

    static {
        add(CD_MATH, Bank.F64, 1, Builtin.FLOOR, Builtin.CEIL, Builtin.SQRT);
        add(CD_MATH_FUNCTIONS, Bank.F64, 1, Builtin.ROUND, Builtin.TRUNC, Builtin.LOG2);
        add(CD_EXPONENTIAL, Bank.F64, 1, Builtin.EXP);
        add(CD_LOGARITHM, Bank.F64, 1, Builtin.LOG);
        add(CD_POWER, Bank.F64, 2, Builtin.POW);
        add(CD_TRIGONOMETRY, Bank.F64, 1, Builtin.SIN, Builtin.COS, Builtin.TAN);
        add(CD_STRICT_MATH, Bank.F64, 1, Builtin.CBRT, Builtin.LOG10);
        add(CD_STRICT_MATH, Bank.F64, 1, Builtin.ASIN, Builtin.ACOS, Builtin.ATAN);
        add(CD_STRICT_MATH, Bank.F64, 1, Builtin.SINH, Builtin.COSH, Builtin.TANH);
        add(CD_STRICT_MATH, Bank.F64, 2, Builtin.ATAN2, Builtin.HYPOT);
        add(CD_MATH, Bank.F64, 3, Builtin.FMA);
        put(Builtin.SUB_SAT_I32, CD_ARITHMETIC, "subtractSaturatingI32", Bank.I32);
        put(Builtin.SUB_SAT_I64, CD_ARITHMETIC, "subtractSaturatingI64", Bank.I64);
        add("min", Builtin.MIN_I32, Builtin.MIN_I64, Builtin.MIN_F64);
        add("max", Builtin.MAX_I32, Builtin.MAX_I64, Builtin.MAX_F64);
    }

    private PureBuiltins() {}

    private static void add(ClassDesc owner, Bank bank, int count, Builtin... builtins) {
        for (Builtin builtin : builtins) {
            BODIES[builtin.ordinal()] = new Body(owner, builtin.text(), bank, count);
        }
    }

    private static void put(Builtin builtin, ClassDesc owner, String name, Bank bank) {
        BODIES[builtin.ordinal()] = new Body(owner, name, bank, 2);
    }

    private static void add(String name, Builtin i32, Builtin i64, Builtin f64) {
        BODIES[i32.ordinal()] = new Body(CD_MATH, name, Bank.I32, 2);
        BODIES[i64.ordinal()] = new Body(CD_MATH, name, Bank.I64, 2);
        BODIES[f64.ordinal()] = new Body(CD_MATH, name, Bank.F64, 2);
    }

    /// Whether an instruction calls one of these.
    static boolean is(Opcode opcode, long word) {
        return opcode.b() == jorus.isa.Operand.BUILTIN_ID && BODIES[Word.immediate(word)] != null;
    }

    /// Pushes the result of `builtin` and returns true if it is one of these; the arguments are
    /// the locals of the outgoing registers.
    static boolean translate(Writer w, Builtin builtin, int frameBytes) {
        Body body = BODIES[builtin.ordinal()];
        if (body == null) {
            return false;
        }
        ClassDesc[] parameters = new ClassDesc[body.count];
        Arrays.fill(parameters, Writer.type(body.bank));
        for (int i = 0; i < body.count; i++) {
            int offset = FrameLayout.HEADER_BYTES + i * FrameLayout.WIDE_BYTES;
            w.load(frameBytes + offset, body.bank);
        }
        w.call(body.owner, body.name, Writer.type(body.bank), parameters);
        return true;
    }
}
