package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jorus.image.Forgery;
import jorus.image.Image;
import jorus.image.ImageBuilder.ClosureEntry;
import jorus.image.ImageBuilder.FieldEntry;
import jorus.image.ImageBuilder.MethodEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.image.ImageBuilder.StructEntry;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Opcode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Types, fields, parameters and methods that are changed in an image that is right.
class TypeVerifierTest extends VerifyingObjects {
    private static final int FIELD_TYPE = 4;
    private static final int FIELD_NAME = 8;

    private Image written;
    private int method;

    @BeforeEach
    void write() {
        method = plainClosure();
        image.method(new MethodEntry(shape, "b", method));
        image.method(new MethodEntry(shape, "a", method));
        image.method(new MethodEntry(person, "z", method));
        TestFunction main = main().op(Opcode.HALT);
        TestFunction run = new TestFunction("run", TypeIds.VOID, new int[] {action, person});
        TestFunction any = new TestFunction("run", ANY, new int[] {action, ANY}, ANY);
        any.op(Opcode.RET_ANY, any.argument(1));
        image.adapter(signature, 5);
        TestFunction.image(image, main, direct(), dynamic(), run.op(Opcode.RET), any, adapter());
        written = ImageWriter.write(image, memory);
    }

    private int plainClosure() {
        int type = image.functionType(new int[] {person}, TypeIds.VOID, "fn(Person)");
        int id = image.declareType();
        RecordEntry layout = new RecordEntry("run", List.of(), 0, 0, 0);
        image.defineType(id, new ClosureEntry("run", 3, 4, type, 1, layout));
        return id;
    }

    private void rejectsType(int type, int field, int... values) {
        int right = written.type(type, field);
        for (int value : values) {
            int index = type - TypeIds.FIRST_FREE;
            rejects(Forgery.entry(written, Section.TYPES, index, field, value));
        }
        Forgery.entry(written, Section.TYPES, type - TypeIds.FIRST_FREE, field, right);
        Verifier.verify(written);
    }

    private void rejectsEntry(Section section, int index, int field, int right, int... values) {
        for (int value : values) {
            rejects(Forgery.entry(written, section, index, field, value));
        }
        Verifier.verify(Forgery.entry(written, section, index, field, right));
    }

    private static void rejects(Image forged) {
        VerifyFailure failure = assertThrows(VerifyFailure.class, () -> Verifier.verify(forged));
        assertEquals(Rule.TYPES, failure.rule(), failure.getMessage());
    }

    @Test
    void kinds_that_there_are_not() {
        rejectsType(person, ImageLayout.TYPE_KIND, 0, -1, TypeKind.count(), Integer.MIN_VALUE);
    }

    @Test
    void types_that_are_taken_for_others() {
        int array = TypeKind.ARRAY.ordinal();
        int struct = TypeKind.STRUCT.ordinal();
        int variant = TypeKind.VARIANT.ordinal();
        int function = TypeKind.FUNCTION.ordinal();
        rejectsType(person, ImageLayout.TYPE_KIND, array, variant, function);
        rejectsType(shape, ImageLayout.TYPE_KIND, struct, array);
        rejectsType(circle, ImageLayout.TYPE_KIND, struct, array);
        rejectsType(signature, ImageLayout.TYPE_KIND, struct, array);
        rejectsType(closure, ImageLayout.TYPE_KIND, struct, array, function);
    }

    @Test
    void iterators_are_no_values() {
        rejectsEntry(Section.FIELDS, 0, FIELD_TYPE, STRING, TypeIds.ITERATOR);
    }

    @Test
    void names_that_there_are_not() {
        rejectsType(person, ImageLayout.TYPE_NAME, -1, 999);
    }

    @Test
    void fields_that_are_not_in_order() {
        rejectsType(label, ImageLayout.TYPE_FIRST, 0, -1, 99, Integer.MAX_VALUE);
        rejectsType(person, ImageLayout.TYPE_COUNT, 4, 6, -1, Integer.MAX_VALUE);
    }

    @Test
    void objects_of_another_size() {
        rejectsType(person, ImageLayout.TYPE_REFS, 0, 2, -1, 1 << 28, Integer.MAX_VALUE);
        rejectsType(person, ImageLayout.TYPE_ANYS, 0, 2, -1, 1 << 28, Integer.MAX_VALUE);
        rejectsType(person, ImageLayout.TYPE_BYTES, 8, 15, 17, -1, 1 << 15, Integer.MAX_VALUE);
    }

    @Test
    void fields_of_an_entry_that_its_kind_has_no_use_for() {
        rejectsType(person, ImageLayout.TYPE_TYPE, 1);
        rejectsType(person, ImageLayout.TYPE_NUMBER, 1);
        rejectsType(circle, ImageLayout.TYPE_DIRECT, 1);
        rejectsType(shape, ImageLayout.TYPE_REFS, 1);
        rejectsType(signature, ImageLayout.TYPE_BYTES, 1);
        rejectsType(closure, ImageLayout.TYPE_END, 1);
    }

    @Test
    void places_outside_the_part_of_their_bank() {
        rejectsEntry(Section.FIELDS, 0, 0, NAME, 0, -8, 12, 16, 48, Integer.MAX_VALUE);
        rejectsEntry(Section.FIELDS, 1, 0, NOTE, 8, 24, 32, Integer.MIN_VALUE);
        rejectsEntry(Section.FIELDS, 2, 0, SIZE, 8, 24, 36, 44, Integer.MAX_VALUE - 7);
        rejectsEntry(Section.FIELDS, 3, 0, AGE, 42, 28, 48, Integer.MAX_VALUE - 3);
    }

    @Test
    void fields_that_overlap() {
        rejectsEntry(Section.FIELDS, 3, 0, AGE, SIZE, SIZE + 4, IS_OLD);
        rejectsEntry(Section.FIELDS, 2, 0, SIZE, SIZE + 8);
    }

    @Test
    void types_that_no_field_has() {
        int[] wrong = {TypeIds.VOID, TypeIds.NONE, -1, 999, cell, 17};
        rejectsEntry(Section.FIELDS, 0, FIELD_TYPE, STRING, wrong);
    }

    @Test
    void fields_without_names() {
        int name = written.fieldNameIndex(0);
        rejectsEntry(Section.FIELDS, 0, FIELD_NAME, name, -1, 999);
    }

    @Test
    void enums_with_another_number_of_variants() {
        rejectsType(shape, ImageLayout.TYPE_COUNT, 0, 2, 4, -1, Integer.MAX_VALUE);
    }

    @Test
    void variants_of_another_enum() {
        rejectsType(circle, ImageLayout.TYPE_TYPE, person, 0, -1, circle);
        rejectsType(circle, ImageLayout.TYPE_NUMBER, 0, 2, -1);
    }

    @Test
    void closures_of_no_function_type() {
        rejectsType(closure, ImageLayout.TYPE_TYPE, action, person, 0, -1, 999);
        rejectsType(closure, ImageLayout.TYPE_NUMBER, 0, 3, -1);
    }

    @Test
    void closures_of_functions_that_there_are_not() {
        rejectsType(closure, ImageLayout.TYPE_DIRECT, 0, -1, 6, Integer.MAX_VALUE);
        rejectsType(closure, ImageLayout.TYPE_DYNAMIC, 0, -1, 6, Integer.MAX_VALUE);
    }

    @Test
    void adapters_that_there_are_not() {
        rejectsType(signature, ImageLayout.TYPE_DIRECT, 0, -2, 6, Integer.MAX_VALUE);
        rejectsType(action, ImageLayout.TYPE_DIRECT, 0, -2, 6, Integer.MIN_VALUE);
        rejectsType(signature, ImageLayout.TYPE_DYNAMIC, 1, -1);
    }

    @Test
    void a_function_type_that_is_never_called_needs_no_adapter() {
        int index = signature - TypeIds.FIRST_FREE;
        int none = ImageLayout.NO_FUNCTION;
        Verifier.verify(
                Forgery.entry(written, Section.TYPES, index, ImageLayout.TYPE_DIRECT, none));
    }

    @Test
    void function_types_with_parameters_of_later_types() {
        rejectsEntry(Section.PARAMETERS, 0, 0, I32, signature, closure, cell, 0, -1, 999);
        rejectsType(signature, ImageLayout.TYPE_FIRST, 1, -1);
        rejectsType(signature, ImageLayout.TYPE_COUNT, 1, -1, Integer.MAX_VALUE);
    }

    @Test
    void function_types_with_results_that_there_are_not() {
        rejectsType(signature, ImageLayout.TYPE_TYPE, signature, cell, 0, -1, 999, 17);
    }

    @Test
    void methods_that_are_not_in_order() {
        // Person.z, Shape.a, Shape.b: the order of owners, then of names.
        int a = written.methodNameIndex(1);
        int b = written.methodNameIndex(2);
        rejectsEntry(Section.METHODS, 1, 4, a, b);
        rejectsEntry(Section.METHODS, 2, 4, b, a);
        rejectsEntry(Section.METHODS, 1, 4, a, -1, 999);
    }

    @Test
    void methods_of_what_has_none() {
        rejectsEntry(Section.METHODS, 0, 0, person, STRING, 0, -1, 999, cell, closure, signature);
    }

    @Test
    void methods_that_are_no_plain_closures() {
        rejectsEntry(Section.METHODS, 0, 8, method, closure, person, 0, -1, 999);
        rejectsEntry(Section.METHODS, 0, 12, 0, 1);
    }

    @Test
    void an_image_of_a_record_at_the_limit() {
        largest(ImageLayout.MAX_RECORD_BYTES - 8);
        rejects(ImageWriter.write(largest(ImageLayout.MAX_RECORD_BYTES - 4).image, memory));
    }

    /// An image with a struct of this many bytes behind the header.
    private Verifying largest(int bytes) {
        TypeVerifierTest other = new TypeVerifierTest();
        List<FieldEntry> fields = new ArrayList<>();
        for (int at = 0; at < bytes; at += 4) {
            fields.add(new FieldEntry(8 + at, I32, "x"));
        }
        int id = other.image.declareType();
        RecordEntry layout = new RecordEntry("Large", fields, 0, 0, bytes);
        other.image.defineType(id, new StructEntry("Large", layout, false));
        TestFunction main = TestFunction.entry().op(Opcode.HALT);
        TestFunction.image(other.image, main, other.direct(), other.dynamic());
        if (bytes + 8 <= ImageLayout.MAX_RECORD_BYTES) {
            Verifier.verify(ImageWriter.write(other.image, memory));
        }
        return other;
    }
}
