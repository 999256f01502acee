//! The project's commands, run as `cargo xtask NAME`. Each makes sure of what it needs, says in one
//! line per step what it does and why, and writes only cargo's target folder, `dist`, `www/pkg` and
//! `tests/web/node_modules`.

mod article;
mod bench;
mod bless;
mod browsers;
mod budget;
mod counts;
mod dist;
mod lighthouse;
mod lint;
mod offline;
mod one_file;
mod package;
mod package_readme;
mod preset_page;
mod project;
mod serve;
mod settings;
mod slim;
mod test;
mod tools;
mod web;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::project::Project;
use crate::settings::Settings;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--open]  build the site and serve it on http://127.0.0.1:8080
  test                       run every test, and count them
  dist [--base URL]          write the deployable site to dist; URL is the address it will have
  bench                      measure the calculation and the page
  lighthouse                 measure the site with Lighthouse, and write down what it says
  bless                      rewrite the golden files
  lint                       check format, lints, documentation and the JavaScript's types
  web                        build the browser package, www/pkg
  print-wasm-pack            print the wasm-pack command lines that wasm-pack.toml amounts to";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match command(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Carries out a command line. False: it failed, and has said how.
fn command(arguments: &[String]) -> Result<bool> {
    let Some((name, rest)) = arguments.split_first() else {
        bail!("no command was given\n\n{USAGE}")
    };
    let mut options = Options { rest: rest.to_vec() };
    match name.as_str() {
        "serve" => {
            let port = options
                .value("--port")?
                .map(|port| port.parse())
                .transpose()
                .context("--port takes a number")?;
            let open = options.flag("--open");
            options.end()?;
            let (project, settings) = ready()?;
            web::build(&project, &settings)?;
            serve::serve(&project.root.join("www"), port.unwrap_or(8080), open)?;
        }
        "dist" => {
            let base = options.value("--base")?;
            options.end()?;
            let (project, settings) = ready()?;
            dist::dist(&project, &settings, base.as_deref())?;
        }
        "test" => {
            options.end()?;
            let (project, settings) = ready()?;
            return test::test(&project, &settings);
        }
        "bench" => {
            options.end()?;
            let (project, settings) = ready()?;
            bench::bench(&project, &settings)?;
        }
        "lighthouse" => {
            options.end()?;
            let (project, settings) = ready()?;
            lighthouse::lighthouse(&project, &settings)?;
        }
        "bless" => {
            options.end()?;
            bless::bless(&ready()?.0)?;
        }
        "lint" => {
            options.end()?;
            let (project, settings) = ready()?;
            lint::lint(&project, &settings)?;
        }
        "web" => {
            options.end()?;
            let (project, settings) = ready()?;
            web::build(&project, &settings)?;
        }
        "print-wasm-pack" => {
            options.end()?;
            for line in ready()?.1.wasm_pack_commands() {
                println!("{line}");
            }
        }
        "help" | "--help" | "-h" => println!("{USAGE}"),
        _ => bail!("no command `{name}`\n\n{USAGE}"),
    }
    Ok(true)
}

fn ready() -> Result<(Project, Settings)> {
    let project = Project::find()?;
    let settings = Settings::read(&project.root)?;
    Ok((project, settings))
}

/// What follows a command's name.
struct Options {
    rest: Vec<String>,
}

impl Options {
    /// Takes `name` out; says whether it was there.
    fn flag(&mut self, name: &str) -> bool {
        let at = self.rest.iter().position(|option| option == name);
        at.map(|at| self.rest.remove(at)).is_some()
    }

    /// Takes `name VALUE` or `name=VALUE` out.
    fn value(&mut self, name: &str) -> Result<Option<String>> {
        for at in 0..self.rest.len() {
            if let Some(value) = self.rest[at]
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('='))
            {
                let value = value.to_owned();
                self.rest.remove(at);
                return Ok(Some(value));
            }
            if self.rest[at] == name {
                if at + 1 == self.rest.len() {
                    bail!("{name} needs a value\n\n{USAGE}");
                }
                let value = self.rest.remove(at + 1);
                self.rest.remove(at);
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Nothing may be left over.
    fn end(&self) -> Result<()> {
        match self.rest.first() {
            Some(option) => bail!("`{option}` is not understood\n\n{USAGE}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_taken_in_any_order_and_none_is_overlooked() {
        let options = |text: &str| Options {
            rest: text.split(' ').map(Into::into).collect(),
        };
        for text in ["--open --port 1", "--port=1 --open", "--port 1 --open"] {
            let mut options = options(text);
            assert_eq!(options.value("--port").unwrap().as_deref(), Some("1"), "{text}");
            assert!(options.flag("--open") && options.end().is_ok(), "{text}");
        }
        assert!(
            options("--port").value("--port").is_err(),
            "an option without its value"
        );
        let mut typo = options("--ports 1");
        assert_eq!(typo.value("--port").unwrap(), None, "another option");
        assert!(typo.end().is_err(), "what is not understood is refused");
    }

    #[test]
    fn an_unknown_command_is_answered_with_those_there_are() {
        let error = command(&["sevre".into()]).unwrap_err().to_string();
        assert!(
            error.contains("`sevre`") && error.contains("serve [--port N]"),
            "{error}"
        );
    }
}
