//! Prints the report of links as JSON, with their charts as SVG: one link a line in, one line of JSON out.
//!
//! `echo 'v=1&spx=7000' | cargo run --example report`

use std::io::{BufRead, Write};

use alvh::chart::{CHARTS, draw};
use alvh::field::Problem;
use alvh::link::from_link;
use alvh::plan::Plan;
use serde_json::{Map, Value, json};

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
                .and_then(|plan| draw(chart, plan, 720.0, 400.0, "light").ok())
                .map(|drawing| drawing.svg);
            ((*chart).to_string(), Value::from(svg))
        })
        .collect()
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
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
