package jorus.dispatch;

/// The programs of the dispatch laboratory. Each prints one number at its end, and spends its time
/// in some ten instructions.
enum Kernel {
    STRAIGHT_I32(
            """
            fn kernel(turns: i32) -> i32:
                mut a = 1
                mut b = 2
                mut c = 3
                mut d = 5
                for i in 0..turns:
                    a = b - c + i
                    b = c + d - a
                    c = d - a + b
                    d = a + b - c
                    a = a % 1000
                    b = b % 1000
                    c = c % 1000
                    d = d % 1000
                return a + b + c + d
            print(kernel(20000))
            """),
    STRAIGHT_F64(
            """
            fn kernel(turns: i32) -> f64:
                mut x = 0.5
                mut y = 0.25
                mut z = 0.125
                for i in 0..turns:
                    x = 3.5 * x * (1.0 - x)
                    y = 3.75 * y * (1.0 - y)
                    z = 2.0 * z * (1.0 - z) + 0.125 * x * (1.0 - y)
                return x + y + z
            print(kernel(20000))
            """),
    TIGHT_LOOP(
            """
            fn kernel(turns: i32) -> i32:
                mut x = 0
                mut i = 0
                while i < turns:
                    x = i - x
                    i = i + 1
                return x
            print(kernel(100000))
            """),
    BRANCHES(
            """
            fn kernel(turns: i32) -> i32:
                mut seed = 42
                mut n = 0
                for i in 0..turns:
                    seed = (seed * 3877 + 29573) % 139968
                    if seed < 70000:
                        if seed % 3 == 0: n = n + 1
                        else: n = n + 2
                    elif seed < 105000: n = n - 1
                    else: n = n + 3
                return n
            print(kernel(40000))
            """),
    CALLS(
            """
            fn fib(n: i32) -> i32:
                if n < 2: return n
                return fib(n - 1) + fib(n - 2)
            print(fib(21))
            """),
    ARRAYS(
            """
            fn kernel(size: i32, turns: i32) -> i32:
                a: [i32] = []
                b: [f64] = []
                for i in 0..size:
                    push(a, i % 10)
                    push(b, 0.5)
                last = size - 1
                for t in 0..turns:
                    for i in 1..last:
                        a[i] = a[i - 1] - a[i] + a[i + 1]
                        b[i] = b[i - 1] * 0.5 + b[i + 1] * 0.5
                    for i in 0..size: a[i] = a[i] % 100
                mut x = 0
                for v in a: x = x + v
                return x
            print(kernel(500, 50))
            """),
    FIELDS(
            """
            struct Point:
                x: f64
                y: f64
                z: f64
                n: i32

            fn kernel(turns: i32) -> f64:
                points: [Point] = []
                for i in 0..16: push(points, Point{ x: 0.5, y: 0.25, z: 0.125, n: i })
                mut s = 0.0
                mut k = 0
                for t in 0..turns:
                    for p in points:
                        s = s * 0.5 + p.x * p.y + p.z
                        k = (k + p.n) % 1000
                return s + (k as f64)
            print(kernel(2000))
            """),
    MIXED(
            """
            struct Cell:
                weight: f64
                hits: i32

            fn scale(x: f64, n: i32) -> f64:
                if n < 3: return x * 0.5
                return x + 0.25

            fn kernel(size: i32, turns: i32) -> f64:
                a: [f64] = []
                for i in 0..size: push(a, 1.0)
                c = Cell{ weight: 0.5, hits: 0 }
                mut seed = 7
                for t in 0..turns:
                    for i in 0..size:
                        seed = (seed * 3877 + 29573) % 139968
                        a[i] = scale(a[i], seed % 6) * c.weight
                        c.hits = c.hits + 1
                mut s = 0.0
                for v in a: s = s + v
                return s
            print(kernel(500, 50))
            """);

    private final String source;

    Kernel(String source) {
        this.source = source;
    }

    /// The text in Orus.
    String source() {
        return source;
    }
}
