//! Writes the deployable site.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::project::{Project, step};
use crate::settings::Settings;
use crate::slim::slim;
use crate::{article, budget, offline, one_file, preset_page, web};

/// The kinds of files of `www` that belong to the site.
const KINDS: [&str; 9] = [
    "html",
    "js",
    "css",
    "svg",
    "png",
    "ico",
    "webmanifest",
    "txt",
    "woff2",
];

/// Builds everything into `dist`. `base`, the address the site will have, adds what needs it.
pub(crate) fn dist(project: &Project, settings: &Settings, base: Option<&str>) -> Result<()> {
    let base = base.map(check_base).transpose()?;
    let package = web::build(project, settings)?;
    step("dist", "the site as it is put on a server");
    let site = project.root.join("dist");
    assemble_at(project, &package, &site, base.as_deref())?;
    budget::check_page(&site, settings.page.max_gzip_bytes)?;
    println!("{}", project.show(&site));
    Ok(())
}

/// Puts the site into a folder: what of `www` belongs to it, made slim, the package as it is, and what is made of both.
pub(crate) fn assemble(project: &Project, package: &Path, site: &Path) -> Result<()> {
    assemble_at(project, package, site, None)
}

/// The same, for the address it will have.
fn assemble_at(project: &Project, package: &Path, site: &Path, base: Option<&str>) -> Result<()> {
    let www = project.root.join("www");
    if !www.join("index.html").is_file() {
        bail!("there is no www/index.html to make a site of");
    }
    web::renew(site)?;
    copy(&www, site, &|path| belongs(path, package), &sent)?;
    // The package lies at pkg/ whatever its folder is called while working.
    copy(package, &site.join("pkg"), &|_| true, &plainly)?;
    one_file::write(site)?;
    preset_page::write(site)?;
    article::write(site)?;
    if let Some(base) = base {
        place(site, base)?;
    }
    // Last: it tells this site from every other.
    offline::write(site)
}

/// Writes a file of `www` as it is sent.
fn sent(from: &Path, to: &Path) -> Result<()> {
    let kind = from.extension().unwrap_or_default();
    if kind == "js" || kind == "css" {
        return Ok(fs::write(to, slim(&fs::read_to_string(from)?))?);
    }
    plainly(from, to)
}

fn plainly(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)?;
    Ok(())
}

/// Copies what `wanted` says of a folder, and of the folders in it, each file by `file`.
fn copy(
    from: &Path,
    to: &Path,
    wanted: &dyn Fn(&Path) -> bool,
    file: &dyn Fn(&Path, &Path) -> Result<()>,
) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        if !wanted(&path) {
            continue;
        }
        let target = to.join(path.file_name().context("a folder's entries have names")?);
        if path.is_dir() {
            copy(&path, &target, wanted, file)?;
        } else {
            fs::create_dir_all(to)?;
            file(&path, &target)?;
        }
    }
    Ok(())
}

/// Whether a file of `www` belongs to the site. The package, in a folder there, is copied by itself.
fn belongs(path: &Path, package: &Path) -> bool {
    let kind = path.extension().unwrap_or_default().to_string_lossy();
    if path.is_dir() {
        path != package
    } else {
        KINDS.contains(&&*kind)
    }
}

/// An address that ends in a slash and can stand in markup as it is.
fn check_base(base: &str) -> Result<String> {
    let rest = base
        .strip_prefix("https://")
        .or_else(|| base.strip_prefix("http://"));
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:%".contains(&byte))
    };
    match rest {
        Some(rest) if plain(rest) && !rest.is_empty() && !rest.starts_with('/') => {
            Ok(format!("{}/", base.trim_end_matches('/')))
        }
        _ => bail!("--base takes the site's address, such as https://example.org/alvh/"),
    }
}

/// Adds what needs absolute addresses: each page's own, for search engines and link previews, and the
/// site map. An embedded page is no destination: it is known by the address of the whole one.
fn place(site: &Path, base: &str) -> Result<()> {
    let mut map = String::new();
    let mut pages = vec![
        ("index.html".into(), String::new()),
        ("embed.html".into(), String::new()),
        (article::PAGE.into(), article::PAGE.into()),
    ];
    for preset in preset_page::presets() {
        let name = format!("{}/{}.html", preset_page::FOLDER, preset.id);
        pages.push((name.clone(), name));
    }
    for (file, address) in pages {
        let page = site.join(&file);
        let address = format!("{base}{address}");
        let text = fs::read_to_string(&page)?;
        fs::write(
            &page,
            with_address(&text, &address).with_context(|| file.clone())?,
        )?;
        if file != "embed.html" {
            let _ = writeln!(map, "  <url><loc>{address}</loc></url>");
        }
    }
    fs::write(
        site.join("sitemap.xml"),
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{map}</urlset>\n"
        ),
    )?;
    Ok(())
}

fn with_address(page: &str, address: &str) -> Result<String> {
    let end = page.find("</head>").context("a page has no </head>")?;
    let (head, rest) = page.split_at(end);
    Ok(format!(
        "{head}<link rel=\"canonical\" href=\"{address}\">\n<meta property=\"og:url\" content=\"{address}\">\n{rest}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_only_if_it_can_stand_in_markup() {
        assert_eq!(
            check_base("https://example.org/a").unwrap(),
            "https://example.org/a/",
            "a slash is added"
        );
        assert_eq!(
            check_base("http://localhost:1/").unwrap(),
            "http://localhost:1/",
            "one is enough"
        );
        for base in [
            "",
            "example.org",
            "https://",
            "https:///a",
            "https://a\"b",
            "https://a?b",
            "https://a<b",
            "ftp://a",
        ] {
            assert!(check_base(base).is_err(), "{base}");
        }
    }

    #[test]
    fn the_address_stands_in_the_head() {
        let page = with_address("<head>\n</head><body>", "https://a/").unwrap();
        assert!(
            page.contains("<link rel=\"canonical\" href=\"https://a/\">\n"),
            "{page}"
        );
        assert!(page.ends_with("\n</head><body>"), "{page}");
        assert!(
            with_address("<body>", "https://a/").is_err(),
            "a page without a head"
        );
    }

    #[test]
    fn only_the_sites_kinds_are_copied_and_the_package_whole() {
        let outer = std::env::temp_dir().join(format!("alvh-dist-{}", std::process::id()));
        let (www, site) = (outer.join("www"), outer.join("dist"));
        for folder in ["pkg", "icons", "empty"] {
            fs::create_dir_all(www.join(folder)).unwrap();
        }
        for file in [
            "index.html",
            "app.js",
            "jsconfig.json",
            "notes.md",
            "icons/a.svg",
            "pkg/alvh.d.ts",
        ] {
            fs::write(www.join(file), "").unwrap();
        }
        let package = www.join("pkg");
        copy(&www, &site, &|path| belongs(path, &package), &plainly).unwrap();
        copy(&package, &site.join("pkg"), &|_| true, &plainly).unwrap();
        let there = |file| site.join(file).exists();
        assert!(
            ["index.html", "app.js", "icons/a.svg", "pkg/alvh.d.ts"]
                .into_iter()
                .all(there),
            "the site"
        );
        assert!(
            !["jsconfig.json", "notes.md", "empty"].into_iter().any(there),
            "and nothing else"
        );
        fs::remove_dir_all(outer).unwrap();
    }
}
