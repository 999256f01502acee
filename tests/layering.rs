//! The rules of the house that a compiler does not hold: the order of modules, and what no source file contains.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file: its path below `src`, its text, and its code with comments and quoted texts left out.
struct Source {
    path: String,
    text: String,
    code: String,
}

impl Source {
    /// The module of the crate it belongs to: `chart/axis.rs` and `chart.rs` are `chart`.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// The code before its tests, which stand at the end of a file.
    fn shipped(&self) -> &str {
        self.code
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn collect(folder: &Path, below: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let entry = entry.expect("an entry of src");
        let name = entry.file_name().into_string().expect("names are plain");
        let path = format!("{below}{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else if Path::new(&name)
            .extension()
            .is_some_and(|extension| extension == "rs")
        {
            let text = fs::read_to_string(entry.path()).expect("a source file");
            let code = code_of(&text);
            found.push(Source { path, text, code });
        }
    }
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&folder(), "", &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 30, "{} files", found.len());
    found
}

/// Rust code with comments left out and quoted texts emptied, lines kept.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let next = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == '"' {
            code.push_str("\"\"");
            let end = end_of_quote(rest);
            code.extend(rest[..end].chars().filter(|c| *c == '\n'));
            end
        } else if rest.starts_with("'\"'") || rest.starts_with("'/'") {
            3
        } else {
            code.push(first);
            first.len_utf8()
        };
        rest = &rest[next..];
    }
    code
}

fn end_of_quote(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The modules in the order `lib.rs` lists them.
fn order(lib: &str) -> Vec<String> {
    lib.lines()
        .filter_map(|line| {
            let line = line.trim().trim_start_matches("pub ");
            let name = line.strip_prefix("mod ")?.strip_suffix(';')?;
            Some(name.to_owned())
        })
        .collect()
}

fn word(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    &text[..end]
}

/// The modules that code names after `crate::`, also within braces.
fn used(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push((line, word(rest).to_owned()));
            continue;
        };
        let mut deep = 0;
        let mut start = 0;
        for (index, c) in group.char_indices() {
            match c {
                '{' => deep += 1,
                '}' if deep > 0 => deep -= 1,
                ',' | '}' if deep == 0 => {
                    found.push((line, word(group[start..index].trim()).to_owned()));
                    start = index + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    found.retain(|(_, name)| !name.is_empty());
    found
}

/// Uses of modules that stand below the file's own, or nowhere.
fn upward(path: &str, module: &str, code: &str, order: &[String]) -> Vec<String> {
    let place = |name: &str| order.iter().position(|other| other == name);
    let Some(own) = place(module) else {
        return vec![format!("{path} is in no module of lib.rs")];
    };
    used(code)
        .into_iter()
        .filter_map(|(line, name)| match place(&name) {
            Some(other) if other <= own => None,
            Some(_) => Some(format!(
                "{path}:{line} uses crate::{name}, which stands below {module}"
            )),
            None => Some(format!(
                "{path}:{line} uses crate::{name}, which lib.rs does not list"
            )),
        })
        .collect()
}

/// Lines of the shipped code that contain one of the words, as `path:line word`.
fn lines_with(source: &Source, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in source.shipped().lines().enumerate() {
        for word in words {
            if line.contains(word) {
                found.push(format!("{}:{} {}", source.path, index + 1, line.trim()));
            }
        }
    }
    found
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let sources = sources();
    let lib = sources
        .iter()
        .find(|source| source.path == "lib.rs")
        .expect("lib.rs");
    let order = order(&lib.code);
    assert!(order.len() > 20, "{order:?}");
    let faults: Vec<String> = sources
        .iter()
        .filter(|source| source.path != "lib.rs")
        .flat_map(|source| upward(&source.path, source.module(), &source.code, &order))
        .collect();
    none(&faults);
}

#[test]
fn a_use_of_a_module_below_would_be_seen() {
    let order: Vec<String> = ["math", "units", "market", "chart"].map(String::from).to_vec();
    let faults = |code: &str| upward("units.rs", "units", &code_of(code), &order);
    assert_eq!(
        faults("use crate::market::Market;"),
        ["units.rs:1 uses crate::market, which stands below units"]
    );
    assert_eq!(faults("\nuse crate::{math::exp, chart::{Axis, Plot}};").len(), 1);
    assert_eq!(faults("fn f() -> crate::nowhere::T { }").len(), 1);
    // Itself, what stands above, and words in comments and texts are all fine.
    let fine = "use crate::units::Usd;\nuse crate::{math::{exp, ln}};\n/// [`crate::market`]\nlet t = \"crate::chart\";";
    none(&faults(fine));
}

#[test]
fn every_file_is_a_module_of_the_crate_and_every_module_a_file() {
    let sources = sources();
    let lib = sources
        .iter()
        .find(|source| source.path == "lib.rs")
        .expect("lib.rs");
    for name in order(&lib.code) {
        let file = format!("{name}.rs");
        assert!(sources.iter().any(|source| source.path == file), "{file}");
    }
}

#[test]
fn every_file_begins_by_saying_what_it_is() {
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") && first.len() > 20,
            "{}: {first:?}",
            source.path
        );
    }
}

#[test]
fn nothing_unfinished_and_no_way_to_stop_the_page_is_left_in_the_source() {
    let words = [
        "todo!",
        "unimplemented!",
        "dbg!",
        "println!",
        "eprintln!",
        "print!(",
        "panic!",
        "unreachable!",
        ".unwrap()",
        ".expect(",
        ".unwrap_err()",
        ".expect_err(",
    ];
    let faults: Vec<String> = sources()
        .iter()
        .flat_map(|source| lines_with(source, &words))
        .collect();
    none(&faults);
}

#[test]
fn no_file_is_named_after_a_kind_of_thing() {
    let banned = [
        "utils", "util", "helpers", "helper", "manager", "types", "errors", "error", "common", "misc",
    ];
    for source in sources() {
        let stem = source.path.rsplit('/').next().unwrap_or_default();
        let stem = stem.trim_end_matches(".rs");
        assert!(!banned.contains(&stem), "{}", source.path);
    }
}

#[test]
fn only_the_math_module_names_libm() {
    let faults: Vec<String> = sources()
        .iter()
        .filter(|source| !["math", "mills"].contains(&source.module()))
        .flat_map(|source| lines_with(source, &["libm"]))
        .collect();
    none(&faults);
}

/// No clock, no chance, no threads, no order that changes from run to run: the same link gives the same bytes.
#[test]
fn the_source_depends_on_nothing_but_its_inputs() {
    let words = [
        "std::time",
        "Instant",
        "SystemTime",
        "HashMap",
        "HashSet",
        "thread::",
        "rand::",
        "js_sys::Math",
        "js_sys::Date",
        "std::env",
        "std::fs",
    ];
    let faults: Vec<String> = sources()
        .iter()
        .flat_map(|source| lines_with(source, &words))
        .collect();
    none(&faults);
}

/// Formulas belong to the core: the interface decodes, calls and encodes. Its two sums count list items and depth.
#[test]
fn the_javascript_interface_does_no_arithmetic() {
    let counting = ["deep - 1", "MOST_READ + 1", "Serialize + ?Sized"];
    let operators = [
        " + ", " - ", " * ", " / ", " % ", " += ", " -= ", " *= ", " /= ", ".sqrt", ".powi", ".powf",
    ];
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.module() == "web") {
        for fault in lines_with(source, &operators) {
            let rest = counting
                .iter()
                .fold(fault, |fault, allowed| fault.replace(allowed, ""));
            if operators.iter().any(|operator| rest.contains(operator)) {
                faults.push(rest);
            }
        }
    }
    none(&faults);
}

#[test]
fn the_core_names_neither_the_browser_nor_the_standard_library() {
    let faults: Vec<String> = sources()
        .iter()
        .filter(|source| !["lib.rs", "web", "chart"].contains(&source.module()) && source.path != "lib.rs")
        .flat_map(|source| {
            lines_with(
                source,
                &["std::", "js_sys", "web_sys", "wasm_bindgen", "plotters"],
            )
        })
        .collect();
    none(&faults);
}
