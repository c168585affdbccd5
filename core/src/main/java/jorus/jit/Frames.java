package jorus.jit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The types of locals and of what is on the operand stack, of one method, and its `StackMapTable`
/// (JVMS 4.7.4).
///
/// A local has one type for the whole method. Straight code may read what it has stored itself. A
/// local that is read behind a label must have been stored whichever way led there: all such locals
/// are in every frame of the table, so all frames are alike but for the stack. Those that are not
/// stored before the code first branches have to be set in front of it ([#start]).
final class Frames {
    // verification types; that of an object is OBJECT | index of its class << INDEX_SHIFT

    static final int TOP = 0;
    static final int INT = 1;
    static final int FLOAT = 2;
    static final int DOUBLE = 3;
    static final int LONG = 4;
    static final int NULL = 5;
    static final int OBJECT = 7;

    static final int INDEX_SHIFT = 8;
    private static final int TAG = (1 << INDEX_SHIFT) - 1;

    private static final int SAME_MAX = 63;
    private static final int SAME_WITH_VALUE = 64;
    private static final int SAME_WITH_VALUE_EXTENDED = 247;
    private static final int SAME_EXTENDED = 251;
    private static final int FULL = 255;

    private static final int[] NOTHING = {};

    // what a local is known to have

    private static final int PARAMETER = 1;
    private static final int SET_FIRST = 2;
    private static final int READ_LATER = 4;

    private int[] stack = new int[16];
    private int depth;
    private int slots;
    private int maxSlots = 2;

    private int[] types = new int[64];
    private int[] states = new int[64];

    /// The straight piece of code that a local was last stored in.
    private int[] storedIn = new int[64];

    private int localCount;
    private int piece = 1;
    private boolean hasBranched;

    /// In the order of their places.
    private final List<Label> labels = new ArrayList<>();

    static int slots(int type) {
        return type == LONG || type == DOUBLE ? 2 : type == TOP ? 0 : 1;
    }

    // locals

    /// The local of the next parameter.
    int parameter(int type) {
        int local = allocate(slots(type));
        types[local] = type;
        states[local] = PARAMETER | SET_FIRST;
        return local;
    }

    int allocate(int slotCount) {
        int local = localCount;
        localCount += slotCount;
        if (localCount > types.length) {
            int length = 2 * types.length;
            types = Arrays.copyOf(types, length);
            states = Arrays.copyOf(states, length);
            storedIn = Arrays.copyOf(storedIn, length);
        }
        return local;
    }

    int localCount() {
        return localCount;
    }

    int maxStack() {
        return maxSlots;
    }

    void load(int local) {
        if (storedIn[local] != piece) {
            states[local] |= READ_LATER;
        }
        if (types[local] == TOP) {
            throw new IllegalStateException("local " + local + " is read before it has a type");
        }
        push(types[local]);
    }

    /// As [#load], where code that comes later may be the first to store a number.
    void load(int local, int type) {
        type(local, type);
        load(local);
    }

    void store(int local) {
        store(local, pop());
    }

    private void store(int local, int type) {
        type(local, type);
        storedIn[local] = piece;
        if (!hasBranched) {
            states[local] |= SET_FIRST;
        }
    }

    private void type(int local, int type) {
        if (types[local] == TOP) {
            types[local] = type;
        } else if (types[local] != type && type != NULL) {
            throw new IllegalStateException(
                    "local " + local + " has type " + types[local] + " and " + type);
        }
    }

    /// Reads and writes an int local.
    void change(int local) {
        load(local, INT);
        store(local);
    }

    // operand stack

    void push(int type) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth++] = type;
        slots += type == LONG || type == DOUBLE ? 2 : 1;
        if (slots > maxSlots) {
            maxSlots = slots;
        }
    }

    int pop() {
        int type = stack[--depth];
        slots -= type == LONG || type == DOUBLE ? 2 : 1;
        return type;
    }

    void pop(int count) {
        for (int i = 0; i < count; i++) {
            pop();
        }
    }

    int top() {
        return stack[depth - 1];
    }

    // control flow

    /// Code may go from here to `label`.
    void branch(Label label) {
        hasBranched = true;
        label.isTarget = true;
        if (label.stack == null) {
            label.stack = snapshot();
        } else {
            check(label);
        }
    }

    private int[] snapshot() {
        return depth == 0 ? NOTHING : Arrays.copyOf(stack, depth);
    }

    private void check(Label label) {
        if (!Arrays.equals(label.stack, 0, label.stack.length, stack, 0, depth)) {
            throw new IllegalStateException("two ways to a label differ in what is on the stack");
        }
    }

    /// `label` is here, where the code in front goes on or not.
    void bind(Label label, boolean isReached) {
        hasBranched = true;
        piece++;
        if (!isReached || isBehindNothing(label)) {
            label.isBehindJump = true;
            restore(label.stack == null ? NOTHING : label.stack);
        } else if (label.stack != null) {
            check(label);
        }
        label.stack = snapshot();
        labels.add(label);
    }

    /// Whether there is just a label in front that nothing is known to lead to.
    private boolean isBehindNothing(Label label) {
        Label last = labels.isEmpty() ? null : labels.getLast();
        return last != null
                && last.position == label.position
                && last.isBehindJump
                && !last.isTarget;
    }

    private void restore(int[] from) {
        depth = 0;
        slots = 0;
        for (int type : from) {
            push(type);
        }
    }

    // results

    /// Whether a local has to be set before the code begins.
    private boolean isToBeSet(int local) {
        return (states[local] & (SET_FIRST | READ_LATER)) == READ_LATER;
    }

    private boolean isInFrames(int local) {
        return (states[local] & (PARAMETER | READ_LATER)) != 0;
    }

    /// Writes what sets locals in front of the code.
    void start(ByteSink sink) {
        for (int local = 0; local < localCount; local++) {
            if (isToBeSet(local)) {
                Assembler.writeZero(sink, types[local], local);
            }
        }
    }

    /// Writes the attribute's entries for code of `size` bytes that begins `shift` bytes later than
    /// its labels say; gives how many there are.
    int write(ByteSink sink, int size, int shift) {
        int count = 0;
        int last = -1;
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get(i);
            int position = label.position + shift;
            // Nothing goes to the end of the code; a label there is that of a range.
            if (isFramed(i) && position != last && label.position < size) {
                boolean isFirst = count == 0;
                write(sink, label.stack, position - last - 1, isFirst && hasOwnLocals());
                last = position;
                count++;
            }
        }
        return count;
    }

    /// Whether the frame at the place of a label is what the label says. Where nothing leads to,
    /// the verifier wants one, too.
    private boolean isFramed(int index) {
        Label label = labels.get(index);
        if (label.isTarget || !label.isBehindJump) {
            return label.isTarget;
        }
        boolean isLast = index + 1 == labels.size();
        return isLast || labels.get(index + 1).position != label.position;
    }

    private boolean hasOwnLocals() {
        for (int local = 0; local < localCount; local++) {
            if ((states[local] & (PARAMETER | READ_LATER)) == READ_LATER) {
                return true;
            }
        }
        return false;
    }

    private void write(ByteSink sink, int[] values, int delta, boolean isFull) {
        if (isFull || values.length > 1) {
            sink.u1(FULL);
            sink.u2(delta);
            locals(sink);
            sink.u2(values.length);
            for (int value : values) {
                type(sink, value);
            }
        } else if (values.length == 1) {
            if (delta <= SAME_MAX) {
                sink.u1(SAME_WITH_VALUE + delta);
            } else {
                sink.u1(SAME_WITH_VALUE_EXTENDED);
                sink.u2(delta);
            }
            type(sink, values[0]);
        } else if (delta <= SAME_MAX) {
            sink.u1(delta);
        } else {
            sink.u1(SAME_EXTENDED);
            sink.u2(delta);
        }
    }

    private void locals(ByteSink sink) {
        int place = sink.size;
        sink.u2(0);
        int count = 0;
        int unused = 0;
        for (int local = 0; local < localCount; ) {
            if (!isInFrames(local)) {
                unused++;
                local++;
                continue;
            }
            for (; unused > 0; unused--) {
                sink.u1(TOP);
                count++;
            }
            type(sink, types[local]);
            count++;
            local += slots(types[local]);
        }
        sink.u2At(place, count);
    }

    private static void type(ByteSink sink, int type) {
        sink.u1(type & TAG);
        if ((type & TAG) == OBJECT) {
            sink.u2(type >>> INDEX_SHIFT);
        }
    }
}
