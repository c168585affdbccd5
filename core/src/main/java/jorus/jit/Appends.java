package jorus.jit;

import static java.lang.constant.ConstantDescs.CD_int;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.heap.ArrayLayout;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The arrays that a counted loop appends to. A strip has no more turns than they have room for, so
/// that nothing in it grows an array or collects: where there is no room for a turn, that one is
/// made by the slow version, which grows them as ever.
///
/// Lengths in the arrays are right after each element, so that a strip can be left anywhere, and
/// whatever else is the same array sees them. Data and lengths of the other arrays of the loop are
/// loaded at each strip, as the turns between may have moved them.
final class Appends implements ArrayViews {
    /// `local`s of an array's data and length; the latter counts what is appended. `perTurn` is the
    /// number of elements that a turn appends at most, 0 for arrays that are only read.
    private record View(int data, int length, int perTurn) {}

    private final CountedLoop counted;
    private final Flow flow;
    private final Registers registers;
    private final LoopViews views;
    private final Writer w;
    private final Assembler c;

    /// By offset of the array's register.
    private final Map<Integer, View> arrays = new TreeMap<>();

    /// Local of how many turns there is room for.
    private final int room;

    Appends(CountedLoop counted, LoopViews views, Writer writer) {
        this.counted = counted;
        this.views = views;
        flow = counted.flow;
        registers = counted.registers;
        w = writer;
        c = writer.code;
        TreeMap<Integer, Integer> perTurn = new TreeMap<>();
        TreeSet<Integer> others = new TreeSet<>();
        BitSet blocks = counted.loop.blocks;
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                visit(i, perTurn, others);
            }
        }
        if (perTurn.isEmpty()) {
            room = -1;
            return;
        }
        room = w.newInt();
        for (int offset : others) {
            arrays.put(offset, new View(w.newLong(), w.newInt(), 0));
        }
        for (Map.Entry<Integer, Integer> each : perTurn.entrySet()) {
            arrays.put(each.getKey(), new View(w.newLong(), w.newInt(), each.getValue()));
        }
    }

    private void visit(int i, Map<Integer, Integer> perTurn, TreeSet<Integer> others) {
        Opcode opcode = flow.opcode(i);
        if (isAppend(opcode)) {
            int offset = Word.a(flow.words[i]);
            perTurn.put(offset, perTurn.getOrDefault(offset, 0) + 1);
        }
        int offset = LoopViews.array(opcode, flow.words[i]);
        if (offset >= 0 && isFixed(offset)) {
            others.add(offset);
        }
    }

    /// Whether an instruction appends a value that has a register.
    static boolean isAppend(Opcode opcode) {
        return switch (opcode) {
            case PUSH_BOOL, PUSH_I32, PUSH_I64, PUSH_F64, PUSH_REF -> true;
            default -> false;
        };
    }

    private boolean isFixed(int offset) {
        return !counted.written.get(registers.number(offset, Bank.REF));
    }

    boolean areNone() {
        return arrays.isEmpty();
    }

    /// Whether the length of what the instruction at `word` indexes or measures is that of the
    /// first turn in all turns of a strip. It is so of arrays that `write` has compared with those
    /// that are appended to, and of strings.
    boolean keepsLength(int word) {
        Opcode opcode = flow.opcode(word);
        boolean isString = opcode == Opcode.GET_STRING || opcode == Opcode.LENGTH_STRING;
        View view = arrays.get(LoopViews.array(opcode, flow.words[word]));
        return areNone() || isString || view != null && view.perTurn == 0;
    }

    /// As `Place.lengthLocal`, if `length` is that of the first turn.
    int lengthLocal(int word, int length) {
        boolean isCounted =
                arrays.containsKey(LoopViews.array(flow.opcode(word), flow.words[word]));
        return isCounted || keepsLength(word) ? length : -1;
    }

    /// How often a turn appends to the array that the instruction at `word` appends to, at most.
    int perTurn(int word) {
        return arrays.get(Word.a(flow.words[word])).perTurn;
    }

    @Override
    public int data(int block, int offset) {
        View view = arrays.get(offset);
        return view == null ? -1 : view.data;
    }

    @Override
    public int length(int block, int offset) {
        View view = arrays.get(offset);
        return view == null ? -1 : view.length;
    }

    // code

    /// Loads what is known of the arrays; goes to `fails`, for one turn, if one has no room for it,
    /// or if it is one of the others.
    void write(Label fails) {
        if (areNone()) {
            return;
        }
        c.loadConstant(Integer.MAX_VALUE).istore(room);
        for (Map.Entry<Integer, View> each : arrays.entrySet()) {
            int offset = each.getKey();
            View view = each.getValue();
            views.load(
                    new Runnable() {
                        @Override
                        public void run() {
                            w.load(offset, Bank.REF);
                        }
                    },
                    view.data,
                    view.length);
            if (view.perTurn > 0) {
                writeRoom(offset, view);
                writeApart(offset, fails);
            }
        }
        c.iload(room).ifle(fails);
    }

    private void writeRoom(int offset, View view) {
        w.load(offset, Bank.REF);
        c.loadConstant((long) ArrayLayout.CAPACITY).ladd();
        w.get(Bank.I32);
        c.iload(view.length).isub();
        if (view.perTurn > 1) {
            c.loadConstant(view.perTurn).idiv();
        }
        c.iload(room);
        w.call(Names.CD_MATH, "min", CD_int, CD_int, CD_int);
        c.istore(room);
    }

    private void writeApart(int appended, Label fails) {
        for (Map.Entry<Integer, View> each : arrays.entrySet()) {
            int offset = each.getKey();
            boolean isSecond = each.getValue().perTurn > 0 && offset > appended;
            if (isSecond || each.getValue().perTurn == 0) {
                w.load(appended, Bank.REF);
                w.load(offset, Bank.REF);
                c.lcmp().ifeq(fails);
            }
        }
    }

    /// Takes how many turns may follow the first one from the stack, and leaves there how many may
    /// if there is to be room for all.
    void limitTurns() {
        if (!areNone()) {
            c.iload(room).iconst_1().isub();
            w.call(Names.CD_MATH, "min", CD_int, CD_int, CD_int);
        }
    }

    /// Pushes the address of the next element that the instruction at `word` appends.
    void pushAddress(int word) {
        View view = arrays.get(Word.a(flow.words[word]));
        c.lload(view.data).loadConstant(LoopViews.ADDRESS).land();
        c.iload(view.length).i2l().loadConstant(0xFFFFFFFFL).land();
        int shift = shift(flow.opcode(word));
        if (shift > 0) {
            c.loadConstant(shift).lshl();
        }
        c.ladd();
    }

    private static int shift(Opcode opcode) {
        return switch (opcode) {
            case PUSH_BOOL -> ElementInstructions.BOOL_SHIFT;
            case PUSH_I32 -> ElementInstructions.NARROW_SHIFT;
            default -> ElementInstructions.WIDE_SHIFT;
        };
    }

    /// Counts the elements that the instruction at `word` has appended: one, or as many as the
    /// local says.
    void writeLength(int word, int elements) {
        int offset = Word.a(flow.words[word]);
        int length = arrays.get(offset).length;
        if (elements < 0) {
            c.iinc(length, 1);
        } else {
            c.iload(length).iload(elements).iadd().istore(length);
        }
        w.startPut(Bank.I32);
        w.load(offset, Bank.REF);
        c.loadConstant((long) ArrayLayout.LENGTH).ladd();
        c.iload(length);
        w.put(Bank.I32);
    }
}
