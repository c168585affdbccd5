package jorus.check;

import static jorus.check.Checking.of;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// What errors of the checker propose.
class RemedyTest {
    private static void assertMessage(String expected, String... lines) {
        assertEquals("[" + expected + "]", of(lines).messages().toString());
    }

    @Test
    void a_literal_that_does_not_fit_tells_the_range() {
        assertMessage(
                "the literal -5 does not fit 'u32' | help: 'u32' holds 0 to 4294967295",
                "x: u32 = -5");
        assertMessage(
                "the literal 3000000000 does not fit 'i32', the type of the other operand"
                        + " | help: 'i32' holds -2147483648 to 2147483647",
                "x = len(\"\") + 3000000000");
        assertMessage(
                "expected 'i64', found a float literal"
                        + " | help: integers have no point; 'as i64' cuts the fraction off",
                "x: i64 = 2.5");
    }

    @Test
    void types_of_other_languages_are_known() {
        assertMessage("the type 'int' is not defined | help: did you mean 'i32'?", "x: int = 5");
        assertMessage(
                "the type 'double' is not defined | help: did you mean 'f64'?", "x: double = 5.0");
        assertMessage("the type 'zebra' is not defined", "x: zebra = 5");
    }

    @Test
    void type_arguments_are_for_enums_that_declare_parameters() {
        assertMessage(
                "the type 'P' takes no type arguments"
                        + " | help: only enums that declare type parameters do; arrays are '[T]'"
                        + " | note: 'P' is declared here @1",
                "struct P { a: i32 }",
                "fn f(p: P[i32]): p");
        assertMessage(
                "the type 'i32' takes no type arguments"
                        + " | help: only enums that declare type parameters do; arrays are '[T]'",
                "x: i32[string] = 5");
        Checking.accepted("enum E[T] { A(x: T) }", "fn f(e: E[i32], r: Result[i32]): e");
    }

    @Test
    void conversions_are_proposed() {
        assertMessage(
                "expected 'i32', found 'string' | help: 'int(...)' reads a number from a string",
                "fn f(n: i32): n",
                "f(\"5\")");
        assertMessage(
                "expected 'f64', found 'bool' | help: convert it with 'as f64'",
                "fn f(n: f64): n",
                "f(true)");
        assertMessage("expected 'i32', found '[i32]'", "fn f(n: i32): n", "f([1,])");
    }

    @Test
    void values_of_other_languages_are_known() {
        assertMessage("'True' is not defined | help: it is written 'true'", "x = True");
    }

    @Test
    void built_in_types_have_no_methods() {
        assertMessage(
                "the built-in type 'i32' can't have methods"
                        + " | help: 'impl' takes the name of a struct or an enum",
                "impl i32 { fn twice(self): self * 2 }");
        assertMessage(
                "a value of type '[i32]' has no field 'len' | help: it is a function: 'len(value)'",
                "x = [1].len");
    }

    @Test
    void a_constant_name_that_is_proposed_is_one() {
        assertMessage(
                "the constant '_maxSize' must be written in SCREAMING_SNAKE_CASE"
                        + " | help: rename it to 'MAX_SIZE'",
                "_maxSize := 5");
        assertMessage(
                "the constant '_' must be written in SCREAMING_SNAKE_CASE"
                        + " | help: such as 'MAX_SIZE'",
                "_ := 5");
    }
}
