package jorus.profile;

/// A phase before the run, and the bytes of Java heap that it allocated.
public record JavaPhase(String name, long bytes) {}
