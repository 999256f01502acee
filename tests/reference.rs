//! Prices, Greeks and vols that others have published.
//!
//! The short tables are typed in here with their source. Two long ones are read from `../shared/data/vectors` when
//! that folder stands beside the project; when it does not, the test says so and checks nothing.

use alvh::black76::{Greeks, Kind, Option76};
use alvh::implied_vol::implied_vol;
use alvh::math::{exp, ln, normal_cdf, sqrt};
use alvh::units::{Rate, Vol, Years};

use std::io::Write as _;

use Kind::{Call, Put};

fn option(kind: Kind, forward: f64, strike: f64, years: f64, vol: f64, rate: f64) -> Option76 {
    Option76 {
        kind,
        forward,
        strike,
        years: Years::new(years),
        vol: Vol::new(vol),
        rate: Rate::new(rate),
    }
}

/// Black-Scholes-Merton on a spot: the forward carries what the spot earns less what it pays out.
fn on_spot(kind: Kind, spot: f64, strike: f64, carry: (f64, f64), years: f64, vol: f64) -> Option76 {
    let (rate, dividend) = carry;
    option(
        kind,
        spot * exp((rate - dividend) * years),
        strike,
        years,
        vol,
        rate,
    )
}

/// The spot Greeks of Black-Scholes-Merton that follow from the forward ones by the chain rule.
struct SpotGreeks {
    delta: f64,
    gamma: f64,
    vega: f64,
    theta: f64,
    rho: f64,
    dividend_rho: f64,
}

fn spot_greeks(o: &Option76, spot: f64, carry: (f64, f64)) -> (Greeks, SpotGreeks) {
    let (rate, dividend) = carry;
    let g = o.checked().expect("inside the domain");
    let t = o.years.get();
    let growth = o.forward / spot;
    // F depends on T, r and q: dF/dT = (r - q) F, dF/dr = T F, dF/dq = -T F.
    let spot_greeks = SpotGreeks {
        delta: g.delta * growth,
        gamma: g.gamma * growth * growth,
        vega: g.vega,
        theta: g.theta - g.delta * (rate - dividend) * o.forward,
        rho: g.rho + g.delta * t * o.forward,
        dividend_rho: -g.delta * t * o.forward,
    };
    (g, spot_greeks)
}

fn near(what: &str, got: f64, want: f64, tolerance: f64) {
    assert!(
        (got - want).abs() <= tolerance,
        "{what}: got {got}, published {want} +- {tolerance}"
    );
}

/// Haug, "The Complete Guide to Option Pricing Formulas" (1998), as typed in `QuantLib`'s
/// test-suite/europeanoption.cpp: kind, strike, spot, dividend yield, rate, years, vol, value.
/// The dividend yield equal to the rate makes a row Black's own case. Printed to four places.
#[rustfmt::skip]
const HAUG_VALUES: [(Kind, [f64; 7]); 43] = [
    (Call, [65.0, 60.0, 0.0, 0.08, 0.25, 0.3, 2.1334]),
    (Put, [95.0, 100.0, 0.05, 0.1, 0.5, 0.2, 2.4648]),
    (Put, [19.0, 19.0, 0.1, 0.1, 0.75, 0.28, 1.7011]),
    (Call, [19.0, 19.0, 0.1, 0.1, 0.75, 0.28, 1.7011]),
    (Call, [1.6, 1.56, 0.08, 0.06, 0.5, 0.12, 0.0291]),
    (Put, [70.0, 75.0, 0.05, 0.1, 0.5, 0.35, 4.087]),
    (Call, [100.0, 90.0, 0.1, 0.1, 0.1, 0.15, 0.0205]),
    (Call, [100.0, 100.0, 0.1, 0.1, 0.1, 0.15, 1.8734]),
    (Call, [100.0, 110.0, 0.1, 0.1, 0.1, 0.15, 9.9413]),
    (Call, [100.0, 90.0, 0.1, 0.1, 0.1, 0.25, 0.315]),
    (Call, [100.0, 100.0, 0.1, 0.1, 0.1, 0.25, 3.1217]),
    (Call, [100.0, 110.0, 0.1, 0.1, 0.1, 0.25, 10.3556]),
    (Call, [100.0, 90.0, 0.1, 0.1, 0.1, 0.35, 0.9474]),
    (Call, [100.0, 100.0, 0.1, 0.1, 0.1, 0.35, 4.3693]),
    (Call, [100.0, 110.0, 0.1, 0.1, 0.1, 0.35, 11.1381]),
    (Call, [100.0, 90.0, 0.1, 0.1, 0.5, 0.15, 0.8069]),
    (Call, [100.0, 100.0, 0.1, 0.1, 0.5, 0.15, 4.0232]),
    (Call, [100.0, 110.0, 0.1, 0.1, 0.5, 0.15, 10.5769]),
    (Call, [100.0, 90.0, 0.1, 0.1, 0.5, 0.25, 2.7026]),
    (Call, [100.0, 100.0, 0.1, 0.1, 0.5, 0.25, 6.6997]),
    (Call, [100.0, 110.0, 0.1, 0.1, 0.5, 0.25, 12.7857]),
    (Call, [100.0, 90.0, 0.1, 0.1, 0.5, 0.35, 4.9329]),
    (Call, [100.0, 100.0, 0.1, 0.1, 0.5, 0.35, 9.3679]),
    (Call, [100.0, 110.0, 0.1, 0.1, 0.5, 0.35, 15.3086]),
    (Put, [100.0, 90.0, 0.1, 0.1, 0.1, 0.15, 9.921]),
    (Put, [100.0, 100.0, 0.1, 0.1, 0.1, 0.15, 1.8734]),
    (Put, [100.0, 110.0, 0.1, 0.1, 0.1, 0.15, 0.0408]),
    (Put, [100.0, 90.0, 0.1, 0.1, 0.1, 0.25, 10.2155]),
    (Put, [100.0, 100.0, 0.1, 0.1, 0.1, 0.25, 3.1217]),
    (Put, [100.0, 110.0, 0.1, 0.1, 0.1, 0.25, 0.4551]),
    (Put, [100.0, 90.0, 0.1, 0.1, 0.1, 0.35, 10.8479]),
    (Put, [100.0, 100.0, 0.1, 0.1, 0.1, 0.35, 4.3693]),
    (Put, [100.0, 110.0, 0.1, 0.1, 0.1, 0.35, 1.2376]),
    (Put, [100.0, 90.0, 0.1, 0.1, 0.5, 0.15, 10.3192]),
    (Put, [100.0, 100.0, 0.1, 0.1, 0.5, 0.15, 4.0232]),
    (Put, [100.0, 110.0, 0.1, 0.1, 0.5, 0.15, 1.0646]),
    (Put, [100.0, 90.0, 0.1, 0.1, 0.5, 0.25, 12.2149]),
    (Put, [100.0, 100.0, 0.1, 0.1, 0.5, 0.25, 6.6997]),
    (Put, [100.0, 110.0, 0.1, 0.1, 0.5, 0.25, 3.2734]),
    (Put, [100.0, 90.0, 0.1, 0.1, 0.5, 0.35, 14.4452]),
    (Put, [100.0, 100.0, 0.1, 0.1, 0.5, 0.35, 9.3679]),
    (Put, [100.0, 110.0, 0.1, 0.1, 0.5, 0.35, 5.7963]),
    (Call, [40.0, 42.0, 0.08, 0.04, 0.75, 0.35, 5.0975]),
];

#[test]
fn haugs_values() {
    for (kind, [strike, spot, dividend, rate, years, vol, value]) in HAUG_VALUES {
        let o = on_spot(kind, spot, strike, (rate, dividend), years, vol);
        near(&format!("{o:?}"), o.price(), value, 1e-4);
    }
}

/// The same book, chapter on Greeks, by the same route. Elasticity is delta times spot over price.
#[test]
fn haugs_greeks() {
    let carry = (0.1, 0.1);
    for (kind, delta) in [(Call, 0.5946), (Put, -0.3566)] {
        let o = on_spot(kind, 105.0, 100.0, carry, 0.5, 0.36);
        near("delta", spot_greeks(&o, 105.0, carry).1.delta, delta, 1e-4);
    }
    let (g, s) = spot_greeks(&on_spot(Put, 105.0, 100.0, carry, 0.5, 0.36), 105.0, carry);
    near("elasticity", s.delta * 105.0 / g.price, -4.8775, 1e-4);
    for kind in [Call, Put] {
        let carry = (0.1, 0.0);
        let (_, s) = spot_greeks(&on_spot(kind, 55.0, 60.0, carry, 0.75, 0.3), 55.0, carry);
        near("gamma", s.gamma, 0.0278, 1e-4);
        near("vega", s.vega, 18.9358, 1e-4);
    }
    let carry = (0.07, 0.05);
    let (_, s) = spot_greeks(&on_spot(Put, 430.0, 405.0, carry, 1.0 / 12.0, 0.2), 430.0, carry);
    near("theta", s.theta, -31.1924, 1e-4);
    near("theta per day", s.theta / 365.0, -0.0855, 1e-4);
    let carry = (0.09, 0.0);
    let (_, s) = spot_greeks(&on_spot(Call, 72.0, 75.0, carry, 1.0, 0.19), 72.0, carry);
    near("rho", s.rho, 38.7325, 1e-4);
    let carry = (0.08, 0.05);
    let (_, s) = spot_greeks(&on_spot(Put, 500.0, 490.0, carry, 0.25, 0.15), 500.0, carry);
    near("dividend rho", s.dividend_rho, 42.2254, 1e-4);
}

/// Hull, "Options, Futures and Other Derivatives", 7th edition, examples 16.6 and 16.7, and the examples in the
/// documentation of `py_vollib`'s Black model.
#[test]
fn blacks_model_in_hull_and_vollib() {
    near(
        "Hull 16.6",
        option(Put, 20.0, 20.0, 4.0 / 12.0, 0.25, 0.09).price(),
        1.12,
        0.01,
    );
    near(
        "Hull 16.7",
        option(Call, 620.0, 600.0, 0.5, 0.2, 0.05).price(),
        44.19,
        0.01,
    );
    // vollib prints these to twelve figures, so half a unit of the twelfth is what they can be held to.
    near(
        "vollib 16.6",
        option(Put, 20.0, 20.0, 1.0 / 3.0, 0.25, 0.09).price(),
        1.116_641_456_56,
        5e-12,
    );
    near(
        "vollib 16.7",
        option(Call, 620.0, 600.0, 0.5, 0.2, 0.05).price(),
        44.186_853_312_1,
        5e-11,
    );
    near(
        "vollib",
        option(Call, 100.0, 100.0, 0.5, 0.2, 0.02).price(),
        5.581_106_724_604_812,
        1e-12,
    );
    near(
        "undiscounted",
        option(Call, 100.0, 100.0, 0.5, 0.2, 0.0).price(),
        5.637_197_779_701_664,
        1e-12,
    );
    near(
        "vollib",
        option(Put, 101.0, 102.0, 0.5, 0.2, 0.01).price(),
        6.204_511_580_97,
        1e-5,
    );
    let vol = implied_vol(
        Put,
        101.0,
        102.0,
        Years::new(0.5),
        Rate::new(0.01),
        6.204_511_580_97,
    );
    near("vollib vol", vol.expect("a vol").get(), 0.2, 1e-9);

    let call = option(Call, 49.0, 50.0, 0.3846, 0.2, 0.05).greeks();
    let put = option(Put, 49.0, 50.0, 0.3846, 0.2, 0.05).greeks();
    near("delta", call.delta, 0.451_070_174_822_018_3, 1e-6);
    near("gamma", call.gamma, 0.064_064_670_588_2, 1e-6);
    near("vega per point", call.vega / 100.0, 0.118_317_785_624, 1e-6);
    near(
        "theta per day, call",
        call.theta / 365.0,
        -0.008_162_368_774_62,
        1e-6,
    );
    near(
        "theta per day, put",
        put.theta / 365.0,
        -0.008_027_991_553_12,
        1e-6,
    );
    near(
        "rho per percent, call",
        call.rho / 100.0,
        -0.007_470_538_005_958_226,
        1e-6,
    );
    near(
        "rho per percent, put",
        put.rho / 100.0,
        -0.011_243_286_001_308_292,
        1e-6,
    );
}

/// Hull, 7th edition, examples 13.6 and 17.1 to 17.6; `py_vollib`'s Black-Scholes examples; optionlab's
/// `tests/test_core.py`. The probability of ending in the money is N(d2).
#[test]
fn black_scholes_in_hull_vollib_and_optionlab() {
    let carry = (0.05, 0.0);
    let (_, s) = spot_greeks(&on_spot(Call, 49.0, 50.0, carry, 0.3846, 0.2), 49.0, carry);
    near("Hull 17.1", s.delta, 0.522, 1e-3);
    near("Hull 17.2", s.theta, -4.31, 1e-2);
    near("Hull 17.4", s.gamma, 0.066, 1e-3);
    near("Hull 17.6", s.vega / 100.0, 0.121, 1e-3);
    // The same four as py_vollib prints them, to twelve figures.
    near("delta", s.delta, 0.521_601_633_972, 5e-13);
    near("theta", s.theta, -4.305_389_964_55, 5e-12);
    near("gamma", s.gamma, 0.065_545_377_252_5, 5e-14);
    near("vega", s.vega / 100.0, 0.121_052_427_542, 5e-13);

    near(
        "Haug",
        on_spot(Put, 100.0, 95.0, (0.1, 0.05), 0.5, 0.2).price(),
        2.4648,
        1e-4,
    );
    near(
        "vollib",
        on_spot(Call, 60.0, 65.0, (0.08, 0.0), 0.25, 0.3).price(),
        2.133_368_444_92,
        1e-11,
    );

    let carry = (0.01, 0.0);
    let years = 0.164_383_561_643_835_6;
    let o = on_spot(Call, 100.0, 105.0, carry, years, 0.2);
    let (g, s) = spot_greeks(&o, 100.0, carry);
    near("call", g.price, 1.442_522_688_901_153_3, 1e-9);
    near("delta", s.delta, 0.294_297_200_005_503_3, 1e-9);
    near("theta", s.theta, -8.780_589_609_657_586, 1e-8);
    near("gamma", s.gamma, 0.042_503_588_182_705_464, 1e-9);
    near("vega", s.vega / 100.0, 0.139_737_824_162_319_34, 1e-9);
    near(
        "put",
        Option76 { kind: Put, ..o }.price(),
        6.270_061_736_738_214,
        1e-9,
    );
    let d2 = (ln(100.0 / 105.0) + (0.01 - 0.02) * years) / (0.2 * sqrt(years));
    near("in the money", normal_cdf(d2), 0.266_983_252_357_736_7, 1e-9);
}

/// Cboe's page on the price relationship of VIX options: a VIX call at 3.00 with VIX 5 above the strike, and a put at
/// 4.00 with VIX 5 below it. Both are below "spot intrinsic" and sound against the future.
#[test]
fn an_option_on_vix_is_an_option_on_its_future() {
    use alvh::implied_vol::NoVol::BelowIntrinsic;
    let (years, rate) = (Years::new(30.0 / 365.0), Rate::ZERO);
    for (kind, future, spot, strike, price) in [(Call, 21.5, 25.0, 20.0, 3.0), (Put, 22.5, 20.0, 25.0, 4.0)] {
        let vol = implied_vol(kind, future, strike, years, rate, price).expect("a vol on the future");
        assert!((0.3..2.0).contains(&vol.get()), "{vol:?}");
        assert_eq!(
            implied_vol(kind, spot, strike, years, rate, price),
            Err(BelowIntrinsic)
        );
    }
}

/// The rows of a file of `../shared/data/vectors`, by column name, or None with a line on the terminal.
fn beside(file: &str) -> Option<(Vec<String>, Vec<Vec<f64>>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/vectors");
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        // Straight to the terminal: the harness keeps what `println!` says in a test that passes.
        let _ = writeln!(std::io::stderr(), "not run: {file} is not beside the project");
        return None;
    };
    let mut lines = text.lines();
    let names = lines.next()?.split(',').map(str::to_owned).collect();
    // An empty cell is a figure the row does not have.
    let number = |cell: &str| {
        if cell.is_empty() {
            f64::NAN
        } else {
            cell.parse().expect("a number")
        }
    };
    let rows = lines.map(|line| line.split(',').map(number).collect()).collect();
    Some((names, rows))
}

fn columns<const N: usize>(names: &[String], wanted: [&str; N]) -> [usize; N] {
    wanted.map(|w| {
        names
            .iter()
            .position(|n| n == w)
            .unwrap_or_else(|| panic!("no column {w}"))
    })
}

/// The thousand rows that `py_lets_be_rational` tests itself with, written by Jäckel's own program.
#[test]
fn lets_be_rational() {
    let Some((names, rows)) = beside("lets_be_rational_testvalues.csv") else {
        return;
    };
    let at = columns(
        &names,
        [
            "F",
            "K",
            "sigma",
            "T",
            "q",
            "black_undiscounted",
            "iv",
            "z",
            "norm_cdf",
            "iv_testable",
        ],
    );
    assert_eq!(rows.len(), 1000);
    let mut vols = 0;
    let mut worst = (0.0_f64, 0.0_f64, 0.0_f64);
    for row in &rows {
        let [forward, strike, sigma, years, side, price, iv, z, cdf, testable] = at.map(|i| row[i]);
        let kind = if side > 0.0 { Call } else { Put };
        let o = option(kind, forward, strike, years, sigma, 0.0);
        let relative = if price == 0.0 {
            o.price()
        } else {
            (o.price() / price - 1.0).abs()
        };
        worst.0 = worst.0.max(relative);
        assert!(relative <= 1e-13, "{o:?}: {} for {price}", o.price());
        // The normal cdf is held to the same figure as the price made of it.
        worst.1 = worst.1.max((normal_cdf(z) / cdf - 1.0).abs());
        assert!(
            (normal_cdf(z) / cdf - 1.0).abs() <= 1e-13,
            "N({z}) = {} for {cdf}",
            normal_cdf(z)
        );
        if testable > 0.0 {
            let vol = implied_vol(kind, forward, strike, o.years, Rate::ZERO, price)
                .expect("a vol")
                .get();
            worst.2 = worst.2.max((vol - iv).abs());
            assert!((vol - iv).abs() <= 1e-9, "{o:?}: {vol} for {iv}");
            vols += 1;
        }
    }
    println!("{vols} vols; largest differences {worst:?}");
    assert!(vols > 500, "only {vols} rows had a vol to test");
}

/// `py_vollib`'s 101 rows of Black-Scholes on a spot without dividends, printed to nine or ten figures.
#[test]
fn vollib() {
    let Some((names, rows)) = beside("vollib_bs_test_data.csv") else {
        return;
    };
    let at = columns(
        &names,
        [
            "S", "K", "R", "t", "v", "bs_call", "bs_put", "CD", "CG", "CT", "CV", "CR", "PD", "PG", "PT",
            "PV", "PR",
        ],
    );
    assert_eq!(rows.len(), 101);
    for row in &rows {
        let n = at.map(|i| row[i]);
        let carry = (n[2], 0.0);
        for (kind, price, greeks) in [(Call, n[5], &n[7..12]), (Put, n[6], &n[12..17])] {
            let (g, s) = spot_greeks(&on_spot(kind, n[0], n[1], carry, n[3], n[4]), n[0], carry);
            let got = [g.price, s.delta, s.gamma, s.theta, s.vega, s.rho];
            let want = [price, greeks[0], greeks[1], greeks[2], greeks[3], greeks[4]];
            for (i, (got, want)) in got.into_iter().zip(want).enumerate() {
                near(&format!("{kind:?} at spot {}, figure {i}", n[0]), got, want, 1e-6);
            }
        }
    }
}
