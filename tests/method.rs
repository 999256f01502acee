//! What METHOD.md says comes out is what comes out.

use alvh::link::from_link;
use serde_json::Value;

const METHOD: &str = include_str!("../METHOD.md");

/// A claim with its figure: the words it stands in, the state, the path.
struct Row<'a> {
    words: &'a str,
    link: &'a str,
    field: &'a str,
}

fn rows() -> Vec<Row<'static>> {
    METHOD
        .lines()
        .filter_map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            let &[_, _, words, link, field] = cells.as_slice() else {
                return None;
            };
            Some(Row {
                words,
                link: link.strip_prefix('`')?.strip_suffix('`')?,
                field: field.strip_prefix('`')?.strip_suffix('`')?,
            })
        })
        .collect()
}

/// The first figure of a text, and half of its last digit: "−$1,544" is −1544 to 0.5, "34.6 %" is 0.346 to 0.0005.
fn figure(words: &str) -> (f64, f64) {
    let first: Vec<_> = words.split_whitespace().take(2).collect();
    let digits = first[0].replace(['$', ','], "").replace('−', "-");
    let scale = if first[1] == "%" { 0.01 } else { 1.0 };
    let decimals = digits
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len().try_into().expect("few digits"));
    let value: f64 = digits.parse().expect("a figure begins the words");
    (value * scale, 0.5 * scale / f64::from(10_u32.pow(decimals)))
}

fn at<'a>(report: &'a Value, path: &str) -> &'a Value {
    path.split(['.', '[', ']'])
        .filter(|step| !step.is_empty())
        .fold(report, |value, step| match step.parse::<usize>() {
            Ok(index) => &value[index],
            Err(_) => &value[step],
        })
}

#[test]
fn every_figure_of_the_method_is_computed() {
    let rows = rows();
    assert!(rows.len() > 15, "{} rows are read", rows.len());
    for Row { words, link, field } in rows {
        let (inputs, problems) = from_link(link);
        assert!(problems.is_empty(), "{link}: {problems:?}");
        let plan = inputs
            .check()
            .unwrap_or_else(|problems| panic!("{link}: {problems:?}"));
        let report = serde_json::to_value(plan.report()).expect("JSON");
        let found = at(&report, field)
            .as_f64()
            .unwrap_or_else(|| panic!("{field} of {link} is a number"));
        let (said, half) = figure(words);
        // Words may leave the sign of a loss to the verb; what they say otherwise is rounded to the digits shown.
        let found = if said >= 0.0 && found < 0.0 { -found } else { found };
        assert!(
            (found - said).abs() <= half * (1.0 + 1e-9),
            "{words}: {field} is {found}"
        );
    }
}
