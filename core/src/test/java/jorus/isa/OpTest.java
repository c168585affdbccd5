package jorus.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;

class OpTest {
    private static String source() {
        StringBuilder text = new StringBuilder();
        text.append("package jorus.isa;\n\n");
        text.append(
                "/// The opcodes as constants, because `case` needs constants. Generated from\n");
        text.append(
                "/// [Opcode]; compared by a test, which rewrites it with `-Djorus.bless=true`.\n");
        text.append("public final class Op {\n");
        for (Opcode opcode : Opcode.values()) {
            text.append("    public static final int ").append(opcode.name());
            text.append(" = ").append(opcode.code()).append(";\n");
        }
        text.append("\n    private Op() {}\n}\n");
        return text.toString();
    }

    @Test
    void the_constants_are_those_of_the_table() throws IOException {
        Generated.check("core/src/main/java/jorus/isa/Op.java", source());
    }

    @Test
    void every_opcode_has_its_code_as_a_constant() throws ReflectiveOperationException {
        int found = 0;
        for (Field field : Op.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                assertEquals(Opcode.valueOf(field.getName()).code(), field.getInt(null));
                found++;
            }
        }
        assertEquals(Opcode.count(), found);
    }

    @Test
    void opcodes_stay_below_256_so_that_the_prescan_can_permute_bytes() {
        assertTrue(Opcode.count() <= 256, "there are " + Opcode.count() + " opcodes");
    }

    @Test
    void mnemonics_are_unique() {
        Set<String> seen = new HashSet<>();
        for (Opcode opcode : Opcode.values()) {
            assertTrue(seen.add(opcode.mnemonic()), opcode.mnemonic() + " occurs twice");
        }
    }

    @Test
    void wide_operands_stand_in_b_and_leave_c_empty() {
        for (Opcode opcode : Opcode.values()) {
            assertTrue(!opcode.a().isWide() && !opcode.c().isWide(), opcode.mnemonic());
            assertTrue(!opcode.b().isWide() || opcode.c() == Operand.NONE, opcode.mnemonic());
        }
    }

    @Test
    void only_field_a_is_written_so_that_one_check_covers_the_outgoing_slots() {
        for (Opcode opcode : Opcode.values()) {
            assertTrue(!opcode.b().writes() && !opcode.c().writes(), opcode.mnemonic());
        }
    }

    @Test
    void a_branch_has_its_target_where_the_sign_of_the_word_is() {
        for (Opcode opcode : Opcode.values()) {
            boolean hasTarget = opcode.c() == Operand.TARGET16 || opcode.b() == Operand.TARGET32;
            assertEquals(opcode.has(Effect.BRANCHES), hasTarget, opcode.mnemonic());
            assertTrue(opcode.a() != Operand.TARGET16 && opcode.b() != Operand.TARGET16);
        }
    }
}
