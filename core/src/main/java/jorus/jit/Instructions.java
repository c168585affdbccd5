package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.heap.AllocationLine;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.runtime.Allocations;
import jorus.runtime.AnyArithmetic;
import jorus.runtime.Machine;
import jorus.runtime.Strings;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;

/// Translates single instructions; branches, calls and ends are not among them.
final class Instructions {
    private static final int BOOL_SHIFT = 0;
    private static final int NARROW_SHIFT = 2;
    private static final int WIDE_SHIFT = 3;
    private static final int ANY_SHIFT = 4;
    private static final ClassDesc CD_STRICT_MATH = ClassDesc.of("java.lang.StrictMath");
    private static final ClassDesc CD_INTEGER = ClassDesc.of("java.lang.Integer");
    private static final ClassDesc CD_LONG_BOX = ClassDesc.of("java.lang.Long");

    /// What an instruction needs to know of its place.
    interface Place {
        /// The block that is being written.
        int block();

        /// Equal for places where `beforeFault` is the same, with the same handlers.
        Object context();

        /// What makes the machine's countdown right before a trap at this place.
        Runnable beforeFault();

        /// The label to be bound behind the instruction at `word`, which may call the runtime in a
        /// stub.
        Label behind(int word);

        /// Where such a stub goes on, because it may have polled: at `behind`, or elsewhere.
        Label afterCall(int word, Label behind);

        /// Takes the countdown back after such a call.
        Runnable takeBack();

        /// Whether the check of the instruction at `word` has been proven needless.
        boolean isProven(int word);

        /// Pushes the address of the element that the instruction at `word` accesses, which needs
        /// no check, and returns true; or returns false.
        boolean pushAddress(int word);

        /// Local of the data address of the array that the instruction at `word` indexes or
        /// measures; -1 if it has to be loaded.
        int dataLocal(int word);

        /// Local of its length; -1 if it has to be loaded.
        int lengthLocal(int word);
    }

    private final Writer w;
    private final CodeBuilder c;
    private final Stubs stubs;
    private final Flow flow;
    private final Place place;
    private final int temporaryInt;
    private final int temporaryLong;

    // the instruction being translated
    private int at;
    private long word;
    private long pc;

    /// Distance to the frame of its function.
    private int frameShift;

    Instructions(Writer writer, Stubs stubs, Flow flow, Place place) {
        w = writer;
        c = writer.code;
        this.stubs = stubs;
        this.flow = flow;
        this.place = place;
        temporaryInt = w.newInt();
        temporaryLong = w.newLong();
    }

    private int a() {
        return Word.a(word);
    }

    private int b() {
        return Word.b(word);
    }

    private int c() {
        return Word.c(word);
    }

    /// Writes the code of the instruction at word `index` of the function.
    void translate(int index) {
        at = index;
        word = flow.words[index];
        pc = flow.pc(index);
        Splice.Site site = flow.site(index);
        frameShift = site == null ? 0 : site.shift();
        Opcode opcode = flow.opcode(index);
        switch (opcode) {
            case NOP -> {}
            case MOVE_I32 -> move(Bank.I32);
            case MOVE_I64 -> move(Bank.I64);
            case MOVE_F64 -> move(Bank.F64);
            case MOVE_REF -> move(Bank.REF);
            case MOVE_ANY -> w.copyAny(w.fp, b(), w.fp, a());
            case CONST_I32, CONST_I64, LOAD_I64, LOAD_F64 -> {
                constant(at);
                w.store(a(), opcode.a().bank());
            }
            case LOAD_STRING -> loadString(Word.immediate(word));
            case FAR_LOAD_I32 -> farLoad(Bank.I32);
            case FAR_LOAD_I64 -> farLoad(Bank.I64);
            case FAR_LOAD_F64 -> farLoad(Bank.F64);
            case FAR_LOAD_REF -> farLoad(Bank.REF);
            case FAR_LOAD_ANY -> w.copyAny(w.fp, Word.immediate(word), w.fp, a());
            case FAR_STORE_I32 -> farStore(Bank.I32);
            case FAR_STORE_I64 -> farStore(Bank.I64);
            case FAR_STORE_F64 -> farStore(Bank.F64);
            case FAR_STORE_REF -> farStore(Bank.REF);
            case FAR_STORE_ANY -> w.copyAny(w.fp, a(), w.fp, Word.immediate(word));
            case GET_GLOBAL_I32 -> getGlobal(Bank.I32);
            case GET_GLOBAL_I64 -> getGlobal(Bank.I64);
            case GET_GLOBAL_F64 -> getGlobal(Bank.F64);
            case GET_GLOBAL_REF -> {
                global();
                loadRef();
            }
            case GET_GLOBAL_ANY -> {
                global();
                c.lstore(temporaryLong);
                loadAny(0);
            }
            case SET_GLOBAL_I32 -> setGlobal(Bank.I32);
            case SET_GLOBAL_I64 -> setGlobal(Bank.I64);
            case SET_GLOBAL_F64 -> setGlobal(Bank.F64);
            case SET_GLOBAL_REF -> setGlobal(Bank.REF);
            case SET_GLOBAL_ANY -> {
                global();
                c.lstore(temporaryLong);
                w.copyAny(w.fp, a(), temporaryLong, 0);
            }
            case ADD_I32 -> sumI32(true, false);
            case ADDK_I32 -> sumI32(true, true);
            case SUB_I32 -> sumI32(false, false);
            case ADD_I64 -> sumI64(true, false);
            case ADDK_I64 -> sumI64(true, true);
            case SUB_I64 -> sumI64(false, false);
            case MUL_I32 -> productI32();
            case MUL_I64 -> productI64();
            case ADD_U32 -> binary(Bank.I32, c::iadd);
            case SUB_U32 -> binary(Bank.I32, c::isub);
            case MUL_U32 -> binary(Bank.I32, c::imul);
            case ADD_U64 -> binary(Bank.I64, c::ladd);
            case SUB_U64 -> binary(Bank.I64, c::lsub);
            case MUL_U64 -> binary(Bank.I64, c::lmul);
            case AND_I32 -> binary(Bank.I32, c::iand);
            case AND_I64 -> binary(Bank.I64, c::land);
            case OR_I32 -> binary(Bank.I32, c::ior);
            case OR_I64 -> binary(Bank.I64, c::lor);
            case ADD_F64 -> binary(Bank.F64, c::dadd);
            case SUB_F64 -> binary(Bank.F64, c::dsub);
            case MUL_F64 -> binary(Bank.F64, c::dmul);
            case DIV_F64 -> {
                checkDivisorF64();
                binary(Bank.F64, c::ddiv);
            }
            case REM_F64 -> {
                checkDivisorF64();
                binary(Bank.F64, c::drem);
            }
            case DIV_I32 -> {
                checkDivisorI32(true);
                binary(Bank.I32, c::idiv);
            }
            case REM_I32 -> {
                checkDivisorI32(false);
                binary(Bank.I32, c::irem);
            }
            case DIV_I64 -> {
                checkDivisorI64(true);
                binary(Bank.I64, c::ldiv);
            }
            case REM_I64 -> {
                checkDivisorI64(false);
                binary(Bank.I64, c::lrem);
            }
            case DIV_U32 -> {
                checkDivisorI32(false);
                binary(
                        Bank.I32,
                        () -> c.invokestatic(CD_INTEGER, "divideUnsigned", MTD_COMPARE_I32));
            }
            case REM_U32 -> {
                checkDivisorI32(false);
                binary(
                        Bank.I32,
                        () -> c.invokestatic(CD_INTEGER, "remainderUnsigned", MTD_COMPARE_I32));
            }
            case DIV_U64 -> {
                checkDivisorI64(false);
                binary(
                        Bank.I64,
                        () -> w.call(CD_LONG_BOX, "divideUnsigned", CD_long, CD_long, CD_long));
            }
            case REM_U64 -> {
                checkDivisorI64(false);
                binary(
                        Bank.I64,
                        () -> w.call(CD_LONG_BOX, "remainderUnsigned", CD_long, CD_long, CD_long));
            }
            case NEG_I32 -> {
                w.load(b(), Bank.I32);
                c.loadConstant(Integer.MIN_VALUE).if_icmpeq(fault(Stubs.Fault.OVERFLOW));
                w.load(b(), Bank.I32);
                c.ineg();
                w.store(a(), Bank.I32);
            }
            case NEG_I64 -> {
                w.load(b(), Bank.I64);
                c.loadConstant(Long.MIN_VALUE).lcmp().ifeq(fault(Stubs.Fault.OVERFLOW));
                w.load(b(), Bank.I64);
                c.lneg();
                w.store(a(), Bank.I64);
            }
            case NEG_F64 -> {
                w.load(b(), Bank.F64);
                c.dneg();
                w.store(a(), Bank.F64);
            }
            case SQRT_F64 -> unaryF64(CD_MATH, "sqrt");
            case ABS_F64 -> unaryF64(CD_MATH, "abs");
            case FLOOR_F64 -> unaryF64(CD_MATH, "floor");

            case EQ_I32, NE_I32, LT_I32, LE_I32, LT_U32, LE_U32, EQK_I32 -> compare(opcode);
            case EQ_I64, NE_I64, LT_I64, LE_I64, LT_U64, LE_U64, EQ_REF -> compare(opcode);
            case EQ_F64, NE_F64, LT_F64, LE_F64 -> compare(opcode);
            case EQ_STRING -> equalStrings();

            case I64_I32 -> convert(Bank.I32, Bank.I64, c::i2l);
            case I64_U32 ->
                    convert(Bank.I32, Bank.I64, () -> c.i2l().loadConstant(0xFFFFFFFFL).land());
            case I32_I64 -> convert(Bank.I64, Bank.I32, c::l2i);
            case F64_I32 -> convert(Bank.I32, Bank.F64, c::i2d);
            case F64_I64 -> convert(Bank.I64, Bank.F64, c::l2d);
            case I32_F64 -> i32FromF64();
            case I64_F64 -> i64FromF64();
            case INDEX_I64 ->
                    convert(
                            Bank.I64,
                            Bank.I32,
                            () -> w.call(CD_CONVERSIONS, "indexFromI64", CD_int, CD_long));

            case BOX_I32 -> boxI32();
            case BOX_I64 -> box(Bank.I64);
            case BOX_F64 -> box(Bank.F64);
            case BOX_REF -> {
                w.startPut(Bank.I64);
                w.address(a());
                w.load(b(), Bank.REF);
                w.get(Bank.I32);
                c.i2l();
                w.put(Bank.I64);
                w.startPut(Bank.I64);
                w.address(a() + Machine.ANY_PAYLOAD);
                w.load(b(), Bank.REF);
                w.put(Bank.I64);
            }
            case UNBOX_I32 -> unbox(Bank.I32);
            case UNBOX_I64 -> unbox(Bank.I64);
            case UNBOX_F64 -> unbox(Bank.F64);
            case UNBOX_REF -> unbox(Bank.REF);
            case AS_REF -> {
                checkType();
                move(Bank.REF);
            }
            case TAG -> {
                w.address(b());
                w.get(Bank.I64);
                c.l2i();
                w.store(a(), Bank.I32);
            }
            case ADD_ANY -> arithmeticAny(AnyArithmetic.ADD);
            case SUB_ANY -> arithmeticAny(AnyArithmetic.SUBTRACT);
            case MUL_ANY -> arithmeticAny(AnyArithmetic.MULTIPLY);
            case DIV_ANY -> arithmeticAny(AnyArithmetic.DIVIDE);
            case REM_ANY -> arithmeticAny(AnyArithmetic.REMAINDER);
            case EQ_ANY -> compareAny("equal");
            case LT_ANY -> compareAny("less");
            case LE_ANY -> compareAny("lessOrEqual");

            case NEW_ARRAY -> {
                outcall();
                w.machine();
                c.loadConstant(c());
                w.load(b(), Bank.I32);
                w.call(CD_ARRAYS, "make", CD_long, CD_MACHINE, CD_int, CD_int);
                w.store(a(), Bank.REF);
                w.reloadPolls();
            }
            case NEW_LITERAL -> {
                outcall();
                c.aload(Writer.MACHINE).getfield(CD_MACHINE, "heap", CD_HEAP);
                c.loadConstant(c()).lconst_0().loadConstant((long) Math.max(Word.signedB(word), 0));
                c.invokevirtual(
                        CD_HEAP,
                        "newArray",
                        java.lang.constant.MethodTypeDesc.of(CD_long, CD_int, CD_long, CD_long));
                w.store(a(), Bank.REF);
                w.reloadPolls();
            }
            case LENGTH_ARRAY, LENGTH_STRING -> {
                length(b());
                w.store(a(), Bank.I32);
            }
            case GET_BOOL -> {
                element(b(), c(), BOOL_SHIFT);
                w.get("LOAD_I8", MTD_GET_I8);
                w.store(a(), Bank.I32);
            }
            case GET_I32 -> getElement(Bank.I32, NARROW_SHIFT);
            case GET_I64 -> getElement(Bank.I64, WIDE_SHIFT);
            case GET_F64 -> getElement(Bank.F64, WIDE_SHIFT);
            case GET_REF -> getElement(Bank.REF, WIDE_SHIFT);
            case GET_ANY -> {
                element(b(), c(), ANY_SHIFT);
                c.lstore(temporaryLong);
                w.copyAny(temporaryLong, 0, w.fp, a());
            }
            case SET_BOOL -> {
                checkIndex(a(), b());
                w.handle("STORE_I8");
                elementAddress(a(), b(), BOOL_SHIFT);
                w.load(c(), Bank.I32);
                w.invoke(MTD_SET_I32);
            }
            case SET_I32 -> setElement(Bank.I32, NARROW_SHIFT);
            case SET_I64 -> setElement(Bank.I64, WIDE_SHIFT);
            case SET_F64 -> setElement(Bank.F64, WIDE_SHIFT);
            case SET_REF -> setElement(Bank.REF, WIDE_SHIFT);
            case SET_ANY -> {
                element(a(), b(), ANY_SHIFT);
                c.lstore(temporaryLong);
                w.copyAny(w.fp, c(), temporaryLong, 0);
            }
            case PUSH_BOOL -> {
                append(BOOL_SHIFT);
                w.handle("STORE_I8");
                c.lload(temporaryLong);
                w.load(b(), Bank.I32);
                w.invoke(MTD_SET_I32);
            }
            case PUSH_I32 -> push(Bank.I32, NARROW_SHIFT);
            case PUSH_I64 -> push(Bank.I64, WIDE_SHIFT);
            case PUSH_F64 -> push(Bank.F64, WIDE_SHIFT);
            case PUSH_REF -> push(Bank.REF, WIDE_SHIFT);
            case PUSH_ANY -> {
                append(ANY_SHIFT);
                w.copyAny(w.fp, b(), temporaryLong, 0);
            }

            case GET_STRING -> getString();
            case CONCAT -> {
                outcall();
                w.machine();
                w.load(b(), Bank.REF);
                w.load(c(), Bank.REF);
                w.call(CD_STRINGS, "concat", CD_long, CD_MACHINE, CD_long, CD_long);
                w.store(a(), Bank.REF);
                w.reloadPolls();
            }

            case NEW_OBJECT -> newObject(c());
            // The types of an enum's variants follow its own.
            case NEW_VARIANT -> newObject(c() + Word.b(word) + 1);
            case VARIANT -> {
                w.load(b(), Bank.REF);
                c.loadConstant((long) ObjectLayout.AUX).ladd();
                w.get(Bank.I32);
                w.store(a(), Bank.I32);
            }
            case GET_FIELD_I32 -> getField(Bank.I32);
            case GET_FIELD_I64 -> getField(Bank.I64);
            case GET_FIELD_F64 -> getField(Bank.F64);
            case GET_FIELD_REF -> {
                w.load(b(), Bank.REF);
                c.loadConstant((long) Word.signedC(word)).ladd();
                loadRef();
            }
            case GET_FIELD_ANY -> {
                w.load(b(), Bank.REF);
                c.lstore(temporaryLong);
                loadAny(Word.signedC(word));
            }
            case SET_FIELD_I32 -> setField(Bank.I32);
            case SET_FIELD_I64 -> setField(Bank.I64);
            case SET_FIELD_F64 -> setField(Bank.F64);
            case SET_FIELD_REF -> setField(Bank.REF);
            case SET_FIELD_ANY -> {
                w.load(a(), Bank.REF);
                c.lstore(temporaryLong);
                w.copyAny(w.fp, c(), temporaryLong, Word.signedB(word));
            }
            case SIGNATURE -> {
                w.machine();
                w.load(b(), Bank.REF);
                c.loadConstant(c());
                w.call(CD_LINKAGE, "signature", CD_int, CD_MACHINE, CD_long, CD_int);
                w.store(a(), Bank.I32);
            }

            case JUMP, TRAP, COMPILED, HALT -> throw control(opcode);
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

    /// Before a call of the runtime that may trap, collect or poll.
    private void outcall() {
        w.syncPolls();
        w.save(pc, frameShift);
    }

    private Label fault(Stubs.Fault fault) {
        return stubs.fault(
                place.block(), place.context(), fault, pc, frameShift, place.beforeFault());
    }

    private void move(Bank bank) {
        w.load(b(), bank);
        w.store(a(), bank);
    }

    /// Pushes what the instruction at word `index`, a constant, stores.
    void constant(int index) {
        int immediate = Word.immediate(flow.words[index]);
        switch (flow.opcode(index)) {
            case CONST_I32 -> c.loadConstant(immediate);
            case CONST_I64 -> c.loadConstant((long) immediate);
            case LOAD_I64 -> c.loadConstant(flow.image.i64(immediate));
            case LOAD_F64 -> pushF64(flow.image.f64(immediate));
            default -> throw new AssertionError("no constant at " + index);
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
        c.loadConstant(word >>> 32).ladd();
    }

    private void getGlobal(Bank bank) {
        global();
        w.get(bank);
        w.store(a(), bank);
    }

    private void setGlobal(Bank bank) {
        w.startPut(bank);
        global();
        w.load(a(), bank);
        w.put(bank);
    }

    /// Pops an address and loads the ref there, which images may have left unset.
    private void loadRef() {
        w.get(Bank.REF);
        c.dup2().lstore(temporaryLong).lconst_0().lcmp().ifeq(fault(Stubs.Fault.UNSET));
        c.lload(temporaryLong);
        w.store(a(), Bank.REF);
    }

    /// Loads the any value `offset` bytes behind the address in the temporary.
    private void loadAny(int offset) {
        c.lload(temporaryLong).loadConstant((long) offset).ladd();
        w.get(Bank.I64);
        c.lconst_0().lcmp().ifeq(fault(Stubs.Fault.UNSET));
        w.copyAny(temporaryLong, offset, w.fp, a());
    }

    // arithmetic

    private void binary(Bank bank, Runnable operation) {
        w.load(b(), bank);
        w.load(c(), bank);
        operation.run();
        w.store(a(), bank);
    }

    private void convert(Bank from, Bank to, Runnable operation) {
        w.load(b(), from);
        operation.run();
        w.store(a(), to);
    }

    private void unaryF64(ClassDesc owner, String name) {
        w.load(b(), Bank.F64);
        w.call(owner, name, CD_double, CD_double);
        w.store(a(), Bank.F64);
    }

    private void second(Bank bank, boolean isConstant) {
        if (!isConstant) {
            w.load(c(), bank);
        } else if (bank == Bank.I32) {
            c.loadConstant(Word.signedC(word));
        } else {
            c.loadConstant((long) Word.signedC(word));
        }
    }

    /// The sign of `(x ^ r) & (y ^ r)` tells the overflow of a sum, that of `(x ^ y) & (x ^ r)`
    /// the overflow of a difference: faster than the exact methods of the JDK (design.md 7).
    private void sumI32(boolean isSum, boolean isConstant) {
        w.load(b(), Bank.I32);
        second(Bank.I32, isConstant);
        if (isSum) {
            c.iadd();
        } else {
            c.isub();
        }
        if (!place.isProven(at)) {
            c.istore(temporaryInt);
            w.load(b(), Bank.I32);
            if (isConstant) {
                // Only one sign of the operand can overflow.
                c.iload(temporaryInt);
                if (Word.signedC(word) >= 0) {
                    c.if_icmpgt(fault(Stubs.Fault.OVERFLOW));
                } else {
                    c.if_icmplt(fault(Stubs.Fault.OVERFLOW));
                }
            } else {
                if (isSum) {
                    c.iload(temporaryInt);
                } else {
                    w.load(c(), Bank.I32);
                }
                c.ixor();
                w.load(isSum ? c() : b(), Bank.I32);
                c.iload(temporaryInt).ixor().iand().iflt(fault(Stubs.Fault.OVERFLOW));
            }
            c.iload(temporaryInt);
        }
        w.store(a(), Bank.I32);
    }

    private void sumI64(boolean isSum, boolean isConstant) {
        w.load(b(), Bank.I64);
        second(Bank.I64, isConstant);
        if (isSum) {
            c.ladd();
        } else {
            c.lsub();
        }
        if (!place.isProven(at)) {
            c.lstore(temporaryLong);
            w.load(b(), Bank.I64);
            if (isConstant) {
                c.lload(temporaryLong).lcmp();
                if (Word.signedC(word) >= 0) {
                    c.ifgt(fault(Stubs.Fault.OVERFLOW));
                } else {
                    c.iflt(fault(Stubs.Fault.OVERFLOW));
                }
            } else {
                if (isSum) {
                    c.lload(temporaryLong);
                } else {
                    w.load(c(), Bank.I64);
                }
                c.lxor();
                w.load(isSum ? c() : b(), Bank.I64);
                c.lload(temporaryLong).lxor().land().lconst_0().lcmp();
                c.iflt(fault(Stubs.Fault.OVERFLOW));
            }
            c.lload(temporaryLong);
        }
        w.store(a(), Bank.I64);
    }

    private void productI32() {
        if (place.isProven(at)) {
            binary(Bank.I32, c::imul);
            return;
        }
        w.load(b(), Bank.I32);
        c.i2l();
        w.load(c(), Bank.I32);
        c.i2l().lmul().lstore(temporaryLong);
        c.lload(temporaryLong).l2i().i2l().lload(temporaryLong).lcmp();
        c.ifne(fault(Stubs.Fault.OVERFLOW));
        c.lload(temporaryLong).l2i();
        w.store(a(), Bank.I32);
    }

    private void productI64() {
        if (place.isProven(at)) {
            binary(Bank.I64, c::lmul);
            return;
        }
        w.load(b(), Bank.I64);
        w.load(c(), Bank.I64);
        c.lmul().lstore(temporaryLong);
        w.load(b(), Bank.I64);
        w.load(c(), Bank.I64);
        w.call(CD_MATH, "multiplyHigh", CD_long, CD_long, CD_long);
        c.lload(temporaryLong).loadConstant(63).lshr().lcmp();
        c.ifne(fault(Stubs.Fault.OVERFLOW));
        c.lload(temporaryLong);
        w.store(a(), Bank.I64);
    }

    private void checkDivisorF64() {
        w.load(c(), Bank.F64);
        c.dconst_0().dcmpl().ifeq(fault(Stubs.Fault.DIVISION));
    }

    private void checkDivisorI32(boolean isQuotient) {
        w.load(c(), Bank.I32);
        c.ifeq(fault(Stubs.Fault.DIVISION));
        if (isQuotient) {
            Label fits = c.newLabel();
            w.load(c(), Bank.I32);
            c.iconst_m1().if_icmpne(fits);
            w.load(b(), Bank.I32);
            c.loadConstant(Integer.MIN_VALUE).if_icmpeq(fault(Stubs.Fault.OVERFLOW));
            c.labelBinding(fits);
        }
    }

    private void checkDivisorI64(boolean isQuotient) {
        w.load(c(), Bank.I64);
        c.lconst_0().lcmp().ifeq(fault(Stubs.Fault.DIVISION));
        if (isQuotient) {
            Label fits = c.newLabel();
            w.load(c(), Bank.I64);
            c.loadConstant(-1L).lcmp().ifne(fits);
            w.load(b(), Bank.I64);
            c.loadConstant(Long.MIN_VALUE).lcmp().ifeq(fault(Stubs.Fault.OVERFLOW));
            c.labelBinding(fits);
        }
    }

    /// Raises the trap that the runtime's method raises for the operand, which is out of range.
    private Label conversionFault(String method, ClassDesc result) {
        long saved = pc;
        int frame = frameShift;
        int operand = b();
        Runnable before = place.beforeFault();
        return stubs.add(
                place.block(),
                () -> {
                    before.run();
                    w.save(saved, frame);
                    w.machine();
                    w.load(operand, Bank.F64);
                    w.call(CD_CONVERSIONS, method, result, CD_MACHINE, CD_double);
                    if (result == CD_long) {
                        c.pop2();
                    } else {
                        c.pop();
                    }
                    c.aconst_null().athrow();
                });
    }

    private void i32FromF64() {
        Label fault = conversionFault("i32FromF64", CD_int);
        w.load(b(), Bank.F64);
        c.loadConstant(-0x1p31 - 1).dcmpl().ifle(fault);
        w.load(b(), Bank.F64);
        c.loadConstant(0x1p31).dcmpg().ifge(fault);
        w.load(b(), Bank.F64);
        c.d2i();
        w.store(a(), Bank.I32);
    }

    private void i64FromF64() {
        Label fault = conversionFault("i64FromF64", CD_long);
        w.load(b(), Bank.F64);
        c.loadConstant(-0x1p63).dcmpl().iflt(fault);
        w.load(b(), Bank.F64);
        c.loadConstant(0x1p63).dcmpg().ifge(fault);
        w.load(b(), Bank.F64);
        c.d2l();
        w.store(a(), Bank.I64);
    }

    private void compare(Opcode opcode) {
        Label holds = c.newLabel();
        Label end = c.newLabel();
        Comparisons.branch(w, opcode, b(), c(), word, holds);
        c.iconst_0().goto_(end);
        c.labelBinding(holds);
        c.iconst_1();
        c.labelBinding(end);
        w.store(a(), Bank.I32);
    }

    // values of type any, which are in memory

    private void boxI32() {
        boolean isUnsigned = (c() & ~TypeIds.LITERAL) == TypeIds.U32;
        w.startPut(Bank.I64);
        w.address(a() + Machine.ANY_PAYLOAD);
        w.load(b(), Bank.I32);
        c.i2l();
        if (isUnsigned) {
            c.loadConstant(0xFFFFFFFFL).land();
        }
        w.put(Bank.I64);
        tag();
    }

    private void tag() {
        w.startPut(Bank.I64);
        w.address(a());
        c.loadConstant((long) c());
        w.put(Bank.I64);
    }

    private void box(Bank bank) {
        w.startPut(bank);
        w.address(a() + Machine.ANY_PAYLOAD);
        w.load(b(), bank);
        w.put(bank);
        tag();
    }

    private void unbox(Bank bank) {
        outcall();
        w.machine();
        w.address(b());
        c.loadConstant(c());
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
        w.store(a(), bank);
    }

    private void arithmeticAny(int operation) {
        outcall();
        w.machine();
        c.loadConstant(operation);
        w.address(b());
        w.address(c());
        w.address(a());
        w.call(CD_ANY_ARITHMETIC, "apply", CD_void, CD_MACHINE, CD_int, CD_long, CD_long, CD_long);
        w.reloadPolls();
    }

    private void compareAny(String method) {
        outcall();
        w.machine();
        w.address(b());
        w.address(c());
        w.call(CD_COMPARISON, method, CD_boolean, CD_MACHINE, CD_long, CD_long);
        w.store(a(), Bank.I32);
        w.reloadPolls();
    }

    // far slots

    private void farLoad(Bank bank) {
        w.address(Word.immediate(word));
        w.get(bank);
        w.store(a(), bank);
    }

    /// Outgoing arguments are registers, wherever they are written.
    private void farStore(Bank bank) {
        int offset = Word.immediate(word);
        if (flow.isOutgoing(offset)) {
            w.load(a(), bank);
            w.store(offset, bank);
        } else {
            w.startPut(bank);
            w.address(offset);
            w.load(a(), bank);
            w.put(bank);
        }
    }

    // arrays

    /// Checks the index and pushes the element's address.
    private void element(int array, int index, int shift) {
        checkIndex(array, index);
        elementAddress(array, index, shift);
    }

    /// Nothing may be on the stack.
    private void checkIndex(int array, int index) {
        if (!place.isProven(at)) {
            Label fault = boundsFault(index);
            w.load(index, Bank.I32);
            length(array);
            c.invokestatic(CD_INTEGER, "compareUnsigned", MTD_COMPARE_I32).ifge(fault);
        }
    }

    /// Pushes the length of what the instruction indexes or measures.
    private void length(int array) {
        int length = place.lengthLocal(at);
        if (length >= 0) {
            c.iload(length);
        } else {
            w.load(array, Bank.REF);
            c.loadConstant((long) ArrayLayout.LENGTH).ladd();
            w.get(Bank.I32);
        }
    }

    private void elementAddress(int array, int index, int shift) {
        if (place.pushAddress(at)) {
            return;
        }
        int data = place.dataLocal(at);
        if (data >= 0) {
            c.lload(data);
        } else {
            w.load(array, Bank.REF);
            c.loadConstant((long) ArrayLayout.DATA).ladd();
            w.get(Bank.REF);
        }
        w.load(index, Bank.I32);
        c.i2l();
        if (!place.isProven(at)) {
            // As the check has found: C2 does not know by itself that the address is near.
            c.loadConstant(0xFFFFFFFFL).land();
        }
        if (shift > 0) {
            c.loadConstant(shift).lshl();
        }
        c.ladd();
    }

    private Label boundsFault(int index) {
        return stubs.bounds(
                place.block(),
                place.context(),
                () -> w.load(index, Bank.I32),
                pc,
                frameShift,
                place.beforeFault());
    }

    private void getElement(Bank bank, int shift) {
        element(b(), c(), shift);
        w.get(bank);
        w.store(a(), bank);
    }

    private void setElement(Bank bank, int shift) {
        checkIndex(a(), b());
        w.startPut(bank);
        elementAddress(a(), b(), shift);
        w.load(c(), bank);
        w.put(bank);
    }

    /// Makes room for a new last element, whose address is in the temporary then.
    private void append(int shift) {
        long saved = pc;
        int frame = frameShift;
        int array = a();
        Label made = c.newLabel();
        Label slow =
                stubs.add(
                        place.block(),
                        () -> {
                            w.syncPolls();
                            w.save(saved, frame);
                            w.machine();
                            w.load(array, Bank.REF);
                            c.loadConstant(shift);
                            w.call(CD_ARRAYS, "append", CD_long, CD_MACHINE, CD_long, CD_int);
                            c.lstore(temporaryLong);
                            w.reloadPolls();
                            c.goto_(made);
                        });
        header(array, ArrayLayout.LENGTH, Bank.I32);
        c.istore(temporaryInt).iload(temporaryInt);
        header(array, ArrayLayout.CAPACITY, Bank.I32);
        c.if_icmpeq(slow);
        w.startPut(Bank.I32);
        w.load(array, Bank.REF);
        c.loadConstant((long) ArrayLayout.LENGTH).ladd();
        c.iload(temporaryInt).iconst_1().iadd();
        w.put(Bank.I32);
        header(array, ArrayLayout.DATA, Bank.REF);
        c.iload(temporaryInt).i2l().loadConstant(0xFFFFFFFFL).land();
        c.loadConstant(shift).lshl().ladd().lstore(temporaryLong);
        c.labelBinding(made);
    }

    /// Pushes a word of an array object.
    private void header(int array, int offset, Bank bank) {
        w.load(array, Bank.REF);
        c.loadConstant((long) offset).ladd();
        w.get(bank);
    }

    private void push(Bank bank, int shift) {
        append(shift);
        w.startPut(bank);
        c.lload(temporaryLong);
        w.load(b(), bank);
        w.put(bank);
    }

    // strings

    /// A string of one byte is at its place among those, which C2 can see through.
    private void loadString(int index) {
        if (flow.image.stringBytes(index) == 1) {
            w.machineLong("byteStrings");
            int octet = Memory.u8(flow.image.stringAddress(index));
            c.loadConstant(octet * Strings.BYTE_STRING_BYTES).ladd();
        } else {
            w.machineLong("strings");
            c.loadConstant((long) index << WIDE_SHIFT).ladd();
            w.get(Bank.I64);
        }
        w.store(a(), Bank.REF);
    }

    /// A string has its data and length where an array has them.
    private void getString() {
        if (!place.isProven(at)) {
            Label fault = stringFault();
            w.load(c(), Bank.I32);
            length(b());
            c.invokestatic(CD_INTEGER, "compareUnsigned", MTD_COMPARE_I32).ifge(fault);
        }
        w.machineLong("byteStrings");
        elementAddress(b(), c(), BOOL_SHIFT);
        w.get("LOAD_U8", MTD_GET_I32);
        c.i2l().loadConstant(Strings.BYTE_STRING_BYTES).lmul().ladd();
        w.store(a(), Bank.REF);
    }

    /// Raises the trap that the runtime's method raises for an index outside the string.
    private Label stringFault() {
        long saved = pc;
        int frame = frameShift;
        int string = b();
        int index = c();
        Runnable before = place.beforeFault();
        return stubs.add(
                place.block(),
                () -> {
                    before.run();
                    w.save(saved, frame);
                    w.machine();
                    w.load(string, Bank.REF);
                    w.load(index, Bank.I32);
                    w.call(CD_STRINGS, "byteAt", CD_long, CD_MACHINE, CD_long, CD_int);
                    c.pop2().aconst_null().athrow();
                });
    }

    /// Most strings can be told from each other at a glance; what can't is left to the runtime.
    private void equalStrings() {
        long saved = pc;
        int frame = frameShift;
        int x = b();
        int y = c();
        Runnable before = place.beforeFault();
        Label end = place.behind(at);
        Label on = place.afterCall(at, end);
        Runnable back = place.takeBack();
        Label slow =
                stubs.add(
                        place.block(),
                        () -> {
                            before.run();
                            w.save(saved, frame);
                            w.machine();
                            w.load(x, Bank.REF);
                            w.load(y, Bank.REF);
                            w.call(CD_STRINGS, "equal", CD_boolean, CD_MACHINE, CD_long, CD_long);
                            c.istore(temporaryInt);
                            back.run();
                            c.goto_(on);
                        });
        w.handle("GLANCE");
        w.machine();
        w.load(x, Bank.REF);
        w.load(y, Bank.REF);
        w.invoke(MTD_GLANCE);
        c.istore(temporaryInt).iload(temporaryInt).iflt(slow);
        c.labelBinding(end);
        c.iload(temporaryInt);
        w.store(a(), Bank.I32);
    }

    // objects

    /// Takes the next cell of its line, whose address is known, or the only object of the type.
    private void newObject(int type) {
        long entry = flow.allocations + ((long) type << Allocations.ENTRY_SHIFT);
        long single = Memory.i64(entry + Allocations.SINGLE);
        if (single != 0) {
            c.loadConstant(single);
            w.store(a(), Bank.REF);
            return;
        }
        long line = Memory.i64(entry + Allocations.LINE);
        long bytes = Memory.i64(entry + Allocations.BYTES);
        Label made = c.newLabel();
        Label slow = makeSlowly(type, made);
        c.loadConstant(line + AllocationLine.CURSOR);
        w.get(Bank.REF);
        c.lstore(temporaryLong);
        c.lload(temporaryLong).loadConstant(bytes).ladd();
        c.loadConstant(line + AllocationLine.LIMIT);
        w.get(Bank.I64);
        c.lcmp().ifgt(slow);
        w.startPut(Bank.I64);
        c.loadConstant(line + AllocationLine.CURSOR);
        c.lload(temporaryLong).loadConstant(bytes).ladd();
        w.put(Bank.I64);
        w.startPut(Bank.I64);
        c.lload(temporaryLong).loadConstant(Memory.i64(entry + Allocations.HEADER));
        w.put(Bank.I64);
        c.labelBinding(made);
        c.lload(temporaryLong);
        w.store(a(), Bank.REF);
    }

    private Label makeSlowly(int type, Label made) {
        long saved = pc;
        int frame = frameShift;
        return stubs.add(
                place.block(),
                () -> {
                    w.syncPolls();
                    w.save(saved, frame);
                    w.machine();
                    c.loadConstant(type);
                    w.call(CD_OBJECTS, "make", CD_long, CD_MACHINE, CD_int);
                    c.lstore(temporaryLong);
                    w.reloadPolls();
                    c.goto_(made);
                });
    }

    /// Most values are of the very type that is asked for.
    private void checkType() {
        long saved = pc;
        int frame = frameShift;
        int type = c();
        int value = b();
        Runnable before = place.beforeFault();
        Label end = place.behind(at);
        Label on = place.afterCall(at, end);
        Runnable back = place.takeBack();
        Label slow =
                stubs.add(
                        place.block(),
                        () -> {
                            before.run();
                            w.save(saved, frame);
                            w.machine();
                            c.loadConstant(type);
                            w.load(value, Bank.REF);
                            w.call(
                                    CD_TYPE_CHECKS,
                                    "checkRef",
                                    CD_void,
                                    CD_MACHINE,
                                    CD_int,
                                    CD_long);
                            back.run();
                            c.goto_(on);
                        });
        w.load(value, Bank.REF);
        c.loadConstant((long) ObjectLayout.TYPE_ID).ladd();
        w.get(Bank.I32);
        c.loadConstant(type).if_icmpne(slow);
        c.labelBinding(end);
    }

    private void getField(Bank bank) {
        w.load(b(), Bank.REF);
        c.loadConstant((long) Word.signedC(word)).ladd();
        w.get(bank);
        w.store(a(), bank);
    }

    private void setField(Bank bank) {
        w.startPut(bank);
        w.load(a(), Bank.REF);
        c.loadConstant((long) Word.signedB(word)).ladd();
        w.load(c(), bank);
        w.put(bank);
    }
}
