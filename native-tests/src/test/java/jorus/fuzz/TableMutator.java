package jorus.fuzz;

import jorus.builtin.TrapKind;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.memory.register.FrameLayout;

import java.util.Random;

/// Changes of the tables to others that the verifier may well accept.
final class TableMutator {
    private static final long[] LONGS = {
        0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32
    };
    private static final double[] DOUBLES = {
        0.0, -0.0, 1, -1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e308, 5e-324, 1L << 53, 1e19
    };
    private static final int LAST_FRAME_FIELD = ImageLayout.NARROWS;

    /// Byte offsets in an entry of the types that hold numbers, behind the kind.
    private static final int TYPE_FIELDS = (ImageLayout.TYPE_END - ImageLayout.TYPE_NAME) / 4;

    private final Random random;
    private final ByteMutator numbers;

    TableMutator(Random random, ByteMutator numbers) {
        this.random = random;
        this.numbers = numbers;
    }

    void mutate(ImageBytes image, Kind kind) {
        switch (kind) {
            case CONSTANT -> constant(image);
            case TEXT -> text(image);
            case TRAP -> trap(image);
            case LINES -> lines(image);
            case HANDLER -> handler(image);
            case SLOT_TYPE -> slotType(image);
            case FUNCTION -> function(image);
            case TYPE_TABLE -> typeTable(image);
            default -> throw new AssertionError(kind);
        }
    }

    /// Where a random entry of a section stands; -1 if it has none.
    private int entry(ImageBytes image, Section section) {
        int count = image.count(section);
        return count == 0 ? -1 : image.entry(section, random.nextInt(count));
    }

    private void constant(ImageBytes image) {
        int at = entry(image, random.nextBoolean() ? Section.LONGS : Section.DOUBLES);
        if (at < 0) {
            return;
        }
        long value =
                switch (random.nextInt(4)) {
                    case 0 -> LONGS[random.nextInt(LONGS.length)];
                    case 1 -> Double.doubleToRawLongBits(DOUBLES[random.nextInt(DOUBLES.length)]);
                    case 2 -> image.i64(at) + random.nextInt(9) - 4;
                    default -> random.nextLong();
                };
        image.i64(at, value);
    }

    private void text(ImageBytes image) {
        Section section = random.nextInt(3) == 0 ? Section.NAMES : Section.STRINGS;
        int entries = 4 * image.count(section);
        int size = image.size(section) - entries;
        if (size <= 0) {
            return;
        }
        if (random.nextInt(3) == 0) {
            int at = entry(image, section);
            image.i32(at, image.i32(at) + random.nextInt(5) - 2);
        } else {
            int at = image.offset(section) + entries + random.nextInt(size);
            byte[] likely = {'@', '"', '{', '}', '.', '0', '-', ' ', '\n', 0, -1, (byte) 0xC3};
            boolean isLikely = random.nextBoolean();
            image.bytes()[at] =
                    isLikely
                            ? likely[random.nextInt(likely.length)]
                            : (byte) random.nextInt(random.nextBoolean() ? 128 : 256);
        }
    }

    private void trap(ImageBytes image) {
        int at = entry(image, Section.TRAPS);
        if (at < 0) {
            return;
        }
        int choice = random.nextInt(5);
        if (choice == 0) {
            int field = at + 4 * random.nextInt(2);
            image.i32(field, numbers.interesting(image.i32(field)));
        } else if (choice < 3) {
            image.i32(at, random.nextInt(TrapKind.count() + 1));
        } else {
            image.i32(at + 4, random.nextInt(image.count(Section.STRINGS) + 1));
        }
    }

    private void lines(ImageBytes image) {
        int inlined = random.nextInt(3) == 0 ? entry(image, Section.INLINED) : -1;
        int at = inlined >= 0 ? inlined : entry(image, Section.LINES);
        if (at >= 0) {
            at += 4 * random.nextInt(4);
            image.i32(at, numbers.interesting(image.i32(at)));
        }
    }

    private void handler(ImageBytes image) {
        int at = entry(image, Section.HANDLERS);
        if (at < 0) {
            slotType(image);
            return;
        }
        int field = random.nextInt(4);
        int to = at + 4 * field;
        int old = image.i32(to);
        int other = old + random.nextInt(9) - 4;
        if (field == 3) {
            other = random.nextBoolean() ? -1 : old + 8 * (random.nextInt(5) - 2);
        }
        image.i32(to, random.nextInt(8) == 0 ? numbers.interesting(old) : other);
    }

    private int typeId(ImageBytes image) {
        int own = image.count(Section.TYPES);
        return own > 0 && random.nextInt(3) > 0
                ? TypeIds.FIRST_FREE + random.nextInt(own)
                : random.nextInt(TypeIds.ITERATOR + 2);
    }

    /// A type of the same bank, so that the place stays where it is.
    private int sameBank(ImageBytes image, int type) {
        Bank bank = TypeIds.bank(type);
        for (int i = 0; i < 20; i++) {
            int other = typeId(image);
            Bank of = TypeIds.bank(other);
            boolean isWide = of == Bank.I64 || of == Bank.F64;
            if (of == bank || isWide && (bank == Bank.I64 || bank == Bank.F64)) {
                return other;
            }
        }
        return typeId(image);
    }

    private void slotType(ImageBytes image) {
        boolean isGlobal = random.nextInt(5) == 0 && image.count(Section.GLOBALS) > 0;
        int at = entry(image, isGlobal ? Section.GLOBALS : Section.SLOTS);
        if (at >= 0) {
            image.i32(at + 4, sameBank(image, image.i32(at + 4)));
        }
    }

    private void function(ImageBytes image) {
        int function = random.nextInt(image.functions());
        int at = image.entry(Section.FUNCTIONS, function);
        switch (random.nextInt(5)) {
            case 0 -> {
                int field = at + 4 * random.nextInt(ImageLayout.FUNCTION_END / 4);
                image.i32(field, numbers.interesting(image.i32(field)));
            }
            case 1 -> {
                int field = at + ImageLayout.RESULT_TYPE;
                int type = image.i32(field);
                image.i32(field, type == TypeIds.VOID ? typeId(image) : sameBank(image, type));
            }
            case 2 -> {
                int reserve = at + ImageLayout.RESERVE_BYTES;
                image.i32(reserve, image.i32(reserve) + 64 * (random.nextInt(5) - 2));
            }
            case 3 -> {
                int other = image.entry(Section.FUNCTIONS, random.nextInt(image.functions()));
                int field = 4 * random.nextInt(ImageLayout.FUNCTION_END / 4);
                image.i32(at + field, image.i32(other + field));
            }
            default -> frame(image, at);
        }
    }

    /// Other numbers of slots, with everything that follows from them.
    private void frame(ImageBytes image, int at) {
        int field = at + ImageLayout.REF_ARGS + 4 * random.nextInt(7);
        image.i32(field, Math.max(0, image.i32(field) + random.nextInt(5) - 2));
        int[] slots = new int[7];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = image.i32(at + ImageLayout.REF_ARGS + 4 * i);
        }
        assert ImageLayout.REF_ARGS + 4 * (slots.length - 1) == LAST_FRAME_FIELD;
        FrameLayout frame =
                new FrameLayout(
                        slots[0], slots[1], slots[2], slots[3], slots[4], slots[5], slots[6]);
        image.i32(at + ImageLayout.FRAME_BYTES, frame.bytes());
        image.i32(at + ImageLayout.ARGUMENT_BYTES, frame.argumentEnd());
        image.i32(at + ImageLayout.ZERO_BYTES, frame.zeroedBytes());
        int reserve = at + ImageLayout.RESERVE_BYTES;
        image.i32(reserve, Math.max(image.i32(reserve), frame.bytes()));
    }

    private void typeTable(ImageBytes image) {
        switch (random.nextInt(6)) {
            case 0 -> field(image, Section.FIELDS, 4);
            case 1 -> field(image, Section.PARAMETERS, 0);
            case 2 -> method(image);
            case 3 -> {
                int at = entry(image, Section.FIELDS);
                if (at >= 0) {
                    image.i32(at, image.i32(at) + 8 * (random.nextInt(5) - 2));
                }
            }
            default -> typeEntry(image);
        }
    }

    private void field(ImageBytes image, Section section, int offset) {
        int at = entry(image, section);
        if (at >= 0) {
            image.i32(at + offset, sameBank(image, image.i32(at + offset)));
        } else {
            slotType(image);
        }
    }

    private void method(ImageBytes image) {
        int at = entry(image, Section.METHODS);
        if (at < 0) {
            typeEntry(image);
        } else if (random.nextInt(3) == 0) {
            image.i32(at + 4, random.nextInt(image.count(Section.NAMES) + 1));
        } else {
            image.i32(at + (random.nextBoolean() ? 0 : 8), typeId(image));
        }
    }

    private void typeEntry(ImageBytes image) {
        int at = entry(image, Section.TYPES);
        if (at < 0) {
            slotType(image);
            return;
        }
        TypeKind kind = TypeKind.byId(Math.floorMod(image.i32(at), TypeKind.count()));
        int type = at + ImageLayout.TYPE_TYPE;
        int choice = random.nextInt(4);
        if (choice == 0) {
            image.i32(at, random.nextInt(TypeKind.count() + 1));
        } else if (choice == 1) {
            int field = at + ImageLayout.TYPE_NAME + 4 * random.nextInt(TYPE_FIELDS);
            image.i32(field, numbers.interesting(image.i32(field)));
        } else if (kind == TypeKind.CLOSURE) {
            boolean isDirect = random.nextBoolean();
            int field = at + (isDirect ? ImageLayout.TYPE_DIRECT : ImageLayout.TYPE_DYNAMIC);
            image.i32(field, random.nextInt(image.functions() + 1));
        } else if (kind == TypeKind.FUNCTION && choice == 2) {
            image.i32(at + ImageLayout.TYPE_DIRECT, random.nextInt(image.functions() + 1));
        } else if (kind.isRecord()) {
            int field = at + ImageLayout.TYPE_REFS + 4 * random.nextInt(3);
            boolean isLarge = random.nextInt(4) == 0;
            int other = isLarge ? 1 << random.nextInt(16) : image.i32(field) + random.nextInt(9);
            image.i32(field, Math.max(0, other - 8 * random.nextInt(2)));
        } else {
            image.i32(type, sameBank(image, image.i32(type)));
        }
    }
}
