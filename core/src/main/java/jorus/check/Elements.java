package jorus.check;

import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayList;
import java.util.List;

/// What the first refinement has found out of the arrays that `[]` makes: [Sites] without doubt.
///
/// The second one asks with versions of its own. What one of them stands for may have been looked
/// at in any of the first ones whose parameters can have the same values: they all have to agree.
final class Elements {
    private final Types types;
    private final List<List<Version>> versions;

    /// `versions` has all versions of each function, by its number.
    Elements(Types types, List<List<Version>> versions) {
        this.types = types;
        this.versions = versions;
    }

    /// The type with which `e` can make its arrays in `asking`: `[any]`, that is open, if nothing
    /// else is certain.
    Type of(Version asking, TExpr e) {
        Type found = Type.NEVER;
        List<Version> known = counterparts(asking);
        for (int i = 0; i < known.size(); i++) {
            Site site = known.get(i).site(e);
            if (site == null) {
                continue;
            }
            Type type = resolved(site);
            if (found != Type.NEVER && found != type) {
                return types.array(Type.ANY);
            }
            found = type;
        }
        return found == Type.NEVER ? types.array(Type.ANY) : found;
    }

    /// The versions of the first refinement that `asking` can stand for.
    List<Version> counterparts(Version asking) {
        List<Version> known = versions.get(asking.function().id());
        List<Version> counterparts = new ArrayList<>(known.size());
        for (int i = 0; i < known.size(); i++) {
            if (canBeSame(known.get(i).parameters(), asking.parameters())) {
                counterparts.add(known.get(i));
            }
        }
        return counterparts;
    }

    private Type resolved(Type type) {
        if (type instanceof FunctionSite site) {
            return site.exact();
        }
        return type instanceof Site site ? types.array(resolved(site.element())) : type;
    }

    private boolean canBeSame(List<Type> some, List<Type> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!canBeSame(resolved(some.get(i)), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether there are values of both types.
    private static boolean canBeSame(Type one, Type other) {
        Type a = one;
        Type b = other;
        while (a.isArray() && b.isArray()) {
            a = a.element();
            b = b.element();
        }
        boolean areFunctions =
                a.kind() == Type.Kind.FUNCTION
                        && b.kind() == Type.Kind.FUNCTION
                        && (a.mentionsAny() || b.mentionsAny());
        return a == b || a.isAny() || b.isAny() || areFunctions;
    }
}
