package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import jorus.isa.Bank;
import jorus.memory.heap.ArrayLayout;
import jorus.runtime.Strings;

import java.lang.constant.ClassDesc;

/// Translates accesses to the elements of arrays and to the bytes of strings.
final class ElementInstructions {
    // Binary logarithms of the sizes of elements.

    static final int BOOL_SHIFT = 0;
    static final int NARROW_SHIFT = 2;
    static final int WIDE_SHIFT = 3;
    static final int ANY_SHIFT = 4;

    private static final ClassDesc CD_INTEGER = ClassDesc.of("java.lang.Integer");

    private final Spot spot;
    private final Writer w;
    private final Assembler c;

    ElementInstructions(Spot spot) {
        this.spot = spot;
        w = spot.w;
        c = w.code;
    }

    private static int shift(Bank bank) {
        return switch (bank) {
            case I32 -> NARROW_SHIFT;
            case I64, F64, REF -> WIDE_SHIFT;
            case ANY -> ANY_SHIFT;
        };
    }

    /// Checks the index and pushes the element's address.
    void element(int array, int index, int shift) {
        checkIndex(array, index);
        elementAddress(array, index, shift);
    }

    /// Nothing may be on the stack.
    void checkIndex(int array, int index) {
        if (!spot.place.isProven(spot.at)) {
            Label fault = boundsFault(index);
            w.load(index, Bank.I32);
            length(array);
            c.invokestatic(CD_INTEGER, "compareUnsigned", MTD_COMPARE_I32).ifge(fault);
        }
    }

    /// Pushes the length of what the instruction indexes or measures.
    void length(int array) {
        int length = spot.place.lengthLocal(spot.at);
        if (length >= 0) {
            c.iload(length);
        } else {
            w.load(array, Bank.REF);
            c.loadConstant((long) ArrayLayout.LENGTH).ladd();
            w.get(Bank.I32);
        }
    }

    void elementAddress(int array, int index, int shift) {
        if (spot.place.pushAddress(spot.at)) {
            return;
        }
        int data = spot.place.dataLocal(spot.at);
        if (data >= 0) {
            // Masked once more, as `Pointers` does.
            c.lload(data);
            w.maskAddress();
        } else {
            w.load(array, Bank.REF);
            c.loadConstant((long) ArrayLayout.DATA).ladd();
            w.get(Bank.REF);
        }
        w.load(index, Bank.I32);
        // As the check has found: C2 does not know by itself that the address is near.
        c.i2l().loadConstant(0xFFFFFFFFL).land();
        if (shift > 0) {
            c.loadConstant(shift).lshl();
        }
        c.ladd();
    }

    Label boundsFault(int index) {
        return spot.stubs.bounds(
                spot.place.block(),
                spot.place.context(),
                new Runnable() {
                    @Override
                    public void run() {
                        w.load(index, Bank.I32);
                    }
                },
                spot.pc,
                spot.frameShift,
                spot.place.beforeFault());
    }

    void getElement(Bank bank) {
        int shift = shift(bank);
        element(spot.b(), spot.c(), shift);
        w.get(bank);
        w.store(spot.a(), bank);
    }

    void setElement(Bank bank) {
        int shift = shift(bank);
        checkIndex(spot.a(), spot.b());
        w.startPut(bank);
        elementAddress(spot.a(), spot.b(), shift);
        w.load(spot.c(), bank);
        w.put(bank);
    }

    /// Makes room for a new last element, whose address is in the temporary then.
    void append(int shift) {
        if (spot.place.append(spot.at)) {
            c.lstore(spot.temporaryLong);
            return;
        }
        long saved = spot.pc;
        int frame = spot.frameShift;
        int array = spot.a();
        Label made = c.newLabel();
        Label slow =
                spot.stubs.add(
                        spot.place.block(),
                        new Runnable() {
                            @Override
                            public void run() {
                                w.syncPolls();
                                w.save(saved, frame);
                                w.machine();
                                w.load(array, Bank.REF);
                                c.loadConstant(shift);
                                w.call(CD_OUTLINED, "append", CD_long, CD_MACHINE, CD_long, CD_int);
                                c.lstore(spot.temporaryLong);
                                w.reloadPolls();
                                c.goto_(made);
                            }
                        });
        header(array, ArrayLayout.LENGTH, Bank.I32);
        c.istore(spot.temporaryInt).iload(spot.temporaryInt);
        header(array, ArrayLayout.CAPACITY, Bank.I32);
        c.if_icmpeq(slow);
        w.startPut(Bank.I32);
        w.load(array, Bank.REF);
        c.loadConstant((long) ArrayLayout.LENGTH).ladd();
        c.iload(spot.temporaryInt).iconst_1().iadd();
        w.put(Bank.I32);
        header(array, ArrayLayout.DATA, Bank.REF);
        c.iload(spot.temporaryInt).i2l().loadConstant(0xFFFFFFFFL).land();
        c.loadConstant(shift).lshl().ladd().lstore(spot.temporaryLong);
        c.labelBinding(made);
    }

    /// Pushes a word of an array object.
    void header(int array, int offset, Bank bank) {
        w.load(array, Bank.REF);
        c.loadConstant((long) offset).ladd();
        w.get(bank);
    }

    void push(Bank bank) {
        int shift = shift(bank);
        append(shift);
        w.startPut(bank);
        c.lload(spot.temporaryLong);
        w.load(spot.b(), bank);
        w.put(bank);
    }

    // strings

    /// Pushes a constant of one byte: its place among those, which C2 can see through.
    void byteString(int index) {
        w.machineLong("byteStrings");
        int octet = spot.flow.image.int8(spot.flow.image.stringAddress(index));
        c.loadConstant(octet * Strings.BYTE_STRING_BYTES).ladd();
    }

    void loadString(int index) {
        if (spot.flow.image.stringBytes(index) == 1) {
            byteString(index);
        } else {
            w.machineLong("strings");
            c.loadConstant((long) index << WIDE_SHIFT).ladd();
            w.get(Bank.I64);
        }
        w.store(spot.a(), Bank.REF);
    }

    /// A string has its data and length where an array has them.
    void getString() {
        if (!spot.place.isProven(spot.at)) {
            Label fault = stringFault();
            w.load(spot.c(), Bank.I32);
            length(spot.b());
            c.invokestatic(CD_INTEGER, "compareUnsigned", MTD_COMPARE_I32).ifge(fault);
        }
        w.machineLong("byteStrings");
        elementAddress(spot.b(), spot.c(), BOOL_SHIFT);
        w.getByte();
        c.i2l().loadConstant(Strings.BYTE_STRING_BYTES).lmul().ladd();
        w.store(spot.a(), Bank.REF);
    }

    /// Raises the trap that the runtime's method raises for an index outside the string.
    private Label stringFault() {
        int string = spot.b();
        int index = spot.c();
        return spot.trap(
                Bank.REF,
                new Runnable() {
                    @Override
                    public void run() {
                        w.load(string, Bank.REF);
                        w.load(index, Bank.I32);
                        w.call(CD_STRINGS, "byteAt", CD_long, CD_MACHINE, CD_long, CD_int);
                    }
                });
    }

    /// Most strings can be told from each other at a glance; what can't is left to the runtime.
    void equalStrings() {
        int x = spot.b();
        int y = spot.c();
        Label end = spot.place.behind(spot.at);
        Label slow =
                spot.aside(
                        end,
                        new Runnable() {
                            @Override
                            public void run() {
                                w.load(x, Bank.REF);
                                w.load(y, Bank.REF);
                                w.call(
                                        CD_STRINGS,
                                        "equal",
                                        CD_boolean,
                                        CD_MACHINE,
                                        CD_long,
                                        CD_long);
                                c.istore(spot.temporaryInt);
                            }
                        });
        w.handle("GLANCE");
        w.machine();
        w.load(x, Bank.REF);
        w.load(y, Bank.REF);
        w.invoke(MTD_GLANCE);
        c.istore(spot.temporaryInt).iload(spot.temporaryInt).iflt(slow);
        c.labelBinding(end);
        c.iload(spot.temporaryInt);
        w.store(spot.a(), Bank.I32);
    }
}
