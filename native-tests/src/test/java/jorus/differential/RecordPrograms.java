package jorus.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes programs of a seed that do little else than hand structs and short arrays around: small
/// functions make, change, choose, nest, keep and return them, with traps between.
final class RecordPrograms {
    private static final String PRELUDE =
            """
            struct V:
                x: f64 = 0.5
                n: i32 = 1
            struct W:
                a: V
                b: V
                t: string = "t"
                o: any = 7
            mut kept = V{ x: 9.0 }
            mut many = [V{ x: 1.0 }]
            """;

    private static final int MAX_DEPTH = 3;

    private record Function(String name, List<String> parameters, String result) {}

    private final Random random;
    private final StringBuilder text = new StringBuilder(PRELUDE);
    private final List<Function> functions = new ArrayList<>();
    private final List<String> vs = new ArrayList<>();
    private final List<String> ws = new ArrayList<>();
    private final List<String> as = new ArrayList<>();
    private int indent;
    private int names;

    private RecordPrograms(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 31);
    }

    /// The text of program `seed`.
    static String program(long seed) {
        return new RecordPrograms(seed).write();
    }

    private String write() {
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            function("f" + i, random.nextInt(5) > 0);
        }
        function("last", false);
        if (chance(30)) {
            vs.addAll(List.of("kept", "many[0]"));
        }
        for (int i = 0; i < 3; i++) {
            line("try:");
            indent++;
            int[] marks = marks();
            block(MAX_DEPTH, 6);
            leave(marks);
            line("catch e:");
            line("    print(\"caught\", e)");
            line("print(kept, many[0])");
        }
        line("print(" + call(functions.get(functions.size() - 1), 2) + ")");
        return text.toString();
    }

    private void line(String line) {
        text.append("    ".repeat(indent)).append(line).append('\n');
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private int[] marks() {
        return new int[] {vs.size(), ws.size(), as.size()};
    }

    private void leave(int... marks) {
        indent--;
        vs.subList(marks[0], vs.size()).clear();
        ws.subList(marks[1], ws.size()).clear();
        as.subList(marks[2], as.size()).clear();
    }

    /// One that is `small` has neither loops nor handlers.
    private void function(String name, boolean isSmall) {
        String[] results = {"V", "V", "V", "W", "f64", "i32", "[f64]", "[f64]"};
        List<String> parameters = new ArrayList<>();
        StringBuilder head = new StringBuilder("fn " + name + "(c: i32");
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String type = chance(55) ? "V" : chance(50) ? "W" : "[f64]";
            parameters.add(type);
            boolean isVariable = chance(40);
            String parameter = (isVariable ? "q" : "p") + i;
            head.append(isVariable ? ", mut " : ", ").append(parameter).append(": ").append(type);
            (type.equals("V") ? vs : type.equals("W") ? ws : as).add(parameter);
        }
        String result = results[random.nextInt(results.length)];
        line(head + ") -> " + result + ":");
        indent++;
        block(isSmall ? 1 : MAX_DEPTH, isSmall ? 1 + random.nextInt(3) : 5);
        line("return " + value(result, 2));
        leave(0, 0, 0);
        functions.add(new Function(name, parameters, result));
    }

    private String value(String type, int depth) {
        return switch (type) {
            case "V" -> v(depth);
            case "W" -> w(depth);
            case "[f64]" -> array(depth);
            case "f64" -> real(depth);
            default -> integer(depth);
        };
    }

    private String call(Function function, int depth) {
        StringBuilder call = new StringBuilder(function.name + "(" + integer(0));
        for (String type : function.parameters) {
            call.append(", ").append(value(type, depth - 1));
        }
        return call.append(')').toString();
    }

    private String callOr(String type, int depth, String other) {
        List<Function> fitting = functions.stream().filter(f -> f.result.equals(type)).toList();
        return fitting.isEmpty() ? other : call(one(fitting), depth);
    }

    private String v(int depth) {
        String made = "V{ x: " + real(depth - 1) + ", n: " + integer(depth - 1) + " }";
        if (depth <= 0) {
            return vs.isEmpty() || chance(20) ? "V{ n: 3 }" : one(vs);
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> made;
            case 2, 3, 4 -> callOr("V", depth, made);
            case 5 -> ws.isEmpty() ? made : one(ws) + (chance(50) ? ".a" : ".b");
            case 6 -> "(" + v(depth - 1) + " if " + test() + " else " + v(depth - 1) + ")";
            default -> vs.isEmpty() ? made : one(vs);
        };
    }

    private String w(int depth) {
        String made = "W{ a: " + v(depth - 1) + ", b: " + v(depth - 1) + " }";
        return switch (random.nextInt(4)) {
            case 0 -> ws.isEmpty() ? made : one(ws);
            case 1 -> depth <= 0 ? made : callOr("W", depth, made);
            default -> made;
        };
    }

    private String array(int depth) {
        String made = "[" + real(depth - 1) + ", " + real(depth - 1);
        made += chance(50) ? "]" : ", " + real(depth - 1) + "]";
        return switch (random.nextInt(5)) {
            case 0 -> as.isEmpty() ? made : one(as);
            case 1, 2 -> depth <= 0 ? made : callOr("[f64]", depth, made);
            case 3 -> chance(60) ? made : "[" + real(depth - 1) + (chance(50) ? ", 2]" : ", 3]");
            default -> made;
        };
    }

    private String element() {
        int choice = random.nextInt(20);
        String index = choice == 0 ? "3" : choice == 1 ? integer(0) : "" + choice % 3 / 2;
        return one(as) + "[" + index + "]";
    }

    private String real(int depth) {
        if (!as.isEmpty() && chance(30)) {
            return chance(90) ? element() : "(len(" + one(as) + ") as f64)";
        }
        return switch (random.nextInt(5)) {
            case 0 -> "2.5";
            case 1 -> depth <= 0 ? "0.25" : "(" + real(depth - 1) + " * " + real(depth - 1) + ")";
            case 2 -> depth <= 0 ? "1.0" : callOr("f64", depth, "(" + integer(0) + " as f64)");
            default -> vs.isEmpty() ? "1.5" : one(vs) + ".x";
        };
    }

    private String integer(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> Integer.toString(random.nextInt(5));
            case 1 -> depth <= 0 ? "2" : "(" + integer(depth - 1) + " + " + integer(0) + ")";
            case 2 -> depth <= 0 ? "3" : "(" + integer(depth - 1) + " / " + integer(0) + ")";
            case 3 -> depth <= 0 ? "1" : callOr("i32", depth, "4");
            default -> vs.isEmpty() ? "5" : one(vs) + ".n";
        };
    }

    private String test() {
        String[] relations = {" < ", " > ", " == ", " != "};
        return chance(2) && vs.size() > 1
                ? one(vs) + " == " + one(vs)
                : integer(0) + relations[random.nextInt(4)] + integer(0);
    }

    /// Whether a name may be assigned to.
    private static boolean isVariable(String name) {
        return name.startsWith("v") || name.startsWith("a") || name.startsWith("q");
    }

    private void block(int depth, int count) {
        for (int i = 0; i < count; i++) {
            statement(depth);
        }
    }

    private void statement(int depth) {
        int[] marks = marks();
        switch (random.nextInt(depth > 1 ? 17 : 14)) {
            case 0, 1, 2 -> {
                String name = "v" + names++;
                line("mut " + name + " = " + v(2));
                vs.add(name);
            }
            case 3 -> {
                String name = "w" + names++;
                line("mut " + name + " = " + w(2));
                ws.add(name);
            }
            case 4, 5 -> {
                if (!vs.isEmpty()) {
                    String field = chance(50) ? ".x = " + real(2) : ".n = " + integer(2);
                    line(one(vs) + field);
                }
            }
            case 6, 7 -> {
                List<String> own = vs.stream().filter(name -> isVariable(name)).toList();
                if (!own.isEmpty()) {
                    line(one(own) + " = " + v(2));
                }
            }
            case 8 -> {
                if (!ws.isEmpty()) {
                    line(one(ws) + (chance(50) ? ".a = " : ".b = ") + v(1));
                }
            }
            case 9 -> line(chance(97) ? "print(" + value("f64", 2) + ")" : "print(" + v(1) + ")");
            case 10 -> {
                line("if " + test() + ":");
                indent++;
                block(depth - 1, depth > 0 ? 2 : 0);
                line("pass");
                leave(marks);
            }
            case 11, 12 -> {
                String name = "a" + names++;
                line("mut " + name + " = " + array(2));
                as.add(name);
            }
            case 13 -> {
                List<String> own = as.stream().filter(name -> isVariable(name)).toList();
                if (!as.isEmpty() && chance(60)) {
                    line(chance(95) ? element() + " = " + real(1) : "push(" + one(as) + ", 1.0)");
                } else if (!own.isEmpty()) {
                    line(one(own) + " = " + array(1));
                }
            }
            case 14 -> {
                line(
                        "for i"
                                + names++
                                + " in 0.."
                                + (1 + random.nextInt(chance(5) ? 3000 : 4))
                                + ":");
                indent++;
                block(depth - 1, 3);
                line("pass");
                leave(marks);
            }
            case 15 -> {
                line("try:");
                indent++;
                block(depth - 1, 3);
                line("pass");
                leave(marks);
                line("catch e" + names++ + ":");
                line("    print(" + integer(1) + ")");
            }
            default ->
                    line(
                            chance(50)
                                    ? "many[0] = V{ x: " + real(1) + " }"
                                    : "kept.n = " + integer(2));
        }
    }
}
