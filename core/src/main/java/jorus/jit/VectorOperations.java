package jorus.jit;

import jorus.builtin.Builtin;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.jit.VectorValue.Comparison;
import jorus.jit.VectorValue.Kind;
import jorus.memory.register.FrameLayout;

/// What instructions compute in a vectorised loop.
final class VectorOperations {
    private final VectorLoop loop;
    private final VectorBlocks blocks;
    private final Flow flow;
    private int at;
    private long word;
    private Opcode opcode;

    VectorOperations(VectorLoop loop, VectorBlocks blocks, Flow flow) {
        this.loop = loop;
        this.blocks = blocks;
        this.flow = flow;
    }

    void execute(int i) {
        at = i;
        word = flow.words[i];
        opcode = flow.opcode(i);
        switch (opcode) {
            case NOP, JUMP, JUMP_FAR -> {}
            case MOVE_F64 -> set(Bank.F64, blocks.get(Word.b(word), Bank.F64));
            case MOVE_I64 -> set(Bank.I64, blocks.get(Word.b(word), Bank.I64));
            case MOVE_I32 -> set(Bank.I32, blocks.get(Word.b(word), Bank.I32));
            case LOAD_F64 -> {
                double value = flow.image.f64(Word.immediate(word));
                set(Bank.F64, loop.constant(Bank.F64, Double.doubleToRawLongBits(value)));
            }
            case LOAD_I64 ->
                    set(Bank.I64, loop.constant(Bank.I64, flow.image.i64(Word.immediate(word))));
            case CONST_I64 -> set(Bank.I64, loop.constant(Bank.I64, Word.immediate(word)));
            case CONST_I32 -> set(Bank.I32, loop.constant(Bank.I32, Word.immediate(word)));
            case ADD_F64 -> binary(Kind.ADD, Bank.F64, false);
            case SUB_F64 -> binary(Kind.SUB, Bank.F64, false);
            case MUL_F64 -> binary(Kind.MUL, Bank.F64, false);
            case DIV_F64 -> {
                VectorValue divisor = known(Word.c(word), Bank.F64);
                boolean isSafe =
                        divisor.kind == Kind.CONSTANT
                                && Double.longBitsToDouble(divisor.bits) != 0.0;
                if (divisor.kind == Kind.PARAMETER) {
                    loop.divisors.add(divisor);
                    isSafe = true;
                }
                binary(Kind.DIV, Bank.F64, !isSafe);
            }
            case NEG_F64 -> unary(Kind.NEG, Bank.F64);
            case ABS_F64 -> unary(Kind.ABS, Bank.F64);
            case SQRT_F64 -> unary(Kind.SQRT, Bank.F64);
            case ADD_I32 -> binary(Kind.ADD, Bank.I32, true);
            case SUB_I32 -> binary(Kind.SUB, Bank.I32, true);
            case MUL_I32 -> {
                // A product with a constant has its check without room for 64 bits.
                VectorValue x = known(Word.b(word), Bank.I32);
                VectorValue y = known(Word.c(word), Bank.I32);
                boolean isSwapped = x.kind == Kind.CONSTANT;
                VectorValue product =
                        new VectorValue(Kind.MUL, Bank.I32, isSwapped ? y : x, isSwapped ? x : y);
                set(Bank.I32, checked(product, true));
            }
            case ADDK_I32 -> add(Bank.I32);
            case ADD_U32 -> binary(Kind.ADD, Bank.I32, false);
            case SUB_U32 -> binary(Kind.SUB, Bank.I32, false);
            case MUL_U32 -> binary(Kind.MUL, Bank.I32, false);
            case DIV_I32 -> quotient(Kind.DIV);
            case REM_I32 -> quotient(Kind.REM);
            case ADD_I64 -> binary(Kind.ADD, Bank.I64, true);
            case SUB_I64 -> binary(Kind.SUB, Bank.I64, true);
            case MUL_I64 -> binary(Kind.MUL, Bank.I64, true);
            case ADDK_I64 -> add(Bank.I64);
            case ADD_U64 -> binary(Kind.ADD, Bank.I64, false);
            case SUB_U64 -> binary(Kind.SUB, Bank.I64, false);
            case MUL_U64 -> binary(Kind.MUL, Bank.I64, false);
            case AND_I32 -> binary(Kind.BIT_AND, Bank.I32, false);
            case OR_I32 -> binary(Kind.BIT_OR, Bank.I32, false);
            case AND_I64 -> binary(Kind.BIT_AND, Bank.I64, false);
            case OR_I64 -> binary(Kind.BIT_OR, Bank.I64, false);
            case F64_I32 -> convert(Bank.I32, Bank.F64, false);
            case F64_I64 -> convert(Bank.I64, Bank.F64, false);
            case I64_I32 -> convert(Bank.I32, Bank.I64, false);
            case I32_I64 -> convert(Bank.I64, Bank.I32, false);
            case I32_F64 -> convert(Bank.F64, Bank.I32, true);
            case I64_U32 -> {
                VectorValue x = loop.value(Word.b(word), Bank.I32);
                set(Bank.I64, loop.add(new VectorValue(Kind.UNSIGNED, Bank.I64, x, null)));
            }
            case EQ_I32, EQ_I64, EQ_F64 -> number(Comparison.EQ);
            case LT_I32, LT_I64, LT_F64 -> number(Comparison.LT);
            case LE_I32, LE_I64, LE_F64 -> number(Comparison.LE);
            case EQK_I32 -> number(Comparison.EQ);
            case BR_EQ_I32, BR_EQ_I64, BR_EQ_F64, BR_EQK_I32, BR_EQK_I64 ->
                    branch(Comparison.EQ, false);
            case BR_NE_I32, BR_NE_I64, BR_NE_F64, BR_NEK_I32, BR_NEK_I64 ->
                    branch(Comparison.NE, false);
            case BR_LT_I32, BR_LT_I64, BR_LT_F64, BR_LTK_I32, BR_LTK_I64 ->
                    branch(Comparison.LT, false);
            case BR_LE_I32, BR_LE_I64, BR_LE_F64, BR_LEK_I32, BR_LEK_I64 ->
                    branch(Comparison.LE, false);
            case BR_GTK_I32, BR_GTK_I64 -> branch(Comparison.GT, false);
            case BR_GEK_I32, BR_GEK_I64 -> branch(Comparison.GE, false);
            case BR_NLT_F64 -> branch(Comparison.LT, true);
            case BR_NLE_F64 -> branch(Comparison.LE, true);
            case BUILTIN_I32, BUILTIN_I64, BUILTIN_F64 -> builtin();
            default -> loop.refuse("it has '" + opcode.mnemonic() + "'");
        }
    }

    private void set(Bank bank, VectorValue value) {
        blocks.set(Word.a(word), bank, value);
    }

    private void unary(Kind kind, Bank bank) {
        VectorValue x = loop.value(Word.b(word), bank);
        set(bank, loop.add(new VectorValue(kind, bank, x, null)));
    }

    private void binary(Kind kind, Bank bank, boolean traps) {
        VectorValue x = loop.value(Word.b(word), bank);
        VectorValue y = loop.value(Word.c(word), bank);
        set(bank, checked(new VectorValue(kind, bank, x, y), traps));
    }

    private VectorValue checked(VectorValue value, boolean traps) {
        value.isChecked = traps;
        value.mask = traps ? blocks.condition() : null;
        return loop.add(value);
    }

    private void add(Bank bank) {
        VectorValue x = loop.value(Word.b(word), bank);
        VectorValue y = loop.constant(bank, Word.signedC(word));
        set(bank, checked(new VectorValue(Kind.ADD, bank, x, y), true));
    }

    /// By a constant that neither traps nor overflows: through f64, which is exact.
    private void quotient(Kind kind) {
        VectorValue x = loop.value(Word.b(word), Bank.I32);
        VectorValue y = known(Word.c(word), Bank.I32);
        if (y.kind != Kind.CONSTANT || y.bits == 0 || y.bits == -1) {
            loop.refuse("it divides integers by what is no constant");
        }
        set(Bank.I32, loop.add(new VectorValue(kind, Bank.I32, x, y)));
    }

    /// The constant, if it is one that was made in front of the loop.
    private VectorValue known(int offset, Bank bank) {
        VectorValue value = loop.value(offset, bank);
        int constant = value.kind == Kind.PARAMETER ? loop.constantWord(value) : -1;
        if (constant < 0) {
            return value;
        }
        int immediate = Word.immediate(flow.words[constant]);
        return bank == Bank.F64
                ? loop.constant(bank, Double.doubleToRawLongBits(flow.image.f64(immediate)))
                : loop.constant(bank, immediate);
    }

    private void convert(Bank from, Bank to, boolean traps) {
        VectorValue x = loop.value(Word.b(word), from);
        set(to, checked(new VectorValue(Kind.CONVERT, to, x, null), traps));
    }

    private VectorValue compare(Comparison comparison, int a, int b, boolean hasConstant) {
        Bank bank = firstBank();
        VectorValue x = loop.value(a, bank);
        VectorValue y = hasConstant ? loop.constant(bank, signed(b)) : loop.value(b, bank);
        boolean isTest = x.kind == Kind.NUMBER && y.isConstant(0);
        if (isTest && (comparison == Comparison.EQ || comparison == Comparison.NE)) {
            return comparison == Comparison.NE ? x.x : loop.not(x.x);
        }
        VectorValue mask = new VectorValue(Kind.COMPARE, bank, x, y);
        mask.comparison = comparison;
        return loop.add(mask);
    }

    private static int signed(int immediate) {
        return (short) immediate;
    }

    private Bank firstBank() {
        return opcode.a().writes() ? opcode.b().bank() : opcode.a().bank();
    }

    private void number(Comparison comparison) {
        boolean hasConstant = opcode.c() == Operand.IMM16;
        VectorValue mask = compare(comparison, Word.b(word), Word.c(word), hasConstant);
        set(Bank.I32, loop.add(new VectorValue(Kind.NUMBER, Bank.I32, mask, null)));
    }

    private void branch(Comparison comparison, boolean isNegated) {
        boolean hasConstant = opcode.b() == Operand.IMM16;
        VectorValue mask = compare(comparison, Word.a(word), Word.b(word), hasConstant);
        blocks.branch(isNegated ? loop.not(mask) : mask);
    }

    private void builtin() {
        Kind kind;
        switch (Builtin.byId(Word.immediate(word))) {
            case MIN_I32, MIN_I64, MIN_F64 -> kind = Kind.MIN;
            case MAX_I32, MAX_I64, MAX_F64 -> kind = Kind.MAX;
            case SQRT -> kind = Kind.SQRT;
            case EXP -> kind = Kind.EXP;
            case LOG -> kind = Kind.LOG;
            default -> {
                loop.refuse("it has '" + opcode.mnemonic() + "'");
                return;
            }
        }
        Bank bank = opcode.a().bank();
        VectorValue x = loop.value(argument(0), bank);
        boolean isBinary = kind == Kind.MIN || kind == Kind.MAX;
        VectorValue y = isBinary ? loop.value(argument(1), bank) : null;
        VectorValue value = new VectorValue(kind, bank, x, y);
        set(bank, checked(value, value.isElementary()));
    }

    private int argument(int number) {
        return flow.outgoing(at) + FrameLayout.HEADER_BYTES + number * FrameLayout.WIDE_BYTES;
    }
}
