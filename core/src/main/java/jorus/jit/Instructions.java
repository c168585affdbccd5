package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.classfile.Opcode.*;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.heap.ObjectLayout;
import jorus.runtime.Machine;

import java.lang.constant.ClassDesc;
import java.util.function.IntConsumer;

/// Translates single instructions; branches, calls and ends are not among them.
final class Instructions {
    private final Spot spot;
    private final Writer w;
    private final Assembler c;
    private final Flow flow;
    private final ArithmeticInstructions arithmetic;
    private final AnyInstructions any;
    private final ElementInstructions elements;
    private final ObjectInstructions objects;

    /// Does what [#constant] does. One class instead of a method reference at each place: the JVM
    /// takes a millisecond to link one of those in a process that has just begun.
    final IntConsumer constants =
            new IntConsumer() {
                @Override
                public void accept(int index) {
                    constant(index);
                }
            };

    Instructions(Writer writer, Stubs stubs, Flow flow, Place place) {
        spot = new Spot(writer, stubs, flow, place);
        w = writer;
        c = writer.code;
        this.flow = flow;
        arithmetic = new ArithmeticInstructions(spot);
        any = new AnyInstructions(spot);
        elements = new ElementInstructions(spot);
        objects = new ObjectInstructions(spot);
    }

    /// Writes the code of the instruction at word `index` of the function.
    void translate(int index) {
        spot.go(index);
        Opcode opcode = flow.opcode(index);
        switch (opcode) {
            case NOP -> {}
            case MOVE_I32 -> move(Bank.I32);
            case MOVE_I64 -> move(Bank.I64);
            case MOVE_F64 -> move(Bank.F64);
            case MOVE_REF -> move(Bank.REF);
            case MOVE_ANY -> w.copyAny(w.fp, spot.b(), w.fp, spot.a());
            case CONST_I32, CONST_I64, LOAD_I64, LOAD_F64 -> {
                constant(spot.at);
                w.store(spot.a(), opcode.a().bank());
            }
            case LOAD_STRING -> elements.loadString(Word.immediate(spot.word));
            case FAR_LOAD_I32 -> farLoad(Bank.I32);
            case FAR_LOAD_I64 -> farLoad(Bank.I64);
            case FAR_LOAD_F64 -> farLoad(Bank.F64);
            case FAR_LOAD_REF -> farLoad(Bank.REF);
            case FAR_LOAD_ANY -> w.copyAny(w.fp, Word.immediate(spot.word), w.fp, spot.a());
            case FAR_STORE_I32 -> farStore(Bank.I32);
            case FAR_STORE_I64 -> farStore(Bank.I64);
            case FAR_STORE_F64 -> farStore(Bank.F64);
            case FAR_STORE_REF -> farStore(Bank.REF);
            case FAR_STORE_ANY -> w.copyAny(w.fp, spot.a(), w.fp, Word.immediate(spot.word));
            case GET_GLOBAL_I32 -> getGlobal(Bank.I32);
            case GET_GLOBAL_I64 -> getGlobal(Bank.I64);
            case GET_GLOBAL_F64 -> getGlobal(Bank.F64);
            case GET_GLOBAL_REF -> {
                global();
                spot.loadRef();
            }
            case GET_GLOBAL_ANY -> {
                global();
                c.lstore(spot.temporaryLong);
                spot.loadAny(0);
            }
            case SET_GLOBAL_I32 -> setGlobal(Bank.I32);
            case SET_GLOBAL_I64 -> setGlobal(Bank.I64);
            case SET_GLOBAL_F64 -> setGlobal(Bank.F64);
            case SET_GLOBAL_REF -> setGlobal(Bank.REF);
            case SET_GLOBAL_ANY -> {
                global();
                c.lstore(spot.temporaryLong);
                w.copyAny(w.fp, spot.a(), spot.temporaryLong, 0);
            }
            case ADD_I32 -> arithmetic.sumI32(true, false);
            case ADDK_I32 -> arithmetic.sumI32(true, true);
            case SUB_I32 -> arithmetic.sumI32(false, false);
            case ADD_I64 -> arithmetic.sumI64(true, false);
            case ADDK_I64 -> arithmetic.sumI64(true, true);
            case SUB_I64 -> arithmetic.sumI64(false, false);
            case MUL_I32 -> arithmetic.productI32();
            case MUL_I64 -> arithmetic.productI64();
            case ADD_U32 -> arithmetic.binary(Bank.I32, IADD);
            case SUB_U32 -> arithmetic.binary(Bank.I32, ISUB);
            case MUL_U32 -> arithmetic.binary(Bank.I32, IMUL);
            case ADD_U64 -> arithmetic.binary(Bank.I64, LADD);
            case SUB_U64 -> arithmetic.binary(Bank.I64, LSUB);
            case MUL_U64 -> arithmetic.binary(Bank.I64, LMUL);
            case AND_I32 -> arithmetic.binary(Bank.I32, IAND);
            case AND_I64 -> arithmetic.binary(Bank.I64, LAND);
            case OR_I32 -> arithmetic.binary(Bank.I32, IOR);
            case OR_I64 -> arithmetic.binary(Bank.I64, LOR);
            case ADD_F64 -> arithmetic.binary(Bank.F64, DADD);
            case SUB_F64 -> arithmetic.binary(Bank.F64, DSUB);
            case MUL_F64 -> arithmetic.binary(Bank.F64, DMUL);
            case DIV_F64 -> {
                arithmetic.checkDivisorF64();
                arithmetic.binary(Bank.F64, DDIV);
            }
            case REM_F64 -> {
                arithmetic.checkDivisorF64();
                arithmetic.binary(Bank.F64, DREM);
            }
            case DIV_I32 -> {
                arithmetic.checkDivisorI32(true);
                arithmetic.binary(Bank.I32, IDIV);
            }
            case REM_I32 -> {
                arithmetic.checkDivisorI32(false);
                if (Remainders.areNear(spot, Bank.I32)) {
                    Remainders.write(spot, Bank.I32);
                } else {
                    arithmetic.binary(Bank.I32, IREM);
                }
            }
            case DIV_I64 -> {
                arithmetic.checkDivisorI64(true);
                arithmetic.binary(Bank.I64, LDIV);
            }
            case REM_I64 -> {
                arithmetic.checkDivisorI64(false);
                if (Remainders.areNear(spot, Bank.I64)) {
                    Remainders.write(spot, Bank.I64);
                } else {
                    arithmetic.binary(Bank.I64, LREM);
                }
            }
            case DIV_U32 -> {
                arithmetic.checkDivisorI32(false);
                arithmetic.unsigned(Bank.I32, "divideUnsigned");
            }
            case REM_U32 -> {
                arithmetic.checkDivisorI32(false);
                arithmetic.unsigned(Bank.I32, "remainderUnsigned");
            }
            case DIV_U64 -> {
                arithmetic.checkDivisorI64(false);
                arithmetic.unsigned(Bank.I64, "divideUnsigned");
            }
            case REM_U64 -> {
                arithmetic.checkDivisorI64(false);
                arithmetic.unsigned(Bank.I64, "remainderUnsigned");
            }
            case NEG_I32 -> {
                w.load(spot.b(), Bank.I32);
                c.loadConstant(Integer.MIN_VALUE).if_icmpeq(spot.fault(Stubs.Fault.OVERFLOW));
                w.load(spot.b(), Bank.I32);
                c.ineg();
                w.store(spot.a(), Bank.I32);
            }
            case NEG_I64 -> {
                w.load(spot.b(), Bank.I64);
                c.loadConstant(Long.MIN_VALUE).lcmp().ifeq(spot.fault(Stubs.Fault.OVERFLOW));
                w.load(spot.b(), Bank.I64);
                c.lneg();
                w.store(spot.a(), Bank.I64);
            }
            case NEG_F64 -> {
                w.load(spot.b(), Bank.F64);
                c.dneg();
                w.store(spot.a(), Bank.F64);
            }
            case SQRT_F64 -> arithmetic.unaryF64(CD_MATH, "sqrt");
            case ABS_F64 -> arithmetic.unaryF64(CD_MATH, "abs");
            case FLOOR_F64 -> arithmetic.unaryF64(CD_MATH, "floor");

            case EQ_I32, NE_I32, LT_I32, LE_I32, LT_U32, LE_U32, EQK_I32 ->
                    arithmetic.compare(opcode);
            case EQ_I64, NE_I64, LT_I64, LE_I64, LT_U64, LE_U64, EQ_REF ->
                    arithmetic.compare(opcode);
            case EQ_F64, NE_F64, LT_F64, LE_F64 -> arithmetic.compare(opcode);
            case EQ_STRING -> elements.equalStrings();

            case I64_I32 -> arithmetic.convert(Bank.I32, Bank.I64, I2L);
            case I64_U32 -> arithmetic.i64FromU32();
            case I32_I64 -> arithmetic.convert(Bank.I64, Bank.I32, L2I);
            case F64_I32 -> arithmetic.convert(Bank.I32, Bank.F64, I2D);
            case F64_I64 -> arithmetic.convert(Bank.I64, Bank.F64, L2D);
            case I32_F64 -> arithmetic.i32FromF64();
            case I64_F64 -> arithmetic.i64FromF64();
            case INDEX_I64 -> arithmetic.indexFromI64();

            case BOX_I32 -> any.boxI32();
            case BOX_I64 -> any.box(Bank.I64);
            case BOX_F64 -> any.box(Bank.F64);
            case BOX_REF -> {
                w.startPut(Bank.I64);
                w.address(spot.a());
                w.load(spot.b(), Bank.REF);
                w.get(Bank.I32);
                c.i2l();
                w.put(Bank.I64);
                w.startPut(Bank.I64);
                w.address(spot.a() + Machine.ANY_PAYLOAD);
                w.load(spot.b(), Bank.REF);
                w.put(Bank.I64);
            }
            case UNBOX_I32 -> any.unbox(Bank.I32);
            case UNBOX_I64 -> any.unbox(Bank.I64);
            case UNBOX_F64 -> any.unbox(Bank.F64);
            case UNBOX_REF -> any.unbox(Bank.REF);
            case AS_REF -> {
                objects.checkType();
                move(Bank.REF);
            }
            case TAG -> {
                w.address(spot.b());
                w.get(Bank.I64);
                c.l2i();
                w.store(spot.a(), Bank.I32);
            }
            case ADD_ANY -> any.arithmeticAny("add");
            case SUB_ANY -> any.arithmeticAny("subtract");
            case MUL_ANY -> any.arithmeticAny("multiply");
            case DIV_ANY -> any.arithmeticAny("divide");
            case REM_ANY -> any.arithmeticAny("remainder");
            case EQ_ANY -> any.compareAny("equal");
            case LT_ANY -> any.compareAny("less");
            case LE_ANY -> any.compareAny("lessOrEqual");

            case NEW_ARRAY -> {
                spot.outcall();
                w.machine();
                c.loadConstant(spot.c());
                w.load(spot.b(), Bank.I32);
                c.loadConstant(spot.flow.allocations.heap().elementShift(spot.c()));
                w.call(CD_ARRAYS, "make", CD_long, CD_MACHINE, CD_int, CD_int, CD_int);
                w.store(spot.a(), Bank.REF);
                w.reloadPolls();
            }
            case NEW_LITERAL -> objects.newArray(spot.c(), Math.max(Word.signedB(spot.word), 0));
            case LENGTH_ARRAY, LENGTH_STRING -> {
                elements.length(spot.b());
                w.store(spot.a(), Bank.I32);
            }
            case GET_BOOL -> {
                elements.element(spot.b(), spot.c(), ElementInstructions.BOOL_SHIFT);
                Access.I8.load(c);
                w.store(spot.a(), Bank.I32);
            }
            case GET_I32 -> elements.getElement(Bank.I32);
            case GET_I64 -> elements.getElement(Bank.I64);
            case GET_F64 -> elements.getElement(Bank.F64);
            case GET_REF -> elements.getElement(Bank.REF);
            case GET_ANY -> {
                elements.element(spot.b(), spot.c(), ElementInstructions.ANY_SHIFT);
                c.lstore(spot.temporaryLong);
                w.copyAny(spot.temporaryLong, 0, w.fp, spot.a());
            }
            case SET_BOOL -> {
                elements.checkIndex(spot.a(), spot.b());
                Access.I8.startStore(c);
                elements.elementAddress(spot.a(), spot.b(), ElementInstructions.BOOL_SHIFT);
                w.load(spot.c(), Bank.I32);
                Access.I8.store(c);
            }
            case SET_I32 -> elements.setElement(Bank.I32);
            case SET_I64 -> elements.setElement(Bank.I64);
            case SET_F64 -> elements.setElement(Bank.F64);
            case SET_REF -> elements.setElement(Bank.REF);
            case SET_ANY -> {
                elements.element(spot.a(), spot.b(), ElementInstructions.ANY_SHIFT);
                c.lstore(spot.temporaryLong);
                w.copyAny(w.fp, spot.c(), spot.temporaryLong, 0);
            }
            case PUSH_BOOL -> {
                elements.append(ElementInstructions.BOOL_SHIFT);
                Access.I8.startStore(c);
                c.lload(spot.temporaryLong);
                w.load(spot.b(), Bank.I32);
                Access.I8.store(c);
            }
            case PUSH_I32 -> elements.push(Bank.I32);
            case PUSH_I64 -> elements.push(Bank.I64);
            case PUSH_F64 -> elements.push(Bank.F64);
            case PUSH_REF -> elements.push(Bank.REF);
            case PUSH_ANY -> {
                elements.append(ElementInstructions.ANY_SHIFT);
                w.copyAny(w.fp, spot.b(), spot.temporaryLong, 0);
            }

            case GET_STRING -> elements.getString();
            case CONCAT -> {
                spot.outcall();
                w.machine();
                w.load(spot.b(), Bank.REF);
                w.load(spot.c(), Bank.REF);
                w.call(CD_OUTLINED, "concat", CD_long, CD_MACHINE, CD_long, CD_long);
                w.store(spot.a(), Bank.REF);
                w.reloadPolls();
            }

            case NEW_OBJECT -> objects.newObject(spot.c());
            // The types of an enum's variants follow its own.
            case NEW_VARIANT -> objects.newObject(spot.c() + Word.b(spot.word) + 1);
            case VARIANT -> {
                w.load(spot.b(), Bank.REF);
                c.loadConstant((long) ObjectLayout.AUX).ladd();
                w.get(Bank.I32);
                w.store(spot.a(), Bank.I32);
            }
            case GET_FIELD_I32 -> objects.getField(Bank.I32);
            case GET_FIELD_I64 -> objects.getField(Bank.I64);
            case GET_FIELD_F64 -> objects.getField(Bank.F64);
            case GET_FIELD_REF -> {
                w.load(spot.b(), Bank.REF);
                c.loadConstant((long) Word.signedC(spot.word)).ladd();
                spot.loadRef();
            }
            case GET_FIELD_ANY -> {
                w.load(spot.b(), Bank.REF);
                c.lstore(spot.temporaryLong);
                spot.loadAny(Word.signedC(spot.word));
            }
            case SET_FIELD_I32 -> objects.setField(Bank.I32);
            case SET_FIELD_I64 -> objects.setField(Bank.I64);
            case SET_FIELD_F64 -> objects.setField(Bank.F64);
            case SET_FIELD_REF -> objects.setField(Bank.REF);
            case SET_FIELD_ANY -> {
                w.load(spot.a(), Bank.REF);
                c.lstore(spot.temporaryLong);
                w.copyAny(w.fp, spot.c(), spot.temporaryLong, Word.signedB(spot.word));
            }

            case JUMP, JUMP_FAR, TRAP, COMPILED, HALT -> throw control(opcode);
            case RET, RET_I32, RET_I64, RET_F64, RET_REF, RET_ANY -> throw control(opcode);
            case CALL, CALL_I32, CALL_I64, CALL_F64, CALL_REF, CALL_ANY -> throw control(opcode);
            case BUILTIN, BUILTIN_I32, BUILTIN_I64 -> throw control(opcode);
            case BUILTIN_F64, BUILTIN_REF, BUILTIN_ANY -> throw control(opcode);
            case CALL_VALUE, CALL_VALUE_I32, CALL_VALUE_I64 -> throw control(opcode);
            case CALL_VALUE_F64, CALL_VALUE_REF, CALL_VALUE_ANY -> throw control(opcode);
            case CALL_DYNAMIC -> throw control(opcode);
            case BR_EQ_I32, BR_EQ_I64, BR_EQ_F64, BR_NE_I32, BR_NE_I64 -> throw control(opcode);
            case BR_NE_F64, BR_LT_I32, BR_LT_I64, BR_LT_F64, BR_LE_I32 -> throw control(opcode);
            case BR_LE_I64, BR_LE_F64, BR_LT_U32, BR_LT_U64, BR_LE_U32 -> throw control(opcode);
            case BR_LE_U64, BR_NLT_F64, BR_NLE_F64, BR_EQK_I32 -> throw control(opcode);
            case BR_EQK_I64, BR_NEK_I32, BR_NEK_I64, BR_LTK_I32 -> throw control(opcode);
            case BR_LTK_I64, BR_LEK_I32, BR_LEK_I64, BR_GTK_I32 -> throw control(opcode);
            case BR_GTK_I64, BR_GEK_I32, BR_GEK_I64, NEXT_I32, NEXT_I64 -> throw control(opcode);
            // Fused opcodes are replaced by their first parts before.
            default -> throw new AssertionError(opcode + " is not translated");
        }
    }

    private static AssertionError control(Opcode opcode) {
        return new AssertionError(opcode.mnemonic() + " is no plain instruction");
    }

    private void move(Bank bank) {
        w.load(spot.b(), bank);
        w.store(spot.a(), bank);
    }

    /// Pushes what the instruction at word `index`, a constant, stores.
    void constant(int index) {
        int immediate = Word.immediate(flow.words[index]);
        switch (flow.opcode(index)) {
            case CONST_I32 -> c.loadConstant(immediate);
            case CONST_I64 -> c.loadConstant((long) immediate);
            case LOAD_I64 -> c.loadConstant(flow.image.i64(immediate));
            case LOAD_F64 -> pushF64(flow.image.f64(immediate));
            case LOAD_STRING -> elements.byteString(immediate);
            default -> throw new AssertionError("no constant spot.at " + index);
        }
    }

    private void pushF64(double value) {
        if (Double.isNaN(value)) {
            c.loadConstant(Double.doubleToRawLongBits(value));
            w.call(ClassDesc.of("java.lang.Double"), "longBitsToDouble", CD_double, CD_long);
        } else {
            c.loadConstant(value);
        }
    }

    private void global() {
        w.machineLong("globals");
        c.loadConstant(spot.word >>> 32).ladd();
    }

    private void getGlobal(Bank bank) {
        global();
        w.get(bank);
        w.store(spot.a(), bank);
    }

    private void setGlobal(Bank bank) {
        w.startPut(bank);
        global();
        w.load(spot.a(), bank);
        w.put(bank);
    }

    // far slots

    private void farLoad(Bank bank) {
        w.address(Word.immediate(spot.word));
        w.get(bank);
        w.store(spot.a(), bank);
    }

    /// Outgoing arguments are registers, wherever they are written.
    private void farStore(Bank bank) {
        int offset = Word.immediate(spot.word);
        if (flow.isOutgoing(offset)) {
            w.load(spot.a(), bank);
            w.store(offset, bank);
        } else {
            w.startPut(bank);
            w.address(offset);
            w.load(spot.a(), bank);
            w.put(bank);
        }
    }
}
