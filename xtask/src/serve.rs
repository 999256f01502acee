//! A server of static files for working on the page. Listens on this machine only.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::project::{step, succeeds};

/// Every page must work under this policy, so the server insists on it, as a careful host would.
pub(crate) const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                                 style-src 'self'; img-src 'self' data: blob:";

/// Longest head of a request that is read.
const HEAD: u64 = 16 * 1024;

/// Serves a folder until the process is stopped.
pub(crate) fn serve(folder: &Path, port: u16, open: bool) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("port {port} is not free; `cargo xtask serve --port N` takes another"))?;
    let address = format!("http://{}", listener.local_addr()?);
    step("serve", "the site, on this machine only; Ctrl-C stops it");
    println!("{address}");
    if open && !browse(&address) {
        eprintln!("no browser could be started: open the address by hand");
    }
    let folder = Arc::new(folder.canonicalize()?);
    for stream in listener.incoming() {
        let folder = Arc::clone(&folder);
        // A connection that breaks is the browser's affair.
        thread::spawn(move || stream.and_then(|stream| answer(&stream, &folder)));
    }
    Ok(())
}

/// Opens an address the way the system does.
fn browse(address: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    succeeds(command.arg(address))
}

/// Answers the one request of a connection. Other people's pages may load what is public anyway: frames in a
/// sandbox, which have no origin, and the component.
fn answer(mut stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut head = BufReader::new(stream.take(HEAD));
    let mut request = String::new();
    head.read_line(&mut request)?;
    // The rest of the head is read to its end, since closing with unread bytes would cut the answer.
    let mut line = String::new();
    while head.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = request.split_whitespace();
    let (method, address) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let (status, kind, body) = respond(method, address, folder);
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\n\
         Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// Status line, type and body for a request.
fn respond(method: &str, address: &str, folder: &Path) -> (&'static str, &'static str, Vec<u8>) {
    const PLAIN: &str = "text/plain; charset=utf-8";
    if method != "GET" && method != "HEAD" {
        return ("405 Method Not Allowed", PLAIN, b"Only GET and HEAD.\n".to_vec());
    }
    let missing = ("404 Not Found", PLAIN, b"No such file.\n".to_vec());
    let Some(path) = file(folder, address) else {
        return missing;
    };
    match fs::read(&path) {
        Ok(body) => ("200 OK", kind(&path), body),
        Err(_) => missing,
    }
}

/// The file an address means; none when it would lie outside the folder, by `..` or by a link.
fn file(folder: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?;
    let relative = decode(path.strip_prefix('/')?)?;
    let relative = Path::new(&relative);
    if !relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let mut path = folder.join(relative);
    if path.is_dir() {
        path.push("index.html");
    }
    let path = path.canonicalize().ok()?;
    path.starts_with(folder).then_some(path)
}

/// Undoes percent-encoding; none when it is broken or hides a zero byte.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let byte = if *first == b'%' {
            let (digits, tail) = rest.split_at_checked(2)?;
            rest = tail;
            u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?
        } else {
            *first
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

/// The type browsers insist on for modules and wasm.
fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json; charset=utf-8",
        Some("webmanifest") => "application/manifest+json; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("xml") => "application/xml",
        Some("ts" | "txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site of two files in a folder of its own, with a file beside it that must stay private.
    fn with_site(name: &str, test: impl FnOnce(&Path)) {
        let outer = std::env::temp_dir().join(format!("alvh-serve-{name}-{}", std::process::id()));
        let site = outer.join("site");
        crate::web::renew(&site).unwrap();
        fs::write(outer.join("secret"), "secret").unwrap();
        fs::write(site.join("index.html"), "page").unwrap();
        fs::write(site.join("a b.wasm"), "wasm").unwrap();
        test(&site.canonicalize().unwrap());
        fs::remove_dir_all(outer).unwrap();
    }

    #[test]
    fn files_are_served_with_their_types() {
        with_site("types", |site| {
            let ok = |address| {
                let (status, kind, body) = respond("GET", address, site);
                assert_eq!(status, "200 OK", "{address}");
                (kind, String::from_utf8(body).unwrap())
            };
            assert_eq!(
                ok("/"),
                ("text/html; charset=utf-8", "page".into()),
                "the folder's page"
            );
            assert_eq!(
                ok("/index.html?theme=dark").1,
                "page",
                "the query is the page's affair"
            );
            assert_eq!(
                ok("/a%20b.wasm"),
                ("application/wasm", "wasm".into()),
                "a coded name"
            );
        });
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        with_site("outside", |site| {
            let hostile = [
                "/../secret",
                "/%2e%2e/secret",
                "/..%2fsecret",
                "//etc/passwd",
                "/%2fetc/passwd",
                "/x/../../secret",
                "/%00",
                "/%",
                "/%zz",
                "",
                "secret",
                "http://other/index.html",
            ];
            for address in hostile {
                assert_eq!(respond("GET", address, site).0, "404 Not Found", "{address}");
            }
            assert_eq!(
                respond("POST", "/", site).0,
                "405 Method Not Allowed",
                "nothing is taken in"
            );
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        with_site("link", |site| {
            std::os::unix::fs::symlink("../secret", site.join("link")).unwrap();
            assert_eq!(
                respond("GET", "/link", site).0,
                "404 Not Found",
                "the file beside the site"
            );
        });
    }
}
