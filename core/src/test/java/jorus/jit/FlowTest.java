package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.BitSet;

class FlowTest {
    private static final String NESTED =
            """
            fn f(n: i32, xs: [i32]) -> i32:
                mut s = 0
                for i in 0..n:
                    mut j = 0
                    while j < i:
                        j += 1
                        if xs[j] == 3: continue
                        for k in j..n: s += k
                    try: s += xs[i]
                    catch: s -= 1
                for i in 0..n: s += 1
                return s
            print(f(3, [1, 2, 3, 4, 5]))
            """;

    @Test
    void loops_are_nested_as_in_the_source() {
        try (Subject subject = new Subject(NESTED)) {
            Flow flow = subject.flow("f");
            assertEquals(4, flow.loops.size());
            Loop outer = flow.loops.get(0);
            Loop middle = flow.loops.get(1);
            Loop inner = flow.loops.get(2);
            Loop last = flow.loops.get(3);
            assertNull(outer.parent);
            assertSame(outer, middle.parent);
            assertSame(middle, inner.parent);
            assertNull(last.parent);
            assertSame(outer, inner.outermost());
            assertSame(inner, flow.innermost(inner.header));
        }
    }

    /// A block dominates another exactly if that cannot be reached around it.
    @Test
    void dominators_are_what_no_way_avoids() {
        try (Subject subject = new Subject(NESTED)) {
            Flow flow = subject.flow("f");
            int checked = 0;
            for (int above = 0; above < flow.blockCount; above++) {
                BitSet around = reached(flow, above);
                for (int below = 0; below < flow.blockCount; below++) {
                    if (flow.reachable.get(above) && flow.reachable.get(below)) {
                        boolean expected = above == below || !around.get(below);
                        assertEquals(
                                expected, flow.dominates(above, below), above + " over " + below);
                        checked++;
                    }
                }
            }
            assertTrue(checked > 100, checked + " pairs");
        }
    }

    private static BitSet reached(Flow flow, int without) {
        BitSet reached = new BitSet();
        if (without != 0) {
            visit(flow, 0, without, reached);
        }
        return reached;
    }

    private static void visit(Flow flow, int block, int without, BitSet reached) {
        if (block == without || reached.get(block)) {
            return;
        }
        reached.set(block);
        for (int to : flow.successors[block]) {
            visit(flow, to, without, reached);
        }
        for (int row : flow.handlers[block]) {
            visit(flow, flow.handlerBlock(row), without, reached);
        }
    }

    @Test
    void a_loop_has_all_blocks_that_its_header_dominates_and_that_lead_back() {
        try (Subject subject = new Subject(NESTED)) {
            Flow flow = subject.flow("f");
            for (Loop loop : flow.loops) {
                for (int b = loop.blocks.nextSetBit(0); b >= 0; b = loop.blocks.nextSetBit(b + 1)) {
                    assertTrue(flow.dominates(loop.header, b), "block " + b);
                }
                for (int latch : loop.latches) {
                    assertTrue(loop.blocks.get(latch));
                }
            }
        }
    }
}
