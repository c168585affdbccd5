package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.memory.arena.OffHeap;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void warming_up_leaves_nothing_behind() {
        int instances = OffHeap.openInstances();
        long bytes = OffHeap.openBytes();
        WarmUp.run();
        assertEquals(instances, OffHeap.openInstances());
        assertEquals(bytes, OffHeap.openBytes());
    }
}
