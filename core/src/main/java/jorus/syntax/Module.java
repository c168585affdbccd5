package jorus.syntax;

import java.util.List;
import jorus.source.SourceFile;

/// The syntax tree of one file.
public record Module(SourceFile file, List<Stmt> statements) {}
