//! Prices and Greeks against `tests/golden/black76.csv`, worked out at 60 digits by `tests/oracle/black76.py`.

use alvh::black76::{Kind, Option76};
use alvh::implied_vol::implied_vol;
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

struct Row {
    option: Option76,
    want: [f64; 9],
}

fn rows() -> Vec<Row> {
    let row = |line: &str| {
        let mut cells = line.split(',');
        let kind = match cells.next() {
            Some("call") => Kind::Call,
            Some("put") => Kind::Put,
            other => panic!("a kind, not {other:?}"),
        };
        let n: Vec<f64> = cells.map(|cell| cell.parse().expect("a number")).collect();
        let option = Option76 {
            kind,
            forward: n[0],
            strike: n[1],
            years: Years::new(n[2]),
            vol: Vol::new(n[3]),
            rate: Rate::new(n[4]),
        };
        Row {
            option,
            want: n[5..].try_into().expect("nine figures"),
        }
    };
    let rows: Vec<Row> = include_str!("golden/black76.csv")
        .lines()
        .skip(1)
        .map(row)
        .collect();
    assert_eq!(rows.len(), 400);
    rows
}

/// The largest error met of each figure, in the units of [`ALLOWED`].
fn worst_figures() -> [f64; 9] {
    let mut worst = [0.0_f64; 9];
    for Row { option, want } in rows() {
        let g = option.checked().expect("inside the domain");
        let got = [
            g.price, g.delta, g.gamma, g.vega, g.theta, g.rho, g.vanna, g.volga, g.charm,
        ];
        let (years, vol, rate) = (option.years.get(), option.vol.get(), option.rate.get());
        let s = vol * sqrt(years);
        let (h, t) = (ln(option.forward / option.strike).abs() / s, s / 2.0);
        let condition = 1.0 + h * h + t * t;
        let [price, delta, _, vega, ..] = want.map(f64::abs);
        let density = vega / (option.forward * sqrt(years));
        let mut scale = want.map(f64::abs);
        scale[4] = rate.abs() * price + vega * vol / (2.0 * years);
        // d1 and d2 are h + t and h - t up to sign, and cancel where the strike is near a d of 0.
        scale[6] = density / vol * (h + t);
        scale[7] = vega * (h + t) * (h + t) / vol;
        scale[8] = rate.abs() * delta + density * (h + t) / (2.0 * years);
        for i in 0..9 {
            worst[i] = worst[i].max((got[i] - want[i]).abs() / (scale[i] * f64::EPSILON * condition));
        }
    }
    worst
}

#[test]
fn every_figure_agrees_with_sixty_digits() {
    let worst = worst_figures();
    for ((name, allowed), worst) in ALLOWED.into_iter().zip(worst) {
        assert!(worst <= allowed, "{name}: error {worst}, allowed {allowed}");
    }
}

/// What the vol of a price may be off by, in units of `2^-52 (vol + price/vega)`: a price known to half an ulp says no
/// more than half of the second term. The largest met, with the same head room.
const ALLOWED_VOL: f64 = 2.5;

/// The largest error met of a vol, in the units of [`ALLOWED_VOL`], and of how many vols.
fn worst_vol() -> (f64, usize) {
    let (mut worst, mut vols) = (0.0_f64, 0);
    for Row { option: o, want } in rows() {
        let Ok(vol) = implied_vol(o.kind, o.forward, o.strike, o.years, o.rate, want[0]) else {
            continue;
        };
        let attainable = f64::EPSILON * (o.vol.get() + want[0] / want[3]);
        worst = worst.max((vol.get() - o.vol.get()).abs() / attainable);
        vols += 1;
    }
    (worst, vols)
}

#[test]
fn the_vol_comes_back_from_sixty_digit_prices() {
    let (worst, vols) = worst_vol();
    assert!(worst <= ALLOWED_VOL, "error {worst}, allowed {ALLOWED_VOL}");
    // The others are in the money with no digit of time value left.
    assert!(vols >= 300, "only {vols} rows gave a vol");
}

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const BEGIN: &str = "<!-- accuracy: written by cargo xtask bless -->\n";
const END: &str = "<!-- end of accuracy -->";

/// The table of the README: what was met, and what is allowed.
fn table() -> String {
    let row = |name: &str, worst: f64, allowed: f64| format!("| {name} | {worst:.2} | {allowed:.1} |\n");
    let mut text = String::from("| figure | largest error met | allowed |\n|---|---|---|\n");
    for ((name, allowed), worst) in ALLOWED.into_iter().zip(worst_figures()) {
        text += &row(name, worst, allowed);
    }
    text + &row("implied vol", worst_vol().0, ALLOWED_VOL)
}

#[test]
fn the_readme_s_table_is_this_run_s() {
    let readme = std::fs::read_to_string(README).expect("the README");
    let (before, rest) = readme.split_once(BEGIN).expect("where the table begins");
    let (found, after) = rest.split_once(END).expect("where the table ends");
    let table = table();
    if std::env::var_os("ALVH_BLESS").is_some() {
        std::fs::write(README, format!("{before}{BEGIN}{table}{END}{after}")).expect("the README is written");
    } else {
        assert_eq!(found, table, "run `cargo xtask bless` and look at the difference");
    }
}
