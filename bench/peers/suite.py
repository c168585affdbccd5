"""The programs of bench/programs, the engines that run them, and how a run is measured."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PEERS = ROOT / "bench" / "peers"
PROGRAMS = ROOT / "bench" / "programs"
LOOPS = ROOT / "bench" / "loops"
FAMILIES = ("variable", "object", "array", "function", "mixed")
SIZES = ("tiny", "small", "big", "huge")

# The line of a prog.orus that says how much there is to do: Orus programs get no arguments.
SIZE_LINE = re.compile(r"^SIZE: i32 := \d+$", re.MULTILINE)

# The line of a prog.orus of bench/loops that says how many elements a row has.
ROW_LINE = re.compile(r"^ROW: i32 := \d+$", re.MULTILINE)


class Progress:
    """One line on stderr that says what is being done: after two seconds, and only where somebody
    sees it, on a terminal."""

    DELAY_SECONDS = 2.0
    CLEAR = "\r\033[K"

    def __init__(self, stream=None, delay=DELAY_SECONDS):
        self.stream = stream or sys.stderr
        self.begin = time.monotonic()
        self.delay = delay
        self.is_shown = False

    def show(self, text):
        passed = time.monotonic() - self.begin
        if self.stream.isatty() and passed >= self.delay:
            self.stream.write(f"{self.CLEAR}{passed:.0f} s, {text}")
            self.stream.flush()
            self.is_shown = True

    def clear(self):
        """To be called before anything else is written."""
        if self.is_shown:
            self.stream.write(self.CLEAR)
            self.stream.flush()
            self.is_shown = False


class Failure(Exception):
    """A program that can't be built or run; the text says which and why."""


class Program:
    def __init__(self, folder, family, sizes, row=None):
        self.folder = folder
        self.row = row  # elements of a row, if not those of the source
        self.name = f"{folder.name}:{row}" if row else folder.name
        self.family = family
        self.sizes = sizes  # by name


def read_programs(folder=PROGRAMS):
    """All programs in the order of the file `sizes`."""
    programs = []
    for number, line in enumerate((folder / "sizes").read_text().splitlines(), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) != 6 or words[1] not in FAMILIES:
            raise Failure(f"{folder}/sizes:{number}: expected NAME FAMILY TINY SMALL BIG HUGE:"
                          f" {line}")
        sizes = dict(zip(SIZES, map(int, words[2:])))
        name, _, row = words[0].partition(":")
        programs.append(Program(folder / name, words[1], sizes, row))
    return programs


def with_size(source, size, path):
    """The Orus program with another size."""
    changed, count = SIZE_LINE.subn(f"SIZE: i32 := {size}", source)
    if count != 1:
        raise Failure(f"{path}: {count} lines 'SIZE: i32 := NUMBER', must be one")
    return changed


class Engine:
    """One way to run the programs. `command` makes the arguments for a program and a size."""

    # What only interprets is too slow for the sizes at which the warm-up of compilers vanishes.
    INTERPRETERS = ("jorus-interp", "jorus-interp trained", "luajit -joff", "lua5.4",
                    "node --jitless", "python3")

    def __init__(self, name, file, is_there, command, build=None):
        self.is_interpreter = name in self.INTERPRETERS
        # What runs another program first: only differences of its times say something.
        self.is_trained = name.endswith(" trained")
        self.steady_size = "big" if self.is_interpreter else "huge"
        self.name = name
        self.file = file
        self.is_there = is_there
        self.command = command
        self.build = build


def find_jdk():
    """The folder of a JDK 25, or None."""
    known = ROOT / "core" / "target" / "java-home"
    candidates = [os.environ.get("JORUS_JAVA_HOME"), os.environ.get("JAVA_HOME")]
    if known.exists():
        candidates.append(known.read_text().strip())
    candidates += sorted(map(str, Path("/usr/lib/jvm").glob("*25*")))
    for candidate in candidates:
        if candidate and Path(candidate, "bin", "javac").exists():
            return Path(candidate)
    return None


def build(command, what):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise Failure(f"{what} does not build: {done.stderr.strip()[:500]}")


class Suite:
    """Engines by name, with a folder for what they build."""

    def __init__(self, work):
        self.work = Path(work)
        self.jdk = find_jdk()
        self.built = set()
        self.engines = {}
        launcher = ROOT / "jorus"
        for mode in ("auto", "interp", "jit"):
            self.add(f"jorus-{mode}", "prog.orus", launcher.exists,
                     lambda p, size, mode=mode: [
                         launcher, "run", f"--engine={mode}", "--warnings=off",
                         self.sized(p, size)])
        self.add("jorus-interp trained", "prog.orus", lambda: launcher.exists() and self.jdk,
                 lambda p, size: [
                     "env", f"JORUS_JAVA_OPTS={self.agent_option()}", launcher, "run",
                     "--engine=interp", "--warnings=off", self.sized(p, size)],
                 lambda p: self.build_agent())
        for name, flags in (("luajit", []), ("luajit -joff", ["-joff"])):
            self.add(name, "prog.lua", lambda: shutil.which("luajit"),
                     lambda p, size, flags=flags: [
                         "luajit", *flags, p.folder / "prog.lua", size])
        self.add("lua5.4", "prog.lua", lambda: shutil.which("lua5.4"),
                 lambda p, size: ["lua5.4", p.folder / "prog.lua", size])
        for name, flags in (("node", []), ("node --jitless", ["--jitless"])):
            self.add(name, "prog.js", lambda: shutil.which("node"),
                     lambda p, size, flags=flags: [
                         "node", "--stack-size=3900", *flags, p.folder / "prog.js", size])
        self.add("python3", "prog.py", lambda: shutil.which("python3"),
                 lambda p, size: ["python3", p.folder / "prog.py", size])
        self.add("java", "Prog.java", lambda: self.jdk,
                 lambda p, size: [self.jdk / "bin/java", "-XX:+UseSerialGC", "-cp",
                                  self.work / p.name, "Prog", size],
                 lambda p: build([self.jdk / "bin/javac", "-d", self.work / p.name,
                                  p.folder / "Prog.java"], p.folder / "Prog.java"))
        self.add("gcc", "prog.c", lambda: shutil.which("gcc"),
                 lambda p, size: [self.work / p.name / "prog", size],
                 lambda p: build(["gcc", "-O3", "-march=native", "-ffp-contract=off",
                                 *([f"-DROW={p.row}"] if p.row else []), "-o",
                                  self.work / p.name / "prog", p.folder / "prog.c", "-lm"],
                                 p.folder / "prog.c"))

    def add(self, name, *rest):
        self.engines[name] = Engine(name, *rest)

    def agent_option(self):
        """The option of the JVM that runs training.orus first. The launcher splits it at blanks."""
        return f"-javaagent:{self.work}/trained.jar={self.work}/training.orus"

    def build_agent(self):
        """Trained.java as an agent, in a jar, and the program that it runs."""
        if (self.work / "trained.jar").exists():
            return
        build([ROOT / "jorus", "version"], "jorus")
        jars = ROOT / "core" / "target"
        build([self.jdk / "bin/javac", "-d", self.work, "-cp",
               f"{jars / 'jorus.jar'}:{jars / 'lib' / 'jorus-memory.jar'}",
               PEERS / "Trained.java"], PEERS / "Trained.java")
        shutil.copy(PEERS / "training.orus", self.work)
        with zipfile.ZipFile(self.work / "trained.jar", "w") as jar:
            jar.writestr("META-INF/MANIFEST.MF", "Premain-Class: Trained\n")
            jar.write(self.work / "Trained.class", "Trained.class")

    def training_took(self):
        """Seconds of the last training: wall-clock, CPU. Trained.java has written them."""
        wall, cpu = (self.work / "training.orus.took").read_text().split()
        return float(wall), float(cpu)

    def sized(self, program, size):
        """A copy of prog.orus with this size."""
        source = program.folder / "prog.orus"
        copy = self.work / program.name / f"{size}.orus"
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = with_size(source.read_text(), size, source)
        copy.write_text(ROW_LINE.sub(f"ROW: i32 := {program.row}", text) if program.row else text)
        return copy

    def runs(self, engine, program):
        """Whether there is a source for the engine: Python programs are optional."""
        return (program.folder / engine.file).exists()

    def measure(self, engine, program, size, runs=1):
        """The fastest of some runs. Each must print the same."""
        (self.work / program.name).mkdir(parents=True, exist_ok=True)
        if engine.build and (engine.name, program.name) not in self.built:
            engine.build(program)
            self.built.add((engine.name, program.name))
        command = [str(word) for word in engine.command(program, size)]
        best = None
        for _ in range(runs):
            run = run_process(command, f"{program.name} in {engine.name}")
            if engine.is_trained:
                run = run.without(*self.training_took())
            best = run if best is None else best.better_of(run)
        return best


class Run:
    """What a process printed and used. Times are in seconds, memory in bytes."""

    def __init__(self, output, wall, cpu, peak):
        self.output = output
        self.wall = wall
        self.cpu = cpu
        self.peak = peak

    def without(self, wall, cpu):
        """The same run less these seconds."""
        return Run(self.output, self.wall - wall, self.cpu - cpu, self.peak)

    def better_of(self, other):
        if other.output != self.output:
            raise Failure(f"printed different things in two runs: {difference(self, other)}")
        return Run(self.output, min(self.wall, other.wall), min(self.cpu, other.cpu),
                   min(self.peak, other.peak))


def run_process(command, what):
    """Runs a command to its end."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        with open(os.devnull, "rb") as nothing:
            child = subprocess.Popen(command, stdin=nothing, stdout=out, stderr=errors)
        try:
            # The usage of this one child; `wait` of subprocess doesn't tell it.
            _, status, usage = os.wait4(child.pid, 0)
        except KeyboardInterrupt:
            child.kill()
            raise
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if child.returncode != 0:
            text = errors.read().decode(errors="replace").strip()[:500]
            raise Failure(f"{what} ended with {child.returncode}: {text}")
        unit = 1 if sys.platform == "darwin" else 1024
        return Run(out.read(), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def difference(one, other):
    """The first line in which two runs differ."""
    a, b = one.output.split(b"\n"), other.output.split(b"\n")
    for i in range(max(len(a), len(b))):
        left, right = a[i] if i < len(a) else b"", b[i] if i < len(b) else b""
        if left != right:
            return f"line {i + 1}: {left.decode(errors='replace')!r}" \
                   f" and {right.decode(errors='replace')!r}"
    return "the same lines"


def geometric_mean(values):
    product = 1.0
    values = list(values)
    for value in values:
        product *= value ** (1 / len(values))
    return product if values else None
