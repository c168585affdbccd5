final class Prog {
    private Prog() {}

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int sum = 0;
        for (int i = 1; i <= size; i++) {
            for (int j = 1; j <= size; j++) {
                int a = i;
                int b = j;
                while (b != 0) {
                    int rest = a % b;
                    a = b;
                    b = rest;
                }
                sum += a;
            }
        }
        System.out.println(sum);
    }
}
