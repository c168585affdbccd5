package jorus.dispatch;

import jorus.interp.ProductionLoop;

/// The ways to dispatch that the laboratory compares.
enum Variant {
    PRODUCTION("production: one switch, superinstructions", true),
    UNFUSED("production without superinstructions", false),
    SWITCH("one switch, opcodes of the kernels only", false),
    CHECKED("the same, bounded segment", false),
    HOT_COLD("switch in two: hot and cold", false),
    PREFETCHED("next instruction loaded ahead", false),
    SCALED("operands scaled at run time", false),
    NARROW_LOADS("a load for each field", false),
    HEAP_CODE("code in a long[] on the heap", false),
    OBJECTS("table of functional objects", false),
    HANDLES("table of method handles", false),
    TAIL_CALLS("trampolined tail calls", false),
    CLOSURES("closures", false),
    BLOCKS("a method per basic block", false);

    private final String title;
    private final boolean isFused;

    Variant(String title, boolean isFused) {
        this.title = title;
        this.isFused = isFused;
    }

    String title() {
        return title;
    }

    /// Whether it runs code with superinstructions.
    boolean isFused() {
        return isFused;
    }

    /// The loop for this kernel, which was compiled accordingly.
    ///
    /// `CHECKED` is `SWITCH` in a JVM with `-Djorus.checked=true`, where all memory is one bounded
    /// segment.
    Loop loop(Prepared kernel) {
        return switch (this) {
            case PRODUCTION, UNFUSED -> ProductionLoop::run;
            case SWITCH, CHECKED -> PlainSwitch::run;
            case HOT_COLD -> HotColdSwitch::run;
            case PREFETCHED -> PrefetchedSwitch::run;
            case SCALED -> ScaledSwitch.of(kernel);
            case NARROW_LOADS -> NarrowLoadsSwitch::run;
            case HEAP_CODE -> HeapCodeSwitch.of(kernel);
            case OBJECTS -> {
                Handlers.State state = new Handlers.State(kernel.machine());
                yield (_, pc, fp) -> Tables.objects(state, pc, fp);
            }
            case HANDLES -> {
                Handlers.State state = new Handlers.State(kernel.machine());
                yield (_, pc, fp) -> Tables.handles(state, pc, fp);
            }
            case TAIL_CALLS -> {
                TailCalls.State state = new TailCalls.State(kernel.machine());
                yield (_, pc, fp) -> TailCalls.run(state, pc, fp);
            }
            case CLOSURES -> Closures.of(kernel);
            case BLOCKS -> BlockMethods.of(kernel);
        };
    }
}
