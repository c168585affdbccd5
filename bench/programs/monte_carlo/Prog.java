final class Prog {
    private Prog() {}

    private static final class Random {
        int seed;

        Random(int seed) {
            this.seed = seed;
        }

        double next() {
            int high = seed / 127773;
            int low = seed - high * 127773;
            int fresh = 16807 * low - 2836 * high;
            if (fresh < 0) fresh += 2147483647;
            seed = fresh;
            return fresh / 2147483647.0;
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var random = new Random(113);
        int inside = 0;
        for (int i = 0; i < size; i++) {
            double x = random.next();
            double y = random.next();
            if (x * x + y * y <= 1.0) inside += 1;
        }
        System.out.println(inside + " " + random.seed);
    }
}
