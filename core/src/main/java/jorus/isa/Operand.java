package jorus.isa;

/// What one operand field of an instruction means: a register that is read or written, with its
/// bank, or something immediate.
///
/// Fields A, B and C are 16 bits each. The `..32` kinds occupy B and C together.
public enum Operand {
    NONE(null, false, false),
    /// Writes a register; the field is its byte offset from the frame pointer.
    DEF_I32(Bank.I32, false, true),
    DEF_I64(Bank.I64, false, true),
    DEF_F64(Bank.F64, false, true),
    DEF_REF(Bank.REF, false, true),
    DEF_ANY(Bank.ANY, false, true),
    /// Reads a register.
    USE_I32(Bank.I32, true, false),
    USE_I64(Bank.I64, true, false),
    USE_F64(Bank.F64, true, false),
    USE_REF(Bank.REF, true, false),
    USE_ANY(Bank.ANY, true, false),
    /// Reads and writes a register (loop counters).
    MOD_I32(Bank.I32, true, true),
    MOD_I64(Bank.I64, true, true),
    /// A signed 16-bit number.
    IMM16(null, false, false),
    /// A signed 32-bit number in B and C.
    IMM32(null, false, false),
    /// A type id below 65,536.
    TYPE_ID(null, false, false),
    /// Signed distance in words from the following instruction; always field C, so that the sign
    /// bit of the word tells a backward branch.
    TARGET16(null, false, false),
    /// The same in B and C.
    TARGET32(null, false, false),
    /// Index into the i64 constants, in B and C.
    POOL_I64(null, false, false),
    POOL_F64(null, false, false),
    POOL_STRING(null, false, false),
    /// Index of a function, in B and C.
    FUNCTION_ID(null, false, false),
    /// Index of a function in a word that an engine has written beside the image, in B and C; no
    /// value is right in an image.
    ENGINE_ID(null, false, false),
    /// Ordinal of a [jorus.builtin.Builtin], in B and C.
    BUILTIN_ID(null, false, false),
    /// Byte offset of a module variable of the bank that the opcode's other operand names.
    GLOBAL(null, false, false),
    /// Index into the table of traps (kind and message) of the image, in B and C.
    TRAP_ID(null, false, false),
    /// Byte offset from the frame pointer of a far slot that is read, of the bank that the opcode's
    /// other operand names, in B and C.
    FAR_READ(null, false, false),
    /// The same of one that is written; also of an outgoing argument behind a large frame.
    FAR_WRITE(null, false, false);

    private final Bank bank;
    private final boolean reads;
    private final boolean writes;

    Operand(Bank bank, boolean reads, boolean writes) {
        this.bank = bank;
        this.reads = reads;
        this.writes = writes;
    }

    /// The bank of a register operand, else null.
    public Bank bank() {
        return bank;
    }

    public boolean isRegister() {
        return bank != null;
    }

    public boolean reads() {
        return reads;
    }

    public boolean writes() {
        return writes;
    }

    /// Whether the operand fills fields B and C together.
    public boolean isWide() {
        return switch (this) {
            case IMM32,
                    TARGET32,
                    POOL_I64,
                    POOL_F64,
                    POOL_STRING,
                    FUNCTION_ID,
                    ENGINE_ID,
                    BUILTIN_ID,
                    GLOBAL,
                    TRAP_ID,
                    FAR_READ,
                    FAR_WRITE ->
                    true;
            default -> false;
        };
    }
}
