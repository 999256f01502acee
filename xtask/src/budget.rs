//! Sizes after gzip, as a server sends them, and their limits.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Bytes of a file after gzip.
pub(crate) fn gzip(path: &Path) -> Result<usize> {
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    Ok(encoder.finish()?.len())
}

/// Prints a size beside its limit; above the limit is an error.
pub(crate) fn check(what: &str, bytes: usize, limit: usize) -> Result<()> {
    eprintln!(
        "    {what}: {} of {} bytes after gzip",
        thousands(bytes),
        thousands(limit)
    );
    if bytes > limit {
        bail!(
            "{what} is {} bytes over its budget in wasm-pack.toml",
            thousands(bytes - limit)
        );
    }
    Ok(())
}

/// Checks `index.html` of a site, with everything it loads.
pub(crate) fn check_page(site: &Path, limit: usize) -> Result<()> {
    let files = loaded(site, "index.html")?;
    let mut total = 0;
    for file in &files {
        total += gzip(&site.join(file))?;
    }
    check(
        &format!("index.html with its {} files", files.len() - 1),
        total,
        limit,
    )
}

/// A page and what it loads, found by reading: every quoted text, in the page and then in each file
/// it leads to, that names a file of the site. Other pages are links, not parts, types are read by
/// editors only, a list only names, and what is imported when asked for is not part of opening the page.
pub(crate) fn loaded(site: &Path, page: &str) -> Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut waiting = vec![PathBuf::from(page)];
    while let Some(file) = waiting.pop() {
        let bytes = fs::read(site.join(&file)).with_context(|| format!("{} is missing", file.display()))?;
        if let Ok(text) = String::from_utf8(bytes) {
            let folder = file.parent().unwrap_or(Path::new(""));
            for name in quoted(&text) {
                let Some(next) = inside(folder, name) else {
                    continue;
                };
                let kind = next.extension().unwrap_or_default();
                let part = kind != "html" && kind != "ts" && kind != "json" && !only_when_asked(&text, name);
                if part && !files.contains(&next) && site.join(&next).is_file() {
                    waiting.push(next);
                }
            }
        }
        files.insert(file);
    }
    Ok(files)
}

/// Whether a file names another in `import(…)` alone: in a type, or to fetch it when it is asked for.
fn only_when_asked(text: &str, name: &str) -> bool {
    ["'", "\""].iter().all(|quote| {
        let (named, asked) = (
            format!("{quote}{name}{quote}"),
            format!("import({quote}{name}{quote}"),
        );
        text.matches(&named).count() == text.matches(&asked).count()
    }) && text.contains(&format!("import('{name}'"))
}

/// The texts between quotes on one line, however they are meant.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        ['"', '\'', '`', '(']
            .into_iter()
            .flat_map(move |mark| line.split(mark).map(move |part| (mark, part)))
            .filter_map(|(mark, part)| {
                if mark == '(' {
                    part.split(')').next()
                } else {
                    Some(part)
                }
            })
            .filter(|part| !part.is_empty() && part.len() < 200)
    })
}

/// A relative address as a path from the site's folder; none when it leads out of it.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for component in folder.join(name).components() {
        match component {
            Component::Normal(part) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop().then_some(())?;
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_followed_to_everything_it_loads_and_no_further() {
        let site = std::env::temp_dir().join(format!("alvh-budget-{}", std::process::id()));
        crate::web::renew(&site.join("pkg")).unwrap();
        for (name, text) in [
            (
                "index.html",
                r#"<link href="style.css"><script src="./app.js"></script><a href="other.html">"#,
            ),
            ("style.css", "body { background: url(bg.svg) }"),
            ("bg.svg", "<svg/>"),
            (
                "app.js",
                "import { a } from './a.js';\n/** @type {import('./pkg/x.d.ts').T} */\nif (late) await import('./late.js');",
            ),
            (
                "a.js",
                "import init from \"./pkg/x.js\"; import '../../outside.js';",
            ),
            ("pkg/x.js", "new URL('x_bg.wasm', import.meta.url)"),
            ("pkg/x_bg.wasm", "\0asm"),
            ("pkg/x.d.ts", ""),
            ("other.html", ""),
            ("late.js", ""),
            ("unused.js", ""),
        ] {
            fs::write(site.join(name), text).unwrap();
        }
        let found = loaded(&site, "index.html").unwrap();
        fs::remove_dir_all(&site).unwrap();
        let wanted = [
            "a.js",
            "app.js",
            "bg.svg",
            "index.html",
            "pkg/x.js",
            "pkg/x_bg.wasm",
            "style.css",
        ];
        assert_eq!(
            found,
            wanted.iter().map(PathBuf::from).collect(),
            "the parts of the page"
        );
    }

    #[test]
    fn above_the_budget_is_an_error() {
        assert!(check("a file", 100, 100).is_ok(), "the limit itself is allowed");
        assert!(check("a file", 101, 100).is_err(), "one byte more is not");
    }

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(thousands(1_234_567), "1\u{202f}234\u{202f}567", "groups of three");
        assert_eq!(thousands(123), "123", "nothing to group");
    }
}
