//! Thousands of futures of the position: SPX and VIX drawn together to the condor's expiry, every leg worth what it then is.
//!
//! Everything depends on a few normal numbers: SPX at the condor's expiry, the log of VIX futures on the days that
//! matter. Their covariances are known in closed form ([`crate::variance_driver`]), so that a path is one draw of them and
//! not a walk of days. What a number means in points is read off option prices ([`crate::priced_law`]): the condor's
//! credit, the futures and the hedge's calls are repaid on average, and what a leg is worth before it settles is the mean
//! of its payoff given what is known.
//!
//! Those are the market's odds. The reader's own differ by what [`Assumptions`] says: a drift, SPX moving less than is
//! priced, VIX landing below its futures.

use alloc::vec;
use alloc::vec::Vec;

use serde::Serialize;

use crate::black76::discount;
use crate::estimate::{
    Estimate, Histogram, Mean, count_of, expected_shortfall, quantile, ratio, share, worst_count,
};
use crate::layer::{Instrument, Layer};
use crate::lower_root::lower_root;
use crate::math::{exp, ln, sqrt};
use crate::normal_table::NormalTable;
use crate::package::Package;
use crate::priced_law::{of_spx, of_vix};
use crate::response::Rule;
use crate::root::first_root_on;
use crate::standard_normal::StandardNormal;
use crate::units::{DAYS_PER_YEAR, Days, Rate};
use crate::variance_driver::{Seen, VarianceDriver};

/// The tenor of the future that the VIX premium is told for.
pub const PREMIUM_TENOR: Days = Days::new(30.0);
/// The tails told: the worst 5 % and the worst 1 %.
pub const TAILS: [f64; 2] = [0.05, 0.01];
/// Steps of the histogram.
const STEPS: usize = 40;
/// Shares of paths that the histogram's ends leave out.
const ENDS: (f64, f64) = (0.002, 0.998);

/// What the reader believes beyond prices, and which draws are taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumptions {
    /// Which draws: the same seed gives the same paths.
    pub seed: u64,
    /// How many paths.
    pub paths: u32,
    /// Correlation of the shocks of SPX and of VIX, -1 to 1.
    pub correlation: f64,
    /// What SPX earns above its forward, a year.
    pub drift: Rate,
    /// SPX's moves as a share of the priced ones: 1 takes the market's odds.
    pub realised: f64,
    /// Share of its price by which VIX lands, on average, below a future of 30 days: 0 takes the market's odds.
    pub vix_premium: f64,
}

impl Assumptions {
    /// The market's own odds, under which every price is fair.
    #[must_use]
    pub fn neutral(self) -> Self {
        Self {
            drift: Rate::ZERO,
            realised: 1.0,
            vix_premium: 0.0,
            ..self
        }
    }
}

/// A standard normal number that prices depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Number {
    /// SPX on a day.
    Spx(Days),
    /// A VIX future, seen on a day.
    Vix(Seen),
}

/// How the reader's odds change a number.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Belief {
    scale: f64,
    shift: f64,
}

impl Belief {
    fn of(self, number: f64) -> f64 {
        self.scale * number + self.shift
    }
}

/// What one contract is worth, as a function of its number.
#[derive(Clone, Debug, PartialEq)]
enum Worth {
    /// It has settled on this level.
    Settled(NormalTable),
    /// It is held still, at this price.
    Held(NormalTable),
}

impl Worth {
    fn points(&self, instrument: Instrument, number: f64) -> f64 {
        match self {
            // A contract settles on SPX or on VIX and takes no notice of the other.
            Worth::Settled(level) => {
                let level = level.at(number);
                instrument.payoff(level, level)
            }
            Worth::Held(price) => price.at(number),
        }
    }
}

/// A VIX future that is followed to see that its mean stays.
#[derive(Clone, Debug, PartialEq)]
struct Followed {
    tenor: Days,
    price: f64,
    level: NormalTable,
    mean: Mean,
    /// Logs of the future with those of VIX: sums of VIX, future, VIX squared, their product.
    logs: [f64; 4],
}

/// A simulation under way.
#[derive(Clone, Debug)]
pub struct Simulation {
    package: Package,
    assumptions: Assumptions,
    draws: StandardNormal,
    root: Vec<Vec<f64>>,
    beliefs: Vec<Belief>,
    spx: NormalTable,
    vix: NormalTable,
    futures: Vec<Followed>,
    /// Of each layer; `None` while it waits for a VIX level.
    worths: Vec<Option<Worth>>,
    /// Mean points of the condor and of each layer at the market's odds.
    fair: Vec<Mean>,
    /// Of each path: SPX at the end, then the gain of the condor and of each layer.
    gains: Vec<f64>,
    drawn: u32,
}

impl Simulation {
    /// A simulation of a package, nothing drawn yet.
    pub fn new(package: &Package, assumptions: Assumptions) -> Self {
        let market = &package.market;
        let end = package.condor.expiry;
        let quotes: Vec<Days> = market.curve.quotes().iter().map(|quote| quote.tenor).collect();
        let layers = package.layers.iter().map(|layer| layer.terms().expiry);
        let reach = layers.chain(quotes.iter().copied()).fold(PREMIUM_TENOR, later);
        let driver = VarianceDriver::new(market.vol_of_vol, later(reach, end));
        let mut numbers = vec![Number::Spx(end), Number::Vix(seen(end, end))];
        numbers.extend(quotes.iter().map(|&settles| Number::Vix(seen(settles, end))));
        numbers.extend(package.layers.iter().map(|layer| number_of(layer, end)));
        let covariance: Vec<Vec<f64>> = numbers
            .iter()
            .map(|&one| {
                let with = |&other| covariance(&driver, assumptions.correlation, one, other);
                numbers.iter().map(with).collect()
            })
            .collect();
        let spx = of_spx(&market.after(market.today()).spx_expiry(end));
        let future = |tenor: Days| {
            let price = market.curve.future(tenor);
            of_vix(market.vol_of_vol, price, tenor.years(), 1.0, None)
        };
        let futures = quotes.iter().map(|&tenor| Followed {
            tenor,
            price: market.curve.future(tenor),
            level: future(tenor).mean_given(share_seen(&driver, seen(tenor, end)), |vix| vix),
            mean: Mean::default(),
            logs: [0.0; 4],
        });
        Self {
            root: lower_root(&covariance),
            beliefs: beliefs(
                &numbers,
                &driver,
                [&spx, &future(PREMIUM_TENOR)],
                assumptions,
                end,
            ),
            vix: future(end),
            futures: futures.collect(),
            worths: package
                .layers
                .iter()
                .map(|layer| layer.is_active(market).then(|| worth(layer, package, &driver)))
                .collect(),
            fair: vec![Mean::default(); package.layers.len() + 1],
            gains: Vec::new(),
            draws: StandardNormal::seeded(assumptions.seed),
            drawn: 0,
            package: package.clone(),
            spx,
            assumptions,
        }
    }

    /// Draws up to so many more paths; how many there are now.
    ///
    /// However the paths are taken in turns, they are the same.
    pub fn advance(&mut self, paths: u32) -> u32 {
        let paths = paths.min(self.assumptions.paths - self.drawn);
        let mut drawn = vec![0.0; self.root.len()];
        let mut numbers = drawn.clone();
        for _ in 0..paths {
            for draw in &mut drawn {
                *draw = self.draws.draw();
            }
            for (number, row) in numbers.iter_mut().zip(&self.root) {
                *number = row.iter().zip(&drawn).map(|(part, draw)| part * draw).sum();
            }
            self.follow(&numbers);
            self.settle(&numbers);
        }
        self.drawn += paths;
        self.drawn
    }

    /// The futures of a path at the market's odds.
    fn follow(&mut self, numbers: &[f64]) {
        let vix = ln(self.vix.at(numbers[1]));
        for (future, &number) in self.futures.iter_mut().zip(&numbers[2..]) {
            let level = future.level.at(number);
            future.mean.take(level);
            let log = ln(level);
            let products = [vix, log, vix * vix, vix * log];
            for (sum, product) in future.logs.iter_mut().zip(products) {
                *sum += product;
            }
        }
    }

    /// What each leg gains on a path, and what it is worth at the market's odds.
    fn settle(&mut self, numbers: &[f64]) {
        let condor = &self.package.condor;
        let layers = 2 + self.futures.len();
        self.fair[0].take(condor.payoff(self.spx.at(numbers[0])));
        let spx = self.spx.at(self.beliefs[0].of(numbers[0]));
        self.gains.extend([spx, condor.gain_at(condor.payoff(spx)).get()]);
        for (index, (layer, worth)) in self.package.layers.iter().zip(&self.worths).enumerate() {
            let number = numbers[layers + index];
            let gain = worth.as_ref().map_or(0.0, |worth| {
                let instrument = layer.terms().instrument;
                self.fair[index + 1].take(worth.points(instrument, number));
                let points = worth.points(instrument, self.beliefs[layers + index].of(number));
                (layer.dollars(points - layer.basis()) - layer.costs_at(layer.basis())).get()
            });
            self.gains.push(gain);
        }
    }

    /// Paths drawn so far.
    pub fn drawn(&self) -> u32 {
        self.drawn
    }

    /// Paths asked for.
    pub fn asked(&self) -> u32 {
        self.assumptions.paths
    }

    /// What the paths drawn so far say.
    pub fn figures(&self) -> Simulated {
        let legs = self.worths.len() + 1;
        let rows = self.gains.chunks_exact(legs + 1);
        let paths: Vec<Path<'_>> = rows.map(|row| Path::of(row, self.package.market.spx)).collect();
        let mut unhedged: Vec<f64> = paths.iter().map(|path| path.condor).collect();
        let mut hedged: Vec<f64> = paths.iter().map(total).collect();
        unhedged.sort_by(f64::total_cmp);
        hedged.sort_by(f64::total_cmp);
        let (low, high) = (
            quantile(&unhedged, ENDS.0).min(quantile(&hedged, ENDS.0)),
            quantile(&unhedged, ENDS.1).max(quantile(&hedged, ENDS.1)),
        );
        let step = ((high - low) / count_of(STEPS)).max(1.0);
        Simulated {
            paths: self.drawn,
            hedge: HedgeOdds {
                mean: Mean::of(paths.iter().map(|path| path.hedge)).estimate(),
                falls: Losses::of(&paths, |path| loses(path) && path.fell),
                rises: Losses::of(&paths, |path| loses(path) && !path.fell),
                all: Losses::of(&paths, loses),
                turns: share(paths.iter().map(|path| loses(path) && total(path) > 0.0)),
                spoils: share(paths.iter().map(|path| path.condor > 0.0 && total(path) <= 0.0)),
            },
            tails: TAILS.map(|tail| tail_of(&paths, tail, legs)).to_vec(),
            histogram: [&unhedged, &hedged].map(|draws| Histogram::of(draws, low, step, STEPS)),
            unhedged: Odds::of(&unhedged),
            hedged: Odds::of(&hedged),
            condor: self.condor_check(),
            layers: self.layer_checks(),
            futures: self
                .futures
                .iter()
                .map(|future| self.future_check(future))
                .collect(),
        }
    }

    fn condor_check(&self) -> PriceCheck {
        let market = &self.package.market;
        let condor = &self.package.condor;
        let options = market.after(market.today()).spx_expiry(condor.expiry);
        let drawn = self.fair[0].estimate();
        PriceCheck {
            priced: condor.cost_to_close(&options),
            drawn: scaled(drawn, discount(options.rate, options.years)),
        }
    }

    fn layer_checks(&self) -> Vec<Option<PriceCheck>> {
        let market = &self.package.market;
        let layers = self.package.layers.iter().zip(&self.worths).zip(&self.fair[1..]);
        layers
            .map(|((layer, worth), fair)| {
                let terms = layer.terms();
                let until = terms.expiry.min(self.package.condor.expiry);
                let paid = if terms.instrument.is_future() {
                    1.0
                } else {
                    discount(market.rate, until.years())
                };
                worth.as_ref().map(|_| PriceCheck {
                    priced: layer.value(&market.after(market.today())),
                    drawn: scaled(fair.estimate(), paid),
                })
            })
            .collect()
    }

    fn future_check(&self, future: &Followed) -> FutureCheck {
        let end = self.package.condor.expiry;
        let paths = f64::from(self.drawn).max(1.0);
        let [vix, log, square, product] = future.logs.map(|sum| sum / paths);
        let spread = square - vix * vix;
        let ahead = future.tenor > end && spread > 0.0;
        let left = future.tenor.since(end);
        let rule = |rise, after| ahead.then(|| Rule::Kernel.response(rise, after).beta(left));
        FutureCheck {
            tenor: future.tenor,
            price: PriceCheck {
                priced: future.price,
                drawn: future.mean.estimate(),
            },
            beta: ahead.then(|| (product - vix * log) / spread),
            at_once: rule(false, Days::ZERO),
            spread: rule(true, end),
        }
    }
}

/// The later of two days.
fn later(one: Days, other: Days) -> Days {
    if other > one { other } else { one }
}

/// A future as it is seen when it settles, or at the end.
fn seen(settles: Days, end: Days) -> Seen {
    Seen {
        settles,
        on: settles.min(end),
    }
}

/// The number that a layer's worth depends on.
fn number_of(layer: &Layer, end: Days) -> Number {
    let terms = layer.terms();
    if terms.instrument.is_vix() {
        Number::Vix(seen(terms.expiry, end))
    } else {
        Number::Spx(terms.expiry.min(end))
    }
}

/// The deviation of a future as it is seen, as a share of what it has when it settles.
fn share_seen(driver: &VarianceDriver, seen: Seen) -> f64 {
    let settled = Seen {
        on: seen.settles,
        ..seen
    };
    (driver.deviation(seen) / driver.deviation(settled)).min(1.0)
}

/// Covariance of two numbers, each of variance one.
fn covariance(driver: &VarianceDriver, correlation: f64, one: Number, other: Number) -> f64 {
    match (one, other) {
        (Number::Spx(one), Number::Spx(other)) => sqrt(one.min(other).get() / later(one, other).get()),
        (Number::Vix(one), Number::Vix(other)) => {
            driver.covariance(one, other) / (driver.deviation(one) * driver.deviation(other))
        }
        (Number::Spx(day), Number::Vix(seen)) | (Number::Vix(seen), Number::Spx(day)) => {
            let motion = driver.with_motion(seen, day) / sqrt(day.years().get());
            correlation * motion / driver.deviation(seen)
        }
    }
}

/// What the assumptions make of each number.
fn beliefs(
    numbers: &[Number],
    driver: &VarianceDriver,
    laws: [&NormalTable; 2],
    assumptions: Assumptions,
    end: Days,
) -> Vec<Belief> {
    let [spx, month] = laws;
    let earned = exp(assumptions.drift.get() * end.get() / DAYS_PER_YEAR);
    let drift = shift(spx, assumptions.realised, earned);
    let premium = seen(PREMIUM_TENOR, PREMIUM_TENOR);
    // The same push on every day, told by what it does to the future of a month.
    let push = shift(month, 1.0, 1.0 - assumptions.vix_premium) * driver.deviation(premium)
        / driver.with_motion(premium, PREMIUM_TENOR);
    numbers
        .iter()
        .map(|&number| match number {
            Number::Spx(day) => Belief {
                scale: assumptions.realised,
                shift: drift * sqrt(day.get() / end.get()),
            },
            Number::Vix(seen) => Belief {
                scale: 1.0,
                shift: push * driver.with_motion(seen, seen.on) / driver.deviation(seen),
            },
        })
        .collect()
}

/// How far a law's number must be moved, once scaled, for its mean to become `factor` times what it is.
fn shift(law: &NormalTable, scale: f64, factor: f64) -> f64 {
    if scale == 1.0 && factor == 1.0 {
        return 0.0;
    }
    let wanted = law.mean() * factor;
    let missed = |shift: f64| NormalTable::of(|z| law.at(scale * z + shift)).mean() - wanted;
    first_root_on(&[-4.0, -1.0, 0.0, 1.0, 4.0], 1e-12, missed).unwrap_or(0.0)
}

/// What one contract of a layer is worth at the condor's expiry, or was when it settled.
fn worth(layer: &Layer, package: &Package, driver: &VarianceDriver) -> Worth {
    let market = &package.market;
    let terms = layer.terms();
    let end = package.condor.expiry;
    let settled = terms.expiry <= end;
    let paid = discount(market.rate, terms.expiry.since(end).years());
    let seen = seen(terms.expiry, end);
    let vix = |factor, strike| {
        let future = market.curve.future(terms.expiry);
        of_vix(market.vol_of_vol, future, terms.expiry.years(), factor, strike)
    };
    let (law, share, paid) = match terms.instrument {
        Instrument::VixCall { strike } => (vix(layer.factor(), Some(strike)), share_seen(driver, seen), paid),
        // A future's quote that is off the curve stays off it by as much until it settles.
        Instrument::VixFuture | Instrument::VixMini => {
            (vix(1.0, None), share_seen(driver, seen), layer.factor())
        }
        Instrument::SpxPutSpread { .. } => {
            let options = market.after(market.today()).spx_expiry(terms.expiry);
            (of_spx(&options), sqrt(end.get() / terms.expiry.get()), paid)
        }
    };
    if settled {
        Worth::Settled(law)
    } else {
        Worth::Held(law.mean_given(share, |level| paid * terms.instrument.payoff(level, level)))
    }
}

fn scaled(estimate: Estimate, factor: f64) -> Estimate {
    Estimate {
        value: estimate.value * factor,
        error: estimate.error * factor,
    }
}

/// The gains of one path.
#[derive(Clone, Copy, Debug)]
struct Path<'g> {
    /// SPX ended below today's level.
    fell: bool,
    condor: f64,
    hedge: f64,
    /// Of the condor and of each layer.
    gains: &'g [f64],
}

impl<'g> Path<'g> {
    fn of(row: &'g [f64], spx: f64) -> Self {
        Self {
            fell: row[0] < spx,
            condor: row[1],
            hedge: row[2..].iter().sum(),
            gains: &row[1..],
        }
    }
}

/// Whether the condor loses on a path.
fn loses(path: &Path<'_>) -> bool {
    path.condor < 0.0
}

/// Condor and hedge together.
fn total(path: &Path<'_>) -> f64 {
    path.condor + path.hedge
}

/// The mean of every leg on the worst paths.
fn tail_of(paths: &[Path<'_>], tail: f64, legs: usize) -> Tail {
    Tail {
        share: tail,
        of_hedged: worst_by(total, paths, tail, legs),
        of_unhedged: worst_by(|path| path.condor, paths, tail, legs),
    }
}

/// The mean of every leg on the paths that are worst by a measure. Of several that tie at the tail's edge, as a condor's at
/// its greatest loss, each counts in part.
fn worst_by(measure: fn(&Path<'_>) -> f64, paths: &[Path<'_>], tail: f64, legs: usize) -> Vec<f64> {
    let mut order: Vec<f64> = paths.iter().map(measure).collect();
    let worst = worst_count(order.len(), tail);
    if worst > order.len() {
        return vec![0.0; legs];
    }
    let (_, &mut edge, _) = order.select_nth_unstable_by(worst - 1, f64::total_cmp);
    let mut beyond = vec![Mean::default(); legs];
    let mut tied = beyond.clone();
    let mut count = 0;
    for path in paths.iter().filter(|path| measure(path) <= edge) {
        let inside = measure(path) < edge;
        count += usize::from(inside);
        let means = if inside { &mut beyond } else { &mut tied };
        for (mean, gain) in means.iter_mut().zip(path.gains) {
            mean.take(*gain);
        }
    }
    let share = count_of(count) / count_of(worst);
    let value = |mean: &Mean| mean.estimate().value;
    let pairs = beyond.iter().zip(&tied);
    pairs
        .map(|(beyond, tied)| share * value(beyond) + (1.0 - share) * value(tied))
        .collect()
}

/// What a simulation says, dollars; gains positive.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulated {
    /// Paths drawn.
    pub paths: u32,
    /// The condor alone.
    pub unhedged: Odds,
    /// Condor and hedge.
    pub hedged: Odds,
    /// What the hedge does.
    pub hedge: HedgeOdds,
    /// Where the worst 5 % and the worst 1 % come from.
    pub tails: Vec<Tail>,
    /// How often which gain: of the condor alone, and with the hedge, in the same steps.
    pub histogram: [Histogram; 2],
    /// The condor's price today, points, and what its payoff averages at the market's odds.
    pub condor: PriceCheck,
    /// The same of each layer; none for one that waits for a VIX level.
    pub layers: Vec<Option<PriceCheck>>,
    /// The same of each quoted VIX future.
    pub futures: Vec<FutureCheck>,
}

/// What may come of a position, dollars.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Odds {
    /// Share of paths that end above zero.
    pub profit: Estimate,
    /// Mean gain.
    pub mean: Estimate,
    /// Mean gain of the worst 5 % of paths.
    pub shortfall95: Estimate,
    /// Mean gain of the worst 1 %.
    pub shortfall99: Estimate,
    /// The gain that half of the paths stay below.
    pub median: f64,
    /// The worst path.
    pub worst: f64,
    /// The best.
    pub best: f64,
}

impl Odds {
    /// Of gains in ascending order.
    fn of(ascending: &[f64]) -> Self {
        Self {
            profit: share(ascending.iter().map(|gain| *gain > 0.0)),
            mean: Mean::of(ascending.iter().copied()).estimate(),
            shortfall95: expected_shortfall(ascending, TAILS[0]),
            shortfall99: expected_shortfall(ascending, TAILS[1]),
            median: quantile(ascending, 0.5),
            worst: ascending.first().copied().unwrap_or_default(),
            best: ascending.last().copied().unwrap_or_default(),
        }
    }
}

/// What the hedge does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HedgeOdds {
    /// Its mean gain.
    pub mean: Estimate,
    /// Where the condor loses and SPX has fallen.
    pub falls: Losses,
    /// Where it loses and SPX has risen.
    pub rises: Losses,
    /// Wherever it loses.
    pub all: Losses,
    /// Share of all paths on which it turns a loss into a gain.
    pub turns: Estimate,
    /// Share of all paths on which its cost turns a gain into a loss.
    pub spoils: Estimate,
}

/// Paths on which the condor loses, and what the hedge does on them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Losses {
    /// Their share of all paths.
    pub share: Estimate,
    /// Share of the condor's losses there that the hedge returns; none without a loss.
    pub returned: Option<Estimate>,
    /// Share of these paths on which the hedge gains; none without one.
    pub helps: Option<Estimate>,
}

impl Losses {
    fn of(paths: &[Path<'_>], is_one: impl Fn(&Path<'_>) -> bool) -> Self {
        let lost: Vec<&Path<'_>> = paths.iter().filter(|path| is_one(path)).collect();
        let pairs = paths.iter().map(|path| {
            if is_one(path) {
                (path.hedge, -path.condor)
            } else {
                (0.0, 0.0)
            }
        });
        Self {
            share: share(paths.iter().map(&is_one)),
            returned: ratio(&pairs.collect::<Vec<_>>()),
            helps: (!lost.is_empty()).then(|| share(lost.iter().map(|path| path.hedge > 0.0))),
        }
    }
}

/// Where the worst paths come from: the mean gain of each leg on them, dollars, the condor first, then each layer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tail {
    /// Share of paths: the worst 0.05.
    pub share: f64,
    /// On the worst paths of condor and hedge: together their expected shortfall.
    pub of_hedged: Vec<f64>,
    /// On the worst paths of the condor alone.
    pub of_unhedged: Vec<f64>,
}

/// A price, points, and what the paths average at the market's odds, discounted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PriceCheck {
    /// The price.
    pub priced: f64,
    /// The mean of the paths.
    pub drawn: Estimate,
}

/// A quoted future in the simulation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FutureCheck {
    /// Days to its settlement.
    pub tenor: Days,
    /// Its price, and its mean at the condor's expiry or its settlement.
    pub price: PriceCheck,
    /// Its log move per log move of VIX over the condor's life, by regression; none where it settles within.
    pub beta: Option<f64>,
    /// The response kernel's for a move all at once.
    pub at_once: Option<f64>,
    /// And for a rise spread over the condor's life.
    pub spread: Option<f64>,
}
