package jorus.verify;

import jorus.builtin.Builtin;
import jorus.image.HandlerRanges;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.Ints;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

import java.lang.invoke.MethodHandles;

/// Does what the first verification of a process would have to do besides: has the JVM load these
/// classes, and makes their tables. None of them needs memory of ours for that, which may have to
/// be waited for.
final class Primer {
    private static final Class<?>[] USED = {
        Image.class,
        ImageLayout.class,
        FrameLayout.class,
        TypeIds.class,
        Opcode.class,
        Builtin.class,
        Word.class,
        Ints.class,
        HandlerRanges.class,
        TypeKind.class,
        ContainerVerifier.class,
        TypeVerifier.class,
        Rule.class,
        Marks.class,
        Prescan.class,
        PrescanTable.class,
        Limits.class,
        SlotTable.class,
        ClosureVerifier.class,
        SlotVerifier.class,
        Outgoing.class,
        CurrentInstruction.class,
        WrittenSlots.class,
        ElementRules.class,
        ObjectRules.class,
        FieldTable.class,
        CallRules.class,
        Typing.class,
        QuickTyping.class,
        BuiltinRules.class,
    };

    private Primer() {}

    static void run() {
        try {
            for (Class<?> used : USED) {
                MethodHandles.lookup().ensureInitialized(used);
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError("who names a class can see it", e);
        }
    }
}
