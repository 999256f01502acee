//! How a sudden expansion of volatility is shown.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::ExpansionSystem;
use super::answer::{answer, key};
use super::words::{decided, of_layer, title};
use crate::format::{count, dollars, number, percent, percent_1, plain};
use crate::panel::{Action, Cell, Format, Item, List, Panel, Row, State, Table};
use crate::plan::Plan;
use crate::regime::{Decision, Diagnosis, Reading};
use crate::sentence::Sentence;
use crate::units::Usd;

const DOCUMENT: &str = "Document 000";
const MODEL: &str = "This page’s model";

pub(super) fn panel(figures: &ExpansionSystem, plan: &Plan) -> Panel {
    Panel {
        answer: answer(figures, plan),
        charts: Vec::new(),
        tables: Vec::from([
            sides(),
            layers(plan),
            break_evens(figures),
            changes(figures, plan, &COST),
            changes(figures, plan, &RISK),
            changes(figures, plan, &RETURN),
            fit(),
            credit(),
            fair(),
            blend(figures),
        ]),
        lists: Vec::from([evidence(figures, plan), decision(figures)]),
        notes: notes(figures, plan),
        actions: actions(figures),
        ..Panel::default()
    }
}

fn sides() -> Table {
    let row = |title: &str, name: &str, format| {
        Row::new(
            title,
            [
                Cell::figure(key(&format!("before.{name}")), format),
                Cell::figure(key(&format!("after.{name}")), format),
            ],
        )
    };
    let maybe = |title: &str, name: &str, format, why| {
        Row::new(
            title,
            [
                Cell::maybe(key(&format!("before.{name}")), format, why),
                Cell::maybe(key(&format!("after.{name}")), format, why),
            ],
        )
    };
    Table {
        id: "sides",
        title: "Before and after",
        help: "The position today, and in the what-if’s market with nothing traded.",
        source: MODEL,
        head: Vec::from(["", "Before", "After"]),
        rows: Vec::from([
            row("SPX", "spx", Format::Spx),
            row("VIX", "vix", Format::Vix),
            row("Days from now", "day", Format::Days),
            maybe(
                "SPX vol at the condor’s expiry",
                "atm",
                Format::Percent,
                "The condor has expired.",
            ),
            row("Condor, since it was sold", "condor", Format::Pl),
            row("Hedge, since it was bought", "hedge", Format::Pl),
            row("Together", "total", Format::Pl),
            row("Dollars per SPX point", "greeks.delta", Format::Cents),
            row("Change of that per SPX point", "greeks.gamma", Format::Cents),
            row("Over the next day", "greeks.theta", Format::Pl),
            row("Condor per point of SPX vol", "greeks.vega", Format::Pl),
            row("Dollars per VIX point", "greeks.perVixPoint", Format::Pl),
            row("Of that, the hedge", "greeks.hedgePerVixPoint", Format::Pl),
            maybe(
                "Share of the condor’s answer to VIX taken away",
                "neutralised",
                Format::Percent,
                "It has none.",
            ),
            maybe(
                "Chance that the condor ends in profit",
                "probabilityOfProfit",
                Format::Percent,
                "It has no pair of break-evens, or has expired.",
            ),
            maybe(
                "At a loss below, that day",
                "lower",
                Format::Level,
                "It loses at every level looked at, or at none.",
            ),
            maybe(
                "At a loss above, that day",
                "upper",
                Format::Level,
                "It loses at every level looked at, or at none.",
            ),
            row("Beta on the capital", "beta", Format::Ratio),
            row("Swing of the account, a year", "swing", Format::Percent),
            row("Of the condor alone", "swingAlone", Format::Percent),
        ]),
    }
}

fn layers(plan: &Plan) -> Table {
    let rows = plan.package().layers.iter().enumerate().map(|(index, layer)| {
        let at = |name: &str| key(&format!("layers[{index}].{name}"));
        Row::new(
            of_layer(layer),
            [
                Cell::figure(at("price[0]"), Format::Points),
                Cell::figure(at("price[1]"), Format::Points),
                Cell::figure(at("timeValue[0]"), Format::Points),
                Cell::figure(at("timeValue[1]"), Format::Points),
                Cell::figure(at("forward[0]"), Format::Level),
                Cell::figure(at("forward[1]"), Format::Level),
                Cell::maybe(at("breakEvenFuture"), Format::Vix, "It is no VIX product."),
                Cell::figure(at("perVixPoint[0]"), Format::Pl),
                Cell::figure(at("perVixPoint[1]"), Format::Pl),
                Cell::figure(at("theta[0]"), Format::Pl),
                Cell::figure(at("theta[1]"), Format::Pl),
                Cell::figure(at("gain"), Format::Pl),
                Cell::maybe(
                    at("paidPerDollar"),
                    Format::Ratio,
                    "Nothing is paid for a future, or it is worthless then.",
                ),
                Cell::maybe(at("carryPoints"), Format::Small, "It does not answer to VIX."),
            ],
        )
    });
    Table {
        id: "layers",
        title: "Each layer, before and after",
        help: "Price to cash flow means nothing for an option. In its place: what was paid for each dollar the layer is worth once \
               volatility has expanded, and the points VIX must rise each day to pay for its carry.",
        source: "Document 000’s layer diagnostics; the two ratios are ours",
        head: Vec::from([
            "",
            "Price before",
            "Price after",
            "Time value before",
            "Time value after",
            "Future before",
            "Future after",
            "Break-even at settlement",
            "$ per VIX point before",
            "$ per VIX point after",
            "A day, before",
            "A day, after",
            "Gain",
            "Paid per dollar after",
            "VIX points a day for carry",
        ]),
        rows: rows.collect(),
    }
}

fn break_evens(figures: &ExpansionSystem) -> Table {
    let why = "It gains nothing between the shorts, or loses nowhere looked at.";
    let rows = figures.break_evens.iter().enumerate().map(|(index, on)| {
        Row::new(
            format!("Day {}", plain(on.day)),
            [
                Cell::maybe(key(&format!("breakEvens[{index}].lower")), Format::Level, why),
                Cell::maybe(key(&format!("breakEvens[{index}].upper")), Format::Level, why),
            ],
        )
    });
    Table {
        id: "break-evens",
        title: "Break-evens across all layers, nothing traded",
        help: "On the days the next layers settle and at the condor’s expiry, VIX on the line from today. The way there goes \
               through the expansion, so layers that settle on the way are paid on that way.",
        source: MODEL,
        head: Vec::from(["", "Lower", "Upper"]),
        rows: rows.collect(),
    }
}

/// A table of all changes by some of their figures.
struct Shown {
    id: &'static str,
    title: &'static str,
    help: &'static str,
    source: &'static str,
    /// Whether a column says what is held.
    holding: bool,
    /// Heading, figure, format, and why it may be missing where it can be made.
    figures: &'static [(&'static str, &'static str, Format, &'static str)],
}

const THERE: &str = "The change cannot be made.";

const COST: Shown = Shown {
    id: "changes",
    title: "What each change takes",
    help: "All trades at the model’s prices of the expanded market. The most that can be lost is a bound, counted from the very \
           start: the wider side at full width, options worthless, futures at VIX 9.",
    source: "Document 000 names the changes; how far they go is typed below",
    holding: true,
    figures: &[
        ("Debit or credit", "cash", Format::Pl, THERE),
        ("Fees, slippage", "costs", Format::Usd, THERE),
        (
            "Realised",
            "realised",
            Format::Pl,
            "Only one leg of each spread is closed, or the change cannot be made.",
        ),
        (
            "Most it can lose",
            "mostLost",
            Format::Usd,
            "Something sold has no limit, or the change cannot be made.",
        ),
        (
            "Condor alone, lower",
            "aloneLower",
            Format::Level,
            "The credit left is no pair of break-evens.",
        ),
        (
            "Condor alone, upper",
            "aloneUpper",
            Format::Level,
            "The credit left is no pair of break-evens.",
        ),
        (
            "With hedge, lower",
            "lower",
            Format::Level,
            "It gains nothing between the shorts, or loses nowhere looked at.",
        ),
        (
            "With hedge, upper",
            "upper",
            Format::Level,
            "It gains nothing between the shorts, or loses nowhere looked at.",
        ),
    ],
};

const RISK: Shown = Shown {
    id: "changes-risk",
    title: "How each change answers from there",
    help: "Dollars for small moves from the expanded market, and what the hedge returns of the condor’s loss in the further move.",
    source: MODEL,
    holding: false,
    figures: &[
        ("Per SPX point", "delta", Format::Cents, THERE),
        ("Change of that", "gamma", Format::Cents, THERE),
        ("Over a day", "theta", Format::Pl, THERE),
        ("Per point of SPX vol", "vega", Format::Pl, THERE),
        ("Per VIX point", "perVixPoint", Format::Pl, THERE),
        ("Beta", "beta", Format::Ratio, THERE),
        ("Further move", "further", Format::Pl, THERE),
        (
            "Offset in it",
            "offset",
            Format::Percent,
            "The condor does not lose in it.",
        ),
    ],
};

const RETURN: Shown = Shown {
    id: "changes-return",
    title: "What each change returns, and who pays",
    help: "Every flow from the first day on, margin included, until the condor settles at the ending you type: by default SPX \
           where the expansion left it, VIX back where it is today. Read the simple return before the yearly one.",
    source: "Target: the publisher’s pages; the ending is ours",
    holding: false,
    figures: &[
        ("Profit", "profit", Format::Pl, THERE),
        (
            "Simple return",
            "simpleReturn",
            Format::Move,
            "Nothing is ever tied up.",
        ),
        ("Sign changes", "signChanges", Format::Count, THERE),
        (
            "IRR, a year",
            "irr",
            Format::Move,
            "There is none, or more than one, or it is above 10,000 % a year.",
        ),
        (
            "Modified, a year",
            "mirr",
            Format::Move,
            "Nothing is paid, nothing comes in, or it is above 10,000 % a year.",
        ),
        ("Second Engine pays", "drawn", Format::Usd, THERE),
        ("Left in it", "engineLeft", Format::Usd, THERE),
        ("Short", "engineShort", Format::Usd, THERE),
        ("Its interest", "interest", Format::Cents, THERE),
        ("Credit left if it paid", "creditLeft", Format::Pl, THERE),
        (
            "Quick ratio",
            "quickRatio",
            Format::Ratio,
            "Neither the change nor a further move claims anything.",
        ),
    ],
};

fn changes(figures: &ExpansionSystem, plan: &Plan, shown: &Shown) -> Table {
    let mut head = Vec::from([""]);
    if shown.holding {
        head.push("Then held");
    }
    head.extend(shown.figures.iter().map(|column| column.0));
    let rows = figures.changes.iter().enumerate().map(|(place, change)| {
        let mut cells = Vec::new();
        if shown.holding {
            cells.push(Cell::words(if change.why_not.is_empty() {
                &change.holding
            } else {
                change.why_not
            }));
        }
        let made = change.why_not.is_empty();
        cells.extend(shown.figures.iter().map(|(_, name, format, why)| {
            let key = key(&format!("changes[{place}].{name}"));
            if made && *why == THERE {
                Cell::figure(key, *format)
            } else {
                Cell::maybe(key, *format, why)
            }
        }));
        let row = Row::new(title(change.id, &plan.systems().expansion), cells);
        if place == figures.chosen {
            row.state(State::Fires)
        } else {
            row
        }
    });
    Table {
        id: shown.id,
        title: shown.title,
        help: shown.help,
        source: shown.source,
        head,
        rows: rows.collect(),
    }
}

fn fit() -> Table {
    let why = "There is no such layer then, it has settled, or no number does.";
    let row = |title: &str, name: &str, format| {
        Row::new(title, [Cell::maybe(key(&format!("fit.{name}")), format, why)])
    };
    Table {
        id: "fit",
        title: "Contracts that keep the target return",
        help: "One layer’s contracts varied after the change you pick, whole ones only, the difference traded at the model’s price.",
        source: DOCUMENT,
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            Row::new(
                "Layer, as listed after the change",
                [Cell::figure(key("fit.layer"), Format::Count)],
            ),
            row("Contracts held", "held", Format::Count),
            row("Contracts at the target", "contracts", Format::Count),
            row("IRR with them, a year", "irr", Format::Move),
            row("IRR one contract beyond", "irrBeyond", Format::Move),
            row("Offset in the further move", "offset", Format::Percent),
        ]),
    }
}

fn credit() -> Table {
    let row =
        |title: &str, name: &str| Row::new(title, [Cell::figure(key(&format!("credit.{name}")), Format::Pl)]);
    Table {
        id: "credit",
        title: "Does the credit stay whole?",
        help: "Changes are paid out of the Second Engine, a purse of its own. The credit is whole while that lasts; what it would \
               be had it paid itself stands below.",
        source: "Document 000",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Credit", "credit"),
            row("Fees and hedge", "spent"),
            row("Left of it", "kept"),
            row("Earlier changes, paid by the purse", "drawn"),
            row("Left of it had it paid those", "ifItPaid"),
        ]),
    }
}

fn fair() -> Table {
    let row = |title: &str, name: &str| {
        Row::new(
            title,
            [Cell::maybe(
                key(&format!("fair.{name}")),
                Format::Spx,
                "Dividends grow as fast as what is required of them, or faster.",
            )],
        )
    };
    Table {
        id: "fair",
        title: "Levels people call fair",
        help: "The inward roll is centred on the one you pick. Gordon’s value is context at best: half a percent of growth moves it \
               by as much as a crash.",
        source: "Document 000: a P/E-implied fair value; dividend discount",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Forward to the condor’s expiry", "forward"),
            row("Earnings x multiple", "earnings"),
            row("Gordon’s dividend value", "gordon"),
            row("With dividends growing half a percent faster", "gordonFaster"),
            row("Used", "used").state(State::Fires),
        ]),
    }
}

fn blend(figures: &ExpansionSystem) -> Table {
    let rows = if figures.blend.is_some() {
        let row = |title: &str, name: &str, format| {
            Row::new(title, [Cell::figure(key(&format!("blend.{name}")), format)])
        };
        Vec::from([
            row("Nearer future, days from now", "near", Format::Days),
            row("Farther one", "far", Format::Days),
            row("Share of the nearer", "nearShare", Format::Percent),
            row("Level", "level", Format::Future),
            Row::new(
                "Roll yield a day",
                [Cell::maybe(
                    key("blend.rollYield"),
                    Format::Move,
                    "The two settle on one day.",
                )],
            ),
        ])
    } else {
        Vec::from([Row::new(
            "Two quoted futures",
            [Cell::words("Fewer still run then.")],
        )])
    };
    Table {
        id: "blend",
        title: "A 30-day blend of two futures",
        help: "What products on short-term VIX futures hold (VXX is one): shares of two futures that keep a mean maturity of 30 days. \
               A product adds its fee, and trades part of itself every day.",
        source: "S&P 500 VIX Short-Term Futures Index; computed from your curve",
        head: Vec::from(["", "After"]),
        rows,
    }
}

fn evidence(figures: &ExpansionSystem, plan: &Plan) -> List {
    let typed = &plan.systems().expansion;
    let items = figures.evidence.iter().enumerate().map(|(index, fact)| {
        let what = match fact.id {
            "cpi" => format!(
                "CPI: two prints within {} points of %",
                plain(typed.print_tolerance)
            ),
            "ppi" => format!(
                "PPI: two prints within {} points of %",
                plain(typed.print_tolerance)
            ),
            "curve" => format!(
                "VIX curve: nearest future over the second by more than {} %",
                plain(typed.inverted_by)
            ),
            "rsiSpx" => format!("RSI of SPX below {}", plain(typed.rsi_spx_weak)),
            "rsiVix" => format!("RSI of VIX above {}", plain(typed.rsi_vix_high)),
            "macdVix" => String::from("MACD of VIX above its signal"),
            "reer" => String::from("Currency stress, your flag"),
            "rotation" => String::from("Sector rotation, your flag"),
            _ => String::from("GDP revised, your flag"),
        };
        let flag = matches!(fact.id, "reer" | "rotation" | "gdp");
        let says = match fact.reading {
            Reading::Isolated if flag => ": not raised, ",
            Reading::Persistent => ": speaks for a regime, ",
            Reading::Isolated => ": speaks for an isolated spike, ",
            Reading::Unknown => ": not known, ",
        };
        let votes = format!(
            "{} {}",
            plain(fact.weight),
            if fact.weight == 1.0 { "vote" } else { "votes" }
        );
        let mut sentence = Sentence::new().say(&what);
        if let (Some(inversion), "curve") = (figures.inversion, fact.id) {
            sentence = sentence
                .say(" (it is ")
                .figure(&key("inversion"), inversion, percent_1(inversion))
                .say(")");
        }
        Item {
            parts: sentence
                .say(says)
                .figure(&key(&format!("evidence[{index}].weight")), fact.weight, votes)
                .say(".")
                .parts(),
            source: if flag {
                "Document 000; no tested link"
            } else {
                DOCUMENT
            },
            state: match fact.reading {
                Reading::Persistent if fact.weight > 0.0 => State::Fires,
                _ => State::Plain,
            },
        }
    });
    List {
        id: "evidence",
        title: "Spike or regime: what speaks for which",
        help: "Each fact is shown with what it says and how many votes it has; the page never fills one in for you.",
        items: items.collect(),
    }
}

fn decision(figures: &ExpansionSystem) -> List {
    let diagnosis = Diagnosis {
        expanded: figures.after.vix > figures.before.vix,
        persistent: figures.votes >= figures.votes_needed,
        exceeded: figures.exceeded.holds,
        loses: figures.after.total < Usd::ZERO,
    };
    let mut items: Vec<Item> = diagnosis
        .rules()
        .into_iter()
        .map(|rule| Item {
            parts: Sentence::new()
                .say(&format!("If {}: {}.", rule.when, decided(rule.then)))
                .parts(),
            source: DOCUMENT,
            state: if rule.fires { State::Fires } else { State::Plain },
        })
        .collect();
    if let Some(past) = figures.exceeded.past_break_even {
        let sentence = Sentence::new()
            .say("First two layers: the closer future stands ")
            .figure(&key("exceeded.pastBreakEven"), past, number(past.abs(), 2))
            .say(if past > 0.0 {
                " points past its break-even; they gain "
            } else {
                " points short of its break-even; they gain "
            })
            .figure(
                &key("exceeded.gain"),
                figures.exceeded.gain.get(),
                dollars(figures.exceeded.gain.get()),
            )
            .say(if figures.exceeded.loss {
                ", less than the condor loses."
            } else {
                ", which covers what the condor loses."
            });
        items.push(Item {
            parts: sentence.parts(),
            source: "Both readings are ours",
            state: State::Plain,
        });
    }
    List {
        id: "decision",
        title: "The decision table",
        help: "The first line that holds decides.",
        items,
    }
}

fn actions(figures: &ExpansionSystem) -> Vec<Action> {
    let there = figures.there.iter();
    there
        .map(|link| Action {
            title: String::from("Make the expanded market today’s, the position as it is"),
            link: link.clone(),
        })
        .collect()
}

fn notes(figures: &ExpansionSystem, plan: &Plan) -> Vec<String> {
    let typed = &plan.systems().expansion;
    let mut notes = Vec::new();
    let known = figures
        .evidence
        .iter()
        .filter(|fact| fact.reading != Reading::Unknown && fact.weight > 0.0)
        .count();
    if known < 3 {
        notes.push(format!(
            "Only {} of the facts {} known: type CPI, PPI, RSI and MACD before you trust the verdict.",
            count(u32::try_from(known).unwrap_or(u32::MAX)),
            if known == 1 { "is" } else { "are" }
        ));
    }
    if figures.inversion.is_some_and(|share| share > 0.0) {
        notes.push(String::from(
            "The VIX curve is inverted in the what-if. That says stress now; the market expects VIX to come down, so take it for a \
             regime with care.",
        ));
    }
    let cap = typed.vol_cap / 100.0;
    let after = &figures.after;
    if after.swing > cap {
        notes.push(format!(
            "Once volatility has expanded the account swings by {} a year at its one-day pace, over the {} you allow; the condor \
             alone would by {}.",
            percent(after.swing),
            percent(cap),
            percent(after.swing_alone)
        ));
    } else if after.swing > after.swing_alone {
        notes.push(String::from(
            "The hedge makes the account swing more than the condor alone would.",
        ));
    }
    if figures.decision == Decision::AdjustWings {
        notes.push(String::from(
            "Of the changes at the wings, the one marked meets the target where one does, and leaves the least to lose.",
        ));
    }
    let floor = plan.systems().money.liquidity_floor;
    let chosen = figures.changes.get(figures.chosen);
    if let Some(ratio) = chosen
        .and_then(|change| change.quick_ratio)
        .filter(|ratio| *ratio < floor)
    {
        notes.push(format!(
            "What can be paid at once is {} times what this change and a further move may claim, below the {} you ask for.",
            number(ratio, 2),
            plain(floor)
        ));
    }
    if plan.mark().is_some() {
        notes.push(String::from(
            "For a condor opened earlier, what closing single legs realises is counted from today’s model prices: what each leg \
             brought is not known.",
        ));
    }
    if plan.package().layers.iter().any(|layer| layer.contracts() < 0.0) {
        notes.push(String::from(
            "Margin of options sold in the hedge is not counted in what is tied up.",
        ));
    }
    notes
}
