//! The benchmarks: the calculation on this machine, in wasm under Node, and the page in Chromium.

use anyhow::{Result, bail};

use crate::browsers::CHROMIUM;
use crate::project::{Project, run, step};
use crate::settings::Settings;
use crate::{tools, web};

/// Builds what is measured and measures it. Numbers above their goals are marked, not errors: they
/// depend on the machine.
pub(crate) fn bench(project: &Project, settings: &Settings) -> Result<()> {
    if project.root.join("examples/bench.rs").is_file() {
        step("bench", "the calculation on this machine");
        run(&mut project.cargo("run --quiet --release --package alvh --example bench"))?;
    }
    web::build(project, settings)?;
    tools::node_modules(project)?;
    let chromium = CHROMIUM.find(project)?;
    let script = project.web_tests().join("bench.js");
    if !script.is_file() {
        bail!("there is no tests/web/bench.js to run");
    }
    step("bench.js", "the package under Node, and the page in Chromium");
    run(project
        .command("node")
        .arg(script)
        .env("ALVH_ROOT", &project.root)
        .env("ALVH_CHROME", chromium))
}
