package jorus.differential;

import jorus.differential.Scope.Variable;

import java.util.Random;

/// Writes loops that vectors might do, and calls that give such loops one array twice.
final class VectorStatements {
    private final Random random;
    private final Expressions expressions;
    private final Statements out;

    VectorStatements(Random random, Expressions expressions, Statements out) {
        this.random = random;
        this.expressions = expressions;
        this.out = out;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /// A loop that vectors might do, over arrays that may be the same or overlap.
    void loop(Scope scope, long room) {
        Type[] types = {Type.F64S, Type.I64S, Type.I32S, Type.U32S, Type.F64S};
        Type type = types[random.nextInt(types.length)];
        Variable to = scope.pick(random, type);
        Variable from = scope.pick(random, type);
        Variable other = scope.pick(random, type);
        if (to == null || room < 2000) {
            out.simple(scope);
            return;
        }
        String i = out.fresh("i");
        String scalar = expressions.leaf(type.element, scope);
        // Mostly so that indexes a few elements off are inside.
        String margin = chance(80) ? " - 10" : "";
        String first = chance(80) ? "10" : "0";
        String step = chance(15) ? ".." + (2 + random.nextInt(3)) : "";
        out.enter("for " + i + " in " + first + "..len(" + to.name() + ")" + margin + step + ":");
        Variable rows = type == Type.F64S ? scope.pick(random, Type.ROWS) : null;
        int count = 1 + random.nextInt(2);
        if (chance(20)) {
            int[] factors = {3, 1_000_003, 60_000_000, 2_147_483_647};
            int factor = factors[random.nextInt(factors.length)];
            out.line(
                    "mut "
                            + out.fresh("q")
                            + " = "
                            + i
                            + " * "
                            + factor
                            + (chance(50) ? " + " : " - ")
                            + expressions.constant(Type.I32));
            out.line("if q" + out.last() + " == 77: break");
        }
        for (int k = 0; k < count; k++) {
            String x = from.name() + "[" + near(i) + "]";
            String y = other.name() + "[" + near(i) + "]";
            String[] values = {
                x,
                x + " + " + y,
                // An element that a turn may store to, and the row of a matrix.
                other.name() + "[" + (8 + random.nextInt(9)) + "] + " + x,
                rows == null ? x : rows.name() + "[" + random.nextInt(2) + "][" + i + "] - " + x,
                x + " - " + scalar,
                scalar + " * " + x + " + " + y,
                type == Type.F64S ? "(" + i + " as f64) * " + x : x + " - " + y,
                type == Type.F64S ? x + " / " + y : x + " + " + scalar,
                type == Type.F64S ? elementary(x) : x + " + " + y,
                scalar
            };
            String value = values[random.nextInt(values.length)];
            if (chance(30)) {
                choice(to.name(), i, type, x, y, value);
            } else {
                out.line(to.name() + "[" + near(i) + "] = " + value);
            }
        }
        if (chance(25)) {
            convert(scope, i, type, from.name() + "[" + near(i) + "]");
        }
        out.leave();
    }

    /// Stores in some turns only, or one of two values.
    private void choice(String to, String i, Type type, String x, String y, String value) {
        String[] comparisons = {"<", "<=", ">", ">=", "==", "!="};
        String comparison = comparisons[random.nextInt(comparisons.length)];
        String test = x + " " + comparison + " " + y;
        String zero = expressions.constant(type.element);
        String both = random.nextBoolean() ? " and " : " or ";
        switch (random.nextInt(4)) {
            case 0 -> out.line("if " + test + ": " + to + "[" + near(i) + "] = " + value);
            case 1 -> out.line(to + "[" + i + "] = " + test + " ? " + value + " : " + zero);
            case 2 -> {
                out.line("mut " + out.fresh("w") + " = " + value);
                String w = "w" + out.last();
                out.line("if " + w + " < " + zero + ": " + w + " = " + x);
                out.line(to + "[" + i + "] = " + w);
            }
            default ->
                    out.line(
                            "if " + test + both + y + " > " + zero + ": " + to + "[" + near(i)
                                    + "] = " + value);
        }
    }

    /// Stores what is converted to the type of another array.
    private void convert(Scope scope, String i, Type type, String x) {
        Type[] types = {Type.F64S, Type.I64S, Type.I32S};
        Type to = types[random.nextInt(types.length)];
        Variable other = scope.pick(random, to);
        if (other != null && type != Type.U32S) {
            out.line(other.name() + "[" + i + "] = " + x + " as " + to.element.text);
        }
    }

    /// Mostly of numbers that vectors have.
    private String elementary(String x) {
        String[] values = {
            "exp(" + x + ")", "exp(-0.01 * " + x + ")", "log(" + x + ")", "log(" + x + " * 0.1)"
        };
        return values[random.nextInt(values.length)];
    }

    /// A loop that adds up or looks for the least or greatest.
    void reduction(Scope scope, long room) {
        Type[] types = {Type.F64S, Type.I64S, Type.I32S, Type.I32S};
        Type type = types[random.nextInt(types.length)];
        Variable from = scope.pick(random, type);
        if (from == null || room < 2000) {
            out.simple(scope);
            return;
        }
        out.declare(scope, type.element, expressions.constant(type.element));
        String r = "v" + out.last();
        String i = out.fresh("i");
        String x = from.name() + "[" + i + "]";
        String limit = expressions.constant(type.element);
        out.enter("for " + i + " in 0..len(" + from.name() + "):");
        String[] statements = {
            r + " += " + x,
            r + " -= " + x,
            "if " + x + " > " + limit + ": " + r + " += " + x,
            "if " + x + " == " + limit + ": " + r + " += " + expressions.constant(type.element),
            "if " + x + " > " + r + ": " + r + " = " + x,
            "if " + r + " >= " + x + ": " + r + " = " + x,
            "if not (" + x + " <= " + r + "): " + r + " = " + x,
            r + " = " + x + " < " + r + " ? " + x + " : " + r,
            r + " += " + (type == Type.F64S ? elementary(x) : x),
            "if " + x + " > " + limit + ": " + r + " -= " + (type == Type.F64S ? elementary(x) : x),
        };
        out.line(statements[random.nextInt(statements.length)]);
        out.leave();
        out.line("print(" + r + ")");
    }

    /// A loop that appends to an array, or to two that may be one, and may read and measure them.
    void appends(Scope scope, long room) {
        Type[] types = {Type.F64S, Type.I64S, Type.I32S, Type.F64S};
        Type type = types[random.nextInt(types.length)];
        Variable from = scope.pick(random, type);
        if (from == null || room < 2000) {
            out.simple(scope);
            return;
        }
        if (chance(60)) {
            int size = random.nextInt(3);
            out.declare(scope, type, "[" + expressions.constant(type.element) + ", " + size + "]");
        }
        String to = scope.pick(random, type).name();
        Variable known = scope.pick(random, type);
        String other = chance(70) ? to : known.name();
        out.enter("if len(" + to + ") < 2000 and len(" + other + ") < 2000:");
        String i = out.fresh("i");
        int turns = random.nextInt(chance(20) ? 300 : 30);
        String[] ranges = {
            "0..len(" + from.name() + ")",
            "0..len(" + from.name() + ")",
            "0.." + turns,
            "1..=" + turns,
            turns + "..0..-1",
            "0.." + turns + ".." + (2 + random.nextInt(3)),
        };
        out.enter("for " + i + " in " + ranges[random.nextInt(ranges.length)] + ":");
        String x = from.name() + "[" + (chance(90) ? i + " % len(" + from.name() + ")" : i) + "]";
        String[] values = {
            from.name() + "[" + i + "]",
            x + " + " + expressions.leaf(type.element, scope),
            "(" + i + " as " + type.element.text + ")",
            "(len(" + other + ") as " + type.element.text + ")",
            to + "[len(" + to + ") / 2]",
            expressions.leaf(type.element, scope),
        };
        if (chance(15)) {
            out.line("if " + i + " == " + random.nextInt(40) + ": break");
        }
        String value = values[random.nextInt(values.length)];
        String test = chance(25) ? "if " + i + " % 3 != 1: " : "";
        out.line(test + "push(" + to + ", " + value + ")");
        if (chance(30)) {
            out.line("push(" + other + ", " + values[random.nextInt(values.length)] + ")");
        }
        out.leave();
        out.line("print(len(" + to + "), len(" + other + "))");
        out.leave();
    }

    /// Calls the last function, which takes three arrays, of one type: made here, of good lengths.
    void callKernel(Scope scope) {
        Expressions.Function kernel = expressions.last();
        Type type = kernel.parameters().getFirst();
        int size = 20 + random.nextInt(200);
        out.declare(scope, type, "[" + expressions.constant(type.element) + ", " + size + "]");
        String x = "v" + out.last();
        out.declare(
                scope, type, "[" + expressions.constant(type.element) + ", " + (size + 3) + "]");
        String y = "v" + out.last();
        String i = out.fresh("i");
        out.enter("for " + i + " in 0.." + size + ":");
        out.line(x + "[" + i + "] = (" + i + " * 7 % 23 as " + type.element.text + ")");
        out.line(y + "[" + i + "] = (" + i + " * 5 % 19 as " + type.element.text + ")");
        out.leave();
        for (int k = 0; k < 2; k++) {
            out.enter("try:");
            String arrays = "";
            for (int a = 0; a < 3; a++) {
                arrays += (chance(60) ? x : y) + ", ";
            }
            out.line(
                    "print(kernel("
                            + arrays
                            + size / 2
                            + ", "
                            + expressions.constant(type.element)
                            + "))");
            out.leave();
            out.enter("catch e:");
            out.line("print(e)");
            out.leave();
        }
        out.line("print(" + x + ")");
        out.line("print(" + y + ")");
    }

    private String near(String i) {
        return switch (random.nextInt(8)) {
            case 0 -> i + " + " + (1 + random.nextInt(9));
            case 1, 3 -> i + " - " + (1 + random.nextInt(9));
            case 2 -> i + " + g0";
            default -> i;
        };
    }
}
