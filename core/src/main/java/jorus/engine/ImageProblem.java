package jorus.engine;

/// Why an image file cannot be read or written: one line that names the file, and one that says
/// what to do.
public record ImageProblem(String message, String remedy) {}
