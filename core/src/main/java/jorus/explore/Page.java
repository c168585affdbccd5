package jorus.explore;

import jorus.verify.VerifiedImage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Makes the page that `jorus explore` writes: one HTML file that needs nothing else, no network
/// included. All facts are one block of JSON in it, which its scripts draw.
public final class Page {
    /// Larger programs are refused: the page would have some 40 MB, and nobody reads it.
    public static final int MAX_WORDS = 250_000;

    private static final String[] SCRIPTS = {"model.js", "columns.js", "panels.js"};

    private Page() {}

    /// The page's text, to be encoded as UTF-8. `title` is usually the path of the program.
    ///
    /// @throws IllegalArgumentException if the image has more than [#MAX_WORDS] words
    public static String of(String title, VerifiedImage image, Origin origin) {
        int words = image.image().wordCount();
        if (words > MAX_WORDS) {
            throw new IllegalArgumentException(words + " words; a page shows " + MAX_WORDS);
        }
        String data = new PageData(title, image, origin).toString();
        String page = resource("page.html");
        StringBuilder text = new StringBuilder(page.length() + data.length() + (1 << 16));
        int done = 0;
        for (Part part : Part.values()) {
            int at = page.indexOf(part.mark, done);
            if (at < 0) {
                throw new AssertionError("the template lacks " + part.mark);
            }
            text.append(page, done, at);
            switch (part) {
                case TITLE -> appendEscaped(text, title);
                case STYLE -> text.append(resource("page.css"));
                case DATA -> text.append(data);
                case SCRIPT -> {
                    for (String name : SCRIPTS) {
                        text.append(resource(name));
                    }
                }
            }
            done = at + part.mark.length();
        }
        return text.append(page, done, page.length()).toString();
    }

    /// What the template leaves open, in its order.
    private enum Part {
        TITLE("@title@"),
        STYLE("/*@style@*/"),
        DATA("@data@"),
        SCRIPT("/*@script@*/");

        private final String mark;

        Part(String mark) {
            this.mark = mark;
        }
    }

    private static void appendEscaped(StringBuilder text, String title) {
        for (int i = 0; i < title.length(); i++) {
            char c = title.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                default -> text.append(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
