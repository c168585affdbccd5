final class Prog {
    private static final int WIDTH = 100;

    private Prog() {}

    private static void relax(double[][] g, double omega) {
        double quarter = omega * 0.25;
        double rest = 1.0 - omega;
        for (int i = 1; i < WIDTH - 1; i++) {
            double[] row = g[i];
            double[] above = g[i - 1];
            double[] below = g[i + 1];
            for (int j = 1; j < WIDTH - 1; j++) {
                row[j] = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + rest * row[j];
            }
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var g = new double[WIDTH][WIDTH];
        int seed = 1;
        for (double[] row : g) {
            for (int j = 0; j < WIDTH; j++) {
                seed = (seed * 3877 + 29573) % 139968;
                row[j] = seed / 139968.0;
            }
        }
        for (int step = 0; step < size; step++) relax(g, 1.25);
        double sum = 0.0;
        for (double[] row : g) {
            for (double x : row) sum += x;
        }
        System.out.println((long) (sum * 1_000_000.0));
    }
}
