package jorus.check;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The type, while a program is refined, of the arrays that some expressions make without saying
/// what their elements are: [Sites] finds out what is put into them.
///
/// The element type climbs from NEVER over one type, or one other site, to `any`: then this is no
/// more than `[any]`. Sites whose arrays meet in one place are one: all but one of them stand for
/// that one then.
final class Site extends Type {
    private Site standsFor;
    private Type element = Type.NEVER;

    /// The versions in which an expression has this type.
    private Set<Version> users = new LinkedHashSet<>();

    /// Sites whose elements are arrays of this one.
    private List<Site> holders = new ArrayList<>(0);

    Site() {
        super(Kind.ARRAY, "[?]");
    }

    /// The site that this one has become one with.
    Site root() {
        Site root = this;
        while (root.standsFor != null) {
            root = root.standsFor;
        }
        Site at = this;
        while (at != root) {
            Site next = at.standsFor;
            at.standsFor = root;
            at = next;
        }
        return root;
    }

    /// Whether nothing is known of the elements, so that this is just `[any]`.
    boolean isGivenUp() {
        return root().element == Type.ANY;
    }

    @Override
    public Type element() {
        return root().element;
    }

    void element(Type type) {
        root().element = type;
    }

    Set<Version> users() {
        return root().users;
    }

    List<Site> holders() {
        return root().holders;
    }

    /// From now on `this` stands for `other`; both are roots.
    void become(Site other) {
        assert standsFor == null && other.standsFor == null && this != other : "no two roots";
        standsFor = other;
        other.users.addAll(users);
        other.holders.addAll(holders);
        users = Set.of();
        holders = List.of();
    }

    /// What is known may still become less.
    @Override
    public boolean mentionsAny() {
        return true;
    }
}
