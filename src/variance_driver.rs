//! What moves forward variance over time: shocks that decay as the response kernel says, their size set by VVIX.

use alloc::vec::Vec;

use crate::math::{exp, exp_m1, sqrt};
use crate::response::{DECAY, WEIGHT, WINDOW, average};
use crate::units::{DAYS_PER_YEAR, Days};
use crate::vol_of_vol::VolOfVol;

/// Two factors of log forward variance driven by one Brownian motion: at each moment a shock moves the future of every
/// tenor exactly as the response kernel has it, in logs.
///
/// The shocks' size changes from day to day, so that the future of each tenor has gathered by its settlement the variance that
/// VVIX gives its options at the money. Bergomi, "Smile Dynamics II" (2005), with the factors fully correlated.
#[derive(Clone, Debug, PartialEq)]
pub struct VarianceDriver {
    /// At the start of each day from today.
    days: Vec<Day>,
}

/// What shocks have added up to, and their size from here on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Day {
    /// Sum of squared shocks, decayed, for each pair of factors.
    squares: [[f64; 2]; 2],
    /// Sum of shocks, decayed: what they share with a Brownian motion.
    sums: [f64; 2],
    /// Size of the shocks of this day.
    size: f64,
}

impl Day {
    /// The sums after so many more years of this day's shocks.
    fn after(self, years: f64) -> Self {
        let grown =
            |kept: f64, added: f64, decay: f64| kept * exp(-decay * years) + added * gathered(decay, years);
        Self {
            squares: [0, 1].map(|x| {
                [0, 1].map(|y| grown(self.squares[x][y], self.size * self.size, DECAY[x] + DECAY[y]))
            }),
            sums: [0, 1].map(|x| grown(self.sums[x], self.size, DECAY[x])),
            size: self.size,
        }
    }

    /// Covariance of what has these amounts of the factors with what has those.
    fn together(&self, these: [f64; 2], those: [f64; 2]) -> f64 {
        let rows = these.iter().zip(&self.squares);
        rows.map(|(a, row)| a * (row[0] * those[0] + row[1] * those[1]))
            .sum()
    }
}

/// The integral of `exp(-decay u)` over so many years.
fn gathered(decay: f64, years: f64) -> f64 {
    -exp_m1(-decay * years) / decay
}

/// The log of a VIX future as it is seen on a day: what it has gathered of the shocks until then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// When the future settles.
    pub settles: Days,
    /// When it is looked at, no later.
    pub on: Days,
}

impl Seen {
    /// How much of each factor, as it stands on `day`, is in the future.
    fn loading(self, day: Days) -> [f64; 2] {
        let left = self.settles.since(day).years().get();
        [0, 1].map(|x| WEIGHT[x] * average(x, WINDOW) * exp(-DECAY[x] * left))
    }
}

impl VarianceDriver {
    /// The driver that gives options on VIX these vols at the money, until `reach`.
    pub fn new(vols: VolOfVol, reach: Days) -> Self {
        let step = 1.0 / DAYS_PER_YEAR;
        let mut day = Day::default();
        let mut days = Vec::new();
        let mut count = 0.0;
        loop {
            count += 1.0;
            let until = Days::new(count);
            let settled = Seen {
                settles: until,
                on: until,
            };
            let vol = vols.at_the_money(until.years()).get();
            let wanted = vol * vol * until.years().get();
            let all = settled.loading(until);
            let kept = Day { size: 0.0, ..day }.after(step).together(all, all);
            let fresh = Day {
                size: 1.0,
                ..Day::default()
            };
            let added = fresh.after(step).together(all, all);
            // The wanted variance never falls from day to day while what was gathered decays, so this is above zero.
            day.size = sqrt(((wanted - kept) / added).max(0.0));
            days.push(day);
            day = day.after(step);
            if until >= reach {
                return Self { days };
            }
        }
    }

    /// The sums on a day.
    fn on(&self, day: Days) -> Day {
        let mut begun = 0.0;
        let mut start = Day::default();
        for (place, known) in (0_u32..).zip(&self.days) {
            if f64::from(place) > day.get() {
                break;
            }
            begun = f64::from(place);
            start = *known;
        }
        start.after((day.get() - begun) / DAYS_PER_YEAR)
    }

    /// Covariance of the logs of two futures.
    pub fn covariance(&self, one: Seen, other: Seen) -> f64 {
        let shared = one.on.min(other.on);
        let day = self.on(shared);
        day.together(one.loading(shared), other.loading(shared))
    }

    /// Standard deviation of the log of a future.
    pub fn deviation(&self, seen: Seen) -> f64 {
        sqrt(self.covariance(seen, seen).max(0.0))
    }

    /// Covariance of the log of a future with the Brownian motion that drives it, as that stands on a day.
    pub fn with_motion(&self, seen: Seen, day: Days) -> f64 {
        let shared = seen.on.min(day);
        let sums = self.on(shared).sums;
        let loading = seen.loading(shared);
        loading[0] * sums[0] + loading[1] * sums[1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::Rule;

    fn driver() -> VarianceDriver {
        VarianceDriver::new(VolOfVol::new(95.0, 0.31), Days::new(400.0))
    }

    fn settled(days: f64) -> Seen {
        Seen {
            settles: Days::new(days),
            on: Days::new(days),
        }
    }

    #[test]
    fn each_future_gathers_the_variance_of_its_options() {
        let vols = VolOfVol::new(95.0, 0.31);
        for days in [1.0, 10.0, 45.0, 46.0, 110.0, 365.0] {
            let expected = vols.at_the_money(Days::new(days).years()).get() * sqrt(days / 365.0);
            // One solution a day, each to a few roundings.
            assert!(
                (driver().deviation(settled(days)) / expected - 1.0).abs() < 1e-10,
                "{days}"
            );
        }
    }

    /// Over a moment, log moves of futures stand to that of VIX as the kernel's plain betas.
    #[test]
    fn a_moment_s_shock_moves_futures_as_the_kernel_does() {
        let moment = Days::new(1e-3);
        let seen = |settles: f64| Seen {
            settles: Days::new(settles),
            on: moment,
        };
        let vix = seen(moment.get());
        let plain = Rule::Kernel.response(false, Days::ZERO);
        for days in [7.0, 30.0, 110.0, 220.0] {
            let found = driver().covariance(seen(days), vix) / driver().covariance(vix, vix);
            // The moment itself is 29/365/1000 of a decay.
            assert!(
                (found - plain.beta(Days::new(days))).abs() < 1e-4,
                "{days}: {found}"
            );
        }
    }

    /// Over longer, they lie between the plain kernel's and those of a move spread evenly over the time.
    #[test]
    fn over_weeks_betas_lie_within_the_kernel_s() {
        for horizon in [7.0, 30.0, 45.0] {
            let on = Days::new(horizon);
            let vix = Seen { settles: on, on };
            for left in [7.0, 30.0, 65.0, 175.0] {
                let seen = Seen {
                    settles: Days::new(horizon + left),
                    on,
                };
                let found = driver().covariance(seen, vix) / driver().covariance(vix, vix);
                let at_once = Rule::Kernel.response(false, on).beta(Days::new(left));
                let spread = Rule::Kernel.response(true, on).beta(Days::new(left));
                assert!(
                    found > at_once && found < spread,
                    "{left} days after {horizon}: {found} is not between {at_once} and {spread}"
                );
            }
        }
    }

    /// The integral of the shocks' sizes by a plain sum over hours.
    #[test]
    fn what_is_shared_with_the_motion_is_the_integral_of_the_shocks() {
        let driver = driver();
        let seen = Seen {
            settles: Days::new(75.0),
            on: Days::new(45.0),
        };
        let hours = 45 * 24;
        let mut sum = 0.0;
        for hour in 0..hours {
            let at = (f64::from(hour) + 0.5) / 24.0;
            let loading = seen.loading(Days::new(at));
            let size = driver.days[usize::try_from(hour / 24).expect("few days")].size;
            sum += size * (loading[0] + loading[1]) / 24.0 / 365.0;
        }
        let found = driver.with_motion(seen, Days::new(45.0));
        // A sum over hours of a function that decays by 29/365/24 in each.
        assert!((found / sum - 1.0).abs() < 1e-6, "{found} is not {sum}");
    }
}
