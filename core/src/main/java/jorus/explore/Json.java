package jorus.explore;

/// Writes JSON that may stand inside a `script` element of a page.
///
/// Everything that could end the element, or that a browser or an editor treats specially, is
/// escaped: `<`, `>`, `&`, control and private characters, line separators, what is invisible or
/// changes the direction of writing, and halves of surrogate pairs.
final class Json {
    private final StringBuilder text = new StringBuilder();
    private boolean needsComma;

    Json open(char bracket) {
        separate();
        text.append(bracket);
        needsComma = false;
        return this;
    }

    Json close(char bracket) {
        text.append(bracket);
        needsComma = true;
        return this;
    }

    /// The name of the value that follows.
    Json name(String name) {
        separate();
        quote(name);
        text.append(':');
        needsComma = false;
        return this;
    }

    Json value(long number) {
        separate();
        text.append(number);
        needsComma = true;
        return this;
    }

    Json value(boolean claim) {
        separate();
        text.append(claim);
        needsComma = true;
        return this;
    }

    /// A string, or `null`.
    Json value(String string) {
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
    Json raw(Json value) {
        separate();
        text.append(value.text);
        needsComma = true;
        return this;
    }

    Json field(String name, long number) {
        return name(name).value(number);
    }

    Json field(String name, String string) {
        return name(name).value(string);
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
