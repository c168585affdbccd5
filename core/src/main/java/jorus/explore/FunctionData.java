package jorus.explore;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.image.Listing;
import jorus.ir.Block;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;
import jorus.ir.IrPrinter;
import jorus.isa.Disassembler;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.page.Json;
import jorus.verify.VerifiedImage;

import java.util.Map;
import java.util.TreeMap;

/// Writes one function: its instructions, its IR if there is one, loops, handlers and frame.
///
/// Instructions are parallel arrays by word: text, source line (0 if unknown), marks, number of the
/// IR instruction. So are the IR's, by that number.
final class FunctionData {
    // marks of a word, as model.js knows them
    private static final int TARGET = 1;
    private static final int LOOP_HEADER = 2;
    private static final int CALL = 4;
    private static final int HANDLER_BORDER = 8;

    private final VerifiedImage verified;
    private final Image image;
    private final Origin origin;
    private final int number;
    private final Json json;
    private final int start;
    private final int length;
    private final FrameLayout frame;

    /// Null if only the image is known.
    private final IrFunction ir;

    FunctionData(VerifiedImage verified, Origin origin, int number, Json json) {
        this.verified = verified;
        this.image = verified.image();
        this.origin = origin;
        this.number = number;
        this.json = json;
        start = image.function(number, ImageLayout.CODE_START);
        length = image.function(number, ImageLayout.CODE_LENGTH);
        frame = image.frame(number);
        ir = origin.hasIr() ? origin.ir().functions().get(number) : null;
    }

    /// `file` is the number of the function's file in the page.
    void write(int file) {
        json.open('{').field("name", image.functionName(number)).field("file", file);
        if (ir != null) {
            int declaration = ir.declaration();
            json.field("line", declaration < 0 ? 0 : ir.line(declaration));
            parameters();
            intermediate();
        }
        json.field("result", typeName(image.function(number, ImageLayout.RESULT_TYPE)));
        code();
        loops();
        handlers();
        new FrameData(image, origin, number, json).write();
        json.close('}');
    }

    private String typeName(int type) {
        StringBuilder text = new StringBuilder();
        Listing.names(image).append(text, Operand.TYPE_ID, type);
        return text.toString();
    }

    private void parameters() {
        json.name("parameters").open('[');
        for (int i = 0; i < ir.parameterCount(); i++) {
            json.open('[').value(ir.variable(i)).value(ir.type(i).toString()).close(']');
        }
        json.close(']');
    }

    private void intermediate() {
        Json numbers = new Json().open('[');
        Json blocks = new Json().open('[');
        json.name("ir").open('[');
        int ordinal = 0;
        for (Block block : ir.blocks()) {
            blocks.value(ordinal);
            for (Instruction instruction : block.instructions()) {
                json.value(IrPrinter.print(origin.ir(), ir, block, instruction));
                numbers.value(
                        instruction.origin() == Instruction.NONE
                                ? 0
                                : ir.line(instruction.origin()));
                ordinal++;
            }
        }
        json.close(']');
        json.name("irLines").raw(numbers.close(']')).name("blocks").raw(blocks.close(']'));
        json.name("variables").open('{');
        for (int register = 0; register < ir.registerCount(); register++) {
            if (ir.variable(register) != null) {
                json.field(Integer.toString(register), ir.variable(register));
            }
        }
        json.close('}');
    }

    private void code() {
        Disassembler.Names names = Listing.names(image);
        json.name("code").open('[');
        for (int word = 0; word < length; word++) {
            StringBuilder text = new StringBuilder();
            Disassembler.append(text, word(word), word, frame, names);
            json.value(text.toString());
        }
        json.close(']').name("lines").open('[');
        for (int word = 0; word < length; word++) {
            json.value(line(word));
        }
        json.close(']').name("marks").open('[');
        for (int word = 0; word < length; word++) {
            int at = start + word;
            json.value(
                    (verified.isTarget(at) ? TARGET : 0)
                            | (verified.isLoopHeader(at) ? LOOP_HEADER : 0)
                            | (verified.isCall(at) ? CALL : 0)
                            | (verified.isHandlerBorder(at) ? HANDLER_BORDER : 0));
        }
        json.close(']');
        if (ir != null) {
            json.name("origins").open('[');
            for (int word = 0; word < length; word++) {
                json.value(origin.placement().instruction(number, word));
            }
            json.close(']');
        }
    }

    private long word(int word) {
        return Memory.i64(image.wordAddress(start + word));
    }

    private int line(int word) {
        int entry = LineTable.lineAt(image, number, start + word);
        return entry < 0 ? 0 : LineTable.line(image, entry);
    }

    /// A loop reaches from its header to the last branch back to it. `notes` is for what engines
    /// have to say of a loop: pairs of a kind and a text.
    private void loops() {
        Map<Integer, Integer> ends = new TreeMap<>();
        for (int i = 0; i < length; i++) {
            long word = word(i);
            Opcode opcode = Opcode.byCode(Word.op(word));
            if (opcode.has(Effect.BRANCHES) && Word.isBackward(word)) {
                boolean isWide = opcode.b() == Operand.TARGET32;
                Operand kind = isWide ? Operand.TARGET32 : Operand.TARGET16;
                ends.put((int) Word.target(word, kind, i), i);
            }
        }
        json.name("loops").open('[');
        ends.forEach(
                (header, end) -> {
                    json.open('{').field("header", header).field("end", end);
                    json.name("notes").open('[').close(']').close('}');
                });
        json.close(']');
    }

    private void handlers() {
        json.name("handlers").open('[');
        int first = image.function(number, ImageLayout.HANDLER_START);
        int end = first + image.function(number, ImageLayout.HANDLER_COUNT);
        for (int row = first; row < end; row++) {
            json.open('[').value(image.handlerFirst(row)).value(image.handlerEnd(row));
            json.value(image.handlerTarget(row)).close(']');
        }
        json.close(']');
    }
}
