//! Black's 1976 formula for an option on a forward, its sensitivities, and nothing else.
//!
//! ```text
//! d1 = ln(F/K)/s + s/2,  d2 = d1 - s,  s = vol sqrt(T),  D = exp(-r T)
//! call = D [F N(d1) - K N(d2)]      put = D [K N(-d2) - F N(-d1)]
//! ```
//!
//! The difference of two nearly equal products is never formed. As in Jäckel, "Let's Be Rational" (2013-2016),
//! the option is priced on its out-of-the-money side in normalised form, and the side in the money is the discounted
//! intrinsic value plus that. Where the paper goes through four branches we need three, because the
//! Mills ratio `Y(z) = (1 - N(z))/n(z)` and its slope are tabulated to full precision: with `h = |ln(F/K)|/s`, `t = s/2`,
//!
//! ```text
//! time value / sqrt(F K) = exp(-(h^2 + t^2)/2) / sqrt(2 pi) * [Y(h - t) - Y(h + t)]
//! ```

use crate::math::{FRAC_1_SQRT_2PI, exp, gauss, ln, ln_1p, sqrt};
use crate::mills::Mills;
use crate::units::{Rate, Vol, Years};

/// The right an option gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// To buy at the strike.
    Call,
    /// To sell at the strike.
    Put,
}

impl Kind {
    /// 1 for a call, -1 for a put.
    const fn sign(self) -> f64 {
        match self {
            Self::Call => 1.0,
            Self::Put => -1.0,
        }
    }
}

/// A European option on a forward or future, and the market it is priced in.
///
/// ```
/// use alvh::black76::{Kind, Option76};
/// use alvh::units::{Rate, Vol, Years};
///
/// // Hull, "Options, Futures and Other Derivatives", 7th edition, example 16.6: a put on crude oil futures at 20.
/// let put = Option76 {
///     kind: Kind::Put,
///     forward: 20.0,
///     strike: 20.0,
///     years: Years::new(4.0 / 12.0),
///     vol: Vol::from_percent(25.0),
///     rate: Rate::from_percent(9.0),
/// };
/// assert!((put.price() - 1.12).abs() < 0.005);
/// ```
///
/// Domain: `forward` and `strike` finite and above 0; `years` and `vol` finite, 0 or more; `rate` finite. The methods
/// other than [`checked`](Self::checked) trust the caller; outside the domain their answers mean nothing.
///
/// At `years` = 0 or `vol` = 0 (or `vol * sqrt(years)` below 1e-200, which counts as 0) the price is the discounted intrinsic value; gamma, vega, vanna, volga and charm are 0;
/// delta is D in the money, 0 out of it and D/2 at `forward` = `strike`, negative for puts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Option76 {
    /// Call or put.
    pub kind: Kind,
    /// The forward price of the underlying for the day of expiry: for an option on VIX, the VIX future.
    pub forward: f64,
    /// The strike, in the unit of the forward.
    pub strike: f64,
    /// The time to expiry.
    pub years: Years,
    /// The volatility of the forward.
    pub vol: Vol,
    /// The continuously compounded rate that discounts the payoff.
    pub rate: Rate,
}

/// The price of an option and its partial derivatives, everything discounted.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Greeks {
    /// The price, in the unit of the forward.
    pub price: f64,
    /// dV/dF.
    pub delta: f64,
    /// d2V/dF2.
    pub gamma: f64,
    /// dV/dvol, per 1.00 of vol.
    pub vega: f64,
    /// -dV/dT: what a year of waiting adds, at the present speed.
    pub theta: f64,
    /// dV/dr, per 1.00 of rate, at a fixed forward: -T V.
    pub rho: f64,
    /// d2V/dF dvol.
    pub vanna: f64,
    /// d2V/dvol2.
    pub volga: f64,
    /// -d2V/dF dT: what a year of waiting adds to delta, at the present speed.
    pub charm: f64,
}

/// A price with the two first derivatives that hedging and solving for a vol ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sensitivity {
    /// As [`Greeks::price`].
    pub price: f64,
    /// As [`Greeks::delta`].
    pub delta: f64,
    /// As [`Greeks::vega`].
    pub vega: f64,
}

impl Option76 {
    /// Whether every field lies in the domain named at the type.
    pub fn in_domain(&self) -> bool {
        let positive = |x: f64| x > 0.0 && x.is_finite();
        let not_negative = |x: f64| x >= 0.0 && x.is_finite();
        positive(self.forward)
            && positive(self.strike)
            && not_negative(self.years.get())
            && not_negative(self.vol.get())
            && self.rate.get().is_finite()
    }

    /// The price and all Greeks, or None where the option is outside the domain or a figure is not a finite number.
    ///
    /// The latter takes extreme magnitudes, such as a discount factor or a gamma beyond 1e308. Never for forwards and strikes from 1e-3 to 1e3, years up to 30,
    /// vols up to 10 and rates from -5 % to 20 %.
    pub fn checked(&self) -> Option<Greeks> {
        let g = self.in_domain().then(|| self.greeks())?;
        let all = [
            g.price, g.delta, g.gamma, g.vega, g.theta, g.rho, g.vanna, g.volga, g.charm,
        ];
        all.iter().all(|x| x.is_finite()).then_some(g)
    }

    /// The discounted price, in the unit of the forward. Never below the discounted intrinsic value.
    ///
    /// Relative error of the time value: a few ulps, and where the strike lies h standard deviations out of the
    /// money about h^2 ulps, which is what one ulp of the inputs does to it.
    pub fn price(&self) -> f64 {
        self.price_discounted(discount(self.rate, self.years))
    }

    /// As `price`, where the discount of its rate and time is at hand.
    pub(crate) fn price_discounted(&self, discount: f64) -> f64 {
        let intrinsic = self.intrinsic();
        match self.normalised() {
            Some(n) => discount * intrinsic + discount * n.time_value(),
            None => discount * intrinsic,
        }
    }

    /// d1 and d2; None where the vol has no time to act.
    pub fn d1_d2(&self) -> Option<(f64, f64)> {
        self.normalised().map(|n| (n.d1, n.d2))
    }

    /// Price, delta and vega for little more than the price alone.
    pub fn sensitivity(&self) -> Sensitivity {
        let t = self.years.get();
        let discount = exp(-self.rate.get() * t);
        match self.normalised() {
            Some(n) => Sensitivity {
                price: discount * self.intrinsic() + discount * n.time_value(),
                delta: discount * self.exercise(&n),
                vega: discount * n.density * sqrt(t),
            },
            None => Sensitivity {
                price: discount * self.intrinsic(),
                delta: discount * self.certain_exercise(),
                vega: 0.0,
            },
        }
    }

    /// The price and all Greeks.
    ///
    /// At `years` = 0 or `vol` = 0, besides the edges named at the type: theta is `rate` times the price, although
    /// at the money just before expiry it falls without bound.
    pub fn greeks(&self) -> Greeks {
        let (t, vol, rate) = (self.years.get(), self.vol.get(), self.rate.get());
        let discount = exp(-rate * t);
        let Some(n) = self.normalised() else {
            let price = discount * self.intrinsic();
            return Greeks {
                price,
                delta: discount * self.certain_exercise(),
                gamma: 0.0,
                vega: 0.0,
                theta: rate * price,
                rho: -t * price,
                vanna: 0.0,
                volga: 0.0,
                charm: 0.0,
            };
        };
        let price = discount * self.intrinsic() + discount * n.time_value();
        let delta = discount * self.exercise(&n);
        // Where the density has underflowed the products below would meet infinite d1 and d2.
        if n.density == 0.0 {
            return Greeks {
                price,
                delta,
                gamma: 0.0,
                vega: 0.0,
                theta: rate * price,
                rho: -t * price,
                vanna: 0.0,
                volga: 0.0,
                charm: rate * delta,
            };
        }
        let density = discount * n.density;
        let per_forward = density / self.forward;
        let vega = density * sqrt(t);
        Greeks {
            price,
            delta,
            gamma: per_forward / (self.forward * n.s),
            vega,
            theta: rate * price - density * (n.s / (2.0 * t)),
            rho: -t * price,
            vanna: -per_forward * (n.d2 / vol),
            volga: vega * (n.d1 * n.d2 / vol),
            charm: rate * delta + per_forward * (n.d2 / (2.0 * t)),
        }
    }

    /// The undiscounted payoff if the forward stood still.
    fn intrinsic(&self) -> f64 {
        (self.kind.sign() * (self.forward - self.strike)).max(0.0)
    }

    /// The undiscounted delta when there is nothing left to wait for.
    fn certain_exercise(&self) -> f64 {
        let moneyness = self.kind.sign() * (self.forward - self.strike);
        if moneyness > 0.0 {
            self.kind.sign()
        } else if moneyness < 0.0 {
            0.0
        } else {
            0.5 * self.kind.sign()
        }
    }

    /// The undiscounted delta: N(d1) for a call, -N(-d1) for a put.
    fn exercise(&self, n: &Normalised) -> f64 {
        let sign = self.kind.sign();
        // n(d1) Y(|d1|); the density already holds n(d1), so no second exponential.
        let tail = (n.density / self.forward) * Mills::at(n.d1.abs()).ratio;
        if sign * n.d1 > 0.0 {
            sign * (1.0 - tail)
        } else {
            sign * tail
        }
    }

    /// None where the vol has no time to act.
    fn normalised(&self) -> Option<Normalised> {
        let s = self.vol.get() * sqrt(self.years.get());
        (s > NO_TIME).then(|| Normalised::new(self.forward, self.strike, s))
    }
}

/// What a dollar in so much time is worth now.
pub(crate) fn discount(rate: Rate, years: Years) -> f64 {
    exp(-rate.get() * years.get())
}

/// A vol sqrt(T) up to here counts as 0: below it a gamma, of the order of its inverse, would soon overflow.
const NO_TIME: f64 = 1e-200;

/// What price and Greeks share, for either kind and before discounting.
#[derive(Clone, Copy, Debug)]
struct Normalised {
    /// vol sqrt(T).
    s: f64,
    d1: f64,
    d2: f64,
    /// |ln(F/K)|/s, the distance to the strike in standard deviations.
    h: f64,
    /// F n(d1) = K n(d2).
    density: f64,
    /// The smaller of forward and strike: what the out-of-the-money option is worth at infinite vol.
    bound: f64,
}

impl Normalised {
    fn new(forward: f64, strike: f64, s: f64) -> Self {
        let x = log_ratio(forward, strike);
        let signed = x / s;
        let h = signed.abs();
        let t = 0.5 * s;
        let density = geometric_mean(forward, strike) * (FRAC_1_SQRT_2PI * gauss(h, t));
        Self {
            s,
            d1: signed + t,
            d2: signed - t,
            h,
            density,
            bound: forward.min(strike),
        }
    }

    /// The undiscounted price of whichever of call and put is out of the money.
    fn time_value(&self) -> f64 {
        let t = 0.5 * self.s;
        time_value(self.h, t, self.density, self.bound)
    }
}

/// ln(F/K), with full relative precision near F = K and no overflow of the quotient.
pub(crate) fn log_ratio(forward: f64, strike: f64) -> f64 {
    let ratio = forward / strike;
    if ratio > 0.5 && ratio < 2.0 {
        // The difference is exact here, so only the quotient is rounded.
        ln_1p((forward - strike) / strike)
    } else if ratio.is_normal() {
        ln(ratio)
    } else {
        ln(forward) - ln(strike)
    }
}

/// sqrt(F K) without overflow.
pub(crate) fn geometric_mean(forward: f64, strike: f64) -> f64 {
    let product = forward * strike;
    if product.is_normal() {
        sqrt(product)
    } else {
        sqrt(forward) * sqrt(strike)
    }
}

/// `density [Y(h - t) - Y(h + t)]`, reflected where `h - t` is negative; `bound` is what it tends to for large `t`.
///
/// Three ways, each where it loses no digits:
/// * small `t`, moderate `h`: the odd terms of the Taylor series of Y about `h`, its derivatives by their recurrence
///   `Y^(n+1) = -h Y^(n) + n Y^(n-1)` in the sign convention where all are positive. The recurrence spends
///   about `(h t)^2` ulps, hence the limit on the product;
/// * else, from one standard deviation out: `Y(z) = (1 - fall(z))/z`, whose leading terms are subtracted exactly,
///   `1/(h - t) - 1/(h + t) = 2 t/(h^2 - t^2)`;
/// * else the difference as it stands, where it loses at most a factor of 5, or for `h < t` the bound less what is missing.
pub(crate) fn time_value(h: f64, t: f64, density: f64, bound: f64) -> f64 {
    if density == 0.0 {
        // From here on h may be anything up to infinity, where the sums below are not numbers.
        return if h < t { bound } else { 0.0 };
    }
    if t < 0.5 && h * t < 1.0 {
        let series = if t < 0.05 {
            odd_series::<5>(h, t)
        } else if t < 0.1 {
            odd_series::<6>(h, t)
        } else if t < 0.25 {
            odd_series::<9>(h, t)
        } else {
            odd_series::<12>(h, t)
        };
        return density * (2.0 * t) * series;
    }
    let (near, far) = (h - t, h + t);
    if near >= 1.0 {
        let (low, high) = (Mills::at(near).fall, Mills::at(far).fall);
        density * (2.0 * t / near / far - (low / near - high / far))
    } else if near >= 0.0 {
        density * (Mills::at(near).ratio - Mills::at(far).ratio)
    } else {
        bound - density * (Mills::at(-near).ratio + Mills::at(far).ratio)
    }
}

/// The first `TERMS` terms of `sum of Y^(2k+1)(h) t^(2k)/(2k+1)!`, all derivatives counted positive.
///
/// At h = 0, where it converges slowest, term k is `t^(2k)/(2k+1)!!`: 1e-17 of the sum after 5 terms at t = 0.05,
/// 6 at 0.1, 9 at 0.25 and 11 at 0.5.
fn odd_series<const TERMS: usize>(h: f64, t: f64) -> f64 {
    let Mills { ratio, fall } = Mills::at(h);
    let t2 = t * t;
    let (mut even, mut odd, mut weight, mut sum, mut n) = (ratio, fall, 1.0, fall, 1.0);
    for factor in INVERSE_STEPS.iter().take(TERMS - 1) {
        even = n * even - h * odd;
        odd = (n + 1.0) * odd - h * even;
        n += 2.0;
        weight *= t2 * factor;
        sum += weight * odd;
    }
    sum
}

/// 1/(2k (2k + 1)) for k from 1: (2k - 1)!/(2k + 1)!, from one odd term to the next.
const INVERSE_STEPS: [f64; 11] = [
    1.0 / 6.0,
    1.0 / 20.0,
    1.0 / 42.0,
    1.0 / 72.0,
    1.0 / 110.0,
    1.0 / 156.0,
    1.0 / 210.0,
    1.0 / 272.0,
    1.0 / 342.0,
    1.0 / 420.0,
    1.0 / 506.0,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// `Y(h - t) - Y(h + t)` to 17 digits, by mpmath from erfc at 80. Without the exponential nothing excuses an error:
    /// each branch, and both sides of each border between them, keeps to 4 ulps.
    #[test]
    fn no_branch_of_the_time_value_loses_digits() {
        for (h, t, want) in [
            (0.0, 0.01, 0.020_000_666_680_000_192),
            (5.0, 0.04, 0.002_876_904_581_171_620_4),
            (0.5, 0.07, 0.078_748_990_181_939_29),
            (9.0, 0.1, 0.002_383_162_845_629_421_4),
            (3.0, 0.24, 0.041_550_608_233_885_13),
            (20.0, 0.2, 0.000_992_689_718_525_635_6),
            (36.0, 0.24, 0.000_369_532_657_073_859_3),
            (2.0, 0.45, 0.144_649_743_334_449_2),
            (0.25, 0.5, 0.795_801_442_484_250_1),
            (0.25, 0.75, 1.308_337_952_939_195_2),
            (1.0, 1.0, 0.831_944_908_027_445_8),
            (2.25, 1.5, 0.501_810_067_619_443),
            (2.5, 1.5, 0.419_027_159_505_237_8),
            (30.0, 4.0, 0.009_018_505_595_347_778),
            (38.0, 20.0, 0.038_149_392_857_238_715),
        ] {
            // For h < t the branch subtracts from a bound, here exp(-x/2)/density with x = 2 h t.
            let bound = exp(-h * t) / (FRAC_1_SQRT_2PI * gauss(h, t));
            let got = time_value(h, t, 1.0, bound);
            assert!(
                (got / want - 1.0).abs() <= 4.0 * f64::EPSILON,
                "h {h}, t {t}: {got}, {want}"
            );
        }
    }
}
