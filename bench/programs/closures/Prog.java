import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

final class Prog {
    private static final int LENGTH = 1000;

    private Prog() {}

    /** An array that can grow. */
    private static final class Ints {
        private int[] values = new int[4];
        private int length;

        void push(int value) {
            if (length == values.length) values = Arrays.copyOf(values, 2 * length);
            values[length++] = value;
        }
    }

    private static Ints map(Ints xs, IntUnaryOperator f) {
        var out = new Ints();
        for (int i = 0; i < xs.length; i++) out.push(f.applyAsInt(xs.values[i]));
        return out;
    }

    private static Ints filter(Ints xs, IntPredicate keep) {
        var out = new Ints();
        for (int i = 0; i < xs.length; i++) {
            if (keep.test(xs.values[i])) out.push(xs.values[i]);
        }
        return out;
    }

    private static int reduce(Ints xs, int start, IntBinaryOperator join) {
        int result = start;
        for (int i = 0; i < xs.length; i++) result = join.applyAsInt(result, xs.values[i]);
        return result;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var xs = new Ints();
        for (int i = 0; i < LENGTH; i++) xs.push(i);
        int total = 0;
        for (int turn = 0; turn < size; turn++) {
            int step = turn % 7 + 1;
            Ints mapped = map(xs, x -> x * step + 1);
            Ints kept = filter(mapped, x -> x % 3 != step % 3);
            total = (total + reduce(kept, 0, (a, b) -> (a + b) % 1000003)) % 1000003;
        }
        System.out.println(total);
    }
}
