package jorus.syntax;

import jorus.source.SourceFile;

import java.util.List;

/// The syntax tree of one file.
public record Module(SourceFile file, List<Stmt> statements) {}
