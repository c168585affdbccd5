package jorus.runtime;

import jorus.image.ImageBuilder;
import jorus.image.ImageBuilder.ClosureEntry;
import jorus.image.ImageBuilder.EnumEntry;
import jorus.image.ImageBuilder.FieldEntry;
import jorus.image.ImageBuilder.MethodEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.image.ImageBuilder.StructEntry;
import jorus.image.TypeIds;

import java.util.List;

/// Types of objects for tests: `struct Point: x: i32, y: f64, on: bool`, `struct Node: next: any,
/// call: any, tags: [i32]`, `enum Shape: Dot, Box(w: i32, h: i64), Wrap(inner: any)`, and a
/// function value `f` of one parameter that is also the method `grow` of Point.
final class Types {
    static final int Y = 8;
    static final int X = 16;
    static final int ON = 20;

    static final int TAGS = 8;
    static final int NEXT = 16;
    static final int CALL = 32;

    static final int DOT = 0;
    static final int BOX = 1;
    static final int WRAP = 2;
    static final int HEIGHT = 8;
    static final int WIDTH = 16;
    static final int INNER = 8;

    final int point;
    final int node;
    final int shape;
    final int closure;
    final int closures;

    Types(ImageBuilder builder) {
        List<FieldEntry> fields =
                List.of(
                        new FieldEntry(X, TypeIds.I32, "x"),
                        new FieldEntry(Y, TypeIds.F64, "y"),
                        new FieldEntry(ON, TypeIds.BOOL, "on"));
        point = builder.declareType();
        RecordEntry layout = new RecordEntry("Point", fields, 0, 0, 16);
        builder.defineType(point, new StructEntry("Point", layout, false));
        node = node(builder);
        shape = shape(builder);
        int signature = builder.functionType(new int[] {point}, TypeIds.I32, "fn(Point) -> i32");
        closures = builder.arrayType(signature, "[fn(Point) -> i32]");
        closure = builder.declareType();
        RecordEntry none = new RecordEntry("f", List.of(), 0, 0, 0);
        builder.defineType(closure, new ClosureEntry("f", 0, 0, signature, 1, none));
        builder.method(new MethodEntry(point, "grow", closure));
    }

    private static int node(ImageBuilder builder) {
        int id = builder.declareType();
        int ints = builder.arrayType(TypeIds.I32, "[i32]");
        List<FieldEntry> fields =
                List.of(
                        new FieldEntry(NEXT, TypeIds.ANY, "next"),
                        new FieldEntry(CALL, TypeIds.ANY, "call"),
                        new FieldEntry(TAGS, ints, "tags"));
        RecordEntry layout = new RecordEntry("Node", fields, 1, 2, 0);
        builder.defineType(id, new StructEntry("Node", layout, false));
        return id;
    }

    private static int shape(ImageBuilder builder) {
        int id = builder.declareEnum(3);
        List<FieldEntry> box =
                List.of(
                        new FieldEntry(WIDTH, TypeIds.I32, "w"),
                        new FieldEntry(HEIGHT, TypeIds.I64, "h"));
        List<FieldEntry> inner = List.of(new FieldEntry(INNER, TypeIds.ANY, "inner"));
        builder.defineType(
                id,
                new EnumEntry(
                        "Shape",
                        List.of(
                                new RecordEntry("Dot", List.of(), 0, 0, 0),
                                new RecordEntry("Box", box, 0, 0, 16),
                                new RecordEntry("Wrap", inner, 0, 1, 0))));
        return id;
    }
}
