//! The words and tables of the three layers around a day.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{AtRisk, Candidate, MULTIPLES, OneDaySystem, TIERS, base, is_event, is_mini, taken};
use crate::format::{count, dollars, number, percent, percent_1, plain};
use crate::inputs::systems::one_day::{EVENT_LABELS, EVENTS, OneDay};
use crate::panel::{Cell, Format, Item, List, Panel, Row, State, Table};
use crate::plan::Plan;
use crate::sentence::{Part, Sentence};
use crate::session::ClockTime;

const NO_STRIKES: &str = "SPX has no strikes there.";
const NO_LOSS: &str = "The condors do not lose in the what-if, or the future does not gain.";
const NOT_ONE_DAY: &str = "Records of daily closes speak of condors of one day, within three expected moves.";

/// A figure's path in the report.
fn at(name: &str) -> String {
    format!("system.oneDay.{name}")
}

pub(super) fn panel(of: &OneDaySystem, plan: &Plan) -> Panel {
    let typed = &plan.systems().one_day;
    Panel {
        answer: answer(of, plan, typed),
        tables: Vec::from([
            moves(typed),
            layer_one(),
            by_the_clock(of),
            layer_two(of, typed),
            layer_three(of),
            across(of),
            levels(of),
            caps(of),
            costs(),
        ]),
        lists: Vec::from([rules(of, typed)]),
        notes: notes(of, plan),
        actions: taken::actions(of, plan),
        ..Panel::default()
    }
}

fn answer(of: &OneDaySystem, plan: &Plan, typed: &OneDay) -> Vec<Vec<Part>> {
    [
        on_layer_one(of, plan, typed),
        on_layer_two(of, plan, typed),
        on_layer_three(of, typed),
        on_levels(of),
        on_costs(of),
    ]
    .map(Sentence::parts)
    .to_vec()
}

fn on_layer_one(of: &OneDaySystem, plan: &Plan, typed: &OneDay) -> Sentence {
    let (mine, rule) = (&of.base[0], &of.base[1]);
    let condor = &plan.package().condor;
    let multiple = |name: &str, value: Option<f64>, sentence: Sentence| {
        let value = value.unwrap_or_default();
        sentence.figure(&at(name), value, number(value, 2))
    };
    let sentence = Sentence::new()
        .say("SPX is expected to move ")
        .figure(&at("moves.day"), of.moves.day, number(of.moves.day, 1))
        .say(" points in a day and ")
        .figure(
            &at("moves.toExpiry"),
            of.moves.to_expiry,
            number(of.moves.to_expiry, 1),
        )
        .say(" to the condor\u{2019}s settlement. Your short strikes stand ");
    let sentence = multiple("base[0].below", mine.below, sentence).say(" of these moves below SPX and ");
    let sentence = multiple("base[0].above", mine.above, sentence).say(" above it");
    let sentence = match (rule.put, rule.call, rule.credit) {
        (Some(put), Some(call), Some(credit)) => sentence
            .say(&format!("; {} moves out lie ", plain(typed.shorts_at)))
            .figure(&at("base[1].put"), put, number(put, 0))
            .say(" and ")
            .figure(&at("base[1].call"), call, number(call, 0))
            .say(", where the model pays ")
            .figure(&at("base[1].credit"), credit, number(credit, 2))
            .say(" points"),
        _ => sentence.say(&format!(
            "; SPX has no strikes {} moves out",
            plain(typed.shorts_at)
        )),
    };
    let tier = base::nearest_tier(condor.credit);
    sentence
        .say(&format!(". Of the credit tiers, {} at ", tier.name))
        .figure(&at("tier"), of.tier, number(of.tier, 2))
        .say(&format!(" is nearest to your {}.", number(condor.credit, 2)))
}

fn futures_words(typed: &OneDay, contracts: u32) -> String {
    let name = if is_mini(typed) {
        "Mini VIX future"
    } else {
        "VIX future"
    };
    let plural = if contracts == 1 { "" } else { "s" };
    format!("{name}{plural}")
}

fn on_layer_two(of: &OneDaySystem, plan: &Plan, typed: &OneDay) -> Sentence {
    let pivot = &of.pivot;
    let opening = if pivot.is_on {
        "Layer two is on: "
    } else {
        "Layer two is off: "
    };
    let what_if = plan.what_if();
    let sentence = Sentence::new()
        .say(opening)
        .say("today\u{2019}s range is ")
        .figure(
            &at("pivot.rangeShare"),
            pivot.range_share,
            percent(pivot.range_share),
        )
        .say(" of the expected move. With SPX at ")
        .say(&number(what_if.spx, 0))
        .say(" and VIX at ")
        .say(&number(what_if.vix, 2));
    let (Some(loss), Some(exact), Some(share)) = (pivot.loss, pivot.exact, pivot.share) else {
        return if pivot.loss.is_some() {
            sentence.say(" a VIX future does not gain, so none can offset the condors\u{2019} loss.")
        } else {
            sentence.say(" the condors do not lose, so there is nothing to offset.")
        };
    };
    sentence
        .say(" the condors lose ")
        .figure(&at("pivot.loss"), loss, dollars(loss))
        .say(&format!(
            "; to offset {}\u{a0}% of that takes ",
            plain(typed.pivot_share)
        ))
        .figure(&at("pivot.exact"), exact, number(exact, 2))
        .say(&format!(
            " {}, signals counted. Whole and within the cap it is ",
            futures_words(typed, 0)
        ))
        .figure(&at("pivot.ifOn"), f64::from(pivot.if_on), count(pivot.if_on))
        .say(if pivot.is_on {
            ", which offsets "
        } else {
            ", which would offset "
        })
        .figure(&at("pivot.share"), share, percent(share))
        .say(" of it there.")
}

fn on_layer_three(of: &OneDaySystem, typed: &OneDay) -> Sentence {
    let Some(tail) = &of.tail else {
        return Sentence::new()
            .say("Layer three has no strikes as far down as ")
            .figure(&at("moves.toExpiry"), of.moves.to_expiry, plain(typed.tail_at))
            .say(" expected moves.");
    };
    let sentence = if is_event(typed) {
        Sentence::new().say(&format!("Layer three is on for the {}: ", event(typed)))
    } else {
        Sentence::new().say("Layer three is off, since no announcement is ahead; with one it would be ")
    };
    let cost = tail.cost_each.get() * f64::from(tail.if_on);
    sentence
        .figure(&at("tail.ifOn"), f64::from(tail.if_on), count(tail.if_on))
        .say(" put spreads ")
        .figure(&at("tail.upper"), tail.upper, number(tail.upper, 0))
        .say("/")
        .figure(&at("tail.lower"), tail.lower, number(tail.lower, 0))
        .say(" at ")
        .figure(
            &at("tail.costEach"),
            tail.cost_each.get(),
            dollars(tail.cost_each.get()),
        )
        .say(&format!(" each, {} together, which pay at most ", dollars(cost)))
        .figure(
            &at("tail.paysAtMost"),
            tail.pays_at_most.get(),
            dollars(tail.pays_at_most.get()),
        )
        .say(".")
}

/// The announcement ahead, as in a sentence.
fn event(typed: &OneDay) -> &'static str {
    EVENTS
        .iter()
        .position(|event| *event == typed.tail_event)
        .and_then(|place| EVENT_LABELS.get(place))
        .copied()
        .unwrap_or_default()
}

fn on_levels(of: &OneDaySystem) -> Sentence {
    let sentence = Sentence::new().say("At expiry the condors alone break even ");
    let sentence = listed(sentence, "breakEven.condor", &of.break_even.condor)
        .say("; the whole structure, VIX on the line, ");
    let sentence = listed(sentence, "breakEven.structure", &of.break_even.structure)
        .say("; with layers two and three worthless ");
    listed(
        sentence,
        "breakEven.layersWorthless",
        &of.break_even.layers_worthless,
    )
    .say(".")
}

/// "at 7,039.00 and 7,241.00", or "nowhere".
fn listed(sentence: Sentence, name: &str, levels: &[f64]) -> Sentence {
    if levels.is_empty() {
        return sentence.say("nowhere");
    }
    let mut sentence = sentence.say("at ");
    for (index, &level) in levels.iter().enumerate() {
        let joint = match index {
            0 => "",
            _ if index + 1 == levels.len() => " and ",
            _ => ", ",
        };
        sentence = sentence
            .say(joint)
            .figure(&at(&format!("{name}[{index}]")), level, number(level, 2));
    }
    sentence
}

fn on_costs(of: &OneDaySystem) -> Sentence {
    Sentence::new()
        .say("If nothing happens the layers that are on cost ")
        .figure(&at("cost.life"), of.cost.life, percent_1(of.cost.life))
        .say(
            " of the credit over the condor\u{2019}s life, and the most it can earn on its margin goes from ",
        )
        .figure(&at("returnAlone"), of.return_alone, percent_1(of.return_alone))
        .say(" to ")
        .figure(
            &at("returnWithLayers"),
            of.return_with_layers,
            percent_1(of.return_with_layers),
        )
        .say(".")
}

fn moves(typed: &OneDay) -> Table {
    let row = |title: &str, name: &str| Row::new(title, [Cell::figure(at(name), Format::Points)]);
    let by_blend = typed.move_rule != "vix";
    let chosen = |row: Row, is: bool| if is { row.state(State::Fires) } else { row };
    let figure = |title: &str, name: &str, format| Row::new(title, [Cell::figure(at(name), format)]);
    Table {
        id: "moves",
        title: "Expected move",
        help: "One standard deviation in index points. The chosen rule, times the factor, is the one used below. The last \
               session of a day holds 64 % of its variance, so time is counted on that clock.",
        source: "VIX / sqrt(252) and blends: answer pages. Records: SPX and VIX closes, 2004-2026",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            chosen(row("A day by VIX / \u{221a}252", "moves.vixRule"), !by_blend),
            chosen(
                row("A day by the blend with realised vol", "moves.blend"),
                by_blend,
            ),
            row("A day, with the factor", "moves.day"),
            figure("The same as a share of SPX", "moves.dayShare", Format::Percent),
            row("To the condor\u{2019}s settlement", "moves.toExpiry"),
            row(
                "To settlement at the vol the condor\u{2019}s price implies",
                "moves.byPrice",
            ),
            row("A day, as recorded beside the VIX rule", "moves.recorded"),
            row("A day at the cone\u{2019}s low vol", "moves.cone[0]"),
            row("A day at its middle", "moves.cone[1]"),
            row("A day at its high", "moves.cone[2]"),
            figure(
                "Days on record with a lower realised vol",
                "moves.realisedRank",
                Format::Percent,
            ),
            figure(
                "Closes since 1990 with a lower VIX",
                "moves.vixRank",
                Format::Percent,
            ),
            row("Hours left by the clock", "clock.hours"),
            row("Hours of trading among them", "clock.tradingHours"),
            row("Days of variance left", "clock.varianceDays"),
        ]),
    }
}

fn layer_one() -> Table {
    let tier = |index: usize| {
        format!(
            "{} tier, {} points",
            TIERS[index].name,
            number(TIERS[index].credit, 2)
        )
    };
    let titles = [
        String::from("Your condor"),
        String::from("At the expected move"),
        String::from("At the fixed delta"),
        tier(0),
        tier(1),
        tier(2),
    ];
    let rows = titles.into_iter().enumerate().map(|(index, title)| {
        let cell = |name: &str, format, why| Cell::maybe(at(&format!("base[{index}].{name}")), format, why);
        let cells = [
            cell("put", Format::Spx, NO_STRIKES),
            cell("call", Format::Spx, NO_STRIKES),
            cell("below", Format::Ratio, NO_STRIKES),
            cell("above", Format::Ratio, NO_STRIKES),
            cell("credit", Format::Points, NO_STRIKES),
            cell("ofWidth", Format::Percent, NO_STRIKES),
            cell("mustWin", Format::Percent, NO_STRIKES),
            cell("probability", Format::Percent, NO_STRIKES),
            cell("recordedBeyond", Format::Percent, NOT_ONE_DAY),
        ];
        let row = Row::new(title, cells);
        if index == 1 { row.state(State::Fires) } else { row }
    });
    Table {
        id: "base",
        title: "Layer one: the short strikes",
        help: "Your condor beside others on strikes of 5 points: at so many expected moves, at a fixed delta, and as far out \
               as each tier\u{2019}s credit is still paid. Must win: the share of full wins that full losses take back. \
               Beyond: the share of days on record that closed past a short strike.",
        source: "Document 002 for the rule; credit tiers 0.70, 1.15 and 1.60 from answer pages",
        head: Vec::from([
            "",
            "Put",
            "Call",
            "Moves below",
            "Moves above",
            "Credit",
            "Of width",
            "Must win",
            "Model",
            "Beyond",
        ]),
        rows: rows.collect(),
    }
}

fn by_the_clock(of: &OneDaySystem) -> Table {
    let rows = of.decay.iter().enumerate().map(|(index, moment)| {
        let time = ClockTime::new(moment.minutes).text();
        let title = if index == 0 { format!("Now, {time}") } else { time };
        let figure = |name: &str, format| Cell::figure(at(&format!("decay[{index}].{name}")), format);
        Row::new(
            title,
            [
                figure("hours", Format::Points),
                figure("varianceLeft", Format::Percent),
                figure("value", Format::Points),
                Cell::maybe(at(&format!("decay[{index}].perHour")), Format::Pl, "Settled."),
                figure("unchanged", Format::Pl),
                figure("shocked", Format::Pl),
                figure("shockedTotal", Format::Pl),
            ],
        )
    });
    Table {
        id: "clock",
        title: "By the clock",
        help: "New York time on the last day. What one condor is worth and what all earn an hour if SPX and its vol stay; \
               then what the what-if\u{2019}s move does if it comes at that time: the later, the less time value and the \
               more gamma.",
        source: "Document 002: decay in the final hours, and a late acceleration",
        head: Vec::from([
            "New York",
            "Hours left",
            "Variance left",
            "Worth",
            "Earned an hour",
            "If it stays",
            "Move then: condors",
            "Structure",
        ]),
        rows: rows.collect(),
    }
}

fn layer_two(of: &OneDaySystem, typed: &OneDay) -> Table {
    let row = |title: &str, name: &str, format| {
        Row::new(title, [Cell::figure(at(&format!("pivot.{name}")), format)])
    };
    let maybe = |title: &str, name: &str, format| {
        Row::new(
            title,
            [Cell::maybe(at(&format!("pivot.{name}")), format, NO_LOSS)],
        )
    };
    let reach = plain(typed.pivot_reach);
    let held = row("Held now", "contracts", Format::Count);
    Table {
        id: "pivot",
        title: "Layer two: how many futures",
        help: "The what-if above is the shock. Contracts for the chosen share of the condors\u{2019} loss, times three bounded \
               factors: more when SPX is weak, the curve is flat or breadth lags. Then whole contracts, and the cap.",
        source: "Document 002 names RSI, term shape and breadth; the straight lines and their bounds are ours, untested",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("The future now", "future", Format::Future),
            maybe("The condors lose", "loss", Format::Usd),
            row("One contract gains", "gainEach", Format::Pl),
            row(
                "It would, if futures moved like spot VIX",
                "gainEachParallel",
                Format::Pl,
            ),
            maybe("Contracts for the share", "forShare", Format::Ratio),
            maybe(
                "The same, if futures moved like spot VIX",
                "forShareParallel",
                Format::Ratio,
            ),
            row(
                &format!("x RSI of SPX, \u{b1}{reach}\u{a0}%"),
                "byRsi",
                Format::Ratio,
            ),
            row("Curve at 60 days over 30", "slope", Format::Move),
            row(
                &format!("x term shape, \u{b1}{reach}\u{a0}%"),
                "byTerm",
                Format::Ratio,
            ),
            row(
                &format!("x breadth, up to +{reach}\u{a0}%"),
                "byBreadth",
                Format::Ratio,
            ),
            row("The three together", "ratio", Format::Ratio),
            maybe("Contracts with them", "exact", Format::Ratio),
            row("Whole contracts", "rounded", Format::Count),
            row("Within the cap", "ifOn", Format::Count),
            maybe("Share of the loss they give back", "share", Format::Percent),
            if of.pivot.is_on {
                held.state(State::Fires)
            } else {
                held
            },
        ]),
    }
}

fn layer_three(of: &OneDaySystem) -> Table {
    let rows = if of.tail.is_some() {
        let row = |title: &str, name: &str, format| {
            Row::new(title, [Cell::figure(at(&format!("tail.{name}")), format)])
        };
        Vec::from([
            row("Put bought", "upper", Format::Spx),
            row("Put sold", "lower", Format::Spx),
            row("Price of a spread", "price", Format::Points),
            row("Its cost with fees", "costEach", Format::Cents),
            row("x cost of capital, 0.5 to 1.5", "byWacc", Format::Ratio),
            row("Spreads wanted", "exact", Format::Ratio),
            row("Whole and within the cap", "ifOn", Format::Count),
            row("They pay at most", "paysAtMost", Format::Usd),
            row("Held now", "spreads", Format::Count),
        ])
    } else {
        Vec::new()
    };
    Table {
        id: "tail",
        title: "Layer three: put spreads",
        help: "Bought far below SPX, to expire with the condor, while an announcement is ahead. Scaling them by the cost of \
               capital is the document\u{2019}s wish and has no theory behind it.",
        source: "Document 002; distance, width and number are ours",
        head: Vec::from(["", "Now"]),
        rows,
    }
}

fn across(of: &OneDaySystem) -> Table {
    let rows = of.across.iter().enumerate().map(|(index, shocked)| {
        let figure = |name: &str, format| Cell::figure(at(&format!("across[{index}].{name}")), format);
        let is_what_if = index == MULTIPLES.len();
        let title = if is_what_if {
            String::from("The what-if")
        } else if shocked.multiple == 0.0 {
            String::from("SPX unchanged")
        } else {
            let sign = if shocked.multiple > 0.0 { "+" } else { "" };
            format!("{sign}{} moves", plain(shocked.multiple))
        };
        let row = Row::new(
            title,
            [
                figure("spx", Format::Spx),
                figure("vix", Format::Vix),
                figure("condor", Format::Pl),
                figure("pivot", Format::Pl),
                figure("tail", Format::Pl),
                figure("total", Format::Pl),
                Cell::maybe(
                    at(&format!("across[{index}].offset")),
                    Format::Percent,
                    "The condors do not lose.",
                ),
            ],
        );
        if is_what_if { row.state(State::Fires) } else { row }
    });
    Table {
        id: "across",
        title: "What each layer does across moves",
        help: "On the what-if\u{2019}s day, VIX on the line, by expected daily moves. A future gains in a straight line and a \
               condor\u{2019}s loss bends: layer two meets its share at one move only, and loses when SPX rises.",
        source: "Computed from your inputs",
        head: Vec::from([
            "",
            "SPX",
            "VIX",
            "Condors",
            "Layer two",
            "Layer three",
            "Together",
            "Given back",
        ]),
        rows: rows.collect(),
    }
}

fn levels(of: &OneDaySystem) -> Table {
    let row = |title: &str, name: &str, levels: &[f64]| {
        let cell = |index: usize| {
            if index < levels.len() {
                Cell::figure(at(&format!("breakEven.{name}[{index}]")), Format::Level)
            } else {
                Cell::words("\u{2013}")
            }
        };
        let last = levels.len().max(2) - 1;
        Row::new(title, [cell(0), cell(last)])
    };
    let of = &of.break_even;
    Table {
        id: "levels",
        title: "Break-even of the whole structure",
        help: "SPX at the condor\u{2019}s expiry, the lowest and the highest level at which profit turns. A VIX future has a \
               value there only through VIX, so VIX is put on the line; the sentence above names every level.",
        source: "Document 002: the break-even of the whole structure, not of the condor alone",
        head: Vec::from(["", "Lowest", "Highest"]),
        rows: Vec::from([
            row("Condors alone", "condor", &of.condor),
            row("Layers worthless", "layersWorthless", &of.layers_worthless),
            row("Whole structure", "structure", &of.structure),
        ]),
    }
}

fn caps(of: &OneDaySystem) -> Table {
    let rows = ["Condors", "Layer two", "Layer three"]
        .into_iter()
        .enumerate()
        .map(|(index, title)| {
            let risk: &AtRisk = &of.layers[index];
            let figure = |name: &str, format| Cell::figure(at(&format!("layers[{index}].{name}")), format);
            let cells = [
                figure("dollars", Format::Usd),
                figure("share", Format::Percent),
                figure("cap", Format::Percent),
                Cell::maybe(
                    at(&format!("layers[{index}].most")),
                    Format::Count,
                    "One of them loses nothing there.",
                ),
            ];
            Row::new(title, cells).state(State::of(risk.share <= risk.cap))
        });
    Table {
        id: "caps",
        title: "No layer over-leveraged",
        help: "At risk: the condors\u{2019} worst loss; what layer two loses when SPX rises one expected move; what layer three \
               costs. Layers two and three are cut to their caps; the condors are only measured.",
        source: "Document 002: avoid over-leveraging any single layer; 10 % of the account from an answer page",
        head: Vec::from(["", "At risk", "Of capital", "Cap", "Contracts within it"]),
        rows: rows.collect(),
    }
}

fn costs() -> Table {
    let row = |title: &str, name: &str| Row::new(title, [Cell::figure(at(name), Format::Percent)]);
    Table {
        id: "costs",
        title: "What layers two and three cost",
        help: "As a share of the condors\u{2019} credit, counted four ways, with those that are on; and the most the position \
               can earn on its margin, for its life and not a year: annual figures of one-day trades mislead.",
        source: "Document 002: the cost of each layer within the return",
        head: Vec::from(["", "Share"]),
        rows: Vec::from([
            row("Up front", "cost.upfront"),
            row("Over the condor\u{2019}s life if nothing happens", "cost.life"),
            row("A day", "cost.perDay"),
            row("With rolls", "cost.rolled"),
            row("Most it earns on margin, condors alone", "returnAlone"),
            row("Most it earns, with the layers", "returnWithLayers"),
        ]),
    }
}

fn item(words: Sentence, source: &'static str, state: State) -> Item {
    Item {
        parts: words.parts(),
        source,
        state,
    }
}

fn rules(of: &OneDaySystem, typed: &OneDay) -> List {
    let pivot = &of.pivot;
    let state = |fired: bool| if fired { State::Fires } else { State::Plain };
    let range = Sentence::new()
        .say("Today\u{2019}s range is ")
        .figure(
            &at("pivot.rangeShare"),
            pivot.range_share,
            percent(pivot.range_share),
        )
        .say(&format!(
            " of the expected move; layer two comes on from {}\u{a0}%.",
            plain(typed.range_trigger)
        ));
    let vix = Sentence::new().say(&format!(
        "VIX is {} points from yesterday\u{2019}s close; layer two comes on from {} up.",
        plain(typed.vix_up),
        plain(typed.vix_trigger)
    ));
    let ahead = if is_event(typed) {
        format!("Ahead: {}. Layer three is on.", event(typed))
    } else {
        String::from("No announcement is ahead: layer three is off.")
    };
    List {
        id: "rules",
        title: "What switches the layers on",
        help: "Either of the first two is enough for layer two.",
        items: Vec::from([
            item(
                range,
                "Document 002; the share is ours",
                state(pivot.range_share >= typed.range_trigger / 100.0),
            ),
            item(
                vix,
                "Document 002; the points are ours",
                state(typed.vix_up >= typed.vix_trigger),
            ),
            item(
                Sentence::new().say(&ahead),
                "Document 002",
                state(is_event(typed)),
            ),
        ]),
    }
}

fn notes(of: &OneDaySystem, plan: &Plan) -> Vec<String> {
    let condor = &plan.package().condor;
    let mut notes = Vec::from([String::from(
        "A VIX future is a straight line in VIX and cannot offset gamma: it meets the chosen share at the what-if and \
         nowhere else, gets nothing when SPX falls slowly with VIX unmoved, and loses when SPX rises.",
    )]);
    if condor.expiry.get() > 1.5 {
        notes.push(format!(
            "This condor has {} days: the system is about one. The move to settlement grows with the square root of \
             calendar days, so over a weekend, which moves about as much as 1.15 sessions, it is too wide.",
            plain(condor.expiry.get())
        ));
    }
    if of.base[3..].iter().any(|row: &Candidate| row.put.is_none()) {
        notes.push(String::from(
            "Some credit tiers are out of reach: even at the money the model pays less with these wings, or more however \
             far out the strikes go.",
        ));
    }
    if of.pivot.rounded > of.pivot.if_on {
        notes.push(format!(
            "Layer two is cut to its cap: {} contracts instead of {}.",
            of.pivot.if_on, of.pivot.rounded
        ));
    }
    if of.pivot.loss.is_some() && of.pivot.rounded == 0 && of.pivot.exact.is_some() {
        notes.push(String::from(
            "Less than half a contract is needed, so layer two holds none: take the mini future.",
        ));
    }
    notes
}
