final class Prog {
    private static final int LENGTH = 10000;

    private Prog() {}

    private static void axpy(double a, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) y[i] += a * x[i];
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var x = new double[LENGTH];
        var y = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            x[i] = i % 10 * 0.25;
            y[i] = i;
        }
        for (int turn = 0; turn < size; turn++) axpy(turn % 3 - 0.5, x, y);
        double sum = 0.0;
        for (double v : y) sum += v;
        System.out.println((long) (sum * 8.0));
    }
}
