//! What the site needs to work without a network: each page says which release it is of, and a list gives the digest
//! of every file, by which the service worker tells the files of one release from those of another.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The list; `www/offline.js` reads it.
pub(crate) const LIST: &str = "release.json";
/// The script that has a page kept.
const SCRIPT: &str = "keep.js";
/// The page that stands in other people's: it belongs to a release, but only a page of its own is kept.
const FRAMED: &str = "embed.html";
/// The one file needs none of this: it lies on a disk.
const ALONE: &str = crate::one_file::NAME;
/// Bytes of a digest: files only have to be told apart. `www/offline.js` takes as many.
const BYTES: usize = 8;

/// The list's content.
#[derive(Serialize)]
struct Release {
    release: String,
    files: BTreeMap<String, String>,
}

/// Stamps the pages of a site that is whole, and writes the list.
pub(crate) fn write(site: &Path) -> Result<()> {
    let files = digests(site)?;
    let release = digest(serde_json::to_string(&files)?.as_bytes());
    for path in files.keys().filter(|path| is_page(path)) {
        let page = site.join(path);
        let text = fs::read_to_string(&page)?;
        fs::write(
            &page,
            stamped(&text, path, &release).with_context(|| path.clone())?,
        )?;
    }
    let files = digests(site)?;
    fs::write(
        site.join(LIST),
        serde_json::to_string(&Release { release, files })? + "\n",
    )?;
    Ok(())
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|kind| kind == "html") && path != ALONE
}

/// A page that says which release it is of, and has itself kept.
fn stamped(page: &str, path: &str, release: &str) -> Result<String> {
    let end = page.find("</head>").context("a page has no </head>")?;
    let (head, rest) = page.split_at(end);
    let mut text = format!("{head}<meta name=\"release\" content=\"{release}\">\n");
    if path != FRAMED {
        let up = "../".repeat(path.matches('/').count());
        let _ = writeln!(text, "<script type=\"module\" src=\"{up}{SCRIPT}\"></script>");
    }
    Ok(text + rest)
}

/// The digest of each file of a site, by its path from the site's folder.
fn digests(site: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(site.to_path_buf(), String::new())];
    while let Some((folder, before)) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .context("a file's name is not Unicode")?;
            let name = format!("{before}{name}");
            if path.is_dir() {
                folders.push((path, name + "/"));
            } else if name != LIST {
                found.insert(name, digest(&fs::read(&path)?));
            }
        }
    }
    Ok(found)
}

/// The beginning of the SHA-256, in hexadecimal digits.
fn digest(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes).iter().take(BYTES) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_beginning_of_sha_256() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(digest(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn pages_name_their_release_and_the_list_has_what_is_sent() {
        let site = std::env::temp_dir().join(format!("alvh-offline-{}", std::process::id()));
        crate::web::renew(&site.join("presets")).unwrap();
        let page = "<head>\n</head>";
        for name in ["index.html", "embed.html", "alvh.html", "presets/a.html"] {
            fs::write(site.join(name), page).unwrap();
        }
        fs::write(site.join("app.js"), "1").unwrap();
        write(&site).unwrap();
        let read = |name: &str| fs::read_to_string(site.join(name)).unwrap();
        let list: serde_json::Value = serde_json::from_str(&read(LIST)).unwrap();
        let release = list["release"].as_str().unwrap().to_owned();
        let meta = format!("<meta name=\"release\" content=\"{release}\">");
        for (name, script) in [
            ("index.html", "src=\"keep.js\""),
            ("presets/a.html", "src=\"../keep.js\""),
        ] {
            assert!(
                read(name).contains(&meta) && read(name).contains(script),
                "{name}"
            );
        }
        assert!(
            read("embed.html").contains(&meta) && !read("embed.html").contains("keep.js"),
            "a frame"
        );
        assert_eq!(read("alvh.html"), page, "the one file stays as it is");
        assert_eq!(
            list["files"]["index.html"],
            digest(read("index.html").as_bytes()),
            "as it is sent"
        );
        assert!(list["files"].get(LIST).is_none(), "the list is not in itself");

        // Another file, another release, of every page.
        fs::write(site.join("app.js"), "2").unwrap();
        for name in ["index.html", "embed.html", "presets/a.html"] {
            fs::write(site.join(name), page).unwrap();
        }
        write(&site).unwrap();
        let next = fs::read_to_string(site.join("presets/a.html")).unwrap();
        fs::remove_dir_all(&site).unwrap();
        assert!(!next.contains(&meta), "{next}");
    }
}
