package jorus.engine;

import jorus.memory.arena.OffHeap;
import jorus.source.SourceFile;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import javax.management.ObjectName;

/// A process of its own for [RunCloseCyclesTest]: runs programs and closes them, over and over, and
/// says what native memory and classes the JVM has before and after that.
final class RunCloseCycles {
    private static final int WARM_UP = 300;

    private static final String PROGRAM =
            """
            struct Pair:
                a: i32
                b: string
            fn work(n: i32) -> i32:
                mut all: [Pair] = []
                for i in 0..n: push(all, Pair{a: i, b: "x" + (i as string)})
                big: [f64] = [1.0, 200000]
                mut s = 0
                for p in all: s += p.a
                return s + len(big) / 200000
            print(work(300))
            """;

    private RunCloseCycles() {}

    public static void main(String[] arguments) throws Exception {
        int cycles = Integer.parseInt(arguments[0]);
        for (int i = 0; i < WARM_UP; i++) {
            cycle(i);
        }
        System.gc();
        long otherBefore = other();
        long classesBefore = classes();
        long openBefore = OffHeap.openBytes();
        int instancesBefore = OffHeap.openInstances();
        for (int i = 0; i < cycles; i++) {
            cycle(i);
        }
        System.gc();
        System.out.println("cycles " + cycles);
        System.out.println("other " + (other() - otherBefore));
        System.out.println("classes " + (classes() - classesBefore));
        System.out.println("open bytes " + (OffHeap.openBytes() - openBefore));
        System.out.println("open instances " + (OffHeap.openInstances() - instancesBefore));
    }

    /// A third ends by itself, a third by a trap, a third by being cancelled; engines alternate.
    private static void cycle(int i) throws InterruptedException {
        String end =
                switch (i % 3) {
                    case 0 -> "";
                    case 1 -> "print(1 / (work(2) - 2))\n";
                    default -> "while true: work(3)\n";
                };
        Engine engine = Engine.values()[i / 3 % 3];
        byte[] text = (PROGRAM + end).getBytes(StandardCharsets.UTF_8);
        Outcome.End expected =
                switch (i % 3) {
                    case 0 -> Outcome.End.FINISHED;
                    case 1 -> Outcome.End.TRAPPED;
                    default -> Outcome.End.CANCELLED;
                };
        try (Compilation program =
                        Compilation.compile(new SourceFile("cycle.orus", text), new PhaseTimes());
                Instance instance =
                        new Instance(
                                program,
                                RunOptions.of(64L << 20, 1000, engine),
                                InputStream.nullInputStream(),
                                OutputStream.nullOutputStream(),
                                new PhaseTimes())) {
            Thread canceller = null;
            if (expected == Outcome.End.CANCELLED) {
                canceller = Thread.ofPlatform().start(instance::cancel);
            }
            Outcome outcome = instance.run();
            if (canceller != null) {
                canceller.join();
            }
            if (outcome.end() != expected) {
                throw new AssertionError("cycle " + i + ": " + outcome);
            }
        }
    }

    /// What the JDK has asked of malloc for arenas, in bytes.
    private static long other() throws Exception {
        String text =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        "vmNativeMemory",
                                        new Object[] {new String[] {"summary", "scale=1"}},
                                        new String[] {String[].class.getName()});
        int at = text.indexOf("Other (reserved=");
        if (at < 0) {
            return 0;
        }
        int start = at + "Other (reserved=".length();
        return Long.parseLong(text.substring(start, text.indexOf(',', start)));
    }

    private static long classes() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }
}
