package jorus.isa;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Locale;

class InstructionsDocumentTest {
    private static final String INTRODUCTION =
            """
            # Instructions

            Generated from `jorus.isa.Opcode`; a test compares it, `-Djorus.bless=true` rewrites it.

            An instruction is a 64-bit word: `op:16 | a:16 | b:16 | c:16`, op lowest, or
            `op:16 | a:16 | imm:32`. A register operand is a byte offset from the frame pointer.

            | operand | meaning |
            |---|---|
            | `def t` `use t` `mod t` | writes, reads, changes a register of bank t |
            | `imm16` `imm32` | signed number |
            | `target` | signed distance in words from the following word |
            | `const t` | index of a constant |
            | `function` `builtin` `trap` `type` | index or id in the image |
            | `global` | byte offset in the globals segment |
            | `far` | byte offset from the frame pointer, 32 bits: a slot beyond the reach of 16 |

            Banks: i32 (also u32 and bool), i64 (also u64), f64, ref, any. A negative distance is a
            backward branch, which polls when taken.

            Effects: T may trap, A may allocate and collect, B branches, E the next instruction is
            not reached, C calls (outgoing arguments are dead afterwards), M reads or writes beyond
            the frame.

            """;

    private static String operand(Operand operand) {
        if (operand.isRegister()) {
            String verb = operand.reads() ? operand.writes() ? "mod " : "use " : "def ";
            return verb + operand.bank().name().toLowerCase(Locale.ROOT);
        }
        return switch (operand) {
            case NONE -> "";
            case IMM16 -> "imm16";
            case IMM32 -> "imm32";
            case TARGET16, TARGET32 -> "target";
            case POOL_I64 -> "const i64";
            case POOL_F64 -> "const f64";
            case POOL_STRING -> "const string";
            case FUNCTION_ID, ENGINE_ID -> "function";
            case BUILTIN_ID -> "builtin";
            case GLOBAL -> "global";
            case FAR_READ, FAR_WRITE -> "far";
            case TRAP_ID -> "trap";
            case TYPE_ID -> "type";
            default -> throw new AssertionError(operand);
        };
    }

    private static String effects(Opcode opcode) {
        StringBuilder text = new StringBuilder();
        for (Effect effect : Effect.values()) {
            if (opcode.has(effect)) {
                text.append(effect.name().charAt(0));
            }
        }
        return text.toString();
    }

    @Test
    void the_document_is_that_of_the_table() throws IOException {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        text.append(
                "| code | mnemonic | A | B | C | meaning | effects |\n"
                        + "|---|---|---|---|---|---|---|\n");
        for (Opcode opcode : Opcode.values()) {
            text.append("| ").append(opcode.code());
            text.append(" | `").append(opcode.mnemonic()).append("` | ");
            for (Operand operand : opcode.operands()) {
                text.append(operand(operand)).append(" | ");
            }
            text.append(opcode.meaning()).append(" | ").append(effects(opcode)).append(" |\n");
        }
        Generated.check("docs/instructions.md", text.toString());
    }
}
