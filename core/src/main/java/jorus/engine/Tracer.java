package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.image.Listing;
import jorus.isa.Bank;
import jorus.isa.Disassembler;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.InstructionObserver;

import java.io.PrintStream;

/// Writes each instruction and the registers it reads, before it runs.
final class Tracer implements InstructionObserver {
    private final Image image;
    private final PrintStream out;
    private final Disassembler.Names names;
    private final StringBuilder text = new StringBuilder();

    Tracer(Image image, PrintStream out) {
        this.image = image;
        this.out = out;
        this.names = Listing.names(image);
    }

    @Override
    public void beforeInstruction(long pc, long fp) {
        int function = Memory.i32(fp + FrameLayout.FUNCTION);
        int word = (int) ((pc - image.code) / Word.BYTES);
        int local = word - image.function(function, ImageLayout.CODE_START);
        LineTable.Position at = LineTable.position(image, word);
        long bits = Memory.i64(pc);
        text.setLength(0);
        text.append(image.functionName(function)).append('+').append(local);
        if (at != null) {
            text.append(" line ").append(at.line());
        }
        text.append(": ");
        Disassembler.append(text, bits, local, image.frame(function), names);
        Opcode opcode = Opcode.byCode(Word.op(bits));
        boolean isFirst = true;
        for (int field = 0; field < 3; field++) {
            Operand operand = Disassembler.operand(opcode, field);
            if (operand.reads()) {
                text.append(isFirst ? "   ; " : ", ");
                isFirst = false;
                appendValue(operand.bank(), fp + (bits >>> (16 + 16 * field) & 0xFFFF));
            }
        }
        text.append('\n');
        out.append(text);
    }

    private void appendValue(Bank bank, long address) {
        switch (bank) {
            case I32 -> text.append(Memory.i32(address));
            case I64 -> text.append(Memory.i64(address));
            case F64 -> text.append(Memory.f64(address));
            case REF -> text.append("0x").append(Long.toHexString(Memory.i64(address)));
            case ANY -> {
                text.append("type ").append(Memory.i64(address)).append(" 0x");
                text.append(Long.toHexString(Memory.i64(address + Memory.WORD_BYTES)));
            }
        }
    }
}
