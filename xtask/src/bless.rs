//! Rewrites the golden files, for changes that are meant.

use anyhow::Result;

use crate::project::{Project, output, run, step};

/// Runs the tests as writers of their golden files and lists what changed.
pub(crate) fn bless(project: &Project) -> Result<()> {
    step(
        "bless",
        "the tests write what they would have compared; read the difference before committing it",
    );
    run(project
        .cargo("test --quiet --package alvh --all-features")
        .env("ALVH_BLESS", "1"))?;
    let changed =
        output(
            project
                .command("git")
                .args(["status", "--short", "--", "tests/golden", "README.md"]),
        )?;
    print!(
        "{}",
        if changed.is_empty() {
            "no golden file changed\n"
        } else {
            &changed
        }
    );
    Ok(())
}
