package jorus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes Orus through what runs do: good and bad programs, images, the compiler of hot code. The
/// classes that this loads are what the class-data archive has.
///
/// Nothing here may touch the Vector API: its module is not there when the archive is made.
final class Training {
    private static final String[] PROGRAMS = {
        "print(\"Hello, World!\")",
        """
        struct Point:
            x: f64
            y: f64
        enum Shape:
            Circle(radius: f64)
            Square(side: f64)
        fn add(a, b): return a + b
        fn plus(p: Point, q: Point) -> Point: Point{ x: p.x + q.x, y: p.y + q.y }
        fn first(a: [f64]) -> f64: return a[0]
        fn fib(n: i32) -> i32:
            if n < 2: return n
            return fib(n - 1) + fib(n - 2)
        mut all: [f64] = []
        for i in 0..5000: push(all, i as f64 * 0.5)
        mut sum = 0.0
        for i in 0..5000: sum = sum + all[i]
        print(sum, add(1, 2), add("a", "b"), fib(18), len(all), all[0..3])
        mut big: i64 = 1
        while big < 1000000: big = big * 3
        print("@ @.3f", big, 3.14159)
        mut p = Point{ x: 1.0, y: 2.0 }
        for i in 0..3:
            mut q = plus(p, Point{ x: 0.5, y: first([1.0, 2.0,]) })
            q.x = q.x * 2.0
            p = q
        print(p.x, Point{ x: 1.0, y: p.y })
        try:
            print(all[10000])
        catch e:
            print(e)
        """,
        "x: i32 = \"no\"\nprint(y)",
        "mut a = [1, 2, 3]\nprint(a[7])",
        "mut m = 0\nfor i in 0..30000:\n    m = (m * 31 + i) % 1000\nprint(m)",
    };

    private static final String LARGE =
            "fn f(n: i32) -> i32:\n    mut a = n\n"
                    + "    a = (a * 7 + n) % 1000\n".repeat(4000)
                    + "    return a\nprint(f(3))\n";

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        for (String program : PROGRAMS) {
            run("-e", program);
        }
        // Long enough to leave the cold loop; what follows is in the other one.
        run("--engine=interp", "-e", PROGRAMS[PROGRAMS.length - 1]);
        // Loops are looked at as if they could be vectorised. Attaching fails all the same: the JVM
        // reads this when it starts.
        System.setProperty("jdk.attach.allowAttachSelf", "true");
        Path folder = Files.createTempDirectory("jorus-training");
        Path image = folder.resolve("hello.orb");
        Path source = folder.resolve("hello.orus");
        try {
            Files.writeString(source, PROGRAMS[0] + "\n", StandardCharsets.UTF_8);
            run("run", source.toString());
            run("run", source.toString());
            run("compile", source.toString());
            run("run", image.toString());
            run("check", source.toString());
            // Large enough to be verified by two threads.
            Path large = folder.resolve("large.orus");
            Files.writeString(large, LARGE);
            run("verify", large.toString());
            Files.deleteIfExists(large);
            runHot(folder.resolve("hot.orus"), folder.resolve("cache"));
            for (String more : arguments) {
                runAll(Path.of(more));
            }
        } finally {
            Files.deleteIfExists(image);
            Files.deleteIfExists(source);
            Files.deleteIfExists(folder);
        }
        // Ends the process.
        Main.main(new String[] {"version"});
    }

    /// Runs a program three times with a cache: compiled, found, and with what was hot compiled
    /// beside it.
    private static void runHot(Path source, Path cache) throws IOException {
        Files.writeString(source, PROGRAMS[1], StandardCharsets.UTF_8);
        System.setProperty("jorus.cache", cache.toString());
        System.setProperty("jorus.plain", "true");
        try {
            for (int i = 0; i < 3; i++) {
                run("run", source.toString());
            }
        } finally {
            System.clearProperty("jorus.cache");
            System.clearProperty("jorus.plain");
            Files.deleteIfExists(source);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(cache)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(cache);
        }
    }

    /// Runs the programs of a folder, each for at most a second.
    private static void runAll(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> programs = Files.newDirectoryStream(folder, "*.orus")) {
            for (Path program : programs) {
                run("run", "--timeout", "1s", program.toString());
            }
        }
    }

    private static void run(String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
        Main.run(arguments, InputStream.nullInputStream(), nowhere, nowhere);
    }
}
