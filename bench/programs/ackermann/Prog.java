final class Prog {
    private Prog() {}

    private static int ack(int m, int n) {
        if (m == 0) return n + 1;
        if (n == 0) return ack(m - 1, 1);
        return ack(m - 1, ack(m, n - 1));
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int sum = 0;
        for (int round = 0; round < size; round++) sum += ack(3, 5 + round % 2);
        System.out.println(sum);
    }
}
