//! The document's own question, answered with the figures.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::words::{decided, title};
use super::{ChangeFigures, ExpansionSystem};
use crate::adjustment::Adjustment;
use crate::format::{dollars, number, percent, plain};
use crate::plan::Plan;
use crate::sentence::{Part, Sentence};
use crate::units::Usd;

pub(super) fn key(name: &str) -> String {
    format!("system.expansion.{name}")
}

/// A sentence that goes on with dollars of a figure, the sign left out.
fn amount(sentence: Sentence, name: &str, value: Usd) -> Sentence {
    sentence.figure(&key(name), value.get(), dollars(value.get().abs()))
}

pub(super) fn answer(figures: &ExpansionSystem, plan: &Plan) -> Vec<Vec<Part>> {
    let mut answer = Vec::from([happened(figures).parts(), verdict(figures).parts()]);
    answer.extend(proposal(figures, plan).map(Sentence::parts));
    answer.extend(roll(figures, plan).map(Sentence::parts));
    answer.extend(fitted(figures, plan).map(Sentence::parts));
    answer.push(purse(figures).parts());
    answer
}

fn happened(figures: &ExpansionSystem) -> Sentence {
    let (before, after) = (&figures.before, &figures.after);
    let gains = |gain: Usd| if gain < Usd::ZERO { "loses " } else { "gains " };
    let gain = |gain: Usd| if gain < Usd::ZERO { "lose " } else { "gain " };
    let sentence = Sentence::new()
        .say("VIX goes from ")
        .figure(&key("before.vix"), before.vix, number(before.vix, 2))
        .say(" to ")
        .figure(&key("after.vix"), after.vix, number(after.vix, 2))
        .say(" and SPX to ")
        .figure(&key("after.spx"), after.spx, number(after.spx, 0))
        .say(": the condor ")
        .say(gains(after.condor));
    let sentence = amount(sentence, "after.condor", after.condor)
        .say(", the hedge ")
        .say(gains(after.hedge));
    let sentence = amount(sentence, "after.hedge", after.hedge)
        .say("; together they ")
        .say(gain(after.total));
    amount(sentence, "after.total", after.total).say(".")
}

fn verdict(figures: &ExpansionSystem) -> Sentence {
    let persists = figures.votes >= figures.votes_needed;
    let sentence = Sentence::new()
        .say(if persists {
            "It reads as a regime that persists: "
        } else {
            "It reads as an isolated spike: "
        })
        .figure(&key("votes"), figures.votes, plain(figures.votes))
        .say(" of the ")
        .figure(
            &key("votesNeeded"),
            figures.votes_needed,
            plain(figures.votes_needed),
        )
        .say(" votes that make a regime. ");
    let sentence = match figures.exceeded.past_break_even {
        None => sentence.say("There is no layer of VIX calls or futures to exceed"),
        Some(_) if figures.exceeded.holds => sentence.say("The expansion exceeds the first two layers"),
        Some(_) => sentence.say("The expansion does not exceed the first two layers"),
    };
    sentence
        .say(". By document 000’s table: ")
        .say(decided(figures.decision))
        .say(". That is its rule with your facts, not a forecast.")
}

/// A break-even range as "6,640.12 to 7,486.30".
fn range(sentence: Sentence, place: usize, change: &ChangeFigures) -> Sentence {
    let (Some(lower), Some(upper)) = (change.lower, change.upper) else {
        return sentence.say("; no pair of break-evens is left");
    };
    sentence
        .say("; it breaks even at ")
        .figure(&key(&format!("changes[{place}].lower")), lower, number(lower, 0))
        .say(" and ")
        .figure(&key(&format!("changes[{place}].upper")), upper, number(upper, 0))
}

fn proposal(figures: &ExpansionSystem, plan: &Plan) -> Option<Sentence> {
    let typed = &plan.systems().expansion;
    let (place, change) = (figures.chosen, figures.changes.get(figures.chosen)?);
    let at = |name: &str| format!("changes[{place}].{name}");
    let cash = change.cash?;
    let mut sentence = Sentence::new().say(&title(change.id, typed));
    if change.id == Adjustment::Hold.id() {
        sentence = sentence.say(": nothing is traded");
    } else {
        sentence = sentence.say(if cash < Usd::ZERO { ": pays " } else { ": brings " });
        sentence = amount(sentence, &at("cash"), cash).say(" and takes ");
        sentence = amount(sentence, &at("costs"), change.costs?).say(" in fees and slippage");
    }
    if let Some(lost) = change.most_lost {
        sentence = amount(sentence.say("; at most "), &at("mostLost"), lost).say(" can be lost");
        let held = figures.changes.first().and_then(|hold| hold.most_lost);
        if let (Some(held), true) = (held, place > 0) {
            sentence = amount(sentence.say(", held as it is "), "changes[0].mostLost", held);
        }
    }
    Some(ending(range(sentence, place, change), place, change, figures))
}

fn ending(sentence: Sentence, place: usize, change: &ChangeFigures, figures: &ExpansionSystem) -> Sentence {
    let at = |name: &str| format!("changes[{place}].{name}");
    let Some(profit) = change.profit else {
        return sentence.say(".");
    };
    let sentence = sentence
        .say(". In the ending below it ")
        .say(if profit < Usd::ZERO { "loses " } else { "earns " });
    let sentence = amount(sentence, &at("profit"), profit);
    let sentence = match change.simple_return {
        Some(simple) => sentence
            .say(", ")
            .figure(&key(&at("simpleReturn")), simple, percent(simple))
            .say(" on what is tied up"),
        None => sentence,
    };
    let meets = if change.meets_target {
        ", which meets"
    } else {
        ", which misses"
    };
    let _ = figures;
    sentence.say(meets).say(" the target.")
}

fn roll(figures: &ExpansionSystem, plan: &Plan) -> Option<Sentence> {
    let place = figures.changes.iter().position(|change| {
        change.id == Adjustment::RollAll.id() || change.id == Adjustment::RollCondor.id()
    })?;
    let all = figures
        .changes
        .iter()
        .position(|change| change.id == Adjustment::RollAll.id() && change.why_not.is_empty());
    let place = all.unwrap_or(place);
    let change = figures.changes.get(place).filter(|_| place != figures.chosen)?;
    let (cash, realised) = (change.cash?, change.realised?);
    let at = |name: &str| format!("changes[{place}].{name}");
    let sentence = Sentence::new()
        .say("To roll instead (")
        .say(&title(change.id, &plan.systems().expansion).to_lowercase())
        .say(if cash < Usd::ZERO { ") pays " } else { ") brings " });
    let sentence = amount(sentence, &at("cash"), cash).say(if realised < Usd::ZERO {
        " and realises a loss of "
    } else {
        " and realises a gain of "
    });
    let sentence = amount(sentence, &at("realised"), realised);
    let sentence = match change.most_lost {
        Some(lost) => {
            amount(sentence.say("; from the start, "), &at("mostLost"), lost).say(" can then be lost")
        }
        None => sentence,
    };
    Some(sentence.say(". A loss that is realised is not won back by the credit of the next condor."))
}

fn fitted(figures: &ExpansionSystem, plan: &Plan) -> Option<Sentence> {
    let (fit, typed) = (&figures.fit, &plan.systems().expansion);
    let held = fit.held?;
    let target = percent(typed.target_irr / 100.0);
    let sentence = Sentence::new().say(&title(fit.change, typed)).say(&format!(
        ": to return {target} a year in that ending, layer {} ",
        plain(fit.layer)
    ));
    let sentence = match (fit.reading, fit.contracts) {
        ("atMost", Some(contracts)) => sentence
            .say("can hold at most ")
            .figure(&key("fit.contracts"), contracts, number(contracts, 0))
            .say(" contracts"),
        ("atLeast", Some(contracts)) => sentence
            .say("must hold at least ")
            .figure(&key("fit.contracts"), contracts, number(contracts, 0))
            .say(" contracts"),
        ("any", _) => {
            return Some(
                held_now(
                    sentence.say("can hold any number: each one more earns there"),
                    held,
                )
                .say("."),
            );
        }
        _ => return Some(held_now(sentence.say("has no number of contracts that does"), held).say(".")),
    };
    let sentence = held_now(sentence, held);
    Some(match fit.offset {
        Some(offset) => sentence
            .say("; with them the hedge returns ")
            .figure(&key("fit.offset"), offset, percent(offset))
            .say(" of what a further move costs the condor."),
        None => sentence.say("."),
    })
}

fn held_now(sentence: Sentence, held: f64) -> Sentence {
    sentence
        .say(" (now ")
        .figure(&key("fit.held"), held, number(held, 0))
        .say(")")
}

fn purse(figures: &ExpansionSystem) -> Sentence {
    let credit = &figures.credit;
    let sentence = amount(
        Sentence::new().say("Of the credit of "),
        "credit.credit",
        credit.credit,
    )
    .say(", ");
    let sentence = sentence
        .figure(&key("credit.kept"), credit.kept.get(), dollars(credit.kept.get()))
        .say(" is left after fees and hedge. ");
    let change = figures.changes.get(figures.chosen);
    let Some((drawn, short, left)) =
        change.and_then(|change| Some((change.drawn?, change.engine_short?, change.engine_left?)))
    else {
        return sentence;
    };
    let at = |name: &str| format!("changes[{}].{name}", figures.chosen);
    let sentence = if drawn == Usd::ZERO && short == Usd::ZERO {
        sentence.say("This change takes nothing from the Second Engine, and ")
    } else {
        amount(sentence.say("The Second Engine pays "), &at("drawn"), drawn).say(" for this change, and ")
    };
    let sentence = amount(sentence, &at("engineLeft"), left).say(" stays in it");
    let sentence = if short > Usd::ZERO {
        amount(sentence.say("; it is "), &at("engineShort"), short)
            .say(" short, which comes out of the credit after all")
    } else {
        sentence.say(": the credit stays whole")
    };
    sentence.say(". Whoever pays, the result is the same.")
}
