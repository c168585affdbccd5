package jorus.emit;

import jorus.ir.IrFunction;
import jorus.ir.PlainForms;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;

/// Which optimisations of the instruction selection are on: for tests that compare programs with
/// and without them, and for measuring what each is worth.
///
/// The property `jorus.fuse` is a list of families of fused instructions separated by commas, `off`
/// for none, or absent for all of them. The property `jorus.without` is a list of the features that
/// are off, `all` for all, or absent for none.
public final class EmitOptions {
    /// A group of fused instructions that can be switched off.
    public enum Family {
        /// Fused arithmetic.
        ARITHMETIC("arithmetic"),
        /// Fused instructions that end with a counted or conditional branch, or step a counter.
        LOOPS("loops"),
        /// Fused accesses to arrays.
        ARRAYS("arrays"),
        /// Fused accesses to objects.
        OBJECTS("objects"),
        /// Fused calls and returns.
        CALLS("calls");

        private final String text;

        Family(String text) {
            this.text = text;
        }
    }

    /// What else makes one instruction of several.
    public enum Feature {
        /// Arguments computed where the callee expects them, without a move.
        ARGUMENTS("arguments"),
        /// Elements accessed with the check of the bounds.
        ACCESS("access"),
        /// Comparisons that branch, and counted loops that step and test at once.
        BRANCHES("branches"),
        /// Constants as operands, and in registers over loops.
        CONSTANTS("constants");

        private final String text;

        Feature(String text) {
            this.text = text;
        }
    }

    public static final EmitOptions ALL = new EmitOptions("", "");
    public static final EmitOptions NONE = new EmitOptions("off", "all");

    private static final String FUSE = "jorus.fuse";
    private static final String WITHOUT = "jorus.without";

    private int enabled;
    private int disabled;

    /// `families` as the property `jorus.fuse` has it, empty for all; `without` as `jorus.without`.
    ///
    /// @throws IllegalArgumentException if one names what does not exist
    public EmitOptions(String families, String without) {
        if (families.isEmpty()) {
            enabled = -1;
        } else if (!families.equals("off")) {
            for (int start = 0; start <= families.length(); ) {
                int end = end(families, start);
                enabled |= 1 << family(families.substring(start, end)).ordinal();
                start = end + 1;
            }
        }
        if (without.equals("all")) {
            disabled = -1;
        } else if (!without.isEmpty()) {
            for (int start = 0; start <= without.length(); ) {
                int end = end(without, start);
                disabled |= 1 << feature(without.substring(start, end)).ordinal();
                start = end + 1;
            }
        }
    }

    /// Where the name ends that begins here.
    private static int end(String list, int start) {
        int comma = list.indexOf(',', start);
        return comma < 0 ? list.length() : comma;
    }

    private static Family family(String name) {
        for (Family family : Family.values()) {
            if (family.text.equals(name)) {
                return family;
            }
        }
        throw new IllegalArgumentException(FUSE + ": there is no family '" + name + "'");
    }

    private static Feature feature(String name) {
        for (Feature feature : Feature.values()) {
            if (feature.text.equals(name)) {
                return feature;
            }
        }
        throw new IllegalArgumentException(WITHOUT + ": there is no feature '" + name + "'");
    }

    /// What the properties say.
    public static EmitOptions ofProperty() {
        String families = System.getProperty(FUSE);
        String without = System.getProperty(WITHOUT);
        return families == null && without == null
                ? ALL
                : new EmitOptions(families == null ? "" : families, without == null ? "" : without);
    }

    boolean has(Feature feature) {
        return (disabled & 1 << feature.ordinal()) == 0;
    }

    /// Rewrites a function for the features that are off.
    void takeApart(IrFunction function) {
        if (!has(Feature.ACCESS)) {
            PlainForms.separateChecks(function);
        }
        if (!has(Feature.BRANCHES)) {
            PlainForms.separateBranches(function);
        }
        if (!has(Feature.CONSTANTS)) {
            PlainForms.loadConstants(function);
        }
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
