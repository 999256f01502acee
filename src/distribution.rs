//! The risk-neutral distribution of SPX at the condor's expiry, read off the model's own smile.

use alloc::vec::Vec;

use crate::condor::Condor;
use crate::market::SpxExpiry;
use crate::math::{exp, ln, normal_cdf, normal_pdf, sqrt};
use crate::nodes::{even, include};

/// Standard deviations within which the smile leaves a proper density; what lies beyond is put at the ends.
pub const REACH: (f64, f64) = (-7.0, 4.0);
/// Equal steps between them.
const STEPS: u32 = 220;

/// Probability that SPX ends below `level`: the derivative of the undiscounted put in its strike.
///
/// N(-d2) + vega dvol/dK, the vol moving with the strike. Held to 0..1 where the smile runs out.
pub fn probability_below(options: &SpxExpiry, level: f64) -> f64 {
    let at = options.sliding_vol(level);
    let deviation = at.vol.get() * sqrt(options.years.get());
    if deviation <= 0.0 {
        return if options.forward < level { 1.0 } else { 0.0 };
    }
    let d1 = ln(options.forward / level) / deviation + deviation / 2.0;
    let vega = options.forward * normal_pdf(d1) * sqrt(options.years.get());
    let slope = -at.per_forward * options.forward / level;
    (normal_cdf(deviation - d1) + vega * slope).clamp(0.0, 1.0)
}

/// Probabilities of ending below the lower and above the upper unhedged break-even, where the condor loses.
pub fn probability_outside(condor: &Condor, options: &SpxExpiry) -> (f64, f64) {
    let net = condor.net_credit();
    // Nothing received, nothing to gain: it loses wherever SPX ends.
    if net <= 0.0 {
        return (1.0, 0.0);
    }
    let puts = condor.short_put - condor.long_put;
    let calls = condor.long_call - condor.short_call;
    let below = if net <= puts {
        probability_below(options, condor.short_put - net)
    } else {
        0.0
    };
    let above = if net <= calls {
        1.0 - probability_below(options, condor.short_call + net)
    } else {
        0.0
    };
    (below, above)
}

/// Mean of `total` over its worst `share` of outcomes.
///
/// `kinks` are levels at which `total` bends. Probability is spread evenly within each small step of SPX.
pub fn expected_shortfall(options: &SpxExpiry, kinks: &[f64], share: f64, total: impl Fn(f64) -> f64) -> f64 {
    let deviation = options.atm.get() * sqrt(options.years.get());
    let level = |z: f64| options.forward * exp(z * deviation);
    let mut levels: Vec<f64> = even(REACH.0, REACH.1, STEPS).into_iter().map(level).collect();
    for &kink in kinks
        .iter()
        .filter(|&&kink| kink > level(REACH.0) && kink < level(REACH.1))
    {
        include(&mut levels, kink);
    }
    let points: Vec<(f64, f64)> = levels
        .iter()
        .map(|&level| (probability_below(options, level), total(level)))
        .collect();
    let (first, last) = (points[0], points[points.len() - 1]);
    let mut steps: Vec<Step> = points
        .windows(2)
        .map(|pair| Step::new((pair[1].0 - pair[0].0).max(0.0), pair[0].1, pair[1].1))
        .collect();
    steps.extend([
        Step::new(first.0, first.1, first.1),
        Step::new(1.0 - last.0, last.1, last.1),
    ]);
    let mass: f64 = steps.iter().map(|step| step.probability).sum();
    if mass <= 0.0 {
        return total(options.forward);
    }
    let tail = share * mass;
    // The level below which `tail` lies, by halving: sixty times leave nothing of the range.
    let (mut low, mut high) = steps
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), step| {
            (low.min(step.worst), high.max(step.best))
        });
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        let below: f64 = steps.iter().map(|step| step.below(middle).0).sum();
        if below < tail {
            low = middle;
        } else {
            high = middle;
        }
    }
    let (below, sum) = steps
        .iter()
        .map(|step| step.below(low))
        .fold((0.0, 0.0), |(mass, sum), (part, total)| {
            (mass + part, sum + total)
        });
    (sum + (tail - below) * high) / tail
}

/// A step of SPX: how probable it is, and the totals at its ends; between them it is spread evenly.
struct Step {
    probability: f64,
    worst: f64,
    best: f64,
}

impl Step {
    fn new(probability: f64, one: f64, other: f64) -> Self {
        Self {
            probability,
            worst: one.min(other),
            best: one.max(other),
        }
    }

    /// Probability of a total at or below `level`, and the totals there weighted by it.
    fn below(&self, level: f64) -> (f64, f64) {
        if level >= self.best {
            (
                self.probability,
                self.probability * f64::midpoint(self.worst, self.best),
            )
        } else if level <= self.worst {
            (0.0, 0.0)
        } else {
            let part = self.probability * (level - self.worst) / (self.best - self.worst);
            (part, part * f64::midpoint(self.worst, level))
        }
    }
}
