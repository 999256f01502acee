//! The answer in the words a trader would use, every number tied to its figure in the report.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::format::{count, dollars, joined, number, percent, percent_1, plain};
use crate::hedge_cost::{CAP, over_cap};
use crate::plan::Plan;
use crate::report::Report;
use crate::sentence::{Part, Sentence};

/// The answer, a paragraph each: what a move does, what the hedge costs, where the package breaks even.
pub fn answer(plan: &Plan, report: &Report) -> Vec<Vec<Part>> {
    let mut paragraphs = Vec::new();
    paragraphs.push(what_happens(plan, report).parts());
    paragraphs.push(what_it_costs(report).parts());
    if let Some(levels) = where_it_breaks_even(report) {
        paragraphs.push(levels.parts());
    }
    paragraphs
}

fn what_happens(plan: &Plan, report: &Report) -> Sentence {
    let what = &report.combined.what_if;
    let day = plan.what_if().day.get();
    let percent_moved = plan.move_percent();
    let opening = if percent_moved < 0.0 {
        format!("In a {}\u{a0}% fall", plain(-percent_moved))
    } else if percent_moved > 0.0 {
        format!("In a {}\u{a0}% rise", plain(percent_moved))
    } else {
        String::from("With SPX unchanged")
    };
    let when = if day == 0.0 {
        String::from(" right now")
    } else if percent_moved == 0.0 {
        format!(" after {}", days(day))
    } else {
        format!(" within {}", days(day))
    };
    let quantity = plan.package().condor.quantity;
    let (who, verb) = if quantity == 1 {
        (String::from("the condor"), ("loses", "gains"))
    } else {
        (format!("the {} condors", count(quantity)), ("lose", "gain"))
    };
    let condor = what.condor.get();
    let lost = condor < 0.0;
    let sentence = Sentence::new()
        .say(&opening)
        .say(&when)
        .say(if percent_moved == 0.0 {
            " and VIX at "
        } else {
            " with VIX at "
        })
        .figure("combined.whatIf.vix", what.vix, number(what.vix, 2))
        .say(", ")
        .say(&who)
        .say(" ")
        .say(if lost { verb.0 } else { verb.1 })
        .say(" ")
        .figure("combined.whatIf.condor", condor, dollars(condor.abs()));
    hedge_clause(sentence, report, lost)
}

/// "a day", "5 days".
fn days(day: f64) -> String {
    if day == 1.0 {
        String::from("a day")
    } else {
        format!("{} days", plain(day))
    }
}

fn hedge_clause(sentence: Sentence, report: &Report, lost: bool) -> Sentence {
    let what = &report.combined.what_if;
    let (hedge, total) = (what.hedge.get(), what.total.get());
    if report.layers.is_empty() {
        return sentence.say("; there is no hedge.");
    }
    let sentence = match (lost, hedge >= 0.0) {
        (true, true) => sentence
            .say("; the hedge gives back ")
            .figure("combined.whatIf.hedge", hedge, dollars(hedge))
            .say(", ")
            .figure(
                "combined.whatIf.offset",
                what.offset.unwrap_or(0.0),
                percent(what.offset.unwrap_or(0.0)),
            )
            .say(" of it"),
        (true, false) => {
            sentence
                .say("; the hedge loses another ")
                .figure("combined.whatIf.hedge", hedge, dollars(-hedge))
        }
        (false, true) => {
            sentence
                .say(" and the hedge ")
                .figure("combined.whatIf.hedge", hedge, dollars(hedge))
        }
        (false, false) => sentence
            .say(" and the hedge takes ")
            .figure("combined.whatIf.hedge", hedge, dollars(-hedge))
            .say(" of that"),
    };
    sentence
        .say(if total < 0.0 {
            ". Together they lose "
        } else {
            ". Together they gain "
        })
        .figure("combined.whatIf.total", total, dollars(total.abs()))
        .say(".")
}

fn what_it_costs(report: &Report) -> Sentence {
    let (cost, share) = (&report.hedge.cost, &report.hedge.share);
    let upfront = cost.upfront.get();
    if report.layers.is_empty() {
        return Sentence::new()
            .say("Without a hedge it can lose at most ")
            .figure(
                "condor.maxLoss",
                report.condor.max_loss.get(),
                dollars(report.condor.max_loss.get()),
            )
            .say(" and gain at most ")
            .figure(
                "condor.maxProfit",
                report.condor.max_profit.get(),
                dollars(report.condor.max_profit.get()),
            )
            .say(".");
    }
    let sentence = Sentence::new()
        .say(if upfront >= 0.0 {
            "The hedge costs "
        } else {
            "The hedge brings in "
        })
        .figure("hedge.cost.upfront", upfront, dollars(upfront.abs()))
        .say(": ")
        .figure("hedge.share.upfront", share.upfront, percent_1(share.upfront))
        .say(" of the credit up front, ")
        .figure("hedge.share.life", share.life, percent_1(share.life))
        .say(" over the condor\u{2019}s life if nothing happens, ")
        .figure("hedge.share.rolled", share.rolled, percent_1(share.rolled))
        .say(" with rolls. ");
    let cap = percent(CAP);
    sentence.say(&match over_cap(share).as_slice() {
        [] => format!("All within document 001\u{2019}s cap of {cap}."),
        [_, _, _] => format!("Each is over document 001\u{2019}s cap of {cap}."),
        over => format!(
            "That is over document 001\u{2019}s cap of {cap} {}.",
            joined(over, " and ")
        ),
    })
}

fn where_it_breaks_even(report: &Report) -> Option<Sentence> {
    let levels = &report.combined.break_even;
    let alone = report.condor.break_even?;
    let mut sentence = Sentence::new()
        .say("At expiry the condors alone break even at ")
        .figure("condor.breakEven.lower", alone.lower, number(alone.lower, 2))
        .say(" and ")
        .figure("condor.breakEven.upper", alone.upper, number(alone.upper, 2));
    if report.layers.is_empty() {
        return Some(sentence.say("."));
    }
    sentence = sentence.say("; with the hedge, VIX on the line, ");
    let count = levels.hedge_at_model.len();
    if count == 0 {
        return Some(sentence.say("nowhere."));
    }
    sentence = sentence.say("at ");
    for (index, &level) in levels.hedge_at_model.iter().enumerate() {
        let joint = match index {
            0 => "",
            _ if index + 1 == count => " and ",
            _ => ", ",
        };
        let key = format!("combined.breakEven.hedgeAtModel[{index}]");
        sentence = sentence.say(joint).figure(&key, level, number(level, 2));
    }
    Some(sentence.say("."))
}
