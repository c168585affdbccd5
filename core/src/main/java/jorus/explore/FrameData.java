package jorus.explore;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.Listing;
import jorus.image.TypeIds;
import jorus.ir.IrFunction;
import jorus.isa.Bank;
import jorus.isa.Disassembler;
import jorus.isa.Operand;
import jorus.memory.register.FrameLayout;
import jorus.page.Json;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes the frame of a function: its parts, and its slots with the variables that they hold.
final class FrameData {
    private final Image image;
    private final Origin origin;
    private final int number;
    private final Json json;
    private final FrameLayout frame;

    FrameData(Image image, Origin origin, int number, Json json) {
        this.image = image;
        this.origin = origin;
        this.number = number;
        this.json = json;
        frame = image.frame(number);
    }

    void write() {
        json.name("frame").open('{').field("bytes", frame.bytes());
        json.field("reserve", image.function(number, ImageLayout.RESERVE_BYTES));
        json.name("parts").open('[');
        part("header", 0, FrameLayout.HEADER_BYTES);
        part("arguments", frame.refArguments(), frame.refBank());
        part("refs", frame.refBank(), frame.anyBank());
        part("anys", frame.anyBank(), frame.wideBank());
        part("wides", frame.wideBank(), frame.narrowBank());
        part("narrows", frame.narrowBank(), frame.nearEnd());
        int end = frame.nearEnd();
        if (frame.farSlots() > 0) {
            part("padding", end, frame.farRefBank());
            part("far refs", frame.farRefBank(), frame.farAnyBank());
            part("far anys", frame.farAnyBank(), frame.farWideBank());
            part("far wides", frame.farWideBank(), frame.farNarrowBank());
            end = frame.farNarrowBank() + frame.farNarrows() * FrameLayout.NARROW_BYTES;
            part("far narrows", frame.farNarrowBank(), end);
        }
        part("padding", end, frame.bytes());
        json.close(']').name("slots").open('[');
        field(FrameLayout.FUNCTION, FrameLayout.FLAGS, "func", "index of the function");
        field(FrameLayout.FLAGS, FrameLayout.CALLER_FP, "flags", "flags of the frame");
        field(FrameLayout.CALLER_FP, FrameLayout.RETURN_PC, "caller", "the caller's frame");
        field(FrameLayout.RETURN_PC, FrameLayout.SPARE, "return", "where the caller goes on");
        field(FrameLayout.SPARE, FrameLayout.HEADER_BYTES, "spare", "free for the engine");
        slots();
        json.close(']').close('}');
    }

    private void part(String name, int from, int to) {
        if (to > from) {
            json.open('[').value(name).value(from).value(to).close(']');
        }
    }

    private void field(int from, int to, String name, String meaning) {
        slot(from, to - from, name, meaning, "");
    }

    private void slot(int offset, int bytes, String name, String type, String variables) {
        json.open('[').value(offset).value(bytes).value(name).value(type);
        json.value(variables).close(']');
    }

    private void slots() {
        Map<Integer, Set<String>> variables = variables();
        int first = image.function(number, ImageLayout.SLOT_START);
        int count = image.function(number, ImageLayout.SLOT_COUNT);
        for (int slot = first; slot < first + count; slot++) {
            int offset = image.slotOffset(slot);
            int type = image.slotType(slot);
            Bank bank = TypeIds.bank(type);
            StringBuilder name = new StringBuilder();
            Disassembler.appendRegister(name, bank, offset, frame);
            StringBuilder typeName = new StringBuilder();
            Listing.names(image).append(typeName, Operand.TYPE_ID, type);
            boolean isArgument = offset < frame.refBank();
            int bytes = isArgument ? Math.max(bank.bytes(), FrameLayout.WIDE_BYTES) : bank.bytes();
            String held = String.join(", ", variables.getOrDefault(offset, Set.of()));
            slot(offset, bytes, name.toString(), typeName.toString(), held);
        }
    }

    /// Names of variables by the offset of their slot.
    private Map<Integer, Set<String>> variables() {
        Map<Integer, Set<String>> result = new TreeMap<>();
        if (origin.hasIr()) {
            IrFunction ir = origin.ir().functions().get(number);
            for (int register = 0; register < ir.registerCount(); register++) {
                String name = ir.variable(register);
                int offset = origin.placement().offset(number, register);
                if (name != null && offset >= 0) {
                    result.computeIfAbsent(offset, _ -> new LinkedHashSet<>()).add(name);
                }
            }
        }
        return result;
    }
}
