package jorus.jit;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Bank;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.runtime.CallTable;
import jorus.verify.VerifiedImage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words of a function with those of small functions in the place of calls, so that whatever
/// looks at a loop looks through the calls in it.
///
/// A callee's frame begins where its caller's ends, so its registers are registers of the caller
/// with larger offsets. Nothing is written to that frame; a word that traps or polls writes the
/// return words first that lead to it ([Site]). The room for the frames is there because every
/// frame is entered with [CallTable#ROOM] bytes to spare; the depth is asked for on entry.
final class Splice {
    /// A call that is none any more. `pc` is the address behind it, `shift` the distance from the
    /// frame of the whole to that of `function`; calls in spliced functions have an `outer` one.
    static final class Site {
        final Site outer;
        final int function;
        final long pc;
        final int shift;

        Site(Site outer, int function, long pc, int shift) {
            this.outer = outer;
            this.function = function;
            this.pc = pc;
            this.shift = shift;
        }

        int depth() {
            return outer == null ? 1 : 1 + outer.depth();
        }
    }

    /// A word. `origin` is its index in the function itself, or that of the call it came for;
    /// `site` is where it was spliced in, or null; `entered` is the call that it stands for.
    static final class Part {
        final long word;
        final long pc;
        final int origin;
        final Site site;
        final Site entered;
        int target = -1;

        Part(long word, long pc, int origin, Site site, Site entered) {
            this.word = word;
            this.pc = pc;
            this.origin = origin;
            this.site = site;
            this.entered = entered;
        }
    }

    /// The most words of a function that is spliced in, and of all in one.
    private static final int MAX_WORDS = 48;

    private static final int MAX_ADDED_WORDS = 400;
    static final int MAX_DEPTH = 3;

    private final VerifiedImage verified;
    private final Image image;
    private final int root;
    private final boolean isOn;
    final List<Part> parts = new ArrayList<>();

    /// By word of the function itself: where it is now.
    final int[] places;

    private int added;

    /// How many calls are nested in each other, at most.
    int depth;

    /// Without any splices if not `isOn`.
    Splice(VerifiedImage verified, int function, boolean isOn) {
        this.verified = verified;
        this.isOn = isOn;
        image = verified.image();
        root = function;
        places = append(function, null, -1, 0, null, Map.of());
    }

    /// A word of the image; of a fused instruction only the first part: the second stands behind it
    /// anyway.
    static long plain(Image image, int index) {
        long word = image.int64(image.wordAddress(index));
        return word & ~(long) Word.MAX_FIELD | Opcode.byCode(Word.op(word)).base().code();
    }

    private static Opcode opcode(long word) {
        return Opcode.byCode(Word.op(word));
    }

    /// Appends a function, and gives where its words are. Its result goes to the register
    /// `resultOffset`. Registers in `renamed` are read as others.
    private int[] append(
            int function,
            Site site,
            int callOrigin,
            int resultOffset,
            Bank resultBank,
            Map<Integer, Integer> renamed) {
        int start = image.function(function, ImageLayout.CODE_START);
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        int shift = site == null ? 0 : site.shift;
        int[] at = new int[length];
        List<Part> branches = new ArrayList<>();
        List<Integer> goals = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            at[i] = parts.size();
            long word = plain(image, start + i);
            long pc = image.functionCode(function) + (i + 1L) * Word.BYTES;
            int origin = site == null ? i : callOrigin;
            Opcode opcode = opcode(word);
            if (Flow.isCall(opcode) && isSpliced(Word.immediate(word), function, site)) {
                splice(word, pc, origin, site, shift, start, at, i);
                continue;
            }
            if (site != null && isReturn(opcode)) {
                leave(word, pc, origin, site, resultOffset, resultBank, renamed);
                if (i + 1 < length) {
                    Part jump = new Part(jump(), pc, origin, site, null);
                    parts.add(jump);
                    branches.add(jump);
                    goals.add(length);
                }
                continue;
            }
            Part part = new Part(shifted(word, opcode, shift, renamed), pc, origin, site, null);
            parts.add(part);
            if (opcode.has(Effect.BRANCHES)) {
                Operand kind = opcode.b() == Operand.TARGET32 ? Operand.TARGET32 : Operand.TARGET16;
                branches.add(part);
                goals.add((int) Word.target(word, kind, i));
            }
        }
        for (int i = 0; i < branches.size(); i++) {
            int goal = goals.get(i);
            branches.get(i).target = goal == length ? parts.size() : at[goal];
        }
        return at;
    }

    private static long jump() {
        return Word.encode(Opcode.JUMP, 0, 0, 0);
    }

    private static boolean isReturn(Opcode opcode) {
        return switch (opcode) {
            case RET, RET_I32, RET_I64, RET_F64, RET_REF -> true;
            default -> false;
        };
    }

    private static long shifted(
            long word, Opcode opcode, int shift, Map<Integer, Integer> renamed) {
        if (shift == 0) {
            return word;
        }
        long a = field(Word.a(word), opcode.a(), shift, renamed);
        long b = field(Word.b(word), opcode.b(), shift, renamed);
        long c = field(Word.c(word), opcode.c(), shift, renamed);
        return word & Word.MAX_FIELD | a << 16 | b << 32 | c << 48;
    }

    private static long field(int bits, Operand kind, int shift, Map<Integer, Integer> renamed) {
        if (!kind.isRegister()) {
            return bits;
        }
        int offset = bits + shift;
        return kind.writes() ? offset : renamed.getOrDefault(offset, offset);
    }

    /// The result of a spliced function, as a move.
    private void leave(
            long word,
            long pc,
            int origin,
            Site site,
            int resultOffset,
            Bank resultBank,
            Map<Integer, Integer> renamed) {
        if (resultBank == null) {
            parts.add(new Part(nop(), pc, origin, site, null));
            return;
        }
        Opcode move =
                switch (resultBank) {
                    case I32 -> Opcode.MOVE_I32;
                    case I64 -> Opcode.MOVE_I64;
                    case F64 -> Opcode.MOVE_F64;
                    case REF -> Opcode.MOVE_REF;
                    case ANY -> throw new AssertionError("any values stay in memory");
                };
        int result = Word.a(word) + site.shift;
        int from = renamed.getOrDefault(result, result);
        long moved = Word.of(move.code(), resultOffset, from, 0);
        parts.add(new Part(moved, pc, origin, site, null));
    }

    private static long nop() {
        return Word.encode(Opcode.NOP, 0, 0, 0);
    }

    // what is spliced

    private void splice(
            long word, long pc, int origin, Site site, int shift, int start, int[] at, int i) {
        int callee = Word.immediate(word);
        int caller = site == null ? root : site.function;
        Site inner =
                new Site(site, callee, pc, shift + image.function(caller, ImageLayout.FRAME_BYTES));
        depth = Math.max(depth, inner.depth());
        added += image.function(callee, ImageLayout.CODE_LENGTH);
        Map<Integer, Integer> renamed = takeArguments(inner, start, at, i);
        parts.add(new Part(nop(), pc, origin, site, inner));
        append(callee, inner, origin, Word.a(word) + shift, opcode(word).a().bank(), renamed);
    }

    /// Arguments that are only moved to where the callee expects them need not be: it can read them
    /// where they are. These moves are taken out.
    private Map<Integer, Integer> takeArguments(Site inner, int start, int[] at, int call) {
        Map<Integer, Integer> renamed = new HashMap<>();
        Set<Integer> written = new HashSet<>();
        Set<Integer> own = written(inner.function, inner.shift);
        for (int i = call - 1; i >= 0; i--) {
            boolean isOne = i + 1 == call ? at[i] == parts.size() - 1 : at[i] == at[i + 1] - 1;
            if (!isOne || verified.isHandlerBorder(start + i + 1)) {
                break;
            }
            Part part = parts.get(at[i]);
            Opcode opcode = opcode(part.word);
            boolean isBorder = opcode.has(Effect.BRANCHES) || opcode.has(Effect.ENDS);
            if (isBorder || part.entered != null || verified.isTarget(start + i + 1)) {
                break;
            }
            int to = Word.a(part.word);
            int from = Word.b(part.word);
            boolean isArgument = isMove(opcode) && isParameter(inner, to, opcode.a().bank());
            if (isArgument
                    && !own.contains(to)
                    && !written.contains(to)
                    && !written.contains(from)
                    && from < inner.shift) {
                renamed.put(to, from);
                parts.set(at[i], new Part(nop(), part.pc, part.origin, part.site, null));
            }
            if (opcode.a().writes()) {
                written.add(to);
            }
        }
        return renamed;
    }

    private static boolean isMove(Opcode opcode) {
        return switch (opcode) {
            case MOVE_I32, MOVE_I64, MOVE_F64, MOVE_REF -> true;
            default -> false;
        };
    }

    private boolean isParameter(Site site, int offset, Bank bank) {
        for (Calls.Argument argument : Calls.arguments(image, site.function)) {
            if (argument.offset() + site.shift == offset) {
                return argument.bank() == bank;
            }
        }
        return false;
    }

    /// The registers that a function writes, those of what it calls included.
    private Set<Integer> written(int function, int shift) {
        Set<Integer> written = new HashSet<>();
        int start = image.function(function, ImageLayout.CODE_START);
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        for (int i = start; i < start + length; i++) {
            long word = plain(image, i);
            if (opcode(word).a().writes()) {
                written.add(Word.a(word) + shift);
            }
        }
        return written;
    }

    private boolean isSpliced(int callee, int caller, Site site) {
        int shift = site == null ? 0 : site.shift;
        int end =
                shift
                        + image.function(caller, ImageLayout.FRAME_BYTES)
                        + image.function(callee, ImageLayout.RESERVE_BYTES);
        int room = image.function(root, ImageLayout.RESERVE_BYTES) + CallTable.ROOM;
        int words = image.function(callee, ImageLayout.CODE_LENGTH);
        int nested = site == null ? 0 : site.depth();
        return isOn
                && end <= Math.min(room, Word.MAX_FIELD)
                && added + words <= MAX_ADDED_WORDS
                && isSmall(callee, MAX_DEPTH - nested);
    }

    /// Whether a function neither loops, handles, collects nor calls others than such ones, and all
    /// it has are registers.
    private boolean isSmall(int function, int depthLeft) {
        int start = image.function(function, ImageLayout.CODE_START);
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        if (depthLeft == 0
                || length > MAX_WORDS
                || image.function(function, ImageLayout.HANDLER_COUNT) > 0
                || image.frame(function).farSlots() > 0
                || image.function(function, ImageLayout.ANY_ARGS) > 0
                || Calls.result(image, function) == Bank.ANY) {
            return false;
        }
        for (int i = start; i < start + length; i++) {
            long word = plain(image, i);
            boolean isCall = Flow.isCall(opcode(word));
            boolean isFine =
                    isCall ? isSmall(Word.immediate(word), depthLeft - 1) : isStraight(word);
            if (!isFine) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStraight(long word) {
        Opcode opcode = opcode(word);
        boolean ends = opcode.has(Effect.ENDS) && opcode != Opcode.JUMP && !isReturn(opcode);
        return Quiet.isQuiet(word)
                && !ends
                && !hasMemory(opcode.a())
                && !hasMemory(opcode.b())
                && !hasMemory(opcode.c())
                && !(opcode.has(Effect.BRANCHES) && Word.isBackward(word));
    }

    private static boolean hasMemory(Operand kind) {
        return kind.bank() == Bank.ANY || kind == Operand.FAR_READ || kind == Operand.FAR_WRITE;
    }
}
