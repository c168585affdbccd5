package jorus.profile;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// The events of a flight recording. Off unless a recording asks for them; nothing of this is
/// loaded otherwise.
final class FlightEvents {
    private FlightEvents() {}

    /// Where something happens in an Orus program.
    @Category("Jorus")
    @Enabled(false)
    @StackTrace(false)
    abstract static class Place extends Event {
        @Label("Function")
        String function;

        @Label("File")
        String file;

        @Label("Line")
        int line;

        final void at(Places places, int of, int word) {
            function = places.name(of);
            file = places.file(of);
            line = places.line(of, word);
        }
    }

    @Name("jorus.Compile")
    @Label("Compile")
    @Description("A function or loop was translated to a JVM class")
    static final class Compile extends Place {
        @Label("Loop")
        boolean isLoop;

        @Label("Class Size")
        @DataAmount
        long classBytes;
    }

    @Name("jorus.Tier")
    @Label("Tier")
    @Description("A function or loop is executed in another way from now on")
    static final class Tier extends Place {
        @Label("Tier")
        String tier;
    }

    @Name("jorus.Collect")
    @Label("Collect")
    @Description("A collection of the program's heap")
    @Category("Jorus")
    @Enabled(false)
    @StackTrace(false)
    static final class Collect extends Event {
        @Label("Pause")
        @Timespan(Timespan.NANOSECONDS)
        long pause;

        @Label("Used Before")
        @DataAmount
        long before;

        @Label("Used After")
        @DataAmount
        long after;
    }

    @Name("jorus.AllocationSample")
    @Label("Allocation Sample")
    @Description("An allocation, and what it stands for")
    static final class AllocationSample extends Place {
        @Label("Type")
        String type;

        @Label("Weight")
        @Description("Bytes allocated since the sample before")
        @DataAmount
        long weight;
    }

    @Name("jorus.Trap")
    @Label("Trap")
    @Description("A runtime error that nothing caught")
    @Category("Jorus")
    @Enabled(false)
    @StackTrace(false)
    static final class Trap extends Event {
        @Label("Message")
        String message;

        @Label("File")
        String file;

        @Label("Line")
        int line;
    }
}
