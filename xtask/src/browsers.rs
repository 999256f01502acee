//! The browsers that pages are tested in: found, added from Debian's packages where that is possible,
//! else named in one line with the command that would do it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::{Project, output, run, step, succeeds};

/// A browser, and how it is come by.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) name: &'static str,
    /// The tests are told by this variable where its program lies.
    pub(crate) told: &'static str,
    /// A person may say by this one which program to take.
    said: &'static str,
    /// What its program may be called.
    programs: &'static [&'static str],
    /// Where it may lie besides.
    known: &'static [&'static str],
    /// What makes the program answer and end: one that only tells where to get a browser fails.
    probe: &'static str,
    /// Another program it needs.
    beside: Option<&'static str>,
    /// Debian's packages of it.
    packages: &'static str,
    /// What brings it to a Mac, where that can be had.
    brew: Option<&'static str>,
}

/// Every test of the page runs in it.
pub(crate) const CHROMIUM: Browser = Browser {
    name: "Chromium",
    told: "ALVH_CHROME",
    said: "CHROME",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ],
    known: &[
        "/usr/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
    ],
    probe: "--version",
    beside: None,
    packages: "chromium",
    brew: Some("--cask google-chrome"),
};

/// What must not depend on the browser runs in these as well.
pub(crate) const OTHERS: [Browser; 2] = [
    Browser {
        name: "Firefox",
        told: "ALVH_FIREFOX",
        said: "FIREFOX",
        programs: &["firefox-esr", "firefox"],
        known: &[
            "/usr/bin/firefox-esr",
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            "C:/Program Files/Mozilla Firefox/firefox.exe",
        ],
        probe: "--version",
        beside: None,
        packages: "firefox-esr",
        brew: Some("--cask firefox"),
    },
    Browser {
        name: "WebKitGTK",
        told: "ALVH_WEBKIT",
        said: "WEBKIT_DRIVER",
        programs: &["WebKitWebDriver"],
        known: &["/usr/bin/WebKitWebDriver"],
        probe: "--help",
        // It has no mode without a window.
        beside: Some("Xvfb"),
        packages: "webkit2gtk-driver xvfb",
        brew: None,
    },
];

impl Browser {
    /// Its program: as a person says, else one that is installed, else one that is installed now.
    pub(crate) fn find(&self, project: &Project) -> Result<PathBuf> {
        if let Some(path) = env::var_os(self.said).filter(|path| !path.is_empty()) {
            let path = PathBuf::from(path);
            if self.works(&path) {
                return Ok(path);
            }
            bail!("{} names {}, which does not start", self.said, path.display());
        }
        if let Some(path) = self.installed() {
            return Ok(path);
        }
        let debian = Path::new("/etc/debian_version").exists();
        if debian {
            self.install(project);
            if let Some(path) = self.installed() {
                return Ok(path);
            }
        }
        bail!("missing: {}; {}", self.name, self.advice(debian));
    }

    /// How a person gets it.
    fn advice(&self, debian: bool) -> String {
        match self.brew {
            Some(cask) if cfg!(target_os = "macos") => format!("install it with: brew install {cask}"),
            _ if debian => format!("install it with: sudo sh -c '{}'", self.apt()),
            _ => format!(
                "install it (Debian: {}), or set {} to the program",
                self.packages, self.said
            ),
        }
    }

    fn apt(&self) -> String {
        format!("apt-get update && apt-get install -y {}", self.packages)
    }

    /// Installs Debian's packages, where nobody has to be asked for a password.
    fn install(&self, project: &Project) {
        let root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        if !root && !succeeds(Command::new("sudo").args(["-n", "true"])) {
            return;
        }
        step(
            self.packages,
            "the pages are tested in real browsers, and this one is not installed",
        );
        let mut command = if root {
            project.command("sh")
        } else {
            let mut command = project.command("sudo");
            command.args(["-n", "sh"]);
            command
        };
        command.args([
            "-c",
            &format!("export DEBIAN_FRONTEND=noninteractive; {}", self.apt()),
        ]);
        if let Err(error) = run(&mut command) {
            eprintln!("{error}");
        }
    }

    fn installed(&self) -> Option<PathBuf> {
        if self
            .beside
            .is_some_and(|program| on_path(&[program]).next().is_none())
        {
            return None;
        }
        on_path(self.programs)
            .chain(self.known.iter().map(PathBuf::from))
            .find(|path| path.is_file() && self.works(path))
    }

    fn works(&self, path: &Path) -> bool {
        succeeds(Command::new(path).arg(self.probe))
    }
}

/// Programs of these names that lie where programs are looked for.
fn on_path(names: &[&'static str]) -> impl Iterator<Item = PathBuf> {
    let folders = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    let names = names.to_vec();
    folders
        .into_iter()
        .flat_map(move |folder| names.clone().into_iter().map(move |name| folder.join(name)))
        .filter(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_the_way_to_get_it() {
        let [firefox, webkit] = &OTHERS;
        assert_eq!(
            webkit.advice(true),
            "install it with: sudo sh -c 'apt-get update && apt-get install -y webkit2gtk-driver xvfb'",
            "on Debian"
        );
        assert!(firefox.advice(false).contains("firefox"), "elsewhere");
    }

    #[test]
    fn a_program_that_does_not_start_is_no_browser() {
        let absent = Path::new("/no/such/program");
        assert!(!CHROMIUM.works(absent), "nothing is there");
    }
}
