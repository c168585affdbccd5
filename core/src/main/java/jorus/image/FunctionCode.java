package jorus.image;

import jorus.memory.register.FrameLayout;

/// One function as the emitter hands it to [ImageBuilder].
///
/// `code` holds the function's instruction words. `frame` has the counts of slots (design.md 7):
/// arguments are refs, then any, then numbers; the bank counts do not include them. `slots` are
/// pairs (byte offset from the frame pointer, type id), ascending, arguments included. `lines` are
/// quadruples (word index, line, column, inlined call), ascending: an entry holds from its word on;
/// `inlined` are quadruples (function, inlined call around, line, column of the call). An inlined
/// call is numbered from 1 within the function, 0 stands for none. `resultType` is
/// [TypeIds#VOID] for none. `handlers` are quadruples (first word, end word, handler word, slot of
/// the error or -1), inner before outer: a trap of a word in [first, end) continues at the handler.
public record FunctionCode(
        String name,
        int file,
        long[] code,
        FrameLayout frame,
        int resultType,
        int[] slots,
        int[] lines,
        int[] inlined,
        int[] handlers) {
    /// A function without handlers, far slots and inlined calls. `lines` are triples without these.
    public FunctionCode(
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
            int[] lines) {
        this(
                name,
                file,
                code,
                new FrameLayout(
                        refArguments, anyArguments, numberArguments, refs, anys, wides, narrows),
                resultType,
                slots,
                withoutCalls(lines),
                new int[0],
                new int[0]);
    }

    /// Quadruples of triples.
    public static int[] withoutCalls(int[] lines) {
        int[] result = new int[lines.length / 3 * 4];
        for (int i = 0; i < lines.length; i++) {
            result[i / 3 * 4 + i % 3] = lines[i];
        }
        return result;
    }
}
