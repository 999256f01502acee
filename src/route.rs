//! A market that passes through one shock on its way to another.

use crate::layer::Layer;
use crate::market::{Market, Shock, State};
use crate::units::Days;

/// Today's market, and the shock it passes through.
#[derive(Clone, Copy, Debug)]
pub struct Route<'m> {
    /// Today's market.
    pub market: &'m Market,
    /// The shock on the way.
    pub via: Shock,
}

impl Route<'_> {
    /// SPX and VIX on `day` of the way to `end`: in a straight line from now to the shock, and from there on. `end` is
    /// not before the shock.
    pub fn levels(&self, day: Days, end: Shock) -> (f64, f64) {
        let (from, to) = if day <= self.via.day {
            (self.market.today(), self.via)
        } else {
            (self.via, end)
        };
        let whole = to.day.since(from.day).get();
        let share = if whole > 0.0 {
            (day.since(from.day).get() / whole).min(1.0)
        } else {
            1.0
        };
        let between = |from: f64, to: f64| from + (to - from) * share;
        (between(from.spx, to.spx), between(from.vix, to.vix))
    }

    /// Points of one contract of a layer at `end`; one that has settled by then was paid on the levels of its day.
    ///
    /// [`Layer::value`] knows no way there but the straight line from today, which would let what comes after the shock
    /// change what was paid before it.
    pub fn value(&self, layer: &Layer, end: &State<'_>) -> f64 {
        let terms = layer.terms();
        if end.settled(terms.expiry) {
            let (spx, vix) = self.levels(terms.expiry, end.shock());
            terms.instrument.payoff(spx, vix)
        } else {
            layer.value(end)
        }
    }
}
