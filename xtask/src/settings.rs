//! The settings of the browser package, from `wasm-pack.toml`.
//!
//! Strict on purpose: every key must be there and no other may be, so a misspelt or dead setting
//! stops the build instead of being overlooked.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) package: Package,
    pub(crate) study: More,
    pub(crate) evidence: More,
    pub(crate) wasm: Wasm,
    pub(crate) page: Page,
}

/// What is built, and where to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Package {
    /// Cargo features, in place of the default ones.
    pub(crate) features: Vec<String>,
    pub(crate) target: Target,
    /// Relative to the project's folder.
    pub(crate) out_dir: PathBuf,
    /// Stem of the files' names.
    pub(crate) out_name: String,
}

/// What is built beside it, the same way, with more in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct More {
    /// Cargo features: those of the package, and more.
    pub(crate) features: Vec<String>,
    /// Stem of the files' names.
    pub(crate) out_name: String,
    /// Most bytes of the wasm file after gzip.
    pub(crate) max_gzip_bytes: usize,
}

impl More {
    fn module(&self) -> Module<'_> {
        Module {
            features: &self.features,
            name: &self.out_name,
            max_gzip_bytes: self.max_gzip_bytes,
        }
    }
}

/// One wasm file with its JavaScript: what each has of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Module<'a> {
    pub(crate) features: &'a [String],
    pub(crate) name: &'a str,
    pub(crate) max_gzip_bytes: usize,
}

/// The kinds of JavaScript that can be generated.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Target {
    /// An ES module that loads its wasm itself.
    Web,
}

impl Target {
    /// The name wasm-pack knows it by.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
        }
    }
}

/// How the wasm file is made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Wasm {
    pub(crate) cargo_profile: String,
    /// Whether the section with the functions' names is dropped.
    pub(crate) remove_names: bool,
    /// Most bytes of the file after gzip.
    pub(crate) max_gzip_bytes: usize,
}

/// The page as a whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Page {
    /// Most bytes, after gzip, of everything `index.html` loads.
    pub(crate) max_gzip_bytes: usize,
}

impl Settings {
    /// Reads the file of the project in `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let path = root.join("wasm-pack.toml");
        let text = fs::read_to_string(&path).context("wasm-pack.toml cannot be read")?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).context("wasm-pack.toml: each setting must be there, and no other")
    }

    /// What is built, the page's own first.
    pub(crate) fn modules(&self) -> [Module<'_>; 3] {
        let package = &self.package;
        [
            Module {
                features: &package.features,
                name: &package.out_name,
                max_gzip_bytes: self.wasm.max_gzip_bytes,
            },
            self.study.module(),
            self.evidence.module(),
        ]
    }

    /// The commands that make the same modules with the wasm-pack tool, short of what only
    /// `cargo xtask web` does: the budgets, loading in Node, the names' removal, one `package.json` for all.
    pub(crate) fn wasm_pack_commands(&self) -> [String; 3] {
        self.modules().map(|Module { features, name, .. }| {
            format!(
                "wasm-pack build --target {} --out-dir {} --out-name {name} --profile {} \
                 -- --no-default-features --features {}",
                self.package.target.name(),
                self.package.out_dir.display(),
                self.wasm.cargo_profile,
                features.join(","),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../wasm-pack.toml");
    const MANIFEST: &str = include_str!("../../Cargo.toml");
    const LOCK: &str = include_str!("../../Cargo.lock");

    #[test]
    fn the_committed_file_is_read() {
        let settings = Settings::parse(FILE).unwrap();
        assert_eq!(
            settings.package.out_name, "alvh",
            "the public name of the package's files"
        );
        for (module, name) in [(&settings.study, "study"), (&settings.evidence, "evidence")] {
            assert_eq!(module.out_name, name, "the name the page asks for");
        }
        assert_eq!(
            settings.package.target,
            Target::Web,
            "the only kind that is built"
        );
    }

    #[test]
    fn an_unknown_key_fails_in_every_section() {
        for section in ["[package]", "[study]", "[evidence]", "[wasm]", "[page]"] {
            let text = FILE.replace(section, &format!("{section}\nwasm-opt = false"));
            assert!(
                Settings::parse(&text).is_err(),
                "an unknown key in {section} was overlooked"
            );
        }
        assert!(
            Settings::parse(&format!("{FILE}\n[profile]\n")).is_err(),
            "an unknown section was overlooked"
        );
    }

    #[test]
    fn a_missing_key_fails() {
        let lines: Vec<_> = FILE.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if line.starts_with('#') || !line.contains('=') {
                continue;
            }
            let mut rest = lines.clone();
            rest.remove(at);
            assert!(
                Settings::parse(&rest.join("\n")).is_err(),
                "nobody missed `{line}`"
            );
        }
    }

    #[test]
    fn no_setting_has_a_second_home_in_the_manifest() {
        let manifest: toml::Table = MANIFEST.parse().unwrap();
        let metadata = manifest["package"]
            .get("metadata")
            .and_then(|table| table.get("wasm-pack"));
        assert!(
            metadata.is_none(),
            "settings of the package belong into wasm-pack.toml"
        );
    }

    #[test]
    fn features_and_profile_named_here_exist_in_the_manifest() {
        let manifest: toml::Table = MANIFEST.parse().unwrap();
        let settings = Settings::parse(FILE).unwrap();
        for feature in settings.modules().iter().flat_map(|module| module.features) {
            assert!(
                manifest["features"].get(feature).is_some(),
                "no feature {feature} in Cargo.toml"
            );
        }
        let [package, study, _] = settings.modules().map(|module| module.features);
        assert!(
            package.iter().all(|feature| study.contains(feature)),
            "the page goes on with the second module where it began with the first"
        );
        let profile = &settings.wasm.cargo_profile;
        assert!(
            manifest["profile"].get(profile).is_some(),
            "no profile {profile} in Cargo.toml"
        );
    }

    /// The generated JavaScript and the wasm it reads share a schema that changes between releases.
    #[test]
    fn wasm_bindgen_and_its_generator_are_one_release() {
        let lock: toml::Table = LOCK.parse().unwrap();
        let version = |name: &str| {
            let found: Vec<_> = lock["package"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|package| package["name"].as_str() == Some(name))
                .map(|package| package["version"].as_str().unwrap())
                .collect();
            assert_eq!(found.len(), 1, "{name} is locked once");
            found[0]
        };
        assert_eq!(
            version("wasm-bindgen"),
            version("wasm-bindgen-cli-support"),
            "see [workspace.dependencies]"
        );
    }
}
