package jorus.profile;

import jorus.page.Json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/// The boxes of a flame graph: functions by what called them, whatever the line.
final class FlameBoxes {
    /// A flame graph with more boxes is cut: the smallest go.
    private static final int BOXES = 20_000;

    private static final class Box {
        final int parent;
        final int function;
        long self;
        long total;
        int number;

        Box(int parent, int function) {
            this.parent = parent;
            this.function = function;
        }
    }

    private record Key(int parent, int function) {}

    private FlameBoxes() {}

    /// Writes two fields: the boxes as name, parent, weight of its own, weight of all of it, file
    /// and line, parents first; and how many were cut. `weights` is by node of `stacks`.
    static void write(Json json, Stacks stacks, Places places, IntToLongFunction weights) {
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box(-1, -1));
        Map<Key, Integer> known = new HashMap<>();
        int[] boxOf = new int[stacks.count()];
        for (int node = 1; node < stacks.count(); node++) {
            Key key = new Key(boxOf[stacks.parent(node)], stacks.function(node));
            Integer box = known.get(key);
            if (box == null) {
                box = boxes.size();
                known.put(key, box);
                boxes.add(new Box(key.parent, key.function));
            }
            boxOf[node] = box;
            boxes.get(box).self += weights.applyAsLong(node);
        }
        for (int i = boxes.size() - 1; i > 0; i--) {
            Box box = boxes.get(i);
            box.total += box.self;
            boxes.get(box.parent).total += box.total;
        }
        long least = least(boxes);
        json.name("flame").open('[');
        int count = 0;
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            box.number = -1;
            boolean isShown = i == 0 || box.total > 0 && box.total >= least;
            if (isShown && (i == 0 || boxes.get(box.parent).number >= 0)) {
                box.number = count++;
                String name = i == 0 ? "all" : places.name(box.function);
                json.open('[').value(name).value(i == 0 ? -1L : boxes.get(box.parent).number);
                json.value(box.self).value(box.total).value(places.file(box.function));
                json.value((long) places.firstLine(box.function)).close(']');
            }
        }
        json.close(']').field("boxes_cut", boxes.size() - count);
    }

    private static long least(List<Box> boxes) {
        if (boxes.size() <= BOXES) {
            return 0;
        }
        List<Long> totals = new ArrayList<>();
        for (Box box : boxes) {
            totals.add(box.total);
        }
        totals.sort(Comparator.reverseOrder());
        return totals.get(BOXES);
    }
}
