package jorus.check;

import jorus.source.Code;
import jorus.source.Span;
import jorus.type.EnumType;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.List;

/// Refuses records that are too large for an instruction to name all their fields.
///
/// The sizes are those that emit gives fields, and the limit is that of the image; a test declares
/// structs of just these sizes.
final class RecordSize {
    private static final int HEADER_BYTES = 8;
    private static final int LIMIT_BYTES = 1 << 15;

    private final ModuleChecker module;

    RecordSize(ModuleChecker module) {
        this.module = module;
    }

    void checkStruct(DeclaredType type, List<StructType.Field> fields) {
        long bytes = HEADER_BYTES;
        for (int i = 0; i < fields.size(); i++) {
            bytes += bytes(fields.get(i).type());
        }
        check(type, type.span(), "the struct '" + type.name() + "'", bytes);
    }

    void checkVariant(DeclaredType type, EnumType.Variant variant, Span span) {
        long bytes = HEADER_BYTES;
        for (int i = 0; i < variant.payloads().size(); i++) {
            bytes += bytes(variant.payloads().get(i));
        }
        check(type, span, "the variant '" + type.name() + "." + variant.name() + "'", bytes);
    }

    private void check(DeclaredType type, Span span, String what, long bytes) {
        if (bytes > LIMIT_BYTES) {
            type.markInvalid();
            module.error(
                    Code.UNSUPPORTED,
                    span,
                    what + " needs " + bytes + " bytes; the limit is " + LIMIT_BYTES);
        }
    }

    private static int bytes(Type type) {
        return switch (type.kind()) {
            case I32, U32, BOOL -> 4;
            case I64, U64, F64, STRING, ERROR, RANGE, ARRAY, STRUCT, ENUM, FUNCTION -> 8;
            case ANY -> 16;
            case VOID, NEVER -> 0;
        };
    }
}
