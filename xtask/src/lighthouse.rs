//! What Lighthouse says of the site, and a first visit on a slow phone; the last result is committed.

use anyhow::Result;

use crate::browsers::CHROMIUM;
use crate::project::{Project, run, step};
use crate::settings::Settings;
use crate::{dist, tools, web};

/// The newest release that runs in the oldest Node that will do. It is larger than everything the tests install
/// together, so it is fetched for this command alone.
const PACKAGE: &str = "lighthouse@12.8.2";

/// Measures the site and writes `docs/lighthouse.md`.
pub(crate) fn lighthouse(project: &Project, settings: &Settings) -> Result<()> {
    tools::node_modules(project)?;
    let chromium = CHROMIUM.find(project)?;
    let package = web::build(project, settings)?;
    let site = project.target.join("xtask").join("site");
    dist::assemble(project, &package, &site)?;
    let folder = project.target.join("xtask").join("lighthouse");
    let program = folder.join("node_modules/lighthouse");
    if !program.is_dir() {
        step(PACKAGE, "it is fetched once, into cargo's target folder");
        std::fs::create_dir_all(&folder)?;
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        run(project
            .command(npm)
            .args(["install", "--no-save", "--no-fund", "--no-audit", "--prefix"])
            .arg(&folder)
            .arg(PACKAGE))?;
    }
    step(
        "lighthouse.js",
        "four pages of the site, and a first visit on a slow phone",
    );
    run(project
        .command("node")
        .arg(project.web_tests().join("lighthouse.js"))
        .env("ALVH_ROOT", &project.root)
        .env("ALVH_CHROME", chromium)
        .env("ALVH_SITE", site)
        .env("ALVH_LIGHTHOUSE", program))
}
