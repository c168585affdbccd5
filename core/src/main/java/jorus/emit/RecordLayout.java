package jorus.emit;

import jorus.image.ImageBuilder.FieldEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.isa.Bank;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Places the fields of a record in its objects: header, refs, any, then numbers by falling size.
final class RecordLayout {
    /// Type id and aux, which every object begins with.
    private static final int HEADER_BYTES = 8;

    private final List<Type> types;
    private final int[] offsets;
    private final int refs;
    private final int anys;
    private final int numberBytes;
    private int next = HEADER_BYTES;

    RecordLayout(List<Type> types) {
        this.types = types;
        offsets = new int[types.size()];
        refs = place(Bank.REF);
        anys = place(Bank.ANY);
        int numbers = next;
        place(Bank.I64);
        place(Bank.F64);
        place(Bank.I32);
        numberBytes = next - numbers;
    }

    private int place(Bank bank) {
        int count = 0;
        for (int i = 0; i < offsets.length; i++) {
            if (Banks.of(types.get(i)) == bank) {
                offsets[i] = next;
                next += bank.bytes();
                count++;
            }
        }
        return count;
    }

    int offset(int field) {
        return offsets[field];
    }

    /// Size of an object.
    int bytes() {
        return next;
    }

    /// `names` has a name for each field, or null.
    RecordEntry entry(String name, List<String> names, TypeTable table) {
        List<FieldEntry> fields = new ArrayList<>(offsets.length);
        for (int i = 0; i < offsets.length; i++) {
            String field = names.get(i) == null ? "" : names.get(i);
            fields.add(new FieldEntry(offsets[i], table.id(types.get(i)), field));
        }
        return new RecordEntry(name, fields, refs, anys, numberBytes);
    }
}
