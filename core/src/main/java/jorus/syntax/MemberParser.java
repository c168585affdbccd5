package jorus.syntax;

import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;

import java.util.ArrayList;
import java.util.List;

/// The members of a type and the arms of a match: lines, or braces (language.md 14, 15.2).
abstract class MemberParser extends SuiteParser {
    /// Reads one member of a struct, enum, impl or match.
    abstract static class Member<T> {
        abstract T read();
    }

    MemberParser(Tokens tokens, Diagnostics diagnostics) {
        super(tokens, diagnostics);
    }

    /// Reads the members behind a header that stands on a line indented by `headerIndent`.
    final <T> List<T> members(int headerIndent, String header, Member<T> member) {
        List<T> out = new ArrayList<>();
        if (isHere(TokenKind.OPEN_BRACE)) {
            braced(member, out);
        } else if (isHere(TokenKind.COLON)) {
            indented(headerIndent, member, out);
        } else {
            throw suiteMissing(header);
        }
        return out;
    }

    private <T> void braced(Member<T> member, List<T> out) {
        int open = position();
        advance();
        int[] saved = enterArms();
        enter();
        block = Block.members(block, closeOf(open));
        while (!is(TokenKind.CLOSE_BRACE)) {
            if (is(TokenKind.END_OF_FILE)) {
                throw neverClosed(open);
            }
            line(member, out);
        }
        advance();
        block = block.outer();
        leave();
        leaveSuite(saved);
        wasBraced = true;
    }

    private <T> void indented(int headerIndent, Member<T> member, List<T> out) {
        advance();
        int[] saved = enterArms();
        enter();
        if (!startsLine()) {
            throw fail(
                    Code.SYNTAX,
                    "expected a new line after ':', found " + found(),
                    Hint.help("or write the members in { }"));
        }
        boolean startsInBrackets = saved[0] > 0;
        if (opensBlock(headerIndent, startsInBrackets)) {
            int indent = indent();
            block = Block.indented(block, indent, startsInBrackets);
            while (startsBlockLine(indent)) {
                line(member, out);
            }
            leaveIndented(indent);
        }
        leave();
        leaveSuite(saved);
        wasBraced = false;
    }

    /// The members on one line.
    private <T> void line(Member<T> member, List<T> out) {
        int before = position();
        int depth = depth();
        Block current = block;
        try {
            do {
                before = position();
                if (isSeparator()) {
                    advance();
                } else {
                    statementStart = before;
                    out.add(member.read());
                    if (!startsLine() && !isSeparator() && !endsSuite()) {
                        throw fail(Code.SYNTAX, "expected ',' or a new line, found " + found());
                    }
                }
            } while (!startsLine() && (isSeparator() || !endsSuite()));
        } catch (SyntaxError e) {
            recover(before, current, depth);
        }
    }

    /// A comma behind indented arms in brackets belongs to the brackets (language.md 14: there
    /// only line ends and `;` separate them).
    private boolean isSeparator() {
        return is(TokenKind.SEMICOLON) || is(TokenKind.COMMA) && !block.startsInBrackets();
    }
}
