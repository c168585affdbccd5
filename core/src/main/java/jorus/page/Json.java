package jorus.page;

/// Writes JSON that may stand inside a `script` element of a page.
///
/// Everything that could end the element, or that a browser or an editor treats specially, is
/// escaped: `<`, `>`, `&`, control and private characters, line separators, what is invisible or
/// changes the direction of writing, and halves of surrogate pairs.
public final class Json {
    private final StringBuilder text = new StringBuilder();
    private boolean needsComma;

    public Json open(char bracket) {
        separate();
        text.append(bracket);
        needsComma = false;
        return this;
    }

    public Json close(char bracket) {
        text.append(bracket);
        needsComma = true;
        return this;
    }

    /// The name of the value that follows.
    public Json name(String name) {
        separate();
        quote(name);
        text.append(':');
        needsComma = false;
        return this;
    }

    public Json value(long number) {
        separate();
        text.append(number);
        needsComma = true;
        return this;
    }

    /// A number with a few decimals; what is no number is 0.
    public Json value(double number) {
        separate();
        text.append(Double.isFinite(number) ? Math.rint(number * 1e6) / 1e6 : 0.0);
        needsComma = true;
        return this;
    }

    public Json value(boolean claim) {
        separate();
        text.append(claim);
        needsComma = true;
        return this;
    }

    /// A string, or `null`.
    public Json value(String string) {
        separate();
        if (string == null) {
            text.append("null");
        } else {
            quote(string);
        }
        needsComma = true;
        return this;
    }

    /// What another writer has written, one value.
    public Json raw(Json value) {
        separate();
        text.append(value.text);
        needsComma = true;
        return this;
    }

    public Json field(String name, long number) {
        return name(name).value(number);
    }

    public Json field(String name, String string) {
        return name(name).value(string);
    }

    public Json field(String name, double number) {
        return name(name).value(number);
    }

    public Json field(String name, boolean claim) {
        return name(name).value(claim);
    }

    private void separate() {
        if (needsComma) {
            text.append(',');
        }
        needsComma = false;
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (isPlain(string, i)) {
                text.append(c);
            } else {
                text.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
            }
        }
        text.append('"');
    }

    private static boolean isPlain(String string, int i) {
        char c = string.charAt(i);
        if (c < 0x7F) {
            return c >= ' ' && c != '<' && c != '>' && c != '&';
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < string.length() && Character.isLowSurrogate(string.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(string.charAt(i - 1));
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
