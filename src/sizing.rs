//! How many calls to buy: six rules for the size of a hedge, each of which tells what the others would say.

use serde::Serialize;

use crate::budget::Count;
use crate::call_set::{CallSet, TENORS, counted};
use crate::hedge_cost::{FourCounts, hedge_cost};
use crate::layer::Instrument;
use crate::market::Shock;
use crate::package::Package;
use crate::response::Rule;
use crate::units::{Days, Rate, Usd};
use crate::whole_contracts::{whole, whole_contracts};

/// A rule for the size of a hedge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeBy {
    /// So many calls for each condor.
    Contracts,
    /// A share of the condors' credit, on one of the four counts of cost.
    Credit,
    /// Dollars at the start.
    Dollars,
    /// A share of the condor's answer to a VIX point, with the chosen response rule.
    Vega,
    /// The same where every tenor moves alike.
    VegaNaive,
    /// A share of the condor's loss in one scenario.
    Offset,
}

impl SizeBy {
    /// Every rule, in the order in which they are told.
    pub const ALL: [SizeBy; 6] = [
        SizeBy::Contracts,
        SizeBy::Credit,
        SizeBy::Dollars,
        SizeBy::Vega,
        SizeBy::VegaNaive,
        SizeBy::Offset,
    ];

    /// Its name in inputs and in the report.
    pub fn id(self) -> &'static str {
        match self {
            SizeBy::Contracts => "contracts",
            SizeBy::Credit => "credit",
            SizeBy::Dollars => "dollars",
            SizeBy::Vega => "vega",
            SizeBy::VegaNaive => "vegaNaive",
            SizeBy::Offset => "offset",
        }
    }

    /// The rule of this name; `Contracts` for a name that is none.
    pub fn named(id: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|rule| rule.id() == id)
            .unwrap_or(SizeBy::Contracts)
    }
}

/// What each rule aims at, and the cap over all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Targets {
    /// Calls for each condor.
    pub per_condor: f64,
    /// Share of the credit to spend.
    pub credit: Rate,
    /// The count on which the share and the cap are taken.
    pub count: Count,
    /// Dollars to spend at the start.
    pub dollars: Usd,
    /// Share of the condor's answer to VIX to take away, by either response.
    pub vega: Rate,
    /// Share of the condor's loss to return.
    pub offset: Rate,
    /// The most of the credit that any rule may spend.
    pub cap: Rate,
}

/// What a hedge is measured against: the condor it protects and the scenario it is judged by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Footing {
    /// Condors.
    pub condors: f64,
    /// Gross credit of all of them.
    pub credit: Usd,
    /// The condors' dollars per point of spot VIX, under the chosen response rule.
    pub condor_per_vix_point: Usd,
    /// The same where every tenor moves alike.
    pub condor_per_vix_point_parallel: Usd,
    /// What the condors gain in the scenario; a loss is negative.
    pub condor_gain: Usd,
    /// The scenario.
    pub shock: Shock,
}

impl Footing {
    /// The footing of a package, judged by one shock.
    pub fn new(package: &Package, shock: Shock) -> Self {
        let (market, condor) = (&package.market, &package.condor);
        Self {
            condors: f64::from(condor.quantity),
            credit: condor.dollars(condor.credit),
            condor_per_vix_point: condor.dollars_per_vix_point(market, market.response),
            condor_per_vix_point_parallel: condor.dollars_per_vix_point(market, Rule::Parallel),
            condor_gain: condor.gain(&market.after(shock)),
            shock,
        }
    }
}

/// A size in the terms of every rule. Dollars; shares are fractions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Size {
    /// Calls at each tenor; fractions where they are not yet whole.
    pub contracts: [f64; TENORS],
    /// Calls in all for each condor.
    pub per_condor: f64,
    /// What it costs at the start, fees and slippage included.
    pub dollars: Usd,
    /// What it costs as a share of the gross credit.
    pub share: FourCounts<f64>,
    /// Share of the condors' answer to a VIX point taken away; `None` where they gain with VIX.
    pub vega: Option<f64>,
    /// The same where every tenor moves alike.
    pub vega_naive: Option<f64>,
    /// What it gains in the scenario.
    pub gain: Usd,
    /// Share of the condors' loss in the scenario that it returns; `None` where they do not lose.
    pub offset: Option<f64>,
}

/// What one rule says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleSize {
    /// Its name.
    pub rule: &'static str,
    /// What it aims at: calls per condor, a fraction, or dollars.
    pub target: f64,
    /// Sets it asks for, before the cap; `None` where no number of sets reaches it.
    pub sets: Option<f64>,
    /// Sets it may have, after the cap.
    pub capped: Option<f64>,
    /// The calls of so many sets, not yet whole.
    pub exact: Option<Size>,
    /// The same in whole contracts.
    pub whole: Option<Size>,
}

/// The set, what it is measured against and what is aimed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizing<'p> {
    package: &'p Package,
    set: &'p CallSet,
    footing: Footing,
    targets: Targets,
    gains: [Usd; TENORS],
}

/// Spending a limit to the last digit is within it.
const ROUNDING: f64 = 1e-9;

impl<'p> Sizing<'p> {
    /// A set beside a package.
    pub fn new(package: &'p Package, set: &'p CallSet, footing: Footing, targets: Targets) -> Self {
        Self {
            package,
            set,
            footing,
            targets,
            gains: set.rungs.map(|rung| rung.gain(&package.market, footing.shock)),
        }
    }

    /// What one contract of each tenor gains in the scenario.
    pub fn gains(&self) -> [Usd; TENORS] {
        self.gains
    }

    /// Contracts in the terms of every rule.
    pub fn size(&self, contracts: [f64; TENORS]) -> Size {
        let cost = self.set.cost(contracts);
        let gain = self.gain(contracts);
        self.told(
            contracts,
            &cost,
            (self.per_point(contracts), self.per_point_parallel(contracts)),
            gain,
        )
    }

    /// The reader's own layers in the same terms, each of their calls counted at the tenor of the set nearest to its own.
    pub fn typed_layers(&self) -> Size {
        let (package, market) = (self.package, &self.package.market);
        let per_point = |rule: Rule| {
            package.layers.iter().fold(Usd::ZERO, |sum, layer| {
                sum + layer.dollars_per_vix_point(market, rule)
            })
        };
        let mut calls = [0.0; TENORS];
        for layer in &package.layers {
            let terms = layer.terms();
            if matches!(terms.instrument, Instrument::VixCall { .. }) {
                calls[self.nearest(terms.expiry)] += layer.contracts();
            }
        }
        self.told(
            calls,
            &hedge_cost(package),
            (per_point(market.response), per_point(Rule::Parallel)),
            package.hedge_gain(&market.after(self.footing.shock)),
        )
    }

    /// The tenor of the set nearest to an expiry, in days.
    fn nearest(&self, expiry: Days) -> usize {
        let away = |index: usize| (self.set.rungs[index].layer.terms().expiry.get() - expiry.get()).abs();
        (1..TENORS).fold(
            0,
            |best, index| if away(index) < away(best) { index } else { best },
        )
    }

    /// What a rule says, before and after rounding, held to the cap.
    pub fn by(&self, rule: SizeBy) -> RuleSize {
        let sets = self.sets(rule);
        let capped = sets.map(|sets| sets.min(self.most_sets()));
        let exact = capped.map(|sets| self.set.mix.map(|number| number * sets));
        RuleSize {
            rule: rule.id(),
            target: self.target(rule),
            sets,
            capped,
            exact: exact.map(|contracts| self.size(contracts)),
            whole: exact.map(|contracts| self.size(counted(self.whole(rule, contracts)))),
        }
    }

    /// Whole contracts near `contracts`: as many as a budget holds, as few as reach a target, never over the cap.
    fn whole(&self, rule: SizeBy, contracts: [f64; TENORS]) -> [u32; TENORS] {
        let all = whole(contracts.iter().sum());
        let budget = match rule {
            SizeBy::Credit => self.targets.credit.get().min(self.targets.cap.get()),
            _ => self.targets.cap.get(),
        };
        let admits = |found: &[u32; TENORS]| {
            let found = counted(*found);
            let spent = self.targets.count.of(&self.set.cost(found));
            let dollars = self.set.cost(found).upfront;
            spent.get() <= budget * self.footing.credit.get() + ROUNDING
                && (rule != SizeBy::Dollars || dollars.get() <= self.targets.dollars.get() + ROUNDING)
        };
        let reached =
            |share: Option<f64>, target: Rate| share.is_some_and(|share| share >= target.get() - ROUNDING);
        let enough = |found: &[u32; TENORS]| {
            let contracts = counted(*found);
            match rule {
                SizeBy::Contracts => found.iter().sum::<u32>() >= all,
                SizeBy::Credit | SizeBy::Dollars => false,
                SizeBy::Vega => reached(self.vega(contracts), self.targets.vega),
                SizeBy::VegaNaive => reached(self.vega_naive(contracts), self.targets.vega),
                SizeBy::Offset => reached(self.offset(self.gain(contracts)), self.targets.offset),
            }
        };
        whole_contracts(contracts, admits, enough)
    }

    fn target(&self, rule: SizeBy) -> f64 {
        let targets = &self.targets;
        match rule {
            SizeBy::Contracts => targets.per_condor,
            SizeBy::Credit => targets.credit.get(),
            SizeBy::Dollars => targets.dollars.get(),
            SizeBy::Vega | SizeBy::VegaNaive => targets.vega.get(),
            SizeBy::Offset => targets.offset.get(),
        }
    }

    /// Sets a rule asks for; everything is linear in them.
    fn sets(&self, rule: SizeBy) -> Option<f64> {
        let (footing, mix) = (&self.footing, self.set.mix);
        let (wanted, of_one) = match rule {
            SizeBy::Contracts => (self.targets.per_condor * footing.condors, mix.iter().sum()),
            SizeBy::Credit => (
                self.targets.credit.get() * footing.credit.get(),
                self.targets.count.of(&self.set.cost(mix)).get(),
            ),
            SizeBy::Dollars => (self.targets.dollars.get(), self.set.cost(mix).upfront.get()),
            SizeBy::Vega => (self.targets.vega.get(), self.vega(mix)?),
            SizeBy::VegaNaive => (self.targets.vega.get(), self.vega_naive(mix)?),
            SizeBy::Offset => (self.targets.offset.get(), self.offset(self.gain(mix))?),
        };
        (of_one > 0.0).then(|| wanted / of_one)
    }

    /// The sets that use up the cap; without end where they cost nothing on that count.
    fn most_sets(&self) -> f64 {
        let cost = self.targets.count.of(&self.set.cost(self.set.mix)).get();
        if cost > 0.0 {
            self.targets.cap.get() * self.footing.credit.get() / cost
        } else {
            f64::INFINITY
        }
    }

    fn gain(&self, contracts: [f64; TENORS]) -> Usd {
        self.gains
            .iter()
            .zip(contracts)
            .fold(Usd::ZERO, |sum, (&gain, number)| sum + gain * number)
    }

    fn per_point(&self, contracts: [f64; TENORS]) -> Usd {
        self.set.sum(contracts, |rung| rung.per_vix_point)
    }

    fn per_point_parallel(&self, contracts: [f64; TENORS]) -> Usd {
        self.set.sum(contracts, |rung| rung.per_vix_point_parallel)
    }

    fn vega(&self, contracts: [f64; TENORS]) -> Option<f64> {
        of_loss(self.per_point(contracts), self.footing.condor_per_vix_point)
    }

    fn vega_naive(&self, contracts: [f64; TENORS]) -> Option<f64> {
        of_loss(
            self.per_point_parallel(contracts),
            self.footing.condor_per_vix_point_parallel,
        )
    }

    fn offset(&self, gain: Usd) -> Option<f64> {
        of_loss(gain, self.footing.condor_gain)
    }

    fn told(
        &self,
        contracts: [f64; TENORS],
        cost: &FourCounts<Usd>,
        (per_point, per_point_parallel): (Usd, Usd),
        gain: Usd,
    ) -> Size {
        let footing = &self.footing;
        Size {
            contracts,
            per_condor: contracts.iter().sum::<f64>() / footing.condors,
            dollars: cost.upfront,
            share: cost.map(|dollars| dollars.get() / footing.credit.get()),
            vega: of_loss(per_point, footing.condor_per_vix_point),
            vega_naive: of_loss(per_point_parallel, footing.condor_per_vix_point_parallel),
            gain,
            offset: self.offset(gain),
        }
    }
}

/// Share of a loss that a gain returns; less than half a cent is no loss.
pub fn of_loss(gain: Usd, loss: Usd) -> Option<f64> {
    (loss.get() < -0.005).then(|| gain.get() / -loss.get())
}
