package jorus.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes a well-typed program of a seed: functions, then statements of the module that call them.
///
/// Programs end: loops have bounds, recursion has a depth that falls. They may fail in every way
/// that a program can, mostly inside `try`.
final class ProgramGenerator {
    private static final String PRELUDE =
            """
            use std.math: exp, log, sin, cos
            struct P:
                a: i32 = 1
                b: f64 = 0.5
                c: i64 = 3
                s: string = "p"
                xs: [i32] = []
            enum E:
                A
                B(n: i32)
                C(x: f64, s: string)
            fn inc(n: i32) -> i32: return n + 1
            fn dec(n: i32) -> i32: return n - 1
            fn mix(x: f64, n: i64) -> f64: return x * 0.5 + (n as f64)
            fn pick(x: f64, n: i64) -> f64: return x if n > 2i64 else 1.0
            """;

    /// Steps that the module's statements may take, about; one program in a hundred takes more.
    private static final long STEPS = 60_000;

    private static final long MANY_STEPS = 6_000_000;

    private final Random random;
    private final List<Expressions.Function> functions = new ArrayList<>();
    private final Expressions expressions;
    private final Statements statements;
    private final VectorStatements vectors;
    private final Scope module = new Scope(null);

    private ProgramGenerator(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 17);
        expressions = new Expressions(random, functions);
        statements = new Statements(random, expressions);
        vectors = new VectorStatements(random, expressions, statements);
    }

    /// The text of program `seed`.
    static String program(long seed) {
        return new ProgramGenerator(seed).write();
    }

    private String write() {
        module.add("g0", Type.I32, false, false);
        Type[] globals = {Type.I32, Type.I64, Type.F64, Type.U32, Type.F64S, Type.I32S, Type.ANYS};
        StringBuilder head = new StringBuilder(PRELUDE).append("mut g0 = 1\n");
        for (int i = 0; i < globals.length; i++) {
            String name = "g" + (i + 1);
            String value =
                    globals[i].isArray()
                            ? "["
                                    + expressions.constant(globals[i].element)
                                    + (random.nextBoolean() ? ", 100]" : ", 3001]")
                            : expressions.constant(globals[i]);
            head.append("mut " + name + ": " + globals[i].text + " = " + value + "\n");
            module.add(name, globals[i], true, false);
        }
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            function(i);
        }
        kernel();
        long steps = random.nextInt(100) == 0 ? MANY_STEPS : STEPS;
        statements.inFunction(false, null);
        for (int i = 0; i < 4; i++) {
            statements.declare(module);
        }
        int parts = 2 + random.nextInt(5);
        for (int i = 0; i < parts; i++) {
            boolean isGuarded = random.nextInt(100) < 75;
            if (isGuarded) {
                statements.enter("try:");
            }
            if (random.nextInt(3) == 0) {
                vectors.callKernel(isGuarded ? new Scope(module) : module);
            }
            statements.block(isGuarded ? new Scope(module) : module, 0, steps / parts, 5);
            if (isGuarded) {
                statements.leave();
                statements.enter("catch e:");
                statements.line("print(\"part " + i + "\", e)");
                statements.leave();
            }
        }
        for (int i = 0; i < globals.length; i++) {
            statements.line("print(g" + (i + 1) + ")");
        }
        return head + statements.text();
    }

    /// A function with loops over arrays that its callers may give it twice.
    private void kernel() {
        Type[] types = {Type.F64S, Type.F64S, Type.I64S, Type.I32S, Type.U32S};
        Type type = types[random.nextInt(types.length)];
        List<Type> parameters = List.of(type, type, type, Type.I32, type.element);
        Scope scope = new Scope(module);
        StringBuilder head = new StringBuilder("fn kernel(");
        for (int i = 0; i < parameters.size(); i++) {
            head.append(i == 0 ? "" : ", ").append("p" + i + ": " + parameters.get(i).text);
            scope.add("p" + i, parameters.get(i), false, false);
        }
        statements.inFunction(true, type.element);
        statements.enter(head + ") -> " + type.element.text + ":");
        int loops = 1 + random.nextInt(3);
        for (int i = 0; i < loops; i++) {
            vectors.loop(scope, 5000);
        }
        if (random.nextBoolean()) {
            vectors.reduction(scope, 5000);
        }
        statements.line("return p0[len(p0) - 1]");
        statements.leave();
        functions.add(new Expressions.Function("kernel", parameters, type.element, 3000));
    }

    private void function(int number) {
        Type[] results = {
            Type.I32,
            Type.F64,
            Type.I64,
            Type.U32,
            Type.BOOL,
            Type.STRING,
            Type.RECORD,
            Type.CHOICE,
            Type.U64,
            Type.F64S
        };
        Type result = results[random.nextInt(results.length)];
        String name = "h" + number;
        List<Type> parameters = new ArrayList<>();
        Scope scope = new Scope(module);
        StringBuilder head = new StringBuilder("fn " + name + "(");
        boolean isRecursive = random.nextInt(100) < 35;
        if (isRecursive) {
            head.append("fuel: i32");
        }
        int count = random.nextInt(100) < 4 ? 60 : random.nextInt(5);
        for (int i = 0; i < count; i++) {
            Type type = Type.values()[random.nextInt(Type.values().length)];
            boolean isUntyped = type == Type.ANY;
            boolean isMutable = random.nextInt(3) == 0;
            String parameter = "p" + i;
            head.append(i == 0 && !isRecursive ? "" : ", ");
            head.append(isMutable ? "mut " : "").append(parameter);
            head.append(isUntyped ? "" : ": " + type.text);
            parameters.add(type);
            scope.add(parameter, type, isMutable && !isUntyped, false);
        }
        statements.inFunction(true, result);
        statements.enter(head + ") -> " + result.text + ":");
        int cost = 20;
        int depth = 0;
        if (isRecursive) {
            depth = random.nextInt(100) < 10 ? 5000 : 1 + random.nextInt(40);
            statements.line("if fuel <= 0: return " + expressions.constant(result));
        }
        long room = random.nextInt(3) == 0 ? 8000 : random.nextInt(3) == 0 ? 0 : 60;
        if (room > 0) {
            statements.block(scope, 1, isRecursive ? 20 : room, 5);
        }
        cost += (int) room;
        if (isRecursive) {
            Expressions.Function self = new Expressions.Function(name, parameters, result, 0);
            expressions.budget = 0;
            String call =
                    expressions
                            .call(self, scope, 1)
                            .replaceFirst(
                                    "\\(", parameters.isEmpty() ? "(fuel - 1" : "(fuel - 1, ");
            statements.line("mut again: " + result.text + " = " + call);
            scope.add("again", result, true, false);
            statements.block(scope, 4, 3, 2);
            cost *= depth;
        }
        expressions.budget = 0;
        statements.line("return " + expressions.of(result, scope, 2));
        statements.leave();
        if (isRecursive) {
            // Callers give no depth of their own.
            StringBuilder wrapper = new StringBuilder("fn r" + number + "(");
            StringBuilder arguments = new StringBuilder("" + depth);
            for (int i = 0; i < count; i++) {
                boolean isUntyped = parameters.get(i) == Type.ANY;
                wrapper.append(i == 0 ? "" : ", ").append("p").append(i);
                wrapper.append(isUntyped ? "" : ": " + parameters.get(i).text);
                arguments.append(", p").append(i);
            }
            statements.line(
                    wrapper + ") -> " + result.text + ": return " + name + "(" + arguments + ")");
        }
        functions.add(
                new Expressions.Function(
                        isRecursive ? "r" + number : name, parameters, result, cost));
    }
}
