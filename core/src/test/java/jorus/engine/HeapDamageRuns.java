package jorus.engine;

import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.runtime.HeapDamage;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Runs programs whose heap is damaged, in a process of its own: `RUNS SEED`. In checked mode any
/// word is hit, else only numbers and bytes of strings.
final class HeapDamageRuns {
    /// How much more than the undamaged program a run may take.
    private static final int FUEL_FACTOR = 4;

    private static final List<String> PROGRAMS =
            List.of(
                    """
                    struct Node:
                        key: i32
                        weight: f64
                        name: string
                        next: any
                    mut head: any = 0
                    for i in 0..200:
                        head = Node{ key: i, weight: 0.5, name: "n" + (i as string), next: head }
                    mut sum = 0
                    for round in 0..20:
                        mut at = head
                        for i in 0..200:
                            sum = (sum + at.key as i32) % 1000
                            at.key = at.key + 1
                            at = at.next
                    print(sum)
                    """,
                    """
                    mut words: [string] = []
                    mut text = ""
                    for i in 0..600:
                        text = text + "ab"
                        push(words, text[0..i % 50] + (i as string))
                    for round in 0..5:
                        s = sorted(words)
                        print(s[round], len(text), s[3] < s[4])
                        words = s
                    print(words)
                    """,
                    """
                    mut a: [f64] = []
                    mut b: [i32] = []
                    mut c: [bool] = []
                    for i in 0..3000:
                        push(a, (i * 71 % 1009) as f64)
                        push(b, i % 13)
                        push(c, i % 2 == 0)
                    for round in 0..8:
                        a = sorted(a)
                        b = sorted(b)[1..2000]
                        mut t = 0.0
                        for x in a: t = t + x
                        print("@.3f", t)
                        for i in 0..len(b):
                            try: print(a[b[i] * 7])
                            catch e: print(e)
                        b = b * 2
                        print(b, c)
                    """,
                    """
                    enum Tree[T] { Leaf, Node(left: Tree[T], value: T, right: Tree[T]) }
                    fn make(depth: i32) -> Tree[i32]:
                        if depth == 0: return Tree.Leaf
                        return Tree.Node(make(depth - 1), depth, make(depth - 1))
                    fn count(t: Tree[i32]) -> i32:
                        match t:
                            Tree.Leaf -> return 1
                            Tree.Node(l, v, r) -> return count(l) + v % 2 + count(r)
                    for i in 0..10:
                        t = make(8)
                        print(count(t), t == make(8))
                        assert_eq("same", t, make(8))
                    """,
                    """
                    fn counter(step: i32):
                        mut n = 0
                        return fn():
                            n = n + step
                            return n
                    mut all: [any] = []
                    for i in 0..300:
                        push(all, i)
                        push(all, "s" + (i as string))
                        push(all, [i, i + 1])
                    c = counter(3)
                    mut total = 0
                    for round in 0..10:
                        for x in all:
                            if istype(x, "i32"): total = (total + (x as i32) + c()) % 1000
                        print(total, all)
                    """);

    private final Map<Outcome.End, Integer> ends = new EnumMap<>(Outcome.End.class);
    private int damaged;
    private long slowest;

    private HeapDamageRuns() {}

    public static void main(String[] arguments) {
        int runs = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        new HeapDamageRuns().run(runs, seed);
    }

    private void run(int runs, long seed) {
        System.out.println("seed " + seed + ", checked " + Memory.CHECKED);
        List<Compilation> programs = new ArrayList<>();
        List<Long> polls = new ArrayList<>();
        for (String text : PROGRAMS) {
            Compilation program = Programs.compile(text);
            programs.add(program);
            polls.add(Programs.run(text, Limits.NONE).fuel());
        }
        long before = OffHeap.openBytes();
        for (int i = 0; i < runs; i++) {
            Random random = new Random(seed + i);
            int index = random.nextInt(programs.size());
            try {
                runOne(programs.get(index), random, polls.get(index));
            } catch (Throwable e) {
                throw new AssertionError("seed " + (seed + i), e);
            }
            if (OffHeap.openBytes() != before) {
                throw new AssertionError("leak, seed " + (seed + i));
            }
        }
        System.out.println("runs " + runs + ", damaged " + damaged + ", " + ends);
        System.out.println("slowest " + slowest / 1_000_000 + " ms");
    }

    private void runOne(Compilation program, Random random, long polls) {
        try (Instance instance =
                Programs.instance(
                        program,
                        Limits.NONE.withFuel(FUEL_FACTOR * polls),
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream())) {
            long interval = instance.machine().pollBudget();
            HeapDamage damage =
                    HeapDamage.arm(
                            instance.machine(),
                            random,
                            Memory.CHECKED,
                            random.nextLong(Math.max(1, polls / (interval + 1))));
            long start = System.nanoTime();
            Outcome outcome = instance.run();
            slowest = Math.max(slowest, System.nanoTime() - start);
            damaged += damage.isDone() ? 1 : 0;
            ends.merge(outcome.end(), 1, Integer::sum);
            if (outcome.end() == Outcome.End.FAILED && !Memory.CHECKED) {
                throw new AssertionError(outcome.fault());
            }
            // What looks like a mistake in the image has no place.
            boolean hasPlace =
                    outcome.report() != null
                            && !outcome.report().message().startsWith("malformed image");
            if (hasPlace && outcome.report().line() < 1) {
                throw new AssertionError(outcome.report().toString());
            }
        }
    }
}
