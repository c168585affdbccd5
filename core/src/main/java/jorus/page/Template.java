package jorus.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A page that needs nothing but itself: an HTML file with a title, a style, scripts, and its facts
/// as one block of JSON.
public final class Template {
    private Template() {}

    /// Fills `page`, a resource beside `home`, which has the marks `@title@`, `/*@style@*/`,
    /// `@data@` and `/*@script@*/` in this order. The names are of resources, too.
    public static String fill(
            Class<?> home, String page, String title, String style, Json data, String... scripts) {
        String text = resource(home, page);
        StringBuilder script = new StringBuilder();
        for (String name : scripts) {
            script.append(resource(home, name));
        }
        String[] marks = {"@title@", "/*@style@*/", "@data@", "/*@script@*/"};
        String[] parts = {
            escaped(title), resource(home, style), data.toString(), script.toString()
        };
        StringBuilder filled = new StringBuilder(text.length() + parts[2].length() + (1 << 16));
        int done = 0;
        for (int i = 0; i < marks.length; i++) {
            int at = text.indexOf(marks[i], done);
            if (at < 0) {
                throw new AssertionError("the template lacks " + marks[i]);
            }
            filled.append(text, done, at).append(parts[i]);
            done = at + marks[i].length();
        }
        return filled.append(text, done, text.length()).toString();
    }

    private static String escaped(String title) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < title.length(); i++) {
            char c = title.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                default -> text.append(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        }
        return text.toString();
    }

    private static String resource(Class<?> home, String name) {
        try (InputStream in = home.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
