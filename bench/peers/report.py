"""The tables and the chart of a comparison."""

import math
import platform
import subprocess
from datetime import date
from pathlib import Path

from suite import FAMILIES, geometric_mean

BEGIN = "<!-- suite: written by bench/peers/compare --write -->"
END = "<!-- suite: end -->"
LOOPS_BEGIN = "<!-- loops: written by bench/peers/compare --loops --write -->"
LOOPS_END = "<!-- loops: end -->"
TITLE = "# Performance\n"
CHART = "performance-suite.svg"

# What the ratios of other engines are taken to, the first that was measured.
REFERENCES = ("luajit", "lua5.4", "java", "gcc", "jorus-auto")


def reference(engines):
    names = [engine.name for engine in engines]
    return next((name for name in REFERENCES if name in names), names[0])


def ratios(comparison, value, engines):
    """`value(program, engine)` divided by the reference's, by (program, engine)."""
    base_name = reference(engines)
    base = next(e for e in engines if e.name == base_name)
    result = {}
    for program in comparison.programs:
        unit = value(program, base)
        for engine in engines:
            own = value(program, engine)
            if unit and own:
                result[program.name, engine.name] = own / unit
    return result


def mean(comparison, ratio, engine, family=None):
    """The geometric mean over the programs (of a family); None if none has a ratio."""
    found = [ratio[p.name, engine.name] for p in comparison.programs
             if (family is None or p.family == family) and (p.name, engine.name) in ratio]
    return geometric_mean(found)


def number(value):
    return "-" if value is None else f"{value:.2f}" if value < 100 else f"{value:.0f}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|---" + "|---:" * (len(header) - 1) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def means_table(comparison, ratio, engines):
    rows = []
    for family in FAMILIES:
        if any(p.family == family for p in comparison.programs):
            rows.append([family] + [number(mean(comparison, ratio, e, family)) for e in engines])
    rows.append(["**all**"] + [number(mean(comparison, ratio, e)) for e in engines])
    return table(["family"] + [e.name for e in engines], rows)


def seconds_table(comparison, value, engines):
    rows = [[p.name] + [("-" if (t := value(p, e)) is None else f"{t:.3f}") for e in engines]
            for p in comparison.programs]
    return table(["program"] + [e.name for e in engines], rows)


def groups(comparison):
    """Engines whose steady times are of the same sizes, with a name for them."""
    both = (("compilers", [e for e in comparison.engines if not e.is_interpreter]),
            ("interpreters", [e for e in comparison.engines if e.is_interpreter]))
    return [(name, engines) for name, engines in both if engines]


def values(comparison, clock):
    """The kinds of figures: title, function of program and engine, engines."""
    def of_run(size, attribute):
        def get(program, engine):
            run = comparison.get(program, engine, size)
            return None if run is None else getattr(run, attribute)
        return get

    other = "wall" if clock == "cpu" else "cpu"
    found = []
    for name, engines in groups(comparison):
        for unit in (clock, other):
            found.append((f"Steady time of {name} ({unit})",
                          lambda p, e, unit=unit: comparison.steady(p, e, unit), engines))
    for unit in (clock, other):
        found.append((f"Whole process, small size ({unit})", of_run("small", unit),
                      [e for e in comparison.engines if not e.is_trained]))
    for name, engines in groups(comparison):
        found.append((f"Peak memory of {name}, big size", of_run(engines[0].steady_size, "peak"),
                      engines))
    return found


def text(comparison, clock):
    if not comparison.engines:
        return "nothing was measured"
    parts = []
    for title, value, engines in values(comparison, clock):
        parts.append(f"### {title}\n\nRatios to {reference(engines)}, geometric means.\n\n"
                     + means_table(comparison, ratios(comparison, value, engines), engines))
    for name, engines in groups(comparison):
        parts.append(f"### Steady time of {name} ({clock}): each program\n\nSeconds; `-` where a"
                     " size failed or the difference is below 0.5 ms.\n\n"
                     + seconds_table(comparison, lambda p, e: comparison.steady(p, e, clock),
                                     engines))
    parts.append(slowest(comparison, lambda p, e: comparison.steady(p, e, clock)))
    return "\n\n".join(part for part in parts if part)


def slowest(comparison, value):
    """The programs by the ratio of jorus-auto to the faster of luajit and node."""
    engines = {e.name: e for e in comparison.engines}
    peers = [engines[n] for n in ("luajit", "node") if n in engines]
    if "jorus-auto" not in engines or not peers:
        return ""
    rows = []
    for program in comparison.programs:
        own = value(program, engines["jorus-auto"])
        theirs = [value(program, e) for e in peers]
        if own and any(theirs):
            rows.append([program.name] + [own / t if t else None for t in theirs])
    rows.sort(key=lambda row: -max(r for r in row[1:] if r))
    return "### Where jorus-auto is slowest\n\nRatios of the steady time, the worst first.\n\n" \
        + table(["program"] + [f"to {e.name}" for e in peers],
                [[row[0]] + [number(r) for r in row[1:]] for row in rows])


def versions(comparison):
    """What was measured, a line each."""
    commands = {"luajit": ["luajit", "-v"], "lua5.4": ["lua5.4", "-v"], "node": ["node", "-v"],
                "gcc": ["gcc", "-dumpfullversion"], "python3": ["python3", "-V"]}
    lines = []
    for engine in comparison.engines:
        command = commands.get(engine.name)
        if engine.name == "java":
            command = [str(comparison.suite.jdk / "bin/java"), "--version"]
        if command:
            done = subprocess.run(command, capture_output=True, text=True)
            first = (done.stdout or done.stderr).strip().split("\n")[0]
            lines.append(first if first.lower().startswith(engine.name[:3].lower())
                         else f"{engine.name} {first}")
    return lines


def processor():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def chart(comparison, clock):
    """Bars: the geometric means of the steady time by engine, on a logarithmic axis, as SVG."""
    engines = groups(comparison)[0][1]
    ratio = ratios(comparison, values(comparison, clock)[0][1], engines)
    bars = [(e.name, m) for e in engines if (m := mean(comparison, ratio, e))]
    bars.sort(key=lambda bar: bar[1])
    low = min([0.5] + [value for _, value in bars])
    high = max([2.0] + [value for _, value in bars])
    left, width, row = 130, 480, 26
    height = row * len(bars) + 60

    def x(value):
        return left + width * math.log(value / low) / math.log(high / low)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 70} {height}"'
           ' font-family="sans-serif" font-size="13">',
           '<rect width="100%" height="100%" fill="#fff"/>',
           f'<text x="10" y="20" font-weight="bold">Steady {clock} time of the suite, ratio to'
           f' {reference(engines)} (less is better)</text>']
    for i, (name, value) in enumerate(bars):
        y = 34 + i * row
        colour = "#c2410c" if name.startswith("jorus") else "#64748b"
        out.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{name}</text>')
        out.append(f'<rect x="{left}" y="{y}" width="{max(1.0, x(value) - left):.1f}"'
                   f' height="{row - 7}" fill="{colour}"/>')
        out.append(f'<text x="{max(left + 1.0, x(value)) + 5:.1f}" y="{y + 14}">'
                   f'{number(value)}</text>')
    out.append(f'<line x1="{x(1):.1f}" y1="28" x2="{x(1):.1f}" y2="{height - 22}"'
               ' stroke="#000" stroke-dasharray="3 3"/>')
    out.append(f'<text x="{x(1):.1f}" y="{height - 8}" text-anchor="middle">1</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


def training(comparison):
    """What a process is that has been trained, if there was one."""
    if not any(e.is_trained for e in comparison.engines):
        return ""
    return """
`jorus-interp trained` is `jorus-interp` in a process that has first run
[training.orus](../bench/peers/training.orus), which executes every instruction that the compiler
emits, but a few (`TrainingTest` names them): what is measured is a process in which other programs
have been before (decision 0021). The training, until the JVM's compilers are idle, is subtracted
from each run; both sizes have the move to a loop of its own in them, so the steady time has not;
whole processes are those of `jorus-interp`.
"""


def section(comparison, clock):
    failures = "".join(f"- FAILED: {f}\n" for f in comparison.failures)
    return f"""## The suite against its peers

{len(comparison.programs)} programs in five families ([bench/programs](../bench/programs)), each
with the same algorithm and the same output in every language. Written by
`bench/peers/compare --write` on {date.today()}: {processor()}; {"; ".join(versions(comparison))}.
The CPU time is that of all threads, so it includes compiling and collecting; the peak of small
processes includes about 10 MB of the measuring one.
{training(comparison)}
![Steady time]({CHART})

{failures}{text(comparison, clock)}
"""


def loops_text(comparison, clock):
    """The steady time of each loop, in seconds and as ratios to the last engine's."""
    engines = comparison.engines
    rows = []
    for program in comparison.programs:
        seconds = [comparison.steady(program, e, clock) for e in engines]
        last = seconds[-1]
        rows.append([program.name] + [f"{s:.3f}" if s else "-" for s in seconds]
                    + [number(s / last if s and last else None) for s in seconds[:-1]])
    names = [e.name for e in engines]
    header = ["loop"] + names + [f"{n} to {names[-1]}" for n in names[:-1]]
    return table(header, rows)


def loops_section(comparison, clock):
    failures = "".join(f"- FAILED: {f}\n" for f in comparison.failures)
    return f"""## Array loops against gcc

The loops of [bench/loops](../bench/loops), in functions that are called for each row: rows of 1,000
elements, and of 64 where that stands behind the name. Steady time ({clock}), seconds: the huge size less one that is long
enough to have all kernels warm. Written by `bench/peers/compare --loops --write` on
{date.today()}: {processor()}; {"; ".join(versions(comparison))}.

{failures}{loops_text(comparison, clock)}
"""


def replace_section(document, new, begin=BEGIN, end=END):
    """The document with the text between the markers replaced, or appended."""
    marked = f"{begin}\n{new.rstrip()}\n{end}"
    if begin in document and end in document:
        before, rest = document.split(begin, 1)
        return before + marked + rest.split(end, 1)[1]
    return document.rstrip() + "\n\n" + marked + "\n"


def write(comparison, clock, docs):
    path = docs / "performance.md"
    document = path.read_text() if path.exists() else TITLE
    path.write_text(replace_section(document, section(comparison, clock)))
    (docs / CHART).write_text(chart(comparison, clock))


def write_loops(comparison, clock, docs):
    path = docs / "performance.md"
    document = path.read_text() if path.exists() else TITLE
    path.write_text(replace_section(document, loops_section(comparison, clock),
                                    LOOPS_BEGIN, LOOPS_END))
