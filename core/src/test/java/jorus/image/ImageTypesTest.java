package jorus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.ImageBuilder.ClosureEntry;
import jorus.image.ImageBuilder.EnumEntry;
import jorus.image.ImageBuilder.FieldEntry;
import jorus.image.ImageBuilder.MethodEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.image.ImageBuilder.StructEntry;
import jorus.isa.Generated;
import jorus.isa.Opcode;
import jorus.memory.arena.OffHeap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What an image says of its types.
class ImageTypesTest {
    private final OffHeap memory = new OffHeap();
    private final ImageBuilder builder = new ImageBuilder();

    private final int point = builder.declareType();
    private final int shape = builder.declareEnum(2);
    private final int points = builder.arrayType(point, "[Point]");
    private final int cell = builder.declareType();
    private final int signature =
            builder.functionType(new int[] {point}, TypeIds.F64, "fn(Point) -> f64");
    private final int closure = builder.declareType();
    private final int method = builder.declareType();

    ImageTypesTest() {
        List<FieldEntry> coordinates =
                List.of(
                        new FieldEntry(16, TypeIds.F64, "x"),
                        new FieldEntry(24, TypeIds.F64, "y"),
                        new FieldEntry(8, TypeIds.STRING, "name"));
        RecordEntry layout = new RecordEntry("Point", coordinates, 1, 0, 16);
        builder.defineType(point, new StructEntry("Point", layout, false));
        List<FieldEntry> of = List.of(new FieldEntry(8, TypeIds.ANY, "of"));
        RecordEntry none = new RecordEntry("None", List.of(), 0, 0, 0);
        RecordEntry some = new RecordEntry("Some", of, 0, 1, 0);
        builder.defineType(shape, new EnumEntry("Option", List.of(none, some)));
        List<FieldEntry> content = List.of(new FieldEntry(8, point, "content"));
        RecordEntry cells = new RecordEntry("Point", content, 1, 0, 0);
        builder.defineType(cell, new StructEntry("Point", cells, true));
        List<FieldEntry> captures = List.of(new FieldEntry(8, cell, "p"));
        RecordEntry captured = new RecordEntry("length", captures, 1, 0, 0);
        builder.defineType(closure, new ClosureEntry("length", 1, 2, signature, 1, captured));
        RecordEntry plain = new RecordEntry("area", List.of(), 0, 0, 0);
        builder.defineType(method, new ClosureEntry("area", 1, 2, signature, 1, plain));
        builder.method(new MethodEntry(shape, "area", method));
        builder.method(new MethodEntry(point, "length2", method));
        builder.method(new MethodEntry(point, "length", method));
    }

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    private TestFunction main() {
        TestFunction main = TestFunction.entry(TypeIds.ERROR, shape, TypeIds.I32);
        return main.op(Opcode.NEW_VARIANT, main.local(1), 0, shape)
                .op(Opcode.VARIANT, main.local(2), main.local(1))
                .op(Opcode.ADD_I32, main.local(2), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.HALT)
                .handler(2, 3, 4, main.local(0))
                .handler(0, 3, 3, -1);
    }

    private TestFunction direct() {
        TestFunction f =
                new TestFunction("length", TypeIds.F64, new int[] {signature, point}, TypeIds.F64);
        return f.op(Opcode.GET_FIELD_F64, f.local(0), f.argument(1), 16)
                .op(Opcode.RET_F64, f.local(0));
    }

    private TestFunction dynamic() {
        int[] arguments = {TypeIds.FUNCTION, TypeIds.ANY};
        TestFunction f = new TestFunction("length", TypeIds.ANY, arguments);
        return f.op(Opcode.RET_ANY, f.argument(1));
    }

    private Image write() {
        TestFunction.image(builder, main(), direct(), dynamic());
        return ImageWriter.write(builder, memory);
    }

    @Test
    void kinds() {
        Image image = write();
        assertEquals(TypeKind.BASIC, image.typeKind(TypeIds.OPEN_ARRAY));
        assertEquals(TypeKind.STRUCT, image.typeKind(point));
        assertEquals(TypeKind.ENUM, image.typeKind(shape));
        assertEquals(TypeKind.VARIANT, image.typeKind(shape + 1));
        assertEquals(TypeKind.ARRAY, image.typeKind(points));
        assertEquals(TypeKind.CELL, image.typeKind(cell));
        assertEquals(TypeKind.FUNCTION, image.typeKind(signature));
        assertEquals(TypeKind.CLOSURE, image.typeKind(closure));
        assertTrue(image.isArray(points));
        assertFalse(image.isArray(TypeIds.OPEN_ARRAY));
    }

    @Test
    void names_as_in_messages() {
        Image image = write();
        assertEquals("Option", image.typeName(shape));
        assertEquals("Option", image.typeName(shape + 2));
        assertEquals("Some", image.ownName(shape + 2));
        assertEquals("function", image.typeName(closure));
        assertEquals("length", image.ownName(closure));
        assertEquals("fn(Point) -> f64", image.typeName(signature));
        assertEquals("[Point]", image.typeName(points));
    }

    @Test
    void fields_in_the_order_of_the_declaration() {
        Image image = write();
        assertEquals(3, image.fieldCount(point));
        assertEquals("x", image.fieldName(point, 0));
        assertEquals(24, image.fieldOffset(point, 1));
        assertEquals(TypeIds.STRING, image.fieldType(point, 2));
        assertEquals(1, image.recordRefs(point));
        assertEquals(0, image.recordAnys(point));
        assertEquals(16, image.recordNumberBytes(point));
    }

    @Test
    void variants_follow_their_enum() {
        Image image = write();
        assertEquals(2, image.variantCount(shape));
        assertEquals(shape + 2, image.variantType(shape, 1));
        assertEquals(shape, image.enumOf(shape + 2));
        assertEquals(1, image.variantNumber(shape + 2));
        assertEquals(shape, image.valueType(shape + 1));
        assertEquals(point, image.valueType(point));
        assertEquals("of", image.fieldName(shape + 2, 0));
        assertEquals(0, image.fieldCount(shape + 1));
    }

    @Test
    void closures_and_signatures() {
        Image image = write();
        assertEquals(1, image.direct(closure));
        assertEquals(2, image.dynamic(closure));
        assertEquals(signature, image.signature(closure));
        assertEquals(1, image.closureParameters(closure));
        assertEquals(1, image.parameterCount(signature));
        assertEquals(point, image.parameterType(signature, 0));
        assertEquals(TypeIds.F64, image.resultType(signature));
    }

    @Test
    void a_function_type_has_an_adapter_or_none() {
        int action = builder.functionType(new int[0], TypeIds.VOID, "fn()");
        builder.adapter(action, 3);
        TestFunction adapter = new TestFunction("adapter", TypeIds.VOID, new int[] {action});
        TestFunction.image(builder, main(), direct(), dynamic(), adapter.op(Opcode.RET));
        Image image = ImageWriter.write(builder, memory);
        assertEquals(3, image.adapter(action));
        assertEquals(ImageLayout.NO_FUNCTION, image.adapter(signature));
        assertTrue(image.isAdapter(3));
        // What closures have in that place.
        assertFalse(image.isAdapter(1));
    }

    @Test
    void equal_function_types_are_one() {
        int same = builder.functionType(new int[] {point}, TypeIds.F64, "fn(Point) -> f64");
        int other = builder.functionType(new int[] {point}, TypeIds.VOID, "fn(Point)");
        assertEquals(signature, same);
        assertEquals(other, builder.functionType(new int[] {point}, TypeIds.VOID, "fn(Point)"));
        assertTrue(other != signature);
    }

    /// Looks a name up that stands in memory.
    private interface Lookup {
        int find(long address, int bytes);
    }

    private int find(String name, Lookup lookup) {
        ImageBuilder text = new ImageBuilder();
        text.string(name.getBytes(StandardCharsets.UTF_8));
        TestFunction.image(text, TestFunction.entry().op(Opcode.HALT));
        Image image = ImageWriter.write(text, memory);
        return lookup.find(image.stringAddress(0), image.stringBytes(0));
    }

    @Test
    void methods_are_found_by_owner_and_name() {
        Image image = write();
        assertEquals(method, find("length", (at, n) -> image.method(point, at, n)));
        assertEquals(method, find("length2", (at, n) -> image.method(point, at, n)));
        assertEquals(method, find("area", (at, n) -> image.method(shape, at, n)));
        assertEquals(-1, find("area", (at, n) -> image.method(point, at, n)));
        assertEquals(-1, find("lengt", (at, n) -> image.method(point, at, n)));
        assertEquals(-1, find("", (at, n) -> image.method(point, at, n)));
        assertEquals(-1, find("length", (at, n) -> image.method(points, at, n)));
    }

    @Test
    void fields_are_found_by_name() {
        Image image = write();
        assertEquals(1, find("y", (at, n) -> image.fieldNamed(point, at, n)));
        assertEquals(2, find("name", (at, n) -> image.fieldNamed(point, at, n)));
        assertEquals(-1, find("nam", (at, n) -> image.fieldNamed(point, at, n)));
        assertEquals(-1, find("names", (at, n) -> image.fieldNamed(point, at, n)));
    }

    @Test
    void a_type_that_is_never_defined() {
        builder.declareType();
        assertThrows(AssertionError.class, this::write);
    }

    @Test
    void a_call_of_a_function_value_reserves_a_place_for_it() {
        int action = builder.functionType(new int[0], TypeIds.VOID, "fn()");
        TestFunction call = new TestFunction("call", TypeIds.VOID, new int[] {action});
        call.op(Opcode.CALL_VALUE, call.argument(0), action).op(Opcode.RET);
        TestFunction.image(builder, main(), direct(), dynamic(), call);
        Image image = ImageWriter.write(builder, memory);
        int frame = image.function(3, ImageLayout.FRAME_BYTES);
        assertTrue(image.function(3, ImageLayout.RESERVE_BYTES) >= frame + 40);
    }

    @Test
    void the_listing_shows_types_methods_and_handlers() throws IOException {
        String text = Listing.of(write(), null);
        Generated.check("core/src/test/resources/jorus/image/types.txt", text);
    }
}
