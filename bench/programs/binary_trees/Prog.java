final class Prog {
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
        int size = Integer.parseInt(args[0]);
        System.out.println(count(make(size + 1)) + " nodes");
        Tree longLived = make(size);
        for (int depth = MIN_DEPTH; depth <= size; depth += 4) {
            int turns = 1 << (size - depth + MIN_DEPTH);
            int nodes = 0;
            for (int i = 0; i < turns; i++) nodes += count(make(depth));
            System.out.println(turns + " trees of depth " + depth + ": " + nodes + " nodes");
        }
        System.out.println(count(longLived) + " nodes");
    }
}
