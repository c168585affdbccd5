"""Tests of compare and regress. Run: python3 -m unittest discover bench/peers"""

import importlib.machinery
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
PEERS = Path(__file__).resolve().parent
sys.path.insert(0, str(PEERS))

import report
import suite


def load(path):
    """A script without the ending .py."""
    loader = importlib.machinery.SourceFileLoader(path.name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(path.name, loader))
    loader.exec_module(module)
    return module


compare = load(PEERS / "compare")
regress = load(PEERS.parent / "regress")


class Programs(unittest.TestCase):
    def test_every_program_is_there_in_five_languages(self):
        programs = suite.read_programs()
        self.assertGreaterEqual(len(programs), 22)
        for program in programs:
            for file in ("prog.orus", "prog.lua", "prog.js", "Prog.java", "prog.c"):
                self.assertTrue((program.folder / file).exists(), program.folder / file)
        names = {f.name for f in suite.PROGRAMS.iterdir() if f.is_dir()}
        self.assertEqual(names, {p.name for p in programs})

    def test_every_family_has_four_programs_and_sizes_grow(self):
        programs = suite.read_programs()
        for family in suite.FAMILIES:
            self.assertGreaterEqual(sum(p.family == family for p in programs), 4, family)
        for p in programs:
            self.assertLess(p.sizes["tiny"], p.sizes["small"], p.name)
            self.assertLess(p.sizes["small"], p.sizes["big"], p.name)
            self.assertLess(p.sizes["big"], p.sizes["huge"], p.name)

    def test_every_orus_program_has_one_size_line(self):
        for p in suite.read_programs():
            source = (p.folder / "prog.orus").read_text()
            self.assertIn("\nSIZE: i32 := 12345\n", suite.with_size(source, 12345, p.name))

    def test_a_program_without_size_line_is_refused(self):
        with self.assertRaisesRegex(suite.Failure, "x.orus: 0 lines"):
            suite.with_size("print(1)\n", 3, "x.orus")


class Equality(unittest.TestCase):
    """A little suite of one program in C and Python. The engines are real."""

    def run_compare(self, python, c='printf("7\\n");'):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "sizes").write_text("seven mixed 1 2 3 4\n")
            (root / "seven").mkdir()
            (root / "seven" / "prog.py").write_text(python)
            (root / "seven" / "prog.c").write_text(
                "#include <stdio.h>\nint main(void) { " + c + " return 0; }\n")
            return subprocess.run(
                [sys.executable, PEERS / "compare", "--quick", "--folder", root,
                 "--engines", "gcc,python3"], capture_output=True, text=True)

    def setUp(self):
        if not suite.shutil.which("gcc") or not suite.shutil.which("python3"):
            self.skipTest("needs gcc and python3")

    def test_equal_output_passes(self):
        done = self.run_compare("print(7)\n")
        self.assertEqual((0, "1 programs, 2 engines, 2 pairs, 0 failures"),
                         (done.returncode, done.stdout.strip()), done.stderr)

    def test_different_output_fails_and_names_the_line(self):
        done = self.run_compare("print(7)\nprint('more')\n")
        self.assertEqual(1, done.returncode)
        self.assertIn("FAILED: seven (tiny): gcc and python3 print different things, line 2:"
                      " '' and 'more'", done.stdout)

    def test_a_missing_line_end_is_a_difference(self):
        done = self.run_compare("print(7, end='')\n")
        self.assertEqual(1, done.returncode)
        self.assertIn("print different things", done.stdout)

    def test_a_failing_program_fails(self):
        done = self.run_compare("import sys\nprint(7)\nsys.exit(3)\n")
        self.assertEqual(1, done.returncode)
        self.assertIn("seven in python3 ended with 3", done.stdout)

    def test_a_program_that_does_not_build_fails(self):
        done = self.run_compare("print(7)\n", "this is not C")
        self.assertEqual(1, done.returncode)
        self.assertIn("prog.c does not build", done.stdout)

    def test_two_runs_that_differ_fail(self):
        run = suite.Run(b"1\n", 1.0, 1.0, 1)
        with self.assertRaisesRegex(suite.Failure, "line 1: '1' and '2'"):
            run.better_of(suite.Run(b"2\n", 1.0, 1.0, 1))


class Figures(unittest.TestCase):
    def setUp(self):
        class Named:
            def __init__(self, name, family=None):
                self.name, self.family = name, family
                self.is_interpreter, self.steady_size = False, "huge"
                self.is_trained = name.endswith(" trained")
        self.engines = [Named("luajit"), Named("node")]
        self.programs = [Named("a", "array"), Named("b", "array"), Named("c", "mixed")]
        self.comparison = compare.Comparison(None, self.engines, self.programs)
        for name, node in (("a", 2.0), ("b", 8.0), ("c", 3.0)):
            for engine, factor in (("luajit", 1.0), ("node", node)):
                self.comparison.runs[name, engine, "small"] = suite.Run(b"", 0.5, 0.25, 1)
                self.comparison.runs[name, engine, "huge"] = suite.Run(
                    b"", 0.5 + factor, 0.25 + 2 * factor, 1)

    def test_steady_time_is_big_minus_small(self):
        steady = self.comparison.steady(self.programs[0], self.engines[1], "wall")
        self.assertAlmostEqual(2.0, steady)
        self.assertAlmostEqual(
            4.0, self.comparison.steady(self.programs[0], self.engines[1], "cpu"))

    def test_steady_time_lost_in_the_noise_is_none(self):
        self.comparison.runs["a", "node", "huge"] = suite.Run(b"", 0.5001, 0.2, 1)
        for clock in ("wall", "cpu"):
            self.assertIsNone(
                self.comparison.steady(self.programs[0], self.engines[1], clock))

    def test_loops_are_compared_with_the_last_engine(self):
        self.assertEqual(
            ["| a | 1.000 | 2.000 | 0.50 |", "| b | 1.000 | 8.000 | 0.12 |",
             "| c | 1.000 | 3.000 | 0.33 |"],
            compare.report.loops_text(self.comparison, "wall").split("\n")[2:])

    def test_means_are_geometric_by_family_and_over_all(self):
        ratio = report.ratios(self.comparison,
                              lambda p, e: self.comparison.steady(p, e, "wall"), self.engines)
        node = self.engines[1]
        self.assertAlmostEqual(4.0, report.mean(self.comparison, ratio, node, "array"))
        self.assertAlmostEqual(48 ** (1 / 3), report.mean(self.comparison, ratio, node))
        self.assertIsNone(report.mean(self.comparison, ratio, node, "object"))

    def test_a_trained_process_counts_where_its_training_is_subtracted(self):
        trained = type(self.engines[0])("luajit trained")
        self.engines.append(trained)
        tables = {title: engines for title, _, engines in report.values(self.comparison, "cpu")}
        self.assertIn(trained, tables["Steady time of compilers (cpu)"])
        self.assertNotIn(trained, tables["Whole process, small size (cpu)"])
        self.assertIn("training.orus", report.training(self.comparison))
        self.engines.pop()
        self.assertEqual("", report.training(self.comparison))

    def test_only_the_part_between_the_markers_is_replaced(self):
        document = "# Performance\n\nmine\n"
        once = report.replace_section(document, "one")
        twice = report.replace_section(once + "\nyours\n", "two")
        self.assertEqual(f"# Performance\n\nmine\n\n{report.BEGIN}\ntwo\n{report.END}\n\nyours\n",
                         twice)


class Regression(unittest.TestCase):
    def test_ten_percent_are_tolerated_and_more_is_not(self):
        before = {"ratio": 1.0, "noise": 0.0}
        self.assertIsNone(regress.verdict({"ratio": 1.09, "noise": 0.0}, before))
        self.assertAlmostEqual(12.0, regress.verdict({"ratio": 1.12, "noise": 0.0}, before))

    def test_what_is_within_the_noise_is_tolerated(self):
        before = {"ratio": 1.0, "noise": 0.05}
        self.assertIsNone(regress.verdict({"ratio": 1.25, "noise": 0.05}, before))
        self.assertAlmostEqual(40.0, regress.verdict({"ratio": 1.4, "noise": 0.05}, before))

    def test_the_summary_is_the_median_with_its_deviation(self):
        self.assertEqual({"ratio": 2.0, "noise": 0.05}, regress.summary([2.0, 1.9, 9.0]))

    def test_there_are_forty_benchmarks_with_a_baseline(self):
        names = {f"{p.name}/{mode}" for p in suite.read_programs() for mode in regress.MODES}
        self.assertGreaterEqual(len(names), 40)
        stored = json.loads(regress.BASELINE.read_text())["benchmarks"]
        self.assertEqual(names, set(stored))


class ProgressTest(unittest.TestCase):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def test_a_terminal_sees_a_line_that_goes_away(self):
        terminal = self.Terminal()
        progress = suite.Progress(terminal, delay=0)
        progress.show("fib small")
        self.assertIn("fib small", terminal.getvalue())
        progress.clear()
        self.assertTrue(terminal.getvalue().endswith(suite.Progress.CLEAR))

    def test_nothing_is_shown_early_or_without_a_terminal(self):
        terminal, file = self.Terminal(), io.StringIO()
        suite.Progress(terminal).show("fib small")
        suite.Progress(terminal).clear()
        suite.Progress(file, delay=0).show("fib small")
        self.assertEqual("", terminal.getvalue() + file.getvalue())


if __name__ == "__main__":
    unittest.main()
