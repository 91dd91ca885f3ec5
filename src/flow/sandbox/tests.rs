//! What hostile and careless scripts meet. Each shape runs on a thread with the stack
//! that scripts really have.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rhai::{Dynamic, EvalAltResult, Module};

use crate::flow::{Script, SourceFile, Sources};

use super::{Exhausted, Library, Limits, Meter, SCRIPT_STACK_BYTES};

/// Runs `source`'s top level; the error in words, and what was printed.
fn run(source: &str) -> (Result<Dynamic, String>, String) {
    let source = source.to_owned();
    let thread = std::thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
    let running = thread.spawn(move || {
        let meter = Arc::new(Meter::start(&Limits::default()));
        let engine = Library::new(Module::new()).engine(&meter);
        let result = engine
            .eval::<Dynamic>(&source)
            .map_err(|error| error.to_string());
        (result, meter.printed())
    });
    running
        .expect("spawn")
        .join()
        .expect("no panic in a script")
}

fn refused(source: &str, expected: &str) {
    let (result, _) = run(source);
    let error = result.expect_err(source);
    assert!(error.to_lowercase().contains(expected), "{source}: {error}");
}

#[test]
fn s50_a_loop_without_end_is_stopped_and_cannot_catch_it() {
    for source in [
        "loop { }",
        "while true { }",
        "loop { try { loop {} } catch { } }",
        "fn f() { try { loop { } } catch { loop { } } } f()",
        "for i in 0..9223372036854775807 { }",
        "for i in range(9223372036854775807, -9223372036854775807, -1) { }",
    ] {
        refused(source, "too many operations");
    }
}

#[test]
fn s51_the_deepest_recursion_is_an_error_and_not_an_overflow() {
    let nested_call = format!(
        "fn g(x) {{ x }} fn f(n) {{ {}f(n + 1){} }} f(0)",
        "g(".repeat(25),
        ")".repeat(25)
    );
    let nested_array = format!(
        "fn f(n) {{ {}f(n + 1){} }} f(0)",
        "[".repeat(28),
        "]".repeat(28)
    );
    let nested_map = format!(
        "fn f(n) {{ {}f(n + 1){} }} f(0)",
        "#{a: ".repeat(28),
        "}".repeat(28)
    );
    for source in [
        "fn f(n) { f(n + 1) } f(0)",
        "fn a(n) { b(n) } fn b(n) { a(n) } a(0)",
        "fn f(n) { 1 + (1 + (1 + (1 + (1 + (1 + (1 + f(n + 1))))))) } f(0)",
        "fn f(n) { if n > -1 { if n > -1 { if n > -1 { f(n + 1) } } } } f(0)",
        "fn f(n) { let m = #{a: n}; m.a.f() } fn f() { this.f() } 1.f()",
        "fn f(n) { let c = |x| f(x + 1); c.call(n) } f(0)",
        "fn f(n) { [1].map(|x| f(n + 1)) } f(0)",
        "fn f(n) { [3, 2, 1].sort(|a, b| f(n)); f(n + 1) } f(0)",
        "fn f(n) { switch n { _ => f(n + 1) } } f(0)",
        "fn f(n) { let a = [1]; a[f(n + 1)] } f(0)",
        "fn f(n) { if f(n + 1) { 1 } else { 2 } } f(0)",
        "fn f(n) { `${f(n + 1)}` } f(0)",
        "fn f(n) { try { f(n + 1) } catch { f(n + 1) } } f(0)",
        &nested_call,
        &nested_array,
        &nested_map,
    ] {
        let (result, _) = run(source);
        assert!(result.is_err(), "{source}");
    }
}

#[test]
fn s52_nothing_grows_past_its_limit() {
    // every level of the deepest recursion holds as many of the largest as it may
    let named =
        |count: usize, line: &dyn Fn(usize) -> String| -> String { (0..count).map(line).collect() };
    let strings = named(30, &|n| format!("let s{n} = \"\"; s{n}.pad(16000, 'a'); "));
    let strings = format!("fn f(n) {{ {strings} f(n + 1) }} f(0)");
    let maps = named(29, &|n| format!("let m{n} = m; "));
    let fill = "let m = #{}; for i in 0..499 { m[`k${i}`] = i; } m.a = []; m.a.pad(1000, 1);";
    let maps = format!("fn f(n, m) {{ {maps} f(n + 1, m) }} {fill} f(0, m)");
    let many = named(40, &|n| format!("let v{n} = 1; "));
    for source in [
        r#"let s = "x"; loop { s += s; }"#,
        r#"let s = "x"; s.pad(1000000000, 'y')"#,
        r#"let s = "x"; s.pad(1000000000, "yy")"#,
        r#"let s = "a"; s.pad(16000, 'a'); s.replace("a", "bbbbbbbbbbbbbbbb"); s"#,
        r#"let s = "a"; s.pad(16000, 'a'); s.replace('a', s); s"#,
        "let a = [1]; loop { a += a; }",
        "let a = []; loop { a.push(a); }",
        "let a = [0]; loop { a[0] = a; a.push(1); }",
        "let a = [1]; a.pad(1000000000, 1)",
        "let m = #{}; let n = 0; loop { m[`k${n}`] = m; n += 1; }",
        "let m = #{}; loop { m.x = m; }",
        "let a = 1; loop { a = [a]; }",
        r#"let s = ""; s.pad(16000, 'a'); s.split("")"#,
        r#"let s = ""; s.pad(16000, 'a'); let a = [s]; loop { a.push(s); }"#,
        &strings,
        &maps,
        &many,
    ] {
        let (result, _) = run(source);
        assert!(result.is_err(), "{source}");
    }
    refused("blob(1000000000000)", "not found");
    assert_eq!(
        run(r#"let s = "aXa"; s.replace("X", "-"); s"#)
            .0
            .map(|text| text.to_string()),
        Ok("a-a".to_owned())
    );
}

#[test]
fn s53_s54_s55_s57_powers_that_are_not_there() {
    for (source, expected) in [
        (
            "fn f(a) { } let f = Fn(\"f\"); loop { f = f.curry(f); }",
            "property",
        ),
        (
            "fn f(a) { } let f = Fn(\"f\"); loop { f = curry(f, f); }",
            "curry",
        ),
        (
            "let f = || 1; loop { let g = f; f = || g.call(); }",
            "too many operations",
        ),
        ("sleep(1.5)", "not found"),
        ("Fn(\"sleep\").call(1)", "not found"),
        ("sleep(1000000000)", "not found"),
        ("1000000000.sleep()", "not found"),
        ("eval(\"1\")", "eval"),
        ("Fn(\"eval\").call(\"1\")", "eval"),
        ("import \"/etc/passwd\" as p; p::x", "not found"),
        ("import \"../x\" as p; p::x", "not found"),
        ("import \"http://localhost/\" as p; p::x", "not found"),
        ("timestamp()", "not found"),
        ("rand()", "not found"),
    ] {
        refused(source, expected);
    }
    let imports = "import \"x\" as x;".repeat(10_000);
    refused(&imports, "not found");
    // the order of a map is the order of its names, in every run
    let (keys, _) = run("#{b: 1, c: 2, a: 3}.keys()");
    assert_eq!(
        keys.map(|keys| keys.to_string()),
        Ok("[\"a\", \"b\", \"c\"]".into())
    );
}

#[test]
fn s56_printing_is_captured_escaped_and_capped() {
    let (result, printed) = run("print(\"a\\x1b[2Jb\\r\\n\"); debug(1); 1");
    assert!(result.is_ok());
    assert!(printed.starts_with("a\\u{1b}[2Jb\\r"), "{printed}");
    let (_, printed) = run("let s = \"y\"; s.pad(16000, 'y'); for i in 0..1000 { print(s); }");
    assert!(printed.len() <= 4 * 1024 + 8, "{}", printed.len());
}

/// What a file of one shape comes to, read as a bundle's only flow: the codes found.
fn read(source: String) -> Vec<&'static str> {
    let parsing = std::thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
    let parsed = parsing.spawn(move || {
        let flows = vec![SourceFile {
            path: "bomb.rhai".into(),
            text: source,
        }];
        let sources = Sources {
            flows,
            ..Sources::default()
        };
        let faults = Script::compile(&sources).err().unwrap_or_default();
        faults.iter().map(|fault| fault.code).collect()
    });
    parsed.expect("spawn").join().expect("no panic")
}

/// A source, and the code that stops it.
type Bomb = (&'static str, String, &'static str);

fn numbered(count: usize, line: fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

fn long() -> Vec<Bomb> {
    let arms = |count| {
        let arms = numbered(count, |n| format!("{n}=>{n},"));
        format!("switch 1 {{ {arms} _ => 0 }}")
    };
    let functions = |count| numbered(count, |n| format!("fn f{n}(){{}}"));
    let variables = |count| numbered(count, |n| format!("let a{n}=1;"));
    let list = |count| format!("let a = [{}];", "1,".repeat(count));
    let name = format!("let {} = 1;", "a".repeat(65_000));
    vec![
        ("bytes", "a".repeat(5_000_000), "F0110"),
        ("a name", name, "F0108"),
        ("functions", functions(201), "F0101"),
        ("thousands of functions", functions(5_000), "F0101"),
        ("closures", "let f = |x| x;".repeat(4_500), "F0101"),
        ("cases", arms(5_000), "F0110"),
        ("as many cases as may be", arms(999), "F0108"),
        ("literals", list(32_000), "F0101"),
        ("a literal too long", list(1_100), "F0101"),
        ("variables", variables(4_900), "F0110"),
        ("as many variables as may be", variables(2_300), "F0109"),
        ("comments", "/*".repeat(32_000), "F0108"),
    ]
}

fn deep() -> Vec<Bomb> {
    let nested = |open: &str, close: &str, count: usize| {
        format!("{}{}", open.repeat(count), close.repeat(count))
    };
    let chain = |start: &str, link: &str, count: usize, end: &str| {
        format!("{start}{}{end}", link.repeat(count))
    };
    let (parens, texts) = ((5_000, "(", ")"), (12_000, "`${", "}`"));
    let around = |(count, open, close): (usize, &str, &str)| {
        format!("{}1{}", open.repeat(count), close.repeat(count))
    };
    vec![
        (
            "variables in blocks",
            nested("{let a=1;", "}", 2_300),
            "F0101",
        ),
        ("parens", around(parens), "F0101"),
        ("blocks", nested("{", "}", 32_000), "F0101"),
        ("not not", chain("let a = ", "!", 64_000, "true;"), "F0101"),
        ("a sum", chain("let a = 1", "+1", 32_000, ";"), "F0101"),
        ("a chain", chain("let a = 1; a", ".b", 5_000, ";"), "F0101"),
        ("texts in texts", around(texts), "F0101"),
        ("closed comments", nested("/*", "*/", 16_000), "F0108"),
        (
            "an open text",
            chain("let a = \"", "\\n", 30_000, ""),
            "F0101",
        ),
    ]
}

/// The longest sources of each shape that parses slowly, and what stops each: the bytes of
/// a file (F0110), its words and signs (F0110), its cases (F0110), and rhai's own count of
/// depth, functions, closures and items (F0101). What is read whole and declares no flow
/// (F0108), or has too many variables to run (F0109), takes a tenth of a second unoptimised.
#[test]
fn s58_source_bombs_are_refused_before_they_are_slow() {
    for (what, source, code) in long().into_iter().chain(deep()) {
        let found = read(source);
        assert!(found.contains(&code), "{what}: {found:?}");
    }
}

#[test]
fn s58_a_bundle_is_no_longer_than_its_limit() {
    let file = |n: usize| SourceFile {
        path: format!("f{n}.rhai"),
        text: "/".repeat(60_000),
    };
    let sources = Sources {
        flows: (0..9).map(file).collect(),
        ..Sources::default()
    };
    let faults = Script::compile(&sources).err().expect("too long");
    let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["F0110"], "nothing of it was read");
}

/// There are no floats and so no NaN: decimals overflow as errors.
#[test]
fn s59_arithmetic_and_comparers_are_errors_or_values() {
    for source in [
        "9223372036854775807 + 1",
        "1 / 0",
        "1 % 0",
        "1.5 / 0.0",
        "2 ** 100000000",
        "-9223372036854775808 / -1",
        "let a = [1]; a[5]",
        "let m = #{}; m.missing",
        "let x = 1; x.y",
        "range(0, 10, 0)",
        "let a = [3, 1, 2]; a.sort(|x, y| { loop { } }); a",
        "undefined_name",
        "(-1.0).sqrt()",
        "0.0 / 0.0",
        "79228162514264337593543950335.0 * 2.0",
        "exp(1000.0)",
        "ln(0.0)",
        "round(1.5, -1)",
        "(-9223372036854775807 - 1).abs()",
        "parse_int(\"99999999999999999999\")",
        "let a = [1]; a.map(|x| { a.clear(); x })",
        "let a = [3, 1]; a.sort(|x, y| { a.clear(); 0 }); a",
    ] {
        let (result, _) = run(source);
        assert!(result.is_err(), "{source}: {result:?}");
    }
    for source in [
        "1 << 500",
        "1 >> -500",
        "let a = [3, 1, 2]; a.sort(|x, y| 1); a",
        "let a = [3, 1, 2]; a.sort(|x, y| throw 1); a",
        "let a = []; for i in 0..900 { a.push(i); } a.sort(|x, y| (x * 7919 + y) % 3 - 1); a",
        "let a = [1]; a.splice(-99, 9223372036854775807, [1]); a.insert(9223372036854775807, 1); a.drain(5, -1)",
        "let s = \"abc\"; s.crop(9223372036854775807, -1); s.sub_string(-9, 9223372036854775807)",
        "round(1.5, 9223372036854775807)",
        "79228162514264337593543950335.0.to_int()",
    ] {
        let (result, _) = run(source);
        drop(result);
    }
    assert_eq!(
        run("0.1 + 0.2 == 0.3").0.map(|same| same.as_bool()),
        Ok(Ok(true))
    );
}

#[test]
fn a_wall_deadline_stops_a_slow_script() {
    let ticked = AtomicU64::new(0);
    let limits = Limits {
        operations: u64::MAX,
        wall: Duration::from_millis(20),
        turns_an_hour: 0,
        ticks: Some(Arc::new(move || {
            Duration::from_millis(ticked.fetch_add(1, Ordering::Relaxed))
        })),
    };
    let meter = Arc::new(Meter::start(&limits));
    let mut engine = Library::new(Module::new()).engine(&meter);
    engine.set_max_operations(0);
    let error = engine.run("loop { }").expect_err("stopped");
    let EvalAltResult::ErrorTerminated(token, _) = *error else {
        panic!("{error}");
    };
    assert_eq!(token.try_cast::<Exhausted>(), Some(Exhausted::Wall));
}
