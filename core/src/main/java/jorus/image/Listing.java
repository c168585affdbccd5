package jorus.image;

import jorus.builtin.Builtin;
import jorus.isa.Bank;
import jorus.isa.Disassembler;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import java.util.List;

/// Writes a verified image as text: function by function the frame, slot by slot, and the
/// instructions under the source lines they come from.
///
/// A word is `index: instruction`, with `>` before it if a branch goes there. Functions are shown
/// as `name#index`, module variables as `name[offset]`.
public final class Listing implements Disassembler.Names {
    /// Gives the lines of source files, if they are at hand.
    public interface SourceLines {
        /// The text of a line, counted from 1, without its end; null if it is not available.
        String line(String file, int line);
    }

    private static final int OFFSET_COLUMNS = 8;
    private static final int NAME_COLUMNS = 9;

    private final Image image;
    private final SourceLines sources;
    private final StringBuilder text = new StringBuilder();

    private Listing(Image image, SourceLines sources) {
        this.image = image;
        this.sources = sources;
    }

    /// `sources` may be null: then only positions are shown.
    public static String of(Image image, SourceLines sources) {
        Listing listing = new Listing(image, sources);
        listing.header();
        listing.types();
        for (int function = 0; function < image.functionCount(); function++) {
            listing.function(function);
        }
        return listing.text.toString();
    }

    /// How operands of the image's instructions are named.
    public static Disassembler.Names names(Image image) {
        return new Listing(image, null);
    }

    private void header() {
        text.append("image of ").append(image.bytes()).append(" bytes, entry ");
        append(text, Operand.FUNCTION_ID, image.entry());
        text.append('\n');
        if (image.globalCount() > 0) {
            text.append("\nglobals, ").append(image.globalBytes()).append(" bytes\n");
            for (int i = 0; i < image.globalCount(); i++) {
                row(image.globalOffset(i), image.globalName(i), image.globalType(i));
            }
        }
    }

    private void row(int offset, String name, int type) {
        number(offset, OFFSET_COLUMNS);
        text.append("  ");
        escape(text, name);
        spaces(NAME_COLUMNS - name.length());
        text.append(' ');
        type(text, type);
        text.append('\n');
    }

    /// Appends a type, told apart more than in messages.
    private void type(StringBuilder text, int type) {
        TypeKind kind = image.typeKind(type);
        if (kind == TypeKind.CELL || kind == TypeKind.CLOSURE) {
            text.append(kind.text()).append(' ');
            escape(text, image.ownName(type));
        } else {
            escape(text, image.typeName(type));
        }
        if (kind == TypeKind.VARIANT) {
            text.append('.');
            escape(text, image.ownName(type));
        }
    }

    private void types() {
        for (int type = TypeIds.FIRST_FREE; type < image.typeIdEnd(); type++) {
            TypeKind kind = image.typeKind(type);
            if (kind.isRecord()) {
                record(type, kind);
            }
        }
        if (image.methodCount() > 0) {
            text.append("\nmethods\n");
        }
        for (int i = 0; i < image.methodCount(); i++) {
            spaces(OFFSET_COLUMNS + 2);
            type(text, image.methodOwner(i));
            text.append('.');
            escape(text, image.methodName(i));
            text.append(": ");
            type(text, image.methodClosure(i));
            text.append('\n');
        }
    }

    private void record(int type, TypeKind kind) {
        text.append('\n')
                .append(kind == TypeKind.STRUCT || kind == TypeKind.VARIANT ? "type " : "");
        type(text, type);
        if (kind == TypeKind.CLOSURE) {
            text.append(", ");
            escape(text, image.typeName(image.signature(type)));
            text.append(" by ");
            append(text, Operand.FUNCTION_ID, image.direct(type));
            text.append(", dynamic by ");
            append(text, Operand.FUNCTION_ID, image.dynamic(type));
        }
        text.append('\n');
        for (int i = 0; i < image.fieldCount(type); i++) {
            row(image.fieldOffset(type, i), image.fieldName(type, i), image.fieldType(type, i));
        }
    }

    private void number(int value, int columns) {
        int before = text.length();
        text.append(value);
        int missing = columns - (text.length() - before);
        while (missing-- > 0) {
            text.insert(before, ' ');
        }
    }

    private void spaces(int count) {
        for (int i = 0; i < count; i++) {
            text.append(' ');
        }
    }

    private void function(int function) {
        text.append("\nfunction ");
        append(text, Operand.FUNCTION_ID, function);
        int result = image.function(function, ImageLayout.RESULT_TYPE);
        if (result != TypeIds.VOID) {
            text.append(" -> ");
            type(text, result);
        }
        text.append('\n');
        FrameLayout frame = image.frame(function);
        frame(function, frame);
        code(function, frame);
        handlers(function, frame);
    }

    private void handlers(int function, FrameLayout frame) {
        int first = image.function(function, ImageLayout.HANDLER_START);
        int end = first + image.function(function, ImageLayout.HANDLER_COUNT);
        for (int row = first; row < end; row++) {
            text.append("  traps of @").append(image.handlerFirst(row));
            text.append(" to @").append(image.handlerEnd(row) - 1);
            text.append(" go to @").append(image.handlerTarget(row));
            if (image.handlerSlot(row) >= 0) {
                text.append(" with ");
                Disassembler.appendRegister(text, Bank.REF, image.handlerSlot(row), frame);
            }
            text.append('\n');
        }
    }

    private void frame(int function, FrameLayout frame) {
        number(0, OFFSET_COLUMNS);
        text.append("  header\n");
        int first = image.function(function, ImageLayout.SLOT_START);
        int count = image.function(function, ImageLayout.SLOT_COUNT);
        StringBuilder name = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            int type = image.slotType(i);
            name.setLength(0);
            Disassembler.appendRegister(name, TypeIds.bank(type), image.slotOffset(i), frame);
            row(image.slotOffset(i), name.toString(), type);
        }
        number(frame.bytes(), OFFSET_COLUMNS);
        text.append("  end of frame\n");
        int reserve = image.function(function, ImageLayout.RESERVE_BYTES);
        if (reserve > frame.bytes()) {
            number(reserve, OFFSET_COLUMNS);
            text.append("  end of outgoing arguments\n");
        }
    }

    private void code(int function, FrameLayout frame) {
        int start = image.function(function, ImageLayout.CODE_START);
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        boolean[] isTarget = targets(function, start, length);
        int lastLine = -1;
        for (int i = 0; i < length; i++) {
            int line = LineTable.lineAt(image, function, start + i);
            if (line >= 0 && line != lastLine) {
                source(function, start + i);
                lastLine = line;
            }
            number(i, OFFSET_COLUMNS);
            text.append(':').append(isTarget[i] ? " > " : "   ");
            long word = Memory.i64(image.wordAddress(start + i));
            Disassembler.append(text, word, i, frame, this);
            text.append('\n');
        }
    }

    private boolean[] targets(int function, int start, int length) {
        boolean[] isTarget = new boolean[length];
        for (int i = 0; i < length; i++) {
            long word = Memory.i64(image.wordAddress(start + i));
            Opcode opcode = Opcode.byCode(Word.op(word));
            if (opcode.has(Effect.BRANCHES)) {
                boolean isWide = opcode.b() == Operand.TARGET32;
                Operand kind = isWide ? Operand.TARGET32 : Operand.TARGET16;
                isTarget[(int) Word.target(word, kind, i)] = true;
            }
        }
        int first = image.function(function, ImageLayout.HANDLER_START);
        int end = first + image.function(function, ImageLayout.HANDLER_COUNT);
        for (int row = first; row < end; row++) {
            isTarget[image.handlerTarget(row)] = true;
        }
        return isTarget;
    }

    private void source(int function, int word) {
        List<LineTable.Call> calls = LineTable.calls(image, function, word);
        LineTable.Position at = calls.get(0).position();
        text.append("  ; ");
        place(at);
        String source = sources == null ? null : sources.line(at.file(), at.line());
        if (source != null) {
            text.append("  ");
            escape(text, source.strip());
        }
        text.append('\n');
        for (int i = 1; i < calls.size(); i++) {
            text.append("  ;   in ");
            escape(text, image.functionName(calls.get(i - 1).function()));
            text.append(", inlined at ");
            place(calls.get(i).position());
            text.append('\n');
        }
    }

    private void place(LineTable.Position at) {
        escape(text, at.file());
        text.append(':').append(at.line()).append(':').append(at.column());
    }

    /// Appends a constant's value, or the name of what an index means.
    @Override
    public void append(StringBuilder text, Operand kind, int value) {
        switch (kind) {
            case POOL_I64 -> text.append(image.i64(value));
            case POOL_F64 -> text.append(image.f64(value));
            case POOL_STRING -> quote(text, image.string(value));
            case TYPE_ID -> type(text, value);
            case FUNCTION_ID -> {
                escape(text, image.functionName(value));
                text.append('#').append(value);
            }
            case BUILTIN_ID -> text.append(Builtin.byId(value).text());
            case GLOBAL -> global(text, value);
            case TRAP_ID -> {
                text.append(image.trapKind(value).name()).append(' ');
                quote(text, image.string(image.trapMessage(value)));
            }
            case NONE, IMM16, IMM32, TARGET16, TARGET32, ENGINE_ID ->
                    throw new AssertionError(kind);
            case DEF_I32, DEF_I64, DEF_F64, DEF_REF, DEF_ANY -> throw new AssertionError(kind);
            case USE_I32, USE_I64, USE_F64, USE_REF, USE_ANY -> throw new AssertionError(kind);
            case MOD_I32, MOD_I64 -> throw new AssertionError(kind);
        }
    }

    private void global(StringBuilder text, int offset) {
        int at = image.globalAt(offset);
        escape(text, at < 0 ? "?" : image.globalName(at));
        text.append('[').append(offset).append(']');
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else {
                escape(text, c);
            }
        }
        text.append('"');
    }

    private static void escape(StringBuilder text, String value) {
        for (int i = 0; i < value.length(); i++) {
            escape(text, value.charAt(i));
        }
    }

    /// Control characters are escaped, so that a listing is always safe to show.
    private static void escape(StringBuilder text, char c) {
        if (c < ' ' || c >= 0x7F && c < 0xA0) {
            text.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
        } else {
            text.append(c);
        }
    }
}
