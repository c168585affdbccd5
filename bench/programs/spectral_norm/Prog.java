import java.util.Arrays;

final class Prog {
    private Prog() {}

    private static double element(int i, int j) {
        int ij = i + j;
        return 1.0 / (ij * (ij + 1) / 2 + i + 1);
    }

    private static void multiply(double[] source, double[] target) {
        for (int i = 0; i < source.length; i++) {
            double sum = 0.0;
            for (int j = 0; j < source.length; j++) sum += element(i, j) * source[j];
            target[i] = sum;
        }
    }

    private static void multiplyTransposed(double[] source, double[] target) {
        for (int i = 0; i < source.length; i++) {
            double sum = 0.0;
            for (int j = 0; j < source.length; j++) sum += element(j, i) * source[j];
            target[i] = sum;
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var u = new double[size];
        Arrays.fill(u, 1.0);
        var v = new double[size];
        var between = new double[size];
        for (int round = 0; round < 10; round++) {
            multiply(u, between);
            multiplyTransposed(between, v);
            multiply(v, between);
            multiplyTransposed(between, u);
        }
        double uv = 0.0;
        double vv = 0.0;
        for (int i = 0; i < size; i++) {
            uv += u[i] * v[i];
            vv += v[i] * v[i];
        }
        System.out.println((long) (Math.sqrt(uv / vv) * 1e9));
    }
}
