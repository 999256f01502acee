//! Layer one: where the short strikes go, and what each choice pays.

use alloc::vec::Vec;

use serde::Serialize;

use super::Moves;
use crate::condor::Condor;
use crate::distribution::probability_outside;
use crate::expected_move::recorded_beyond;
use crate::inputs::systems::one_day::{FILTERS, OneDay};
use crate::market::SpxExpiry;
use crate::plan::Plan;
use crate::short_strikes::{Grid, Shorts, with_shorts};

/// Index points between the strikes of SPX options. Source: Cboe; near the money and near expiry.
const STEP: f64 = 5.0;
/// The lowest strike that can be typed.
const LOWEST: f64 = 1.0;
/// Records of daily closes speak of condors that live so many days.
const RECORDED_DAYS: (f64, f64) = (0.9, 1.1);

/// A credit tier of the documents' publisher.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tier {
    /// Its name.
    pub name: &'static str,
    /// Credit of one condor, index points.
    pub credit: f64,
}

/// The credit tiers, smallest first. Source: answer pages.
pub const TIERS: [Tier; 3] = [
    Tier {
        name: "Conservative",
        credit: 0.70,
    },
    Tier {
        name: "Balanced",
        credit: 1.15,
    },
    Tier {
        name: "Aggressive",
        credit: 1.60,
    },
];

/// Short strikes and what a condor with them pays; `None` throughout where no strikes fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// Strike of the short put.
    pub put: Option<f64>,
    /// Strike of the short call.
    pub call: Option<f64>,
    /// Expected moves from SPX down to the put.
    pub below: Option<f64>,
    /// Expected moves from SPX up to the call.
    pub above: Option<f64>,
    /// Credit of one, index points: typed, or the model's.
    pub credit: Option<f64>,
    /// Credit over the wider wing.
    pub of_width: Option<f64>,
    /// Share of full wins at which full losses are paid back, after fees.
    pub must_win: Option<f64>,
    /// The model's probability of a profit.
    pub probability: Option<f64>,
    /// Share of days on record that closed beyond the short strikes; of condors of one day only.
    pub recorded_beyond: Option<f64>,
}

/// The tier whose credit is nearest to one.
pub(super) fn nearest_tier(credit: f64) -> Tier {
    let [low, middle, high] = TIERS;
    if credit - low.credit <= middle.credit - credit {
        low
    } else if credit - middle.credit <= high.credit - credit {
        middle
    } else {
        high
    }
}

/// The typed condor, the rule's, one at a fixed delta, and one for each tier's credit.
pub(super) fn candidates(plan: &Plan, typed: &OneDay, moves: &Moves) -> Vec<Candidate> {
    let package = plan.package();
    let (market, condor) = (&package.market, &package.condor);
    let options = market.after(market.today()).spx_expiry(condor.expiry);
    let width = typed.wing_width.unwrap_or_else(|| condor.width());
    let book = Book {
        options: &options,
        condor,
        grid: Grid {
            spx: market.spx,
            step: STEP,
        },
        width,
        moves,
    };
    let mut rows = Vec::from([
        book.candidate(condor),
        book.built(Some(book.by_the_rule(typed))),
        book.built(book.grid.at_delta(&options, typed.short_delta)),
    ]);
    rows.extend(
        TIERS
            .iter()
            .map(|tier| book.built(book.grid.at_credit(condor, &options, tier.credit, width))),
    );
    rows
}

/// What strikes are chosen from.
struct Book<'p> {
    options: &'p SpxExpiry,
    condor: &'p Condor,
    grid: Grid,
    width: f64,
    moves: &'p Moves,
}

impl Book<'_> {
    /// So many expected moves out, and a strike further or nearer where the fast filter says so.
    fn by_the_rule(&self, typed: &OneDay) -> Shorts {
        let shorts = self.grid.at_distance(typed.shorts_at * self.moves.to_expiry);
        let out = if typed.base_filter == FILTERS[1] {
            STEP
        } else if typed.base_filter == FILTERS[2] {
            -STEP
        } else {
            0.0
        };
        Shorts {
            put: shorts.put - out,
            call: shorts.call + out,
        }
    }

    /// A condor with such shorts at the model's price; nothing where it has no strikes.
    fn built(&self, shorts: Option<Shorts>) -> Candidate {
        let fits = |shorts: &Shorts| shorts.put - self.width >= LOWEST && shorts.put <= shorts.call;
        shorts.filter(fits).map_or_else(Candidate::default, |shorts| {
            let bare = with_shorts(self.condor, shorts, self.width);
            let credit = bare.cost_to_close(self.options);
            self.candidate(&Condor { credit, ..bare })
        })
    }

    fn candidate(&self, condor: &Condor) -> Candidate {
        let spx = self.grid.spx;
        let (down, up) = (spx - condor.short_put, condor.short_call - spx);
        let days = condor.expiry.get();
        let (out_below, out_above) = probability_outside(condor, self.options);
        let on_record = days >= RECORDED_DAYS.0 && days <= RECORDED_DAYS.1;
        let rule = self.moves.vix_rule;
        Candidate {
            put: Some(condor.short_put),
            call: Some(condor.short_call),
            below: Some(down / self.moves.to_expiry),
            above: Some(up / self.moves.to_expiry),
            credit: Some(condor.credit),
            of_width: Some(condor.credit / condor.width()),
            must_win: Some((1.0 - condor.net_credit() / condor.width()).clamp(0.0, 1.0)),
            probability: Some((1.0 - out_below - out_above).clamp(0.0, 1.0)),
            recorded_beyond: on_record
                .then(|| recorded_beyond(down / rule, up / rule))
                .flatten(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_belongs_to_the_nearest_tier() {
        // Half way between the tiers lie 0.925 and 1.375.
        for (credit, name) in [
            (0.1, "Conservative"),
            (0.92, "Conservative"),
            (0.93, "Balanced"),
            (1.37, "Balanced"),
            (1.38, "Aggressive"),
            (12.8, "Aggressive"),
        ] {
            assert_eq!(nearest_tier(credit).name, name, "{credit}");
        }
    }
}
