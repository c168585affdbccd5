package jorus.dispatch;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The variant whose memory is one bounded segment, which a JVM has to be told at its start. Run it
/// with `-p variant=CHECKED`, as `bench/dispatch` does.
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:MinJumpTableSize=40",
            "-XX:C1MaxInlineSize=16",
            "-XX:MaxTrivialSize=20",
            "-XX:-ClipInlining",
            "-XX:-UseFPUForSpilling",
            "-Djava.lang.invoke.MethodHandle.CUSTOMIZE_THRESHOLD=-1",
            "-Djorus.checked=true"
        })
public class CheckedLaboratory extends Laboratory {}
