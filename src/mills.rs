//! The Mills ratio of the normal law: every tail probability and every option price here rests on it.
//!
//! `Y(z) = (1 - N(z)) / n(z)` falls smoothly from 1.2533 at 0 like `1/z`, so a short table of polynomials
//! gives it to the last bit or two over the whole half line, with no exponential and no overflow.
//! `1 - z Y(z)`, the negative of its slope, is tabulated in its own right where forming it by subtraction
//! would lose digits: that is what keeps prices far from the money exact.

mod table;

/// The Mills ratio at one point, with the negative of its slope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mills {
    /// `Y(z)`.
    pub(crate) ratio: f64,
    /// `-Y'(z) = 1 - z Y(z)`.
    pub(crate) fall: f64,
}

const PIECES: f64 = 32.0;

impl Mills {
    /// The ratio at `z >= 0`, infinity allowed; NaN gives NaN. Relative error of both parts below 1e-15.
    pub(crate) fn at(z: f64) -> Self {
        let w = 1.0 / (1.0 + z);
        let scaled = w * PIECES;
        // The cast drops the fraction and saturates: NaN reads the first row; 1 (z = 0), by the `min`, the last.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 32, see above"
        )]
        let index = (scaled as usize).min(table::PIECES.len() - 1);
        #[allow(clippy::cast_precision_loss, reason = "at most 31")]
        let v = 2.0 * (scaled - index as f64) - 1.0;
        let value = polynomial(&table::PIECES[index], v);
        if index < table::PIECES.len() / 2 {
            let fall = value * w * w;
            Self {
                ratio: (1.0 - fall) / z,
                fall,
            }
        } else {
            Self {
                ratio: value,
                fall: 1.0 - z * value,
            }
        }
    }
}

/// The polynomial with these coefficients, lowest first, by Estrin's scheme: the four products run side by side.
fn polynomial(c: &[f64; 10], v: f64) -> f64 {
    let v2 = v * v;
    let v4 = v2 * v2;
    let low = (c[0] + c[1] * v) + (c[2] + c[3] * v) * v2;
    let high = (c[4] + c[5] * v) + (c[6] + c[7] * v) * v2;
    let top = c[8] + c[9] * v;
    low + v4 * (high + v4 * top)
}
