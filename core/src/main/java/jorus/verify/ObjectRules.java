package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.isa.Operand;
import jorus.isa.Word;

/// The rules for objects with fields: structs, variants, closures and cells.
///
/// A new object is *fresh* as long as its slot holds it and the block goes on; its exact type is
/// known, whatever type the slot has. It is null in every ref and any field, which nobody expects:
/// until each has been stored, only plain instructions may follow, and only stores into its fields
/// may touch it. Cells stand for variables that may be unset; engines check what they load.
final class ObjectRules {
    private static final int NONE = 0;
    private static final int UNIT = 4;

    private final CurrentInstruction now;
    private final Image image;
    private final FieldTable fields;

    /// Offset of the slot that holds the fresh object.
    private int fresh;

    private int freshType;

    /// How many of the fresh object's refs and any are still null.
    private int missing;

    // which of them have been stored: per unit of the object, the number of the creation
    private final int[] storedIn = new int[ImageLayout.MAX_RECORD_BYTES / UNIT];
    private int creation;

    ObjectRules(CurrentInstruction now) {
        this.now = now;
        image = now.image;
        fields = new FieldTable(image);
    }

    void enter() {
        fresh = NONE;
        missing = 0;
    }

    /// A block begins at the current instruction.
    void block() {
        if (missing > 0) {
            throw now.failure(Rule.FRESH, "a block begins before all fields are stored");
        }
        fresh = NONE;
    }

    /// Checks that the current instruction leaves an incomplete object alone, before its own rules.
    void before() {
        if (missing > 0) {
            boolean isStore =
                    isStore()
                            && Word.a(now.word) == fresh
                            && (now.opcode.c() != Operand.USE_REF || Word.c(now.word) != fresh);
            if (!now.isPlain() || now.touches(fresh) && !isStore) {
                throw now.failure(Rule.FRESH, "not allowed before all fields are stored");
            }
        }
        if (fresh != NONE && now.opcode.a().writes() && Word.a(now.word) == fresh) {
            fresh = NONE;
        }
    }

    private boolean isStore() {
        return Typing.rule(Typing.row(now.opcode.code())) == Typing.SET_FIELD;
    }

    int newObject() {
        int type = Word.c(now.word);
        boolean isRight =
                now.isKind(type, TypeKind.STRUCT)
                        || now.isKind(type, TypeKind.CELL)
                        || now.isKind(type, TypeKind.CLOSURE);
        if (!isRight) {
            throw now.failure(Rule.TYPE, "type " + type + " has no objects of its own");
        }
        create(type);
        return type;
    }

    int newVariant() {
        int type = Word.c(now.word);
        if (!now.isKind(type, TypeKind.ENUM)) {
            throw now.failure(Rule.TYPE, "type " + type + " is not an enum");
        }
        int number = Word.signedB(now.word);
        if (number < 0 || number >= image.variantCount(type)) {
            throw now.failure(Rule.INDEX, "variant " + number);
        }
        int variant = image.variantType(type, number);
        create(variant);
        return variant;
    }

    private void create(int type) {
        int needed = now.isKind(type, TypeKind.CELL) ? 0 : fields.references(type);
        boolean isOutgoing = Word.a(now.word) >= now.frameBytes;
        if (isOutgoing && needed > 0) {
            throw now.failure(Rule.FRESH, "the object is in an outgoing slot");
        }
        fresh = isOutgoing ? NONE : Word.a(now.word);
        freshType = type;
        missing = needed;
        creation++;
        now.isWatched = true;
    }

    /// The type of a field of an object of this type, which has to be of this bank.
    private int field(int type, int offset, Bank bank) {
        int found = fields.type(type, offset);
        if (found == TypeIds.NONE || TypeIds.bank(found) != bank) {
            String detail = bank + " field of " + image.typeName(type) + " at " + offset;
            throw now.failure(Rule.FIELD, detail);
        }
        return found;
    }

    int load() {
        return field(now.typeB(), Word.signedC(now.word), now.opcode.a().bank());
    }

    int store() {
        int slot = Word.a(now.word);
        int offset = Word.signedB(now.word);
        int type = slot == fresh ? freshType : now.typeA();
        int to = field(type, offset, now.opcode.c().bank());
        if (!now.accepts(to, now.typeC())) {
            String detail = image.typeName(now.typeC()) + " into " + image.typeName(to);
            throw now.failure(Rule.TYPE, detail);
        }
        boolean isReference = TypeIds.bank(to) == Bank.REF || TypeIds.bank(to) == Bank.ANY;
        boolean isMissing = missing > 0 && slot == fresh;
        if (isMissing && isReference && storedIn[offset / UNIT] != creation) {
            storedIn[offset / UNIT] = creation;
            missing--;
        }
        return Typing.NONE;
    }

    /// A ref or an any is checked to be of a type.
    int checked() {
        int type = Word.c(now.word);
        boolean isRight =
                TypeIds.bank(type) == now.opcode.a().bank()
                        && (now.opcode.a().bank() != Bank.REF || now.isValue(type));
        if (!isRight) {
            throw now.failure(Rule.TYPE, "nothing is checked to be of type " + type);
        }
        return type;
    }
}
