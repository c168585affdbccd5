package jorus.jit;

import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.heap.ArrayLayout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/// Data addresses and lengths of arrays that do not change in a loop, loaded before it. C2 cannot
/// do that: any store may be to the array's header, as far as it knows.
///
/// An array's length and data move only by `push`, `pop` and the like, which allocate or call; the
/// heap itself moves nothing. So what is left are the registers that a loop without such
/// instructions does not write.
final class LoopViews implements ArrayViews {
    /// Addresses have no more bits; says that to C2, which then drops its own check.
    static final long ADDRESS = (1L << 48) - 1;

    private record View(Loop loop, int offset, int data, int length) {}

    private final Flow flow;
    private final Writer w;
    private final List<View> views = new ArrayList<>();

    LoopViews(Flow flow, Registers registers, Writer writer, BitSet region) {
        this.flow = flow;
        w = writer;
        for (Loop loop : flow.loops) {
            if (region.get(loop.header) && !changesArrays(loop)) {
                find(loop, registers.written(loop.blocks), registers);
            }
        }
    }

    private boolean changesArrays(Loop loop) {
        for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
            if (flow.handlers[b].length > 0) {
                return true;
            }
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                if (flow.collects(i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void find(Loop loop, BitSet written, Registers registers) {
        TreeSet<Integer> arrays = new TreeSet<>();
        for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                int array = array(flow.opcode(i), flow.words[i]);
                if (array >= 0 && !written.get(registers.number(array, Bank.REF))) {
                    arrays.add(array);
                }
            }
        }
        for (int array : arrays) {
            boolean isKnown = false;
            for (View view : views) {
                isKnown |= view.offset == array && loop.isIn(view.loop);
            }
            if (!isKnown) {
                views.add(new View(loop, array, w.newLong(), w.newInt()));
            }
        }
    }

    /// The register of the array or string that an instruction indexes or measures; -1 if it does
    /// not.
    static int array(Opcode opcode, long word) {
        return switch (opcode) {
            case GET_BOOL, GET_I32, GET_I64, GET_F64, GET_REF, GET_ANY, LENGTH_ARRAY ->
                    Word.b(word);
            // Strings have data and length where arrays have them.
            case GET_STRING, LENGTH_STRING -> Word.b(word);
            case SET_BOOL, SET_I32, SET_I64, SET_F64, SET_REF, SET_ANY -> Word.a(word);
            default -> -1;
        };
    }

    /// The binary logarithm of an element's size, of what `array` finds; -1 for its length.
    static int shift(Opcode opcode) {
        return switch (opcode) {
            case GET_BOOL, SET_BOOL, GET_STRING -> 0;
            case GET_I32, SET_I32 -> 2;
            case GET_I64, GET_F64, GET_REF, SET_I64, SET_F64, SET_REF -> 3;
            case GET_ANY, SET_ANY -> 4;
            default -> -1;
        };
    }

    /// Loads what is needed, in front of the loop.
    void enter(Loop loop) {
        for (View view : views) {
            if (view.loop == loop) {
                load(
                        new Runnable() {
                            @Override
                            public void run() {
                                w.load(view.offset, Bank.REF);
                            }
                        },
                        view.data,
                        view.length);
            }
        }
    }

    /// Loads what is needed of the array that `push` pushes.
    void load(Runnable push, int data, int length) {
        push.run();
        w.code.loadConstant((long) ArrayLayout.DATA).ladd();
        w.get(Bank.I64);
        w.code.loadConstant(ADDRESS).land().lstore(data);
        push.run();
        w.code.loadConstant((long) ArrayLayout.LENGTH).ladd();
        w.get(Bank.I32);
        w.code.istore(length);
    }

    @Override
    public int data(int block, int offset) {
        View view = view(block, offset);
        return view == null ? -1 : view.data;
    }

    @Override
    public int length(int block, int offset) {
        View view = view(block, offset);
        return view == null ? -1 : view.length;
    }

    private View view(int block, int offset) {
        for (View view : views) {
            if (view.offset == offset && view.loop.blocks.get(block)) {
                return view;
            }
        }
        return null;
    }
}
