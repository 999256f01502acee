//! The volatility that a price implies, to the last digits the price determines.
//!
//! After Jäckel, "Let's Be Rational" (2013-2016). In normalised terms, `x = |ln(F/K)|`, `s = vol sqrt(T)`, the time value
//! `b(s)` climbs from 0 to `exp(-x/2)` with one inflection at `s_c = sqrt(2 x)`. The tangent there cuts the
//! two horizontals at `s_l` and `s_u`, and the three points part the range of prices in four. Each part has
//! its own transformation that makes `s` nearly straight in the price; a rational cubic through the known ends
//! and slopes gives a first guess, a tenth off at the very worst and mostly a few parts in a thousand. From there
//! Householder's iteration of fourth order, on an objective that suits the part, needs one or two steps.

use core::f64::consts::{FRAC_PI_2, PI};
use core::fmt;

use crate::black76::{Kind, geometric_mean, log_ratio, time_value};
use crate::math::{FRAC_1_SQRT_2PI, exp, gauss, inverse_normal_cdf, ln, normal_cdf, sqrt};
use crate::mills::Mills;
use crate::units::{Rate, Vol, Years};

/// Why no volatility belongs to a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoVol {
    /// The price is below the discounted intrinsic value, which is the price at a vol of 0.
    BelowIntrinsic,
    /// The price is not below what it tends to as vol grows: the discounted forward for a call, strike for a put.
    AboveBound,
    /// The price is the discounted intrinsic value, to within its own rounding: many vols give it.
    NoTimeValue,
    /// A forward, strike or time that is not above 0, or a number that is not finite.
    OutOfDomain,
}

impl fmt::Display for NoVol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BelowIntrinsic => {
                "The price is below the discounted intrinsic value; no volatility makes an option cheaper than that."
            }
            Self::AboveBound => {
                "The price is not below its upper bound, the discounted forward for a call or strike for a put; \
                 no volatility makes an option that dear."
            }
            Self::NoTimeValue => {
                "The price equals the discounted intrinsic value; without time value it says nothing about volatility."
            }
            Self::OutOfDomain => "Forward, strike and time to expiry must be above 0, and every number finite.",
        })
    }
}

impl core::error::Error for NoVol {}

/// The vol at which Black's formula gives `price`, the discounted price in the unit of the forward.
///
/// Domain: `forward`, `strike` and `years` above 0 and finite, `rate` and `price` finite; anything else, and a
/// discount factor that is not a normal number, is [`NoVol::OutOfDomain`].
///
/// The answer is as good as the price allows: its error is a few ulps of itself plus a few ulps of
/// `price` divided by vega. In the money that is less than it seems: only the time value speaks of vol, and
/// where it is within two ulps of `price` the answer is [`NoVol::NoTimeValue`].
///
/// ```
/// use alvh::black76::Kind;
/// use alvh::implied_vol::{NoVol, implied_vol};
/// use alvh::units::{Rate, Years};
///
/// // Cboe's example: VIX at 25, the August future at 21.50, and the August 20 call at 3.00.
/// let august = Years::new(45.0 / 365.0);
/// assert!(implied_vol(Kind::Call, 21.5, 20.0, august, Rate::ZERO, 3.0).is_ok());
/// // Spot VIX is not what the option is on.
/// assert_eq!(implied_vol(Kind::Call, 25.0, 20.0, august, Rate::ZERO, 3.0), Err(NoVol::BelowIntrinsic));
/// ```
pub fn implied_vol(
    kind: Kind,
    forward: f64,
    strike: f64,
    years: Years,
    rate: Rate,
    price: f64,
) -> Result<Vol, NoVol> {
    let t = years.get();
    let positive = |x: f64| x > 0.0 && x.is_finite();
    if !(positive(forward) && positive(strike) && positive(t) && rate.get().is_finite() && price.is_finite())
    {
        return Err(NoVol::OutOfDomain);
    }
    let discount = exp(-rate.get() * t);
    if !discount.is_normal() {
        return Err(NoVol::OutOfDomain);
    }
    // The same expression as the price is made of, so that rounding cancels for prices of our own.
    let intrinsic = match kind {
        Kind::Call => discount * (forward - strike).max(0.0),
        Kind::Put => discount * (strike - forward).max(0.0),
    };
    let value = price - intrinsic;
    let rounding = if intrinsic > 0.0 {
        2.0 * f64::EPSILON * price.abs()
    } else {
        0.0
    };
    if value < -rounding {
        return Err(NoVol::BelowIntrinsic);
    }
    if value <= rounding {
        return Err(NoVol::NoTimeValue);
    }
    let missing = discount * forward.min(strike) - value;
    if missing <= 0.0 {
        return Err(NoVol::AboveBound);
    }
    let unit = discount * geometric_mean(forward, strike);
    let x = log_ratio(forward, strike).abs();
    let bound = forward.min(strike) / geometric_mean(forward, strike);
    let s = normalised_vol(x, bound, value / unit, missing / unit);
    let vol = s / sqrt(t);
    // Only prices and strikes near the ends of the doubles get here.
    if vol > 0.0 && vol.is_finite() {
        Ok(Vol::new(vol))
    } else {
        Err(NoVol::OutOfDomain)
    }
}

/// The parts of the range of prices that have an objective of their own.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// Below `b(s_l)`: 1/ln b, since ln b goes like -1/s^2.
    Low,
    /// From there to `b(s_u)`: b itself.
    Middle,
    /// Above: -ln of what is missing to the bound.
    High,
}

/// A point of `b`: `s`, the value and the slope there.
#[derive(Clone, Copy, Debug)]
struct Knot {
    s: f64,
    b: f64,
    slope: f64,
}

impl Knot {
    fn at(x: f64, s: f64, bound: f64) -> Self {
        let (h, t) = (x / s, 0.5 * s);
        let slope = FRAC_1_SQRT_2PI * gauss(h, t);
        Self {
            s,
            b: time_value(h, t, slope, bound),
            slope,
        }
    }
}

/// The `s` with `b(x, s) = beta`; `bound` is `exp(-x/2)` and `missing` is `bound - beta`, which the caller has to more digits.
fn normalised_vol(x: f64, bound: f64, beta: f64, missing: f64) -> f64 {
    let (part, guess) = first_guess(x, bound, beta, missing);
    let mut s = guess;
    let log_beta = if matches!(part, Part::Low) { ln(beta) } else { 0.0 };
    // Two steps suffice from every first guess met; the bound is there to be one.
    for _ in 0..4 {
        let (h, t) = (x / s, 0.5 * s);
        // b''/b' and b'''/b'.
        let bend = h * h / s - 0.5 * t;
        let twist = bend * bend - 3.0 * (h / s) * (h / s) - 0.25;
        let (newton, second, third) = match part {
            Part::Low => {
                // With the exponential taken out of b nothing underflows. Here h > t, so no bound is needed.
                let scaled = time_value(h, t, FRAC_1_SQRT_2PI, 0.0);
                let log = ln(scaled) - 0.5 * (h * h + t * t);
                let rise = FRAC_1_SQRT_2PI / scaled;
                let share = rise / log;
                let second = bend - rise;
                let third = twist - 3.0 * bend * rise + 2.0 * rise * rise;
                (
                    (log_beta - log) * log / (log_beta * rise),
                    second - 2.0 * share,
                    third - 6.0 * second * share + 6.0 * share * share,
                )
            }
            Part::Middle => {
                let slope = FRAC_1_SQRT_2PI * gauss(h, t);
                ((beta - time_value(h, t, slope, bound)) / slope, bend, twist)
            }
            Part::High => {
                // Here h < t: what is missing to the bound is a sum, not a difference.
                let gap = Mills::at(t - h).ratio + Mills::at(t + h).ratio;
                let share = 1.0 / gap;
                let log = ln(FRAC_1_SQRT_2PI * gap / missing) - 0.5 * (h * h + t * t);
                (
                    log * gap,
                    bend + share,
                    twist + 3.0 * bend * share + 2.0 * share * share,
                )
            }
        };
        let step = newton * (1.0 + 0.5 * newton * second) / (1.0 + newton * (second + newton * third / 6.0));
        // Half the way back to 0 at most: s is positive.
        let step = step.max(-0.5 * s);
        if !step.is_finite() {
            break;
        }
        s += step;
        // The error after a step is of the order of its fourth power.
        if step.abs() < 1e-5 * s {
            break;
        }
    }
    s
}

/// The part that `beta` lies in, and an `s` near the one that has it.
fn first_guess(x: f64, bound: f64, beta: f64, missing: f64) -> (Part, f64) {
    let centre = if x > 0.0 {
        Knot::at(x, sqrt(2.0 * x), bound)
    } else {
        Knot {
            s: 0.0,
            b: 0.0,
            slope: FRAC_1_SQRT_2PI,
        }
    };
    if beta < centre.b {
        // Near x = 0 the tangent leaves s_l = sqrt(pi/2) x, and the difference nothing.
        let s = if x < 1e-6 {
            sqrt(FRAC_PI_2) * x
        } else {
            centre.s - centre.b / centre.slope
        };
        let low = Knot::at(x, s, bound);
        if beta < low.b {
            (Part::Low, guess_low(x, &low, beta))
        } else {
            let span = Span {
                width: centre.b - low.b,
                from: low.s,
                to: centre.s,
            };
            let slopes = (1.0 / low.slope, 1.0 / centre.slope);
            let guess = span.at(
                beta - low.b,
                centre.b - beta,
                slopes,
                span.control_right(slopes, 0.0),
            );
            (Part::Middle, guess)
        }
    } else {
        let high = Knot::at(x, centre.s + (bound - centre.b) / centre.slope, bound);
        if beta > high.b {
            (Part::High, guess_high(x, &high, bound - high.b, missing))
        } else {
            let span = Span {
                width: high.b - centre.b,
                from: centre.s,
                to: high.s,
            };
            let slopes = (1.0 / centre.slope, 1.0 / high.slope);
            let guess = span.at(
                beta - centre.b,
                high.b - beta,
                slopes,
                span.control_left(slopes, 0.0),
            );
            (Part::Middle, guess)
        }
    }
}

/// Below `s_l`: interpolates `f = 2 pi x / sqrt(27) N(-x/(sqrt(3) s))^3`, whose slope in the price is 1 at 0.
fn guess_low(x: f64, low: &Knot, beta: f64) -> f64 {
    let sqrt3 = sqrt(3.0);
    let scale = 2.0 * PI * x / (3.0 * sqrt3);
    let y = x / low.s / sqrt3;
    let tail = normal_cdf(-y);
    let slope = 2.0 * PI * y * y * tail * tail * exp(y * y + 0.125 * low.s * low.s);
    let mills = Mills::at(y);
    let second = slope / low.slope * (2.0 / low.s * (y * mills.fall / mills.ratio - 1.0) + 0.25 * low.s);
    let span = Span {
        width: low.b,
        from: 0.0,
        to: scale * tail * tail * tail,
    };
    let slopes = (1.0, slope);
    let f = span.at(beta, low.b - beta, slopes, span.control_right(slopes, second));
    // A slope of 1 from 0, should rounding have left nothing of f.
    let f = if f > 0.0 { f } else { beta };
    x / (sqrt3 * inverse_normal_cdf(exp(ln(f / scale) / 3.0)).abs())
}

/// Above `s_u`: interpolates `f = N(-s/2)`, whose slope in the price is -1/2 at the bound.
fn guess_high(x: f64, high: &Knot, width: f64, missing: f64) -> f64 {
    let w = (x / high.s) * (x / high.s);
    let slopes = (-0.5 * exp(0.5 * w), -0.5);
    let second = sqrt(FRAC_PI_2) * exp(w + 0.125 * high.s * high.s) * w / high.s;
    let span = Span {
        width,
        from: normal_cdf(-0.5 * high.s),
        to: 0.0,
    };
    let f = span.at(
        width - missing,
        missing,
        slopes,
        span.control_left(slopes, second),
    );
    let f = if f > 0.0 { f } else { 0.5 * missing };
    -2.0 * inverse_normal_cdf(f)
}

/// An interval of prices with the function values at its ends, for the rational cubic of Delbourgo and Gregory,
/// "Shape preserving piecewise rational interpolation", SIAM J. Sci. Stat. Comput. 6 (1985) 967.
#[derive(Clone, Copy, Debug)]
struct Span {
    width: f64,
    from: f64,
    to: f64,
}

impl Span {
    /// The interpolant `done` from the left end and `left` from the right one, with these end slopes and control.
    fn at(self, done: f64, left: f64, slopes: (f64, f64), control: f64) -> f64 {
        let (p, q) = (done / self.width, left / self.width);
        if !(control.is_finite() && p.is_finite()) {
            // An infinite control is a straight line.
            return if p.is_finite() {
                self.from * q + self.to * p
            } else {
                self.to
            };
        }
        let (from, to) = (self.width * slopes.0, self.width * slopes.1);
        let over = self.to * p * p * p
            + (control * self.to - to) * p * p * q
            + (control * self.from + from) * p * q * q
            + self.from * q * q * q;
        over / (1.0 + (control - 3.0) * p * q)
    }

    /// The control that gives the right end this second derivative, or the nearest that keeps the data's shape.
    fn control_right(self, slopes: (f64, f64), second: f64) -> f64 {
        let mean = (self.to - self.from) / self.width;
        let wanted = (0.5 * self.width * second + (slopes.1 - slopes.0)) / (slopes.1 - mean);
        wanted.max(self.least_control(slopes))
    }

    /// As [`control_right`](Self::control_right), for the left end.
    fn control_left(self, slopes: (f64, f64), second: f64) -> f64 {
        let mean = (self.to - self.from) / self.width;
        let wanted = (0.5 * self.width * second + (slopes.1 - slopes.0)) / (mean - slopes.0);
        wanted.max(self.least_control(slopes))
    }

    /// The least control at which the interpolant is as monotone and as convex as its data.
    fn least_control(self, slopes: (f64, f64)) -> f64 {
        let mean = (self.to - self.from) / self.width;
        let (before, after) = (mean - slopes.0, slopes.1 - mean);
        let monotone = (slopes.0 + slopes.1) / mean;
        let curved = if before * after > 0.0 {
            let turn = (slopes.1 - slopes.0).abs();
            (turn / before.abs()).max(turn / after.abs())
        } else {
            0.0
        };
        monotone.max(curved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vol(kind: Kind, forward: f64, strike: f64, price: f64) -> Result<Vol, NoVol> {
        implied_vol(kind, forward, strike, Years::new(0.5), Rate::new(0.04), price)
    }

    #[test]
    fn each_refusal_has_its_place() {
        let discount = exp(-0.02);
        // A call 10 in the money.
        let floor = discount * 10.0;
        assert_eq!(vol(Kind::Call, 110.0, 100.0, floor), Err(NoVol::NoTimeValue));
        assert_eq!(
            vol(Kind::Call, 110.0, 100.0, floor * (1.0 - 1e-12)),
            Err(NoVol::BelowIntrinsic)
        );
        assert!(vol(Kind::Call, 110.0, 100.0, floor * (1.0 + 1e-12)).is_ok());
        assert_eq!(
            vol(Kind::Call, 110.0, 100.0, discount * 110.0),
            Err(NoVol::AboveBound)
        );
        assert!(vol(Kind::Call, 110.0, 100.0, discount * 109.999).is_ok());
        // A put out of the money: its bound is the strike.
        assert_eq!(vol(Kind::Put, 110.0, 100.0, 0.0), Err(NoVol::NoTimeValue));
        assert_eq!(vol(Kind::Put, 110.0, 100.0, -1e-9), Err(NoVol::BelowIntrinsic));
        assert_eq!(
            vol(Kind::Put, 110.0, 100.0, discount * 100.0),
            Err(NoVol::AboveBound)
        );
        assert_eq!(vol(Kind::Put, 110.0, 100.0, 1e9), Err(NoVol::AboveBound));
        for (forward, strike, price) in [
            (0.0, 1.0, 0.1),
            (1.0, -1.0, 0.1),
            (f64::NAN, 1.0, 0.1),
            (1.0, 1.0, f64::NAN),
        ] {
            assert_eq!(vol(Kind::Call, forward, strike, price), Err(NoVol::OutOfDomain));
        }
        let expired = implied_vol(Kind::Call, 100.0, 100.0, Years::ZERO, Rate::ZERO, 1.0);
        assert_eq!(expired, Err(NoVol::OutOfDomain));
    }

    /// At the money `price = F erf(s/sqrt(8))`, which inverts in closed form.
    #[test]
    fn at_the_money_it_is_the_quantile() {
        for beta in [1e-12, 1e-6, 0.01, 0.3, 0.6, 0.9, 0.999] {
            let s = normalised_vol(0.0, 1.0, beta, 1.0 - beta);
            let closed = 2.0 * inverse_normal_cdf(0.5 + 0.5 * beta);
            // The quantile sees 0.5 + beta/2, which is rounded.
            assert!(
                (s - closed).abs() <= 4.0 * f64::EPSILON * (s + 3.0 / gauss(0.0, 0.5 * s)),
                "{beta}"
            );
        }
    }

    /// Largest met: 0.098 below `b(s_l)`, near x = 0 and h = 1.7; 0.005 above.
    #[test]
    fn the_first_guess_is_close_everywhere() {
        for i in 0..60 {
            let x = exp(f64::from(i) * 0.25 - 12.0);
            let bound = exp(-0.5 * x);
            for j in 0..80 {
                let s = x / exp(f64::from(j) * 0.1 - 4.4);
                let knot = Knot::at(x, s, bound);
                let missing = if s * s > 2.0 * x {
                    let (h, t) = (x / s, 0.5 * s);
                    knot.slope * (Mills::at(t - h).ratio + Mills::at(t + h).ratio)
                } else {
                    bound - knot.b
                };
                if knot.b < 1e-300 || missing < 1e-300 {
                    continue;
                }
                let (_, guess) = first_guess(x, bound, knot.b, missing);
                assert!((guess / s - 1.0).abs() < 0.12, "x {x}, s {s}: {guess}");
            }
        }
    }
}
