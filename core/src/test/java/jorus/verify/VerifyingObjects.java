package jorus.verify;

import jorus.image.ImageBuilder.ClosureEntry;
import jorus.image.ImageBuilder.EnumEntry;
import jorus.image.ImageBuilder.FieldEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.image.ImageBuilder.StructEntry;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import java.util.List;

/// An image with a type of each kind, the functions of its closure, and adapters of its function
/// types: the entry is function 0.
abstract class VerifyingObjects extends Verifying {
    static final int I32 = TypeIds.I32;
    static final int F64 = TypeIds.F64;
    static final int BOOL = TypeIds.BOOL;
    static final int STRING = TypeIds.STRING;
    static final int ANY = TypeIds.ANY;

    static final int NAME = 8;
    static final int NOTE = 16;
    static final int SIZE = 32;
    static final int AGE = 40;
    static final int IS_OLD = 44;

    static final int EMPTY = 0;
    static final int CIRCLE = 1;
    static final int LABEL = 2;
    static final int RADIUS = 8;
    static final int TEXT = 8;
    static final int VALUE = 16;

    static final int CONTENT = 8;
    static final int CAPTURE = 8;

    static final int DIRECT = 1;
    static final int DYNAMIC = 2;
    static final int ADAPTER = 3;
    static final int ACTION_ADAPTER = 4;

    /// `struct Person: name: string, note: any, size: f64, age: i32, is_old: bool`.
    final int person = struct("Person", person());

    /// `enum Shape: Empty, Circle(radius: f64), Label(text: string, value: any)`.
    final int shape = shape();

    final int empty = shape + 1 + EMPTY;
    final int circle = shape + 1 + CIRCLE;
    final int label = shape + 1 + LABEL;

    /// The cell of a string.
    final int cell = cell();

    /// `fn(i32, string) -> f64`.
    final int signature =
            image.functionType(new int[] {I32, STRING}, F64, "fn(i32, string) -> f64");

    /// `fn()`.
    final int action = image.functionType(NO_ARGUMENTS, TypeIds.VOID, "fn()");

    /// A function with this signature that captures a cell.
    final int closure = closure();

    private static RecordEntry person() {
        List<FieldEntry> fields =
                List.of(
                        new FieldEntry(NAME, STRING, "name"),
                        new FieldEntry(NOTE, ANY, "note"),
                        new FieldEntry(SIZE, F64, "size"),
                        new FieldEntry(AGE, I32, "age"),
                        new FieldEntry(IS_OLD, BOOL, "is_old"));
        return new RecordEntry("Person", fields, 1, 1, 16);
    }

    final int struct(String name, RecordEntry layout) {
        int id = image.declareType();
        image.defineType(id, new StructEntry(name, layout, false));
        return id;
    }

    private int shape() {
        int id = image.declareEnum(3);
        List<FieldEntry> radius = List.of(new FieldEntry(RADIUS, F64, "radius"));
        List<FieldEntry> both =
                List.of(new FieldEntry(TEXT, STRING, "text"), new FieldEntry(VALUE, ANY, "value"));
        image.defineType(
                id,
                new EnumEntry(
                        "Shape",
                        List.of(
                                new RecordEntry("Empty", List.of(), 0, 0, 0),
                                new RecordEntry("Circle", radius, 0, 0, 8),
                                new RecordEntry("Label", both, 1, 1, 0))));
        return id;
    }

    private int cell() {
        int id = image.declareType();
        List<FieldEntry> fields = List.of(new FieldEntry(CONTENT, STRING, "content"));
        RecordEntry layout = new RecordEntry("string", fields, 1, 0, 0);
        image.defineType(id, new StructEntry("string", layout, true));
        return id;
    }

    private int closure() {
        int id = image.declareType();
        List<FieldEntry> fields = List.of(new FieldEntry(CAPTURE, cell, "s"));
        RecordEntry layout = new RecordEntry("scale", fields, 1, 0, 0);
        image.defineType(id, new ClosureEntry("scale", DIRECT, DYNAMIC, signature, 2, layout));
        return id;
    }

    TestFunction direct() {
        int[] arguments = {closure, STRING, I32};
        TestFunction f = new TestFunction("scale", F64, arguments, cell, STRING, F64);
        return f.op(Opcode.GET_FIELD_REF, f.local(0), f.argument(0), CAPTURE)
                .op(Opcode.GET_FIELD_REF, f.local(1), f.local(0), CONTENT)
                .op(Opcode.F64_I32, f.local(2), f.argument(2))
                .op(Opcode.RET_F64, f.local(2));
    }

    TestFunction dynamic() {
        int[] arguments = {TypeIds.FUNCTION, ANY, ANY};
        TestFunction f = new TestFunction("scale", ANY, arguments);
        return f.op(Opcode.RET_ANY, f.argument(1));
    }

    TestFunction adapter() {
        int[] arguments = {signature, STRING, I32};
        TestFunction f = new TestFunction("adapter", F64, arguments, ANY, F64);
        return f.op(Opcode.BOX_I32, f.out(8), f.argument(2), I32)
                .op(Opcode.BOX_REF, f.out(24), f.argument(1))
                .op(Opcode.CALL_DYNAMIC, f.local(0), f.argument(0), 2)
                .op(Opcode.UNBOX_F64, f.local(1), f.local(0), F64)
                .op(Opcode.RET_F64, f.local(1));
    }

    private TestFunction actionAdapter() {
        TestFunction f = new TestFunction("adapter", TypeIds.VOID, new int[] {action}, ANY);
        return f.op(Opcode.CALL_DYNAMIC, f.local(0), f.argument(0), 0).op(Opcode.RET);
    }

    private TestFunction[] with(TestFunction main) {
        image.adapter(signature, ADAPTER);
        image.adapter(action, ACTION_ADAPTER);
        return new TestFunction[] {main, direct(), dynamic(), adapter(), actionAdapter()};
    }

    VerifiedImage accepts(TestFunction main) {
        return accepted(with(main));
    }

    VerifyFailure rejects(Rule rule, TestFunction main) {
        return rejected(rule, with(main));
    }

    /// The entry function, with these locals, and a string for it.
    TestFunction main(int... locals) {
        image.string(new byte[] {'a'});
        return TestFunction.entry(locals);
    }
}
