package jorus.check;

import jorus.type.Type;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/// The type, while a program is refined, of the `[any]` arrays that some expressions make of values
/// one by one, like `return a, b`, as long as only single elements are read: [Tuples] knows the
/// type of each.
///
/// Tuples whose arrays meet in one place are one: all but one of them stand for that one then.
final class Tuple extends Type {
    private Tuple standsFor;
    private boolean isGivenUp;
    private final Type[] elements;

    /// The versions in which an expression has this type.
    private Set<Version> users = new LinkedHashSet<>();

    Tuple(int count) {
        super(Kind.ARRAY, "[any]");
        elements = new Type[count];
        Arrays.fill(elements, Type.NEVER);
    }

    Tuple root() {
        Tuple root = this;
        while (root.standsFor != null) {
            root = root.standsFor;
        }
        return root;
    }

    /// Whether this is just `[any]`.
    boolean isGivenUp() {
        return root().isGivenUp;
    }

    void giveUp() {
        root().isGivenUp = true;
    }

    int count() {
        return elements.length;
    }

    Type element(int index) {
        return root().elements[index];
    }

    /// What was known before this tuple became another one.
    Type ownElement(int index) {
        return elements[index];
    }

    void element(int index, Type type) {
        root().elements[index] = type;
    }

    Set<Version> users() {
        return root().users;
    }

    /// From now on `this` stands for `other`; both are roots.
    void become(Tuple other) {
        standsFor = other;
        other.users.addAll(users);
        users = Set.of();
    }

    @Override
    public Type element() {
        return Type.ANY;
    }

    @Override
    public boolean mentionsAny() {
        return true;
    }
}
