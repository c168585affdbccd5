package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.memory.Seed;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/// Mark and sweep keeps exactly the reachable set, on random object graphs.
class ReachabilityTest {
    /// An object and what its ref and any slots hold, as Java sees it.
    private static final class Node {
        long address;
        boolean isAny;
        long slots;
        Node[] children = new Node[0];
        boolean isReachable;
    }

    private static final int SLOT_NUMBER = 3;

    private static Node newNode(Fixture f, RandomGenerator random) {
        Node node = new Node();
        int slotCount = 0;
        switch (random.nextInt(9)) {
            case 0 -> node.address = f.heap.newRecord(f.leaf);
            case 1 -> node.address = f.text("x".repeat(random.nextInt(100)));
            case 2 -> {
                node.address = f.heap.newRecord(f.mixed);
                node.isAny = true;
                node.slots = node.address + 16;
                slotCount = 2;
            }
            case 3 -> {
                slotCount = random.nextInt(10);
                node.address = f.heap.newSizedRecord(f.closure, slotCount, 0, 8);
                node.slots = node.address + RecordLayout.sizedRefs(16);
            }
            case 4 -> {
                slotCount = random.nextInt(200);
                node.address = f.heap.newArray(f.refs, slotCount, 0);
                node.slots = ArrayLayout.data(node.address);
            }
            case 5 -> {
                slotCount = random.nextInt(200);
                node.address = f.heap.newArray(f.anys, slotCount, 0);
                node.slots = ArrayLayout.data(node.address);
                node.isAny = true;
            }
            case 6 -> {
                // Sometimes a run of blocks, so that those have children too.
                boolean isWide = random.nextInt(20) == 0;
                node.address = f.heap.newRecord(isWide ? f.wide : f.pair);
                node.slots = Fixture.field(node.address, 0);
                slotCount = isWide ? 2000 : 2;
            }
            case 7 -> node.address = f.heap.newArray(f.floats, random.nextInt(3000), 0);
            default -> {
                node.address = f.heap.newRecord(f.pair);
                node.slots = Fixture.field(node.address, 0);
                slotCount = 2;
            }
        }
        node.children = new Node[slotCount];
        return node;
    }

    private static void link(Fixture f, Node from, int slot, Node to, RandomGenerator random) {
        long value = to == null ? 0 : to.address;
        from.children[slot] = to;
        if (!from.isAny) {
            Memory.i64(from.slots + 8L * slot, value);
        } else if (random.nextInt(SLOT_NUMBER) == 0) {
            Fixture.any(from.slots + 16L * slot, f.number, value);
            from.children[slot] = null;
        } else {
            Fixture.any(from.slots + 16L * slot, value == 0 ? 0 : f.reference, value);
        }
    }

    private static void markReachable(List<Node> roots) {
        Deque<Node> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!node.isReachable) {
                node.isReachable = true;
                for (Node child : node.children) {
                    if (child != null) {
                        open.push(child);
                    }
                }
            }
        }
    }

    /// Builds, collects and compares some generations of one graph; survivors of one are part of
    /// the next.
    private static void check(Fixture f, RandomGenerator random, int rounds, int nodesPerRound) {
        List<Node> nodes = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < nodesPerRound; i++) {
                Node node = newNode(f, random);
                f.keep(node.address); // until it is linked
                nodes.add(node);
            }
            int sparsity = 1 + random.nextInt(12);
            for (Node node : nodes) {
                for (int slot = 0; slot < node.children.length; slot++) {
                    boolean isLinked = random.nextInt(sparsity * node.children.length) < 2;
                    Node child = isLinked ? nodes.get(random.nextInt(nodes.size())) : null;
                    link(f, node, slot, child, random);
                }
            }
            f.heap.roots().truncate(0);
            List<Node> roots = new ArrayList<>();
            for (int i = random.nextInt(10); i > 0; i--) {
                Node root = nodes.get(random.nextInt(nodes.size()));
                roots.add(root);
                f.keep(root.address);
            }
            markReachable(roots);
            f.heap.verify();
            List<Node> survivors = new ArrayList<>();
            for (Node node : nodes) {
                if (node.isReachable) {
                    assertEquals(true, f.heap.isMarked(node.address), "reachable was freed");
                    node.isReachable = false;
                    survivors.add(node);
                    f.keep(node.address);
                }
            }
            assertEquals(survivors.size(), f.heap.statistics().liveObjects(), "too many kept");
            nodes = survivors;
        }
    }

    @Test
    void exactly_the_reachable_objects_survive() {
        RandomGenerator random = Seed.random("exactly_the_reachable_objects_survive");
        for (int graph = 0; graph < 20; graph++) {
            try (Fixture f = new Fixture(1L << 30, Fixture.lazy(1024))) {
                check(f, random, 5, 1 + random.nextInt(3000));
            }
        }
    }

    @Test
    void exactly_the_reachable_objects_survive_with_a_mark_stack_that_overflows() {
        RandomGenerator random = Seed.random("mark_stack_that_overflows");
        for (int graph = 0; graph < 20; graph++) {
            try (Fixture f = new Fixture(1L << 30, Fixture.lazy(2 + random.nextInt(6)))) {
                check(f, random, 4, 1 + random.nextInt(3000));
            }
        }
    }

    @Test
    void exactly_the_reachable_objects_survive_when_every_allocation_collects() {
        RandomGenerator random = Seed.random("when_every_allocation_collects");
        for (int graph = 0; graph < 5; graph++) {
            try (Fixture f = new Fixture(1L << 30, HeapOptions.STRESS)) {
                check(f, random, 3, 1 + random.nextInt(60));
            }
        }
    }

    @Test
    void contents_of_survivors_are_untouched_while_garbage_is_reused() {
        RandomGenerator random = Seed.random("contents_of_survivors");
        try (Fixture f = new Fixture(16 << 20, new HeapOptions(1 << 20, 64, false, true))) {
            int[] lengths = new int[300];
            for (int i = 0; i < lengths.length; i++) {
                f.keep(0);
            }
            for (int step = 0; step < 30_000; step++) {
                int slot = random.nextInt(lengths.length);
                lengths[slot] = random.nextInt(random.nextInt(50) == 0 ? 20_000 : 300);
                long array = f.heap.newArray(f.ints, lengths[slot], 0);
                f.heap.roots().set(slot, array);
                for (int i = 0; i < lengths[slot]; i++) {
                    Memory.i32(ArrayLayout.data(array) + 4L * i, slot ^ lengths[slot] + i);
                }
            }
            f.heap.verify();
            for (int slot = 0; slot < lengths.length; slot++) {
                long array = f.heap.roots().get(slot);
                for (int i = 0; array != 0 && i < lengths[slot]; i++) {
                    int expected = slot ^ lengths[slot] + i;
                    assertEquals(expected, Memory.i32(ArrayLayout.data(array) + 4L * i));
                }
            }
        }
    }
}
