package jorus.profile;

import jorus.image.Image;
import jorus.memory.register.FrameLayout;
import jorus.page.Json;

/// What the page draws of frames: of each function, where the areas of its frame begin.
final class FrameDrawing {
    private static final int MAX_FUNCTIONS = 1000;

    private final Places places;
    private final Json json;

    FrameDrawing(Places places, Json json) {
        this.places = places;
        this.json = json;
    }

    /// Each area is its name, offset and bytes.
    void write() {
        Image image = places.image;
        json.open('[');
        for (int i = 0; i < Math.min(MAX_FUNCTIONS, image.functionCount()); i++) {
            FrameLayout frame = image.frame(i);
            json.open('{').field("function", places.name(i)).field("bytes", frame.bytes());
            json.name("areas").open('[');
            area("header", 0, FrameLayout.HEADER_BYTES);
            area("arguments", FrameLayout.HEADER_BYTES, frame.argumentEnd());
            area("ref", frame.refBank(), frame.anyBank());
            area("any", frame.anyBank(), frame.wideBank());
            area("64 bit", frame.wideBank(), frame.narrowBank());
            area("32 bit", frame.narrowBank(), frame.nearEnd());
            area(frame.farSlots() > 0 ? "far" : "rest", frame.nearEnd(), frame.bytes());
            json.close(']').close('}');
        }
        json.close(']');
    }

    private void area(String name, int start, int end) {
        if (end > start) {
            json.open('[').value(name).value(start).value(end - start).close(']');
        }
    }
}
