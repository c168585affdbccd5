package jorus.ir;

import jorus.type.EnumType;
import jorus.type.Type;

import java.util.IdentityHashMap;

/// Makes the types of [HiddenType] canonical for one program.
final class HiddenTypes {
    private final IdentityHashMap<EnumType, HiddenType.Variant[]> variants =
            new IdentityHashMap<>();
    private final IdentityHashMap<Type, HiddenType.ExactArray> arrays = new IdentityHashMap<>();
    private final IdentityHashMap<Type, HiddenType.Cell> cells = new IdentityHashMap<>();
    private final IdentityHashMap<Type, HiddenType.Cell> flaggedCells = new IdentityHashMap<>();

    HiddenType.Variant variant(EnumType owner, int number) {
        HiddenType.Variant[] known = variants.get(owner);
        if (known == null) {
            known = new HiddenType.Variant[owner.variants().size()];
            variants.put(owner, known);
        }
        if (known[number] == null) {
            known[number] = new HiddenType.Variant(owner, number);
        }
        return known[number];
    }

    HiddenType.ExactArray array(Type element) {
        HiddenType.ExactArray known = arrays.get(element);
        if (known == null) {
            known = new HiddenType.ExactArray(element);
            arrays.put(element, known);
        }
        return known;
    }

    HiddenType.Cell cell(Type content, boolean hasFlag) {
        IdentityHashMap<Type, HiddenType.Cell> table = hasFlag ? flaggedCells : cells;
        HiddenType.Cell known = table.get(content);
        if (known == null) {
            known = new HiddenType.Cell(content, hasFlag);
            table.put(content, known);
        }
        return known;
    }
}
