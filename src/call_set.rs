//! One set of VIX calls: so many at each of three tenors, and what multiples of it cost and bring.

use crate::contract::Costs;
use crate::hedge_cost::FourCounts;
use crate::market::{Market, Shock};
use crate::package::Package;
use crate::rung::{Rung, quoted_factor};
use crate::strike_rule::{StrikeRule, listed, strike};
use crate::units::{Days, Usd};
use crate::whole_contracts::{whole, whole_contracts};

/// Tenors of a set. Source: document 001, "four layers of near-term", "four of medium-term", "two of longer-dated".
pub const TENORS: usize = 3;

/// How the numbers of a set, 4/4/2, are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Contracts at each tenor.
    Contracts,
    /// Weights of the premium: 4/4/2 puts 40 % of the money into the first tenor. The set is as many calls in
    /// all as the numbers add up to.
    Premium,
}

/// What a set is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetTerms {
    /// Days to expiry, the nearest first.
    pub tenors: [Days; TENORS],
    /// Where each tenor is struck.
    pub rules: [StrikeRule; TENORS],
    /// The numbers, zero or more.
    pub numbers: [f64; TENORS],
    /// How they are read.
    pub reading: Reading,
}

/// A set in today's market.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CallSet {
    /// One contract of each tenor, at a listed strike.
    pub rungs: [Rung; TENORS],
    /// The strike by rule, before listing; `None` where no strike has the delta and the one nearest to the
    /// future stands in.
    pub by_rule: [Option<f64>; TENORS],
    /// Contracts of one set, fractions where the numbers are weights of the premium.
    pub mix: [f64; TENORS],
    /// One set in whole contracts.
    pub one: [u32; TENORS],
}

impl CallSet {
    /// The set that terms give, hedging a package. A tenor that the reader has quoted keeps the quote's vol.
    pub fn new(package: &Package, costs: Costs, terms: &SetTerms) -> Self {
        let market = &package.market;
        let life = package.condor.expiry;
        let today = market.after(market.today());
        let factors = terms.tenors.map(|tenor| quoted_factor(package, tenor));
        let by_rule: [Option<f64>; TENORS] = core::array::from_fn(|index| {
            strike(terms.rules[index], &today, terms.tenors[index], factors[index])
        });
        let rungs = core::array::from_fn(|index| {
            let tenor = terms.tenors[index];
            let level = by_rule[index].unwrap_or_else(|| today.future(tenor, None));
            Rung::new(market, life, costs, tenor, listed(level), factors[index])
        });
        let mix = mix(&rungs, terms);
        let all = whole(mix.iter().sum());
        let one = whole_contracts(mix, |_| true, |found| found.iter().sum::<u32>() >= all);
        Self {
            rungs,
            by_rule,
            mix,
            one,
        }
    }

    /// A figure of one contract, added up over contracts.
    pub fn sum(&self, contracts: [f64; TENORS], of: impl Fn(&Rung) -> Usd) -> Usd {
        sum(&self.rungs, contracts, of)
    }

    /// What contracts cost on the four counts.
    pub fn cost(&self, contracts: [f64; TENORS]) -> FourCounts<Usd> {
        FourCounts {
            upfront: self.sum(contracts, |rung| rung.cost.upfront),
            life: self.sum(contracts, |rung| rung.cost.life),
            per_day: self.sum(contracts, |rung| rung.cost.per_day),
            rolled: self.sum(contracts, |rung| rung.cost.rolled),
        }
    }

    /// What contracts gain in a shock.
    pub fn gain(&self, market: &Market, shock: Shock, contracts: [f64; TENORS]) -> Usd {
        self.sum(contracts, |rung| rung.gain(market, shock))
    }
}

/// A figure of one contract of each rung, added up over contracts.
pub fn sum(rungs: &[Rung; TENORS], contracts: [f64; TENORS], of: impl Fn(&Rung) -> Usd) -> Usd {
    rungs
        .iter()
        .zip(contracts)
        .fold(Usd::ZERO, |sum, (rung, number)| sum + of(rung) * number)
}

/// Whole contracts as numbers.
pub fn counted(contracts: [u32; TENORS]) -> [f64; TENORS] {
    contracts.map(f64::from)
}

fn mix(rungs: &[Rung; TENORS], terms: &SetTerms) -> [f64; TENORS] {
    if terms.reading == Reading::Contracts {
        return terms.numbers;
    }
    // So many calls a dollar at each tenor; a call that costs nothing can't take a share of the money.
    let a_dollar: [f64; TENORS] = core::array::from_fn(|index| {
        let price = rungs[index].layer.basis();
        if price > 0.0 {
            terms.numbers[index] / price
        } else {
            0.0
        }
    });
    let (calls, all): (f64, f64) = (a_dollar.iter().sum(), terms.numbers.iter().sum());
    if calls > 0.0 {
        a_dollar.map(|number| number * all / calls)
    } else {
        [0.0; TENORS]
    }
}
