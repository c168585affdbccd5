package jorus.image;

/// One function as the emitter hands it to [ImageBuilder].
///
/// `code` holds the function's instruction words. Counts describe the frame (design.md 7):
/// arguments are refs, then any, then numbers; the four bank counts do not include arguments.
/// `slots` are pairs (byte offset from the frame pointer, type id), ascending, arguments included.
/// `lines` are triples (word index, line, column), ascending: an entry holds from its word on.
/// `resultType` is [TypeIds#VOID] for none.
public record FunctionCode(
        String name,
        int file,
        long[] code,
        int refArguments,
        int anyArguments,
        int numberArguments,
        int refs,
        int anys,
        int wides,
        int narrows,
        int resultType,
        int[] slots,
        int[] lines) {}
