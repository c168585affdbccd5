final class Prog {
    private Prog() {}

    private static int smaller(int a, int b) {
        return a < b ? a : b;
    }

    private static int distance(String s, String t, int[] row, int[] next) {
        int n = t.length();
        for (int j = 0; j <= n; j++) row[j] = j;
        for (int i = 0; i < s.length(); i++) {
            next[0] = i + 1;
            for (int j = 0; j < n; j++) {
                int change = s.charAt(i) == t.charAt(j) ? 0 : 1;
                next[j + 1] = smaller(smaller(next[j] + 1, row[j + 1] + 1), row[j] + change);
            }
            int[] swap = row;
            row = next;
            next = swap;
        }
        return row[n];
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        String[] texts = {
            "the quick brown fox jumps",
            "over the lazy dog and runs",
            "packs my box with jugs",
            "five dozen liquor bottles",
            "how vexingly quick daft zebras jump",
        };
        var row = new int[64];
        var next = new int[64];
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += distance(texts[i % 5], texts[(i * 3 + 1) % 5], row, next);
        }
        System.out.println(sum);
    }
}
