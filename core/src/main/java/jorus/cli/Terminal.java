package jorus.cli;

import java.util.function.BooleanSupplier;

/// Whether messages go to people. Looked for once, when somebody asks.
final class Terminal implements BooleanSupplier {
    private boolean isKnown;
    private boolean isTerminal;

    @Override
    public boolean getAsBoolean() {
        if (!isKnown) {
            isKnown = true;
            isTerminal =
                    System.getenv("NO_COLOR") == null
                            && System.console() != null
                            && System.console().isTerminal();
        }
        return isTerminal;
    }
}
