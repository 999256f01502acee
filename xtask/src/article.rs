//! The article: its figures are computed when the site is built, and so are the pictures that stand for its
//! calculators where no scripts run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use alvh::chart::draw;
use alvh::format::{count, dollars, number, percent, percent_1};
use alvh::plan::Plan;
use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::preset_page::{escaped, plan_of};

/// The page, and the folder of its pictures.
pub(crate) const PAGE: &str = "article.html";
const FOLDER: &str = "article";
const SIZE: (u32, u32) = (720, 405);

/// Writes figures and pictures into the article of a site.
pub(crate) fn write(site: &Path) -> Result<()> {
    let page = site.join(PAGE);
    let text = fs::read_to_string(&page)?;
    let mut states = States::default();
    let text = with_figures(&text, &mut states)?;
    fs::create_dir_all(site.join(FOLDER))?;
    let text = with_pictures(&text, &mut states, &site.join(FOLDER))?;
    Ok(fs::write(page, text)?)
}

/// What the links of the article mean, each worked out once.
#[derive(Default)]
struct States(BTreeMap<String, (Plan, Value)>);

impl States {
    fn of(&mut self, link: &str) -> Result<&(Plan, Value)> {
        if !self.0.contains_key(link) {
            let plan = plan_of(link)?;
            let report = serde_json::to_value(plan.report())?;
            self.0.insert(link.to_owned(), (plan, report));
        }
        self.0.get(link).context("it was only just worked out")
    }
}

/// The text with every element that names a figure holding it, in words and in full. The link it is of is its own
/// `data-state`, or that of what stands around it.
fn with_figures(page: &str, states: &mut States) -> Result<String> {
    each(page, "data-key", |tag, link| {
        let path = attribute(tag, "data-key").context("a figure without its path")?;
        let value = at(&states.of(link)?.1, path)
            .as_f64()
            .with_context(|| format!("{link}: {path} is no number"))?;
        let words = words(value, attribute(tag, "data-format").unwrap_or_default())
            .with_context(|| path.to_owned())?;
        let bare = tag
            .split(" data-value=")
            .next()
            .unwrap_or(tag)
            .trim_end_matches('>');
        Ok((format!("{bare} data-value=\"{value}\">"), words))
    })
}

/// The text with every picture in its place, drawn into a folder beside the page, and the words that stand for it.
fn with_pictures(page: &str, states: &mut States, folder: &Path) -> Result<String> {
    let (width, height) = SIZE;
    let mut count = 0;
    each(page, "data-picture", |tag, link| {
        let chart = attribute(tag, "data-picture").context("a picture without its chart")?;
        let plan = &states.of(link)?.0;
        count += 1;
        let name = format!("{count}-{chart}");
        let mut alternative = String::new();
        for theme in ["light", "dark"] {
            let drawing = draw(chart, plan, width.into(), height.into(), theme)
                .map_err(|problem| anyhow::anyhow!("{chart}: {}", problem.message))?;
            fs::write(folder.join(format!("{name}-{theme}.svg")), drawing.svg)?;
            alternative = escaped(&drawing.frame.summary);
        }
        Ok((
            "<figure>".into(),
            format!(
                "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{FOLDER}/{name}-dark.svg\">\
                 <img src=\"{FOLDER}/{name}-light.svg\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" alt=\"\"></picture>\
                 <figcaption>{alternative}</figcaption>"
            ),
        ))
    })
}

/// Replaces each element that has an attribute, its begin tag and its content; `make` is given the tag, and the link of
/// the nearest `data-state` before it: states stand at sections and paragraphs, or at the element, for it alone.
fn each(
    page: &str,
    name: &str,
    mut make: impl FnMut(&str, &str) -> Result<(String, String)>,
) -> Result<String> {
    let mut text = String::with_capacity(page.len());
    let mut around = String::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let (before, after) = rest.split_at(start);
        text.push_str(before);
        let end = after.find('>').context("a tag does not end")? + 1;
        let (tag, after) = after.split_at(end);
        let own = attribute(tag, "data-state").map(unescaped);
        if attribute(tag, name).is_none() {
            let filled = ["data-key", "data-picture"]
                .iter()
                .any(|name| attribute(tag, name).is_some());
            around = own.filter(|_| !filled).unwrap_or(around);
            text.push_str(tag);
            rest = after;
            continue;
        }
        let content = after.find("</").context("an element does not end")?;
        let (tag, words) = make(tag, own.as_deref().unwrap_or(&around))?;
        text.push_str(&tag);
        text.push_str(&words);
        rest = &after[content..];
    }
    Ok(text + rest)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(after.split_once('"')?.0)
}

fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&")
}

fn at<'a>(report: &'a Value, path: &str) -> &'a Value {
    path.split(['.', '[', ']'])
        .filter(|step| !step.is_empty())
        .fold(report, |value, step| {
            step.parse::<usize>()
                .map_or_else(|_| &value[step], |index| &value[index])
        })
}

/// A figure as the text says it; what is lost is said without its sign.
fn words(value: f64, format: &str) -> Result<String> {
    Ok(match format {
        "count" => count(value.to_string().parse()?),
        "dollars" => dollars(value),
        "loss" => dollars(-value),
        "percent" => percent(value),
        "tenth" => percent_1(value),
        "loss-percent" => number(-100.0 * value, 2) + "\u{a0}%",
        "level" => number(value, 0),
        "points" => number(value, 2),
        _ => bail!("no format `{format}`"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/article.html");

    /// As it is written it says what the site says; with `ALVH_BLESS` set it is written anew.
    #[test]
    fn the_article_says_what_is_computed() {
        let text = fs::read_to_string(ARTICLE).unwrap();
        let computed = with_figures(&text, &mut States::default()).unwrap();
        if std::env::var_os("ALVH_BLESS").is_some() {
            fs::write(ARTICLE, &computed).unwrap();
        }
        let text = fs::read_to_string(ARTICLE).unwrap();
        let (said, should) = (text.lines(), computed.lines());
        for (said, should) in said.zip(should) {
            assert_eq!(
                said, should,
                "`ALVH_BLESS=1 cargo test -p xtask article` writes it anew"
            );
        }
    }

    /// What the article concludes in words, without a figure.
    #[test]
    fn the_articles_words_hold() {
        let mut states = States::default();
        let mut figure = |link: &str, path: &str| at(&states.of(link).unwrap().1, path).as_f64().unwrap();
        let example = |path: &str| format!("combined.whatIf.{path}");
        let near = figure("v=1", &example("layers[0]"));
        for other in ["layers[1]", "layers[2]"] {
            assert!(
                near > figure("v=1", &example(other)),
                "the ten-day calls do most of the work"
            );
        }
        assert!(
            near > 0.5 * figure("v=1", &example("hedge")),
            "the ten-day calls do most of the work"
        );
        let sizing = "v=1&system=sizing";
        let slow = "system.sizing.episodes[4]";
        assert!(
            figure(sizing, &format!("{slow}.condorAtWorst")) < -0.9 * figure(sizing, "condor.maxLoss"),
            "the condors lose almost all they can"
        );
        let weekly: Vec<_> = (0..7)
            .map(|at| {
                let mut end = |when| figure(sizing, &format!("system.sizing.episodes[{at}].total{when}"));
                end("Weekly") > end("")
            })
            .collect();
        assert!(
            weekly.contains(&true) && weekly.contains(&false),
            "tending helps on some and hurts on others"
        );
        let day = "v=1&longPut=7030&shortPut=7040&shortCall=7240&longCall=7250&credit=1&condorDte=1&move=-2&layers=20:vixMini:10d,5:spxPutSpread:1d:k6935:lo6910";
        let (lower, upper) = (
            figure(day, "condor.breakEven.lower"),
            figure(day, "condor.breakEven.upper"),
        );
        let hedged = figure(day, "combined.breakEven.hedgeAtModel[2]");
        assert!(
            upper - hedged > (upper - lower) / 3.0,
            "the upper edge comes in by more than a third"
        );
        let rise = "scenarios[7]";
        assert!(
            figure("v=1", &format!("{rise}.hedge")) < 0.0 && figure("v=1", &format!("{rise}.vix")) < 17.95,
            "a rise costs both"
        );
        let intraday = "v=1&system=intraday";
        assert!(
            figure(intraday, "system.intraday.margin.asCallsPremium")
                > figure(intraday, "system.intraday.spike.trading"),
            "calls cost more to enter"
        );
    }

    #[test]
    fn a_figure_is_of_its_own_link_or_of_the_section() {
        let page = "<section data-state=\"v=1&amp;move=0\"><b data-key=\"combined.whatIf.spx\" data-format=\"points\">?</b>\
                    <td data-state=\"v=1&amp;move=-2&amp;spx=7000\" data-key=\"combined.whatIf.spx\" data-format=\"level\" data-value=\"1\"></td>";
        let text = with_figures(page, &mut States::default()).unwrap();
        for wanted in [
            "data-format=\"points\" data-value=\"7138.8\">7,138.80</b>",
            "data-format=\"level\" data-value=\"6860\">6,860</td>",
        ] {
            assert!(text.contains(wanted), "no {wanted} in {text}");
        }
        for wrong in [
            "<b data-state=\"v=1\" data-key=\"combined\" data-format=\"level\"></b>",
            "<b data-state=\"v=1\" data-key=\"condor.credit\" data-format=\"large\"></b>",
            "<b data-state=\"v=1&amp;spx=x\" data-key=\"condor.credit\" data-format=\"level\"></b>",
        ] {
            assert!(with_figures(wrong, &mut States::default()).is_err(), "{wrong}");
        }
    }
}
