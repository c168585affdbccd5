package jorus.syntax;

import jorus.lex.TokenKind;
import jorus.lex.Tokens;

import java.util.Arrays;

/// Which bracket closes which, also in text that is not well-formed.
///
/// A `}` closes the nearest open `{` and whatever was left open inside it; a `)` or `]` closes its
/// nearest partner behind the nearest open `{`. Time and memory are linear in the tokens.
final class Brackets {
    private final Tokens tokens;
    private final int[] closers;

    /// The open brackets; `parens` and `squares` count those since the nearest `{`, so that a
    /// closer without partner is known without a search.
    private int[] open = new int[16];

    private int[] parens = new int[16];
    private int[] squares = new int[16];
    private int count;
    private int braces;

    private Brackets(Tokens tokens) {
        this.tokens = tokens;
        this.closers = new int[tokens.count()];
    }

    /// For each token the token that closes it, or -1.
    static int[] match(Tokens tokens) {
        Brackets brackets = new Brackets(tokens);
        Arrays.fill(brackets.closers, -1);
        for (int i = 0; i < tokens.count(); i++) {
            brackets.token(i);
        }
        return brackets.closers;
    }

    private void token(int i) {
        switch (tokens.kind(i)) {
            case OPEN_PAREN -> push(i, top(parens) + 1, top(squares));
            case OPEN_BRACKET -> push(i, top(parens), top(squares) + 1);
            case OPEN_BRACE -> {
                braces++;
                push(i, 0, 0);
            }
            case CLOSE_PAREN -> close(i, TokenKind.OPEN_PAREN, top(parens));
            case CLOSE_BRACKET -> close(i, TokenKind.OPEN_BRACKET, top(squares));
            case CLOSE_BRACE -> {
                close(i, TokenKind.OPEN_BRACE, braces);
                braces = Math.max(0, braces - 1);
            }
            default -> {}
        }
    }

    private int top(int[] counts) {
        return count == 0 ? 0 : counts[count - 1];
    }

    private void push(int token, int parensOpen, int squaresOpen) {
        if (count == open.length) {
            open = Arrays.copyOf(open, count * 2);
            parens = Arrays.copyOf(parens, count * 2);
            squares = Arrays.copyOf(squares, count * 2);
        }
        open[count] = token;
        parens[count] = parensOpen;
        squares[count] = squaresOpen;
        count++;
    }

    private void close(int token, TokenKind opener, int partners) {
        if (partners == 0) {
            return;
        }
        while (tokens.kind(open[count - 1]) != opener) {
            count--;
        }
        closers[open[--count]] = token;
    }
}
