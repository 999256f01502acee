//! The `package.json` of the browser package.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;
use serde::Serialize;

use crate::project::Project;
use crate::settings::Settings;

/// The texts of the licences, which npm takes along by itself under other names only.
pub(crate) const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The file, its keys in the order they are written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    name: &'a str,
    version: Option<&'a str>,
    description: Option<&'a str>,
    license: Option<&'a str>,
    keywords: [&'a str; 5],
    engines: BTreeMap<&'a str, &'a str>,
    r#type: &'a str,
    main: String,
    module: String,
    types: String,
    exports: BTreeMap<String, Export>,
    files: Vec<String>,
    side_effects: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Export {
    File(String),
    /// Read from the top, so the types come first: `default` answers everybody.
    Module {
        types: String,
        default: String,
    },
}

/// The file's text; version, description and licence are the library's.
pub(crate) fn manifest(project: &Project, settings: &Settings) -> Result<String> {
    text(
        &fs::read_to_string(project.root.join("Cargo.toml"))?,
        &settings.package.out_name,
        [&settings.study.out_name, &settings.evidence.out_name],
    )
}

/// The paths of a module's files: script, types, wasm.
fn paths(name: &str) -> [String; 3] {
    [
        format!("./{name}.js"),
        format!("./{name}.d.ts"),
        format!("./{name}_bg.wasm"),
    ]
}

fn text(cargo: &str, name: &str, more: [&str; 2]) -> Result<String> {
    let cargo: toml::Table = cargo.parse()?;
    let about = &cargo["package"];
    let [one, other] = more.map(|name| (format!("./{name}"), paths(name)));
    let modules = [(".".to_owned(), paths(name)), one, other];
    let [(_, [script, types, _]), ..] = &modules;
    let mut exports = BTreeMap::from([("./package.json".into(), Export::File("./package.json".into()))]);
    for (entry, [script, types, wasm]) in &modules {
        let module = Export::Module {
            types: types.clone(),
            default: script.clone(),
        };
        exports.insert(entry.clone(), module);
        exports.insert(wasm.clone(), Export::File(wasm.clone()));
    }
    let manifest = Manifest {
        name,
        version: about["version"].as_str(),
        description: about["description"].as_str(),
        license: cargo["workspace"]["package"]["license"].as_str(),
        keywords: ["options", "vix", "iron-condor", "hedge", "wasm"],
        engines: BTreeMap::from([("node", ">=20")]),
        r#type: "module",
        main: script.clone(),
        module: script.clone(),
        types: types.clone(),
        exports,
        files: modules
            .iter()
            .flat_map(|(_, paths)| paths)
            .map(|path| path.trim_start_matches("./").into())
            .chain(LICENCES.map(Into::into))
            .collect(),
        // Importing it does nothing: the wasm runs when `init` is called.
        side_effects: false,
    };
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_are_found_before_the_code() {
        let text = text(include_str!("../../Cargo.toml"), "alvh", ["study", "evidence"]).unwrap();
        assert!(
            text.find("\"types\": \"./alvh.d.ts\"") < text.find("\"default\": \"./alvh.js\""),
            "{text}"
        );
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["exports"]["."]["types"], "./alvh.d.ts", "{text}");
        for (entry, script) in [("./study", "./study.js"), ("./evidence", "./evidence.js")] {
            assert_eq!(json["exports"][entry]["default"], script, "{text}");
        }
        assert_eq!(json["files"].as_array().map(Vec::len), Some(11), "{text}");
        for key in ["version", "description", "license"] {
            assert!(json[key].is_string(), "Cargo.toml gives no {key}");
        }
    }
}
