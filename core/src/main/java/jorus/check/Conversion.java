package jorus.check;

import jorus.type.Type;

/// What a [TExpr.Convert] has to do once the actual type of its operand is refined.
public enum Conversion {
    /// The operand already is a value of the target; at most its representation changes (boxing).
    NONE,
    /// Known at run time only: `expected T, found U` if it fails. An open array takes the type.
    CHECK,
    /// Certain to fail.
    FAILS;

    /// `operand` is the refined type of the operand, `target` the static type of the conversion.
    public static Conversion of(Type operand, Type target) {
        if (isWithin(operand, target) || areFunctions(operand, target)) {
            return NONE;
        }
        return target.accepts(operand) ? CHECK : FAILS;
    }

    /// The refined type of the converted value.
    static Type result(Type operand, Type target) {
        return switch (of(operand, target)) {
            // A call asks a function for its signature, so nothing else is known of it.
            case NONE -> areFunctions(operand, target) ? target : operand;
            case CHECK -> target;
            case FAILS -> Type.NEVER;
        };
    }

    /// A function passes for one of any type; calls check what they pass and get. What is known to
    /// be wrong before the program runs, the checker reports.
    private static boolean areFunctions(Type operand, Type target) {
        return target.kind() == Type.Kind.FUNCTION && operand.kind() == Type.Kind.FUNCTION;
    }

    /// Whether every value of `type` is one of `wide` without any check: they are equal, or `wide`
    /// is `any` or `[any]`, which accepts every array; `[[any]]` accepts none but its own.
    static boolean isWithin(Type type, Type wide) {
        if (type == wide || wide.isAny() || type == Type.NEVER) {
            return true;
        }
        return type.isArray() && wide.isArray() && wide.element().isAny()
                || type instanceof FunctionSite site && site.declared() == wide
                || wide.mentionsAny() && areFunctions(type, wide) && isRefinement(type, wide);
    }

    /// Whether a function type says what another does, or more.
    private static boolean isRefinement(Type type, Type wide) {
        int count = wide.parameters().size();
        boolean isRefinement =
                type.parameters().size() == count
                        && (wide.result().isAny() || type.result() == wide.result());
        for (int i = 0; i < count && isRefinement; i++) {
            Type parameter = wide.parameters().get(i);
            isRefinement = parameter.isAny() || type.parameters().get(i) == parameter;
        }
        return isRefinement;
    }
}
