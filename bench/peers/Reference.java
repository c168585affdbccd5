/// What bench/regress divides by: integers, doubles, an array and calls, about half a second.
///
/// Don't change it: stored baselines are relative to it.
final class Reference {
    private static final int ROUNDS = 150;
    private static final int LENGTH = 1 << 16;

    private Reference() {}

    private static int calls(int n) {
        return n < 2 ? n : calls(n - 1) + calls(n - 2);
    }

    private static double round(double[] values, long seed) {
        long state = seed;
        for (int i = 0; i < values.length; i++) {
            state = state * 16_807 % 2_147_483_647;
            values[i] = state / 2_147_483_647.0;
        }
        double sum = 0.0;
        for (int pass = 0; pass < 10; pass++) {
            for (int i = 1; i < values.length; i++) {
                values[i] = (values[i] + values[i - 1]) * 0.5;
                sum += values[i];
            }
        }
        return sum;
    }

    public static void main(String[] args) {
        double[] values = new double[LENGTH];
        double sum = 0.0;
        long count = 0;
        for (int i = 1; i <= ROUNDS; i++) {
            sum += round(values, i);
            count += calls(24);
        }
        System.out.println((long) sum + " " + count);
    }
}
