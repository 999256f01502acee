//! What must be installed: found, added where that is possible, else named in one line with the
//! command that would do it.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Result, anyhow, bail};

use crate::project::{Project, output, run, step};

/// Oldest release of Node that will do: its test runner and its import rules.
const NODE: u32 = 20;

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
