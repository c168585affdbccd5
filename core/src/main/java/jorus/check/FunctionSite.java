package jorus.check;

import jorus.type.Type;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The type, while a program is refined, of the values of some functions whose static type mentions
/// any, as long as it is known wherever they go: [CallClasses] finds out what they take and give.
///
/// Sites whose values meet in one place are one: all but one of them stand for that one then.
final class FunctionSite extends Type {
    private final Type declared;
    private FunctionSite standsFor;
    private boolean isGivenUp;
    private Type exact;

    /// The versions in which an expression has this type.
    private Set<Version> users = new LinkedHashSet<>();

    /// `declared` is the static type of the values.
    FunctionSite(Type declared) {
        super(Kind.FUNCTION, declared.name());
        this.declared = declared;
    }

    FunctionSite root() {
        FunctionSite root = this;
        while (root.standsFor != null) {
            root = root.standsFor;
        }
        return root;
    }

    /// The static type, which is all that is known of values that may be anywhere.
    Type declared() {
        return declared;
    }

    boolean isGivenUp() {
        return root().isGivenUp;
    }

    void giveUp() {
        root().isGivenUp = true;
    }

    Set<Version> users() {
        return root().users;
    }

    /// What the values take and give, once all of it is known.
    Type exact() {
        FunctionSite root = root();
        return root.isGivenUp ? declared : root.exact;
    }

    void exact(Type type) {
        root().exact = type;
    }

    /// From now on `this` stands for `other`; both are roots.
    void become(FunctionSite other) {
        standsFor = other;
        other.users.addAll(users);
        users = Set.of();
    }

    @Override
    public List<Type> parameters() {
        return declared.parameters();
    }

    @Override
    public Type result() {
        return declared.result();
    }

    /// What is known may still become less.
    @Override
    public boolean mentionsAny() {
        return true;
    }
}
