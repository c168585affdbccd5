package jorus.check;

import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayList;
import java.util.List;

/// Finds the element types of arrays that begin without one (docs/decisions/0005, "Elements").
///
/// Such an array is open: it takes the type of the first value that is put into it. Where all that
/// the whole program ever puts into the arrays of a site has one type, and nothing looks at them in
/// a way that tells an open array from an empty one of that type, they can be made with that type.
/// Whatever is done with an array that is not known here to be harmless gives its site up.
final class Sites {
    /// Arrays of arrays deeper than this stay as they are.
    private static final int MAX_DEPTH = 16;

    private final Refiner refiner;
    private final Types types;
    private final List<Site> all = new ArrayList<>();
    private boolean isGivenUp;

    Sites(Refiner refiner) {
        this.refiner = refiner;
        this.types = refiner.types();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /// The type of the arrays that `e` makes in `version`, which have no elements at first.
    Type made(Version version, TExpr e) {
        Site site = version.site(e);
        if (site == null) {
            site = new Site();
            version.site(e, site);
            all.add(site);
            if (isGivenUp) {
                giveUp(site);
            }
        }
        return resolved(site);
    }

    /// `type` as far as it is known now.
    Type resolved(Type type) {
        if (!(type instanceof Site site)) {
            return type;
        }
        Site root = site.root();
        return root.isGivenUp() ? types.array(Type.ANY) : root;
    }

    /// An expression of `user` has the type `type`, which is given as far as it is known now.
    Type seen(Type type, Version user) {
        Type known = resolved(type);
        if (known instanceof Site site) {
            site.users().add(user);
        }
        return known;
    }

    /// A value of type `value` becomes an element of the arrays of `site`.
    void put(Site site, Type value) {
        Type known = value instanceof Tuple ? refiner.giveUp(value) : resolved(value);
        if (known == Type.NEVER) {
            return;
        }
        if (site.isGivenUp()) {
            giveUp(known);
            return;
        }
        Type before = site.element();
        Type joined = refiner.join(before, Refiner.held(known), Type.ANY);
        if (site.isGivenUp()) {
            giveUp(joined);
            return;
        }
        if (joined == before && joined == site.element()) {
            return;
        }
        if (!isElement(joined)) {
            giveUp(joined);
            giveUp(site);
            return;
        }
        site.element(joined);
        if (joined instanceof Site inner) {
            inner.holders().add(site.root());
        }
        if (isEndless(site)) {
            giveUp(site);
        }
        refiner.enqueueAll(site.users());
    }

    /// Whether arrays of such elements can be made in advance: what takes its type from a function,
    /// an iterator or an error is seldom worth it.
    private static boolean isElement(Type type) {
        Type at = type;
        while (at.isArray() && !(at instanceof Site)) {
            at = at.element();
        }
        return switch (at.kind()) {
            case I32, I64, U32, U64, F64, BOOL, STRING, STRUCT, ENUM -> true;
            case ARRAY -> !((Site) at).isGivenUp() && at == type;
            case VOID, ANY, ERROR, RANGE, FUNCTION, NEVER -> false;
        };
    }

    /// Whether the arrays would contain themselves, or nearly so.
    private static boolean isEndless(Site site) {
        Site root = site.root();
        Type at = root.element();
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            if (!(at instanceof Site inner)) {
                return false;
            }
            if (inner.root() == root) {
                return true;
            }
            at = inner.element();
        }
        return true;
    }

    /// The least type above both, of which at least one is a site.
    Type join(Type one, Type two) {
        Type a = resolved(one);
        Type b = resolved(two);
        if (a == b || b == Type.NEVER) {
            return a;
        }
        if (a == Type.NEVER) {
            return b;
        }
        if (a instanceof Site first && b instanceof Site second) {
            unite(first, second);
            return resolved(first);
        }
        if (!(a instanceof Site) && !(b instanceof Site)) {
            return refiner.join(a, b, Type.ANY);
        }
        Site site = (Site) (a instanceof Site ? a : b);
        Type other = a == site ? b : a;
        if (!other.isArray()) {
            giveUp(site);
            return Type.ANY;
        }
        put(site, other.element().mentionsAny() ? Type.ANY : other.element());
        return resolved(site);
    }

    /// Makes two sites one.
    void unite(Site one, Site two) {
        Site first = one.root();
        Site second = two.root();
        if (first == second) {
            return;
        }
        if (first.isGivenUp() || second.isGivenUp()) {
            giveUp(first);
            giveUp(second);
            return;
        }
        Type element = second.element();
        boolean isSame = resolved(element) == resolved(first.element());
        second.become(first);
        if (!isSame) {
            refiner.enqueueAll(first.users());
        }
        if (isEndless(first)) {
            giveUp(first);
        }
        put(first, element);
    }

    /// A value of site `site` reaches a place of static type `place`; gives its type there.
    ///
    /// Of arrays of arrays the program could find out there whether the inner ones had their type
    /// before the outer one got it.
    Type reaches(Site site, Type place) {
        if (Conversion.isWithin(site, place)) {
            return site;
        }
        if (place.isArray() && !place.mentionsAny()) {
            put(site, place.element());
            if (!site.isGivenUp() && !(resolved(site.element()) instanceof Site)) {
                return place;
            }
        }
        giveUp(site);
        return Conversion.result(types.array(Type.ANY), place);
    }

    /// `type` goes where anything may happen to it. Gives what is known of it there.
    Type giveUp(Type type) {
        if (!(type instanceof Site first)) {
            return type instanceof Tuple ? refiner.giveUp(type) : type;
        }
        List<Site> affected = new ArrayList<>(1);
        affected.add(first.root());
        for (int i = 0; i < affected.size(); i++) {
            Site site = affected.get(i).root();
            if (site.isGivenUp()) {
                continue;
            }
            // What can be reached through it goes with it, and what it can be reached through:
            // what that holds has no one type any more.
            if (site.element() instanceof Site inner) {
                affected.add(inner);
            }
            affected.addAll(site.holders());
            site.element(Type.ANY);
            refiner.enqueueAll(site.users());
        }
        return types.array(Type.ANY);
    }

    /// Gives up all sites, also those still to come.
    void giveUpAll() {
        if (!isGivenUp) {
            isGivenUp = true;
            for (int i = 0; i < all.size(); i++) {
                giveUp(all.get(i));
            }
        }
    }

    /// Gives up the sites into which nothing is ever put; tells whether there were any.
    boolean giveUpEmpty() {
        boolean found = false;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).element() == Type.NEVER) {
                giveUp(all.get(i));
                found = true;
            }
        }
        return found;
    }

    /// The version for arguments that differ only in being other arrays of the same elements (or of
    /// whatever elements, or other functions, if there are many versions): their sites become one,
    /// so that helpers that are called with many arrays don't run out of versions. Null if there is
    /// none.
    Version uniteWith(List<Version> known, Type[] arguments) {
        boolean isFull = known.size() >= Refiner.MAX_VERSIONS;
        for (int i = 0; i < known.size(); i++) {
            List<Type> parameters = known.get(i).parameters();
            int alike = 0;
            while (alike < arguments.length
                    && areAlike(parameters.get(alike), arguments[alike], isFull)) {
                alike++;
            }
            if (alike == arguments.length) {
                for (int j = 0; j < arguments.length; j++) {
                    if (arguments[j] instanceof Site site) {
                        unite((Site) parameters.get(j), site);
                    } else if (arguments[j] instanceof FunctionSite) {
                        refiner.join(parameters.get(j), arguments[j], Type.ANY);
                    }
                }
                return known.get(i);
            }
        }
        return null;
    }

    private boolean areAlike(Type parameter, Type argument, boolean isFull) {
        if (parameter instanceof FunctionSite one && argument instanceof FunctionSite other) {
            boolean isKnown = !one.isGivenUp() && !other.isGivenUp();
            return one.root() == other.root()
                    || isFull && isKnown && one.declared() == other.declared();
        }
        if (!(parameter instanceof Site one) || !(argument instanceof Site other)) {
            return parameter == argument;
        }
        if (one.isGivenUp() || other.isGivenUp()) {
            return false;
        }
        Type element = resolved(one.element());
        return isFull || element != Type.NEVER && element == resolved(other.element());
    }
}
