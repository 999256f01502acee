//! What speaks for a spike and what for a regime.

use alloc::vec::Vec;

use super::study::Study;
use crate::inputs::systems::NO_YES;
use crate::inputs::systems::expansion::Expansion;
use crate::regime::{Evidence, Reading, stable};

impl Study<'_> {
    pub(super) fn inversion(&self) -> Option<f64> {
        let (market, via) = (self.desk.route().market, self.desk.route().via);
        let state = market.after(via);
        let mut running = market
            .curve
            .quotes()
            .iter()
            .filter(|quote| !state.settled(quote.tenor));
        let (front, second) = (running.next()?, running.next()?);
        Some(state.future(front.tenor, None) / state.future(second.tenor, None) - 1.0)
    }
}

/// Facts the reader typed, each with its votes.
pub(super) fn evidence(typed: &Expansion, inversion: Option<f64>) -> Vec<Evidence> {
    let fact = |id, persists, weight| Evidence {
        id,
        reading: Reading::of(persists),
        weight,
    };
    let prints = |last, before| stable(last, before, typed.print_tolerance).map(|stable| !stable);
    let flag = |word: &str| Some(word == NO_YES[1]);
    Vec::from([
        fact("cpi", prints(typed.cpi_last, typed.cpi_before), 1.0),
        fact("ppi", prints(typed.ppi_last, typed.ppi_before), 1.0),
        fact(
            "curve",
            inversion.map(|share| share > typed.inverted_by / 100.0),
            1.0,
        ),
        fact("rsiSpx", typed.rsi_spx.map(|rsi| rsi < typed.rsi_spx_weak), 1.0),
        fact("rsiVix", typed.rsi_vix.map(|rsi| rsi > typed.rsi_vix_high), 1.0),
        fact("macdVix", typed.macd_vix.map(|over| over > 0.0), 1.0),
        fact("reer", flag(&typed.flag_reer), typed.flag_weight),
        fact("rotation", flag(&typed.flag_rotation), typed.flag_weight),
        fact("gdp", flag(&typed.flag_gdp), typed.flag_weight),
    ])
}
