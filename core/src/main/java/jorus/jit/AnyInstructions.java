package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.runtime.Machine;

import java.lang.constant.ClassDesc;

/// Translates what is done with values of type any, which are in memory.
final class AnyInstructions {
    private final Spot spot;
    private final Writer w;
    private final Assembler c;

    AnyInstructions(Spot spot) {
        this.spot = spot;
        w = spot.w;
        c = w.code;
    }

    void boxI32() {
        boolean isUnsigned = (spot.c() & ~TypeIds.LITERAL) == TypeIds.U32;
        w.startPut(Bank.I64);
        w.address(spot.a() + Machine.ANY_PAYLOAD);
        w.load(spot.b(), Bank.I32);
        c.i2l();
        if (isUnsigned) {
            c.loadConstant(0xFFFFFFFFL).land();
        }
        w.put(Bank.I64);
        tag();
    }

    void tag() {
        w.startPut(Bank.I64);
        w.address(spot.a());
        c.loadConstant((long) spot.c());
        w.put(Bank.I64);
    }

    void box(Bank bank) {
        w.startPut(bank);
        w.address(spot.a() + Machine.ANY_PAYLOAD);
        w.load(spot.b(), bank);
        w.put(bank);
        tag();
    }

    void unbox(Bank bank) {
        spot.outcall();
        w.machine();
        w.address(spot.b());
        c.loadConstant(spot.c());
        w.call(CD_TYPE_CHECKS, "unbox", CD_long, CD_MACHINE, CD_long, CD_int);
        w.reloadPolls();
        switch (bank) {
            case I32 -> c.l2i();
            case F64 ->
                    w.call(
                            ClassDesc.of("java.lang.Double"),
                            "longBitsToDouble",
                            CD_double,
                            CD_long);
            case I64, REF, ANY -> {}
        }
        w.store(spot.a(), bank);
    }

    /// `operation` is a method of [jorus.runtime.AnyArithmetic].
    void arithmeticAny(String operation) {
        spot.outcall();
        w.machine();
        w.address(spot.b());
        w.address(spot.c());
        w.address(spot.a());
        w.call(CD_ANY_ARITHMETIC, operation, CD_void, CD_MACHINE, CD_long, CD_long, CD_long);
        w.reloadPolls();
    }

    void compareAny(String method) {
        spot.outcall();
        w.machine();
        w.address(spot.b());
        w.address(spot.c());
        w.call(CD_COMPARISON, method, CD_boolean, CD_MACHINE, CD_long, CD_long);
        w.store(spot.a(), Bank.I32);
        w.reloadPolls();
    }
}
