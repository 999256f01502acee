//! The package's README: how it is used, and every function, as the types tell of it.

use std::fmt::Write as _;

use anyhow::{Result, bail};

const TEXT: &str = include_str!("../assets/package.md");
/// Runs by itself when the wasm does.
const UNLISTED: &str = "start";

/// A function as its types have it.
#[derive(Debug, PartialEq, Eq)]
struct Function<'a> {
    signature: &'a str,
    words: String,
}

/// The text. Each module comes with its name and its types: the package's own, which every other begins with.
pub(crate) fn readme((name, types): &(&str, String), others: &[(&str, String)]) -> Result<String> {
    let own = functions(types);
    let mut text = TEXT.to_owned();
    list(&mut text, &format!("all of them: `{name}`"), &own);
    for (more, types) in others {
        let (shared, further) = functions(types)
            .into_iter()
            .partition::<Vec<_>, _>(|function| own.contains(function));
        if own.is_empty() || shared != own {
            bail!("{more} does not do all that {name} does");
        }
        list(&mut text, &format!("further in `{name}/{more}`"), &further);
    }
    Ok(text)
}

fn list(text: &mut String, title: &str, functions: &[Function]) {
    let _ = write!(text, "| {title} | |\n|---|---|\n");
    for Function { signature, words } in functions {
        let _ = writeln!(
            text,
            "| `{}` | {} |",
            signature.replace('|', "\\|"),
            words.replace('|', "\\|")
        );
    }
    text.push('\n');
}

/// Every function a file of types exports, but those of its loader.
fn functions(types: &str) -> Vec<Function<'_>> {
    let mut functions = Vec::new();
    let mut words = String::new();
    for line in types.lines() {
        if let Some(signature) = line.strip_prefix("export function ") {
            let signature = signature.trim_end_matches(';');
            let name = signature.split('(').next().unwrap_or_default();
            if name != UNLISTED && name != "initSync" {
                functions.push(Function {
                    signature,
                    words: words.trim().to_owned(),
                });
            }
        } else if line == "/**" {
            words.clear();
        } else if let Some(more) = line.strip_prefix(" * ") {
            let _ = write!(words, " {more}");
        }
    }
    functions
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "/**\n * Adds. Never\n * throws.\n */\nexport function add(a: number | null): number;\n\n\
                       /**\n * Runs.\n */\nexport function start(): void;\n";

    #[test]
    fn functions_are_told_in_the_words_of_their_types() {
        let all = format!("{OWN}\n/**\n * More.\n */\nexport function more(): T[];\n");
        let own = ("a", OWN.to_owned());
        let text = readme(&own, &[("b", all.clone())]).unwrap();
        let (_, tables) = text.split_once("| all of them: `a` | |").unwrap();
        assert_eq!(
            tables.split_once("| further in `a/b` | |").unwrap(),
            (
                "\n|---|---|\n| `add(a: number \\| null): number` | Adds. Never throws. |\n\n",
                "\n|---|---|\n| `more(): T[]` | More. |\n\n"
            ),
        );
        assert!(
            readme(&("a", all), &[("b", own.1.clone())]).is_err(),
            "one does less"
        );
        assert!(
            readme(&("a", String::new()), &[("b", own.1)]).is_err(),
            "types of another form"
        );
    }
}
