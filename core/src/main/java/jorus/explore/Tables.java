package jorus.explore;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.Listing;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Disassembler;
import jorus.isa.Operand;
import jorus.page.Json;

/// Writes what belongs to the whole image: sections, constants, types, module variables.
final class Tables {
    private final Image image;
    private final Json json;
    private final Disassembler.Names names;

    Tables(Image image, Json json) {
        this.image = image;
        this.json = json;
        names = Listing.names(image);
    }

    void write() {
        json.field("bytes", image.bytes());
        sections();
        constants();
        globals();
        types();
        methods();
    }

    private String text(Operand kind, int value) {
        StringBuilder text = new StringBuilder();
        names.append(text, kind, value);
        return text.toString();
    }

    private void sections() {
        json.name("sections").open('[');
        section("header", 0, ImageLayout.HEADER_BYTES, 1);
        for (Section section : Section.values()) {
            section(
                    section.text(),
                    image.sectionOffset(section),
                    image.sectionBytes(section),
                    image.sectionCount(section));
        }
        json.close(']');
    }

    private void section(String name, long offset, long bytes, long count) {
        json.open('[').value(name).value(offset).value(bytes).value(count).close(']');
    }

    private void constants() {
        json.name("constants").open('{');
        constants("i64", Operand.POOL_I64, image.sectionCount(Section.LONGS));
        constants("f64", Operand.POOL_F64, image.sectionCount(Section.DOUBLES));
        constants("string", Operand.POOL_STRING, image.sectionCount(Section.STRINGS));
        constants("trap", Operand.TRAP_ID, image.sectionCount(Section.TRAPS));
        json.close('}');
    }

    private void constants(String name, Operand kind, long count) {
        json.name(name).open('[');
        for (int i = 0; i < count; i++) {
            json.value(text(kind, i));
        }
        json.close(']');
    }

    private void globals() {
        json.field("globalBytes", image.globalBytes()).name("globals").open('[');
        for (int i = 0; i < image.globalCount(); i++) {
            int type = image.globalType(i);
            json.open('[').value(image.globalOffset(i)).value(TypeIds.bank(type).bytes());
            json.value(image.globalName(i)).value(text(Operand.TYPE_ID, type)).close(']');
        }
        json.close(']');
    }

    private void types() {
        json.name("types").open('[');
        for (int type = TypeIds.FIRST_FREE; type < image.typeIdEnd(); type++) {
            TypeKind kind = image.typeKind(type);
            json.open('{').field("id", type).field("kind", kind.text());
            json.field("name", text(Operand.TYPE_ID, type));
            json.name("fields").open('[');
            for (int i = 0; kind.isRecord() && i < image.fieldCount(type); i++) {
                json.open('[').value(image.fieldOffset(type, i)).value(image.fieldName(type, i));
                json.value(text(Operand.TYPE_ID, image.fieldType(type, i))).close(']');
            }
            json.close(']').close('}');
        }
        json.close(']');
    }

    private void methods() {
        json.name("methods").open('[');
        for (int i = 0; i < image.methodCount(); i++) {
            json.open('[').value(text(Operand.TYPE_ID, image.methodOwner(i)));
            json.value(image.methodName(i));
            json.value(text(Operand.FUNCTION_ID, image.direct(image.methodClosure(i))));
            json.close(']');
        }
        json.close(']');
    }
}
