package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jorus.isa.Bank;
import jorus.isa.Word;
import jorus.memory.heap.AllocationLine;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.Heap;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.runtime.Allocations;

import java.lang.constant.MethodTypeDesc;

/// Translates the making of objects, accesses to their fields, and checks of their types.
final class ObjectInstructions {
    private static final MethodTypeDesc MTD_NEW_ARRAY =
            MethodTypeDesc.of(CD_long, CD_int, CD_long, CD_long);

    private final Spot spot;
    private final Writer w;
    private final Assembler c;

    ObjectInstructions(Spot spot) {
        this.spot = spot;
        w = spot.w;
        c = w.code;
    }

    /// Takes the next cell of its line, whose address is known, or the only object of the type.
    void newObject(int type) {
        long entry = spot.flow.allocations.address() + ((long) type << Allocations.ENTRY_SHIFT);
        long single = Memory.i64(entry + Allocations.SINGLE);
        if (single != 0) {
            c.loadConstant(single);
            w.store(spot.a(), Bank.REF);
            return;
        }
        long line = Memory.i64(entry + Allocations.LINE);
        long bytes = Memory.i64(entry + Allocations.BYTES);
        Label made = c.newLabel();
        Label slow = makeSlowly(type, made);
        nextCell(line, bytes, spot.temporaryLong, slow);
        takeCell(line, bytes, spot.temporaryLong);
        w.startPut(Bank.I64);
        c.lload(spot.temporaryLong).loadConstant(Memory.i64(entry + Allocations.HEADER));
        w.put(Bank.I64);
        c.labelBinding(made);
        c.lload(spot.temporaryLong);
        w.store(spot.a(), Bank.REF);
    }

    /// Puts the next cell of a line into the local `cell`, or goes to `slow` if there is none.
    private void nextCell(long line, long bytes, int cell, Label slow) {
        c.loadConstant(line + AllocationLine.CURSOR);
        w.get(Bank.REF);
        c.lstore(cell);
        c.lload(cell).loadConstant(bytes).ladd();
        c.loadConstant(line + AllocationLine.LIMIT);
        w.get(Bank.I64);
        c.lcmp().ifgt(slow);
    }

    /// Takes what `nextCell` has found.
    private void takeCell(long line, long bytes, int cell) {
        w.startPut(Bank.I64);
        c.loadConstant(line + AllocationLine.CURSOR);
        c.lload(cell).loadConstant(bytes).ladd();
        w.put(Bank.I64);
    }

    private Label makeSlowly(int type, Label made) {
        return slowly(
                made,
                new Runnable() {
                    @Override
                    public void run() {
                        w.machine();
                        c.loadConstant(type);
                        w.call(CD_OBJECTS, "make", CD_long, CD_MACHINE, CD_int);
                    }
                });
    }

    /// Where `make`, which gives a ref, does what the next cells of lines do not. Goes to `made`
    /// with the ref in the temporary.
    private Label slowly(Label made, Runnable make) {
        long saved = spot.pc;
        int frame = spot.frameShift;
        return spot.stubs.add(
                spot.place.block(),
                new Runnable() {
                    @Override
                    public void run() {
                        w.syncPolls();
                        w.save(saved, frame);
                        make.run();
                        c.lstore(spot.temporaryLong);
                        w.reloadPolls();
                        c.goto_(made);
                    }
                });
    }

    /// Makes an empty array with room for `room` elements, from the next cell for both.
    void newArray(int type, int room) {
        Heap heap = spot.flow.allocations.heap();
        Label made = c.newLabel();
        Label slow = makeArraySlowly(type, room, made);
        long line = heap.arrayLine(type, room);
        long bytes = heap.arrayCellBytes(type, room);
        int array = spot.temporaryLong;
        nextCell(line, bytes, array, slow);
        takeCell(line, bytes, array);
        if (room > 0) {
            w.startPut(Bank.I64);
            c.lload(array).loadConstant((long) ArrayLayout.DATA).ladd();
            c.lload(array).loadConstant((long) ArrayLayout.BYTES).ladd();
            w.put(Bank.I64);
            w.startPut(Bank.I32);
            c.lload(array).loadConstant((long) ArrayLayout.CAPACITY).ladd();
            c.loadConstant((int) (bytes - ArrayLayout.BYTES >> heap.elementShift(type)));
            w.put(Bank.I32);
        }
        w.startPut(Bank.I32);
        c.lload(array).loadConstant((long) ObjectLayout.TYPE_ID).ladd().loadConstant(type);
        w.put(Bank.I32);
        c.labelBinding(made);
        c.lload(array);
        w.store(spot.a(), Bank.REF);
    }

    private Label makeArraySlowly(int type, int room, Label made) {
        return slowly(
                made,
                new Runnable() {
                    @Override
                    public void run() {
                        c.aload(Writer.MACHINE).getfield(CD_MACHINE, "heap", CD_HEAP);
                        c.loadConstant(type).lconst_0().loadConstant((long) room);
                        c.invokevirtual(CD_HEAP, "newArray", MTD_NEW_ARRAY);
                    }
                });
    }

    /// Most values are of the very type that is asked for.
    void checkType() {
        int type = spot.c();
        int value = spot.b();
        Label end = spot.place.behind(spot.at);
        Label slow =
                spot.aside(
                        end,
                        new Runnable() {
                            @Override
                            public void run() {
                                c.loadConstant(type);
                                w.load(value, Bank.REF);
                                w.call(
                                        CD_TYPE_CHECKS,
                                        "checkRef",
                                        CD_void,
                                        CD_MACHINE,
                                        CD_int,
                                        CD_long);
                            }
                        });
        w.load(value, Bank.REF);
        c.loadConstant((long) ObjectLayout.TYPE_ID).ladd();
        w.get(Bank.I32);
        c.loadConstant(type).if_icmpne(slow);
        c.labelBinding(end);
    }

    void getField(Bank bank) {
        w.load(spot.b(), Bank.REF);
        c.loadConstant((long) Word.signedC(spot.word)).ladd();
        w.get(bank);
        w.store(spot.a(), bank);
    }

    void setField(Bank bank) {
        w.startPut(bank);
        w.load(spot.a(), Bank.REF);
        c.loadConstant((long) Word.signedB(spot.word)).ladd();
        w.load(spot.c(), bank);
        w.put(bank);
    }
}
