package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.arena.OffHeap;

import org.junit.jupiter.api.Test;

class TypeDescriptorsTest {
    @Test
    void ids_count_from_one_and_id_zero_is_no_reference() {
        try (OffHeap memory = new OffHeap()) {
            TypeDescriptors types = new TypeDescriptors(memory);
            assertEquals(1, types.addValue());
            assertEquals(2, types.addString());
            assertEquals(3, types.count());
            assertFalse(types.isReference(0));
        }
    }

    @Test
    void only_types_of_objects_are_references() {
        try (Fixture f = new Fixture()) {
            assertFalse(f.types.isReference(f.number));
            for (int id : new int[] {f.leaf, f.pair, f.closure, f.reference, f.ints, f.string}) {
                assertTrue(f.types.isReference(id), "type id " + id);
            }
        }
    }

    @Test
    void tags_that_are_no_type_id_are_no_references() {
        try (Fixture f = new Fixture()) {
            long past = f.types.count();
            for (long tag : new long[] {past, -1, Long.MIN_VALUE, (1L << 32) + f.string}) {
                assertFalse(f.types.isReference(tag), "tag " + tag);
            }
        }
    }

    @Test
    void descriptors_keep_what_they_were_given_when_the_table_grows() {
        try (OffHeap memory = new OffHeap()) {
            TypeDescriptors types = new TypeDescriptors(memory);
            for (int i = 1; i <= 1000; i++) {
                assertEquals(i, types.addRecord(i, 2 * i, 8));
            }
            int array = types.addArray(ElementKind.ANY);
            for (int i = 1; i <= 1000; i++) {
                assertEquals(Shape.RECORD, types.shape(i));
                assertEquals(i, types.refCount(i));
                assertEquals(2 * i, types.anyCount(i));
                assertEquals(8 + 8 * i + 32 * i + 8, types.objectBytes(i));
            }
            assertEquals(ElementKind.ANY, types.elements(array));
        }
    }

    @Test
    void the_codes_in_descriptors_are_the_ordinals_of_their_enums() {
        assertEquals(Shape.NONE_CODE, Shape.NONE.ordinal());
        assertEquals(Shape.LEAF_CODE, Shape.LEAF.ordinal());
        assertEquals(Shape.RECORD_CODE, Shape.RECORD.ordinal());
        assertEquals(Shape.SIZED_RECORD_CODE, Shape.SIZED_RECORD.ordinal());
        assertEquals(Shape.ARRAY_CODE, Shape.ARRAY.ordinal());
        assertEquals(Shape.STRING_CODE, Shape.STRING.ordinal());
        assertEquals(ElementKind.REF_CODE, ElementKind.REF.ordinal());
        assertEquals(ElementKind.ANY_CODE, ElementKind.ANY.ordinal());
        assertEquals(CellKind.OBJECT_CODE, CellKind.OBJECT.ordinal());
        assertEquals(CellKind.DATA_CODE, CellKind.DATA.ordinal());
        assertEquals(CellKind.BUFFER_CODE, CellKind.BUFFER.ordinal());
        assertEquals(CellKind.COUNT, CellKind.values().length);
    }

    @Test
    void a_record_without_refs_is_a_leaf() {
        try (Fixture f = new Fixture()) {
            assertEquals(Shape.LEAF, f.types.shape(f.leaf));
            assertEquals(Shape.RECORD, f.types.shape(f.types.addRecord(0, 1, 0)));
        }
    }

    @Test
    void records_of_the_largest_size_are_accepted_and_larger_ones_are_not() {
        try (Fixture f = new Fixture()) {
            int most = (1 << 30) - 8;
            assertEquals(1 << 30, f.types.objectBytes(f.types.addRecord(0, 0, most)));
            assertThrows(IllegalArgumentException.class, () -> f.types.addRecord(0, 0, most + 1));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> f.types.addRecord(Integer.MAX_VALUE, Integer.MAX_VALUE, 0));
            assertThrows(IllegalArgumentException.class, () -> f.types.addRecord(-1, 0, 0));
        }
    }
}
