package jorus.emit;

import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;

/// Which optimisations of the instruction selection are on: for tests that compare programs with
/// and without them, and for measuring what each is worth.
///
/// The property `jorus.fuse` is a list of families separated by commas, `off` for none, or absent
/// for all of them.
public final class EmitOptions {
    /// A group of optimisations that can be switched off.
    public enum Family {
        /// Fused arithmetic.
        ARITHMETIC("arithmetic"),
        /// Fused instructions that end with a counted or conditional branch, or step a counter.
        LOOPS("loops"),
        /// Fused accesses to arrays.
        ARRAYS("arrays"),
        /// Fused accesses to objects.
        OBJECTS("objects"),
        /// Arguments computed where the callee expects them, and fused calls and returns.
        CALLS("calls");

        private final String text;

        Family(String text) {
            this.text = text;
        }
    }

    public static final EmitOptions ALL = new EmitOptions("");
    public static final EmitOptions NONE = new EmitOptions("off");

    private static final String PROPERTY = "jorus.fuse";

    private int enabled;

    /// `list` as the property has it; empty for all families.
    ///
    /// @throws IllegalArgumentException if it names no family
    public EmitOptions(String list) {
        if (list.isEmpty()) {
            enabled = -1;
        } else if (!list.equals("off")) {
            for (int start = 0; start <= list.length(); ) {
                int comma = list.indexOf(',', start);
                int end = comma < 0 ? list.length() : comma;
                enabled |= 1 << named(list.substring(start, end)).ordinal();
                start = end + 1;
            }
        }
    }

    private static Family named(String name) {
        for (Family family : Family.values()) {
            if (family.text.equals(name)) {
                return family;
            }
        }
        throw new IllegalArgumentException("jorus.fuse: there is no family '" + name + "'");
    }

    /// What the property says.
    public static EmitOptions ofProperty() {
        String list = System.getProperty(PROPERTY);
        return list == null ? ALL : new EmitOptions(list);
    }

    boolean has(Family family) {
        return (enabled & 1 << family.ordinal()) != 0;
    }

    /// Whether this fused opcode may be used.
    boolean allows(Opcode fused) {
        return has(family(fused));
    }

    /// The family of a fused opcode: that of its second part if it decides about the control flow,
    /// else that of the part which accesses memory.
    static Family family(Opcode fused) {
        Opcode first = fused.base();
        Opcode second = fused.next();
        if (second.has(Effect.CALLS) || second.has(Effect.ENDS)) {
            return Family.CALLS;
        }
        if (usesArray(first) || usesArray(second)) {
            return second.has(Effect.BRANCHES) && second.a().writes()
                    ? Family.LOOPS
                    : Family.ARRAYS;
        }
        if (first.has(Effect.MEMORY) || second.has(Effect.MEMORY)) {
            return Family.OBJECTS;
        }
        boolean steps = second == Opcode.ADDK_I32 && first != Opcode.ADD_I32;
        return second.has(Effect.BRANCHES) || steps ? Family.LOOPS : Family.ARITHMETIC;
    }

    private static boolean usesArray(Opcode opcode) {
        boolean isElement =
                opcode.b() == Operand.USE_REF && opcode.c() == Operand.USE_I32
                        || opcode.a() == Operand.USE_REF && opcode.b() == Operand.USE_I32;
        return isElement && opcode.has(Effect.MEMORY);
    }
}
