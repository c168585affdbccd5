package jorus.differential;

import jorus.differential.Scope.Variable;

import java.util.List;
import java.util.Random;

/// Writes random expressions of a wanted type.
final class Expressions {
    /// A declared function; calls of it cost `cost` steps.
    record Function(String name, List<Type> parameters, Type result, int cost) {}

    private static final String MIN_I32 = "(-2147483647 - 1)";
    private static final String MIN_I64 = "(-9223372036854775807i64 - 1i64)";

    private final Random random;
    private final List<Function> functions;

    /// What calls may still cost at the place that is being written.
    long budget;

    Expressions(Random random, List<Function> functions) {
        this.random = random;
        this.functions = functions;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String any(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    String constant(Type type) {
        boolean isBorder = chance(10);
        int small = random.nextInt(12);
        return switch (type) {
            case I32 ->
                    isBorder
                            ? any("2147483647", "2147483646", MIN_I32, "-1", "0", "65536", "-65537")
                            : "" + small;
            case I64 ->
                    isBorder
                            ? any("9223372036854775807i64", MIN_I64, "-1i64", "4294967296i64")
                            : small + "i64";
            case U32 -> isBorder ? any("4294967295u32", "2147483648u32", "0u32") : small + "u32";
            case U64 ->
                    isBorder
                            ? any("18446744073709551615u64", "9223372036854775808u64")
                            : small + "u64";
            case F64 ->
                    isBorder
                            ? any(
                                    "1e300",
                                    "1e-300",
                                    "0.0",
                                    "-0.5",
                                    "2147483648.5",
                                    "(1e300 * 1e300)")
                            : any("0.5", "1.0", "2.25", "-3.5", "10.0", "0.1");
            case BOOL -> any("true", "false");
            case STRING -> any("\"\"", "\"a\"", "\"xyz\"", "\"long text\"");
            case RECORD -> "P{ a: " + small + ", b: 1.5 }";
            case CHOICE -> any("E.A", "E.B(" + small + ")", "E.C(0.5, \"c\")");
            case UNARY -> any("inc", "dec");
            case BINARY -> any("mix", "pick");
            case ANY -> constant(scalar());
            case ANYS -> any("[1, 2,]", "[true, false,]", "[0.5, 7.5,]", "[\"a\", \"b\",]");
            case ROWS, TABLE, RECORDS, STRINGS, BOOLS, F64S, U32S, I64S, I32S ->
                    "[" + constant(type.element) + ", " + constant(type.element) + ",]";
        };
    }

    Function last() {
        return functions.getLast();
    }

    Type scalar() {
        return List.of(Type.I32, Type.I32, Type.I64, Type.U32, Type.U64, Type.F64, Type.BOOL)
                .get(random.nextInt(7));
    }

    /// An expression of this type.
    String of(Type type, Scope scope, int depth) {
        if (depth <= 0 || chance(15)) {
            return leaf(type, scope);
        }
        if (chance(12)) {
            String call = call(type, scope, depth);
            if (call != null) {
                return call;
            }
        }
        if (chance(18)) {
            String element = element(type, scope, depth);
            if (element != null) {
                return element;
            }
        }
        if (type != Type.ANY && chance(5)) {
            String condition = of(Type.BOOL, scope, depth - 1);
            return "("
                    + condition
                    + " ? "
                    + of(type, scope, depth - 1)
                    + " : "
                    + leaf(type, scope)
                    + ")";
        }
        if (type != Type.ANY && chance(3)) {
            Variable values = scope.pick(random, Type.ANYS);
            if (values != null && type != Type.UNARY && type != Type.BINARY && !type.isArray()) {
                return "("
                        + values.name()
                        + "["
                        + index(values.name(), scope, depth - 1)
                        + "] as "
                        + type.text
                        + ")";
            }
        }
        return compound(type, scope, depth - 1);
    }

    private String compound(Type type, Scope scope, int depth) {
        return switch (type) {
            case I32, I64, U32, U64 -> integer(type, scope, depth);
            case F64 -> real(scope, depth);
            case BOOL -> condition(scope, depth);
            case STRING -> string(scope, depth);
            case RECORD ->
                    "P{ a: "
                            + of(Type.I32, scope, depth)
                            + ", b: "
                            + of(Type.F64, scope, depth)
                            + " }";
            case CHOICE ->
                    chance(50)
                            ? "E.B(" + of(Type.I32, scope, depth) + ")"
                            : "E.C("
                                    + of(Type.F64, scope, depth)
                                    + ", "
                                    + of(Type.STRING, scope, depth)
                                    + ")";
            case ANY -> of(chance(20) ? Type.STRING : scalar(), scope, depth);
            case UNARY,
                    BINARY,
                    I32S,
                    I64S,
                    U32S,
                    F64S,
                    BOOLS,
                    STRINGS,
                    ANYS,
                    RECORDS,
                    ROWS,
                    TABLE ->
                    leaf(type, scope);
        };
    }

    private String integer(Type type, Scope scope, int depth) {
        if (chance(14)) {
            return cast(type, scope, depth);
        }
        if (chance(6) && type == Type.I32) {
            Variable array = scope.pick(random, v -> v.type().isArray() || v.type() == Type.STRING);
            return array == null ? leaf(type, scope) : "len(" + array.name() + ")";
        }
        if (chance(6) && type == Type.I32) {
            Variable record = scope.pick(random, Type.RECORD);
            return record == null ? leaf(type, scope) : record.name() + ".a";
        }
        if (chance(4) && type == Type.I32) {
            return "(match (" + leaf(Type.CHOICE, scope) + ") { E.A -> 3, E.B(n) -> n, _ -> 7 })";
        }
        if (chance(5) && (type == Type.I32 || type == Type.I64)) {
            return "(-" + of(type, scope, depth) + ")";
        }
        String operator = any("+", "+", "-", "-", "*", "/", "%", "and", "or");
        String right = of(type, scope, operator.equals("*") ? 0 : depth);
        if ((operator.equals("/") || operator.equals("%")) && chance(85)) {
            right = constantNotZero(type);
        }
        return "(" + of(type, scope, depth) + " " + operator + " " + right + ")";
    }

    private String constantNotZero(Type type) {
        int value = 1 + random.nextInt(9);
        String negative = chance(15) && (type == Type.I32 || type == Type.I64) ? "-" : "";
        return type == Type.I32 ? negative + value : negative + value + type.text;
    }

    private String cast(Type to, Scope scope, int depth) {
        Type from = scalar();
        String value = of(from, scope, from == to ? 0 : depth);
        return "(" + value + " as " + to.text + ")";
    }

    private String real(Scope scope, int depth) {
        return switch (random.nextInt(12)) {
            case 0 -> "(" + of(scalar(), scope, depth) + " as f64)";
            case 1 -> {
                Variable record = scope.pick(random, Type.RECORD);
                yield record == null ? leaf(Type.F64, scope) : record.name() + ".b";
            }
            case 2 -> "(-" + of(Type.F64, scope, depth) + ")";
            case 3 ->
                    "("
                            + of(Type.F64, scope, depth)
                            + " / "
                            + any("2.0", "-0.5", leaf(Type.F64, scope))
                            + ")";
            case 4 -> "(" + of(Type.F64, scope, depth) + " % 7.5)";
            case 5 -> any("exp", "log", "sin", "cos") + "(" + of(Type.F64, scope, depth) + ")";
            default ->
                    "("
                            + of(Type.F64, scope, depth)
                            + any(" + ", " - ", " * ")
                            + of(Type.F64, scope, depth)
                            + ")";
        };
    }

    private String condition(Scope scope, int depth) {
        switch (random.nextInt(8)) {
            case 0:
                return "(not " + of(Type.BOOL, scope, depth) + ")";
            case 1:
                return "("
                        + of(Type.BOOL, scope, depth)
                        + any(" and ", " or ")
                        + of(Type.BOOL, scope, depth)
                        + ")";
            case 2:
                return "("
                        + of(Type.STRING, scope, 0)
                        + any(" == ", " != ", " < ")
                        + of(Type.STRING, scope, 0)
                        + ")";
            case 3:
                return "("
                        + leaf(Type.CHOICE, scope)
                        + any(" == E.A", " matches E.B(3)", " matches E.C")
                        + ")";
            default:
                Type type = chance(10) ? Type.BOOL : scalar();
                String operator =
                        type == Type.BOOL ? any("==", "!=") : any("==", "!=", "<", "<=", ">", ">=");
                return "("
                        + of(type, scope, depth)
                        + " "
                        + operator
                        + " "
                        + of(type, scope, depth)
                        + ")";
        }
    }

    private String string(Scope scope, int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "(\"n\" + (" + of(scalar(), scope, depth) + " as string))";
            case 1 -> {
                Variable text = scope.pick(random, Type.STRING);
                yield text == null
                        ? leaf(Type.STRING, scope)
                        : text.name() + "[" + index(text.name(), scope, depth) + "]";
            }
            default -> "(" + leaf(Type.STRING, scope) + "[..0] + " + constant(Type.STRING) + ")";
        };
    }

    String leaf(Type type, Scope scope) {
        Variable variable = chance(80) ? scope.pick(random, type) : null;
        return variable == null ? constant(type) : variable.name();
    }

    /// An index for `array`: mostly one that fits.
    String index(String array, Scope scope, int depth) {
        Variable counter = scope.pick(random, v -> v.isCounter() && v.type() == Type.I32);
        String i = counter == null ? leaf(Type.I32, scope) : counter.name();
        Variable other = scope.pick(random, v -> v.isCounter() && v.type() == Type.I32);
        String j = other == null ? "1" : other.name();
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> i;
            case 15 -> i + " + " + random.nextInt(4);
            case 5 -> i + " * " + random.nextInt(9) + " + " + j;
            case 6 -> "len(" + array + ") - 1 - " + i;
            case 7 -> i + " - " + random.nextInt(3);
            case 8 -> of(Type.I32, scope, depth);
            case 9 -> i + " + " + leaf(Type.I32, scope);
            default -> "(" + i + " % " + (1 + random.nextInt(16)) + ")";
        };
    }

    private String element(Type type, Scope scope, int depth) {
        Type array = Type.arrayOf(type);
        Variable variable = array == null ? null : scope.pick(random, array);
        if (variable != null) {
            return variable.name() + "[" + index(variable.name(), scope, depth - 1) + "]";
        }
        Type rows = array == null ? null : Type.arrayOf(array);
        variable = rows == null ? null : scope.pick(random, rows);
        if (variable == null) {
            return null;
        }
        return variable.name()
                + "["
                + index(variable.name(), scope, 0)
                + " % 2]["
                + index("\"abc\"", scope, 0)
                + "]";
    }

    private String call(Type type, Scope scope, int depth) {
        if (type == Type.I32 && chance(40)) {
            Variable f = scope.pick(random, Type.UNARY);
            if (f != null) {
                return f.name() + "(" + of(Type.I32, scope, depth - 1) + ")";
            }
        }
        if (type == Type.F64 && chance(40)) {
            Variable f = scope.pick(random, Type.BINARY);
            if (f != null) {
                return f.name()
                        + "("
                        + of(Type.F64, scope, depth - 1)
                        + ", "
                        + of(Type.I64, scope, depth - 1)
                        + ")";
            }
        }
        List<Function> fitting =
                functions.stream().filter(f -> f.result == type && f.cost <= budget).toList();
        if (fitting.isEmpty()) {
            return null;
        }
        Function function = fitting.get(random.nextInt(fitting.size()));
        budget -= function.cost;
        return call(function, scope, depth - 1);
    }

    String call(Function function, Scope scope, int depth) {
        StringBuilder text = new StringBuilder(function.name).append('(');
        for (int i = 0; i < function.parameters.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(of(function.parameters.get(i), scope, Math.min(depth, 1)));
        }
        return text.append(')').toString();
    }
}
