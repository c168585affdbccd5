package jorus.fuzz;

/// The ways to make a mutant of an image. `weight` says how often each is taken.
enum Kind {
    // without regard to meaning
    DAMAGE(3, false),
    BYTES(8, true),
    RESIZE(2, true),
    HEADER(3, true),
    TABLE(10, true),
    SPECIAL(0, true),

    // what stands in one instruction
    WORD(4, true),
    OPCODE(8, true),
    REGISTER(12, true),
    IMMEDIATE(8, true),
    TARGET(8, true),
    POOL(3, true),
    TYPE_ID(6, true),
    CALLEE(5, true),
    BUILTIN(6, true),
    GLOBAL(4, true),
    INSTRUCTION(8, true),
    ORDER(6, true),

    // more instructions
    INSERT(14, true),
    CALL(14, true),

    // what stands in the tables
    CONSTANT(4, true),
    TEXT(2, true),
    TRAP(2, true),
    LINES(2, true),
    HANDLER(6, true),
    SLOT_TYPE(8, true),
    FUNCTION(5, true),
    TYPE_TABLE(10, true);

    private static final Kind[] ALL = values();

    /// How many of a thousand mutants are unchanged special images.
    static final int SPECIAL_PER_MILLE = 2;

    final int weight;

    /// Whether the checksum is made right afterwards.
    final boolean isSealed;

    Kind(int weight, boolean isSealed) {
        this.weight = weight;
        this.isSealed = isSealed;
    }

    private static int total() {
        int sum = 0;
        for (Kind kind : ALL) {
            sum += kind.weight;
        }
        return sum;
    }

    private static final int TOTAL = total();

    static Kind choose(java.util.Random random) {
        int left = random.nextInt(TOTAL);
        for (Kind kind : ALL) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new AssertionError();
    }
}
