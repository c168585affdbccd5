package jorus.fuzz;

import jorus.builtin.Builtin;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.isa.Disassembler;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Changes of single instructions to others that the verifier may well accept: same kinds of
/// operands, slots of the same type, indexes that exist.
final class CodeMutator {
    private static final int[] SMALL = {0, 1, -1, 2, 3, 7, 8, 16, 24, 32, 127, 255, 1000, 32767};

    /// How often a search for an instruction that fits is tried.
    private static final int TRIES = 40;

    /// Opcodes by the kinds of their operands.
    private static final Map<List<Operand>, List<Opcode>> SAME_OPERANDS = new HashMap<>();

    /// Builtins by parameters and result.
    private static final Map<List<Object>, List<Builtin>> SAME_SHAPES = new HashMap<>();

    static {
        for (int code = 0; code < Opcode.count(); code++) {
            Opcode opcode = Opcode.byCode(code);
            SAME_OPERANDS.computeIfAbsent(opcode.operands(), k -> new ArrayList<>()).add(opcode);
        }
        for (int id = 0; id < Builtin.count(); id++) {
            Builtin builtin = Builtin.byId(id);
            SAME_SHAPES.computeIfAbsent(shape(builtin), k -> new ArrayList<>()).add(builtin);
        }
    }

    private final Random random;
    private final ByteMutator numbers;

    // the instruction that is changed
    private ImageBytes image;
    private int function;
    private int index;
    private int at;
    private long word;
    private Opcode opcode;

    CodeMutator(Random random, ByteMutator numbers) {
        this.random = random;
        this.numbers = numbers;
    }

    private static List<Object> shape(Builtin builtin) {
        return List.of(builtin.parameters(), builtin.result());
    }

    /// Changes one instruction in the way that `kind` says; none if there is none to change.
    void mutate(ImageBytes image, Kind kind) {
        this.image = image;
        for (int i = 0; i < TRIES; i++) {
            choose();
            if (opcode != null && change(kind)) {
                image.i64(at, word);
                return;
            }
        }
    }

    /// Adds some instructions before one.
    void insert(ImageBytes image, Kind kind) {
        this.image = image;
        choose();
        // Farther behind more slots have been written.
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        index = Math.max(index, random.nextInt(length));
        CodeWriter writer = new CodeWriter(random, image, function);
        int count = kind == Kind.CALL ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++) {
            if (kind == Kind.CALL) {
                writer.builtin();
            } else {
                Opcode other = insertable();
                writer.add(other, plausible(other.a()), plausible(other.b()), plausible(other.c()));
            }
        }
        Insertion.insert(image, function, index, writer.words());
    }

    /// Some opcode for whose registers the function has slots.
    private Opcode insertable() {
        Opcode other = Opcode.NOP;
        for (int i = 0; i < TRIES; i++) {
            other = Opcode.byCode(random.nextInt(Opcode.count()));
            boolean isPossible = !other.has(Effect.ENDS) || random.nextInt(TRIES) == 0;
            for (Operand operand : other.operands()) {
                isPossible &= !operand.isRegister() || register(operand) > 0;
            }
            if (isPossible) {
                return other;
            }
        }
        return other;
    }

    /// Some instruction: any, or of an opcode that the image has, however often.
    private void choose() {
        function = random.nextInt(image.functions());
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        index = random.nextInt(length);
        if (random.nextBoolean()) {
            int wanted = random.nextInt(Opcode.count());
            int best = Integer.MAX_VALUE;
            for (int i = 0; i < length; i++) {
                // The first one behind the wanted one, in a circle.
                int distance =
                        Math.floorMod(Word.op(image.i64(image.word(function, i))) - wanted, 256);
                if (distance < best) {
                    best = distance;
                    index = Math.clamp(i + random.nextInt(3) - 1, 0, length - 1);
                }
            }
        }
        at = image.word(function, index);
        word = image.i64(at);
        opcode = Word.op(word) < Opcode.count() ? Opcode.byCode(Word.op(word)) : null;
    }

    private boolean change(Kind kind) {
        return switch (kind) {
            case WORD -> anyWord();
            case OPCODE -> otherOpcode();
            case REGISTER -> register();
            case IMMEDIATE -> immediate();
            case TARGET -> target();
            case POOL -> pool();
            case TYPE_ID -> replace(Operand.TYPE_ID);
            case CALLEE -> replace(Operand.FUNCTION_ID);
            case BUILTIN -> builtin();
            case GLOBAL -> replace(Operand.GLOBAL);
            case INSTRUCTION -> instruction();
            case ORDER -> order();
            default -> throw new AssertionError(kind);
        };
    }

    private boolean anyWord() {
        word =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextLong();
                    case 1 -> word ^ 1L << random.nextInt(64);
                    case 2 -> word & -1L << 16 | random.nextInt(Opcode.count());
                    default -> {
                        int shift = 16 + 16 * random.nextInt(3);
                        long field = numbers.interesting((int) (word >>> shift) & 0xFFFF) & 0xFFFF;
                        yield word & ~(0xFFFFL << shift) | field << shift;
                    }
                };
        return true;
    }

    private boolean otherOpcode() {
        List<Opcode> others = SAME_OPERANDS.get(opcode.operands());
        if (others.size() == 1) {
            return false;
        }
        Opcode other = others.get(random.nextInt(others.size()));
        word = word & -1L << 16 | other.code();
        return other != opcode;
    }

    private boolean register() {
        int field = random.nextInt(3);
        Operand kind = Disassembler.operand(opcode, field);
        if (!kind.isRegister()) {
            return false;
        }
        return setRegister(field, kind, random.nextInt(3) > 0);
    }

    /// Another slot of the operand's bank, of the same type if so wanted.
    private boolean setRegister(int field, Operand kind, boolean isSameType) {
        int shift = 16 + 16 * field;
        int old = (int) (word >>> shift) & 0xFFFF;
        int frame = image.function(function, ImageLayout.FRAME_BYTES);
        int offset;
        if (kind.writes() && (old >= frame || random.nextInt(12) == 0)) {
            offset = (old >= frame ? old : frame + 32) + 8 * (random.nextInt(5) - 2);
        } else {
            offset = slot(kind.bank(), isSameType ? typeAt(old) : TypeIds.NONE, old);
        }
        if (offset < 0) {
            return false;
        }
        word = word & ~(0xFFFFL << shift) | (offset & 0xFFFFL) << shift;
        return true;
    }

    private int typeAt(int offset) {
        int slots = image.function(function, ImageLayout.SLOT_COUNT);
        for (int i = 0; i < slots; i++) {
            int at = image.slot(function, i);
            if (image.i32(at) == offset) {
                return image.i32(at + 4);
            }
        }
        return TypeIds.NONE;
    }

    /// A slot of this bank, and of this type unless that is NONE; -1 if `old` is the only one.
    private int slot(Bank bank, int type, int old) {
        int slots = image.function(function, ImageLayout.SLOT_COUNT);
        int found = -1;
        int seen = 0;
        for (int i = 0; i < slots; i++) {
            int at = image.slot(function, i);
            int of = image.i32(at + 4);
            boolean fits = type == TypeIds.NONE ? TypeIds.bank(of) == bank : of == type;
            if (fits && image.i32(at) != old && random.nextInt(++seen) == 0) {
                found = image.i32(at);
            }
        }
        return found;
    }

    private boolean immediate() {
        for (int field = 1; field < 3; field++) {
            Operand kind = Disassembler.operand(opcode, field);
            if (kind == Operand.IMM16 || kind == Operand.IMM32) {
                int value = Word.value(word, kind, field);
                int other =
                        random.nextBoolean()
                                ? SMALL[random.nextInt(SMALL.length)]
                                : numbers.interesting(value);
                setField(field, kind, other);
                return true;
            }
        }
        return false;
    }

    private void setField(int field, Operand kind, int value) {
        if (kind.isWide()) {
            word = word & 0xFFFFFFFFL | (long) value << 32;
        } else {
            int shift = 16 + 16 * field;
            word = word & ~(0xFFFFL << shift) | (value & 0xFFFFL) << shift;
        }
    }

    private boolean target() {
        Operand kind = opcode.b() == Operand.TARGET32 ? opcode.b() : opcode.c();
        if (kind != Operand.TARGET16 && kind != Operand.TARGET32) {
            return false;
        }
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        int near = (int) Word.target(word, kind, index) + random.nextInt(7) - 3;
        int to = random.nextBoolean() ? near : random.nextInt(length + 2) - 1;
        setField(kind == Operand.TARGET32 ? 1 : 2, kind, to - index - 1);
        return true;
    }

    private boolean pool() {
        return replace(Operand.POOL_I64)
                || replace(Operand.POOL_F64)
                || replace(Operand.POOL_STRING)
                || replace(Operand.TRAP_ID);
    }

    /// Another index in the operand of this kind, if there is one.
    private boolean replace(Operand kind) {
        for (int field = 1; field < 3; field++) {
            if (Disassembler.operand(opcode, field) == kind) {
                setField(field, kind, plausible(kind));
                return true;
            }
        }
        return false;
    }

    private boolean builtin() {
        if (opcode.b() != Operand.BUILTIN_ID) {
            return false;
        }
        int id = Word.immediate(word);
        if (id >= 0 && id < Builtin.count() && random.nextInt(4) > 0) {
            List<Builtin> others = SAME_SHAPES.get(shape(Builtin.byId(id)));
            Builtin other = others.get(random.nextInt(others.size()));
            setField(1, opcode.b(), other.id());
            return other.id() != id;
        }
        setField(1, opcode.b(), random.nextInt(Builtin.count()));
        return true;
    }

    /// A value that an operand of this kind could well have.
    private int plausible(Operand kind) {
        return switch (kind) {
            case NONE -> 0;
            case IMM16, IMM32 -> SMALL[random.nextInt(SMALL.length)];
            case TARGET16, TARGET32 -> random.nextInt(13) - 6;
            case TYPE_ID -> typeId();
            case POOL_I64 -> index(Section.LONGS);
            case POOL_F64 -> index(Section.DOUBLES);
            case POOL_STRING -> index(Section.STRINGS);
            case TRAP_ID -> index(Section.TRAPS);
            case FUNCTION_ID -> index(Section.FUNCTIONS);
            case BUILTIN_ID -> random.nextInt(Builtin.count());
            case GLOBAL -> {
                int count = image.count(Section.GLOBALS);
                yield count == 0 || random.nextInt(3) == 0
                        ? 4 * random.nextInt(2 * count + 2)
                        : image.i32(image.entry(Section.GLOBALS, random.nextInt(count)));
            }
            case ENGINE_ID -> index(Section.FUNCTIONS);
            case FAR_READ, FAR_WRITE -> 4 * random.nextInt(1 << 15);
            case DEF_I32, DEF_I64, DEF_F64, DEF_REF, DEF_ANY, MOD_I32, MOD_I64 -> register(kind);
            case USE_I32, USE_I64, USE_F64, USE_REF, USE_ANY -> register(kind);
        };
    }

    private int index(Section section) {
        return random.nextInt(image.count(section) + 1);
    }

    int typeId() {
        int own = image.count(Section.TYPES);
        return own > 0 && random.nextInt(3) > 0
                ? TypeIds.FIRST_FREE + random.nextInt(own)
                : random.nextInt(TypeIds.ITERATOR + 2);
    }

    private int register(Operand kind) {
        return Math.max(0, slot(kind.bank(), TypeIds.NONE, -1));
    }

    /// Another instruction whose operands exist.
    private boolean instruction() {
        Opcode other = Opcode.byCode(random.nextInt(Opcode.count()));
        boolean isNear = random.nextBoolean() && other.a() == opcode.a();
        int a = isNear ? Word.a(word) : plausible(other.a());
        int b = plausible(other.b());
        int c = plausible(other.c());
        word = other.b().isWide() ? Word.wide(other.code(), a, b) : Word.of(other.code(), a, b, c);
        return true;
    }

    /// Instructions change places, come twice or go.
    private boolean order() {
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        int other = Math.clamp(index + random.nextInt(9) - 4, 0, length - 1);
        int otherAt = image.word(function, other);
        switch (random.nextInt(3)) {
            case 0 -> word = Opcode.NOP.code();
            case 1 -> word = image.i64(otherAt);
            default -> {
                long moved = word;
                word = image.i64(otherAt);
                image.i64(otherAt, moved);
            }
        }
        return true;
    }
}
