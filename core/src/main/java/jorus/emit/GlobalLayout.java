package jorus.emit;

import jorus.image.ImageBuilder;
import jorus.ir.IrProgram;
import jorus.isa.Bank;

import java.util.ArrayList;
import java.util.List;

/// Places the module variables in the globals segment: refs, any, then numbers by falling size.
final class GlobalLayout {
    private final List<IrProgram.Global> globals;
    private final int[] offsets;
    private int refs;
    private int anys;
    private int size;

    GlobalLayout(List<IrProgram.Global> globals) {
        this.globals = globals;
        offsets = new int[globals.size()];
        refs = place(Bank.REF);
        anys = place(Bank.ANY);
        place(Bank.I64);
        place(Bank.F64);
        place(Bank.I32);
    }

    private int place(Bank bank) {
        int count = 0;
        for (int i = 0; i < offsets.length; i++) {
            if (Banks.of(globals.get(i).type()) == bank) {
                offsets[i] = size;
                size += bank.bytes();
                count++;
            }
        }
        return count;
    }

    int offset(int global) {
        return offsets[global];
    }

    void describe(ImageBuilder image, TypeTable types) {
        List<ImageBuilder.GlobalEntry> entries = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            IrProgram.Global global = globals.get(i);
            int type = types.id(global.type());
            entries.add(new ImageBuilder.GlobalEntry(offsets[i], type, global.name()));
        }
        image.globals(entries, refs, anys, size);
    }
}
