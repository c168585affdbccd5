package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.builtin.Builtin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyArithmeticTest {
    private static final String SAME =
            "TYPE: Operands must be the same type. Use 'as' for explicit type conversion.";

    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    private static int op(String sign) {
        return "+-*/%".indexOf(sign);
    }

    private static String expected(String text) {
        return text.equals("same") ? SAME : text;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "2,+,3,i32 5",
                "2147483647,+,1,OVERFLOW: Integer overflow",
                "-2147483648,-,1,OVERFLOW: Integer overflow",
                "65536,*,65536,OVERFLOW: Integer overflow",
                "7,/,-2,i32 -3",
                "-7,%,2,i32 -1",
                "-2147483648,%,-1,i32 0",
                "1,/,0,DIVISION_BY_ZERO: Division by zero",
                "9223372036854775807L,+,1L,OVERFLOW: Integer overflow",
                "-9223372036854775808L,-,1L,OVERFLOW: Integer overflow",
                "4294967296L,*,2147483648L,OVERFLOW: Integer overflow",
                "5L,-,7L,i64 -2",
                "5L,/,2L,i64 2",
                "4294967295u,+,1u,u32 0",
                "0u,-,1u,u32 4294967295",
                "4294967295u,/,2u,u32 2147483647",
                "18446744073709551615U,+,2U,u64 1",
                "18446744073709551615U,/,2U,u64 9223372036854775807",
                "0.5,+,0.25,f64 0.75",
                "1.0,/,0.0,DIVISION_BY_ZERO: Division by zero",
                "-5.5,%,2.0,f64 -1.5",
                "'a',+,'b',string \"ab\"",
            })
    void operands_of_one_type(String x, String sign, String y, String result) {
        assertEquals(expected(result), instance.apply(op(sign), x, y));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "1L,+,#2,i64 3",
                "#2,-,1L,i64 1",
                "1u,+,#2,u32 3",
                "1U,*,#2,u64 2",
                "1.5,+,#2,f64 3.5",
                "#1.5,+,2,f64 3.5",
                "2U,*,#1.5,f64 3",
                "1u,+,#-1,same",
                "1,+,#3000000000L,same",
                "1u,+,#3000000000L,u32 3000000001",
                "1L,+,#9223372036854775808U,same",
                "1.0,+,#9223372036854775808U,f64 9.22337e+18",
                "1,-,#4294967295u,i32 2",
                "1L,+,#4294967295u,i64 4294967296",
                "#1,+,'s',same",
                "'s',+,#1,same",
                "true,+,#1,same",
                "#1,+,#2,i32 3",
            })
    void literals_adapt_to_the_other_operand(String x, String sign, String y, String result) {
        assertEquals(expected(result), instance.apply(op(sign), x, y));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "1,+,1L,same",
                "1,+,'s',same",
                "1,+,1.0,same",
                "true,+,true,TYPE: Operands must be numeric",
                "'a',-,'b',TYPE: Operands must be numeric",
                "dot,+,box,TYPE: Operands must be numeric",
                "point,+,1,same",
                "void,+,void,TYPE: Operands must be numeric",
                "ints,+,ints,TYPE: Operands must be numeric",
                "ints,*,1.0,same",
            })
    void operands_that_do_not_go_together(String x, String sign, String y, String result) {
        assertEquals(expected(result), instance.apply(op(sign), x, y));
    }

    @ParameterizedTest
    @CsvSource({
        "ints,2", "2,ints", "ints,2L", "ints,2u", "2U,ints", "ints,#2",
    })
    void arrays_are_repeated(String x, String y) {
        assertEquals("array [1, 2, 3, 1, 2, 3]", instance.apply(AnyArithmetic.MULTIPLY, x, y));
        assertEquals("array [1, 2, 3, 1, 2, 3]", instance.result(Builtin.REPEAT_ANY, x, y));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "NEG_ANY,5,i32 -5",
                "NEG_ANY,5L,i64 -5",
                "NEG_ANY,0.0,f64 -0",
                "NEG_ANY,-2147483648,OVERFLOW: Integer overflow",
                "NEG_ANY,1u,TYPE: Operands must be numeric",
                "NEG_ANY,true,TYPE: Operands must be numeric",
                "NOT_ANY,true,bool false",
                "NOT_ANY,0,bool true",
                "NOT_ANY,7U,bool false",
                "NOT_ANY,0.0,TYPE: Operands must be bool",
                "NOT_ANY,'',TYPE: Operands must be bool",
            })
    void unary_operators(Builtin row, String x, String result) {
        assertEquals(result, instance.result(row, x));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "AND_ANY,true,false,bool false",
                "OR_ANY,true,false,bool true",
                "AND_ANY,12,10,i32 8",
                "OR_ANY,12L,10L,i64 14",
                "AND_ANY,12L,#10,i64 8",
                "AND_ANY,12,10L,same",
                "AND_ANY,true,1,TYPE: Operands must be bool",
                "AND_ANY,1.0,1.0,TYPE: Operands must be bool",
                "OR_ANY,'a',true,TYPE: Operands must be bool",
            })
    void and_and_or(Builtin row, String x, String y, String result) {
        assertEquals(expected(result), instance.result(row, x, y));
    }

    private String math(Builtin row, String x, String y) {
        long[] a = instance.any(x);
        long[] b = instance.any(y);
        long[] slot = new long[1];
        String trap =
                instance.trap(
                        () ->
                                slot[0] =
                                        instance.call(
                                                Builtin.MATH_ANY,
                                                a[0],
                                                a[1],
                                                b[0],
                                                b[1],
                                                row.id()));
        return trap == null ? instance.show(slot[0]) : trap;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "ABS,-3,void,i32 3",
                "ABS,-3.5,void,f64 3.5",
                "ABS,3u,void,u32 3",
                "ABS,'a',void,TYPE: Operands must be numeric",
                "MIN,3,-4,i32 -4",
                "MAX,3u,#4,u32 4",
                "MIN,18446744073709551615U,1U,u64 1",
                "MAX,1.5,#2,f64 2",
                "MAX,1,2L,same",
            })
    void mathematics(Builtin row, String x, String y, String result) {
        assertEquals(expected(result), math(row, x, y));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "'n=',5,string \"n=5\"",
                "0.5,'!',string \"0.5!\"",
                "true,'!',string \"true!\"",
                "'e: ',error,string \"e: Out of memory\"",
                "'a','b',string \"ab\"",
                "'a',point,same",
                "void,'a',same",
            })
    void strings_take_scalars(String x, String y, String result) {
        assertEquals(expected(result), instance.result(Builtin.CONCAT_ANY, x, y));
    }
}
