//! Benchmarks: the hedge beside plain alternatives that cost as much, or follow a rule anybody can read.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::alternative::{Kind, Menu, alternative, hedge_budget, narrowest, vxth_share, worst_loss};
use crate::budget::Count;
use crate::columns::{Column, Heading, column, maybe, table};
use crate::condor::Condor;
use crate::format::{count, dollars, number, percent, percent_1, plain};
use crate::hedge_cost::{FourCounts, hedge_cost};
use crate::layer::{Instrument, Layer};
use crate::market::Shock;
use crate::nearest_break_even::nearest_break_even;
use crate::package::Package;
use crate::panel::{Cell, Format, Panel, Row, State, Table};
use crate::plan::Plan;
use crate::preset::Preset;
use crate::scenario::standing;
use crate::sentence::Sentence;
use crate::system::{About, System};
use crate::units::{Days, Rate, Usd};
use crate::whole_contracts::whole;

/// One scenario in which everything is compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparedIn {
    /// Its name; "whatIf" is the reader's own.
    pub id: &'static str,
    /// What happens.
    pub title: String,
    /// SPX level.
    pub spx: f64,
    /// VIX level.
    pub vix: f64,
    /// Days from now.
    pub day: Days,
}

/// One alternative. Dollars; shares are fractions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AlternativeReport {
    /// Its name.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What is bought or left, in words.
    pub holds: String,
    /// Condors.
    pub condors: f64,
    /// Credit of all of them.
    pub credit: Usd,
    /// What it costs against no hedge: paid and given up in credit at the start, lost over the life, the first
    /// day, and with rolls if nothing moves.
    pub cost: FourCounts<Usd>,
    /// The same as shares of the reader's credit.
    pub share: FourCounts<f64>,
    /// Margin of the condors.
    pub margin: Usd,
    /// The most it can lose by the condor's expiry, the VIX hedge worthless; `None` without end.
    pub worst_loss: Option<Usd>,
    /// The nearest break-even below today's SPX at the condor's expiry, VIX on the line.
    pub lower: Option<f64>,
    /// The one above.
    pub upper: Option<f64>,
    /// What it gains in each scenario, in their order.
    pub totals: Vec<Usd>,
    /// What it gains in the what-if more than no hedge, as a share of that loss; `None` where nothing is lost.
    pub saves: Option<f64>,
    /// The least of the totals.
    pub lowest: Usd,
}

/// Every figure of the benchmarks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BenchmarksSystem {
    /// What the hedge costs, which the alternatives spend too.
    pub budget: Usd,
    /// The scenarios, the reader's what-if first.
    pub scenarios: Vec<ComparedIn>,
    /// The alternatives, the reader's own hedge first; those without an answer are left out.
    pub alternatives: Vec<AlternativeReport>,
    /// How many of the others stand higher than the reader's hedge in the what-if.
    pub better_in_what_if: f64,
    /// How many of the others cost less over the condor's life if nothing happens.
    pub cheaper: f64,
    /// Share of the account that Cboe's rule puts into calls today.
    pub vxth_share: f64,
}

const QUESTION: &str = "Is the hedge better than plainer ways to spend the same money?";
const SOURCE: &str =
    "Ours, to hold the documents’ hedge against; single calls from the publisher’s guide, VXTH from Cboe";

impl System for BenchmarksSystem {
    const ABOUT: About = About {
        id: "benchmarks",
        question: QUESTION,
        source: SOURCE,
        groups: &["benchmarks"],
        presets: &[
            Preset {
                id: "benchmarks",
                title: "4/4/2 beside plain alternatives",
                question: QUESTION,
                source: SOURCE,
                link: "v=1&system=benchmarks",
            },
            Preset {
                id: "benchmarks-one-day",
                title: "Benchmarks for condors of one day",
                question: "What protects condors that live for a day?",
                source: "Document 002: a condor of one day outside the expected move; credit and ten-point wings are ours",
                link: "v=1&longPut=7035&shortPut=7045&shortCall=7215&longCall=7225&credit=1.15&condorDte=1&move=-2&system=benchmarks",
            },
        ],
    };

    fn of(plan: &Plan) -> Self {
        let package = plan.package();
        let menu = menu(plan);
        let scenarios = scenarios(plan);
        let bench = Bench::new(package, &scenarios);
        let alternatives: Vec<AlternativeReport> = Kind::ALL
            .iter()
            .filter_map(|&kind| {
                let other = alternative(package, plan.costs(), &menu, kind)?;
                Some(bench.report(kind, &other))
            })
            .collect();
        let others = |better: &dyn Fn(&AlternativeReport, &AlternativeReport) -> bool| {
            let Some((own, others)) = alternatives.split_first() else {
                return 0.0;
            };
            let many = others.iter().filter(|other| better(other, own)).count();
            f64::from(u32::try_from(many).unwrap_or(u32::MAX))
        };
        let month = package.market.curve.future(Days::new(30.0));
        Self {
            budget: hedge_budget(package, menu.equal_on),
            better_in_what_if: others(&|other, own| other.totals.first() > own.totals.first()),
            cheaper: others(&|other, own| other.cost.life < own.cost.life),
            vxth_share: vxth_share(month).get(),
            alternatives,
            scenarios,
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        Panel {
            answer: Vec::from([self.answer().parts(), self.worst_losses(plan).parts()]),
            tables: Vec::from([self.costs_table(), self.holds_table(), self.scenario_table()]),
            notes: self.notes(plan),
            ..Panel::default()
        }
    }
}

fn menu(plan: &Plan) -> Menu {
    let typed = &plan.systems().benchmarks;
    Menu {
        equal_on: Count::named(&typed.equal_on),
        fewer: typed.fewer_condors.map(whole),
        put_spreads: typed.put_spreads.map(whole),
        put_width: typed.put_spread_width,
        call_above: Rate::from_percent(typed.simple_above),
        call_after: Days::new(typed.simple_after),
        account: plan.capital().account,
    }
}

fn scenarios(plan: &Plan) -> Vec<ComparedIn> {
    let of = |id: &'static str, title: String, shock: Shock| ComparedIn {
        id,
        title,
        spx: shock.spx,
        vix: shock.vix,
        day: shock.day,
    };
    let mut found = Vec::from([of("whatIf", String::from("Your what-if"), plan.what_if())]);
    found.extend(
        standing(plan.package())
            .into_iter()
            .map(|scenario| of(scenario.id, scenario.title, scenario.shock)),
    );
    found
}

/// No hedge at all, which everything is held against.
struct Bench<'p> {
    bare: &'p Package,
    shocks: Vec<Shock>,
    /// What the reader's condors gain in each scenario, and at their expiry and after a day if nothing moves.
    condor: Vec<Usd>,
    at_expiry: Usd,
    after_a_day: Usd,
}

impl<'p> Bench<'p> {
    fn new(package: &'p Package, scenarios: &[ComparedIn]) -> Self {
        let shocks: Vec<Shock> = scenarios
            .iter()
            .map(|scenario| Shock {
                spx: scenario.spx,
                vix: scenario.vix,
                day: scenario.day,
            })
            .collect();
        let (market, condor) = (&package.market, &package.condor);
        let unchanged = |day: Days| Shock {
            day,
            ..market.today()
        };
        Self {
            condor: shocks
                .iter()
                .map(|&shock| condor.gain(&market.after(shock)))
                .collect(),
            at_expiry: condor.gain(&market.after(unchanged(condor.expiry))),
            after_a_day: condor.gain(&market.after(unchanged(condor.expiry.min(Days::new(1.0))))),
            bare: package,
            shocks,
        }
    }

    /// What an alternative's condors gain: the reader's own figures again where they are the reader's own.
    fn gains(&self, condor: &Condor) -> (Vec<Usd>, Usd, Usd) {
        if *condor == self.bare.condor {
            return (self.condor.clone(), self.at_expiry, self.after_a_day);
        }
        let market = &self.bare.market;
        let gain = |shock: Shock| condor.gain(&market.after(shock));
        let unchanged = |day: Days| Shock {
            day,
            ..market.today()
        };
        (
            self.shocks.iter().map(|&shock| gain(shock)).collect(),
            gain(unchanged(condor.expiry)),
            gain(unchanged(condor.expiry.min(Days::new(1.0)))),
        )
    }

    fn report(&self, kind: Kind, other: &Package) -> AlternativeReport {
        let (market, condor, own) = (&other.market, &other.condor, &self.bare.condor);
        let hedge = hedge_cost(other);
        let (gains, at_expiry, after_a_day) = self.gains(condor);
        let credit = condor.dollars(condor.credit);
        let own_credit = own.dollars(own.credit);
        let given_up = own_credit - credit;
        // What the condors earn less if nothing moves stands beside what the hedge loses.
        let cost = FourCounts {
            upfront: hedge.upfront + given_up,
            life: hedge.life + (self.at_expiry - at_expiry),
            per_day: hedge.per_day + (self.after_a_day - after_a_day),
            rolled: hedge.rolled + (self.at_expiry - at_expiry),
        };
        let totals: Vec<Usd> = self
            .shocks
            .iter()
            .zip(gains)
            .map(|(&shock, gain)| gain + other.hedge_gain(&market.after(shock)))
            .collect();
        let levels = nearest_break_even(other, condor.expiry);
        let (bare, total) = (self.condor.first(), totals.first());
        let saves = bare
            .zip(total)
            .filter(|(bare, _)| bare.get() < -0.005)
            .map(|(bare, total)| (*total - *bare).get() / -bare.get());
        AlternativeReport {
            id: id(kind),
            title: title(kind),
            holds: holds(other, kind),
            condors: f64::from(condor.quantity),
            credit,
            share: cost.map(|dollars| dollars.get() / own_credit.get()),
            cost,
            margin: condor.dollars(condor.width()),
            worst_loss: worst_loss(other),
            lower: levels.lower,
            upper: levels.upper,
            lowest: totals
                .iter()
                .copied()
                .min_by(|one, other| one.get().total_cmp(&other.get()))
                .unwrap_or_default(),
            saves,
            totals,
        }
    }
}

fn id(kind: Kind) -> &'static str {
    match kind {
        Kind::Yours => "yours",
        Kind::Nothing => "nothing",
        Kind::Fewer => "fewer",
        Kind::Narrower => "narrower",
        Kind::PutSpread => "putSpread",
        Kind::OnePer(1) => "onePer1",
        Kind::OnePer(2) => "onePer2",
        Kind::OnePer(_) => "onePer4",
        Kind::Vxth => "vxth",
    }
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Yours => "Your hedge",
        Kind::Nothing => "No hedge",
        Kind::Fewer => "Fewer condors",
        Kind::Narrower => "Narrower wings",
        Kind::PutSpread => "SPX put spreads",
        Kind::OnePer(1) => "One VIX call a condor",
        Kind::OnePer(2) => "One for two condors",
        Kind::OnePer(_) => "One for four condors",
        Kind::Vxth => "Cboe’s VXTH rule",
    }
}

/// What is held, in words: the condors where they differ, else the layers.
fn holds(package: &Package, kind: Kind) -> String {
    let condor = &package.condor;
    match kind {
        Kind::Fewer => format!("{} of them", condor.quantity),
        Kind::Narrower => format!(
            "{}/{}/{}/{} for {}",
            plain(condor.long_put),
            plain(condor.short_put),
            plain(condor.short_call),
            plain(condor.long_call),
            number(condor.credit, 2)
        ),
        _ => match package.layers.as_slice() {
            [] => String::from("nothing"),
            [layer] => layer_words(layer),
            layers => format!(
                "{} layers",
                count(u32::try_from(layers.len()).unwrap_or(u32::MAX))
            ),
        },
    }
}

fn layer_words(layer: &Layer) -> String {
    let terms = layer.terms();
    let many = plain(layer.contracts());
    let days = terms.expiry.get();
    let days = format!("{} {}", plain(days), if days == 1.0 { "day" } else { "days" });
    match terms.instrument {
        Instrument::VixCall { strike } => {
            let calls = if terms.quantity == 1 { "call" } else { "calls" };
            format!("{many} {calls} {}, {days}", plain(strike))
        }
        Instrument::VixFuture => format!("{many} VX, {days}"),
        Instrument::VixMini => format!("{many} VXM, {days}"),
        Instrument::SpxPutSpread { upper, lower } => {
            let spreads = if terms.quantity == 1 {
                "put spread"
            } else {
                "put spreads"
            };
            format!("{many} {spreads} {}/{}, {days}", plain(upper), plain(lower))
        }
    }
}

/// Why a figure of a benchmark may be missing.
const ENDLESS: &str = "Something was sold that can lose without end.";
const NO_LEVEL: &str = "There is none between 30 and 170 % of today’s SPX.";
const NO_LOSS: &str = "The condors alone do not lose in the what-if.";

impl BenchmarksSystem {
    fn found(&self, id: &str) -> Option<(usize, &AlternativeReport)> {
        self.alternatives
            .iter()
            .enumerate()
            .find(|(_, alternative)| alternative.id == id)
    }

    fn answer(&self) -> Sentence {
        let Some((index, own)) = self.found("yours") else {
            return Sentence::new();
        };
        let total = own.totals.first().copied().unwrap_or_default().get();
        let others = self.alternatives.len() - 1;
        let others = count(u32::try_from(others).unwrap_or(u32::MAX));
        let mut sentence = Sentence::new()
            .say(if total < 0.0 {
                "In your what-if condors and hedge lose "
            } else {
                "In your what-if condors and hedge gain "
            })
            .figure(
                &format!("system.benchmarks.alternatives[{index}].totals[0]"),
                total,
                dollars(total.abs()),
            );
        if let Some(saves) = own.saves {
            sentence = sentence.say("; the hedge saves ").figure(
                &format!("system.benchmarks.alternatives[{index}].saves"),
                saves,
                percent(saves),
            );
            sentence = sentence.say(" of the bare loss");
        }
        sentence
            .say(". Of the other ")
            .say(&others)
            .say(" ways ")
            .figure(
                "system.benchmarks.betterInWhatIf",
                self.better_in_what_if,
                number(self.better_in_what_if, 0),
            )
            .say(if self.better_in_what_if == 1.0 {
                " stands higher there, and "
            } else {
                " stand higher there, and "
            })
            .figure("system.benchmarks.cheaper", self.cheaper, number(self.cheaper, 0))
            .say(if self.cheaper == 1.0 {
                " costs less over the condor’s life if nothing happens."
            } else {
                " cost less over the condor’s life if nothing happens."
            })
    }

    fn worst_losses(&self, plan: &Plan) -> Sentence {
        let count = match Count::named(&plan.systems().benchmarks.equal_on) {
            Count::Upfront => "up front",
            Count::Life => "over the condor’s life",
            Count::PerDay => "for a day",
            Count::Rolled => "with rolls",
        };
        let mut sentence = Sentence::new()
            .say(&format!("What the hedge costs {count}, "))
            .figure(
                "system.benchmarks.budget",
                self.budget.get(),
                dollars(self.budget.get()),
            )
            .say(if self.budget > Usd::ZERO {
                ", can be spent otherwise. The most that can be lost is then "
            } else {
                ", leaves nothing to spend otherwise. The most that can be lost is "
            });
        let ways = [
            ("fewer", " with fewer condors, "),
            ("narrower", " with narrower wings, "),
            ("putSpread", " with SPX put spreads, "),
            ("nothing", " with nothing, "),
        ];
        for (id, words) in ways {
            if let Some((index, found)) = self.found(id)
                && let Some(loss) = found.worst_loss
            {
                let key = format!("system.benchmarks.alternatives[{index}].worstLoss");
                sentence = sentence.figure(&key, loss.get(), dollars(loss.get())).say(words);
            }
        }
        match self
            .found("yours")
            .and_then(|(index, own)| Some((index, own.worst_loss?)))
        {
            Some((index, loss)) => sentence
                .say("and ")
                .figure(
                    &format!("system.benchmarks.alternatives[{index}].worstLoss"),
                    loss.get(),
                    dollars(loss.get()),
                )
                .say(" with your hedge, if its VIX part is worthless by then."),
            None => sentence.say("and has no end with your hedge, of which something is sold."),
        }
    }

    fn lines(&self) -> impl Iterator<Item = (String, String, State)> {
        self.alternatives.iter().enumerate().map(|(index, alternative)| {
            let state = if alternative.id == "yours" {
                State::Fires
            } else {
                State::Plain
            };
            (
                String::from(alternative.title),
                format!("system.benchmarks.alternatives[{index}]"),
                state,
            )
        })
    }

    fn costs_table(&self) -> Table {
        const COLUMNS: &[Column] = &[
            column("What-if", "totals[0]", Format::Pl),
            maybe("Saved of the loss", "saves", Format::Percent, NO_LOSS),
            column("Up front", "share.upfront", Format::Percent),
            column("Over the life", "share.life", Format::Percent),
            column("For a day", "share.perDay", Format::Percent),
            column("With rolls", "share.rolled", Format::Percent),
            maybe("Worst loss", "worstLoss", Format::Usd, ENDLESS),
            column("Margin", "margin", Format::Usd),
            maybe("Break-even below", "lower", Format::Level, NO_LEVEL),
            maybe("Break-even above", "upper", Format::Level, NO_LEVEL),
        ];
        table(
            Heading {
                id: "alternatives",
                title: "Your hedge beside the alternatives",
                help: "Costs are what it takes against no hedge, credit given up among them, as shares of your credit. The worst loss counts VIX calls as worthless; break-evens are at the condor’s expiry, VIX on the line.",
                source: "Ours",
                of: "Instead",
            },
            COLUMNS,
            self.lines(),
        )
    }

    fn holds_table(&self) -> Table {
        let rows = self.alternatives.iter().enumerate().map(|(index, alternative)| {
            let at = |name: &str| format!("system.benchmarks.alternatives[{index}].{name}");
            Row::new(
                alternative.title,
                [
                    Cell::words(alternative.holds.clone()),
                    Cell::figure(at("condors"), Format::Count),
                    Cell::figure(at("credit"), Format::Usd),
                    Cell::figure(at("cost.upfront"), Format::Usd),
                ],
            )
        });
        Table {
            id: "holds",
            title: "What each of them is",
            help: "Whole contracts at listed strikes. Fewer condors and narrower wings give up what comes nearest to the hedge’s cost in credit; put spreads are struck where they cost that much at most.",
            source: "Single calls: the publisher’s guide. VXTH: 30-delta calls of a month for 1 % of the account with the future between 15 and 30, 0.5 % up to 50, none outside; thestreet.com on the fund that follows it, 2012",
            head: Vec::from(["Instead", "Holds", "Condors", "Credit", "Paid or given up"]),
            rows: rows.collect(),
        }
    }

    fn scenario_table(&self) -> Table {
        let mut head = Vec::from(["Scenario"]);
        head.extend(self.alternatives.iter().map(|alternative| alternative.title));
        let rows = self.scenarios.iter().enumerate().map(|(row, scenario)| {
            let cells: Vec<Cell> = (0..self.alternatives.len())
                .map(|index| {
                    let key = format!("system.benchmarks.alternatives[{index}].totals[{row}]");
                    Cell::figure(key, Format::Pl)
                })
                .collect();
            Row::new(scenario.title.clone(), cells)
        });
        Table {
            id: "scenarios",
            title: "Scenario by scenario",
            help: "Condors and hedge together; the standing scenarios are valued after a day.",
            source: "The model",
            head,
            rows: rows.collect(),
        }
    }

    fn narrowest_credit(plan: &Plan) -> Usd {
        let condor = narrowest(plan.package());
        condor.dollars(condor.credit)
    }

    fn notes(&self, plan: &Plan) -> Vec<String> {
        let mut notes = Vec::new();
        let condor = &plan.package().condor;
        if let Some((_, fewer)) = self.found("fewer")
            && plan.systems().benchmarks.fewer_condors.is_none()
            && fewer.condors == 1.0
            && fewer.cost.upfront < self.budget
        {
            notes.push(String::from(
                "Fewer condors: even one condor left gives up less credit than the hedge costs.",
            ));
        }
        if plan
            .systems()
            .benchmarks
            .fewer_condors
            .is_some_and(|fewer| fewer > f64::from(condor.quantity))
        {
            notes.push(format!(
                "Fewer condors: you have {}; more than that counts as all of them.",
                condor.quantity
            ));
        }
        if let Some((_, narrower)) = self.found("narrower")
            && narrower.credit == Self::narrowest_credit(plan)
            && narrower.cost.upfront < self.budget
        {
            notes.push(String::from(
                "Narrower wings: even wings of one step give up less credit than the hedge costs.",
            ));
        }
        if self.found("putSpread").is_none() {
            notes.push(String::from(
                "SPX put spreads: no strike makes them cost what the hedge costs, so they are left out.",
            ));
        }
        if self.found("vxth").is_none() {
            notes.push(String::from(
                "Cboe’s VXTH rule: no strike has a delta of 0.30 at this VVIX, so it is left out.",
            ));
        } else {
            notes.push(format!(
                "Cboe’s VXTH rule buys calls each month for {} of the account today; the index holds the S&P 500 itself, \
                 here the account stands for it.",
                percent_1(self.vxth_share)
            ));
        }
        notes
    }
}
