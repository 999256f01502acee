//! Where the project's files lie, and how other programs are run.

use std::env;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// The project's folder, and cargo's folder for what it builds.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    /// Absolute; wherever `CARGO_TARGET_DIR` or cargo's configuration puts it.
    pub(crate) target: PathBuf,
    cargo: PathBuf,
}

impl Project {
    /// Asks cargo, so that its own rules for the target folder are followed.
    pub(crate) fn find() -> Result<Self> {
        // At run time by preference: the folder may have been moved since this program was built.
        let xtask = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = xtask
            .parent()
            .context("xtask lies in the project's folder")?
            .to_path_buf();
        let cargo = PathBuf::from(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let metadata = output(
            Command::new(&cargo)
                .args([
                    "metadata",
                    "--no-deps",
                    "--format-version",
                    "1",
                    "--manifest-path",
                ])
                .arg(root.join("Cargo.toml")),
        )?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo names no target folder")?;
        Ok(Self {
            target: target.into(),
            root,
            cargo,
        })
    }

    /// A cargo command in the project's folder, written as a person would type it.
    pub(crate) fn cargo(&self, line: &str) -> Command {
        let mut command = self.command(&self.cargo);
        command
            .args(line.split_whitespace())
            .env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// Any command in the project's folder.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).stdin(Stdio::null());
        command
    }

    /// The folder of the tests in JavaScript and of the packages they use.
    pub(crate) fn web_tests(&self) -> PathBuf {
        self.root.join("tests/web")
    }

    /// A file's name as seen from the project's folder, for messages.
    pub(crate) fn show<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

/// Announces a step: what it does, and why it is there.
pub(crate) fn step(what: &str, why: &str) {
    let (bold, plain) = if std::io::stderr().is_terminal() {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("", "")
    };
    eprintln!("{bold}==> {what}{plain}: {why}");
}

/// Runs a command to its end; its failure is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("`{}` cannot be started", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command, passes its standard output on and shows each line of it to `watch` as well.
/// Answers whether the command succeeded.
pub(crate) fn run_watched(command: &mut Command, mut watch: impl FnMut(&str)) -> Result<bool> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` cannot be started", line(command)))?;
    let mut lines = BufReader::new(child.stdout.take().context("its output was asked for")?);
    let mut stdout = std::io::stdout();
    let mut bytes = Vec::new();
    while lines.read_until(b'\n', &mut bytes)? > 0 {
        stdout.write_all(&bytes)?;
        stdout.flush()?;
        watch(String::from_utf8_lossy(&bytes).trim_end());
        bytes.clear();
    }
    Ok(child.wait()?.success())
}

/// The standard output of a command that must succeed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{}` cannot be started", line(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", line(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a command can be started and succeeds; it prints nothing.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A command as a person would type it, near enough for a message.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut text = program
        .file_name()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        let _ = write!(text, " {}", argument.to_string_lossy());
    }
    text
}
