//! A question that takes more than a moment: worked through piece by piece, answered at any time from what is done.

use crate::panel::Panel;

/// Work in pieces. Whoever has it done may stop after any of them.
pub trait Inquiry {
    /// Does the next piece, of some milliseconds; nothing once all is done.
    fn advance(&mut self);

    /// Share of the work that is done, 0 to 1; 1 once there is nothing left.
    fn progress(&self) -> f64;

    /// How what is done so far is shown; paths of its figures begin with the inquiry's name.
    fn panel(&self) -> Panel;
}
