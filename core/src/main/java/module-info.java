/// The language, its bytecode, the engines and the command line. Clients see `jorus.engine` only.
module jorus.core {
    requires jorus.memory;
    requires info.picocli;

    // picocli reads its annotations by reflection.
    opens jorus.cli to
            info.picocli;

    requires jdk.management;
    requires static jdk.jfr;
    requires static java.instrument;

    // Only jorus.verify's vector kernel uses it, and only where it has been resolved.
    requires static jdk.incubator.vector;

    exports jorus.engine;
    exports jorus.source;
}
