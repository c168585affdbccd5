package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// The countdown that fuel, time-out and cancel share.
class PollsTest {
    private static Instance instance(long fuel, int interval) {
        return new Instance(MachineOptions.DEFAULT.withFuel(fuel).withPollInterval(interval));
    }

    private static void pollOnce(Machine machine) {
        if (--machine.polls < 0) {
            machine.poll();
        }
    }

    /// Turns of a loop that polls each turn until the fuel is used up.
    private static long turns(Machine machine) {
        for (long turns = 0; ; turns++) {
            try {
                pollOnce(machine);
            } catch (LimitReached e) {
                assertEquals(Limit.FUEL, e.limit());
                return turns;
            }
        }
    }

    @Test
    void there_are_exactly_as_many_polls_as_fuel() {
        for (long fuel : new long[] {0, 1, 2, 9, 10, 11, 20, 21, 22, 999}) {
            for (int interval : new int[] {1, 2, 10, 1000}) {
                try (Instance instance = instance(fuel, interval)) {
                    assertEquals(fuel, turns(instance.machine), fuel + " by " + interval);
                    assertEquals(fuel + 1, instance.machine.pollCount());
                }
            }
        }
    }

    @Test
    void strips_within_the_budget_end_at_the_same_turn_as_single_polls() {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            long fuel = random.nextInt(5000);
            try (Instance instance = instance(fuel, 1 + random.nextInt(700))) {
                Machine machine = instance.machine;
                long turns = 0;
                while (true) {
                    int strip = Math.min(machine.pollBudget(), random.nextInt(2048));
                    machine.charge(strip);
                    turns += strip;
                    try {
                        pollOnce(machine);
                    } catch (LimitReached e) {
                        break;
                    }
                    turns++;
                }
                assertEquals(fuel, turns, "seed " + seed);
            }
        }
    }

    @Test
    void elements_add_up_over_calls() {
        try (Instance instance = instance(1000, 10)) {
            Machine machine = instance.machine;
            machine.chargeElements(1023);
            assertEquals(0, machine.pollCount());
            machine.chargeElements(1);
            assertEquals(1, machine.pollCount());
            for (int i = 0; i < 10_240; i++) {
                machine.chargeElements(1);
            }
            assertEquals(11, machine.pollCount());
            machine.chargeElements(1 << 19);
            assertEquals(523, machine.pollCount());
            assertThrows(LimitReached.class, () -> machine.chargeElements(Integer.MAX_VALUE));
        }
    }

    @Test
    void elements_look_at_the_signal_before_the_countdown_ends() {
        try (Instance instance = instance(MachineOptions.UNLIMITED, 1_000_000)) {
            Machine machine = instance.machine;
            machine.cancel();
            machine.chargeElements(1023);
            assertThrows(Cancelled.class, () -> machine.chargeElements(1));
            machine.timeOut();
            LimitReached reached =
                    assertThrows(LimitReached.class, () -> machine.chargeElements(1024));
            assertEquals(Limit.TIME, reached.limit());
        }
    }

    @Test
    void fuel_comes_before_the_signal() {
        try (Instance instance = instance(3, 100)) {
            instance.machine.cancel();
            assertEquals(3, turns(instance.machine));
        }
    }

    @Test
    void in_place_appends_cost_what_they_append() {
        try (Instance instance = instance(MachineOptions.UNLIMITED, 100)) {
            Machine machine = instance.machine;
            long text = instance.string("x".repeat(1000));
            long piece = instance.string("y".repeat(16));
            for (int i = 0; i < 64_000; i++) {
                machine.heap.roots().truncate(0);
                machine.heap.roots().push(text);
                machine.heap.roots().push(piece);
                text = Outlined.concat(machine, text, piece);
            }
            // A megabyte was appended, and doubling copies as much again.
            long polls = machine.pollCount();
            assertFalse(polls < 1000 || polls > 3200, polls + " polls");
        }
    }

    @Test
    void only_hooks_that_allow_it_are_called_late_by_strips() {
        for (boolean stretches : new boolean[] {false, true}) {
            try (Instance instance = instance(MachineOptions.UNLIMITED, 1000)) {
                Machine machine = instance.machine;
                machine.setPollHook(
                        new PollHook() {
                            @Override
                            public void polled() {
                                machine.pollSoon(99);
                            }

                            @Override
                            public boolean stretches() {
                                return stretches;
                            }
                        });
                machine.polls = -1;
                machine.pollStrip();
                assertEquals(stretches ? 99 * 8 : 99, machine.pollBudget());
            }
        }
    }

    @Test
    void strips_stretch_no_further_than_the_fuel() {
        try (Instance instance = instance(2000, 1000)) {
            Machine machine = instance.machine;
            machine.polls = -1;
            machine.pollStrip();
            assertEquals(2000 - 1001, machine.pollBudget());
        }
    }

    /// Turns of a compiled loop from one poll to the next.
    private static int turnsToPoll(Machine machine) {
        machine.polls = -1;
        machine.pollTurn();
        return machine.pollBudget();
    }

    @Test
    void turns_poll_often_while_code_is_new() {
        try (Instance instance = instance(Long.MAX_VALUE, 1000)) {
            Machine machine = instance.machine;
            assertEquals(1000, turnsToPoll(machine));
            machine.meetNewCode();
            int often = 0;
            for (int poll = 0; poll < 20_000; poll++) {
                int turns = turnsToPoll(machine);
                assertTrue(turns == 1000 || turns > 100 && turns <= 256, "" + turns);
                often += turns == 1000 ? 0 : 1;
            }
            assertEquals(8000, often);
        }
    }

    @Test
    void turns_of_new_code_use_exactly_the_fuel() {
        for (int fuel : new int[] {0, 1, 128, 255, 256, 257, 10_000}) {
            try (Instance instance = instance(fuel, 1000)) {
                Machine machine = instance.machine;
                machine.meetNewCode();
                int turns = 0;
                try {
                    for (; ; turns++) {
                        if (--machine.polls < 0) {
                            machine.pollTurn();
                        }
                    }
                } catch (LimitReached e) {
                    assertEquals(fuel, turns);
                }
            }
        }
    }

    /// Polls of turns with three calls each, that poll early, until the fuel is used up.
    private static long earlyTurns(Machine machine) {
        long counted = 0;
        int polls = machine.polls;
        try {
            while (true) {
                polls = Polls.refill(polls, 3, machine, 0, 0);
                if (polls >= 3) {
                    polls -= 3;
                    counted += 3;
                } else {
                    for (int call = 0; call < 3; call++) {
                        polls = Polls.count(polls, machine, 0, 0);
                        counted++;
                    }
                }
                polls = Polls.countStrip(polls, machine, 0, 0);
                counted++;
            }
        } catch (LimitReached e) {
            assertEquals(Limit.FUEL, e.limit());
            return counted;
        }
    }

    @Test
    void early_polls_take_no_fuel() {
        for (long fuel = 0; fuel < 60; fuel++) {
            for (int interval : new int[] {1, 2, 3, 4, 5, 10, 1000}) {
                try (Instance instance = instance(fuel, interval)) {
                    assertEquals(fuel, earlyTurns(instance.machine), fuel + " by " + interval);
                }
            }
        }
    }

    @Test
    void a_poll_with_something_to_do_is_not_early() {
        try (Instance instance = instance(Long.MAX_VALUE, 10)) {
            Machine machine = instance.machine;
            assertFalse(Polls.refill(2, 3, machine, 0, 0) == 2);
            machine.cancel();
            assertEquals(2, Polls.refill(2, 3, machine, 0, 0));
            assertThrows(Cancelled.class, () -> Polls.count(0, machine, 0, 0));
        }
        try (Instance instance = instance(Long.MAX_VALUE, 10)) {
            instance.machine.setPollHook(() -> {});
            assertEquals(2, Polls.refill(2, 3, instance.machine, 0, 0));
        }
    }

    /// Else interpreted code would run for thousands of turns before somebody looks whether it is
    /// compiled by now.
    @Test
    void the_next_poll_is_near_behind_a_builtin_that_has_counted_far() {
        try (Instance instance = instance(Long.MAX_VALUE, 5000)) {
            Machine machine = instance.machine;
            machine.pollSoon(3);
            machine.chargeElements(10 * Machine.ELEMENTS_PER_POLL);
            assertTrue(machine.pollBudget() > 4000);
            machine.returnPolls = 100;
            machine.pollSoon(3);
            long before = machine.pollCount();
            machine.chargeElements(10 * Machine.ELEMENTS_PER_POLL);
            assertEquals(10, machine.pollCount() - before);
            int budget = machine.pollBudget();
            assertTrue(budget >= 100 && budget < 200, () -> budget + " polls");
        }
    }
}
