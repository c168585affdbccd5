package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout.Section;
import jorus.image.TypeIds;
import jorus.isa.Bank;

import java.util.Arrays;

/// The types of all fields by the object's type and the offset, so that finding one does not take
/// longer in a type with many fields.
final class FieldTable {
    /// Sorted: type id, offset and the field's type id, 16 bits each.
    private final long[] fields;

    /// Per type: how many of its fields are refs or any.
    private final int[] references;

    FieldTable(Image image) {
        fields = new long[image.count(Section.FIELDS)];
        references = new int[image.typeIdEnd()];
        int next = 0;
        boolean isSorted = true;
        for (int type = TypeIds.FIRST_FREE; type < references.length; type++) {
            int count = image.typeKind(type).isRecord() ? image.fieldCount(type) : 0;
            for (int i = 0; i < count; i++) {
                int of = image.fieldType(type, i);
                fields[next] = key(type, image.fieldOffset(type, i)) | of;
                isSorted &= next == 0 || fields[next - 1] < fields[next];
                next++;
                Bank bank = TypeIds.bank(of);
                references[type] += bank == Bank.REF || bank == Bank.ANY ? 1 : 0;
            }
        }
        // Most are, and loading the JDK's sort takes a start a millisecond.
        if (!isSorted) {
            Arrays.sort(fields);
        }
    }

    private static long key(int type, int offset) {
        return (long) type << 32 | (long) offset << 16;
    }

    /// Type id of the field at `offset` in objects of type `type`; NONE if there is none.
    int type(int type, int offset) {
        if (offset < 0) {
            return TypeIds.NONE;
        }
        long key = key(type, offset);
        int low = 0;
        int high = fields.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = fields[middle] & -1L << 16;
            if (found == key) {
                return (int) fields[middle] & 0xFFFF;
            }
            if (found < key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return TypeIds.NONE;
    }

    /// How many fields of type `type` are refs or any.
    int references(int type) {
        return references[type];
    }
}
