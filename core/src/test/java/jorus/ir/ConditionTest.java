package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final double[] NUMBERS = {-1.0, 0.0, -0.0, 1.0, 1.0 / 0.0, Double.NaN};

    @Test
    void the_negation_of_a_condition_on_reals_holds_exactly_when_it_does_not() {
        for (Condition condition : Condition.values()) {
            for (double a : NUMBERS) {
                for (double b : NUMBERS) {
                    assertNotEquals(
                            condition.holds(a, b),
                            condition.negated(false).holds(a, b),
                            condition + " " + a + " " + b);
                }
            }
        }
    }

    @Test
    void a_swapped_condition_says_the_same_of_swapped_operands() {
        for (Condition condition : Condition.values()) {
            for (double a : NUMBERS) {
                for (double b : NUMBERS) {
                    assertEquals(condition.holds(a, b), condition.swapped().holds(b, a));
                }
            }
        }
    }

    @Test
    void negations_of_orders_of_integers_are_orders() {
        assertEquals(Condition.GE, Condition.LT.negated(true));
        assertEquals(Condition.LT, Condition.GE.negated(true));
        assertEquals(Condition.NLT, Condition.LT.negated(false));
    }
}
