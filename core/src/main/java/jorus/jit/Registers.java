package jorus.jit;

import jorus.image.ImageLayout;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The registers of a function that become JVM locals, numbered from 0, and where they are live.
///
/// Values of type any stay in the frame's memory, as do the far slots. Outgoing arguments are
/// registers of their own per bank, because an area's slots hold other types for other calls.
final class Registers {
    /// A register: its offset from the frame pointer, and its bank, which is not ANY.
    record Register(int offset, Bank bank) {}

    private static final int FIRST_KEYS = 512;

    /// Frames that operands reach end there.
    private static final int MAX_KEYS = 1 << 16;

    /// How many operands an instruction has.
    static final int OPERANDS = 3;

    private final Flow flow;
    private final int frameBytes;
    private final int farStart;

    /// One more than the number of the register with this key, by key; those beyond `MAX_KEYS` are
    /// in the map. Hashing takes the first compilation a microsecond each time.
    private int[] numbers = new int[FIRST_KEYS];

    private final Map<Integer, Integer> farNumbers = new HashMap<>();
    private final List<Register> all = new ArrayList<>();

    /// By word and operand: the register that it writes, or -1.
    private final int[] written;

    private final BitSet[] liveIn;
    private EntryConstants constants;

    Registers(Flow flow) {
        this.flow = flow;
        FrameLayout frame = flow.image.frame(flow.function);
        frameBytes = frame.bytes();
        farStart = frame.farSlots() == 0 ? frameBytes : frame.farRefBank();
        for (int i = 0; i < flow.words.length; i++) {
            Opcode opcode = flow.opcode(i);
            add(opcode.a(), Word.a(flow.words[i]));
            add(opcode.b(), Word.b(flow.words[i]));
            add(opcode.c(), Word.c(flow.words[i]));
            if (opcode.b() == Operand.FAR_WRITE && isOutgoing(Word.immediate(flow.words[i]))) {
                add(opcode.a(), Word.immediate(flow.words[i]));
            }
        }
        int from = flow.image.function(flow.function, ImageLayout.HANDLER_START);
        int count = flow.image.function(flow.function, ImageLayout.HANDLER_COUNT);
        for (int row = from; row < from + count; row++) {
            if (isHandlerRegister(row)) {
                number(flow.image.handlerSlot(row), Bank.REF);
            }
        }
        for (Calls.Argument argument : Calls.arguments(flow.image, flow.function)) {
            if (argument.bank() != Bank.ANY) {
                number(argument.offset(), argument.bank());
            }
        }
        written = new int[OPERANDS * flow.words.length];
        for (int i = 0; i < flow.words.length; i++) {
            Opcode opcode = flow.opcode(i);
            long bits = flow.words[i];
            written[OPERANDS * i] = written(opcode.a(), Word.a(bits));
            written[OPERANDS * i + 1] = written(opcode.b(), Word.b(bits));
            written[OPERANDS * i + 2] = written(opcode.c(), Word.c(bits));
        }
        liveIn = new BitSet[flow.blockCount];
        liveness();
    }

    /// What registers hold where blocks are entered; found when it is first asked for.
    EntryConstants constants() {
        if (constants == null) {
            constants = new EntryConstants(flow, this);
        }
        return constants;
    }

    private void add(Operand kind, int offset) {
        if (kind.isRegister() && kind.bank() != Bank.ANY) {
            number(offset, kind.bank());
        }
    }

    /// The number of the register of this bank at `offset`, which is new if it was not there.
    int number(int offset, Bank bank) {
        int key = key(offset, bank);
        int known = known(key);
        if (known >= 0) {
            return known;
        }
        int number = all.size();
        all.add(new Register(offset, bank));
        if (key >= MAX_KEYS) {
            farNumbers.put(key, number);
            return number;
        }
        if (key >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.min(MAX_KEYS, 2 * key));
        }
        numbers[key] = number + 1;
        return number;
    }

    /// A number for each place and bank: places are multiples of 4, and four banks have registers.
    private static int key(int offset, Bank bank) {
        return switch (bank) {
            case I32 -> offset;
            case I64 -> offset + 1;
            case F64 -> offset + 2;
            case REF -> offset + 3;
            case ANY -> throw new AssertionError("any values stay in memory");
        };
    }

    private int known(int key) {
        if (key >= MAX_KEYS) {
            return farNumbers.getOrDefault(key, -1);
        }
        return key < numbers.length ? numbers[key] - 1 : -1;
    }

    int count() {
        return all.size();
    }

    Register get(int number) {
        return all.get(number);
    }

    boolean isOutgoing(int offset) {
        return offset >= frameBytes;
    }

    /// Whether a slot lies in the far part of the frame.
    boolean isFar(int offset) {
        return offset >= farStart && offset < frameBytes;
    }

    private boolean isHandlerRegister(int row) {
        int slot = flow.image.handlerSlot(row);
        return slot >= 0 && !isFar(slot);
    }

    // liveness

    /// The register that an operand is; -1 if it is none, or an argument of a call.
    private int register(Operand kind, int offset) {
        if (!kind.isRegister() || kind.bank() == Bank.ANY) {
            return -1;
        }
        boolean isHere = flow.depth > 0 || !isOutgoing(offset);
        return isHere ? number(offset, kind.bank()) : -1;
    }

    private int written(Operand kind, int offset) {
        return kind.writes() ? register(kind, offset) : -1;
    }

    /// The register that operand `which` of an instruction writes, 0 for a to 2 for c; -1 if it
    /// writes none.
    int written(int word, int which) {
        return written[OPERANDS * word + which];
    }

    private void addWritten(int word, BitSet to) {
        for (int which = 0; which < OPERANDS; which++) {
            int register = written(word, which);
            if (register >= 0) {
                to.set(register);
            }
        }
    }

    private void addRead(Operand kind, int offset, BitSet to) {
        int register = kind.reads() ? register(kind, offset) : -1;
        if (register >= 0) {
            to.set(register);
        }
    }

    /// Goes back over an instruction: from what is live after it to what is live before it.
    void before(int word, BitSet live) {
        for (int which = 0; which < OPERANDS; which++) {
            int register = written(word, which);
            if (register >= 0) {
                live.clear(register);
            }
        }
        Opcode opcode = flow.opcode(word);
        long bits = flow.words[word];
        addRead(opcode.a(), Word.a(bits), live);
        addRead(opcode.b(), Word.b(bits), live);
        addRead(opcode.c(), Word.c(bits), live);
    }

    private void liveness() {
        BitSet[] reads = new BitSet[flow.blockCount];
        BitSet[] writes = new BitSet[flow.blockCount];
        for (int b = 0; b < flow.blockCount; b++) {
            BitSet live = new BitSet();
            BitSet written = new BitSet();
            for (int i = flow.end[b] - 1; i >= flow.first[b]; i--) {
                addWritten(i, written);
                before(i, live);
            }
            reads[b] = live;
            writes[b] = written;
            liveIn[b] = new BitSet();
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int b = flow.blockCount - 1; b >= 0; b--) {
                BitSet live = liveOut(b);
                live.andNot(writes[b]);
                live.or(reads[b]);
                live.or(liveInHandlers(b));
                if (!live.equals(liveIn[b])) {
                    liveIn[b] = live;
                    changed = true;
                }
            }
        }
    }

    BitSet liveIn(int block) {
        return liveIn[block];
    }

    /// A new set of what is live at the end of a block, for its handlers too.
    BitSet liveOut(int block) {
        BitSet live = liveInHandlers(block);
        for (int to : flow.successors[block]) {
            live.or(liveIn[to]);
        }
        return live;
    }

    /// A new set of what is live all over a block, because a handler may need it.
    BitSet liveInHandlers(int block) {
        BitSet live = new BitSet();
        for (int row : flow.handlers[block]) {
            BitSet inHandler = (BitSet) liveIn[flow.handlerBlock(row)].clone();
            if (isHandlerRegister(row)) {
                inHandler.clear(number(flow.image.handlerSlot(row), Bank.REF));
            }
            live.or(inHandler);
        }
        return live;
    }

    /// The refs that are live across an instruction that may collect: they have to be in their
    /// slots of the frame then, where the collector looks.
    BitSet homed() {
        BitSet homed = new BitSet();
        for (int b = 0; b < flow.blockCount; b++) {
            BitSet always = liveInHandlers(b);
            // A handler's error is made while all this is live.
            homed.or(always);
            BitSet live = liveOut(b);
            for (int i = flow.end[b] - 1; i >= flow.first[b]; i--) {
                if (flow.collects(i)) {
                    // Operands too: what is called looks for them in the frame.
                    homed.or(live);
                    before(i, live);
                    homed.or(live);
                } else {
                    before(i, live);
                }
                live.or(always);
            }
        }
        for (int r = homed.nextSetBit(0); r >= 0; r = homed.nextSetBit(r + 1)) {
            if (all.get(r).bank() != Bank.REF) {
                homed.clear(r);
            }
        }
        return homed;
    }

    /// What the instructions of some blocks write, and what their handlers do.
    BitSet written(BitSet blocks) {
        BitSet written = new BitSet();
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                addWritten(i, written);
            }
            for (int row : flow.handlers[b]) {
                if (isHandlerRegister(row)) {
                    written.set(number(flow.image.handlerSlot(row), Bank.REF));
                }
            }
        }
        return written;
    }
}
