package jorus.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class TypesTest {
    private final Types types = new Types();

    @Test
    void equal_types_are_the_same_object() {
        assertSame(types.array(types.array(Type.I32)), types.array(types.array(Type.I32)));
        assertSame(
                types.function(List.of(Type.I32), Type.BOOL),
                types.function(List.of(Type.I32), Type.BOOL));
    }

    @Test
    void names_are_written_as_in_annotations() {
        assertEquals("[[u64]]", types.array(types.array(Type.U64)).name());
        assertEquals(
                "fn(i32, [string]) -> bool",
                types.function(List.of(Type.I32, types.array(Type.STRING)), Type.BOOL).name());
        assertEquals("fn()", types.function(List.of(), Type.VOID).name());
    }

    @Test
    void different_primitive_types_are_not_compatible() {
        assertFalse(Type.I64.accepts(Type.I32));
        assertFalse(Type.BOOL.accepts(Type.STRING));
        assertTrue(Type.F64.accepts(Type.F64));
    }

    @Test
    void any_is_compatible_with_everything_both_ways() {
        assertTrue(Type.ANY.accepts(Type.I32));
        assertTrue(types.array(Type.I32).accepts(Type.ANY));
    }

    @Test
    void arrays_are_compatible_if_their_elements_are() {
        assertTrue(types.array(Type.I32).accepts(types.array(Type.ANY)));
        assertTrue(types.array(Type.ANY).accepts(types.array(Type.I32)));
        assertFalse(types.array(Type.I32).accepts(types.array(Type.I64)));
    }

    @Test
    void functions_are_compatible_if_parameters_and_results_are() {
        Type dynamic = types.function(List.of(Type.ANY), Type.ANY);
        assertTrue(dynamic.accepts(types.function(List.of(Type.I32), Type.BOOL)));
        assertFalse(dynamic.accepts(types.function(List.of(), Type.BOOL)));
        assertFalse(
                types.function(List.of(Type.I32), Type.BOOL)
                        .accepts(types.function(List.of(Type.I32), Type.I32)));
    }

    @Test
    void an_error_is_compatible_with_everything() {
        assertTrue(Type.NEVER.accepts(Type.I32));
        assertTrue(Type.I32.accepts(Type.NEVER));
    }

    @Test
    void a_type_mentions_any_however_deep() {
        assertTrue(types.array(types.array(Type.ANY)).mentionsAny());
        assertFalse(types.array(types.array(Type.I32)).mentionsAny());
        assertTrue(types.function(List.of(Type.I32), Type.ANY).mentionsAny());
    }

    @Test
    void only_arrays_have_elements() {
        assertThrows(IllegalStateException.class, Type.I32::element);
    }
}
