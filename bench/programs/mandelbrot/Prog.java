final class Prog {
    private Prog() {}

    private static final int LIMIT = 500;

    private static int steps(double cr, double ci) {
        double zr = 0.0;
        double zi = 0.0;
        int n = 0;
        while (n < LIMIT) {
            double rr = zr * zr;
            double ii = zi * zi;
            if (rr + ii > 4.0) return n;
            zi = 2.0 * zr * zi + ci;
            zr = rr - ii + cr;
            n += 1;
        }
        return n;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int members = 0;
        long sum = 0;
        for (int y = 0; y < size; y++) {
            double ci = y * 2.0 / size - 1.0;
            for (int x = 0; x < size; x++) {
                double cr = x * 3.0 / size - 2.0;
                int n = steps(cr, ci);
                if (n == LIMIT) members += 1;
                sum = (sum * 31 + n) % 1_000_000_007L;
            }
        }
        System.out.println(members + " " + sum);
    }
}
