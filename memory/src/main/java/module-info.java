/// Bytes and lifetimes outside the Java heap. Knows nothing about the language.
// module: the one module that may see the packages is compiled after this one.
@SuppressWarnings("module")
module jorus.memory {
    exports jorus.memory.arena to
            jorus.core;
    exports jorus.memory.heap to
            jorus.core;
    exports jorus.memory.layout to
            jorus.core;
    exports jorus.memory.register to
            jorus.core;
}
