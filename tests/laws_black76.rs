//! What must hold for every option, on options drawn where formulas break: at the money to the last bits, minutes
//! before expiry, and tens of standard deviations out.
//!
//! Tolerances are built from two figures. The price's own error is taken as `NOISE` ulps of its time value times
//! `1 + h^2 + t^2` (what one ulp of the inputs does to it, h standard deviations from the strike, t = s/2) plus as many
//! of its intrinsic value; `NOISE` is twice what the sixty-digit comparison allows. A difference quotient adds
//! what its step leaves out.

#![allow(clippy::float_cmp, reason = "laws that hold to the bit are stated to the bit")]

use alvh::black76::{Greeks, Kind, Option76};
use alvh::implied_vol::{NoVol, implied_vol};
use alvh::math::{exp, ln, pow, sqrt};
use alvh::units::{Rate, Vol, Years};
use proptest::prelude::*;

use Kind::{Call, Put};

const ULP: f64 = f64::EPSILON;
const NOISE: f64 = 8.0;

/// A number spread evenly in its logarithm.
fn spread(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (ln(low)..ln(high)).prop_map(exp)
}

/// Distances to the strike, in standard deviations of either sign, up to `far`.
fn distances(far: f64) -> impl Strategy<Value = f64> {
    let near_zero = (spread(1e-14, 1e-3), any::<bool>()).prop_map(|(h, up)| if up { h } else { -h });
    prop_oneof![
        1 => Just(0.0),
        2 => near_zero,
        4 => -3.0..3.0,
        2 => -far..far,
    ]
}

fn years() -> impl Strategy<Value = f64> {
    let minutes = 1.0 / (365.0 * 24.0 * 60.0);
    prop_oneof![
        spread(1e-9, minutes),
        spread(minutes, 1.0 / 365.0),
        1.0 / 365.0..0.5,
        spread(0.5, 30.0)
    ]
}

/// Options at most `far` standard deviations and a factor of a million from the strike.
fn options(far: f64) -> impl Strategy<Value = Option76> {
    let kind = prop_oneof![Just(Call), Just(Put)];
    let rate = prop_oneof![Just(0.0), -0.05..0.2];
    let vol = prop_oneof![0.05..2.0, spread(1e-3, 10.0)];
    (kind, spread(0.1, 1e4), distances(far), years(), vol, rate).prop_map(
        |(kind, strike, h, years, vol, rate)| {
            let x = f64::clamp(h * vol * sqrt(years), -13.8, 13.8);
            Option76 {
                kind,
                forward: strike * exp(x),
                strike,
                years: Years::new(years),
                vol: Vol::new(vol),
                rate: Rate::new(rate),
            }
        },
    )
}

fn discount(o: &Option76) -> f64 {
    exp(-o.rate.get() * o.years.get())
}

fn intrinsic(o: &Option76) -> f64 {
    let gain = match o.kind {
        Call => o.forward - o.strike,
        Put => o.strike - o.forward,
    };
    discount(o) * gain.max(0.0)
}

/// h, t and s of the module's text.
fn shape(o: &Option76) -> (f64, f64, f64) {
    let s = o.vol.get() * sqrt(o.years.get());
    (ln(o.forward / o.strike).abs() / s, 0.5 * s, s)
}

fn condition(o: &Option76) -> f64 {
    let (h, t, _) = shape(o);
    1.0 + h * h + t * t
}

/// What the price may be off by.
fn noise(o: &Option76) -> f64 {
    let (price, floor) = (o.price(), intrinsic(o));
    let value = price - floor;
    // So near to expiry that h^2 overflows there is no time value for it to multiply.
    let value = if value > 0.0 { value * condition(o) } else { 0.0 };
    NOISE * ULP * (value + floor) + f64::MIN_POSITIVE
}

fn with_forward(o: &Option76, forward: f64) -> Option76 {
    Option76 { forward, ..*o }
}

fn with_strike(o: &Option76, strike: f64) -> Option76 {
    Option76 { strike, ..*o }
}

fn with_vol(o: &Option76, vol: f64) -> Option76 {
    Option76 {
        vol: Vol::new(vol),
        ..*o
    }
}

fn with_years(o: &Option76, years: f64) -> Option76 {
    Option76 {
        years: Years::new(years),
        ..*o
    }
}

fn with_rate(o: &Option76, rate: f64) -> Option76 {
    Option76 {
        rate: Rate::new(rate),
        ..*o
    }
}

/// Every double there is, the ordinary ones most often.
fn anything() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        Just(0.0),
        Just(f64::INFINITY),
        Just(f64::NAN),
        -10.0..1e4,
        spread(1e-320, 1e300)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn call_less_put_is_the_discounted_forward_less_strike(o in options(38.0)) {
        let (call, put) = (Option76 { kind: Call, ..o }, Option76 { kind: Put, ..o });
        let parity = discount(&o) * (o.forward - o.strike);
        prop_assert!((call.price() - put.price() - parity).abs() <= noise(&call) + noise(&put));
        // Both deltas come from one tail probability, so their difference is D to the rounding of three operations.
        let apart = call.greeks().delta - put.greeks().delta;
        prop_assert!((apart - discount(&o)).abs() <= 3.0 * ULP * discount(&o));
    }

    #[test]
    fn the_price_lies_between_intrinsic_value_and_bound(o in options(38.0)) {
        let most = discount(&o) * match o.kind { Call => o.forward, Put => o.strike };
        // The lower bound holds exactly: the time value is added to it, and is not negative.
        prop_assert!(o.price() >= intrinsic(&o));
        prop_assert!(o.price() <= most * (1.0 + NOISE * ULP));
    }

    #[test]
    fn more_vol_never_costs_less(o in options(38.0), more in spread(1e-12, 1.0)) {
        let dearer = with_vol(&o, o.vol.get() * (1.0 + more));
        prop_assert!(dearer.price() >= o.price() - noise(&o) - noise(&dearer));
    }

    #[test]
    fn a_call_rises_with_the_forward_and_falls_with_the_strike(o in options(38.0), more in spread(1e-12, 1.0)) {
        let up = with_forward(&o, o.forward * (1.0 + more));
        let higher = with_strike(&o, o.strike * (1.0 + more));
        let sign = if o.kind == Call { 1.0 } else { -1.0 };
        prop_assert!(sign * (up.price() - o.price()) >= -noise(&o) - noise(&up));
        prop_assert!(sign * (o.price() - higher.price()) >= -noise(&o) - noise(&higher));
    }

    #[test]
    fn the_price_is_convex_in_the_strike(o in options(38.0), width in spread(1e-6, 0.5)) {
        let (low, high) = (with_strike(&o, o.strike * (1.0 - width)), with_strike(&o, o.strike * (1.0 + width)));
        let middle = with_strike(&o, 0.5 * (low.strike + high.strike));
        let butterfly = low.price() - 2.0 * middle.price() + high.price();
        // The sum of the outer strikes is rounded, and a strike moves the price by at most D for 1.
        let off_centre = 2.0 * ULP * discount(&o) * high.strike;
        prop_assert!(butterfly >= -noise(&low) - 2.0 * noise(&middle) - noise(&high) - off_centre);
    }

    #[test]
    fn a_call_is_a_put_with_forward_and_strike_exchanged(o in options(38.0)) {
        let (call, put) = (Option76 { kind: Call, ..o }, Option76 { kind: Put, forward: o.strike, strike: o.forward, ..o });
        prop_assert!((call.price() - put.price()).abs() <= noise(&call));
    }

    #[test]
    fn doubling_forward_and_strike_doubles_the_price_to_the_bit(o in options(38.0)) {
        let double = Option76 { forward: 2.0 * o.forward, strike: 2.0 * o.strike, ..o };
        let (one, two) = (o.greeks(), double.greeks());
        // The square root of F K is the only step that is not a plain scaling, and 4 comes out of it exactly. A
        // subnormal has lost its last bits to rounding.
        prop_assert!(two.price == 2.0 * one.price || one.price < f64::MIN_POSITIVE);
        prop_assert!(two.delta == one.delta || one.delta.abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn the_short_answers_are_the_long_one_to_the_bit(o in options(60.0)) {
        let (all, some) = (o.greeks(), o.sensitivity());
        prop_assert_eq!(all.price.to_bits(), o.price().to_bits());
        prop_assert_eq!(all.price.to_bits(), some.price.to_bits());
        prop_assert_eq!(all.delta.to_bits(), some.delta.to_bits());
        prop_assert_eq!(all.vega.to_bits(), some.vega.to_bits());
    }

    #[test]
    fn as_time_or_vol_runs_out_the_price_falls_to_the_intrinsic_value(o in options(3.0), tiny in spread(1e-200, 1e-6)) {
        for late in [with_years(&o, o.years.get() * tiny), with_vol(&o, o.vol.get() * tiny)] {
            // At most what an option at the money has: F s/sqrt(2 pi), here with the larger of forward and strike.
            let (.., s) = shape(&late);
            let most = 0.4 * discount(&late) * o.forward.max(o.strike) * s;
            prop_assert!(late.price() - intrinsic(&late) <= most + noise(&late));
        }
        for over in [with_years(&o, 0.0), with_vol(&o, 0.0)] {
            let g = over.checked().expect("inside the domain");
            prop_assert_eq!(g.price, intrinsic(&over));
            prop_assert_eq!([g.gamma, g.vega, g.vanna, g.volga, g.charm], [0.0; 5]);
            let d = discount(&over);
            let share = if o.forward == o.strike { 0.5 } else if intrinsic(&over) > 0.0 { 1.0 } else { 0.0 };
            prop_assert_eq!(g.delta, if o.kind == Call { d * share } else { -d * share });
        }
    }

    #[test]
    fn nothing_inside_the_stated_domain_is_missing(
        o in options(1e6),
        years in prop_oneof![Just(0.0), spread(1e-320, 1e-9), years()],
        vol in prop_oneof![Just(0.0), spread(1e-320, 1e-3), spread(1e-3, 10.0)],
        forward in spread(1e-3, 1e3),
        strike in spread(1e-3, 1e3),
        same in any::<bool>(),
    ) {
        let strike = if same { forward } else { strike };
        let o = Option76 { years: Years::new(years), vol: Vol::new(vol), forward, strike, ..o };
        prop_assert!(o.checked().is_some());
    }

    #[test]
    fn no_input_at_all_gives_a_figure_that_is_not_finite(
        n in prop::array::uniform5(anything()),
        price in anything(),
        call in any::<bool>(),
    ) {
        let kind = if call { Call } else { Put };
        let o = Option76 { kind, forward: n[0], strike: n[1], years: Years::new(n[2]), vol: Vol::new(n[3]), rate: Rate::new(n[4]) };
        if let Some(Greeks { price, delta, gamma, vega, theta, rho, vanna, volga, charm }) = o.checked() {
            prop_assert!([price, delta, gamma, vega, theta, rho, vanna, volga, charm].iter().all(|x| x.is_finite()));
            prop_assert!(o.in_domain());
        }
        if let Ok(vol) = implied_vol(kind, n[0], n[1], o.years, o.rate, price) {
            prop_assert!(vol.get() > 0.0 && vol.get().is_finite());
        }
    }

    /// The bound: six ulps of the vol, plus six ulps of the price divided by vega, since no digit of the vol
    /// smaller than that changes the price. The sixty-digit comparison's own errors of price enter through the second term.
    #[test]
    fn the_vol_of_a_price_is_the_vol_it_was_made_with(o in options(36.0)) {
        let g = o.greeks();
        if g.price < 1e-290 {
            return Ok(());
        }
        match implied_vol(o.kind, o.forward, o.strike, o.years, o.rate, g.price) {
            Ok(vol) => {
                let attainable = 6.0 * ULP * (o.vol.get() + g.price / g.vega);
                prop_assert!((vol.get() - o.vol.get()).abs() <= attainable, "{vol:?}, {attainable:e}");
            }
            // Only where the time value has drowned in the intrinsic value, or the bound has been reached.
            Err(NoVol::NoTimeValue) => prop_assert!(g.price - intrinsic(&o) <= 2.0 * ULP * g.price && intrinsic(&o) > 0.0),
            Err(NoVol::AboveBound) => prop_assert!(shape(&o).1 > 5.0),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

/// df/dx from four points, exact for polynomials of the fourth degree.
fn slope(f: impl Fn(f64) -> f64, x: f64, step: f64) -> f64 {
    let (one, two) = (f(x + step) - f(x - step), f(x + 2.0 * step) - f(x - 2.0 * step));
    (8.0 * one - two) / (12.0 * step)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The step is 1/1000 of the distance over which the density changes. What four points leave out is
    /// `step^4/30` of the fifth derivative: 1e-12/30 times a Hermite polynomial of d1 and d2, of the fifth to seventh degree,
    /// that `(3 + h + t)^2` covers after the steps have been divided by as much. What rounding adds is the noise of the
    /// differenced quantity over the step, and an ulp of the argument over the step.
    #[test]
    fn every_greek_is_a_slope(o in options(7.0)) {
        let (h, t, s) = shape(&o);
        let reach = 3.0 + h + t;
        let g = o.greeks();
        let (forward, vol, years, rate) = (o.forward, o.vol.get(), o.years.get(), o.rate.get());
        let density = g.vega / (forward * sqrt(years));
        let left_out = 1e-10 * reach * reach;
        let rounding = |value: f64, step: f64| 4.0 * NOISE * ULP * condition(&o) * value.abs() / step;

        let in_forward = 1e-3 * forward * s / reach;
        let in_vol = 1e-3 * vol / (reach * reach);
        let in_years = 1e-3 * years / (reach * reach + rate.abs() * years);
        let in_rate = 1e-3 / years.max(1.0);

        let price_by_forward = slope(|x| with_forward(&o, x).price(), forward, in_forward);
        let delta_by_forward = slope(|x| with_forward(&o, x).greeks().delta, forward, in_forward);
        let price_by_vol = slope(|x| with_vol(&o, x).price(), vol, in_vol);
        let delta_by_vol = slope(|x| with_vol(&o, x).greeks().delta, vol, in_vol);
        let vega_by_vol = slope(|x| with_vol(&o, x).greeks().vega, vol, in_vol);
        let price_by_years = slope(|x| with_years(&o, x).price(), years, in_years);
        let delta_by_years = slope(|x| with_years(&o, x).greeks().delta, years, in_years);
        let price_by_rate = slope(|x| with_rate(&o, x).price(), rate, in_rate);

        // Name, Greek, quotient, the size of the terms it is made of, the quantity differenced, the argument and its step.
        let spread = reach * reach;
        let carried = |value: f64| rate.abs() * value.abs();
        for (name, greek, quotient, size, value, (x, step)) in [
            ("delta", g.delta, price_by_forward, g.delta.abs() + density, g.price, (forward, in_forward)),
            ("gamma", g.gamma, delta_by_forward, g.gamma, g.delta, (forward, in_forward)),
            ("vega", g.vega, price_by_vol, g.vega, g.price, (vol, in_vol)),
            ("theta", g.theta, -price_by_years, carried(g.price) + g.vega * vol / years, g.price, (years, in_years)),
            ("rho", g.rho, price_by_rate, g.rho.abs(), g.price, (rate, in_rate)),
            ("vanna", g.vanna, delta_by_vol, density * reach / vol, g.delta, (vol, in_vol)),
            ("volga", g.volga, vega_by_vol, g.vega * spread / vol, g.vega, (vol, in_vol)),
            ("charm", g.charm, -delta_by_years, carried(g.delta) + density * reach / years, g.delta, (years, in_years)),
        ] {
            let allowed = (left_out + 4.0 * ULP * x.abs() / step) * size.abs() + rounding(value, step);
            prop_assert!((greek - quotient).abs() <= allowed, "{name}: {greek} is not {quotient} +- {allowed:e}");
        }
    }
}

/// Thirty-eight standard deviations out a price is worth 1e-317 of the forward; one that is still a normal number
/// keeps all its digits, so that its logarithm falls as the formula says: by `(h^2 - g^2)/2` between g and h, and a
/// correction of the order of `ln(h/g)`.
#[test]
fn the_far_wing_falls_like_a_normal_density() {
    let s = 0.1;
    let at = |h: f64| {
        let o = Option76 {
            kind: Call,
            forward: 1.0,
            strike: exp(h * s),
            years: Years::new(1.0),
            vol: Vol::new(s),
            rate: Rate::ZERO,
        };
        o.price()
    };
    for h in [5.0, 10.0, 20.0, 30.0, 36.0] {
        let fall = ln(at(h - 1.0) / at(h));
        // Time value = density * 2t/(h^2 - t^2) * (1 - 3/h^2 ...), density = sqrt(K) exp(-(h^2 + t^2)/2).
        let expected = 0.5 * (h * h - (h - 1.0) * (h - 1.0)) - 0.5 * s + 2.0 * ln(h / (h - 1.0));
        let next_order = 3.0 / pow(h - 1.0, 2.0);
        assert!((fall - expected).abs() <= next_order, "{h}: {fall}, {expected}");
        assert!(at(h) > 0.0);
    }
}
