package jorus.lex;

import jorus.source.SourceFile;
import jorus.source.Span;

import java.util.Arrays;

/// The tokens of one file in flat arrays, ended by END_OF_FILE.
///
/// Line structure travels with the tokens: whether a token is the first on its line, and the
/// indentation of that line (spaces count 1, tabs 4; language.md 1.1). Immutable once lexed.
public final class Tokens {
    private final SourceFile file;
    private byte[] kinds;
    private int[] starts;
    private int[] ends;
    private int[] indents;
    private boolean[] firsts;
    private int count;
    private boolean isCutShort;

    Tokens(SourceFile file) {
        this.file = file;
        int guess = Math.max(16, file.length() / 4);
        kinds = new byte[guess];
        starts = new int[guess];
        ends = new int[guess];
        indents = new int[guess];
        firsts = new boolean[guess];
    }

    void add(TokenKind kind, int start, int end, boolean isFirst, int indent) {
        if (count == kinds.length) {
            int size = count * 2;
            kinds = Arrays.copyOf(kinds, size);
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
            indents = Arrays.copyOf(indents, size);
            firsts = Arrays.copyOf(firsts, size);
        }
        kinds[count] = (byte) kind.ordinal();
        starts[count] = start;
        ends[count] = end;
        firsts[count] = isFirst;
        indents[count] = indent;
        count++;
    }

    void cutShort() {
        isCutShort = true;
    }

    /// Whether the rest of the file disappeared in a string or comment without end; that was
    /// reported, so the end of the file is no surprise.
    public boolean isCutShort() {
        return isCutShort;
    }

    public SourceFile file() {
        return file;
    }

    public int count() {
        return count;
    }

    public TokenKind kind(int token) {
        return TokenKind.byId(kinds[token]);
    }

    public int start(int token) {
        return starts[token];
    }

    public int end(int token) {
        return ends[token];
    }

    public Span span(int token) {
        return new Span(starts[token], ends[token]);
    }

    public String text(int token) {
        return file.text(starts[token], ends[token]);
    }

    /// Whether the token is the first of its line.
    public boolean isFirstOnLine(int token) {
        return firsts[token];
    }

    /// Indentation of the line that the token starts on.
    public int indent(int token) {
        return indents[token];
    }
}
