//! Runs every test there is, and counts them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::browsers::{CHROMIUM, OTHERS};
use crate::counts::Counts;
use crate::project::{Project, run, run_watched, step};
use crate::settings::Settings;
use crate::{budget, dist, tools, web};

/// A target on which no standard library exists at all.
pub(crate) const BARE: &str = "thumbv7em-none-eabihf";

/// Names and values for the environment of a test; an empty value says that the program is not here.
type Variables = Vec<(&'static str, PathBuf)>;

/// Installs what is missing, tests, and ends with a line that counts. Every suite is run, whatever
/// failed before it. Answers whether all passed.
pub(crate) fn test(project: &Project, settings: &Settings) -> Result<bool> {
    tools::rust_target(project, BARE)?;
    tools::rust_target(project, web::WASM)?;
    tools::node(project)?;
    let (browsers, absent) = browsers(project)?;

    let mut counts = Counts::default();
    host(project, &mut counts)?;
    bare(project, &mut counts);
    let site = project.target.join("xtask").join("site");
    let built = web::build(project, settings).and_then(|package| dist::assemble(project, &package, &site));
    if check(&mut counts, &built) {
        check(
            &mut counts,
            &budget::check_page(&site, settings.page.max_gzip_bytes),
        );
        node(project, &browsers, &site, &mut counts)?;
    } else {
        eprintln!("not run: the tests in Node and in browsers, for want of the site");
    }
    for why in absent {
        eprintln!("not run: {why}");
        counts.skipped += 1;
    }
    // Alone on its line, and last: it is read by programs too.
    println!("{counts}");
    Ok(counts.failed == 0)
}

/// Variables that tell the tests where each browser is, and what is to be said of those that are missing. There must be
/// Chromium.
fn browsers(project: &Project) -> Result<(Variables, Vec<String>)> {
    let mut variables = vec![(CHROMIUM.told, CHROMIUM.find(project)?)];
    let mut absent = Vec::new();
    for browser in &OTHERS {
        let program = browser.find(project).unwrap_or_else(|error| {
            absent.push(format!("the pages in {}: {error:#}", browser.name));
            PathBuf::new()
        });
        variables.push((browser.told, program));
    }
    Ok((variables, absent))
}

/// The library's and these commands' own tests, on this machine.
fn host(project: &Project, counts: &mut Counts) -> Result<()> {
    step(
        "cargo test",
        "numbers, laws, texts and these commands, on this machine",
    );
    let mut suite = Counts::default();
    let mut command = project.cargo("test --quiet --workspace --all-features --no-fail-fast");
    let succeeded = run_watched(&mut command, |line| suite.cargo_line(line))?;
    counts.suite(suite, succeeded);
    Ok(())
}

/// `#![no_std]` alone proves nothing: any dependency that links std brings its float methods back.
fn bare(project: &Project, counts: &mut Counts) {
    step(
        BARE,
        "the core needs no standard library, shown by building it where there is none",
    );
    let mut command =
        project.cargo("rustc --quiet --package alvh --lib --crate-type rlib --no-default-features --target");
    check(counts, &run(command.arg(BARE)));
}

/// The package under Node, and in browsers the site as it is put on a server.
fn node(project: &Project, browsers: &Variables, site: &Path, counts: &mut Counts) -> Result<()> {
    let report = example(project, "report", counts);
    if !check(counts, &tools::node_modules(project)) {
        return Ok(());
    }
    step("node --test", "the package under Node, and the pages in browsers");
    for file in suites(project)? {
        let command = || {
            let mut command = project.command("node");
            command
                .args(["--test", "--test-reporter=spec"])
                .arg(&file)
                .env("ALVH_ROOT", &project.root)
                .envs(browsers.iter().cloned())
                .env("ALVH_SITE", site)
                .env_remove("ALVH_REPORT");
            if let Some(report) = &report {
                command.env("ALVH_REPORT", report);
            }
            command
        };
        let (mut suite, mut succeeded) = watched(&mut command())?;
        // A browser on a busy machine may be later than a test waits. What is wrong fails again; both tries are printed.
        if !succeeded {
            eprintln!("again: {} failed and is tried once more", file.display());
            (suite, succeeded) = watched(&mut command())?;
            if succeeded {
                eprintln!("again: {} passed at the second try", file.display());
            }
        }
        counts.suite(suite, succeeded);
    }
    Ok(())
}

/// Runs a file of Node's tests; answers what it counts, and whether it passed.
fn watched(command: &mut Command) -> Result<(Counts, bool)> {
    let mut suite = Counts::default();
    let succeeded = run_watched(command, |line| suite.node_line(line))?;
    Ok((suite, succeeded))
}

/// Builds an example for this machine, where there is one: the other side of a comparison.
fn example(project: &Project, name: &str, counts: &mut Counts) -> Option<PathBuf> {
    if !project
        .root
        .join("examples")
        .join(name)
        .with_extension("rs")
        .is_file()
    {
        return None;
    }
    step(
        name,
        "the same calculation on this machine, for the comparison with wasm",
    );
    let built = run(&mut project.cargo(&format!(
        "build --quiet --release --package alvh --all-features --example {name}"
    )));
    let path = project
        .target
        .join("release/examples")
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION);
    check(counts, &built).then_some(path)
}

/// The test files, in order.
fn suites(project: &Project) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(project.web_tests())? {
        let path = entry?.path();
        if path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().ends_with(".test.js"))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Counts a step that is one check by itself; says why when it fails.
fn check(counts: &mut Counts, result: &Result<()>) -> bool {
    if let Err(error) = result {
        eprintln!("error: {error:#}");
    }
    counts.check(result.is_ok());
    result.is_ok()
}
