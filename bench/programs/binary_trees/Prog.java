final class Prog {
    private static final int DEPTH = 16;
    private static final int MIN_DEPTH = 4;

    private record Tree(Tree left, Tree right) {}

    private Prog() {}

    private static Tree make(int depth) {
        if (depth == 0) return new Tree(null, null);
        return new Tree(make(depth - 1), make(depth - 1));
    }

    private static int count(Tree tree) {
        return tree == null ? 0 : count(tree.left) + count(tree.right) + 1;
    }

    public static void main(String[] args) {
        System.out.println(count(make(DEPTH + 1)) + " nodes");
        Tree longLived = make(DEPTH);
        for (int depth = MIN_DEPTH; depth <= DEPTH; depth += 4) {
            int turns = 1 << (DEPTH - depth + MIN_DEPTH);
            int nodes = 0;
            for (int i = 0; i < turns; i++) nodes += count(make(depth));
            System.out.println(turns + " trees of depth " + depth + ": " + nodes + " nodes");
        }
        System.out.println(count(longLived) + " nodes");
    }
}
