package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.classfile.Opcode.IMUL;
import static java.lang.classfile.Opcode.LMUL;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;

import java.lang.constant.ClassDesc;

/// Translates arithmetic, comparison and conversion of numbers, with the traps that they have.
final class ArithmeticInstructions {
    private static final ClassDesc CD_INTEGER = ClassDesc.of("java.lang.Integer");
    private static final ClassDesc CD_LONG_BOX = ClassDesc.of("java.lang.Long");

    private final Spot spot;
    private final Writer w;
    private final Assembler c;

    ArithmeticInstructions(Spot spot) {
        this.spot = spot;
        w = spot.w;
        c = w.code;
    }

    /// An operation of the JVM on two values of a bank.
    void binary(Bank bank, java.lang.classfile.Opcode operation) {
        w.load(spot.b(), bank);
        w.load(spot.c(), bank);
        c.binary(operation, Writer.kind(bank));
        w.store(spot.a(), bank);
    }

    /// The same as a static method of the JDK, for numbers without sign.
    void unsigned(Bank bank, String method) {
        w.load(spot.b(), bank);
        w.load(spot.c(), bank);
        if (bank == Bank.I32) {
            c.invokestatic(CD_INTEGER, method, MTD_COMPARE_I32);
        } else {
            w.call(CD_LONG_BOX, method, CD_long, CD_long, CD_long);
        }
        w.store(spot.a(), bank);
    }

    /// A conversion of the JVM.
    void convert(Bank from, Bank to, java.lang.classfile.Opcode operation) {
        w.load(spot.b(), from);
        c.convert(operation, Writer.kind(to));
        w.store(spot.a(), to);
    }

    void i64FromU32() {
        w.load(spot.b(), Bank.I32);
        c.i2l().loadConstant(0xFFFFFFFFL).land();
        w.store(spot.a(), Bank.I64);
    }

    void indexFromI64() {
        w.load(spot.b(), Bank.I64);
        w.call(CD_CONVERSIONS, "indexFromI64", CD_int, CD_long);
        w.store(spot.a(), Bank.I32);
    }

    void unaryF64(ClassDesc owner, String name) {
        w.load(spot.b(), Bank.F64);
        w.call(owner, name, CD_double, CD_double);
        w.store(spot.a(), Bank.F64);
    }

    void second(Bank bank, boolean isConstant) {
        if (!isConstant) {
            w.load(spot.c(), bank);
        } else if (bank == Bank.I32) {
            c.loadConstant(Word.signedC(spot.word));
        } else {
            c.loadConstant((long) Word.signedC(spot.word));
        }
    }

    /// The sign of `(x ^ r) & (y ^ r)` tells the overflow of a sum, that of `(x ^ y) & (x ^ r)`
    /// the overflow of a difference: faster than the exact methods of the JDK (design.md 7).
    void sumI32(boolean isSum, boolean isConstant) {
        w.load(spot.b(), Bank.I32);
        second(Bank.I32, isConstant);
        if (isSum) {
            c.iadd();
        } else {
            c.isub();
        }
        if (!spot.place.isProven(spot.at)) {
            c.istore(spot.temporaryInt);
            w.load(spot.b(), Bank.I32);
            if (isConstant) {
                // Only one sign of the operand can overflow.
                c.iload(spot.temporaryInt);
                if (Word.signedC(spot.word) >= 0) {
                    c.if_icmpgt(spot.fault(Stubs.Fault.OVERFLOW));
                } else {
                    c.if_icmplt(spot.fault(Stubs.Fault.OVERFLOW));
                }
            } else {
                if (isSum) {
                    c.iload(spot.temporaryInt);
                } else {
                    w.load(spot.c(), Bank.I32);
                }
                c.ixor();
                w.load(isSum ? spot.c() : spot.b(), Bank.I32);
                c.iload(spot.temporaryInt).ixor().iand().iflt(spot.fault(Stubs.Fault.OVERFLOW));
            }
            c.iload(spot.temporaryInt);
        }
        w.store(spot.a(), Bank.I32);
    }

    void sumI64(boolean isSum, boolean isConstant) {
        w.load(spot.b(), Bank.I64);
        second(Bank.I64, isConstant);
        if (isSum) {
            c.ladd();
        } else {
            c.lsub();
        }
        if (!spot.place.isProven(spot.at)) {
            c.lstore(spot.temporaryLong);
            w.load(spot.b(), Bank.I64);
            if (isConstant) {
                c.lload(spot.temporaryLong).lcmp();
                if (Word.signedC(spot.word) >= 0) {
                    c.ifgt(spot.fault(Stubs.Fault.OVERFLOW));
                } else {
                    c.iflt(spot.fault(Stubs.Fault.OVERFLOW));
                }
            } else {
                if (isSum) {
                    c.lload(spot.temporaryLong);
                } else {
                    w.load(spot.c(), Bank.I64);
                }
                c.lxor();
                w.load(isSum ? spot.c() : spot.b(), Bank.I64);
                c.lload(spot.temporaryLong).lxor().land().lconst_0().lcmp();
                c.iflt(spot.fault(Stubs.Fault.OVERFLOW));
            }
            c.lload(spot.temporaryLong);
        }
        w.store(spot.a(), Bank.I64);
    }

    void productI32() {
        if (spot.place.isProven(spot.at)) {
            binary(Bank.I32, IMUL);
            return;
        }
        w.load(spot.b(), Bank.I32);
        c.i2l();
        w.load(spot.c(), Bank.I32);
        c.i2l().lmul().lstore(spot.temporaryLong);
        c.lload(spot.temporaryLong).l2i().i2l().lload(spot.temporaryLong).lcmp();
        c.ifne(spot.fault(Stubs.Fault.OVERFLOW));
        c.lload(spot.temporaryLong).l2i();
        w.store(spot.a(), Bank.I32);
    }

    void productI64() {
        if (spot.place.isProven(spot.at)) {
            binary(Bank.I64, LMUL);
            return;
        }
        w.load(spot.b(), Bank.I64);
        w.load(spot.c(), Bank.I64);
        c.lmul().lstore(spot.temporaryLong);
        w.load(spot.b(), Bank.I64);
        w.load(spot.c(), Bank.I64);
        w.call(CD_MATH, "multiplyHigh", CD_long, CD_long, CD_long);
        c.lload(spot.temporaryLong).loadConstant(63).lshr().lcmp();
        c.ifne(spot.fault(Stubs.Fault.OVERFLOW));
        c.lload(spot.temporaryLong);
        w.store(spot.a(), Bank.I64);
    }

    void checkDivisorF64() {
        w.load(spot.c(), Bank.F64);
        c.dconst_0().dcmpl().ifeq(spot.fault(Stubs.Fault.DIVISION));
    }

    void checkDivisorI32(boolean isQuotient) {
        w.load(spot.c(), Bank.I32);
        c.ifeq(spot.fault(Stubs.Fault.DIVISION));
        if (isQuotient) {
            Label fits = c.newLabel();
            w.load(spot.c(), Bank.I32);
            c.iconst_m1().if_icmpne(fits);
            w.load(spot.b(), Bank.I32);
            c.loadConstant(Integer.MIN_VALUE).if_icmpeq(spot.fault(Stubs.Fault.OVERFLOW));
            c.labelBinding(fits);
        }
    }

    void checkDivisorI64(boolean isQuotient) {
        w.load(spot.c(), Bank.I64);
        c.lconst_0().lcmp().ifeq(spot.fault(Stubs.Fault.DIVISION));
        if (isQuotient) {
            Label fits = c.newLabel();
            w.load(spot.c(), Bank.I64);
            c.loadConstant(-1L).lcmp().ifne(fits);
            w.load(spot.b(), Bank.I64);
            c.loadConstant(Long.MIN_VALUE).lcmp().ifeq(spot.fault(Stubs.Fault.OVERFLOW));
            c.labelBinding(fits);
        }
    }

    /// Raises the trap that the runtime's method raises for the operand, which is out of range.
    private Label conversionFault(String method, Bank result) {
        int operand = spot.b();
        return spot.trap(
                result,
                new Runnable() {
                    @Override
                    public void run() {
                        w.load(operand, Bank.F64);
                        w.call(CD_CONVERSIONS, method, Writer.type(result), CD_MACHINE, CD_double);
                    }
                });
    }

    void i32FromF64() {
        Label fault = conversionFault("i32FromF64", Bank.I32);
        w.load(spot.b(), Bank.F64);
        c.loadConstant(-0x1p31 - 1).dcmpl().ifle(fault);
        w.load(spot.b(), Bank.F64);
        c.loadConstant(0x1p31).dcmpg().ifge(fault);
        w.load(spot.b(), Bank.F64);
        c.d2i();
        w.store(spot.a(), Bank.I32);
    }

    void i64FromF64() {
        Label fault = conversionFault("i64FromF64", Bank.I64);
        w.load(spot.b(), Bank.F64);
        c.loadConstant(-0x1p63).dcmpl().iflt(fault);
        w.load(spot.b(), Bank.F64);
        c.loadConstant(0x1p63).dcmpg().ifge(fault);
        w.load(spot.b(), Bank.F64);
        c.d2l();
        w.store(spot.a(), Bank.I64);
    }

    void compare(Opcode opcode) {
        Label holds = c.newLabel();
        Label end = c.newLabel();
        Comparisons.branch(w, opcode, spot.b(), spot.c(), spot.word, holds);
        c.iconst_0().goto_(end);
        c.labelBinding(holds);
        c.iconst_1();
        c.labelBinding(end);
        w.store(spot.a(), Bank.I32);
    }
}
