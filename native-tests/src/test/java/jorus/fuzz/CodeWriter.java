package jorus.fuzz;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Writes instructions for a function: single ones, and calls of builtins with arguments of the
/// right types, whose values are as unusual as possible.
final class CodeWriter {
    private static final int[] NUMBERS = {
        0, 1, -1, 2, 3, 5, 7, 64, 255, 1 << 16, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    /// Room behind the frame for all arguments of any builtin and one result.
    private static final int RESERVE_BYTES = 256;

    private static final int RESULT = 160;

    private final Random random;
    private final ImageBytes image;
    private final int function;
    private final int frameBytes;
    private final List<Long> words = new ArrayList<>();

    // where the next argument of each kind goes
    private int nextRef;
    private int nextAny;
    private int nextNumber;

    CodeWriter(Random random, ImageBytes image, int function) {
        this.random = random;
        this.image = image;
        this.function = function;
        frameBytes = image.function(function, ImageLayout.FRAME_BYTES);
    }

    long[] words() {
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    void add(Opcode opcode, int a, int b, int c) {
        words.add(
                opcode.b().isWide()
                        ? Word.wide(opcode.code(), a, b)
                        : Word.of(opcode.code(), a, b, c));
    }

    /// A call of some builtin.
    void builtin() {
        int at = image.entry(Section.FUNCTIONS, function) + ImageLayout.RESERVE_BYTES;
        image.i32(at, Math.max(image.i32(at), frameBytes + RESERVE_BYTES));
        Builtin builtin = Builtin.byId(random.nextInt(Builtin.count()));
        int refs = 0;
        int anys = 0;
        for (Shape shape : builtin.parameters()) {
            Bank bank = bank(shape);
            refs += bank == Bank.REF ? 1 : 0;
            anys += bank == Bank.ANY ? 1 : 0;
        }
        nextRef = frameBytes + FrameLayout.HEADER_BYTES;
        nextAny = nextRef + refs * FrameLayout.REF_BYTES;
        nextNumber = nextAny + anys * FrameLayout.ANY_BYTES;
        for (Shape shape : builtin.parameters()) {
            argument(shape);
        }
        call(builtin);
    }

    private void call(Builtin builtin) {
        Bank bank = bank(builtin.result());
        if (bank == null) {
            add(Opcode.BUILTIN, 0, builtin.id(), 0);
            return;
        }
        int slot = random.nextInt(3) == 0 ? -1 : slot(bank, type(builtin.result()));
        int to = slot < 0 ? frameBytes + FrameLayout.HEADER_BYTES + RESULT : slot;
        Opcode opcode =
                switch (bank) {
                    case I32 -> Opcode.BUILTIN_I32;
                    case I64 -> Opcode.BUILTIN_I64;
                    case F64 -> Opcode.BUILTIN_F64;
                    case REF -> Opcode.BUILTIN_REF;
                    case ANY -> Opcode.BUILTIN_ANY;
                };
        add(opcode, to, builtin.id(), 0);
    }

    private static Bank bank(Shape shape) {
        return switch (shape) {
            case VOID -> null;
            case BOOL, I32, U32 -> Bank.I32;
            case I64, U64 -> Bank.I64;
            case F64, NUMBER -> Bank.F64;
            case STRING, ITERATOR, REF, ARRAY, SEQUENCE -> Bank.REF;
            case ANY, ELEMENT -> Bank.ANY;
        };
    }

    /// The type id that a shape stands for; NONE if any of its bank may do.
    private static int type(Shape shape) {
        return switch (shape) {
            case BOOL -> TypeIds.BOOL;
            case I32 -> TypeIds.I32;
            case U32 -> TypeIds.U32;
            case I64 -> TypeIds.I64;
            case U64 -> TypeIds.U64;
            case F64 -> TypeIds.F64;
            case STRING -> TypeIds.STRING;
            case ITERATOR -> TypeIds.RANGE;
            case VOID, REF, ARRAY, SEQUENCE, NUMBER, ANY, ELEMENT -> TypeIds.NONE;
        };
    }

    private void argument(Shape shape) {
        Bank bank = bank(shape);
        int slot = slot(bank, type(shape));
        boolean isFromSlot = slot >= 0 && random.nextInt(3) > 0;
        switch (bank) {
            case REF -> {
                boolean isText = shape == Shape.STRING && !isFromSlot;
                if (isText && image.count(Section.STRINGS) > 0) {
                    add(Opcode.LOAD_STRING, nextRef, index(Section.STRINGS), 0);
                } else {
                    add(Opcode.MOVE_REF, nextRef, refSlot(shape), 0);
                }
                nextRef += FrameLayout.REF_BYTES;
            }
            case ANY -> {
                any(slot);
                nextAny += FrameLayout.ANY_BYTES;
            }
            case I32, I64, F64 -> {
                number(shape, bank, isFromSlot ? slot : -1);
                nextNumber += FrameLayout.WIDE_BYTES;
            }
        }
    }

    private void number(Shape shape, Bank bank, int slot) {
        int value = NUMBERS[random.nextInt(NUMBERS.length)];
        switch (bank) {
            case I32 -> {
                if (slot >= 0) {
                    add(Opcode.MOVE_I32, nextNumber, slot, 0);
                } else {
                    int likely = random.nextBoolean() ? value : random.nextInt(6) - 1;
                    add(Opcode.CONST_I32, nextNumber, shape == Shape.BOOL ? 1 : likely, 0);
                }
            }
            case I64 -> {
                if (slot >= 0) {
                    add(Opcode.MOVE_I64, nextNumber, slot, 0);
                } else if (image.count(Section.LONGS) > 0 && random.nextBoolean()) {
                    add(Opcode.LOAD_I64, nextNumber, index(Section.LONGS), 0);
                } else {
                    add(Opcode.CONST_I64, nextNumber, value, 0);
                }
            }
            default -> {
                if (slot < 0 && image.count(Section.DOUBLES) > 0) {
                    add(Opcode.LOAD_F64, nextNumber, index(Section.DOUBLES), 0);
                } else {
                    add(Opcode.MOVE_F64, nextNumber, Math.max(slot, 0), 0);
                }
            }
        }
    }

    private int index(Section section) {
        return random.nextInt(image.count(section));
    }

    private int refSlot(Shape shape) {
        for (int i = 0; i < 10; i++) {
            int slot = slot(Bank.REF, type(shape));
            boolean isArray = slot >= 0 && isArray(typeAt(slot));
            if (shape != Shape.ARRAY || isArray) {
                return Math.max(slot, 0);
            }
        }
        return 0;
    }

    private boolean isArray(int type) {
        boolean isOwn =
                type >= TypeIds.FIRST_FREE
                        && type < TypeIds.FIRST_FREE + image.count(Section.TYPES);
        return type == TypeIds.OPEN_ARRAY
                || isOwn
                        && image.i32(image.entry(Section.TYPES, type - TypeIds.FIRST_FREE))
                                == TypeKind.ARRAY.ordinal();
    }

    /// An any argument: a slot of type any, or one of another type in a box.
    private void any(int slot) {
        int count = image.function(function, ImageLayout.SLOT_COUNT);
        if (slot >= 0 && random.nextBoolean() || count == 0) {
            add(Opcode.MOVE_ANY, nextAny, Math.max(slot, 0), 0);
            return;
        }
        int at = image.slot(function, random.nextInt(count));
        int offset = image.i32(at);
        int type = image.i32(at + 4);
        Bank bank = TypeIds.bank(type);
        int tag = type != TypeIds.BOOL && random.nextInt(3) == 0 ? type | TypeIds.LITERAL : type;
        switch (bank == null ? Bank.ANY : bank) {
            case I32 -> add(Opcode.BOX_I32, nextAny, offset, tag);
            case I64 -> add(Opcode.BOX_I64, nextAny, offset, tag);
            case F64 -> add(Opcode.BOX_F64, nextAny, offset, tag);
            case REF -> add(Opcode.BOX_REF, nextAny, offset, 0);
            case ANY -> add(Opcode.MOVE_ANY, nextAny, offset, 0);
        }
    }

    /// Some slot of this bank, and of this type unless that is NONE; -1 if there is none.
    private int slot(Bank bank, int type) {
        int slots = image.function(function, ImageLayout.SLOT_COUNT);
        int found = -1;
        int seen = 0;
        for (int i = 0; i < slots; i++) {
            int at = image.slot(function, i);
            int of = image.i32(at + 4);
            boolean fits = type == TypeIds.NONE ? TypeIds.bank(of) == bank : of == type;
            if (fits && random.nextInt(++seen) == 0) {
                found = image.i32(at);
            }
        }
        return found;
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
}
