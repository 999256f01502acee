//! Builds the browser package: three modules, each wasm, JavaScript that loads it and types, and `package.json`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::project::{Project, run, step};
use crate::settings::{Module, Settings, Target};
use crate::{budget, package, package_readme, tools};

/// The triple the browser runs.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// What the generated code does with the wasm's address, and what takes its place.
const FETCH: &str = "module_or_path = fetch(module_or_path);";
const LOAD: &str = "module_or_path = load(module_or_path);";
const LOADER: &str = include_str!("../assets/load.js");

/// Builds the package and writes it where `wasm-pack.toml` says.
pub(crate) fn build(project: &Project, settings: &Settings) -> Result<PathBuf> {
    tools::rust_target(project, WASM)?;
    let out = project.root.join(&settings.package.out_dir);
    renew(&out)?;
    // One after the other: cargo gives both the same name.
    for (module, why) in settings.modules().into_iter().zip([
        "the package that the page and its tests load",
        "the same with more in it, for readers who ask",
        "what a worker runs, for readers who ask for evidence",
    ]) {
        step(&format!("wasm, {}", module.name), why);
        let wasm = compile(project, settings, module)?;
        generate(project, settings, module, &wasm, &out)?;
    }
    describe(project, settings, &out)?;
    for module in settings.modules() {
        let wasm = format!("{}_bg.wasm", module.name);
        budget::check(&wasm, budget::gzip(&out.join(&wasm))?, module.max_gzip_bytes)?;
    }
    Ok(out)
}

/// Writes what makes a package of the modules: its manifest, its README, its licences.
fn describe(project: &Project, settings: &Settings, out: &Path) -> Result<()> {
    fs::write(out.join("package.json"), package::manifest(project, settings)?)?;
    let [own, study, evidence] = settings.modules().map(|module| {
        let types = fs::read_to_string(out.join(format!("{}.d.ts", module.name)));
        types.map(|types| (module.name, types))
    });
    let readme = package_readme::readme(&own?, &[study?, evidence?])?;
    fs::write(out.join("README.md"), readme)?;
    for licence in package::LICENCES {
        fs::copy(project.root.join(licence), out.join(licence))?;
    }
    Ok(())
}

/// Writes a module's wasm, with the JavaScript and the types that go with it.
fn generate(
    project: &Project,
    settings: &Settings,
    Module { name, .. }: Module<'_>,
    wasm: &Path,
    out: &Path,
) -> Result<()> {
    let draft = project.target.join("xtask").join("pkg");
    renew(&draft)?;
    let mut bindgen = Bindgen::new();
    match settings.package.target {
        Target::Web => bindgen.web(true)?,
    };
    bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(true)
        // Kept, so that `init()` may be called without an argument.
        .omit_default_module_path(false)
        .remove_name_section(settings.wasm.remove_names)
        .remove_producers_section(true)
        .generate(&draft)?;
    let script = fs::read_to_string(draft.join(format!("{name}.js")))?;
    fs::write(out.join(format!("{name}.js")), load_in_node(&script)?)?;
    for file in [format!("{name}_bg.wasm"), format!("{name}.d.ts")] {
        fs::copy(draft.join(&file), out.join(&file))?;
    }
    Ok(())
}

/// Compiles the library with a module's features; answers with the file.
fn compile(project: &Project, settings: &Settings, module: Module<'_>) -> Result<PathBuf> {
    let profile = &settings.wasm.cargo_profile;
    run(project
        .cargo(&format!(
            "build --quiet --package alvh --lib --target {WASM} --profile {profile} --no-default-features --features {}",
            module.features.join(",")
        ))
        .env("CARGO_ENCODED_RUSTFLAGS", flags(project)?))?;
    // Cargo's one profile whose folder has another name.
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(project.target.join(WASM).join(folder).join("alvh.wasm"))
}

/// The user's compiler flags, and one: panic messages name source files, and those of a published
/// file shall not begin with the folders of the machine that built it, or differ between machines.
fn flags(project: &Project) -> Result<String> {
    let mut flags: Vec<String> = match (env::var("CARGO_ENCODED_RUSTFLAGS"), env::var("RUSTFLAGS")) {
        (Ok(encoded), _) => encoded.split('\x1f').map(Into::into).collect(),
        (_, Ok(plain)) => plain.split_whitespace().map(Into::into).collect(),
        _ => Vec::new(),
    };
    flags.retain(|flag| !flag.is_empty());
    flags.push(format!("--remap-path-prefix={}=alvh", utf8(&project.root)?));
    if let Some(home) = cargo_home()
        && let Ok(registries) = fs::read_dir(home.join("registry").join("src"))
    {
        for registry in registries {
            flags.push(format!("--remap-path-prefix={}=crates", utf8(&registry?.path())?));
        }
    }
    Ok(flags.join("\x1f"))
}

fn cargo_home() -> Option<PathBuf> {
    let home = || env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home)
}

fn utf8(path: &Path) -> Result<&str> {
    path.to_str().context("a folder's name is not Unicode")
}

/// Makes `init()` work in Node, whose fetch reads no files.
fn load_in_node(script: &str) -> Result<String> {
    if script.matches(FETCH).count() != 1 {
        bail!(
            "the generated code no longer says `{FETCH}` once: adapt xtask/src/web.rs to this wasm-bindgen"
        );
    }
    Ok(script.replacen(FETCH, LOAD, 1) + LOADER)
}

/// An empty folder in place of whatever was there.
pub(crate) fn renew(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_takes_the_place_of_exactly_one_fetch() {
        let script = load_in_node(&format!("if (address) {{ {FETCH} }}\n")).unwrap();
        assert!(script.contains(LOAD) && !script.contains(FETCH), "{script}");
        assert!(
            load_in_node("another release's text").is_err(),
            "a changed generator went unnoticed"
        );
    }
}
