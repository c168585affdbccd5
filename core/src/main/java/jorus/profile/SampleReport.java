package jorus.profile;

import jorus.image.Image;
import jorus.image.Listing;
import jorus.page.Template;

/// What `jorus profile` shows, in its forms. Made after the run, before its memory is given back.
public final class SampleReport {
    private final SampleProfile profile;

    /// `path` is that of the program, `sources` gives the lines that are at hand.
    public SampleReport(Sampler of, Image image, String path, Listing.SourceLines sources) {
        profile = new SampleProfile(of, new Places(image, path, sources));
    }

    /// Tables for the terminal.
    public String text() {
        return SampleText.of(profile);
    }

    /// JSON for programs.
    public String json() {
        return SampleJson.of(profile) + "\n";
    }

    /// A line per stack, as flame graph tools read it.
    public String collapsed() {
        return StackFormats.collapsed(profile);
    }

    /// A file for speedscope.
    public String speedscope() {
        return StackFormats.speedscope(profile);
    }

    /// A page with a flame graph that needs nothing else.
    public String html() {
        return Template.fill(
                SampleReport.class,
                "report.html",
                profile.places.path,
                "report.css",
                SampleJson.of(profile),
                "draw.js",
                "flame.js",
                "time.js");
    }
}
