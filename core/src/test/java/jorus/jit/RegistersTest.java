package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.BitSet;

class RegistersTest {
    private static final String SOURCE =
            """
            fn f(n: i32, xs: [string], t: string) -> string:
                mut s = t
                mut c = 0
                for i in 0..n:
                    try:
                        s = xs[i]
                        c = c + i
                        s = s + t
                    catch e:
                        print(e, s, c)
                    if c > 3: s = "x"
                return s
            print(f(2, ["a", "b",], "c"))
            """;

    /// The same sets, found one register at a time: is there a way to a read without a write?
    @Test
    void live_is_what_may_be_read_before_it_is_written() {
        try (Subject subject = new Subject(SOURCE)) {
            Flow flow = subject.flow("f");
            Registers registers = new Registers(flow);
            int checked = 0;
            for (int b = flow.reachable.nextSetBit(0);
                    b >= 0;
                    b = flow.reachable.nextSetBit(b + 1)) {
                for (int r = 0; r < registers.count(); r++) {
                    boolean expected = isRead(flow, registers, b, r, new BitSet());
                    assertEquals(expected, registers.liveIn(b).get(r), "block " + b + " " + r);
                    checked += expected ? 1 : 0;
                }
            }
            assertTrue(checked > 10, checked + " live");
        }
    }

    private static boolean isRead(Flow flow, Registers registers, int b, int r, BitSet seen) {
        if (seen.get(b)) {
            return false;
        }
        seen.set(b);
        for (int row : flow.handlers[b]) {
            int slot = flow.image.handlerSlot(row);
            boolean isError = slot >= 0 && registers.number(slot, jorus.isa.Bank.REF) == r;
            if (!isError && isRead(flow, registers, flow.handlerBlock(row), r, seen)) {
                return true;
            }
        }
        for (int i = flow.first[b]; i < flow.end[b]; i++) {
            BitSet live = new BitSet();
            registers.before(i, live);
            if (live.get(r)) {
                return true;
            }
            live.set(r);
            registers.before(i, live);
            if (!live.get(r)) {
                return false;
            }
        }
        for (int to : flow.successors[b]) {
            if (isRead(flow, registers, to, r, seen)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void refs_that_outlive_an_allocation_are_homed_and_numbers_are_not() {
        try (Subject subject = new Subject(SOURCE)) {
            Registers registers = new Registers(subject.flow("f"));
            BitSet homed = registers.homed();
            assertTrue(homed.cardinality() >= 3, "xs, t and s: " + homed);
            for (int r = homed.nextSetBit(0); r >= 0; r = homed.nextSetBit(r + 1)) {
                assertEquals(jorus.isa.Bank.REF, registers.get(r).bank());
            }
        }
    }
}
