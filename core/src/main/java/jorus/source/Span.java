package jorus.source;

/// A half-open range of byte offsets `[start, end)` in one [SourceFile].
///
/// Offsets are bytes from the start of the file; `0 <= start <= end <= length`.
public record Span(int start, int end) {
    public Span {
        assert start >= 0 && start <= end : "span " + start + ".." + end;
    }

    /// The smallest span that covers both.
    public Span to(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }
}
