//! Prices and Greeks against `tests/golden/black76.csv`, worked out at 60 digits by `tests/oracle/black76.py`.

use alvh::black76::{Kind, Option76};
use alvh::math::{ln, sqrt};
use alvh::units::{Rate, Vol, Years};

/// Allowed errors, one row per quantity, in units of `2^-52 * (1 + h^2 + t^2) * scale`.
///
/// `h = |ln(F/K)|/s` and `t = s/2`: one ulp in `s` moves `exp(-(h^2 + t^2)/2)` by `h^2 + t^2` ulps, so that factor is the
/// problem's and not the method's. `scale` is the value itself, for a sum of terms the sum of their absolute values
/// (such a Greek has zeros, near which no relative error can hold). Each figure is the largest error met, with
/// little more than half as much again as head room.
const ALLOWED: [(&str, f64); 9] = [
    ("price", 3.2),
    ("delta", 3.0),
    ("gamma", 3.0),
    ("vega", 2.5),
    ("theta", 2.8),
    ("rho", 3.4),
    ("vanna", 2.9),
    ("volga", 4.3),
    ("charm", 3.1),
];

#[test]
fn every_figure_agrees_with_sixty_digits() {
    let file = include_str!("golden/black76.csv");
    let mut worst = [0.0_f64; 9];
    let mut rows = 0;
    for line in file.lines().skip(1) {
        let mut cells = line.split(',');
        let kind = match cells.next() {
            Some("call") => Kind::Call,
            Some("put") => Kind::Put,
            other => panic!("a kind, not {other:?}"),
        };
        let n: Vec<f64> = cells.map(|cell| cell.parse().expect("a number")).collect();
        let (forward, strike, years, vol, rate) = (n[0], n[1], n[2], n[3], n[4]);
        let option = Option76 {
            kind,
            forward,
            strike,
            years: Years::new(years),
            vol: Vol::new(vol),
            rate: Rate::new(rate),
        };
        let g = option.checked().expect("inside the domain");
        let got = [
            g.price, g.delta, g.gamma, g.vega, g.theta, g.rho, g.vanna, g.volga, g.charm,
        ];
        let want = &n[5..14];
        let s = vol * sqrt(years);
        let (h, t) = (ln(forward / strike).abs() / s, s / 2.0);
        let condition = 1.0 + h * h + t * t;
        let mut scale: [f64; 9] = core::array::from_fn(|i| want[i].abs());
        let decay = want[3].abs() * vol / (2.0 * years);
        scale[4] = rate.abs() * want[0].abs() + decay;
        // d1 and d2 are h + t and h - t up to sign, and cancel where the strike is near a d of 0.
        scale[6] = want[3].abs() / (forward * s) * (h + t);
        scale[7] = want[3].abs() * (h + t) * (h + t) / vol;
        scale[8] =
            rate.abs() * want[1].abs() + want[3].abs() / (forward * sqrt(years)) * (h + t) / (2.0 * years);
        for i in 0..9 {
            let error = (got[i] - want[i]).abs() / (scale[i] * f64::EPSILON * condition);
            worst[i] = worst[i].max(error);
        }
        rows += 1;
    }
    assert_eq!(rows, 400);
    for ((name, allowed), worst) in ALLOWED.into_iter().zip(worst) {
        println!("{name}: largest error {worst:.2}, allowed {allowed}");
    }
    for ((name, allowed), worst) in ALLOWED.into_iter().zip(worst) {
        assert!(worst <= allowed, "{name}: error {worst}, allowed {allowed}");
    }
}
