package jorus.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random programs without annotations, full of arrays that begin as `[]`, of functions that return
/// several values, and of function values. Each statement is tried and its error printed, so that a
/// program goes on behind it.
///
/// A program draws how often it does something with an array that its elements' type can be seen
/// by, or that spoils it: often never, so that there is something to find out.
final class UnannotatedPrograms {
    private static final String HEAD =
            """
            struct Both:
                numbers: [i32]
                other: any
                whatever: [any]
            struct Point:
                x: i32
            fn id(x): return x
            fn add(xs, v): return push(xs, v)
            fn first(xs): return xs[0]
            fn set(xs, i, v): xs[i] = v
            fn last(xs): return xs[len(xs) - 1]
            fn tail(xs): return xs[1..]
            fn twice(xs): return xs * 2
            fn drop(xs): return pop(xs)
            fn numbers(xs: [i32]):
                if len(xs) > 2: push(xs, 3)
                return xs
            fn fractions(xs: [f64]) -> i32: return len(xs)
            fn tables(xs: [[i32]]) -> i32: return len(xs)
            fn rows(xs: [[any]]) -> i32: return len(xs)
            fn some(xs: [any]): return xs
            fn none(): return []
            fn of(v):
                out = []
                push(out, v)
                return out
            fn filled(n, v):
                out = []
                for i in 0..n: push(out, v)
                return out
            fn copy(xs):
                out = []
                for x in xs: push(out, x)
                return out
            fn turned(xs):
                out = []
                mut i = len(xs)
                while i > 0:
                    i = i - 1
                    push(out, xs[i])
                return out
            fn swap(xs, i, j):
                t = xs[i]
                xs[i] = xs[j]
                xs[j] = t
            fn sum(xs):
                mut t = 0
                for x in xs: t = t + x
                return t
            fn larger(xs, ys): return xs if len(xs) > len(ys) else ys
            fn apply(f, x): return f(x)
            fn grid(n, v):
                out = []
                for i in 0..n:
                    row = []
                    for j in 0..n: push(row, v)
                    push(out, row)
                return out
            fn counted(n): return [0] * n
            fn two(v, w): return v, w
            fn some_of(v, w, n):
                if n > 1: return v, w
                return w, v
            fn three(xs, v): return v, xs, [v, 1.5,]
            fn nested(v, w): return two(v, w), w
            fn typed(n: i32) -> [any]: return n, 2.5
            fn call(f, v): return f(v)
            fn call_two(f, v, w): return f(v, w)
            fn call_typed(f: fn(i32) -> i32, n: i32) -> i32: return f(n)
            fn compose(f, g): return fn(z): return f(g(z))
            fn mapped(xs, f):
                out = []
                for x in xs: push(out, f(x))
                return out
            fn folded(xs, start, f):
                mut t = start
                for x in xs: t = f(t, x)
                return t
            fn each(xs, f):
                for x in xs: f(x)
            fn picked(f, g, n): return f if n > 1 else g
            fn adder(n): return fn(z): return z + n
            fn keeper(xs): return fn(z): return push(xs, z)
            fn to_i64(n: i32) -> i64: return n as i64
            fn deep(n):
                if n == 0: return []
                xs = deep(n - 1)
                push(xs, n)
                return xs
            """;

    private static final String[] SIMPLE = {"1", "2.5", "\"s\"", "true", "Point{ x: 4 }", "7i64"};
    private static final int VARIABLES = 5;

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<String> arrays = new ArrayList<>();

    /// What the elements of each array mostly are: an index into SIMPLE, or an array that is one.
    private final int[] kinds = new int[VARIABLES];

    private final int spoiled;
    private String indent = "";

    private UnannotatedPrograms(long seed) {
        random = new Random(seed);
        int[] levels = {0, 0, 2, 8, 15, 30};
        spoiled = levels[random.nextInt(levels.length)];
    }

    static String program(long seed) {
        return new UnannotatedPrograms(seed).program();
    }

    private String program() {
        text.append(HEAD);
        boolean isInside = random.nextBoolean();
        if (isInside) {
            text.append("fn main():\n");
            indent = "    ";
        }
        boolean isMixed = random.nextInt(4) == 0;
        int main = random.nextInt(SIMPLE.length);
        for (int i = 0; i < VARIABLES; i++) {
            kinds[i] = isMixed && random.nextBoolean() ? random.nextInt(SIMPLE.length) : main;
            String start = random.nextInt(4) == 0 ? fresh(i) : "[]";
            arrays.add("a" + i);
            line("mut a" + i + " = " + start);
        }
        // An array of arrays of the kind of each of the two.
        for (int i = 0; i < 2; i++) {
            arrays.add("t" + i);
            line("mut t" + i + " = []");
        }
        line("mut x = id(0)");
        line("mut y = id(1.5)");
        for (int i = 0; i < 2; i++) {
            boolean isOpen = random.nextBoolean();
            line("mut f" + i + " = " + (isOpen ? "id(" + function(i) + ")" : function(i)));
            line("mut r" + i + " = two(" + SIMPLE[kinds[i]] + ", " + SIMPLE[kinds[i + 1]] + ")");
        }
        boolean isKept = random.nextInt(4) == 0;
        line(isKept ? "fn keep(v): push(a0, v)" : "fn keep(v): print(v)");
        for (int i = 0; i < VARIABLES; i++) {
            if (random.nextInt(4) > 0) {
                line("push(a" + i + ", " + SIMPLE[kinds[i]] + ")");
            }
        }
        line(spoiled > 0 ? "fn give(): return a1" : "fn give(): return 0");
        int count = 6 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(20) == 0) {
                line(statement(0));
            } else {
                line("try: " + statement(0));
                line("catch e: print(e)");
            }
        }
        for (String each : arrays) {
            line("print(\"" + each + "\", len(" + each + "), " + each + ")");
        }
        if (isInside) {
            text.append("main()\n");
        }
        return text.toString();
    }

    private void line(String each) {
        text.append(indent).append(each).append('\n');
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private int any() {
        return random.nextInt(VARIABLES);
    }

    /// Another variable of the same kind, if one is soon found.
    private int like(int one) {
        for (int i = 0; i < 8; i++) {
            int other = any();
            if (kinds[other] == kinds[one] || chance(spoiled)) {
                return other;
            }
        }
        return one;
    }

    private String element(int variable) {
        int kind = chance(spoiled) ? random.nextInt(SIMPLE.length) : kinds[variable];
        return switch (random.nextInt(6)) {
            case 0 -> "id(" + SIMPLE[kind] + ")";
            case 1 -> "a" + like(variable) + "[0]";
            case 2 -> "first(a" + like(variable) + ")";
            case 3 -> "drop(a" + like(variable) + ")";
            case 4 -> kind < 2 ? SIMPLE[kind] + " + " + SIMPLE[kind] : SIMPLE[kind];
            default -> SIMPLE[kind];
        };
    }

    /// An element of whatever kind.
    private String odd() {
        return SIMPLE[random.nextInt(SIMPLE.length)];
    }

    private String index() {
        return switch (random.nextInt(6)) {
            case 0 -> {
                String[] odd = {
                    "id(1)", "id(-1)", "id(1i64)", "id(0u64)", "id(\"k\")", "first(a1)"
                };
                yield odd[random.nextInt(odd.length)];
            }
            case 1 -> Integer.toString(random.nextInt(4));
            default -> "0";
        };
    }

    /// A new array of the kind of a variable.
    private String fresh(int variable) {
        String other = "a" + like(variable);
        String same = arrays.contains(other) ? other : "[]";
        String literal = SIMPLE[kinds[variable]];
        return switch (random.nextInt(14)) {
            case 0 -> "[" + literal + ",]";
            case 1 -> "[id(" + literal + "), " + literal + ",]";
            case 2 -> "none()";
            case 3 -> "of(" + literal + ")";
            case 4 -> "filled(" + random.nextInt(4) + ", " + literal + ")";
            default -> "[]";
            case 5 -> "copy(" + same + ")";
            case 6 -> same + "[0..]";
            case 7 -> "turned(" + same + ")";
            case 8 -> kinds[variable] == 0 ? "counted(" + random.nextInt(3) + ")" : "[]";
            case 9 -> "tail(" + same + ")";
            case 10 -> kinds[variable] == 0 ? "deep(2)" : "[]";
        };
    }

    private String array(int variable) {
        String name = "a" + like(variable);
        return switch (random.nextInt(9)) {
            case 0 -> fresh(variable);
            case 1 -> "id(" + name + ")";
            case 2 -> "larger(" + name + ", a" + like(variable) + ")";
            case 3 -> "sorted(" + name + ")";
            case 4 -> "(" + name + " * 2)";
            case 5 -> "(" + name + " if len(a0) > 1 else " + fresh(variable) + ")";
            case 6 -> "t" + random.nextInt(2) + "[0]";
            default -> name;
        };
    }

    private String statement(int depth) {
        int one = any();
        String name = "a" + one;
        if (chance(spoiled)) {
            return seen(one);
        }
        String table = "t" + random.nextInt(2);
        return switch (random.nextInt(36)) {
            case 26, 27 -> several(one);
            case 28, 29, 30, 31, 32, 33 -> call(one);
            case 34 -> "f" + random.nextInt(2) + " = " + function(one);
            case 35 -> "push(" + name + ", f" + random.nextInt(2) + "(" + element(one) + "))";
            case 0, 1, 2, 3 -> "push(" + name + ", " + element(one) + ")";
            case 4 -> name + "[" + index() + "] = " + element(one);
            case 5 -> name + "[" + index() + "] += " + element(one);
            case 6 -> "print(" + array(one) + ")";
            case 7 -> "print(len(" + array(one) + "), typeof(" + name + "))";
            case 8 -> "print(" + name + " == " + array(one) + ")";
            case 9 -> "print(assert_eq(\"q\", " + array(one) + ", " + array(one) + "))";
            case 10 -> name + " = " + array(one);
            case 11 -> "add(" + array(one) + ", " + element(one) + ")";
            case 12 -> "set(" + name + ", " + index() + ", " + element(one) + ")";
            case 13 -> "swap(" + name + ", 0, " + index() + ")";
            case 14 -> "print(pop(" + name + "))";
            case 15 -> "print(sum(" + name + "))";
            case 16 -> "push(" + table + ", " + array(one) + ")";
            case 17 -> table + "[" + index() + "] = " + array(one);
            case 18 -> "push(" + table + "[0], " + element(one) + ")";
            case 19 -> "print(" + table + "[" + index() + "][0])";
            case 20 -> table + " = grid(2, " + element(one) + ")";
            case 21 -> "x = " + element(one);
            case 22 -> "for v in " + array(one) + ": x = v";
            case 23 -> loop(one, depth);
            case 24 -> "keep(" + element(0) + ")";
            default -> "print(" + name + "[" + index() + "])";
        };
    }

    /// A function value of one parameter.
    private String function(int one) {
        String element = SIMPLE[kinds[one]];
        return switch (random.nextInt(12)) {
            case 0 -> "id";
            case 1 -> "fn(z): return " + element;
            case 2 -> "fn(z): return z == " + element;
            case 3 -> kinds[one] < 2 ? "fn(z): return z + " + element : "id";
            case 4 -> kinds[one] < 2 ? "adder(" + element + ")" : "of";
            case 5 -> "compose(fn(z): return [z, z,], fn(z): return z)";
            case 6 -> chance(spoiled) ? "len" : "fn(z: i32): return z * 2";
            case 7 -> chance(spoiled) ? "to_i64" : "fn(z: i32) -> i32: return z - 1";
            case 8 -> chance(spoiled) ? "keeper(a" + one + ")" : "fn(z): return z";
            case 9 -> "fn(z): print(z)";
            default -> "fn(z): return z";
        };
    }

    private String call(int one) {
        String f = random.nextInt(3) == 0 ? function(one) : "f" + random.nextInt(2);
        String value = chance(spoiled) ? array(one) : element(one);
        return switch (random.nextInt(18)) {
            case 12 -> "a" + one + " = mapped(a" + like(one) + ", " + f + ")";
            case 13 -> "print(mapped(mapped(a" + one + ", f1), " + f + "))";
            case 14 -> "print(folded(a" + one + ", " + value + ", fn(z, u): return u))";
            case 15 -> "each(a" + one + ", fn(z): push(a" + like(one) + ", z))";
            case 16 -> "f1 = picked(f0, " + f + ", 2)";
            case 17 -> "print(folded([f0, f1,], " + value + ", fn(z, u): return u(z)))";
            case 0 -> "print(call(" + f + ", " + value + "))";
            case 1 -> "x = f0(" + value + ")";
            case 2 -> "print(compose(f0, f1)(" + value + "))";
            case 3 -> "for g in [f0, f1,]: print(g(" + value + "))";
            case 4 -> "print(call_two(two, " + value + ", " + element(one) + "))";
            case 5 -> "print(call_two(fn(z, u): return z == u, " + value + ", " + value + "))";
            case 6 -> "print(call_typed(f0, " + (chance(spoiled) ? value : "3") + "))";
            case 7 -> "g: fn(i32) -> i32 = f" + random.nextInt(2) + "; print(g(4))";
            case 8 -> "keeper(a" + one + ")(" + value + ")";
            case 9 -> chance(spoiled) ? "print(call_two(f0, 1, 2))" : "print(f1(" + value + "))";
            case 10 -> "f0 = f1";
            default -> "print(f0(" + value + "), f1(" + value + "))";
        };
    }

    private String several(int one) {
        String pair = "r" + random.nextInt(2);
        String value = element(one);
        if (chance(spoiled)) {
            return switch (random.nextInt(8)) {
                case 0 -> pair + "[0] = " + odd();
                case 1 -> "push(" + pair + ", " + odd() + ")";
                case 2 -> "for v in " + pair + ": print(v)";
                case 3 -> "a" + one + " = " + pair;
                case 4 -> "print(" + pair + "[" + index() + "])";
                case 5 -> "push(some(" + pair + "), " + odd() + ")";
                case 6 -> "x = " + pair + "; print(x[1..])";
                default -> "push(three(a" + one + ", 1)[1], " + odd() + ")";
            };
        }
        return switch (random.nextInt(10)) {
            case 0 -> pair + " = two(" + value + ", " + element(one) + ")";
            case 1 -> pair + " = some_of(" + value + ", " + SIMPLE[kinds[one]] + ", 2)";
            case 2 -> "p, q = two(" + value + ", a" + one + "); push(q, " + value + ")";
            case 3 -> "v, xs, u = three(a" + one + ", " + value + "); print(v, xs, u)";
            case 4 -> "m, n = nested(" + value + ", 1); print(m[0], m[1], n)";
            case 5 -> "print(typed(3)[0] + 1, len(" + pair + "), typeof(" + pair + "))";
            case 6 -> "print(" + pair + "[0] == " + pair + "[1], " + pair + ")";
            case 7 -> "push(a" + one + ", " + pair + "[0])";
            case 8 -> "k, h = " + pair + "; print(k, h)";
            default -> "x = " + pair + "[1]";
        };
    }

    private String loop(int one, int depth) {
        int target = like(one);
        return switch (random.nextInt(3)) {
            case 0 ->
                    "for v in "
                            + array(one)
                            + ": push(a"
                            + target
                            + ", v); if len(a"
                            + target
                            + ") > 20: break";
            case 1 -> "for i in 0..3: push(a" + one + ", " + element(one) + ")";
            default -> "for r in t0: " + (depth > 1 ? "print(r)" : "for q in r: print(q)");
        };
    }

    /// What can tell an open array from one that has a type, or gives it to what may.
    private String seen(int one) {
        String name = array(one);
        String table = "t" + random.nextInt(2);
        return switch (random.nextInt(35)) {
            case 20 -> "x = " + table;
            case 21 -> "x = " + table + "[0]";
            case 22 -> "push(x[0], " + odd() + ")";
            case 23 -> "for r in x: push(r, " + odd() + ")";
            case 24 -> "push(x, " + name + ")";
            case 25 -> "push(give(), " + odd() + ")";
            case 26 -> "push(apply(give, 0), " + odd() + ")";
            case 27 -> "x = " + name + "; x = 1; x = " + name + "; push(x, " + odd() + ")";
            case 28 -> "x = " + name + " if len(a0) > 9 else 1; print(x)";
            case 29 -> "push(of(" + odd() + "), " + odd() + ")";
            case 30 -> "print(filled(2, " + odd() + "), copy([" + odd() + ",]))";
            case 31 -> "push(" + name + ", " + odd() + ")";
            case 32 -> table + " = id(" + "t0" + ")";
            case 0 -> "print(numbers(" + name + "))";
            case 1 -> "print(fractions(" + name + "))";
            case 2 -> "print(tables(" + table + "))";
            case 3 -> "print(rows(" + table + "))";
            case 4 -> "push(some(" + name + "), " + odd() + ")";
            case 5 -> "x = " + name;
            case 6 -> "push(x, " + odd() + ")";
            case 7 -> "print(1 + " + name + ")";
            case 8 -> "n: i32 = " + name;
            case 9 -> "print(int(" + name + "))";
            case 10 -> "b = Both{ numbers: " + name + ", other: a0, whatever: a1 }; print(b)";
            case 11 -> "push(Both{ numbers: [], other: " + name + ", whatever: [] }.other, 1)";
            case 12 -> "push(apply(fn(z): return z, " + name + "), " + element(one) + ")";
            case 13 ->
                    "r = Result.Ok("
                            + name
                            + "); match r { Result.Ok(z) -> push(z, 2); _ -> pass }";
            case 14 -> "push(apply(fn(z): return z, " + name + "), " + odd() + ")";
            case 15 -> "push(" + name + ", " + "a" + any() + ")";
            case 16 -> "push(" + table + ", " + element(one) + ")";
            case 17 -> "if " + name + ": print(1)";
            case 18 -> "p, q = " + name + "; print(p, q)";
            case 19 -> "print(id(" + name + ") as i64)";
            case 33 -> "push(" + name + ", x)";
            default -> "print(-" + name + ")";
        };
    }
}
