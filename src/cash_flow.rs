//! Dated cash flows: their value at a rate, and every rate at which they are worth nothing.

use alloc::vec::Vec;

use crate::math::{exp, exp_m1, ln, pow};
use crate::nodes::include;
use crate::root::roots_on;
use crate::units::{DAYS_PER_YEAR, Days, Rate, Usd};

/// Log growths over the whole span between which rates are looked for, few of them far from nothing.
const LADDER: [f64; 9] = [-700.0, -60.0, -8.0, -1.0, 0.0, 1.0, 8.0, 60.0, 700.0];
/// A log growth over the span is exact to this: doubles at the ends of the ladder lie that far apart.
const TOLERANCE: f64 = 2e-13;
/// Flows whose value at a rate is below this share of their sizes there are worth nothing: what rounding leaves.
const NOTHING: f64 = 1e-14;

/// Yearly rates above this, 10,000 %, are not told: a few days' gain repeated all year is arithmetic, not a return.
pub const MOST_A_YEAR: f64 = 100.0;

/// Money that changes hands on a day.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Flow {
    /// Days from now.
    pub day: Days,
    /// Received; negative when paid.
    pub amount: Usd,
}

/// Flows in the order of their days, one a day at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CashFlows {
    flows: Vec<Flow>,
}

/// A rate of return, over the span of the flows and as a yearly rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Return {
    /// Over the whole span, a fraction.
    pub over_span: f64,
    /// The same if repeated for a year, a fraction; `None` above `MOST_A_YEAR`.
    pub per_year: Option<f64>,
}

impl Return {
    /// From the log of the growth over `span`.
    fn from_log(growth: f64, span: Days) -> Self {
        let per_year = exp_m1(growth * DAYS_PER_YEAR / span.get());
        Self {
            over_span: exp_m1(growth),
            per_year: (per_year <= MOST_A_YEAR).then_some(per_year),
        }
    }
}

impl CashFlows {
    /// Flows given in any order; those of one day are added up, and days on which nothing is left are dropped.
    pub fn new(given: impl IntoIterator<Item = Flow>) -> Self {
        let mut flows: Vec<Flow> = Vec::new();
        for flow in given {
            let place = flows.partition_point(|other| other.day < flow.day);
            match flows.get_mut(place) {
                Some(same) if same.day == flow.day => same.amount += flow.amount,
                _ => flows.insert(place, flow),
            }
        }
        flows.retain(|flow| flow.amount != Usd::ZERO);
        Self { flows }
    }

    /// The flows, ascending by day.
    pub fn flows(&self) -> &[Flow] {
        &self.flows
    }

    /// What is left when all has been paid and received, not discounted.
    pub fn profit(&self) -> Usd {
        self.flows.iter().fold(Usd::ZERO, |sum, flow| sum + flow.amount)
    }

    /// The most that is paid out and not yet back at any time; zero where nothing ever is.
    pub fn tied_up(&self) -> Usd {
        let (mut balance, mut lowest) = (0.0_f64, 0.0_f64);
        for flow in &self.flows {
            balance += flow.amount.get();
            lowest = lowest.min(balance);
        }
        Usd::new(-lowest)
    }

    /// Profit over the most that is tied up; `None` where nothing is. Nothing is annualised.
    pub fn simple_return(&self) -> Option<f64> {
        let tied_up = self.tied_up().get();
        (tied_up > 0.0).then(|| self.profit().get() / tied_up)
    }

    /// Days from the first flow to the last.
    pub fn span(&self) -> Days {
        match (self.flows.first(), self.flows.last()) {
            (Some(first), Some(last)) => last.day.since(first.day),
            _ => Days::ZERO,
        }
    }

    /// How often the flows turn from paid to received or back: there are at most as many internal rates.
    pub fn sign_changes(&self) -> usize {
        sign_changes(self.flows.iter().map(|flow| flow.amount.get()))
    }

    /// Value today at a yearly rate, compounded yearly, actual/365; the rate above -1.
    pub fn present_value(&self, yearly: Rate) -> Usd {
        self.flows.iter().fold(Usd::ZERO, |sum, flow| {
            sum + flow.amount * pow(1.0 + yearly.get(), -flow.day.years().get())
        })
    }

    /// Every internal rate of return, ascending: rates at which the flows are worth nothing.
    ///
    /// One is an answer; none or several are not, and [`CashFlows::modified_return`] is what is left. None of
    /// those within reach is missed: the flows' value over the first one's discount factor has a derivative with
    /// one flow less, and between that derivative's roots it turns nowhere.
    pub fn internal_returns(&self) -> Vec<Return> {
        let span = self.span();
        let (Some(first), true) = (self.flows.first(), span > Days::ZERO) else {
            return Vec::new();
        };
        let terms: Vec<Term> = self
            .flows
            .iter()
            .map(|flow| Term {
                at: flow.day.since(first.day).get() / span.get(),
                size: flow.amount.get(),
            })
            .collect();
        roots(&terms)
            .into_iter()
            .map(|growth| Return::from_log(growth, span))
            .collect()
    }

    /// The modified internal rate of return: what is paid is financed at one yearly rate, what comes in earns
    /// another until the last day.
    ///
    /// There is exactly one, whatever the signs do; `None` where nothing is paid, nothing comes in, or both on
    /// one day.
    pub fn modified_return(&self, finance: Rate, reinvest: Rate) -> Option<Return> {
        let (first, last, span) = (self.flows.first()?, self.flows.last()?, self.span());
        if span <= Days::ZERO {
            return None;
        }
        let (mut paid, mut received) = (0.0, 0.0);
        for flow in &self.flows {
            let amount = flow.amount.get();
            if amount < 0.0 {
                paid -= amount * pow(1.0 + finance.get(), -flow.day.since(first.day).years().get());
            } else {
                received += amount * pow(1.0 + reinvest.get(), last.day.since(flow.day).years().get());
            }
        }
        let usable = paid > 0.0 && received > 0.0;
        usable.then(|| Return::from_log(ln(received / paid), span))
    }
}

/// A flow of `size` when the share `at` of the span has passed.
#[derive(Clone, Copy)]
struct Term {
    at: f64,
    size: f64,
}

fn sign_changes(sizes: impl Iterator<Item = f64>) -> usize {
    let mut changes = 0;
    let mut before = 0.0;
    for size in sizes.filter(|size| *size != 0.0) {
        changes += usize::from(before != 0.0 && (size > 0.0) != (before > 0.0));
        before = size;
    }
    changes
}

/// Log growths over the span at which the terms add up to nothing, ascending.
fn roots(terms: &[Term]) -> Vec<f64> {
    let changes = sign_changes(terms.iter().map(|term| term.size));
    if changes == 0 {
        return Vec::new();
    }
    let mut nodes = LADDER.to_vec();
    // One change of sign is one root; with more, the curve may turn between two of them.
    if changes > 1 {
        let start = terms[0].at;
        let turns: Vec<Term> = terms[1..]
            .iter()
            .map(|term| Term {
                size: term.size * (start - term.at),
                ..*term
            })
            .collect();
        for turn in roots(&turns) {
            include(&mut nodes, turn);
        }
    }
    roots_on(&nodes, TOLERANCE, |growth| value(terms, growth))
}

/// The terms' value at a log growth, scaled so that the largest discount factor is 1; exactly nothing where only
/// rounding is left, so that a curve that touches zero has its root.
fn value(terms: &[Term], growth: f64) -> f64 {
    let largest = terms
        .iter()
        .map(|term| -growth * term.at)
        .fold(f64::NEG_INFINITY, f64::max);
    let (mut sum, mut size) = (0.0, 0.0);
    for term in terms {
        let part = term.size * exp(-growth * term.at - largest);
        sum += part;
        size += part.abs();
    }
    if sum.abs() <= NOTHING * size { 0.0 } else { sum }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    fn flows(rows: &[(f64, f64)]) -> CashFlows {
        CashFlows::new(rows.iter().map(|&(day, amount)| Flow {
            day: Days::new(day),
            amount: Usd::new(amount),
        }))
    }

    /// Flows at the ends of whole years, as textbooks and numpy-financial count them.
    fn yearly(amounts: &[f64]) -> CashFlows {
        let mut day = -365.0;
        CashFlows::new(amounts.iter().map(|&amount| {
            day += 365.0;
            Flow {
                day: Days::new(day),
                amount: Usd::new(amount),
            }
        }))
    }

    fn rates(flows: &CashFlows) -> Vec<f64> {
        let found = flows.internal_returns();
        found
            .iter()
            .map(|found| found.per_year.expect("a rate"))
            .collect()
    }

    #[track_caller]
    fn close(found: &[f64], expected: &[f64], allowed: f64) {
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= allowed, "{found} is not {expected}");
        }
    }

    /// numpy-financial 1.0.0: `irr([-100, 39, 59, 55, 20])`, `irr([-100, 0, 0, 74])`, `irr([-5, 10.5, 1, -8, 1])`.
    ///
    /// The last has three sign changes; its other roots are worked out by `np.roots([1, -8, 1, 10.5, -5])`, of which
    /// numpy-financial reports the one nearest to nothing.
    #[test]
    fn yearly_flows_have_numpy_financial_s_rates() {
        // It solves a polynomial by eigenvalues: good to about 1e-13.
        close(
            &rates(&yearly(&[-100.0, 39.0, 59.0, 55.0, 20.0])),
            &[0.280_948_421_159_960_66],
            1e-12,
        );
        close(
            &rates(&yearly(&[-100.0, 0.0, 0.0, 74.0])),
            &[-0.095_495_830_348_972_8],
            1e-12,
        );
        let found = rates(&yearly(&[-5.0, 10.5, 1.0, -8.0, 1.0]));
        assert!(
            found
                .iter()
                .any(|rate| (rate - 0.088_598_338_527_755_34).abs() < 1e-12),
            "{found:?}"
        );
    }

    /// The example of Microsoft's page on XIRR: 2008-01-01, 03-01, 10-30, 2009-02-15, 04-01. The page prints
    /// 0.373362535; scipy 1.17.1's `brentq` on the same sum gives the digits below, pyxirr 0.10.8 and `QuantLib`
    /// 1.44 (`CashFlows.yieldRate`, actual/365, yearly) agree to 1e-11.
    #[test]
    fn dated_flows_have_the_published_rate() {
        let example = flows(&[
            (0.0, -10_000.0),
            (60.0, 2750.0),
            (303.0, 4250.0),
            (411.0, 3250.0),
            (456.0, 2750.0),
        ]);
        close(&rates(&example), &[SCIPY_XIRR], 1e-13);
        assert_eq!(example.sign_changes(), 1);
        assert_eq!(example.profit(), Usd::new(3000.0));
        assert_eq!(example.simple_return(), Some(0.3));
        // pyxirr 0.10.8: xnpv(0.09).
        let worth = example.present_value(Rate::from_percent(9.0)).get();
        assert!((worth - 2_086.647_602_031_536_3).abs() < 1e-9, "{worth}");
    }

    const SCIPY_XIRR: f64 = 0.373_362_533_518_831_53;

    /// Lorie and Savage's oil pump (1955): 25 % and 400 % both make the flows worth nothing.
    #[test]
    fn the_oil_pump_has_two_rates_and_one_modified() {
        let pump = yearly(&[-1600.0, 10_000.0, -10_000.0]);
        assert_eq!(pump.sign_changes(), 2);
        close(&rates(&pump), &[0.25, 4.0], 1e-12);
        // numpy-financial 1.0.0: mirr([-1600, 10000, -10000], .10, .10).
        let tenth = Rate::from_percent(10.0);
        let modified = pump
            .modified_return(tenth, tenth)
            .expect("one")
            .per_year
            .expect("a rate");
        assert!((modified - 0.055_989_555_354_960_31).abs() < 1e-14, "{modified}");
    }

    /// Growth of 1.1, 1.2 and 1.3 a year, multiplied out by hand: g^3 - 3.6 g^2 + 4.31 g - 1.716.
    #[test]
    fn three_rates_close_together_are_told_apart() {
        close(
            &rates(&yearly(&[1.0, -3.6, 4.31, -1.716])),
            &[0.1, 0.2, 0.3],
            1e-10,
        );
    }

    /// (g - 1.1)^2 touches zero: two sign changes, one rate, and it is found.
    #[test]
    fn a_touch_is_a_rate() {
        let touching = yearly(&[1.0, -2.2, 1.21]);
        assert_eq!(touching.sign_changes(), 2);
        // A double root is known to the square root of rounding.
        close(&rates(&touching), &[0.1], 1e-7);
        // Lifted by a hair it has none.
        assert_eq!(rates(&yearly(&[1.0, -2.2, 1.2101])), Vec::<f64>::new());
    }

    /// numpy-financial 1.0.0's documented example, and one of Excel's MIRR page (12.61 % printed there).
    #[test]
    fn the_modified_rate_is_numpy_financial_s() {
        let cases: [(&[f64], f64, f64, f64); 2] = [
            (
                &[
                    -4500.0, -800.0, 800.0, 800.0, 600.0, 600.0, 800.0, 800.0, 700.0, 3000.0,
                ],
                8.0,
                5.5,
                0.066_597_175_031_553_49,
            ),
            (
                &[-120_000.0, 39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0],
                10.0,
                12.0,
                0.126_094_130_365_905_1,
            ),
        ];
        for (amounts, finance, reinvest, expected) in cases {
            let found =
                yearly(amounts).modified_return(Rate::from_percent(finance), Rate::from_percent(reinvest));
            let found = found.expect("one").per_year.expect("a rate");
            assert!((found - expected).abs() < 1e-14, "{found} is not {expected}");
        }
    }

    #[test]
    fn what_is_tied_up_is_the_deepest_balance() {
        // -100, +80, -50: out by 100, then 20, then 70.
        let example = flows(&[(0.0, -100.0), (5.0, 80.0), (9.0, -50.0), (12.0, 90.0)]);
        assert_eq!(example.tied_up(), Usd::new(100.0));
        assert_eq!(example.simple_return(), Some(0.2));
        assert_eq!(flows(&[(0.0, 5.0), (3.0, -2.0)]).simple_return(), None);
    }

    #[test]
    fn flows_without_a_rate_have_none() {
        for rows in [
            &[][..],
            &[(3.0, 10.0)],
            &[(0.0, -10.0), (0.0, 12.0)],
            &[(0.0, -10.0), (9.0, -1.0)],
        ] {
            let flows = flows(rows);
            assert_eq!(flows.internal_returns(), vec![]);
            assert_eq!(flows.modified_return(Rate::ZERO, Rate::ZERO), None);
        }
    }

    /// 15 % in a day is 1.15^365 - 1, or 1.4e24 %, a year: a number, but no answer. Half a percent is 1.005^365 - 1.
    #[test]
    fn a_day_s_return_explodes_when_repeated() {
        let day = |back: f64| flows(&[(0.0, -100.0), (1.0, back)]).internal_returns();
        let [much, little] = [day(115.0), day(100.5)].map(|found| found[0]);
        assert!((much.over_span - 0.15).abs() < 1e-12);
        assert_eq!(much.per_year, None);
        assert!((little.per_year.expect("one") - 5.174_652_783_431_007).abs() < 1e-9);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// At most as many rates as sign changes; each makes nothing of the flows; there is one where the first flow
        /// and the last differ in sign.
        #[test]
        fn rates_keep_descartes_rule(
            amounts in prop::collection::vec((0_u32..30, any::<bool>(), 100.0_f64..1e5), 2..9),
        ) {
            let rows: Vec<(f64, f64)> = amounts
                .iter()
                .map(|&(day, paid, size)| (f64::from(day), if paid { -size } else { size }))
                .collect();
            let flows = flows(&rows);
            prop_assume!(flows.flows().len() > 1);
            let found = flows.internal_returns();
            prop_assert!(found.len() <= flows.sign_changes());
            let span = flows.span();
            for found in &found {
                let growth = 1.0 + found.over_span;
                let first = flows.flows()[0].day;
                let (mut worth, mut size) = (0.0, 0.0);
                for flow in flows.flows() {
                    let part = flow.amount.get() * pow(growth, -flow.day.since(first).get() / span.get());
                    worth += part;
                    size += part.abs();
                }
                // Near a loss of everything 1 + rate has few digits left.
                prop_assert!(growth < 1e-3 || !size.is_finite() || worth.abs() <= 1e-9 * size, "{worth} of {size} at {growth}");
            }
            let (first, last) = (flows.flows()[0].amount.get(), flows.flows()[flows.flows().len() - 1].amount.get());
            if (first > 0.0) != (last > 0.0) {
                prop_assert!(!found.is_empty());
            }
        }
    }
}
