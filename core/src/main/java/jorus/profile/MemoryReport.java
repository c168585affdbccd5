package jorus.profile;

import jorus.image.Image;
import jorus.image.Listing;
import jorus.page.Template;

import java.util.List;

/// What `jorus mem` shows, in three forms. Made after the run, before its memory is given back.
public final class MemoryReport {
    private final MemoryProfile profile;
    private final List<JavaPhase> phases;

    /// `path` is that of the program, `sources` gives the lines that are at hand.
    public MemoryReport(
            MemoryProfiler of,
            Image image,
            String path,
            Listing.SourceLines sources,
            List<JavaPhase> phases) {
        profile = new MemoryProfile(of, new Places(image, path, sources));
        this.phases = phases;
    }

    /// Tables for the terminal.
    public String text() {
        return MemoryText.of(profile, phases);
    }

    /// JSON for programs.
    public String json() {
        return MemoryJson.of(profile, phases, false) + "\n";
    }

    /// A page that needs nothing else.
    public String html() {
        return Template.fill(
                MemoryReport.class,
                "report.html",
                profile.places.path,
                "report.css",
                MemoryJson.of(profile, phases, true),
                "draw.js",
                "flame.js",
                "memory.js");
    }
}
