package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Operand;

import org.junit.jupiter.api.Test;

/// The sets say of types that every image has just what the rules say.
class QuickTypingTest {
    /// Asked about such types only, it needs no image.
    private final CurrentInstruction now = new CurrentInstruction(null);

    private final QuickTyping typing = new QuickTyping();

    private boolean has(int opcode, int set, int type) {
        return (typing.sets[QuickTyping.SETS_PER_OPCODE * opcode + set] >>> type & 1) != 0;
    }

    private void agree(Opcode opcode, int field, Operand kind, int demand) {
        boolean isRead = (typing.flags(opcode.code()) & 1 << field) != 0;
        assertEquals(kind.reads(), isRead, opcode.mnemonic() + " " + field);
        if (!isRead) {
            return;
        }
        for (int type = 0; type < TypeIds.FIRST_FREE; type++) {
            boolean isRight = TypeIds.bank(type) == kind.bank() && now.meets(demand, type);
            String what = opcode.mnemonic() + " " + field + " of type " + TypeIds.name(type);
            assertEquals(isRight, has(opcode.code(), field, type), what);
        }
        boolean isAny = demand == Typing.BANK || demand == Typing.NONE;
        boolean takesAll = kind.bank() == Bank.REF && isAny;
        for (int type = TypeIds.FIRST_FREE; type < Long.SIZE; type++) {
            assertEquals(takesAll, has(opcode.code(), field, type), opcode.mnemonic());
        }
    }

    @Test
    void demands_are_those_of_the_rules() {
        for (int code = 0; code < Opcode.count(); code++) {
            Opcode opcode = Opcode.byCode(code);
            if (opcode.base() == opcode) {
                long row = Typing.row(code);
                agree(opcode, 0, opcode.a(), Typing.a(row));
                agree(opcode, 1, opcode.b(), Typing.b(row));
                agree(opcode, 2, opcode.c(), Typing.c(row));
            }
        }
    }

    @Test
    void results_are_those_of_the_rules() {
        int usual = 0;
        for (int code = 0; code < Opcode.count(); code++) {
            Opcode opcode = Opcode.byCode(code);
            int flags = typing.flags(code);
            boolean isAsked =
                    opcode.base() == opcode
                            && (flags & QuickTyping.USUAL) != 0
                            && (flags & QuickTyping.WRITES) != 0;
            if (!isAsked || (flags & QuickTyping.MOVES) != 0) {
                continue;
            }
            usual++;
            boolean isConstant = Typing.rule(Typing.row(code)) == Typing.CONSTANT;
            int result = isConstant ? Typing.INTEGER_32 : Typing.a(Typing.row(code));
            for (int type = 1; type < TypeIds.FIRST_FREE; type++) {
                boolean isRight =
                        TypeIds.bank(type) == opcode.a().bank() && now.accepts(type, result);
                String what = opcode.mnemonic() + " into " + TypeIds.name(type);
                assertEquals(isRight, has(code, QuickTyping.RESULT, type), what);
            }
            assertFalse(has(code, QuickTyping.RESULT, Long.SIZE - 1), opcode.mnemonic());
        }
        assertTrue(usual > 40, usual + " opcodes");
    }

    @Test
    void a_fused_opcode_is_its_first_part() {
        for (int code = 0; code < Opcode.count(); code++) {
            Opcode base = Opcode.byCode(code).base();
            assertEquals(base, QuickTyping.BASES[code]);
            assertEquals(base.code(), QuickTyping.CODES[code]);
        }
    }
}
