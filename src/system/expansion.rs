//! A sudden expansion of volatility (document 000): roll the whole thing, adjust the wings, or hold?

mod carried_over;
mod panel;
mod words;

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::adjustment::{Adjustment, Change, Desk, Moves};
use crate::book::{Book, BookGreeks};
use crate::cash_flow::{CashFlows, Return};
use crate::constant_maturity::Blend;
use crate::daily_swing::daily_swings;
use crate::distribution::probability_below;
use crate::fair_value::{earnings_multiple, gordon};
use crate::hedge_for_return::{Room, room};
use crate::inputs::systems::NO_YES;
use crate::inputs::systems::expansion::{CONTRACTS, EXCEEDS, Expansion, FAIR_VALUES, KEEPS, MONTHS, STRUCK};
use crate::layer::{Instrument, Layer};
use crate::link::to_link;
use crate::liquidity::{Due, Liquid, with_slippage};
use crate::market::Shock;
use crate::math::{exp, sqrt};
use crate::panel::Panel;
use crate::plan::Plan;
use crate::preset::Preset;
use crate::regime::{Decision, Diagnosis, Evidence, Reading, stable, votes};
use crate::reserve::{Reserve, credit_left};
use crate::route::Route;
use crate::system::{About, System};
use crate::units::{Days, Rate, TRADING_DAYS, Usd};

const QUESTION: &str =
    "Volatility expands suddenly: do you roll the whole thing, adjust the wings on the fly, or hold?";
const SOURCE: &str = "Document 000: a layered VIX hedge when volatility expands suddenly";
/// Most contracts of a layer that the solver looks at.
const MOST_CONTRACTS: i32 = 10_000;
/// Most days before the condor's expiry on which break-evens are looked for.
const MOST_DAYS: usize = 3;

/// A sudden expansion of volatility.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpansionSystem {
    /// The position today.
    pub before: Side,
    /// The position once volatility has expanded: the what-if.
    pub after: Side,
    /// Each layer, before and after.
    pub layers: Vec<LayerSides>,
    /// Break-evens of the package on later days, nothing traded.
    pub break_evens: Vec<BreakEvenOn>,
    /// What speaks for a spike or a regime.
    pub evidence: Vec<Evidence>,
    /// Votes for a regime that persists.
    pub votes: f64,
    /// Votes that make one.
    pub votes_needed: f64,
    /// Nearest over second VIX future once volatility has expanded, less one; `None` without two.
    pub inversion: Option<f64>,
    /// Whether the expansion exceeds the first two layers.
    pub exceeded: Exceeded,
    /// What the table says.
    pub decision: Decision,
    /// The change that goes with it, as a place in `changes`.
    pub chosen: usize,
    /// Every change, in a fixed order.
    pub changes: Vec<ChangeFigures>,
    /// Levels people call fair.
    pub fair: FairValues,
    /// The 30-day blend of futures, where two are quoted.
    pub blend: Option<BlendFigures>,
    /// How many contracts the target return leaves room for.
    pub fit: Fit,
    /// The credit, and what has been paid out of it.
    pub credit: Credit,
    /// The state with the expanded market as today's, as a link.
    #[serde(skip)]
    there: Option<String>,
}

/// The position in one market.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// SPX level.
    pub spx: f64,
    /// VIX level.
    pub vix: f64,
    /// Days from now.
    pub day: f64,
    /// At-the-money vol at the condor's expiry, a fraction; `None` once it has expired.
    pub atm: Option<f64>,
    /// The condor's gain since it was sold.
    pub condor: Usd,
    /// The hedge's gain since it was bought.
    pub hedge: Usd,
    /// Both.
    pub total: Usd,
    /// How both answer to small moves.
    pub greeks: BookGreeks,
    /// Share of the condor's answer to VIX taken away; `None` where it has none.
    pub neutralised: Option<f64>,
    /// Probability that the condor ends between its own break-evens; `None` where it has no two or has expired.
    pub probability_of_profit: Option<f64>,
    /// SPX below which all of it would be at a loss on that day, VIX on the line from there.
    pub lower: Option<f64>,
    /// SPX above which it would.
    pub upper: Option<f64>,
    /// Mean of the betas for a fall and a rise, on the capital.
    pub beta: f64,
    /// One-day standard deviation over the capital, times the root of 252.
    pub swing: f64,
    /// The same of the condor alone.
    pub swing_alone: f64,
}

/// One layer before and after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerSides {
    /// Price of one, points: before and after.
    pub price: [f64; 2],
    /// Of that, time value.
    pub time_value: [f64; 2],
    /// Its future, or the SPX forward of a put spread.
    pub forward: [f64; 2],
    /// Where its future must settle for the layer to have earned its price; `None` for put spreads.
    pub break_even_future: Option<f64>,
    /// Dollars per point of spot VIX, whole layer.
    pub per_vix_point: [Usd; 2],
    /// Dollars per calendar day if nothing moves, whole layer.
    pub theta: [Usd; 2],
    /// Gain since it was bought, whole layer.
    pub gain: Usd,
    /// What was paid for each dollar it is worth once volatility has expanded; `None` for futures and what is worthless.
    pub paid_per_dollar: Option<f64>,
    /// Points that VIX must rise each day to pay for its carry, before; `None` where it does not answer to VIX.
    pub carry_points: Option<f64>,
}

/// Break-evens of the package on one day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BreakEvenOn {
    /// Days from now.
    pub day: f64,
    /// Lower level, VIX on today's line.
    pub lower: Option<f64>,
    /// Upper level.
    pub upper: Option<f64>,
}

/// Whether the expansion exceeds the hedge's first two layers, both readings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exceeded {
    /// Layers of VIX calls or futures looked at: the first two, or fewer.
    pub layers: f64,
    /// How far the closer of their futures is past its break-even; negative short of it.
    pub past_break_even: Option<f64>,
    /// Whether every one of their futures is past its break-even.
    pub futures: bool,
    /// Their gains, added.
    pub gain: Usd,
    /// Whether the condor's loss exceeds that.
    pub loss: bool,
    /// The reading in force.
    pub holds: bool,
}

/// A change with everything it is compared by. A figure of a change that cannot be made is missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeFigures {
    /// Short name, stable.
    pub id: &'static str,
    /// Why it cannot be made; empty where it can.
    pub why_not: &'static str,
    /// The strikes of the condor then, and what is held beside it.
    pub holding: String,
    /// Received for the trades; negative when paid.
    pub cash: Option<Usd>,
    /// Fees and slippage.
    pub costs: Option<Usd>,
    /// Gain on what is closed, from its entry to now; `None` where only one leg of a spread is.
    pub realised: Option<Usd>,
    /// The most that can be lost by the condor's expiry.
    pub most_lost: Option<Usd>,
    /// Lower break-even of the condor alone, all that is realised counted.
    pub alone_lower: Option<f64>,
    /// Upper one.
    pub alone_upper: Option<f64>,
    /// Lower break-even with the hedge, VIX on today's line.
    pub lower: Option<f64>,
    /// Upper one.
    pub upper: Option<f64>,
    /// Per index point.
    pub delta: Option<Usd>,
    /// Change of delta per index point.
    pub gamma: Option<Usd>,
    /// Over the next day.
    pub theta: Option<Usd>,
    /// Of the condor, per 0.01 of SPX vol.
    pub vega: Option<Usd>,
    /// Per point of spot VIX.
    pub per_vix_point: Option<Usd>,
    /// Share of the condor's loss in a further move that the hedge returns; `None` where it does not lose.
    pub offset: Option<f64>,
    /// Gain of all of it in that further move, from there.
    pub further: Option<Usd>,
    /// Beta on the capital, mean of both ways.
    pub beta: Option<f64>,
    /// Gain at the ending, from the very start.
    pub profit: Option<Usd>,
    /// That over the most that is tied up, not annualised.
    pub simple_return: Option<f64>,
    /// How often the flows change sign.
    pub sign_changes: Option<f64>,
    /// The internal rate a year, where there is exactly one.
    pub irr: Option<f64>,
    /// The modified rate a year.
    pub mirr: Option<f64>,
    /// Whether the flows are worth something at the target rate.
    pub meets_target: bool,
    /// What the purse pays.
    pub drawn: Option<Usd>,
    /// What is left in it then.
    pub engine_left: Option<Usd>,
    /// What it is short.
    pub engine_short: Option<Usd>,
    /// Interest on what it pays, until the condor's expiry.
    pub interest: Option<Usd>,
    /// What would be left of the credit if it paid.
    pub credit_left: Option<Usd>,
    /// What can be paid at once over what the change and a further move may claim; `None` where that is nothing.
    pub quick_ratio: Option<f64>,
}

/// Levels people call SPX's fair value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FairValues {
    /// The forward to the condor's expiry once volatility has expanded.
    pub forward: f64,
    /// Earnings times multiple.
    pub earnings: f64,
    /// Gordon's value of the dividends; `None` where they grow as fast as what is required.
    pub gordon: Option<f64>,
    /// The same with dividends growing half a percent faster.
    pub gordon_faster: Option<f64>,
    /// The one in force.
    pub used: Option<f64>,
}

/// The blend of two futures that keeps 30 days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlendFigures {
    /// Days from now to the nearer settlement.
    pub near: f64,
    /// To the farther one.
    pub far: f64,
    /// Share of the nearer one.
    pub near_share: f64,
    /// Level once volatility has expanded.
    pub level: f64,
    /// What holding it earns a day from the curve's slope, a fraction.
    pub roll_yield: Option<f64>,
}

/// How many contracts of a layer the target return leaves room for, after a change.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fit {
    /// The change.
    pub change: &'static str,
    /// The layer's number, as listed after it.
    pub layer: f64,
    /// Contracts held then; `None` where there is no such layer or it has settled.
    pub held: Option<f64>,
    /// How the answer reads: "atMost", "atLeast", "any", "never" or "none".
    pub reading: &'static str,
    /// The number of contracts.
    pub contracts: Option<f64>,
    /// The yearly internal rate with them.
    pub irr: Option<f64>,
    /// With one contract more on the wrong side.
    pub irr_beyond: Option<f64>,
    /// Share of the condor's loss in the further move that the hedge returns with them.
    pub offset: Option<f64>,
}

/// The credit, and what has been paid out of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Credit {
    /// Gross credit.
    pub credit: Usd,
    /// Fees, and what the hedge cost.
    pub spent: Usd,
    /// What earlier changes drew from the purse.
    pub drawn: Usd,
    /// What is left of the credit while the purse pays for changes.
    pub kept: Usd,
    /// What would be left had the credit paid for earlier changes.
    pub if_it_paid: Usd,
}

impl System for ExpansionSystem {
    const ABOUT: About = About {
        id: "expansion",
        question: QUESTION,
        source: SOURCE,
        groups: &["expansion", "expansion-moves", "expansion-target", "liquidity"],
        presets: &[
            Preset {
                id: "expansion",
                title: "Volatility expands: roll, adjust or hold",
                question: QUESTION,
                source: SOURCE,
                link: "v=1&system=expansion",
            },
            Preset {
                id: "expansion-isolated",
                title: "An isolated spike",
                question: "A spike with steady prices: is it enough to adjust the wings?",
                source: "Document 000: stable CPI and PPI; the numbers are ours",
                link: "v=1&move=-4&vixTo=28&day=2&system=expansion&cpiLast=2.9&cpiBefore=2.8&ppiLast=2.4&ppiBefore=2.5&regimeRsiSpx=44&regimeRsiVix=62&regimeMacdVix=-0.2",
            },
            Preset {
                id: "expansion-regime",
                title: "A regime that persists",
                question: "Prices accelerate and VIX keeps rising: does the whole position roll?",
                source: "Document 000: a persistent regime beyond the first two layers; the numbers are ours",
                link: "v=1&move=-9&vixTo=38&day=5&system=expansion&cpiLast=3.6&cpiBefore=2.9&ppiLast=4.1&ppiBefore=3&regimeRsiSpx=28&regimeRsiVix=74&regimeMacdVix=1.8",
            },
        ],
    };

    fn of(plan: &Plan) -> Self {
        let study = Study::new(plan);
        let route = study.desk.route();
        let changes: Vec<(Adjustment, Result<Change, &'static str>)> = Adjustment::ALL
            .into_iter()
            .map(|adjustment| (adjustment, study.desk.change(adjustment)))
            .collect();
        let today = Route {
            market: route.market,
            via: route.market.today(),
        };
        let before = study.side(&Book::held(plan.package(), today.via), &today);
        let after = study.side(study.desk.held(), route);
        let exceeded = study.exceeded(&after);
        let inversion = study.inversion();
        let evidence = evidence(study.typed, inversion);
        let votes = votes(&evidence);
        let diagnosis = Diagnosis {
            expanded: after.vix > before.vix,
            persistent: votes >= study.typed.votes_needed,
            exceeded: exceeded.holds,
            loses: after.total < Usd::ZERO,
        };
        let decision = diagnosis.decision();
        let figures: Vec<ChangeFigures> = changes
            .iter()
            .map(|(adjustment, change)| study.figures(*adjustment, change))
            .collect();
        Self {
            before,
            after,
            layers: study.layers(&today),
            break_evens: study.break_evens(),
            votes,
            votes_needed: study.typed.votes_needed,
            evidence,
            inversion,
            exceeded,
            decision,
            chosen: chosen(decision, &figures),
            fair: study.fair_values(),
            blend: study.blend(),
            fit: study.fit(&changes),
            credit: study.credit(),
            there: carried_over::carried_over(plan, study.desk.held(), route).map(|inputs| to_link(&inputs)),
            changes: figures,
        }
    }

    fn panel(&self, plan: &Plan) -> Panel {
        panel::panel(self, plan)
    }
}

/// The change that goes with a decision: of those the decision allows, one that meets the target if any does, and of
/// these the one that leaves the least to lose.
fn chosen(decision: Decision, changes: &[ChangeFigures]) -> usize {
    let allowed: &[Adjustment] = match decision {
        Decision::Hold => &[Adjustment::Hold],
        Decision::AdjustWings => &[
            Adjustment::WingsIn,
            Adjustment::WingsOut,
            Adjustment::StrangleIn,
            Adjustment::StrangleOut,
        ],
        Decision::Roll => &[Adjustment::RollCondor, Adjustment::RollAll],
    };
    let lost = |change: &ChangeFigures| change.most_lost.map_or(f64::INFINITY, Usd::get);
    let best = changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.why_not.is_empty() && allowed.iter().any(|id| id.id() == change.id))
        .min_by(|(_, one), (_, other)| {
            let missed = one.meets_target.cmp(&other.meets_target).reverse();
            missed.then(lost(one).total_cmp(&lost(other)))
        });
    best.map_or(0, |(place, _)| place)
}

/// Facts the reader typed, each with its votes.
fn evidence(typed: &Expansion, inversion: Option<f64>) -> Vec<Evidence> {
    let fact = |id, persists, weight| Evidence {
        id,
        reading: Reading::of(persists),
        weight,
    };
    let prints = |last, before| stable(last, before, typed.print_tolerance).map(|stable| !stable);
    let flag = |word: &str| Some(word == NO_YES[1]);
    Vec::from([
        fact("cpi", prints(typed.cpi_last, typed.cpi_before), 1.0),
        fact("ppi", prints(typed.ppi_last, typed.ppi_before), 1.0),
        fact(
            "curve",
            inversion.map(|share| share > typed.inverted_by / 100.0),
            1.0,
        ),
        fact("rsiSpx", typed.rsi_spx.map(|rsi| rsi < typed.rsi_spx_weak), 1.0),
        fact("rsiVix", typed.rsi_vix.map(|rsi| rsi > typed.rsi_vix_high), 1.0),
        fact("macdVix", typed.macd_vix.map(|over| over > 0.0), 1.0),
        fact("reer", flag(&typed.flag_reer), typed.flag_weight),
        fact("rotation", flag(&typed.flag_rotation), typed.flag_weight),
        fact("gdp", flag(&typed.flag_gdp), typed.flag_weight),
    ])
}

/// The plan, what was typed, and the market of the expansion.
struct Study<'p> {
    plan: &'p Plan,
    typed: &'p Expansion,
    desk: Desk<'p>,
}

impl<'p> Study<'p> {
    fn new(plan: &'p Plan) -> Self {
        let typed = &plan.systems().expansion;
        let moves = Moves {
            wings: typed.wing_step,
            strangle: typed.strangle_step,
            centre: fair_values(plan, typed).used,
            roll: Days::new(typed.roll_days),
            roll_with_forward: typed.roll_keeps == KEEPS[1],
            shift: Days::new(typed.shift_days),
            shift_to_future: typed.shift_struck == STRUCK[1],
            future: if typed.futures_contract == CONTRACTS[1] {
                Instrument::VixFuture
            } else {
                Instrument::VixMini
            },
            month: usize::from(typed.futures_month == MONTHS[1]),
            leg_slippage: typed.leg_slippage,
            leg_fee: plan.costs().spx_fee,
        };
        Self {
            plan,
            typed,
            desk: Desk::new(plan.package(), plan.what_if(), moves),
        }
    }

    fn per_future(&self) -> Usd {
        Usd::new(self.plan.systems().money.vx_margin)
    }

    fn of_capital(&self, dollars: f64) -> f64 {
        dollars / self.plan.capital().account.get()
    }

    /// Mean of the betas for a fall and a rise, VIX on the line from where it stands.
    fn beta(&self, greeks: &BookGreeks, spx: f64) -> f64 {
        let (fall, rise) = self.plan.package().market.line.slopes(spx);
        let slope = f64::midpoint(fall, rise);
        self.of_capital((greeks.delta.get() + greeks.per_vix_point.get() * slope) * spx)
    }

    fn side(&self, book: &Book, route: &Route<'_>) -> Side {
        let (market, via) = (route.market, route.via);
        let state = market.after(via);
        let (condor, hedge) = (book.condor_gain(route, &state), book.hedge_gain(route, &state));
        let greeks = book.greeks(route);
        let hedge_per_point = greeks.hedge_per_vix_point;
        let condor_per_point = greeks.per_vix_point.get() - hedge_per_point.get();
        let running = !state.settled(book.condor.expiry);
        let options = state.spx_expiry(book.condor.expiry);
        let alone = book.break_even_alone();
        let probability = match alone.as_slice() {
            [lower, upper] if running => {
                Some(probability_below(&options, *upper) - probability_below(&options, *lower))
            }
            _ => None,
        };
        let from_here = |spx: f64| {
            market
                .line
                .vix(via.vix, (spx / via.spx - 1.0) * 100.0, Days::ZERO)
        };
        let (lower, upper) = book.break_even(route, via.day, from_here);
        let [swing, swing_alone] = self.swings(book, route);
        Side {
            spx: via.spx,
            vix: via.vix,
            day: via.day.get(),
            atm: running.then(|| options.atm.get()),
            condor,
            hedge,
            total: condor + hedge,
            greeks,
            neutralised: (condor_per_point != 0.0).then(|| -hedge_per_point.get() / condor_per_point),
            probability_of_profit: probability,
            lower,
            upper,
            beta: self.beta(&greeks, via.spx),
            swing,
            swing_alone,
        }
    }

    /// One-day standard deviations over the capital, a year, of the whole book and of its condor: SPX moves by VIX over the
    /// root of 252, VIX on the line from where it stands.
    fn swings(&self, book: &Book, route: &Route<'_>) -> [f64; 2] {
        let via = route.via;
        let swings = daily_swings(via.vix / 100.0 / sqrt(TRADING_DAYS), |ratio| {
            let state = route.market.after(self.from(via, (ratio - 1.0) * 100.0));
            let alone = book.condor_gain(route, &state);
            [(alone + book.hedge_gain(route, &state)).get(), alone.get()]
        });
        swings.map(|swing| self.of_capital(swing * sqrt(TRADING_DAYS)))
    }

    /// The day after a shock (the condor's last, if sooner), SPX moved on by so many percent, VIX on the line from there.
    fn from(&self, via: Shock, percent: f64) -> Shock {
        let expiry = self.plan.package().condor.expiry;
        let left = expiry.since(via.day).get().clamp(0.0, 1.0);
        let line = self.plan.package().market.line;
        Shock {
            spx: via.spx * (1.0 + percent / 100.0),
            vix: line.vix(via.vix, percent, Days::ZERO),
            day: Days::new(via.day.get() + left),
        }
    }

    fn layers(&self, today: &Route<'_>) -> Vec<LayerSides> {
        let route = self.desk.route();
        let sides = [today, route];
        let states = sides.map(|side| side.market.after(side.via));
        let held = self.desk.held().layers.iter();
        held.map(|layer| {
            let each = [0, 1];
            let price = each.map(|side| sides[side].value(layer, &states[side]));
            let forward = each.map(|side| forward(layer, sides[side]));
            let per_vix_point = each.map(|side| Book::layer_per_vix_point(layer, sides[side]));
            let theta = each.map(|side| a_day(layer, sides[side]));
            let paid = layer.basis();
            let is_option = !layer.terms().instrument.is_future();
            LayerSides {
                price,
                time_value: each.map(|side| time_value(layer, sides[side], price[side], forward[side])),
                forward,
                break_even_future: break_even_future(layer),
                per_vix_point,
                theta,
                gain: Book::layer_gain(layer, route, &states[1]),
                paid_per_dollar: (is_option && price[1] > 0.0).then(|| paid / price[1]),
                carry_points: (per_vix_point[0].get() != 0.0)
                    .then(|| -theta[0].get() / per_vix_point[0].get()),
            }
        })
        .collect()
    }

    /// The day of the shock, the next expiries of layers before the condor's, and the condor's.
    fn break_evens(&self) -> Vec<BreakEvenOn> {
        let (route, held) = (self.desk.route(), self.desk.held());
        let (market, via, expiry) = (route.market, route.via, held.condor.expiry);
        let mut days: Vec<Days> = Vec::new();
        for day in held.layers.iter().map(|layer| layer.terms().expiry) {
            let place = days.partition_point(|other| *other < day);
            if day > via.day && day < expiry && days.get(place) != Some(&day) {
                days.insert(place, day);
            }
        }
        days.truncate(MOST_DAYS);
        if expiry > via.day {
            days.push(expiry);
        }
        days.into_iter()
            .map(|day| {
                let (lower, upper) = held.break_even(route, day, |spx| market.on_the_line_at(spx, day).vix);
                BreakEvenOn {
                    day: day.get(),
                    lower,
                    upper,
                }
            })
            .collect()
    }

    fn inversion(&self) -> Option<f64> {
        let (market, via) = (self.desk.route().market, self.desk.route().via);
        let state = market.after(via);
        let mut running = market
            .curve
            .quotes()
            .iter()
            .filter(|quote| !state.settled(quote.tenor));
        let (front, second) = (running.next()?, running.next()?);
        Some(state.future(front.tenor, None) / state.future(second.tenor, None) - 1.0)
    }

    fn exceeded(&self, after: &Side) -> Exceeded {
        let route = self.desk.route();
        let state = route.market.after(route.via);
        let first: Vec<&Layer> = self
            .desk
            .held()
            .layers
            .iter()
            .filter(|layer| break_even_future(layer).is_some() && layer.is_active(route.market))
            .take(2)
            .collect();
        let past = first
            .iter()
            .filter_map(|layer| Some(forward(layer, route) - break_even_future(layer)?))
            .reduce(f64::min);
        let gain = first.iter().fold(Usd::ZERO, |sum, layer| {
            sum + Book::layer_gain(layer, route, &state)
        });
        let futures = past.is_some_and(|past| past > 0.0);
        let loss = after.condor < Usd::ZERO && -after.condor > gain;
        Exceeded {
            layers: whole(first.len()),
            past_break_even: past,
            futures,
            gain,
            loss,
            holds: if self.typed.exceeds == EXCEEDS[0] {
                futures
            } else {
                loss
            },
        }
    }

    /// The market in which a book whose condor settles on `day` ends.
    fn ending(&self, day: Days) -> Shock {
        let (market, via) = (self.desk.route().market, self.desk.route().via);
        Shock {
            spx: self.typed.end_spx.unwrap_or(via.spx),
            vix: self.typed.end_vix.unwrap_or(market.curve.spot()),
            day: if day < via.day { via.day } else { day },
        }
    }

    fn flows(&self, change: &Change) -> CashFlows {
        let end = self.ending(change.book.condor.expiry);
        self.desk.flows(change, self.per_future(), end)
    }

    fn target(&self) -> Rate {
        Rate::from_percent(self.typed.target_irr)
    }

    /// Share of the condor's loss in the further move that the hedge returns, and what all of it gains.
    fn further(&self, book: &Book) -> (Option<f64>, Usd) {
        let route = self.desk.route();
        let market = route.market;
        let (here, there) = (
            market.after(route.via),
            market.after(self.from(route.via, self.typed.next_move)),
        );
        let condor = book.condor_gain(route, &there) - book.condor_gain(route, &here);
        let hedge = book.hedge_gain(route, &there) - book.hedge_gain(route, &here);
        let offset = (condor.get() < -0.005).then(|| hedge.get() / -condor.get());
        (offset, condor + hedge)
    }

    fn reserve(&self) -> Reserve {
        Reserve {
            size: Usd::new(self.typed.engine),
            drawn: Usd::new(self.typed.engine_drawn),
            rate: Rate::from_percent(self.typed.engine_rate),
        }
    }

    fn figures(&self, adjustment: Adjustment, change: &Result<Change, &'static str>) -> ChangeFigures {
        let change = match change {
            Ok(change) => change,
            Err(why_not) => return impossible(adjustment.id(), why_not),
        };
        // A long strike closed while its short stays open gains what the short loses: alone it says nothing.
        let only_wings = matches!(adjustment, Adjustment::WingsIn | Adjustment::WingsOut);
        let (route, book) = (self.desk.route(), &change.book);
        let (market, expiry) = (route.market, book.condor.expiry);
        let greeks = book.greeks(route);
        let (lower, upper) = book.break_even(route, expiry, |spx| market.on_the_line_at(spx, expiry).vix);
        let alone = book.break_even_alone();
        let both = |side: usize| {
            if alone.len() == 2 {
                alone.get(side).copied()
            } else {
                None
            }
        };
        let (offset, further) = self.further(book);
        let flows = self.flows(change);
        let rates = flows.internal_returns();
        let wacc = self.plan.capital().wacc;
        let debit = change.costs - change.cash;
        let left = expiry.since(route.via.day);
        let draw = self
            .reserve()
            .pay(debit, if left < Days::ZERO { Days::ZERO } else { left });
        let credit = self.credit();
        ChangeFigures {
            id: adjustment.id(),
            why_not: "",
            holding: words::holding(book, route),
            cash: Some(change.cash),
            costs: Some(change.costs),
            realised: (!only_wings).then_some(change.realised),
            most_lost: book.most_lost(route),
            alone_lower: both(0),
            alone_upper: both(1),
            lower,
            upper,
            delta: Some(greeks.delta),
            gamma: Some(greeks.gamma),
            theta: Some(greeks.theta),
            vega: Some(greeks.vega),
            per_vix_point: Some(greeks.per_vix_point),
            offset,
            further: Some(further),
            beta: Some(self.beta(&greeks, route.via.spx)),
            profit: Some(flows.profit()),
            simple_return: flows.simple_return(),
            sign_changes: Some(whole(flows.sign_changes())),
            irr: only(&rates).and_then(|rate| rate.per_year),
            mirr: flows.modified_return(wacc, wacc).and_then(|rate| rate.per_year),
            meets_target: flows.present_value(self.target()) >= Usd::ZERO,
            drawn: Some(draw.paid),
            engine_left: Some(draw.left),
            engine_short: Some(draw.short),
            interest: Some(draw.interest),
            credit_left: Some(credit.if_it_paid - Usd::new(debit.get().max(0.0))),
            quick_ratio: self.quick_ratio(book, debit, further),
        }
    }

    /// The change's debit, the margin it adds, and the loss to be met soon: typed, or that of the further move.
    fn quick_ratio(&self, book: &Book, debit: Usd, further: Usd) -> Option<f64> {
        let typed = &self.plan.systems().money;
        let per_future = self.per_future();
        let added = book.margin(per_future) - self.desk.held().margin(per_future);
        let loss = typed.near_loss.unwrap_or(-further.get().min(0.0));
        let due = Due {
            hedge_debit: debit,
            margin: Usd::new(typed.margin_due + added.get().max(0.0)),
            near_term_loss: with_slippage(Usd::new(loss), typed.exit_slippage / 100.0),
        };
        let liquid = Liquid {
            cash: Usd::new(typed.cash),
            bills: Usd::new(typed.bills),
            excess_margin: Usd::new(typed.excess_margin),
        };
        liquid.quick_ratio(&due)
    }

    fn fair_values(&self) -> FairValues {
        fair_values(self.plan, self.typed)
    }

    fn blend(&self) -> Option<BlendFigures> {
        let blend: Blend = self.desk.blend()?;
        let state = self.desk.route().market.after(self.desk.route().via);
        let (near, far) = (state.future(blend.near, None), state.future(blend.far, None));
        Some(BlendFigures {
            near: blend.near.get(),
            far: blend.far.get(),
            near_share: blend.near_share,
            level: blend.level(near, far),
            roll_yield: blend.roll_yield(near, far),
        })
    }

    fn fit(&self, changes: &[(Adjustment, Result<Change, &'static str>)]) -> Fit {
        let change = changes
            .iter()
            .find(|(adjustment, _)| adjustment.id() == self.typed.solve_for);
        let id = change.map_or(Adjustment::Hold.id(), |(adjustment, _)| adjustment.id());
        let empty = Fit {
            change: id,
            layer: self.typed.solve_layer,
            held: None,
            reading: "none",
            contracts: None,
            irr: None,
            irr_beyond: None,
            offset: None,
        };
        let Some(change) = change.and_then(|(_, change)| change.as_ref().ok()) else {
            return empty;
        };
        let Some((index, held)) = self.solvable(change) else {
            return empty;
        };
        let with = |contracts: i32| self.desk.with_quantity(change.clone(), index, contracts);
        let worth = |contracts: i32| self.flows(&with(contracts)).present_value(self.target()).get();
        let irr = |contracts: i32| {
            only(&self.flows(&with(contracts)).internal_returns()).and_then(|rate| rate.per_year)
        };
        let (reading, contracts, beyond) = match room(worth, held, MOST_CONTRACTS) {
            Room::AtMost(contracts) => ("atMost", Some(contracts), contracts.checked_add(1)),
            Room::AtLeast(contracts) => ("atLeast", Some(contracts), contracts.checked_sub(1)),
            Room::Any => ("any", None, None),
            Room::Never => ("never", None, None),
        };
        Fit {
            held: Some(f64::from(held)),
            reading,
            contracts: contracts.map(f64::from),
            irr: contracts.and_then(irr),
            irr_beyond: beyond.filter(|contracts| *contracts >= 0).and_then(irr),
            offset: contracts.and_then(|contracts| self.further(&with(contracts).book).0),
            ..empty
        }
    }

    /// The layer to be varied after a change, and its contracts: one that is bought and still runs.
    fn solvable(&self, change: &Change) -> Option<(usize, i32)> {
        let route = self.desk.route();
        let state = route.market.after(route.via);
        let number = self.typed.solve_layer;
        let (index, layer) = change
            .book
            .layers
            .iter()
            .enumerate()
            .find(|(index, _)| number == f64::from(u32::try_from(index + 1).unwrap_or(u32::MAX)))?;
        let terms = layer.terms();
        let runs = layer.is_active(route.market) && !state.settled(terms.expiry);
        (runs && terms.quantity >= 0).then_some((index, terms.quantity))
    }

    fn credit(&self) -> Credit {
        let package = self.plan.package();
        let condor = &package.condor;
        let credit = condor.dollars(condor.credit);
        let hedge = package.premium() + package.trading_costs();
        let drawn = Usd::new(self.typed.engine_drawn);
        Credit {
            credit,
            spent: condor.fees + hedge,
            drawn,
            kept: credit_left(credit, condor.fees, hedge, Usd::ZERO),
            if_it_paid: credit_left(credit, condor.fees, hedge, drawn),
        }
    }
}

/// A small count as a figure.
#[expect(clippy::cast_precision_loss, reason = "a few dozen")]
fn whole(count: usize) -> f64 {
    count as f64
}

/// The only rate of several, where there is one.
fn only(rates: &[Return]) -> Option<Return> {
    rates.first().filter(|_| rates.len() == 1).copied()
}

/// The three levels once volatility has expanded, and the one in force.
fn fair_values(plan: &Plan, typed: &Expansion) -> FairValues {
    let (package, via) = (plan.package(), plan.what_if());
    let market = &package.market;
    let forward = market.after(via).spx_expiry(package.condor.expiry).forward;
    let earnings = earnings_multiple(typed.earnings, typed.multiple);
    let required = Rate::new(market.rate.get() + plan.capital().equity_premium.get());
    // What the index pays a year is paid on today's level: an expansion cuts no dividend.
    let dividend = market.spx * market.dividend.get();
    let at = |growth: f64| gordon(dividend, required, Rate::from_percent(growth));
    let value = at(typed.dividend_growth);
    FairValues {
        forward,
        earnings,
        gordon: value,
        gordon_faster: at(typed.dividend_growth + 0.5),
        used: match typed.fair_value.as_str() {
            word if word == FAIR_VALUES[1] => Some(earnings),
            word if word == FAIR_VALUES[2] => value,
            _ => Some(forward),
        },
    }
}

fn impossible(id: &'static str, why_not: &'static str) -> ChangeFigures {
    ChangeFigures {
        id,
        why_not,
        ..ChangeFigures::default()
    }
}

/// A layer's future, or the SPX forward of a put spread; the level it was paid on once it has settled.
fn forward(layer: &Layer, route: &Route<'_>) -> f64 {
    let terms = layer.terms();
    let state = route.market.after(route.via);
    let settled = state.settled(terms.expiry);
    let (spx, vix) = route.levels(terms.expiry, route.via);
    match terms.instrument {
        Instrument::SpxPutSpread { .. } if settled => spx,
        Instrument::SpxPutSpread { .. } => state.spx_expiry(terms.expiry).forward,
        _ if settled => vix,
        _ => state.future(terms.expiry, terms.beta),
    }
}

/// Where a layer's future must settle for the layer to have earned its price.
fn break_even_future(layer: &Layer) -> Option<f64> {
    match layer.terms().instrument {
        Instrument::VixCall { strike } => Some(strike + layer.basis()),
        Instrument::VixFuture | Instrument::VixMini => Some(layer.basis()),
        Instrument::SpxPutSpread { .. } => None,
    }
}

/// Points of a layer's price that only time holds: its price less what its forward's payoff is worth now.
fn time_value(layer: &Layer, route: &Route<'_>, price: f64, forward: f64) -> f64 {
    let terms = layer.terms();
    if terms.instrument.is_future() || route.market.after(route.via).settled(terms.expiry) {
        return 0.0;
    }
    let years = terms.expiry.since(route.via.day).years().get();
    price - exp(-route.market.rate.get() * years) * terms.instrument.payoff(forward, forward)
}

/// What a layer gains over the next day if nothing moves.
fn a_day(layer: &Layer, route: &Route<'_>) -> Usd {
    let via = route.via;
    let next = Shock {
        day: Days::new(via.day.get() + 1.0),
        ..via
    };
    let gain = |end: Shock| Book::layer_gain(layer, route, &route.market.after(end));
    gain(next) - gain(via)
}
