package jorus.image;

/// What a type id of an image stands for.
public enum TypeKind {
    /// An id below [TypeIds#FIRST_FREE], the same in every image.
    BASIC("basic", false),
    ARRAY("array", false),
    STRUCT("struct", true),

    /// A captured variable; not a value of the language.
    CELL("cell", true),

    /// The values are objects of its variants, whose ids follow its own.
    ENUM("enum", false),
    VARIANT("variant", true),

    /// The objects of one function that is used as a value.
    CLOSURE("closure", true),

    /// A static type of functions, which is also a signature; no object has it in its header.
    FUNCTION("function", false);

    private static final TypeKind[] BY_ID = values();

    private final String text;
    private final boolean isRecord;

    TypeKind(String text, boolean isRecord) {
        this.text = text;
        this.isRecord = isRecord;
    }

    /// As in listings.
    public String text() {
        return text;
    }

    /// Whether objects of such types are records with fields.
    public boolean isRecord() {
        return isRecord;
    }

    /// How many there are; valid ids are below it.
    public static int count() {
        return BY_ID.length;
    }

    /// @throws ArrayIndexOutOfBoundsException if `id` is no kind
    public static TypeKind byId(int id) {
        return BY_ID[id];
    }
}
