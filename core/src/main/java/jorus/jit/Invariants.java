package jorus.jit;

import static java.lang.constant.ConstantDescs.CD_long;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.runtime.Strings;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Loads in a counted loop that give the same value in all turns: module variables, fields, and
/// elements of arrays whose index does not change, rows of a matrix above all. They are loaded
/// once per strip; a load that would trap leaves the strip to the version with all checks.
///
/// C2 cannot do that: any store may be to the same place, as far as it knows.
final class Invariants {
    private static final int MAX_VALUES = 24;

    /// Locals of a value, and if it is used as an array, of its data's address and its length.
    private record Value(Bank bank, int local, int data, int length) {}

    private final Flow flow;
    private final BitSet blocks;
    private final int header;
    private final Registers registers;
    private final BitSet written;
    private final LoopViews views;
    private final Appends appends;
    private final Writer w;

    /// By word, in the order of the code.
    private final Map<Integer, Value> values = new LinkedHashMap<>();

    private final Map<Integer, Integer> singleDefinition = new HashMap<>();
    private final Set<Opcode> stores = new HashSet<>();
    private final Set<Long> storedGlobals = new HashSet<>();

    Invariants(CountedLoop counted, LoopViews views, Appends appends, Writer writer) {
        flow = counted.flow;
        blocks = counted.loop.blocks;
        header = counted.loop.header;
        registers = counted.registers;
        written = counted.written;
        this.views = views;
        this.appends = appends;
        w = writer;
        findStores();
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                boolean isWanted = values.size() < MAX_VALUES || i == counted.limitWord;
                if (isWanted && isInvariant(b, i)) {
                    add(i);
                }
            }
        }
    }

    private void findStores() {
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                Opcode opcode = flow.opcode(i);
                stores.add(opcode);
                if (isStoreToGlobal(opcode)) {
                    storedGlobals.add(global(i));
                }
                for (int which = 0; which < Registers.OPERANDS; which++) {
                    int register = registers.written(i, which);
                    if (register >= 0) {
                        boolean isOnly = singleDefinition.get(register) == null;
                        singleDefinition.put(register, isOnly ? i : -1);
                    }
                }
            }
        }
    }

    private static boolean isStoreToGlobal(Opcode opcode) {
        return switch (opcode) {
            case SET_GLOBAL_I32, SET_GLOBAL_I64, SET_GLOBAL_F64, SET_GLOBAL_REF -> true;
            default -> false;
        };
    }

    private long global(int word) {
        return flow.words[word] >>> 32;
    }

    private boolean isInvariant(int block, int i) {
        long word = flow.words[i];
        return switch (flow.opcode(i)) {
            case GET_GLOBAL_I32, GET_GLOBAL_I64, GET_GLOBAL_F64, GET_GLOBAL_REF ->
                    !storedGlobals.contains(global(i));
            case GET_I32 -> isFixedElement(i, Opcode.SET_I32);
            case GET_I64 -> isFixedElement(i, null);
            case GET_F64 -> isFixedElement(i, null);
            case GET_REF -> isFixedElement(i, Opcode.SET_REF);
            case GET_FIELD_I32 -> isFixedField(block, i, Opcode.SET_FIELD_I32);
            case GET_FIELD_I64 -> isFixedField(block, i, Opcode.SET_FIELD_I64);
            case GET_FIELD_F64 -> isFixedField(block, i, Opcode.SET_FIELD_F64);
            case GET_FIELD_REF -> isFixedField(block, i, Opcode.SET_FIELD_REF);
            case GET_STRING -> isFixedElement(i, null);
            case LENGTH_ARRAY, LENGTH_STRING -> length(i) >= 0 && appends.keepsLength(i);
            default -> false;
        };
    }

    private boolean isFixedElement(int i, Opcode store) {
        long word = flow.words[i];
        return !stores.contains(store) && data(i) >= 0 && isFixed(Word.c(word), Bank.I32, i);
    }

    /// Only in the header: behind a branch the object may be of another variant.
    private boolean isFixedField(int block, int i, Opcode store) {
        long word = flow.words[i];
        return block == header && !stores.contains(store) && isFixed(Word.b(word), Bank.REF, i);
    }

    /// Whether a register read at `reader` is not written in the loop, or by one of these.
    private boolean isFixed(int offset, Bank bank, int reader) {
        return !written.get(registers.number(offset, bank))
                || values.containsKey(definition(offset, bank, reader));
    }

    /// The word in the loop that always writes what `reader` reads; -1 if it is not certain.
    private int definition(int offset, Bank bank, int reader) {
        int register = registers.number(offset, bank);
        int block = flow.block(reader);
        for (int i = reader - 1; i >= flow.first[block]; i--) {
            for (int which = 0; which < Registers.OPERANDS; which++) {
                if (registers.written(i, which) == register) {
                    return i;
                }
            }
        }
        int single = singleDefinition.getOrDefault(register, -1);
        boolean isAbove = single >= 0 && flow.block(single) != block;
        return isAbove && flow.dominates(flow.block(single), block) ? single : -1;
    }

    /// Which store could change what the word loads, though no operand of it changes; null if none.
    private static Opcode lateStore(Opcode opcode) {
        return switch (opcode) {
            case GET_I64 -> Opcode.SET_I64;
            case GET_F64 -> Opcode.SET_F64;
            default -> null;
        };
    }

    private boolean isLate(int i) {
        Opcode store = lateStore(flow.opcode(i));
        return store != null && stores.contains(store);
    }

    /// Gives up loads of elements that the loop may store to at places that `affine` does not know.
    void settle(Affine affine) {
        for (Iterator<Integer> words = values.keySet().iterator(); words.hasNext(); ) {
            int word = words.next();
            if (isLate(word) && !areKnown(lateStore(flow.opcode(word)), affine)) {
                words.remove();
            }
        }
    }

    private boolean areKnown(Opcode store, Affine affine) {
        for (int i : words(store)) {
            if (!affine.isProven(i)) {
                return false;
            }
        }
        return true;
    }

    private List<Integer> words(Opcode opcode) {
        List<Integer> words = new ArrayList<>();
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                if (flow.opcode(i) == opcode) {
                    words.add(i);
                }
            }
        }
        return words;
    }

    private void add(int i) {
        Bank bank = flow.opcode(i).a().bank();
        boolean isArray = bank == Bank.REF && isArray(i);
        int local = w.code.allocateLocal(Writer.kind(bank));
        int data = isArray ? w.newLong() : -1;
        values.put(i, new Value(bank, local, data, isArray ? w.newInt() : -1));
    }

    /// Whether the ref that word `i` loads is used as an array in the loop.
    private boolean isArray(int i) {
        int offset = Word.a(flow.words[i]);
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int k = flow.first[b]; k < flow.end[b]; k++) {
                boolean isUse = LoopViews.array(flow.opcode(k), flow.words[k]) == offset;
                if (isUse && definition(offset, Bank.REF, k) == i) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether the instruction at `word` is one of these.
    boolean has(int word) {
        return values.containsKey(word);
    }

    /// Local of the value that the instruction at `word` loads.
    int local(int word) {
        return values.get(word).local;
    }

    /// Pushes the value that the instruction at `word` loads.
    void push(int word) {
        Value value = values.get(word);
        w.code.loadLocal(Writer.kind(value.bank), value.local);
    }

    /// Local of the data address of the array that the instruction at `word` indexes or measures;
    /// -1 if it has to be loaded.
    int data(int word) {
        Value value = arrayOf(word);
        return value != null ? value.data : views().data(flow.block(word), array(word));
    }

    int length(int word) {
        Value value = arrayOf(word);
        return value != null ? value.length : views().length(flow.block(word), array(word));
    }

    private ArrayViews views() {
        return appends.areNone() ? views : appends;
    }

    private int array(int word) {
        return LoopViews.array(flow.opcode(word), flow.words[word]);
    }

    private Value arrayOf(int word) {
        int offset = array(word);
        if (offset < 0 || !written.get(registers.number(offset, Bank.REF))) {
            return null;
        }
        Value value = values.get(definition(offset, Bank.REF, word));
        return value == null || value.data < 0 ? null : value;
    }

    // code

    /// Loads what no store of the loop can change; goes to `fails` if a load would trap.
    void write(Label fails) {
        for (Map.Entry<Integer, Value> each : values.entrySet()) {
            if (!isLate(each.getKey())) {
                write(each.getKey(), each.getValue(), fails);
            }
        }
    }

    /// Loads the rest, after the guards of `affine`; goes to `fails` if the strip stores there.
    void writeLate(Affine affine, Label fails) {
        for (Map.Entry<Integer, Value> each : values.entrySet()) {
            if (isLate(each.getKey())) {
                write(each.getKey(), each.getValue(), fails);
                writeApart(each.getKey(), affine, fails);
            }
        }
    }

    private void writeApart(int i, Affine affine, Label fails) {
        int address = w.newLong();
        pushAddress(i);
        w.code.lstore(address);
        for (int store : words(lateStore(flow.opcode(i)))) {
            Label apart = w.code.newLabel();
            int[] ends = affine.endsOf(affine.index(store), store);
            w.code.lload(address);
            pushEnd(store, ends, "min");
            w.code.lcmp().iflt(apart).lload(address);
            pushEnd(store, ends, "max");
            w.code.lcmp().ifle(fails).labelBinding(apart);
        }
    }

    /// Pushes the address of the first or the last element that a store of the strip changes.
    private void pushEnd(int store, int[] ends, String which) {
        w.code.lload(data(store)).lload(ends[0]).lload(ends[1]);
        w.call(Names.CD_MATH, which, CD_long, CD_long, CD_long);
        w.code.loadConstant(LoopViews.shift(flow.opcode(store))).lshl().ladd();
    }

    private void pushAddress(int i) {
        w.code.lload(data(i));
        load(Word.c(flow.words[i]), Bank.I32, i);
        w.code.i2l().loadConstant(LoopViews.shift(flow.opcode(i))).lshl().ladd();
    }

    private void write(int i, Value value, Label fails) {
        long word = flow.words[i];
        switch (flow.opcode(i)) {
            case GET_GLOBAL_I32, GET_GLOBAL_I64, GET_GLOBAL_F64, GET_GLOBAL_REF -> {
                w.machineLong("globals");
                w.code.loadConstant(word >>> 32).ladd();
                w.get(value.bank);
            }
            case GET_FIELD_I32, GET_FIELD_I64, GET_FIELD_F64, GET_FIELD_REF -> {
                load(Word.b(word), Bank.REF, i);
                w.code.loadConstant((long) Word.signedC(word)).ladd();
                w.get(value.bank);
            }
            case GET_I32, GET_I64, GET_F64, GET_REF -> {
                checkIndex(i, fails);
                pushAddress(i);
                w.get(value.bank);
            }
            case GET_STRING -> {
                checkIndex(i, fails);
                w.machineLong("byteStrings");
                pushAddress(i);
                w.getByte();
                w.code.i2l().loadConstant(Strings.BYTE_STRING_BYTES).lmul().ladd();
            }
            case LENGTH_ARRAY, LENGTH_STRING -> w.code.iload(length(i));
            default -> throw new AssertionError("not loaded before the loop: " + i);
        }
        w.code.storeLocal(Writer.kind(value.bank), value.local);
        if (value.bank == Bank.REF) {
            w.code.lload(value.local).lconst_0().lcmp().ifeq(fails);
        }
        if (value.data >= 0) {
            views.load(
                    new Runnable() {
                        @Override
                        public void run() {
                            w.code.lload(value.local);
                        }
                    },
                    value.data,
                    value.length);
        }
    }

    private void checkIndex(int i, Label fails) {
        load(Word.c(flow.words[i]), Bank.I32, i);
        w.code.iload(length(i));
        w.code.invokestatic(
                java.lang.constant.ClassDesc.of("java.lang.Integer"),
                "compareUnsigned",
                Names.MTD_COMPARE_I32);
        w.code.ifge(fails);
    }

    private void load(int offset, Bank bank, int reader) {
        if (!written.get(registers.number(offset, bank))) {
            w.load(offset, bank);
        } else {
            push(definition(offset, bank, reader));
        }
    }
}
