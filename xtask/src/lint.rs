//! What is checked without running anything: format, lints, documentation, the JavaScript's types.

use anyhow::Result;

use crate::project::{Project, run, step};
use crate::settings::Settings;
use crate::test::BARE;
use crate::tools;
use crate::web::{self, WASM};

/// Runs every check; the first that fails ends it.
pub(crate) fn lint(project: &Project, settings: &Settings) -> Result<()> {
    step("cargo fmt --check", "one layout");
    run(&mut project.cargo("fmt --all --check"))?;

    step("cargo clippy", "warnings are errors, in tests and examples too");
    run(&mut project.cargo("clippy --quiet --workspace --all-targets --all-features -- -D warnings"))?;

    tools::rust_target(project, WASM)?;
    step("cargo clippy for wasm", "parts of the boundary exist only there");
    for module in settings.modules() {
        run(&mut project.cargo(&format!(
            "clippy --quiet --package alvh --lib --target {WASM} --no-default-features --features {} -- -D warnings",
            module.features.join(",")
        )))?;
    }

    tools::rust_target(project, BARE)?;
    step(
        "cargo clippy for the core",
        "without std, some imports and features are no longer there",
    );
    run(&mut project.cargo(&format!(
        "clippy --quiet --package alvh --lib --target {BARE} --no-default-features -- -D warnings"
    )))?;

    step("cargo doc", "links in the documentation lead somewhere");
    let mut command = project.cargo("doc --quiet --workspace --all-features --no-deps");
    run(command.env("RUSTDOCFLAGS", "-D warnings"))?;

    step("cargo package", "the crate builds from what is published of it");
    run(&mut project.cargo("package --quiet --offline --package alvh --all-features --allow-dirty"))?;

    // The page's types are those of the package.
    web::build(project, settings)?;
    tools::node_modules(project)?;
    for folder in ["www", "tests/web"] {
        let configuration = project.root.join(folder).join("jsconfig.json");
        if configuration.is_file() {
            step(
                "tsc",
                &format!("the types of {folder}, from its comments and the package's"),
            );
            let compiler = project.web_tests().join("node_modules/typescript/bin/tsc");
            run(project
                .command("node")
                .arg(compiler)
                .arg("--project")
                .arg(configuration))?;
        }
    }
    Ok(())
}
