package jorus.jit;

/// What an instruction needs to know of its place.
interface Place {
    /// The block that is being written.
    int block();

    /// Equal for places where `beforeFault` is the same, with the same handlers.
    Object context();

    /// What makes the machine's countdown right before a trap at this place.
    Runnable beforeFault();

    /// The label to be bound behind the instruction at `word`, which may call the runtime in a
    /// stub.
    Label behind(int word);

    /// Where such a stub goes on, because it may have polled: at `behind`, or elsewhere.
    Label afterCall(int word, Label behind);

    /// Takes the countdown back after such a call.
    Runnable takeBack();

    /// Whether the check of the instruction at `word` has been proven needless.
    boolean isProven(int word);

    /// Pushes the address of the element that the instruction at `word` accesses, which needs
    /// no check, and returns true; or returns false.
    boolean pushAddress(int word);

    /// Appends an element with the instruction at `word` to an array that has room for it, pushes
    /// its address, and returns true; or returns false.
    boolean append(int word);

    /// Local of the data address of the array that the instruction at `word` indexes or
    /// measures; -1 if it has to be loaded.
    int dataLocal(int word);

    /// Local of its length; -1 if it has to be loaded.
    int lengthLocal(int word);
}
