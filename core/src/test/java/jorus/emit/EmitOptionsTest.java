package jorus.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.emit.EmitOptions.Family;
import jorus.emit.EmitOptions.Feature;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;

class EmitOptionsTest {
    @Test
    void lists_name_what_is_on_and_what_is_off() {
        EmitOptions some = new EmitOptions("loops,calls", "access,constants");
        assertTrue(some.has(Family.LOOPS) && some.has(Family.CALLS));
        assertFalse(some.has(Family.ARITHMETIC));
        assertFalse(some.has(Feature.ACCESS) || some.has(Feature.CONSTANTS));
        assertTrue(some.has(Feature.ARGUMENTS) && some.has(Feature.BRANCHES));
        assertTrue(EmitOptions.ALL.has(Family.OBJECTS));
        assertFalse(EmitOptions.NONE.has(Family.OBJECTS));
        assertTrue(EmitOptions.ALL.has(Feature.ACCESS));
        assertFalse(EmitOptions.NONE.has(Feature.ACCESS));
    }

    @Test
    void an_unknown_family_or_feature_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new EmitOptions("loops,speed", ""));
        assertThrows(IllegalArgumentException.class, () -> new EmitOptions("", "access,loops"));
    }

    @Test
    void every_family_has_fused_opcodes() {
        EnumSet<Family> found = EnumSet.noneOf(Family.class);
        for (Opcode opcode : Opcode.values()) {
            if (opcode.next() != null) {
                found.add(EmitOptions.family(opcode));
            }
        }
        assertEquals(EnumSet.allOf(Family.class), found);
        assertEquals(Family.ARITHMETIC, EmitOptions.family(Opcode.MUL_F64_ADD_F64));
        assertEquals(Family.LOOPS, EmitOptions.family(Opcode.SET_F64_NEXT_I32));
        assertEquals(Family.ARRAYS, EmitOptions.family(Opcode.GET_BOOL_BR_NEK_I32));
        assertEquals(Family.OBJECTS, EmitOptions.family(Opcode.VARIANT_BR_NEK_I32));
        assertEquals(Family.CALLS, EmitOptions.family(Opcode.ADD_I32_RET_I32));
    }
}
