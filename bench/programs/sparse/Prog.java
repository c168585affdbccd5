final class Prog {
    private static final int ROWS = 1000;
    private static final int PER_ROW = 5;

    private Prog() {}

    private static void multiply(
            double[] y, double[] values, int[] starts, int[] columns, double[] x) {
        for (int r = 0; r < ROWS; r++) {
            double sum = 0.0;
            for (int i = starts[r]; i < starts[r + 1]; i++) sum += x[columns[i]] * values[i];
            y[r] = sum;
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var x = new double[ROWS];
        var y = new double[ROWS];
        var values = new double[ROWS * PER_ROW];
        var columns = new int[ROWS * PER_ROW];
        var starts = new int[ROWS + 1];
        int seed = 1;
        for (int r = 0; r < ROWS; r++) {
            x[r] = r % 10 * 0.5;
            starts[r + 1] = starts[r] + PER_ROW;
            for (int i = 0; i < PER_ROW; i++) {
                seed = (seed * 3877 + 29573) % 139968;
                columns[r * PER_ROW + i] = seed % ROWS;
                values[r * PER_ROW + i] = seed % 16 * 0.125;
            }
        }
        double sum = 0.0;
        for (int turn = 0; turn < size; turn++) {
            multiply(y, values, starts, columns, x);
            x[turn % ROWS] += 1.0;
            sum += y[turn * 7 % ROWS];
        }
        System.out.println((long) (sum * 16.0));
    }
}
