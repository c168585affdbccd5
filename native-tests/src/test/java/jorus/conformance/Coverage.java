package jorus.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which golden programs cover which part of the language: `docs/coverage.md`.
///
/// A program covers a row if its path below `golden/` (for programs of several modules the folder)
/// fits a pattern of the row, or if it says `// covers: CONSTRUCT, ...`.
final class Coverage {
    // @formatter:off
    /// One construct of a section of the language with the patterns of its programs.
    record Row(String section, String construct, List<String> patterns) {
        /// The names of the programs that cover it.
        List<String> coveredBy(List<Program> all) {
            List<PathMatcher> matchers = new ArrayList<>();
            for (String pattern : patterns) {
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
            }
            List<String> found = new ArrayList<>();
            for (Program program : all) {
                Path name = Path.of(program.name());
                boolean isNamed = program.constructs().contains(construct);
                if (isNamed || matchers.stream().anyMatch(m -> m.matches(name))) {
                    found.add(program.name());
                }
            }
            return found;
        }
    }

    /// A golden program and the constructs in its `covers` comments.
    record Program(String name, List<String> constructs) {}

    private static final int MAX_NAMED = 3;
    private static final Pattern COVERS = Pattern.compile("// covers: (.+)$", Pattern.MULTILINE);

    /// A line each: construct, bar, patterns; a line that starts with `#` names the section.
    static final String TABLE =
            """
            # 1 Lexical structure
            comments | lexical/*comment*
            unterminated comments | errors_compile/e1005*
            names | lexical/names*, lexical/keywords*
            `self`, `let`, type names as ordinary names | lexical/self*, lexical/let*, lexical/type_names*, impl/self_is_an*
            keywords are reserved | errors_compile/e1006_a_keyword*
            `_` as a name | declarations/the_name_underscore*, destructuring/an_underscore*
            decimal literals | lexical/decimal*, lexical/leading*, lexical/the_largest*
            hexadecimal, binary, octal literals | lexical/hexadecimal*, lexical/binary*, lexical/octal*
            float literals | lexical/float*
            suffixes | lexical/*suffix*
            strings and escapes | lexical/escapes*, lexical/a_string*, lexical/bytes_of*
            line ends, continuation | layout/*continue*, layout/*new_line*, layout/line_breaks*
            semicolons | layout/semicolons*
            indented suites | layout/*indent*
            inline suites | layout/*inline*
            braced suites | layout/*brace*
            # 2 Types
            `i32` `i64` `u32` `u64` | types/every_numeric*, arithmetic/i32*, arithmetic/i64*, arithmetic/u32*, arithmetic/u64*
            `f64` | arithmetic/f64*
            `bool` | logic/*bool*, types/bool*
            `string`, `str` | strings/*, types/bool_and_string*
            `[T]` | arrays/*, types/a_nested*
            `[T, N]` | types/a_declared*, types/an_array_length*, errors_compile/e2001_a_declared_length*
            `T?` | types/a_question*
            struct types | structs/*
            enum types | enums/*
            `Name[T]` | enums/type_arguments*
            function types | functions_values/*type*
            `range` values | builtins/range*
            errors | try/*error*
            `void` | functions/*void*, impl/a_void*
            `any` | any/*
            reference semantics | types/*shared*, structs/*share*
            element types at run time | any/*view*, any/*open_array*, any/*element*
            # 3 Declarations and scope
            plain declarations | declarations/a_plain*, scope/*plain*
            `mut` declarations | declarations/*mut*
            typed declarations | declarations/a_typed*, any/a_typed*
            constants `:=` | declarations/*constant*, errors_compile/e1013*
            `let` | declarations/let*
            several declarations on a line | declarations/several*
            parameters, `mut` parameters | functions/*parameter*, functions_values/*mut_param*
            scopes and shadowing | scope/*
            visibility in the whole module | scope/functions_are*, structs/*before_its*, enums/*before_its*
            assignment to outer variables | scope/functions_can*, closures/*assign*
            variables without value | scope/*no_value*, try/a_variable_without*
            compile-time constants | arrays/*constant*, types/*constant*, modules/an_imported_constant*
            `pub` | declarations/pub*, modules/every_kind*
            # 4 Expressions
            precedence | arithmetic/*binds*, logic/*binds*, comparison/*binds*, casts/*binds*, matches/it_has*
            order of evaluation | arithmetic/operands*, functions/arguments*, index_slice/the_order*, impl/arguments*
            literal adaptation | literals/*
            `+ - * / %` | arithmetic/*
            joining strings | strings/*
            array repetition | arrays/repetition*, any/arrays_are_repeated*
            `==` `!=` | comparison/*equal*, structs/*compared*, enums/equality*
            `<` `<=` `>` `>=` | comparison/*order*, comparison/*compare*
            `matches` | matches/*, comparison/matches*
            `and` `or` `not` | logic/*
            casts `as` | casts/*
            conditionals | conditional/*
            index | index_slice/*index*
            slices | index_slice/*slice*
            array literals | arrays/a_literal*, arrays/literals*, arrays/*elements*
            fills | arrays/*fill*, destructuring/two_literals*
            calls | functions/*argument*, functions/*call*
            members | structs/*field*, impl/*
            function expressions | functions_values/a_function_expression*
            `match` expressions | match/*expression*
            # 5 Statements
            expression statements | statements/an_expression*
            assignment | statements/*assign*
            updates `op=` | statements/compound*, statements/every_compound*, structs/*update*
            chained assignment | statements/chained*, structs/chained*
            destructuring | destructuring/*, statements/destructuring*
            `print` | print/*
            `pass` | layout/pass*
            `return` at module level | statements/return*, modules/a_return*
            `if` `elif` `else` | if_while/*if*
            `while` | if_while/*while*
            `for` over ranges | for/*range*, for/*counter*
            `for` over arrays, strings, integers | for/an_array*, for/a_string*, for/an_integer*
            `break`, `continue` | for/break*, if_while/break*, try/break*, try/continue*
            labels | for/*label*, if_while/labels*, try/a_label*
            `try` / `catch` | try/*
            # 6 Functions and closures
            declarations | functions/*
            unannotated functions | functions/*unannotated*, any/an_unannotated*
            implicit results | functions/*result*, match/the_last*
            several results | functions/several*, destructuring/several*
            recursion | functions/*recursi*, functions/*nested_calls*
            function values | functions_values/*
            closures | closures/*
            higher-order functions | higher_order/*
            # 7 Structs and impl
            fields and literals | structs/fields*, structs/a_literal*
            defaults | structs/*default*
            nested and recursive structs | structs/*nested*, structs/*itself*, structs/*linked*
            methods | impl/a_method*, impl/methods*
            associated functions | impl/an_associated*
            `impl` of enums | impl/*enum*
            # 8 Enums and match
            variants and payloads | enums/*variant*, enums/*payload*
            type parameters | enums/*generic*, enums/several_type*
            `Result` | enums/*result*, modules/result*
            `match` statements | match/*arm*
            literal and expression patterns | match/*literal*, match/*pattern*
            variant patterns and bindings | match/*variant*, match/*binding*
            `_` | match/*wildcard*, match/an_underscore*
            exhaustiveness | match/*cover*
            # 9 Errors
            exit status and streams | errors_compile/no_statement*, errors_runtime/output*
            reports name the line | errors_runtime/the_line*, impl/*names_the_line*
            several compile errors | errors_compile/several*
            E1001 | errors_compile/e1001*
            E1002 | errors_compile/e1002*
            E1003, E1020, E1004 | errors_compile/e1003*, errors_compile/e1020*, errors_compile/e1004*
            E1005 | errors_compile/e1005*
            E1006 | errors_compile/e1006*
            E1008 | errors_compile/e1008*
            E1010 | errors_compile/e1010*
            E1011 | errors_compile/e1011*
            E1013 | errors_compile/e1013*
            E1014 | errors_compile/e1014*
            E1015 | errors_compile/e1015*
            E1019 | errors_compile/e1019*
            E1401, E1402 | errors_compile/e140[12]*
            E1403 | errors_compile/e1403*, if_while/*must_be_bool*
            E1410, E1411 | match/*cover*, match/*twice*
            E2001 | errors_compile/e2001*
            E2003 | errors_compile/e2003*
            E2004 | errors_compile/e2004*
            E2005 | errors_compile/e2005*
            E2007 | errors_compile/e2007*
            E2009 | errors_compile/e2009*, enums/too*
            E3002 | modules/*cycle*, modules/a_module_that_uses_itself
            E3003 | modules/*not_exist
            E3004 | modules/*not_exported, modules/an_unknown_export*
            division by zero | try/*by_zero*
            integer overflow | try/an_overflowing*
            casts out of range | try/a_cast*
            indexes and slices out of bounds | try/*index*, try/a_slice*, try/*slice*, try/a_store*
            `pop`, `sorted`, repetition | try/a_pop*, try/sorting*, try/a_negative_repetition*
            conversion errors | try/a_string_that*, builtins/int*, builtins/float*
            type errors of `any` | any/*type_error*
            attribute errors | try/an_unknown*, any/*found_by_name*
            arity at run time | try/an_arity*, any/the_arity*
            name errors | try/a_variable_without*, scope/*no_value*
            no value returned | try/a_function_without*, match/a_function*
            no arm matched | match/*without_fitting*
            stack overflow | errors_runtime/endless*, try/*stack_overflow*, try/endless*
            out of memory | errors_runtime/memory*, errors_runtime/*too_large*, try/running_out*
            # 10 Modules
            `use a.b.c` | modules/use_binds_a*, modules/a_path*
            `use ... as` | modules/use_as*
            `use ...: names` | modules/use_binds_single*, modules/use_may_rename*
            `use ...: *` | modules/use_star*, modules/star*
            search path, `ORUSPATH` | modules/a_module_is_found*, modules/oruspath*
            order of loading | modules/*run*, modules/imported_output*
            live views | modules/*live_view*, modules/*cannot_be*
            types of modules | modules/a_type*, modules/types*, modules/a_struct*, modules/an_enum*
            equal names | modules/two_modules*
            errors in modules | modules/*error_in*, modules/*error_while*
            `std.math` | std_math/*
            # 11 Builtins
            `len` | builtins/len*
            `push` | builtins/push*, arrays/push*
            `pop` | builtins/pop*, arrays/pop*
            `sorted` | builtins/sorted*
            `range` | builtins/range*
            `input` | builtins/input*
            `int` | builtins/int*
            `float` | builtins/float*
            `typeof` | builtins/typeof*
            `istype` | builtins/istype*
            `timestamp` | builtins/timestamp*
            `assert_eq` | builtins/assert_eq*
            builtins as values | functions_values/*builtin*
            # 12 print and formatting
            templates | print/*template*, print/*at_sign*
            `@x` `@X` `@o` `@b` | print/*hexadecimal*, print/*base*, print/*twos*
            `@.N` | print/*decimals*, print/*point*
            text of values in print | text/*print*, text/every*, text/mixed*
            `as string` | text/as_string*
            f64 in print | print/*f64*, text/print_of_f64*
            # 13 Numeric semantics
            overflow | arithmetic/*overflow*
            wrapping | arithmetic/*wrap*
            division and remainder | arithmetic/*division*, arithmetic/*remainder*
            ranges of casts | casts/*reject*, casts/*low_bits*
            # 15 Choices
            braces: literal or block | structs/*header*, structs/*brace*
            cyclic data | cycles/*
            memory under pressure | memory/*
            """;

    private Coverage() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        String section = "";
        for (String line : TABLE.lines().toList()) {
            if (line.startsWith("#")) {
                section = line.substring(1).strip();
                continue;
            }
            int bar = line.indexOf(" | ");
            List<String> patterns = Arrays.asList(line.substring(bar + 3).split(", *"));
            rows.add(new Row(section, line.substring(0, bar), patterns));
        }
        return rows;
    }

    /// All programs, sorted by path.
    static List<Program> programs() throws IOException {
        List<Program> found = new ArrayList<>();
        for (Path file : GoldenProgramsTest.programs()) {
            found.add(new Program(claim(file), covered(file)));
        }
        return found;
    }

    /// The path below `golden/` without the ending; of several modules, their folder.
    private static String claim(Path file) {
        String name = GoldenProgramsTest.name(file);
        String ending = file.endsWith(Golden.MAIN) ? "/" + Golden.MAIN : ".orus";
        return name.substring(0, name.length() - ending.length());
    }

    private static List<String> covered(Path file) throws IOException {
        List<String> constructs = new ArrayList<>();
        Matcher covers = COVERS.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (covers.find()) {
            constructs.addAll(Arrays.asList(covers.group(1).strip().split(", *")));
        }
        return constructs;
    }

    /// The whole file.
    static String markdown(List<Program> all) {
        StringBuilder out = new StringBuilder();
        out.append("# Which golden programs cover which part of the language\n\n");
        out.append("Generated by `CoverageTest`; `mvn verify -Djorus.bless=true` writes it anew. ");
        out.append("The programs are in\n`native-tests/src/test/resources/golden/`; there are ");
        out.append(all.size()).append(". The first of each row are named.\n");
        String section = "";
        for (Row row : rows()) {
            if (!row.section().equals(section)) {
                section = row.section();
                out.append("\n## ").append(section).append("\n\n");
                out.append("| construct | programs | for example |\n|---|---|---|\n");
            }
            List<String> found = row.coveredBy(all);
            out.append("| ").append(row.construct()).append(" | ").append(found.size());
            out.append(" | ");
            List<String> named = found.subList(0, Math.min(MAX_NAMED, found.size()));
            out.append(String.join("<br>", named)).append(" |\n");
        }
        return out.toString();
    }
    // @formatter:on
}
