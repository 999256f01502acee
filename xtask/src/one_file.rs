//! The site as one file, which opens from a disk: everything the page loads, now or later, stands in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// The file's name.
pub(crate) const NAME: &str = "alvh.html";
/// The page it is made of, and the script that page begins with.
const PAGE: &str = "index.html";
const ENTRY: &str = "app.js";
/// What stands before a module's path where modules name each other: an address of its own, since a file on a disk
/// may import no other.
const PREFIX: &str = "alvh/";

/// Writes the file into a site that is whole but for it.
pub(crate) fn write(site: &Path) -> Result<()> {
    let page = fs::read_to_string(site.join(PAGE))?;
    fs::write(site.join(NAME), inlined(site, &page)?)?;
    Ok(())
}

/// The page with each line that loads a file replaced by what it loads.
fn inlined(site: &Path, page: &str) -> Result<String> {
    let modules = modules(site)?;
    let mut text = String::with_capacity(page.len());
    let mut began = false;
    for line in page.lines() {
        let loads = ["<script ", "<link "].iter().any(|tag| line.starts_with(tag));
        let line = match (loads, attribute(line, "src").or_else(|| attribute(line, "href"))) {
            (true, Some(ENTRY)) => {
                began = true;
                begin(&modules)
            }
            (true, Some(_)) if line.contains("preload") => continue,
            (true, Some(name)) => inline(site, line, name)?,
            _ => line.to_owned(),
        };
        text.push_str(&line);
        text.push('\n');
    }
    if !began {
        bail!("{PAGE} does not load {ENTRY} in a line of its own");
    }
    Ok(text)
}

/// A line with the file it names in it.
fn inline(site: &Path, line: &str, name: &str) -> Result<String> {
    let path = site.join(name);
    let read = || fs::read_to_string(&path).with_context(|| format!("{PAGE} loads {name}"));
    Ok(if line.contains("rel=\"stylesheet\"") {
        format!("<style>\n{}</style>", read()?)
    } else if line.starts_with("<script ") {
        let script = read()?;
        if script.contains("</script") {
            bail!("{name} cannot stand in a page: it would end there");
        }
        format!("<script>\n{script}</script>")
    } else {
        line.replace(name, &data(&path)?)
    })
}

/// The modules' addresses, and the first of them.
fn begin(modules: &BTreeMap<PathBuf, String>) -> String {
    let mut map = String::from("<script type=\"importmap\">{\"imports\":{");
    for (at, (path, script)) in modules.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            map,
            "{comma}\n\"{PREFIX}{}\":\"data:text/javascript;charset=utf-8,{}\"",
            path.display(),
            encoded(script)
        );
    }
    format!("{map}\n}}}}</script>\n<script type=\"module\">import '{PREFIX}{ENTRY}';</script>")
}

/// Every module that the first leads to, ready to stand by itself.
fn modules(site: &Path) -> Result<BTreeMap<PathBuf, String>> {
    let mut modules = BTreeMap::new();
    let mut waiting = vec![PathBuf::from(ENTRY)];
    while let Some(path) = waiting.pop() {
        let text =
            fs::read_to_string(site.join(&path)).with_context(|| format!("{} is missing", path.display()))?;
        let (script, named) = alone(site, &path, &text)?;
        modules.insert(path, script);
        waiting.extend(named.into_iter().filter(|next| !modules.contains_key(next)));
    }
    Ok(modules)
}

/// A module's text with the modules it names named as the map does, and the files it loads in it; and those modules.
fn alone(site: &Path, path: &Path, text: &str) -> Result<(String, Vec<PathBuf>)> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut script = String::with_capacity(text.len());
    let mut named = Vec::new();
    // Between single quotes: every other piece.
    for (at, piece) in text.split('\'').enumerate() {
        if at > 0 {
            script.push('\'');
        }
        let file = piece
            .strip_prefix("./")
            .map(|name| folder.join(name))
            .filter(|file| file.extension().is_some_and(|kind| kind == "js"));
        match file {
            Some(file) if site.join(&file).is_file() => {
                let _ = write!(script, "{PREFIX}{}", file.display());
                named.push(file);
            }
            _ => script.push_str(piece),
        }
    }
    Ok((with_files(&site.join(folder), &script)?, named))
}

/// The text with each `new URL('file', import.meta.url)` made an address that holds the file.
fn with_files(folder: &Path, text: &str) -> Result<String> {
    const BEGIN: &str = "new URL('";
    const END: &str = "', import.meta.url)";
    let mut script = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        script.push_str(before);
        script.push_str(BEGIN);
        rest = after;
        if let Some((name, after)) = after.split_once(END)
            && !name.contains('\'')
            // A worker cannot begin in such an address; what it does, the page does itself where there is none.
            && Path::new(name).extension().is_none_or(|kind| kind != "js")
            && folder.join(name).is_file()
        {
            let _ = write!(script, "{}')", data(&folder.join(name))?);
            rest = after;
        }
    }
    script.push_str(rest);
    Ok(script)
}

/// What stands in an attribute of a tag.
fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = line.split_once(&format!(" {name}=\""))?;
    after.split('"').next()
}

/// An address that holds a file.
fn data(path: &Path) -> Result<String> {
    let kind = match path.extension().and_then(|kind| kind.to_str()) {
        Some("wasm") => "application/wasm",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        _ => bail!("{} is of no kind that is put into one file", path.display()),
    };
    Ok(format!("data:{kind};base64,{}", base64(&fs::read(path)?)))
}

/// Text as it may stand in an address, in JSON and in a script of a page.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + text.len() / 8);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'();:@&=+$,/?[]{}|^` ".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Bytes as letters, RFC 4648 section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            text.push(if at <= three.len() {
                char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn letters_are_those_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text, "{bytes}");
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=", "the last two letters");
    }

    #[test]
    fn a_script_cannot_end_the_page_or_the_address() {
        assert_eq!(
            encoded("a </script> \"#%\\\n’"),
            "a %3C/script%3E %22%23%25%5C%0A%E2%80%99"
        );
    }

    #[test]
    fn everything_the_page_leads_to_is_in_it_and_nothing_is_asked_for() {
        let site = std::env::temp_dir().join(format!("alvh-one-file-{}", std::process::id()));
        crate::web::renew(&site.join("pkg")).unwrap();
        for (name, text) in [
            ("view.js", "view();"),
            ("style.css", "a { b: c }"),
            ("icon.svg", "<svg/>"),
            (
                "app.js",
                "import { a } from './a.js';\nif (late) import('./late.js');\nconst no = './none.js';",
            ),
            (
                "a.js",
                "import './pkg/x.js';\nfetch(new URL('style.css', import.meta.url));",
            ),
            ("late.js", "late('it\\'s');"),
            (
                "pkg/x.js",
                "new URL('x.wasm', import.meta.url); new URL(other, import.meta.url)",
            ),
            ("pkg/x.wasm", "foo"),
            ("unused.js", ""),
        ] {
            fs::write(site.join(name), text).unwrap();
        }
        let page = "<link rel=\"icon\" href=\"icon.svg\">\n<script src=\"view.js\"></script>\n<link rel=\"stylesheet\" href=\"style.css\">\n\
                    <link rel=\"modulepreload\" href=\"a.js\">\n<script type=\"module\" src=\"app.js\"></script>\n<p>";
        let text = inlined(&site, page);
        let without = inlined(&site, "<p>");
        fs::remove_dir_all(&site).unwrap();
        let text = text.unwrap();
        for wanted in [
            "href=\"data:image/svg+xml;base64,PHN2Zy8+\"",
            "<script>\nview();</script>",
            "<style>\na { b: c }</style>",
            "\"alvh/app.js\":\"data:text/javascript;charset=utf-8,import { a } from 'alvh/a.js';%0Aif (late) import('alvh/late.js');%0Aconst no = './none.js';\"",
            "\"alvh/a.js\":\"data:text/javascript;charset=utf-8,import 'alvh/pkg/x.js';%0Afetch(new URL('data:text/css;base64,YSB7IGI6IGMgfQ=='));\"",
            "\"alvh/pkg/x.js\":\"data:text/javascript;charset=utf-8,new URL('data:application/wasm;base64,Zm9v'); new URL(other, import.meta.url)\"",
            "<script type=\"module\">import 'alvh/app.js';</script>\n<p>\n",
        ] {
            assert!(text.contains(wanted), "no {wanted} in {text}");
        }
        assert!(!text.contains("preload") && !text.contains("unused"), "{text}");
        assert!(without.is_err(), "a page without its script");
    }
}
