package jorus.differential;

import jorus.differential.Scope.Variable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/// Writes random statements, a line each, with loops that end.
final class Statements {
    private static final int MAX_DEPTH = 5;
    private static final int[] TRIPS = {0, 1, 3, 10, 40, 100, 300, 1100, 1500, 3000, 8000};

    private final Random random;
    private final Expressions expressions;
    private final VectorStatements vectors;
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> labels = new ArrayDeque<>();
    private int indent;
    private int names;

    /// The result of the function that is being written; null at module level and for none.
    private Type result;

    private boolean isInFunction;

    /// How often the statement that is being written runs, about.
    private long times = 1;

    Statements(Random random, Expressions expressions) {
        this.random = random;
        this.expressions = expressions;
        vectors = new VectorStatements(random, expressions, this);
    }

    /// The number in the name that was made last.
    int last() {
        return names - 1;
    }

    String text() {
        return out.toString();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String fresh(String prefix) {
        return prefix + names++;
    }

    void line(String text) {
        out.append("    ".repeat(indent)).append(text).append('\n');
    }

    void enter(String head) {
        line(head);
        indent++;
    }

    void leave() {
        indent--;
    }

    /// Begins a function's body or, if `of` is null, leaves it; `isFunction` says which.
    void inFunction(boolean isFunction, Type of) {
        isInFunction = isFunction;
        result = of;
    }

    /// A block of statements that together may take `room` steps.
    void block(Scope scope, int depth, long room, int most) {
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            statement(scope, depth, room / count);
        }
        if (indent > 0) {
            // A statement that finds no variable for it writes nothing.
            line("pass");
        }
    }

    private void statement(Scope scope, int depth, long room) {
        expressions.budget = room;
        int kind = random.nextInt(100);
        if (depth > MAX_DEPTH || room < 4) {
            simple(scope);
        } else if (kind < 28) {
            loop(scope, depth, room);
        } else if (kind < 38) {
            condition(scope, depth, room);
        } else if (kind < 46) {
            tryCatch(scope, depth, room);
        } else if (kind < 49) {
            match(scope, depth, room);
        } else if (kind < 52) {
            closure(scope);
        } else if (kind < 58) {
            vectors.loop(scope, room);
        } else if (kind < 61) {
            vectors.reduction(scope, room);
        } else if (kind < 65) {
            vectors.appends(scope, room);
        } else {
            simple(scope);
        }
    }

    /// Declares a variable of a random type.
    void declare(Scope scope) {
        Type type = Type.values()[random.nextInt(Type.values().length)];
        if (type == Type.ANY) {
            type = Type.I32;
        }
        String value = type.isArray() ? array(type, scope) : expressions.of(type, scope, 2);
        declare(scope, type, value);
    }

    void declare(Scope scope, Type type, String value) {
        String name = fresh("v");
        line("mut " + name + ": " + type.text + " = " + value);
        scope.add(name, type, true, false);
    }

    private String array(Type type, Scope scope) {
        Variable known = chance(15) ? scope.pick(random, type) : null;
        if (known != null) {
            return chance(60) ? known.name() : known.name() + "[..]";
        }
        if (type.element.isArray()) {
            return "[" + array(type.element, scope) + ", " + array(type.element, scope) + ", ]";
        }
        int[] sizes = {0, 5, 16, 60, 400, 1500, 3000};
        int size = sizes[random.nextInt(sizes.length)];
        if (size == 0) {
            return "[]";
        }
        String constant = expressions.constant(type.element);
        if (type == Type.ANYS) {
            return expressions.constant(type) + " * " + (size + 1) / 2;
        }
        return size < 5 || chance(20)
                ? "["
                        + constant
                        + ", "
                        + expressions.constant(type.element)
                        + ",] * "
                        + (size + 1) / 2
                : "[" + constant + ", " + size + "]";
    }

    void simple(Scope scope) {
        int kind = random.nextInt(100);
        if (kind < 12 && times < 2000) {
            declare(scope);
        } else if (kind < 45) {
            assign(scope);
        } else if (kind < 68) {
            store(scope);
        } else if (kind < 74) {
            grow(scope);
        } else if (kind < 80) {
            field(scope);
        } else if (kind < 88) {
            jump(scope);
        } else if (kind < 92 && times <= 60) {
            print(scope);
        } else if (kind < 95) {
            call(scope);
        } else {
            counter(scope);
        }
    }

    private void assign(Scope scope) {
        Variable to = scope.pick(random, v -> v.isAssignable() && !v.type().isArray());
        if (to == null) {
            declare(scope);
            return;
        }
        String value = expressions.of(to.type(), scope, 3);
        if (to.type().isNumber() && chance(50)) {
            String operator = chance(70) ? "+=" : "-=";
            line(to.name() + " " + operator + " " + value);
        } else if (to.type() == Type.STRING) {
            line("if len(" + to.name() + ") < 30: " + to.name() + " = " + value);
        } else {
            line(to.name() + " = " + value);
        }
    }

    private void store(Scope scope) {
        Variable array = scope.pick(random, v -> v.type().isArray() && !v.type().element.isArray());
        if (array == null) {
            array = scope.pick(random, v -> v.type().isArray());
            if (array == null) {
                assign(scope);
                return;
            }
            line(array.name() + "[0] = " + expressions.leaf(array.type().element, scope));
            return;
        }
        String place = array.name() + "[" + expressions.index(array.name(), scope, 1) + "]";
        String operator = array.type().element.isNumber() && chance(30) ? " += " : " = ";
        line(place + operator + expressions.of(array.type().element, scope, 2));
    }

    private void grow(Scope scope) {
        Variable array = scope.pick(random, v -> v.type().isArray());
        if (array == null) {
            return;
        }
        String name = array.name();
        if (chance(40)) {
            line("if len(" + name + ") > " + random.nextInt(3) + ": pop(" + name + ")");
        } else {
            String value = expressions.of(array.type().element, scope, 1);
            line("if len(" + name + ") < 5000: push(" + name + ", " + value + ")");
        }
    }

    private void field(Scope scope) {
        Variable record = scope.pick(random, Type.RECORD);
        if (record == null) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> line(record.name() + ".b = " + expressions.of(Type.F64, scope, 2));
            case 1 -> line(record.name() + ".c += " + expressions.of(Type.I64, scope, 1));
            case 2 ->
                    line(
                            "if len("
                                    + record.name()
                                    + ".xs) < 99: push("
                                    + record.name()
                                    + ".xs, "
                                    + expressions.of(Type.I32, scope, 1)
                                    + ")");
            default -> line(record.name() + ".a = " + expressions.of(Type.I32, scope, 2));
        }
    }

    private void jump(Scope scope) {
        String condition = expressions.of(Type.BOOL, scope, 2);
        if (isInFunction && chance(30)) {
            String value = result == null ? "" : " " + expressions.of(result, scope, 1);
            line("if " + condition + ": return" + value);
        } else if (!labels.isEmpty()) {
            String label = chance(40) ? " '" + labels.toArray()[random.nextInt(labels.size())] : "";
            line("if " + condition + ": " + (chance(50) ? "break" : "continue") + label);
        }
    }

    private void print(Scope scope) {
        Variable shown = scope.pick(random, v -> v.type() != Type.UNARY && v.type() != Type.BINARY);
        if (shown == null) {
            line("print(" + expressions.of(expressions.scalar(), scope, 2) + ")");
        } else if (shown.type().isArray()) {
            line("print(len(" + shown.name() + "))");
        } else {
            line("print(\"" + shown.name() + "\", " + shown.name() + ")");
        }
    }

    private void call(Scope scope) {
        Type type = chance(50) ? Type.I32 : Type.F64;
        Variable to = scope.pick(random, v -> v.isAssignable() && v.type() == type);
        if (to != null) {
            line(to.name() + " = " + expressions.of(type, scope, 3));
        }
    }

    /// Assigning a counter moves the loop: forward only.
    private void counter(Scope scope) {
        Variable counter = scope.pick(random, v -> v.isCounter() && v.name().startsWith("up"));
        if (counter != null) {
            line(
                    "if "
                            + expressions.of(Type.BOOL, scope, 1)
                            + ": "
                            + counter.name()
                            + " = "
                            + counter.name()
                            + " + 1");
        }
    }

    private void condition(Scope scope, int depth, long room) {
        enter("if " + expressions.of(Type.BOOL, scope, 3) + ":");
        block(new Scope(scope), depth + 1, room, 3);
        leave();
        if (chance(40)) {
            enter("else:");
            block(new Scope(scope), depth + 1, room, 2);
            leave();
        }
    }

    private void tryCatch(Scope scope, int depth, long room) {
        enter("try:");
        block(new Scope(scope), depth + 1, room / 2, 4);
        leave();
        String error = fresh("e");
        enter(chance(70) ? "catch " + error + ":" : "catch:");
        if (times <= 60) {
            line(
                    out.toString().stripTrailing().endsWith("catch:")
                            ? "print(\"caught\")"
                            : "print(" + error + ")");
        } else {
            Variable to = scope.pick(random, v -> v.isAssignable() && v.type() == Type.U32);
            line(to == null ? "pass" : to.name() + " += 1");
        }
        if (chance(40)) {
            block(new Scope(scope), depth + 1, room / 2, 2);
        }
        if (chance(8)) {
            // An error in here goes outwards.
            line("print(1 / (g0 - g0))");
        }
        leave();
    }

    private void match(Scope scope, int depth, long room) {
        enter("match " + expressions.leaf(Type.CHOICE, scope) + ":");
        String first = fresh("n");
        String second = fresh("n");
        enter("E.B(" + first + ") ->");
        Scope inner = new Scope(scope);
        inner.add(first, Type.I32, false, false);
        block(inner, depth + 1, room, 2);
        leave();
        enter("E.C(" + first + ", " + second + ") ->");
        inner = new Scope(scope);
        inner.add(first, Type.F64, false, false);
        inner.add(second, Type.STRING, false, false);
        block(inner, depth + 1, room, 2);
        leave();
        enter("_ ->");
        block(new Scope(scope), depth + 1, room, 1);
        leave();
        leave();
    }

    private void closure(Scope scope) {
        String name = fresh("f");
        String parameter = fresh("a");
        Scope inner = new Scope(scope);
        inner.add(parameter, Type.I32, false, false);
        enter("mut " + name + ": fn(i32) -> i32 = fn(" + parameter + ": i32) -> i32:");
        Variable captured = scope.pick(random, v -> v.isAssignable() && v.type() == Type.I32);
        if (captured != null) {
            line(captured.name() + " = (" + captured.name() + " + 1) % 1000");
        }
        long before = expressions.budget;
        expressions.budget = 0;
        line("return " + expressions.constant(Type.I32) + " + " + parameter + " % 100");
        expressions.budget = before;
        leave();
        scope.add(name, Type.UNARY, true, false);
    }

    private int trips(long room) {
        int trips = TRIPS[random.nextInt(TRIPS.length)];
        while (trips > room) {
            trips /= 4;
        }
        return trips;
    }

    private void loop(Scope scope, int depth, long room) {
        int trips = trips(room);
        String label = fresh("l");
        String i = fresh(chance(20) ? "up" : "i");
        Scope inner = new Scope(scope);
        String head = chance(30) ? "'" + label + ": " : "";
        boolean isWhile = false;
        int start = chance(80) ? 0 : random.nextInt(20) - 5;
        int end = start + trips;
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> {
                enter(head + "for " + i + " in " + start + ".." + bound(end, scope) + ":");
                inner.add(i, Type.I32, false, true);
            }
            case 4 -> {
                enter(head + "for " + i + " in " + start + "..=" + (end - 1) + ":");
                inner.add(i, Type.I32, false, true);
            }
            case 5 -> {
                int step = 1 + random.nextInt(5);
                enter(head + "for " + i + " in " + start + ".." + end + ".." + step + ":");
                inner.add(i, Type.I32, false, true);
            }
            case 6 -> {
                enter(head + "for " + fresh("d") + " in " + end + ".." + start + "..-1:");
                inner.add("d" + (names - 1), Type.I32, false, true);
            }
            case 7 -> {
                enter(head + "for " + i + " in 2147483640..=2147483647:");
                inner.add(i, Type.I32, false, true);
                trips = 8;
            }
            case 8 -> {
                enter(head + "for " + i + " in " + start + "i64.." + end + "i64:");
                inner.add(i, Type.I64, false, true);
            }
            case 9 -> {
                Variable array = scope.pick(random, v -> v.type().isArray());
                if (array == null || room < 1500) {
                    enter(head + "for " + i + " in " + trips + ":");
                    inner.add(i, Type.I32, false, true);
                } else {
                    // A copy, so that pushing in the loop is not endless.
                    enter(head + "for " + fresh("x") + " in " + array.name() + "[..]:");
                    inner.add("x" + (names - 1), array.type().element, true, false);
                    trips = 1500;
                }
            }
            default -> {
                isWhile = true;
                String w = fresh("w");
                line("mut " + w + " = " + start);
                scope.add(w, Type.I32, false, true);
                enter(head + "while " + w + (chance(80) ? " < " + end : " != " + end) + ":");
                // Rising first makes sure that `continue` does not go on for ever.
                if (chance(50)) {
                    line(w + " += 1");
                    isWhile = false;
                } else {
                    i = w;
                }
            }
        }
        long before = times;
        times *= Math.max(1, trips);
        if (isWhile) {
            // No jumps to a test that the increment would not reach.
            Deque<String> saved = new ArrayDeque<>(labels);
            labels.clear();
            block(inner, depth + 1, room / Math.max(1, trips) - 1, 4);
            labels.addAll(saved);
            line(i + (chance(60) ? " += 1" : " = " + i + " + 1"));
        } else {
            boolean isLabelled = !head.isEmpty();
            if (isLabelled) {
                labels.push(label);
                block(inner, depth + 1, room / Math.max(1, trips) - 1, 4);
                labels.pop();
            } else {
                Deque<String> saved = new ArrayDeque<>(labels);
                block(inner, depth + 1, room / Math.max(1, trips) - 1, 4);
                labels.clear();
                labels.addAll(saved);
            }
        }
        times = before;
        leave();
    }

    private String bound(int end, Scope scope) {
        Variable array = chance(20) ? scope.pick(random, v -> v.type().isArray()) : null;
        return array == null || times > 5 ? "" + end : "len(" + array.name() + ")";
    }
}
