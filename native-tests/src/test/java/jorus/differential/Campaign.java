package jorus.differential;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Compares engines on many programs: `Campaign FIRST COUNT [FOLDER]`.
final class Campaign {
    private Campaign() {}

    public static void main(String[] arguments) throws Exception {
        Thread worker = new Thread(null, () -> go(arguments), "differential", 512L << 20);
        worker.start();
        worker.join();
    }

    private static void go(String[] arguments) {
        try {
            long first = Long.parseLong(arguments[0]);
            long count = Long.parseLong(arguments[1]);
            Path folder = Path.of(arguments.length > 2 ? arguments[2] : "target/differential");
            Files.createDirectories(folder);
            Map<String, Integer> ends = new TreeMap<>();
            int different = 0;
            for (long seed = first; seed < first + count; seed++) {
                String source = ProgramGenerator.program(seed);
                StringBuilder problems = new StringBuilder();
                Differential.Verdict verdict =
                        Differential.compare(source, Differential.settings(seed), seed % 2 == 0, problems);
                String end = verdict.end().lines().findFirst().orElse("");
                ends.merge(verdict.isRun() ? end : "- " + verdict.end(), 1, Integer::sum);
                if (!verdict.isRun() && !problems.isEmpty()) {
                    System.out.println("seed " + seed + " does not compile: " + problems);
                    Files.writeString(folder.resolve(seed + ".bad.orus"), source);
                }
                if (verdict.difference() != null) {
                    different++;
                    System.out.println("seed " + seed + " differs: " + verdict.way());
                    System.out.println(verdict.difference().indent(2).lines().limit(24).toList().stream().reduce("", (a, b) -> a + b + "\n"));
                    Files.writeString(folder.resolve(seed + ".orus"), source);
                    String small = new Reduction(seed).reduce(source, verdict.way());
                    Files.writeString(folder.resolve(seed + ".small.orus"), small);
                }
                if (seed % 500 == 499) {
                    System.out.println("... " + (seed + 1 - first) + " programs, " + different + " differ");
                }
            }
            System.out.println(count + " programs from seed " + first + ", " + different + " differ: " + ends);
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
