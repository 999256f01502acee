//! The words and tables of the futures in a spike.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{IntradaySystem, Needed, is_event};
use crate::format::{count, dollars, number, percent, percent_1, plain};
use crate::inputs::systems::NO_YES;
use crate::inputs::systems::intraday::{EVENT_LABELS, EVENTS, Intraday, MONTHS};
use crate::inputs::systems::one_day::FUTURES;
use crate::inputs::{INSTRUMENTS, Inputs, LayerRow};
use crate::link::to_link;
use crate::panel::{Action, Cell, Format, Item, List, Panel, Row, State, Table};
use crate::plan::Plan;
use crate::sentence::{Part, Sentence};
use crate::session::{ClockTime, Window};
use crate::whole_contracts::whole;

const NO_VEGA: &str = "The condors do not lose as VIX rises: there is nothing to neutralise.";
const NO_GROWTH: &str = "The condor is settled by then, or has no vega.";
/// The least and the largest first tranche. Source: document 004.
const FIRST: (f64, f64) = (25.0, 35.0);

/// A figure's path in the report.
fn at(name: &str) -> String {
    format!("system.intraday.{name}")
}

pub(super) fn panel(of: &IntradaySystem, plan: &Plan) -> Panel {
    let typed = &plan.systems().intraday;
    Panel {
        answer: answer(of, plan, typed),
        tables: Vec::from([
            insurance(typed),
            vega(typed),
            needed(of, typed),
            bought(of, typed),
            sold(of),
            runs(),
            shapes(),
            carry(typed),
            fills(of),
            calls(typed),
            margin(of),
            beta(),
        ]),
        lists: Vec::from([signals(of, typed)]),
        notes: notes(of, plan, typed),
        actions: actions(of, plan, typed),
        ..Panel::default()
    }
}

fn answer(of: &IntradaySystem, plan: &Plan, typed: &Intraday) -> Vec<Vec<Part>> {
    [
        on_insurance(of, typed),
        on_contracts(of, typed),
        on_slices(of, typed),
        on_outcome(of),
        on_margin(of, plan),
        on_the_clock(typed, of),
    ]
    .map(Sentence::parts)
    .to_vec()
}

fn nights(typed: &Intraday) -> String {
    let nights = whole(typed.nights_held);
    format!("{} night{}", count(nights), if nights == 1 { "" } else { "s" })
}

fn on_insurance(of: &IntradaySystem, typed: &Intraday) -> Sentence {
    let insurance = &of.insurance;
    let with_calls = if is_event(typed) {
        " and the added calls"
    } else {
        ""
    };
    Sentence::new()
        .say("The insurance rate is ")
        .figure(&at("insurance.rate"), insurance.rate, percent_1(insurance.rate))
        .say(" of the credit: ")
        .figure(&at("insurance.cost"), insurance.cost.get(), dollars(insurance.cost.get()))
        .say(&format!(
            " for fees, slippage, carry of {}{with_calls}. A false spike, met with the first tranche alone, costs another ",
            nights(typed)
        ))
        .figure(
            &at("insurance.falseSpikeRate"),
            insurance.false_spike_rate,
            percent_1(insurance.false_spike_rate),
        )
        .say(".")
}

/// The row of the chosen future.
fn chosen<'s>(of: &'s IntradaySystem, typed: &Intraday) -> Option<(usize, &'s Needed)> {
    let is_mini = typed.hedge_future == FUTURES[0];
    let month = usize::from(typed.hedge_month != MONTHS[0]);
    let of_kind = |month: usize| {
        let mut rows = of.needed.iter().enumerate();
        rows.find(|(_, row)| row.month == month && row.is_mini == is_mini)
    };
    of_kind(month).or_else(|| of_kind(0))
}

fn name(row: &Needed) -> &'static str {
    if row.is_mini {
        "Mini VIX futures"
    } else {
        "VIX futures"
    }
}

fn on_contracts(of: &IntradaySystem, typed: &Intraday) -> Sentence {
    let grown = of.stressed.per_point_grown.get();
    let sentence = Sentence::new()
        .say(&format!(
            "With vega {}\u{a0}% larger, a VIX point costs the condors ",
            plain(typed.vega_inflation)
        ))
        .figure(&at("stressed.perPointGrown"), grown, dollars(-grown));
    let Some((index, row)) = chosen(of, typed) else {
        return sentence.say(".");
    };
    let (Some(from), Some(to), Some(share)) = (row.from, row.to, row.share) else {
        return sentence.say(": they do not lose as VIX rises, so there is nothing to neutralise.");
    };
    let key = |name: &str| at(&format!("needed[{index}].{name}"));
    let sentence = sentence
        .say(&format!(
            ". To neutralise {} to {}\u{a0}% of that takes ",
            plain(typed.neutral_low),
            plain(typed.neutral_high)
        ))
        .figure(&key("from"), from, number(from, 2))
        .say(" to ")
        .figure(&key("to"), to, number(to, 2))
        .say(&format!(" {} of {} days: whole, ", name(row), plain(row.days)))
        .figure(&key("contracts"), f64::from(row.contracts), count(row.contracts))
        .say(", which neutralise ")
        .figure(&key("share"), share, percent(share));
    match row.naive_share {
        Some(naive_share) => sentence
            .say(". Counting a vol point as a VIX point and the future as spot VIX it would be ")
            .figure(&key("naive"), f64::from(row.naive), count(row.naive))
            .say(", in truth ")
            .figure(&key("naiveShare"), naive_share, percent(naive_share))
            .say("."),
        None => sentence.say("."),
    }
}

fn on_slices(of: &IntradaySystem, typed: &Intraday) -> Sentence {
    let mut sentence = Sentence::new();
    for (index, part) in of.spike.bought.iter().enumerate() {
        let opening = if index == 0 { "Buy " } else { ", then " };
        let key = |name: &str| at(&format!("spike.bought[{index}].{name}"));
        sentence = sentence
            .say(opening)
            .figure(
                &key("contracts"),
                f64::from(part.contracts),
                count(part.contracts),
            )
            .say(" at VIX ")
            .figure(&key("vix"), part.vix, number(part.vix, 2));
    }
    sentence = sentence.say(&format!(
        ", each after the first only if MACD confirms; after {} so far you hold ",
        match whole(typed.confirmations) {
            0 => String::from("none"),
            confirmations => count(confirmations),
        }
    ));
    sentence = sentence
        .figure(&at("held"), f64::from(of.held), count(of.held))
        .say(". ");
    for (index, stage) in of.spike.sold.iter().enumerate() {
        let opening = if index == 0 { "Take off " } else { ", " };
        let key = |name: &str| at(&format!("spike.sold[{index}].{name}"));
        sentence = sentence
            .say(opening)
            .figure(
                &key("contracts"),
                f64::from(stage.contracts),
                count(stage.contracts),
            )
            .say(" at VIX ")
            .figure(&key("vix"), stage.vix, number(stage.vix, 2));
    }
    sentence.say(" on the way back.")
}

fn on_outcome(of: &IntradaySystem) -> Sentence {
    let spike = &of.spike;
    let gain = |sentence: Sentence, name: &str, value: f64| {
        sentence.figure(&at(&format!("spike.{name}")), value, dollars(value))
    };
    let sentence = Sentence::new().say("At the top, SPX on the line, the condors stand at ");
    let sentence =
        gain(sentence, "atTop.onTheLine", spike.at_top.on_the_line.get()).say(" and the futures at ");
    let sentence = gain(sentence, "atTop.futures", spike.at_top.futures.get())
        .say(". Bought and taken off in stages the futures make ");
    let sentence =
        gain(sentence, "inStages.futures", spike.in_stages.futures.get()).say("; a false spike makes ");
    let sentence = gain(sentence, "falseSpike.futures", spike.false_spike.futures.get())
        .say(" with the first tranche alone and ");
    gain(
        sentence,
        "falseSpikeAtOnce.futures",
        spike.false_spike_at_once.futures.get(),
    )
    .say(" with all bought at once.")
}

fn on_margin(of: &IntradaySystem, plan: &Plan) -> Sentence {
    let (margin, capital) = (&of.margin, plan.capital().account.get());
    Sentence::new()
        .say("The futures tie up ")
        .figure(
            &at("margin.futures"),
            margin.futures.get(),
            dollars(margin.futures.get()),
        )
        .say(" of margin, with the condors ")
        .figure(&at("margin.share"), margin.share, percent(margin.share))
        .say(&format!(
            " of {}. If VIX turns at the top they lose ",
            dollars(capital)
        ))
        .figure(&at("margin.turn"), margin.turn.get(), dollars(margin.turn.get()))
        .say("; at-the-money calls with the same answer to VIX cost ")
        .figure(
            &at("margin.asCallsPremium"),
            margin.as_calls_premium.get(),
            dollars(margin.as_calls_premium.get()),
        )
        .say(" and can lose no more than that.")
}

fn time(typed: &Intraday) -> ClockTime {
    ClockTime::new(60 * whole(typed.clock_hour) + whole(typed.clock_minute))
}

fn on_the_clock(typed: &Intraday, of: &IntradaySystem) -> Sentence {
    let time = time(typed);
    let wait = time.until_busy();
    let words = match time.window() {
        Window::Opening => String::from("within the first 90 minutes"),
        Window::Closing => String::from("within the last 60 minutes"),
        Window::Middle => format!("between the two windows: {wait} minutes until the last hour"),
        Window::Closed => format!("outside the session: {wait} minutes until it opens"),
    };
    Sentence::new()
        .say(&format!(
            "At {} in New York you are {words}. A fill on the target loses ",
            time.text()
        ))
        .figure(
            &at("fills[1].dollars"),
            of.fills[1].dollars.get(),
            dollars(of.fills[1].dollars.get()),
        )
        .say(" with VIX at 20 and ")
        .figure(
            &at("fills[4].dollars"),
            of.fills[4].dollars.get(),
            dollars(of.fills[4].dollars.get()),
        )
        .say(" with VIX at 40.")
}

fn row(title: &str, name: &str, format: Format) -> Row {
    Row::new(title, [Cell::figure(at(name), format)])
}

fn insurance(typed: &Intraday) -> Table {
    Table {
        id: "insurance",
        title: "The insurance rate",
        help: "What the whole plan costs if it is carried out, over what the condors were paid. Futures have no premium: \
               what they lose when VIX falls back is below.",
        source: "Document 004: the effective cost of volatility insurance relative to the premium collected",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Fees and slippage, in and out", "insurance.trading", Format::Usd),
            row(
                &format!("Carry of {}", nights(typed)),
                "insurance.carry",
                Format::Pl,
            ),
            row("VIX calls added", "insurance.calls", Format::Usd),
            row("Together", "insurance.cost", Format::Usd),
            row(
                "Insurance rate: together over the credit",
                "insurance.rate",
                Format::Percent,
            )
            .state(State::Fires),
            row(
                "A false spike besides, over the credit",
                "insurance.falseSpikeRate",
                Format::Percent,
            ),
        ]),
    }
}

fn vega(typed: &Intraday) -> Table {
    Table {
        id: "vega",
        title: "The stressed vega",
        help: "Black\u{2019}s vega counts a point of SPX vol, the response rule a point of VIX at the condor\u{2019}s tenor: the \
               futures are held against the second. The what-if shows how much Black\u{2019}s vega itself grows there.",
        source: "Document 004: a spike that inflates vega by 40 %",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Vega, a point of SPX vol", "stressed.vega", Format::Pl),
            row(
                &format!("The same, {}\u{a0}% larger", plain(typed.vega_inflation)),
                "stressed.vegaGrown",
                Format::Pl,
            ),
            row("A point of VIX", "stressed.perPoint", Format::Pl),
            row(
                &format!("The same, {}\u{a0}% larger", plain(typed.vega_inflation)),
                "stressed.perPointGrown",
                Format::Pl,
            ),
            Row::new(
                "Growth of vega in the what-if",
                [Cell::maybe(at("stressed.inWhatIf"), Format::Percent, NO_GROWTH)],
            ),
        ]),
    }
}

fn needed(of: &IntradaySystem, typed: &Intraday) -> Table {
    let picked = chosen(of, typed).map(|(index, _)| index);
    let rows = of.needed.iter().enumerate().map(|(index, kind)| {
        let figure = |name: &str, format| Cell::figure(at(&format!("needed[{index}].{name}")), format);
        let maybe = |name: &str, format| Cell::maybe(at(&format!("needed[{index}].{name}")), format, NO_VEGA);
        let month = if kind.month == 0 { "Front" } else { "Second" };
        let size = if kind.is_mini { "VXM" } else { "VX" };
        let row = Row::new(
            format!("{month} {size}"),
            [
                figure("days", Format::Days),
                figure("price", Format::Future),
                figure("beta", Format::Ratio),
                figure("each", Format::Pl),
                maybe("from", Format::Ratio),
                maybe("to", Format::Ratio),
                figure("contracts", Format::Count),
                maybe("share", Format::Percent),
                figure("naive", Format::Count),
                maybe("naiveShare", Format::Percent),
            ],
        );
        if picked == Some(index) {
            row.state(State::Fires)
        } else {
            row
        }
    });
    Table {
        id: "needed",
        title: "Contracts to neutralise it",
        help: "For the least and the largest share; whole contracts nearest to the middle, and what share rounding makes of \
               it. Naive: a vol point taken for a VIX point, the future for spot VIX, and the share that is in truth.",
        source: "Document 004: 60 to 75 % of the vega; betas measured on VIX futures, 2004-2025",
        head: Vec::from([
            "",
            "Days",
            "Price",
            "Beta",
            "A VIX point",
            "From",
            "To",
            "Whole",
            "Share",
            "Naive",
            "Its share",
        ]),
        rows: rows.collect(),
    }
}

fn bought(of: &IntradaySystem, typed: &Intraday) -> Table {
    let rows = (0..of.spike.bought.len()).map(|index| {
        let figure = |name: &str, format| Cell::figure(at(&format!("spike.bought[{index}].{name}")), format);
        let title = match index {
            0 => String::from("First tranche"),
            _ => format!("Confirmation {index}"),
        };
        let row = Row::new(
            title,
            [
                figure("share", Format::Percent),
                figure("vix", Format::Vix),
                figure("price", Format::Future),
                figure("contracts", Format::Count),
                figure("held", Format::Count),
                figure("costs", Format::Usd),
            ],
        );
        let so_far = whole(typed.confirmations) as usize;
        if index <= so_far {
            row.state(State::Fires)
        } else {
            row
        }
    });
    Table {
        id: "bought",
        title: "In, in tranches",
        help: "The first at once, the others as MACD on the VIX future confirms, here spread evenly over the rise. Marked: \
               bought after the confirmations so far.",
        source: "Document 004: 25 to 35 % first, further slices on confirmation; the VIX levels are ours",
        head: Vec::from([
            "",
            "Of target",
            "VIX",
            "Future",
            "Contracts",
            "Held",
            "Slippage, fees",
        ]),
        rows: rows.collect(),
    }
}

fn sold(of: &IntradaySystem) -> Table {
    let rows = of.spike.sold.iter().enumerate().map(|(index, stage)| {
        let figure = |name: &str, format| Cell::figure(at(&format!("spike.sold[{index}].{name}")), format);
        Row::new(
            format!("{}\u{a0}% given back", plain(100.0 * stage.back)),
            [
                figure("vix", Format::Vix),
                figure("price", Format::Future),
                figure("contracts", Format::Count),
                figure("left", Format::Count),
                figure("costs", Format::Usd),
            ],
        )
    });
    Table {
        id: "sold",
        title: "Out, in stages",
        help: "As VIX gives back its rise from now to the top. Of 292 days since 1990 on which VIX stood a fifth above the \
               last close at its high, 48 % ended a third of the way back, 32 % half, 7 % nine tenths.",
        source: "Document 004: removed in stages; thirds are ours. Days: Cboe\u{2019}s VIX, 1990-2026",
        head: Vec::from(["", "VIX", "Future", "Sold", "Left", "Slippage, fees"]),
        rows: rows.collect(),
    }
}

fn runs() -> Table {
    let run = |title: &str, name: &str| {
        let cell = |part: &str| Cell::figure(at(&format!("spike.{name}.{part}")), Format::Pl);
        Row::new(title, [cell("futures"), cell("unchanged"), cell("onTheLine")])
    };
    let stress = |title: &str, name: &str| {
        Row::new(
            title,
            [
                Cell::words("\u{2013}"),
                Cell::words("\u{2013}"),
                Cell::figure(at(&format!("stress.{name}")), Format::Percent),
            ],
        )
    };
    Table {
        id: "runs",
        title: "What the plan makes",
        help: "Within one session, fees and slippage paid. A spike that comes back leaves the condors about where they were, and \
               the futures with what the turn cost. Results at the top over the condors\u{2019} margin, with the calls where \
               an announcement is on.",
        source: "Computed from your inputs; document 004: a positive return even under stress",
        head: Vec::from([
            "",
            "Futures",
            "Condors, SPX unchanged",
            "Condors, SPX on the line",
        ]),
        rows: Vec::from([
            run("False spike, first tranche alone", "falseSpike"),
            run("False spike, all bought at once", "falseSpikeAtOnce"),
            run("At the top, all bought", "atTop"),
            run("From the top straight back", "turn"),
            run("Taken off in stages", "inStages"),
            stress("Result at the top, condors alone", "alone"),
            stress("Result at the top, hedged", "hedged"),
            stress("What the margin costs over the condor\u{2019}s life", "financing"),
        ]),
    }
}

fn shapes() -> Table {
    let shape = |title: &str, index: usize| row(title, &format!("spike.shapes[{index}].gain"), Format::Pl);
    Table {
        id: "shapes",
        title: "The shape of the vol shock",
        help: "What the top does to the condors with SPX unchanged. Their break-evens at expiry stay where they are: a spike \
               of implied vol moves only what they are worth until then.",
        source: "The response rule is measured; the others are for comparison",
        head: Vec::from(["", "Condors"]),
        rows: Vec::from([
            shape("By the chosen response rule", 0),
            shape("Every tenor alike", 1),
            shape("By the rule, and a skew steeper by 0.2", 2),
        ]),
    }
}

fn carry(typed: &Intraday) -> Table {
    Table {
        id: "carry",
        title: "Carry overnight",
        help: "The basis runs off as the future nears spot VIX; the margin costs your capital less what it earns. A future\u{2019}s \
               implied rate is no arbitrage: VIX cannot be bought and stored.",
        source: "Document 004: the differential between cash and futures-implied rates",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Basis: future less spot VIX", "carry.basis", Format::Points),
            row("It loses a day, VIX unchanged", "carry.roll", Format::Small),
            row("Implied rate, a year", "carry.impliedRate", Format::Percent),
            row("Less the interest rate", "carry.differential", Format::Percent),
            row("Basis, a night", "carry.basisPerNight", Format::Cents),
            row("Margin, a night", "carry.fundingPerNight", Format::Cents),
            row("Together, a night", "carry.perNight", Format::Cents),
            row(
                &format!("Carry of {}", nights(typed)),
                "insurance.carry",
                Format::Cents,
            ),
        ]),
    }
}

fn fills(of: &IntradaySystem) -> Table {
    let rows = of.fills.iter().enumerate().map(|(index, fill)| {
        let figure = |name: &str, format| Cell::figure(at(&format!("fills[{index}].{name}")), format);
        Row::new(
            format!("VIX {}", plain(fill.vix)),
            [figure("points", Format::Points), figure("dollars", Format::Usd)],
        )
    });
    Table {
        id: "fills",
        title: "Slippage as VIX rises",
        help: "One way, on the whole target. At the open and in a spike quotes are wider than at other times: look at the \
               live spread before you count on these.",
        source: "Document 004: slippage grows in extreme spikes; the straight line is ours",
        head: Vec::from(["", "Points", "On the target"]),
        rows: rows.collect(),
    }
}

fn calls(typed: &Intraday) -> Table {
    let first = row("Strike", "calls.strike", Format::Vix);
    Table {
        id: "calls",
        title: "VIX calls for an announcement",
        help: "Short-dated calls beside the futures: their loss ends at what they cost. Marked when an announcement is on; \
               the insurance rate and the margin count them then.",
        source: "Document 004: short-dated VIX calls on FOMC, CPI or PPI; number and strike are ours",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            if is_event(typed) {
                first.state(State::Fires)
            } else {
                first
            },
            row("Price of one", "calls.price", Format::Points),
            row("Cost of all", "calls.cost", Format::Usd),
            row("They make at the top", "calls.atTop", Format::Pl),
        ]),
    }
}

fn margin(of: &IntradaySystem) -> Table {
    let within = State::of(of.margin.share <= 1.0);
    Table {
        id: "margin",
        title: "Margin, and a turn of VIX",
        help: "Brokers give no offset between condors and VIX futures. A future has no premium and no floor: beside it, \
               at-the-money calls on the same future with the same dollars per VIX point.",
        source: "Reg T for the condors; your broker\u{2019}s margin for futures",
        head: Vec::from(["", "Now"]),
        rows: Vec::from([
            row("Margin of the condors", "margin.condor", Format::Usd),
            row("Margin of the futures", "margin.futures", Format::Usd),
            row("All of it, of the capital", "margin.share", Format::Percent).state(within),
            row(
                "VIX turns at the top: the futures lose",
                "margin.turn",
                Format::Usd,
            ),
            row(
                "Calls with the same answer to VIX",
                "margin.asCalls",
                Format::Ratio,
            ),
            row(
                "Their premium, all they can lose",
                "margin.asCallsPremium",
                Format::Usd,
            ),
        ]),
    }
}

fn beta() -> Table {
    let both = |title: &str, name: &str| {
        let cell = |way: &str| Cell::figure(at(&format!("{name}.{way}")), Format::Ratio);
        Row::new(title, [cell("fall"), cell("rise")])
    };
    Table {
        id: "beta",
        title: "Beta before and after",
        help: "Of the capital to SPX along the line, for the condors alone and with the target in futures. Long futures make \
               beta more negative: what protects a fall costs on a rise.",
        source: "Document 004: recalibrate the beta after the hedge",
        head: Vec::from(["", "For a fall", "For a rise"]),
        rows: Vec::from([
            both("Condors alone", "betaBefore"),
            both("With the futures", "betaAfter"),
        ]),
    }
}

fn item(parts: Sentence, source: &'static str, state: State) -> Item {
    Item {
        parts: parts.parts(),
        source,
        state,
    }
}

fn signals(of: &IntradaySystem, typed: &Intraday) -> List {
    let state = |fired: bool| if fired { State::Fires } else { State::Plain };
    let rsi = format!(
        "RSI of VIX has risen {} in three bars; sharp is {} or more.",
        plain(typed.rsi_jump),
        plain(typed.rsi_trigger)
    );
    let splits = typed.breadth_splits != NO_YES[0];
    let breadth = if splits {
        "Breadth parts from SPX."
    } else {
        "Breadth goes with SPX."
    };
    let event = EVENTS
        .iter()
        .position(|event| *event == typed.event_now)
        .and_then(|place| EVENT_LABELS.get(place))
        .copied()
        .unwrap_or_default();
    let event = if is_event(typed) {
        format!("The spike comes with the {event}: short-dated calls are added.")
    } else {
        String::from("No announcement is on: no calls are added.")
    };
    let held = Sentence::new()
        .say(&format!(
            "MACD has confirmed {} times: ",
            whole(typed.confirmations)
        ))
        .figure(&at("held"), f64::from(of.held), count(of.held))
        .say(" contracts are held by the plan.");
    let time = time(typed);
    let window = format!(
        "{} in New York is {} the first 90 or last 60 minutes.",
        time.text(),
        if time.until_busy() == 0 {
            "within"
        } else {
            "outside"
        }
    );
    let say = |words: &str| Sentence::new().say(words);
    List {
        id: "signals",
        title: "What the signs say",
        help: "Typed by you; none of them buys or sells anything here.",
        items: Vec::from([
            item(
                say(&rsi),
                "Document 004; three bars and 15 points are ours",
                state(typed.rsi_jump >= typed.rsi_trigger),
            ),
            item(say(breadth), "Document 004", state(splits)),
            item(held, "Document 004", state(typed.confirmations > 0.0)),
            item(say(&event), "Document 004", state(is_event(typed))),
            item(say(&window), "Document 004", state(time.until_busy() == 0)),
        ]),
    }
}

fn notes(of: &IntradaySystem, plan: &Plan, typed: &Intraday) -> Vec<String> {
    let mut notes = Vec::from([String::from(
        "A future answers to VIX, not to SPX: it offsets vega, not gamma. If SPX falls with VIX unmoved it gives nothing, \
         and if SPX rises through the short calls both lose.",
    )]);
    if typed.first_tranche < FIRST.0 || typed.first_tranche > FIRST.1 {
        notes.push(format!(
            "A first tranche of {}\u{a0}% lies outside the 25 to 35\u{a0}% of document 004.",
            plain(typed.first_tranche)
        ));
    }
    let quotes = plan.package().market.curve.quotes().len();
    if typed.hedge_month != MONTHS[0] && quotes < 2 {
        notes.push(String::from(
            "Only one VIX future is quoted, so the front month is used: add the second to the quotes.",
        ));
    }
    if let Some((_, row)) = chosen(of, typed)
        && let Some(share) = row.share
        && (100.0 * share < typed.neutral_low || 100.0 * share > typed.neutral_high)
    {
        notes.push(format!(
            "No whole number of these contracts meets {} to {}\u{a0}%: the nearest gives {}. The mini rounds less.",
            plain(typed.neutral_low),
            plain(typed.neutral_high),
            percent(share)
        ));
    }
    if of.margin.share > 1.0 {
        notes.push(String::from(
            "Margin is larger than the capital: the plan cannot be carried out.",
        ));
    }
    if !plan.package().layers.is_empty() {
        notes.push(String::from(
            "The hedge layers of the form are left out of this panel: the futures stand against the condors alone.",
        ));
    }
    notes
}

/// The futures, and the calls where an announcement is on, in place of the form's layers.
fn actions(of: &IntradaySystem, plan: &Plan, typed: &Intraday) -> Vec<Action> {
    let Some((_, row)) = chosen(of, typed).filter(|(_, row)| row.contracts > 0) else {
        return Vec::new();
    };
    let future = if row.is_mini {
        INSTRUMENTS[2]
    } else {
        INSTRUMENTS[1]
    };
    let mut layers = Vec::from([LayerRow::bare(future, f64::from(row.contracts), row.days)]);
    if is_event(typed) && typed.event_calls > 0.0 {
        layers.push(LayerRow::vix_call(
            typed.event_calls,
            typed.event_calls_days,
            of.calls.strike,
        ));
    }
    if layers == plan.inputs().layers {
        return Vec::new();
    }
    let inputs = Inputs {
        layers,
        ..plan.inputs().clone()
    };
    Vec::from([Action {
        title: format!("Take {} {} into the form", count(row.contracts), name(row)),
        link: to_link(&inputs),
    }])
}
