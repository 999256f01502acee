//! The words and tables of the layers at thresholds.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Ladder, Level, Side, ThresholdsSystem};
use crate::format::{count, dollars, joined, number, percent, percent_1, percent_move, plain};
use crate::inputs::Inputs;
use crate::inputs::systems::thresholds::Thresholds;
use crate::link::to_link;
use crate::panel::{Action, Cell, Format, Item, List, Panel, Picture, Row, State, Table};
use crate::plan::Plan;
use crate::sentence::{Part, Sentence};

const BELOW: &str = "The what-if\u{2019}s VIX is below this level, or the calls have settled by then.";
const SETTLED: &str = "The calls have settled by the what-if\u{2019}s day.";
const NO_RANGE: &str = "The pool\u{2019}s ends do not stand apart.";
const TOO_QUIET: &str = "The announcements typed are worth more than all of VIX\u{2019}s variance.";

/// A figure's path in the report.
fn at(name: &str) -> String {
    format!("system.thresholds.{name}")
}

pub(super) fn panel(of: &ThresholdsSystem, plan: &Plan) -> Panel {
    let typed = &plan.systems().thresholds;
    Panel {
        answer: answer(of, plan),
        charts: Vec::from([Picture {
            id: "impermanentLoss",
            title: "Impermanent loss beside the condors",
            help: "The condors at expiry as a share of their margin, two liquidity pools as a share of what was put in: the same \
                   kind of bend, not the same size of loss.",
        }]),
        tables: Vec::from([
            levels(of),
            ladder(of),
            calm(of),
            likeness(of),
            horizons(),
            falls(of),
            scenes(of),
        ]),
        lists: Vec::from([limits()]),
        notes: notes(of, plan, typed),
        actions: actions(plan, typed),
        ..Panel::default()
    }
}

fn answer(of: &ThresholdsSystem, plan: &Plan) -> Vec<Vec<Part>> {
    [
        on_the_rise(of, plan),
        on_what_it_gives(of),
        on_calm(of),
        on_likeness(of, plan),
        on_moves(of),
    ]
    .map(Sentence::parts)
    .to_vec()
}

/// Those that wait for their level now and are crossed in the what-if.
fn crossed(of: &ThresholdsSystem) -> impl Iterator<Item = (usize, &Level)> {
    of.levels
        .iter()
        .enumerate()
        .filter(|(_, level)| level.late.is_some() && level.calls > 0)
}

fn on_the_rise(of: &ThresholdsSystem, plan: &Plan) -> Sentence {
    let vix = plan.package().market.curve.spot();
    let sentence = Sentence::new()
        .say(&format!("With VIX at {} the rule holds ", number(vix, 2)))
        .figure(&at("held"), f64::from(of.held), count(of.held))
        .say(" VIX calls. The what-if takes VIX to ")
        .figure(&at("whatIf.vix"), of.what_if.vix, number(of.what_if.vix, 2))
        .say(", where it holds ")
        .figure(
            &at("whatIf.calls"),
            f64::from(of.what_if.calls),
            count(of.what_if.calls),
        )
        .say(". ");
    let mut sentence = sentence;
    let mut any = false;
    for (index, level) in crossed(of) {
        let (Some(at_level), Some(after), Some(late)) = (level.cost_at_level, level.cost_after, level.late)
        else {
            continue;
        };
        any = true;
        sentence = sentence
            .say(&format!(
                "The {} from {} cost ",
                calls(level.calls),
                plain(level.level)
            ))
            .figure(
                &at(&format!("levels[{index}].costNow")),
                level.cost_now.get(),
                dollars(level.cost_now.get()),
            )
            .say(" today, ")
            .figure(
                &at(&format!("levels[{index}].costAtLevel")),
                at_level,
                dollars(at_level),
            )
            .say(" as VIX crosses its level and ")
            .figure(&at(&format!("levels[{index}].costAfter")), after, dollars(after))
            .say(" after the gap: adding late costs ")
            .figure(&at(&format!("levels[{index}].late")), late, dollars(late))
            .say(" more. ");
    }
    if any {
        sentence.say("A threshold that VIX jumps over is bought on the far side of the jump.")
    } else {
        sentence.say("No further layer comes on there.")
    }
}

/// "one call", "four calls".
fn calls(number: u32) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} call{plural}", count(number))
}

fn on_what_it_gives(of: &ThresholdsSystem) -> Sentence {
    let (rung, worst, lost) = (&of.what_if, &of.worst, of.condor < 0.0);
    let gain = |sentence: Sentence, name: &str, value: f64| sentence.figure(&at(name), value, dollars(value));
    let sentence = Sentence::new()
        .say(if lost {
            "In it the condors lose "
        } else {
            "In it the condors gain "
        })
        .figure(&at("condor"), of.condor, dollars(of.condor.abs()))
        .say(". The layers make ");
    let sentence = gain(sentence, "whatIf.today", rung.today.get()).say(" if all were bought today, ");
    let sentence =
        gain(sentence, "whatIf.crossed", rung.crossed.get()).say(" if each was bought at its level and ");
    let sentence = gain(sentence, "whatIf.gapped", rung.gapped.get())
        .say(" if VIX gapped and they were filled in after. The worst of the standing scenarios goes from ");
    let sentence = gain(sentence, "worst.alone", worst.alone.get()).say(" to ");
    gain(sentence, "worst.crossed", worst.crossed.get()).say(" with the layers at their levels.")
}

fn on_calm(of: &ThresholdsSystem) -> Sentence {
    let calm = &of.calm;
    let side = |sentence: Sentence, name: &str, side: &Side| {
        sentence
            .figure(
                &at(&format!("calm.{name}.theta")),
                side.theta.get(),
                dollars(side.theta.get()),
            )
            .say(" a day, and they cost ")
            .figure(
                &at(&format!("calm.{name}.share.life")),
                side.share.life,
                percent_1(side.share.life),
            )
    };
    let sentence = Sentence::new()
        .say("While nothing happens the condors earn ")
        .figure(
            &at("calm.condorTheta"),
            calm.condor_theta.get(),
            dollars(calm.condor_theta.get()),
        )
        .say(" a day. With the layers that are on it is ");
    let sentence = side(sentence, "held", &calm.held)
        .say(" of the credit over the condor\u{2019}s life; with all three always on it is ");
    side(sentence, "all", &calm.all).say(if passes(&calm.held, calm.allowed) {
        ". What is on now passes the calm-market check."
    } else {
        ". What is on now fails the calm-market check."
    })
}

/// Decay is not negative, and the cost is within what is allowed.
fn passes(side: &Side, allowed: f64) -> bool {
    side.theta.get() >= 0.0 && side.share.life <= allowed
}

fn on_likeness(of: &ThresholdsSystem, plan: &Plan) -> Sentence {
    let alike = &of.likeness.what_if;
    let spx = plan.what_if().spx;
    let sentence = Sentence::new()
        .say(&format!(
            "With SPX at {} a full-range pool has lost ",
            number(spx, 0)
        ))
        .figure(&at("likeness.whatIf.full"), alike.full, small(-alike.full));
    let sentence = match alike.range {
        Some(loss) => sentence
            .say(" to divergence, one between ")
            .figure(&at("likeness.low"), of.likeness.low, number(of.likeness.low, 0))
            .say(" and ")
            .figure(
                &at("likeness.high"),
                of.likeness.high,
                number(of.likeness.high, 0),
            )
            .say(" ")
            .figure(&at("likeness.whatIf.range"), loss, small(-loss)),
        None => sentence.say(" to divergence"),
    };
    let result = alike.condor;
    sentence
        .say(if result < 0.0 {
            " of what was put in; at expiry the condors have lost "
        } else {
            " of what was put in; at expiry the condors have earned "
        })
        .figure(&at("likeness.whatIf.condor"), result, percent(result.abs()))
        .say(
            " of their margin. Both are paid to stand in a range; there the likeness ends, since a pool has no expiry, no \
             wings and no vega: nothing about it says that VIX calls hedge a condor.",
        )
}

/// A fraction as percent with two decimals, for losses that are hardly any.
fn small(fraction: f64) -> String {
    format!("{}\u{a0}%", number(100.0 * fraction, 2))
}

fn on_moves(of: &ThresholdsSystem) -> Sentence {
    let (life, fall) = (&of.announced.horizons[1], &of.announced.falls[1]);
    let sentence = Sentence::new()
        .say("To the condor\u{2019}s expiry VIX expects a move of ")
        .figure(
            &at("announced.horizons[1].byVix"),
            life.by_vix,
            number(life.by_vix, 0),
        )
        .say(" points");
    let sentence = match life.dated {
        Some(dated) => sentence
            .say(", ")
            .figure(&at("announced.horizons[1].dated"), dated, number(dated, 0))
            .say(" with its variance put on the days of the announcements"),
        None => sentence.say("; the announcements typed are worth more than that"),
    };
    sentence
        .say(". A fall of one such move puts VIX on the line at ")
        .figure(&at("announced.falls[1].vix"), fall.vix, number(fall.vix, 2))
        .say(" and the rule at ")
        .figure(
            &at("announced.falls[1].calls"),
            f64::from(fall.calls),
            count(fall.calls),
        )
        .say(" calls.")
}

fn levels(of: &ThresholdsSystem) -> Table {
    let rows = of.levels.iter().enumerate().map(|(index, level)| {
        let figure = |name: &str, format| Cell::figure(at(&format!("levels[{index}].{name}")), format);
        let maybe =
            |name: &str, format, why| Cell::maybe(at(&format!("levels[{index}].{name}")), format, why);
        let row = Row::new(
            format!("From VIX {}", plain(level.level)),
            [
                figure("exact", Format::Ratio),
                figure("calls", Format::Count),
                figure("strike", Format::Vix),
                figure("priceNow", Format::Points),
                maybe("priceAtLevel", Format::Points, SETTLED),
                maybe("priceAfter", Format::Points, BELOW),
                figure("costNow", Format::Usd),
                maybe("costAtLevel", Format::Usd, SETTLED),
                maybe("costAfter", Format::Usd, BELOW),
                maybe("late", Format::Pl, "Held already, or not reached."),
            ],
        );
        if of.what_if.vix >= level.level {
            row.state(State::Fires)
        } else {
            row
        }
    });
    Table {
        id: "levels",
        title: "The layers, and what adding late costs",
        help: "One call\u{2019}s price and all of a layer\u{2019}s cost: now; with VIX just at its level on the what-if\u{2019}s \
               day; with VIX where the what-if puts it. Late is the last less the one before. Marked: held in the what-if.",
        source: "Document 003; levels, strikes and days are ours",
        head: Vec::from([
            "",
            "Wanted",
            "Calls",
            "Strike",
            "Now",
            "At its level",
            "After the gap",
            "Cost now",
            "Cost at level",
            "Cost after",
            "Late",
        ]),
        rows: rows.collect(),
    }
}

fn ladder(of: &ThresholdsSystem) -> Table {
    let rows = of.ladder.iter().enumerate().map(|(index, rung)| {
        let figure = |name: &str, format| Cell::figure(at(&format!("ladder[{index}].{name}")), format);
        Row::new(
            format!("VIX {}", plain(rung.vix)),
            [
                figure("calls", Format::Count),
                figure("today", Format::Pl),
                figure("crossed", Format::Pl),
                figure("gapped", Format::Pl),
            ],
        )
    });
    Table {
        id: "ladder",
        title: "Calls by VIX level",
        help: "How many the rule holds, each lower layer filled in, and what the layers gain on the what-if\u{2019}s day: all \
               bought today; each as VIX crosses its level; or filled in after VIX has jumped there.",
        source: "Document 003: more VIX exposure at higher thresholds",
        head: Vec::from(["", "Calls", "Bought today", "At each level", "After a gap"]),
        rows: rows.collect(),
    }
}

fn calm(of: &ThresholdsSystem) -> Table {
    let calm = &of.calm;
    let row = |title: &str, name: &str, format| {
        let cell = |side: &str| Cell::figure(at(&format!("calm.{side}.{name}")), format);
        Row::new(title, [cell("held"), cell("all")])
    };
    let same = |title: &str, name: &str| {
        let cell = || Cell::figure(at(&format!("calm.{name}")), Format::Percent);
        Row::new(title, [cell(), cell()])
    };
    Table {
        id: "calm",
        title: "Calm-market check",
        help: "Of the layers on now: whether condors and layers together still decay in your favour, whether the layers cost \
               no more over the condor\u{2019}s life than you allow, and whether what is left pays for the margin. Beside \
               them all three, as if always on.",
        source: "Document 003: no over-hedging in calm markets, and a package that stays accretive",
        head: Vec::from(["", "On now", "All always on"]),
        rows: Vec::from([
            row("Decay a day, condors and layers", "theta", Format::Pl)
                .state(State::of(calm.held.theta.get() >= 0.0)),
            row(
                "Cost over the condor\u{2019}s life, of the credit",
                "share.life",
                Format::Percent,
            )
            .state(State::of(calm.held.share.life <= calm.allowed)),
            same("Cost allowed", "allowed"),
            row("Cost up front", "share.upfront", Format::Percent),
            row("Cost a day", "share.perDay", Format::Percent),
            row("Cost with rolls", "share.rolled", Format::Percent),
            row("Most it earns on what it ties up", "earns", Format::Percent)
                .state(State::of(calm.held.earns >= calm.financing)),
            same("What the margin costs meanwhile", "financing"),
        ]),
    }
}

fn likeness(of: &ThresholdsSystem) -> Table {
    let rows = of.likeness.rows.iter().enumerate().map(|(index, alike)| {
        let figure = |name: &str, format| Cell::figure(at(&format!("likeness.rows[{index}].{name}")), format);
        Row::new(
            percent_move("SPX", 100.0 * alike.spx_move),
            [
                figure("spx", Format::Spx),
                figure("full", Format::Percent),
                Cell::maybe(
                    at(&format!("likeness.rows[{index}].range")),
                    Format::Percent,
                    NO_RANGE,
                ),
                figure("condor", Format::Percent),
            ],
        )
    });
    Table {
        id: "likeness",
        title: "Impermanent loss beside the condors",
        help: "What a liquidity pool has less than one who held both assets, over the whole range of prices and between two \
               of them, as a share of what was put in; and the condors\u{2019} result at expiry over their margin.",
        source: "2\u{221a}r/(1 + r) \u{2212} 1, and Uniswap v3\u{2019}s range orders; pool fees are left out, the credit is not",
        head: Vec::from(["", "SPX", "Full range", "Between the ends", "Condors"]),
        rows: rows.collect(),
    }
}

fn horizons() -> Table {
    let titles = [
        "The next trading day",
        "The condor\u{2019}s life, calendar days",
        "VIX\u{2019}s own 30 days",
    ];
    let mut rows: Vec<Row> = titles
        .into_iter()
        .enumerate()
        .map(|(index, title)| {
            let cell =
                |name: &str| Cell::figure(at(&format!("announced.horizons[{index}].{name}")), Format::Points);
            let dated = at(&format!("announced.horizons[{index}].dated"));
            Row::new(
                title,
                [
                    cell("byVix"),
                    cell("onTop"),
                    Cell::maybe(dated, Format::Points, TOO_QUIET),
                ],
            )
        })
        .collect();
    let quiet = Cell::maybe(at("announced.quietVol"), Format::Percent, TOO_QUIET);
    rows.push(Row::new(
        "Vol of a day without one",
        [Cell::words("\u{2013}"), Cell::words("\u{2013}"), quiet],
    ));
    Table {
        id: "horizons",
        title: "Expected move with announcements",
        help: "One standard deviation in index points. VIX already counts the announcements of its own thirty days: adding \
               them on top counts them twice, so the last column takes them out of the other days and puts them where they \
               fall.",
        source: "Document 003: expected moves from VIX and FOMC, CPI and PPI; the size of each is ours",
        head: Vec::from(["", "By VIX", "On top of VIX", "Dated"]),
        rows,
    }
}

fn falls(of: &ThresholdsSystem) -> Table {
    let rows = of.announced.falls.iter().enumerate().map(|(index, fall)| {
        let figure =
            |name: &str, format| Cell::figure(at(&format!("announced.falls[{index}].{name}")), format);
        Row::new(
            format!("{} expected moves", plain(fall.moves)),
            [
                figure("spx", Format::Spx),
                figure("vix", Format::Vix),
                figure("calls", Format::Count),
            ],
        )
    });
    Table {
        id: "falls",
        title: "The layers an expected move reaches",
        help: "A fall of so many expected moves by the condor\u{2019}s expiry, VIX on the line, and the calls the rule holds \
               there.",
        source: "Document 003: layers calibrated around expected moves",
        head: Vec::from(["", "SPX", "VIX", "Calls"]),
        rows: rows.collect(),
    }
}

fn scenes(of: &ThresholdsSystem) -> Table {
    let mut rows: Vec<Row> = of
        .scenes
        .iter()
        .enumerate()
        .map(|(index, scene)| {
            let figure = |name: &str| Cell::figure(at(&format!("scenes[{index}].{name}")), Format::Pl);
            Row::new(
                scene.title.clone(),
                [
                    figure("alone"),
                    figure("today"),
                    figure("crossed"),
                    figure("gapped"),
                ],
            )
        })
        .collect();
    let worst = |name: &str| Cell::figure(at(&format!("worst.{name}")), Format::Pl);
    rows.push(
        Row::new(
            "The worst of them",
            [worst("alone"), worst("today"), worst("crossed"), worst("gapped")],
        )
        .state(State::Fires),
    );
    Table {
        id: "scenes",
        title: "Does it limit the worst?",
        help: "Condors and layers together in the standing scenarios, by how the layers were bought.",
        source: "Document 003: limit drawdowns; computed from your inputs",
        head: Vec::from([
            "",
            "Condors alone",
            "Bought today",
            "At each level",
            "After a gap",
        ]),
        rows,
    }
}

fn words(text: &str, source: &'static str) -> Item {
    Item {
        parts: Sentence::new().say(text).parts(),
        source,
        state: State::Plain,
    }
}

fn limits() -> List {
    List {
        id: "limits",
        title: "Where the likeness ends",
        help: "A liquidity provider and a seller of condors are both short gamma and paid for it. The rest differs.",
        items: Vec::from([
            words(
                "A pool\u{2019}s loss goes away when the price comes back; a condor\u{2019}s is final on its expiry.",
                "Follows from both payoffs",
            ),
            words(
                "A condor\u{2019}s loss stops at its wings and is a large share of its margin; a pool\u{2019}s has no stop and \
                 stays a small share of what was put in.",
                "The table above",
            ),
            words(
                "Impermanent loss depends on the price alone. A condor also has vega: VIX moves its value, and VIX calls \
                 answer to that; for a pool they would hedge nothing.",
                "Follows from both formulas",
            ),
            words(
                "Fees of a pool grow with its volume and have no limit; a condor\u{2019}s credit is paid once.",
                "Follows from both contracts",
            ),
            words(
                "What offsets a pool\u{2019}s loss is bought convexity in its own price, such as a strangle; for condors that \
                 is the wings, or put spreads.",
                "Follows from both payoffs",
            ),
        ]),
    }
}

fn notes(of: &ThresholdsSystem, plan: &Plan, typed: &Thresholds) -> Vec<String> {
    let mut notes = Vec::new();
    let factors = &of.factors;
    let scaled: Vec<&str> = [
        (factors.wacc, "the cost of capital"),
        (factors.concentration, "the concentration of the index"),
        (factors.early, "early signs"),
    ]
    .into_iter()
    .filter(|(factor, _)| *factor != 1.0)
    .map(|(_, name)| name)
    .collect();
    if !scaled.is_empty() {
        notes.push(format!(
            "Calls are scaled by {}. The document asks for it; no record says that it helps, so the factors are bounded \
             and shown.",
            joined(&scaled, " and ")
        ));
    }
    if typed.level_days <= plan.what_if().day.get() {
        notes.push(format!(
            "The calls settle in {} days, before the what-if\u{2019}s day: they are paid on VIX half way there.",
            plain(typed.level_days)
        ));
    }
    if of.announced.quiet_vol.is_none() {
        notes.push(String::from(
            "The announcements typed are worth more variance than all of VIX\u{2019}s thirty days: VIX is lower than your \
             sizes, or the sizes are too large.",
        ));
    }
    if of
        .levels
        .iter()
        .any(|level| level.calls == 0 && level.exact > 0.0)
    {
        notes.push(String::from(
            "A factor leaves one layer less than half a call, which is none.",
        ));
    }
    notes
}

/// The layers in place of the form's, each waiting for its level.
fn actions(plan: &Plan, typed: &Thresholds) -> Vec<Action> {
    let layers = Ladder::new(plan, typed).rows();
    if layers.is_empty() || layers == plan.inputs().layers {
        return Vec::new();
    }
    let inputs = Inputs {
        layers,
        ..plan.inputs().clone()
    };
    Vec::from([Action {
        title: String::from("Take these layers into the form, each waiting for its level"),
        link: to_link(&inputs),
    }])
}
