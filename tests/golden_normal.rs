//! The normal law against `tests/golden/normal.csv`, worked out at 60 digits by `tests/oracle/normal.py`.

use alvh::math::{erfcx, inverse_normal_cdf, normal_cdf, normal_pdf};

type Row = (&'static str, fn(f64) -> f64, f64);

/// Allowed relative errors in units of 2^-52: the largest met, with little more than half as much again.
const ALLOWED: [Row; 4] = [
    ("erfcx", erfcx, 2.7),
    ("pdf", normal_pdf, 1.8),
    ("cdf", normal_cdf, 2.5),
    ("quantile", inverse_normal_cdf, 2.5),
];

#[test]
fn the_normal_law_agrees_with_sixty_digits() {
    for (name, function, allowed) in ALLOWED {
        let (mut worst, mut rows) = (0.0_f64, 0);
        for line in include_str!("golden/normal.csv").lines() {
            let mut cells = line.split(',');
            if cells.next() != Some(name) {
                continue;
            }
            let mut number = || cells.next().expect("a cell").parse::<f64>().expect("a number");
            let (x, want) = (number(), number());
            let error = ((function(x) - want) / (want * f64::EPSILON)).abs();
            worst = worst.max(error);
            rows += 1;
        }
        println!("{name}: {rows} rows, largest error {worst:.2}, allowed {allowed}");
        assert!(
            rows > 20 && worst <= allowed,
            "{name}: {rows} rows, error {worst}, allowed {allowed}"
        );
    }
}
