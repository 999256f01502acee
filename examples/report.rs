//! The report of a link, for those whose pages take neither frames nor scripts: its answer, what condor and hedge make
//! in the standing scenarios, and its charts as SVG files with the words that stand for them.
//!
//! `cargo run --example report -- 'v=1&spx=7000' charts`
//!
//! The folder may be left out; then nothing is written. Without arguments it reads links, one a line, and prints for each
//! a line of JSON with the whole report and the charts: `echo 'v=1&spx=7000' | cargo run --example report`

use std::fs;
use std::io::{BufRead as _, Error, Write};
use std::path::Path;
use std::process::ExitCode;

use alvh::chart::{CHARTS, draw};
use alvh::field::Problem;
use alvh::format::{dollars, number, percent};
use alvh::link::from_link;
use alvh::plan::Plan;
use alvh::report::Report;
use alvh::sentence::Part;
use serde_json::{Map, Value, json};

const SIZE: (f64, f64) = (720.0, 400.0);
const THEMES: [&str; 2] = ["light", "dark"];

fn main() -> Result<ExitCode, Error> {
    let mut arguments = std::env::args().skip(1);
    let mut out = std::io::stdout().lock();
    let Some(link) = arguments.next() else {
        lines(&mut out)?;
        return Ok(ExitCode::SUCCESS);
    };
    let (inputs, mut problems) = from_link(&link);
    let plan = inputs.check().map_err(|more| problems.extend(more)).ok();
    for Problem { field, message } in &problems {
        eprintln!("{field}: {message}");
    }
    let Some(plan) = plan else {
        return Ok(ExitCode::FAILURE);
    };
    tell(&mut out, &plan.report())?;
    if let Some(folder) = arguments.next() {
        pictures(&mut out, &plan, Path::new(&folder))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The report in words and one table.
fn tell(out: &mut impl Write, report: &Report) -> Result<(), Error> {
    for sentence in &report.answer {
        writeln!(out, "{}\n", words(sentence))?;
    }
    writeln!(
        out,
        "| scenario | SPX | VIX | condor | hedge | combined | offset |"
    )?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|--:|")?;
    for row in &report.scenarios {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            row.title,
            number(row.spx, 0),
            number(row.vix, 2),
            dollars(row.condor.get()),
            dollars(row.hedge.get()),
            dollars(row.total.get()),
            row.offset.map_or_else(|| "–".to_owned(), percent),
        )?;
    }
    for note in &report.notes {
        writeln!(out, "\nNote: {}", note.message)?;
    }
    Ok(())
}

fn words(sentence: &[Part]) -> String {
    sentence.iter().map(|part| part.text.as_str()).collect()
}

/// Every chart as a file for light pages and one for dark, and the line of Markdown that shows it.
fn pictures(out: &mut impl Write, plan: &Plan, folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder)?;
    writeln!(out)?;
    for chart in CHARTS {
        for theme in THEMES {
            // Not every position has every chart.
            let Ok(drawing) = draw(chart, plan, SIZE.0, SIZE.1, theme) else {
                continue;
            };
            let file = folder.join(format!("{chart}-{theme}.svg"));
            fs::write(&file, drawing.svg)?;
            writeln!(out, "![{}]({})", drawing.frame.summary, file.display())?;
        }
    }
    Ok(())
}

/// Links in, JSON out, a line each.
fn lines(out: &mut impl Write) -> Result<(), Error> {
    for line in std::io::stdin().lock().lines() {
        let link = line?;
        let (inputs, _) = from_link(&link);
        let plan = inputs.check();
        let line =
            json!({ "link": link, "outcome": outcome(plan.as_ref()), "charts": charts(plan.as_ref().ok()) });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn outcome(plan: Result<&Plan, &Vec<Problem>>) -> Value {
    match plan {
        Ok(plan) => json!({ "ok": true, "report": plan.report() }),
        Err(problems) => json!({ "ok": false, "problems": problems }),
    }
}

fn charts(plan: Option<&Plan>) -> Map<String, Value> {
    CHARTS
        .iter()
        .map(|chart| {
            let svg = plan
                .and_then(|plan| draw(chart, plan, SIZE.0, SIZE.1, "light").ok())
                .map(|drawing| drawing.svg);
            ((*chart).to_string(), Value::from(svg))
        })
        .collect()
}
