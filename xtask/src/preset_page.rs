//! A page for each preset: its question, and the answer as it was computed when the site was built, to be read
//! without scripts, printed, linked to and found. Where scripts run, the calculator takes its place.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use alvh::chart::{draw, draw_evidence};
use alvh::evidence::Evidence;
use alvh::format::{dollars, number, percent};
use alvh::inquiry::Inquiry as _;
use alvh::link::from_link;
use alvh::plan::Plan;
use alvh::preset::{PRESETS, Preset};
use alvh::report::Report;
use alvh::sentence::Part;
use alvh::verdict::Verdict;
use anyhow::{Context as _, Result, bail};

/// The folder of the pages.
pub(crate) const FOLDER: &str = "presets";
/// The chart each shows, and its size.
const CHART: &str = "payoff";
const SIZE: (u32, u32) = (720, 405);

/// Every preset, of the page and of the systems.
pub(crate) fn presets() -> Vec<Preset> {
    let mut presets = PRESETS.to_vec();
    presets.extend(alvh::system::presets());
    presets
}

/// Writes the pages into a site, and names them where a reader without scripts finds them.
pub(crate) fn write(site: &Path) -> Result<()> {
    let folder = site.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let mut list = String::new();
    for preset in presets() {
        let Preset { id, question, .. } = preset;
        if !id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            bail!("the preset `{id}` cannot be a file's name");
        }
        let plan = plan(&preset)?;
        let mut alternative = String::new();
        for theme in ["light", "dark"] {
            let (width, height) = SIZE;
            let drawing = draw(CHART, &plan, f64::from(width), f64::from(height), theme)
                .map_err(|problem| anyhow::anyhow!("{id}: {}", problem.message))?;
            fs::write(folder.join(format!("{id}-{theme}.svg")), drawing.svg)?;
            alternative = drawing.frame.summary;
        }
        // The presets of systems ask other things of much the same structures.
        let evidence = if PRESETS.iter().any(|preset| preset.id == id) {
            evidence(&folder, id, &plan)?
        } else {
            String::new()
        };
        fs::write(
            folder.join(format!("{id}.html")),
            page(&preset, &plan.report(), &alternative, &evidence),
        )?;
        let _ = write!(
            list,
            "<li><a href=\"{FOLDER}/{id}.html\">{}</a></li>",
            escaped(question)
        );
    }
    let index = site.join("index.html");
    let text = fs::read_to_string(&index)?;
    let (before, after) = text
        .split_once("</noscript>")
        .context("index.html has no <noscript>")?;
    fs::write(
        &index,
        format!("{before}<p>Computed already, for these questions:</p><ul>{list}</ul></noscript>{after}"),
    )?;
    Ok(())
}

fn plan(preset: &Preset) -> Result<Plan> {
    plan_of(preset.link).with_context(|| format!("the preset {}", preset.id))
}

/// The plan of a link that is right.
pub(crate) fn plan_of(link: &str) -> Result<Plan> {
    let (inputs, unread) = from_link(link);
    let problems = match inputs.check() {
        Ok(plan) if unread.is_empty() => return Ok(plan),
        Ok(_) => unread,
        Err(problems) => problems,
    };
    let words: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    bail!("{link}: {}", words.join(" "))
}

/// The answer from all evidence, with its chart: worked out here, as it takes more than a moment.
fn evidence(folder: &Path, id: &str, plan: &Plan) -> Result<String> {
    let named = |problems: Vec<alvh::field::Problem>| {
        let words: Vec<_> = problems.into_iter().map(|problem| problem.message).collect();
        anyhow::anyhow!("{id}: {}", words.join(" "))
    };
    let mut verdict = Verdict::new(plan, &[]).map_err(named)?;
    while verdict.progress() < 1.0 {
        verdict.advance();
    }
    let paragraphs = verdict.panel().answer.iter().fold(String::new(), |text, parts| {
        text + &format!("<p>{}</p>\n", escaped(&words(parts)))
    });
    let evidence = Evidence::Verdict(Box::new(verdict));
    let (width, height) = SIZE;
    let mut alternative = String::new();
    for theme in ["light", "dark"] {
        let drawing = draw_evidence("verdict", &evidence, f64::from(width), f64::from(height), theme)
            .map_err(|problem| named(Vec::from([problem])))?;
        fs::write(folder.join(format!("{id}-evidence-{theme}.svg")), drawing.svg)?;
        alternative = escaped(&drawing.frame.summary);
    }
    Ok(format!(
        "<section aria-label=\"The evidence\" class=\"answer evidence\">
<h2>From all evidence</h2>
{paragraphs}<figure>
<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{id}-evidence-dark.svg\"><img src=\"{id}-evidence-light.svg\" width=\"{width}\" height=\"{height}\" alt=\"{alternative}\" loading=\"lazy\"></picture>
<figcaption>Share of the condor’s losses that the hedge returns. Spikes of 2007 to 2025; futures drawn from option prices. The calculator adds a history you bring.</figcaption>
</figure>
</section>
"
    ))
}

fn page(preset: &Preset, report: &Report, alternative: &str, evidence: &str) -> String {
    let Preset {
        id,
        title,
        question,
        source,
        link,
    } = preset;
    let (title, question, source, link) = (escaped(title), escaped(question), escaped(source), escaped(link));
    let (width, height) = SIZE;
    let sentences = answer(report);
    let paragraphs = sentences.iter().fold(String::new(), |text, sentence| {
        text + &format!("<p>{}</p>\n", escaped(sentence))
    });
    let first = escaped(sentences.first().map_or("", String::as_str));
    let alternative = escaped(alternative);
    let table = scenarios(report);
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>{question} {title} · alvh</title>
<meta name=\"description\" content=\"{first}\">
<meta name=\"color-scheme\" content=\"light dark\">
<meta property=\"og:type\" content=\"article\">
<meta property=\"og:site_name\" content=\"alvh\">
<meta property=\"og:title\" content=\"{question}\">
<meta property=\"og:description\" content=\"{first}\">
<link rel=\"icon\" href=\"../icon.svg\" type=\"image/svg+xml\">
<link rel=\"stylesheet\" href=\"../preset.css\">
<script type=\"module\" src=\"../element.js\"></script>
</head>
<body>
<header><p class=\"brand\"><a href=\"../\">alvh</a></p><h1>{question}</h1><p class=\"source\">{title}. {source}.</p></header>
<main>
<alvh-calculator link=\"{link}\" view=\"full\">
<section aria-label=\"The answer\" class=\"answer\">
{paragraphs}</section>
<figure>
<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{id}-dark.svg\"><img src=\"{id}-light.svg\" width=\"{width}\" height=\"{height}\" alt=\"{alternative}\"></picture>
<figcaption>Profit and loss at each SPX level. {alternative}</figcaption>
</figure>
{table}
<p><a href=\"../#{link}\">Open the calculator with these numbers</a></p>
</alvh-calculator>
{evidence}</main>
<footer><p>Educational, and not advice. The numbers are an example’s, not today’s market.</p></footer>
</body>
</html>
"
    )
}

/// The answer in sentences: of the question the preset opens, where it opens one.
fn answer(report: &Report) -> Vec<String> {
    let own = report.system.as_ref().map(|system| &system.panel.answer);
    own.unwrap_or(&report.answer)
        .iter()
        .map(|parts| words(parts))
        .collect()
}

fn words(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

/// What condor and hedge make in each standing scenario.
fn scenarios(report: &Report) -> String {
    let mut rows = String::new();
    for row in &report.scenarios {
        let offset = row.offset.map_or_else(|| "–".into(), percent);
        let cells = [
            number(row.spx, 0),
            number(row.vix, 2),
            dollars(row.condor.get()),
            dollars(row.hedge.get()),
            dollars(row.total.get()),
            offset,
        ];
        let _ = write!(rows, "<tr><th scope=\"row\">{}</th>", escaped(&row.title));
        for cell in cells {
            let _ = write!(rows, "<td>{cell}</td>");
        }
        rows.push_str("</tr>\n");
    }
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Standing scenarios\"><table>
<caption>Standing scenarios: after one day, or at the condor’s expiry if that comes first, fees and slippage paid</caption>
<thead><tr><th scope=\"col\">Scenario</th><th scope=\"col\">SPX</th><th scope=\"col\">VIX</th><th scope=\"col\">Condor</th><th scope=\"col\">Hedge</th><th scope=\"col\">Combined</th><th scope=\"col\">Offset</th></tr></thead>
<tbody>
{rows}</tbody>
</table></div>"
    )
}

/// Text as it may stand in markup, also between quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_has_its_page_with_question_answer_picture_and_table() {
        for preset in presets() {
            let report = plan(&preset).unwrap().report();
            let text = page(&preset, &report, "A \"sentence\" <of> words & numbers.", "");
            for wanted in [preset.question, preset.title, preset.source] {
                assert!(text.contains(&escaped(wanted)), "{}: no {wanted}", preset.id);
            }
            for sentence in answer(&report) {
                assert!(text.contains(&escaped(&sentence)), "{}: no {sentence}", preset.id);
            }
            assert_eq!(
                text.matches("<tr><th scope=\"row\">").count(),
                report.scenarios.len(),
                "{}",
                preset.id
            );
            assert!(
                text.contains("alt=\"A &quot;sentence&quot; &lt;of&gt; words &amp; numbers.\""),
                "{}",
                preset.id
            );
            assert!(
                !text.contains("style="),
                "{}: careful hosts forbid styles in markup",
                preset.id
            );
        }
    }

    #[test]
    fn no_two_presets_share_a_page() {
        let mut ids: Vec<_> = presets().iter().map(|preset| preset.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{ids:?}");
    }

    #[test]
    fn a_preset_that_cannot_be_read_stops_the_build() {
        let wrong = Preset {
            link: "v=1&spx=none",
            ..PRESETS[0]
        };
        assert!(plan(&wrong).is_err(), "an empty level");
    }
}
