final class Prog {
    private Prog() {}

    private static int tak(int x, int y, int z) {
        if (y >= x) return z;
        return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int sum = 0;
        for (int round = 0; round < size; round++) sum += tak(18, 12, 6 - round % 2);
        System.out.println(sum);
    }
}
