package jorus.runtime;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.memory.heap.Marker;
import jorus.memory.heap.RootScanner;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

/// Reports the refs in module variables and in the frames from `Machine.savedFp()` outwards.
///
/// String constants are immortal and the heap reports its temporary roots itself. Outgoing
/// arguments are no roots: the emitter writes them when nothing can collect any more.
final class Roots implements RootScanner {
    private final Machine machine;

    Roots(Machine machine) {
        this.machine = machine;
    }

    @Override
    public void scan(Marker marker) {
        Image image = machine.image;
        int globalRefs = image.globalRefs();
        marker.refRange(machine.globals, globalRefs);
        marker.anyRange(machine.globals + 8L * globalRefs, image.globalAnys());
        machine.print.scan(marker);
        Frames.complete(machine);
        for (long fp = machine.savedFp(); fp != 0; fp = Memory.i64(fp + FrameLayout.CALLER_FP)) {
            int function = Memory.i32(fp + FrameLayout.FUNCTION);
            if (function != Linkage.NO_FUNCTION) {
                scanFrame(marker, fp, ImageLayout.functionEntry(image.functions, function));
            }
        }
    }

    private static void scanFrame(Marker marker, long fp, long function) {
        long arguments = fp + FrameLayout.HEADER_BYTES;
        int refArguments = Memory.i32(function + ImageLayout.REF_ARGS);
        marker.refRange(arguments, refArguments);
        marker.anyRange(
                arguments + (long) refArguments * FrameLayout.REF_BYTES,
                Memory.i32(function + ImageLayout.ANY_ARGS));
        long refBank = fp + Memory.i32(function + ImageLayout.ARGUMENT_BYTES);
        int refs = Memory.i32(function + ImageLayout.REFS);
        marker.refRange(refBank, refs);
        marker.anyRange(
                refBank + (long) refs * FrameLayout.REF_BYTES,
                Memory.i32(function + ImageLayout.ANYS));
        int farRefs = Memory.i32(function + ImageLayout.FAR_REFS);
        int farAnys = Memory.i32(function + ImageLayout.FAR_ANYS);
        if (farRefs + farAnys > 0) {
            // What is zeroed on entry ends where the far any do.
            long zeroed = refBank + Memory.i32(function + ImageLayout.ZERO_BYTES);
            long anyBank = zeroed - (long) farAnys * FrameLayout.ANY_BYTES;
            marker.refRange(anyBank - (long) farRefs * FrameLayout.REF_BYTES, farRefs);
            marker.anyRange(anyBank, farAnys);
        }
    }
}
