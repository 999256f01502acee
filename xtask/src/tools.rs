//! What must be installed: found, added where that is possible, else named in one line with the
//! command that would do it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Result, anyhow, bail};

use crate::project::{Project, output, run, step, succeeds};

/// Oldest release of Node that will do: its test runner and its import rules.
const NODE: u32 = 20;

/// How Debian gets its Chromium.
const INSTALL: &str = "apt-get update && apt-get install -y chromium";

/// Adds a compilation target when it is missing.
pub(crate) fn rust_target(project: &Project, triple: &str) -> Result<()> {
    let folder = output(
        project
            .command("rustc")
            .args(["--print", "target-libdir", "--target", triple]),
    )?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    step(triple, "this compilation target is missing and is added");
    run(project.command("rustup").args(["target", "add", triple])).map_err(|error| {
        anyhow!("{error}\nmissing: the target {triple}; add it with: rustup target add {triple}")
    })
}

/// Makes sure that Node is there and new enough.
pub(crate) fn node(project: &Project) -> Result<()> {
    let version = project.command("node").arg("--version").output();
    let version = version
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .unwrap_or_default();
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|text| text.parse().ok());
    match major {
        Some(major) if NODE <= major => Ok(()),
        Some(_) => bail!(
            "too old: Node {}; install release {NODE} or later from nodejs.org",
            version.trim()
        ),
        None => bail!(
            "missing: Node {NODE} or later; install it from nodejs.org, or with: {}",
            if cfg!(target_os = "macos") {
                "brew install node"
            } else {
                "apt-get install -y nodejs npm"
            }
        ),
    }
}

/// Installs the packages the web tests use, unless the installed ones are as new as the lock file.
pub(crate) fn node_modules(project: &Project) -> Result<()> {
    node(project)?;
    let tests = project.web_tests();
    let installed = changed(&tests.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(&tests.join("package-lock.json")) {
        return Ok(());
    }
    step(
        "npm ci",
        "the type checker and the browser driver, in the versions of the lock file",
    );
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(project
        .command(npm)
        .args(["ci", "--no-fund", "--no-audit"])
        .current_dir(&tests))
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// A Chromium to test pages in: `CHROME`, else one that is installed, else one that is installed now.
pub(crate) fn chromium(project: &Project) -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROME").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        if works(&path) {
            return Ok(path);
        }
        bail!("CHROME names {}, which does not start", path.display());
    }
    if let Some(path) = installed_chromium() {
        return Ok(path);
    }
    if cfg!(target_os = "macos") {
        bail!("missing: Chromium or Chrome; install it with: brew install --cask google-chrome");
    }
    let debian = Path::new("/etc/debian_version").exists();
    let root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let sudo = !root && succeeds(Command::new("sudo").args(["-n", "true"]));
    if debian && (root || sudo) {
        step(
            "chromium",
            "the pages are tested in a real browser, and none is installed",
        );
        let (shell, first) = if root {
            ("sh", None)
        } else {
            ("sudo", Some(["-n", "sh"]))
        };
        let mut command = project.command(shell);
        command
            .args(first.iter().flatten())
            .args(["-c", &format!("export DEBIAN_FRONTEND=noninteractive; {INSTALL}")]);
        if let Err(error) = run(&mut command) {
            eprintln!("{error}");
        }
        if let Some(path) = installed_chromium() {
            return Ok(path);
        }
    }
    if debian {
        bail!("missing: Chromium; install it with: sudo sh -c '{INSTALL}'");
    }
    bail!("missing: Chromium or Chrome; install it, or set CHROME to the program");
}

fn installed_chromium() -> Option<PathBuf> {
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    let folders = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    let on_path = folders
        .iter()
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    let known = [
        "/usr/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
    ];
    on_path
        .chain(known.map(PathBuf::from))
        .find(|path| path.is_file() && works(path))
}

/// Whether it is a browser and not, say, a script that only tells where to get one.
fn works(path: &Path) -> bool {
    succeeds(Command::new(path).arg("--version"))
}
