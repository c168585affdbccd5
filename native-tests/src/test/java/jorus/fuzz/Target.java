package jorus.fuzz;

/// What is fuzzed: makes the mutant of a number and feeds it in.
interface Target {
    /// @throws RuntimeException or an `Error` if something is wrong with us
    void feed(long number);

    /// The bytes of a mutant, for the reproducer.
    byte[] bytes(long number);

    /// What files of such bytes end with.
    String suffix();
}
