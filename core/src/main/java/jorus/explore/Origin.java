package jorus.explore;

import jorus.emit.Placement;
import jorus.ir.IrProgram;
import jorus.source.SourceFile;

import java.util.List;

/// What an image was made from: the files that could be read, which may be none, and the IR with
/// its placement, or null for both where only the image is at hand.
public record Origin(List<SourceFile> files, IrProgram ir, Placement placement) {
    /// Of an image without anything else.
    public static final Origin UNKNOWN = new Origin(List.of(), null, null);

    public Origin {
        if ((ir == null) != (placement == null)) {
            throw new IllegalArgumentException("IR comes with its placement");
        }
    }

    boolean hasIr() {
        return ir != null;
    }
}
