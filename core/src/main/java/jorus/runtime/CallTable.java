package jorus.runtime;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;

/// What a call needs of each function, with absolute addresses: two functions in a cache line.
///
/// ```
/// byte 0                              8      16        20           24         28             32
///      | function i32 | frame bytes i32 | code | reserve | argument end | zero start | zero end |
/// ```
///
/// The first word is also the first word of the frame's header. Code is an address, all others are
/// bytes from the frame pointer. Zero start is 0 if nothing has to be zeroed. Who calls zeroes
/// [#ZEROED_BYTES] from zero start on, which are inside the reserve and hold nothing yet; zero end
/// is 0 if that is enough.
public final class CallTable {
    public static final int HEADER = 0;
    public static final int CODE = HEADER + 8;
    public static final int RESERVE = CODE + 8;
    public static final int ARGUMENT_END = RESERVE + 4;
    public static final int ZERO_START = ARGUMENT_END + 4;
    public static final int ZERO_END = ZERO_START + 4;

    /// What every call zeroes that has to zero anything.
    public static final int ZEROED_BYTES = 24;

    /// What every frame has to spare behind its reserve, in bytes: there compiled code has the
    /// frames of small functions, without asking for room.
    public static final int ROOM = 1024;

    /// Binary logarithm of the size of an entry.
    public static final int ENTRY_SHIFT = 5;

    // What a call of a function value needs of its type, 16 bytes by type id: the functions that
    // take typed and any arguments, the signature of the first, and how many arguments there are.
    // A function type has its adapter in the place of the first.

    public static final int DIRECT = 0;
    public static final int DYNAMIC = DIRECT + 4;
    public static final int SIGNATURE = DYNAMIC + 4;
    public static final int PARAMETERS = SIGNATURE + 4;

    /// Binary logarithm of the size of a closure type's entry.
    public static final int CLOSURE_SHIFT = 4;

    // What a function returns.

    public static final int NO_RESULT = 0;
    public static final int NARROW_RESULT = 1;
    public static final int WIDE_RESULT = 2;
    public static final int ANY_RESULT = 3;

    private CallTable() {}

    static int resultKind(Image image, int function) {
        Bank bank = TypeIds.bank(image.function(function, ImageLayout.RESULT_TYPE));
        if (bank == null) {
            return NO_RESULT;
        }
        return switch (bank) {
            case I32 -> NARROW_RESULT;
            case I64, F64, REF -> WIDE_RESULT;
            case ANY -> ANY_RESULT;
        };
    }

    /// Offset in its frame of the register that takes the result of the call before `returnPc`.
    static int resultOffset(long returnPc) {
        return Word.a(Memory.i64(returnPc - Word.BYTES));
    }

    /// Makes words that no image has: a way out of the interpreter, with a call before it whose
    /// result goes behind the header of the frame, and for each function one that enters its
    /// compiled code. Returns the address of the way out.
    static long buildStubs(OffHeap memory, Image image) {
        int count = image.functionCount();
        long[] words = new long[count + 2];
        words[0] = Word.encode(Opcode.CALL_ANY, Linkage.ANY_RESULT, 0, 0);
        words[1] = Word.encode(Opcode.HALT, 0, 0, 0);
        int compiled = Opcode.COMPILED.code();
        for (int i = 0; i < count; i++) {
            words[i + 2] = Word.wide(compiled, 0, i);
        }
        return write(memory, words) + Word.BYTES;
    }

    /// Address of the word that enters the compiled code of `function`.
    static long stub(long wayOut, int function) {
        return wayOut + (function + 1L) * Word.BYTES;
    }

    /// Makes the table of `image` and returns its address.
    static long build(OffHeap memory, Image image) {
        int count = image.functionCount();
        int entryWords = (1 << ENTRY_SHIFT) / Memory.WORD_BYTES;
        long[] words = new long[count * entryWords];
        for (int i = 0; i < count; i++) {
            long from = ImageLayout.functionEntry(image.functions, i);
            int frameBytes = image.int32(from + ImageLayout.FRAME_BYTES);
            int codeStart = image.int32(from + ImageLayout.CODE_START);
            int argumentEnd = image.int32(from + ImageLayout.ARGUMENT_BYTES);
            int zeroBytes = image.int32(from + ImageLayout.ZERO_BYTES);
            int reserve = image.int32(from + ImageLayout.RESERVE_BYTES);
            int room = Math.max(reserve, argumentEnd + ZEROED_BYTES) + ROOM;
            int zeroStart = zeroBytes == 0 ? 0 : argumentEnd;
            int zeroEnd = zeroBytes > ZEROED_BYTES ? argumentEnd + zeroBytes : 0;
            int at = i * entryWords;
            words[at + HEADER / Memory.WORD_BYTES] = pair(i, frameBytes);
            words[at + CODE / Memory.WORD_BYTES] = image.wordAddress(codeStart);
            words[at + RESERVE / Memory.WORD_BYTES] = pair(room, argumentEnd);
            words[at + ZERO_START / Memory.WORD_BYTES] = pair(zeroStart, zeroEnd);
        }
        return write(memory, words);
    }

    /// Two numbers of 4 bytes that follow each other in memory.
    private static long pair(int first, int second) {
        return first & 0xFFFF_FFFFL | (long) second << Integer.SIZE;
    }

    /// Moves a table to memory of its own, all at once: single writes take a microsecond each as
    /// long as nothing is compiled.
    private static long write(OffHeap memory, long[] words) {
        long bytes = (long) words.length * Memory.WORD_BYTES;
        long table = memory.allocate(Category.CODE, bytes, Memory.CACHE_LINE);
        Memory.copyIn(words, table, words.length);
        return table;
    }

    /// Makes the table of the closure and function types of `image`; what is no closure type has no
    /// signature.
    static long buildClosures(OffHeap memory, Image image) {
        int end = image.typeIdEnd();
        long bytes = (long) end << CLOSURE_SHIFT;
        long table = memory.allocate(Category.CODE, bytes, Memory.CACHE_LINE);
        Memory.fill(table, bytes, (byte) 0);
        for (int id = TypeIds.FIRST_FREE; id < end; id++) {
            long entry = table + ((long) id << CLOSURE_SHIFT);
            if (image.typeKind(id) == TypeKind.FUNCTION) {
                Memory.i32(entry + DIRECT, image.adapter(id));
            } else if (image.typeKind(id) == TypeKind.CLOSURE) {
                Memory.i32(entry + DIRECT, image.direct(id));
                Memory.i32(entry + DYNAMIC, image.dynamic(id));
                Memory.i32(entry + SIGNATURE, image.signature(id));
                Memory.i32(entry + PARAMETERS, image.closureParameters(id));
            }
        }
        return table;
    }
}
