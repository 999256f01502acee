//! Whether an expansion of volatility is an isolated spike or a regime that persists, and what the documents do then.

use alloc::vec::Vec;

/// How a fact reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reading {
    /// As an isolated spike.
    Isolated,
    /// As a regime that persists.
    Persistent,
    /// Nothing was typed.
    Unknown,
}

impl Reading {
    /// Of a fact that speaks for persistence where it holds.
    pub fn of(persists: Option<bool>) -> Self {
        match persists {
            Some(true) => Reading::Persistent,
            Some(false) => Reading::Isolated,
            None => Reading::Unknown,
        }
    }
}

/// A fact with its weight.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Short name, stable.
    pub id: &'static str,
    /// How it reads.
    pub reading: Reading,
    /// Votes it has.
    pub weight: f64,
}

/// Votes for a regime that persists.
pub fn votes(evidence: &[Evidence]) -> f64 {
    let persistent = evidence.iter().filter(|fact| fact.reading == Reading::Persistent);
    persistent.map(|fact| fact.weight).sum()
}

/// Whether two prints of a price index, percent, are as good as equal.
///
/// Source: document 000 asks for stable CPI and PPI and gives no number; the tolerance is ours.
pub fn stable(last: Option<f64>, before: Option<f64>, tolerance: f64) -> Option<bool> {
    // Typed decimals: 3.1 - 2.9 is a hair more than 0.2.
    Some((last? - before?).abs() <= tolerance + 1e-9)
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// Leave everything where it is.
    Hold,
    /// Adjust the wings.
    AdjustWings,
    /// Roll the whole position.
    Roll,
}

/// What the decision rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four answers to four questions")]
pub struct Diagnosis {
    /// Whether VIX has risen at all.
    pub expanded: bool,
    /// Whether the votes for a persistent regime suffice.
    pub persistent: bool,
    /// Whether the expansion exceeds the hedge's first two layers.
    pub exceeded: bool,
    /// Whether condor and hedge together lose.
    pub loses: bool,
}

/// A line of the decision table, and whether it is the one that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What must hold.
    pub when: &'static str,
    /// What follows.
    pub then: Decision,
    /// Whether it decides.
    pub fires: bool,
}

impl Diagnosis {
    /// The decision table: the first line that holds decides.
    ///
    /// Source: document 000. A full roll takes a persistent regime and an expansion beyond the first two layers; an
    /// isolated spike is met at the wings. That nothing is traded where nothing is lost, or where a roll is not confirmed,
    /// is our reading of its "diagnostic assessment rather than immediate rolling".
    pub fn rules(self) -> Vec<Rule> {
        let lines = [
            ("VIX has not risen", Decision::Hold, !self.expanded),
            (
                "the regime persists and the expansion exceeds the first two layers",
                Decision::Roll,
                self.persistent && self.exceeded,
            ),
            (
                "the regime persists, but the first two layers still cover the expansion",
                Decision::Hold,
                self.persistent,
            ),
            (
                "the spike is isolated and the position as a whole does not lose",
                Decision::Hold,
                !self.loses,
            ),
            (
                "the spike is isolated and the position loses",
                Decision::AdjustWings,
                true,
            ),
        ];
        let mut decided = false;
        lines
            .into_iter()
            .map(|(when, then, holds)| {
                let fires = holds && !decided;
                decided |= holds;
                Rule { when, then, fires }
            })
            .collect()
    }

    /// What the table says.
    pub fn decision(self) -> Decision {
        self.rules()
            .into_iter()
            .find(|rule| rule.fires)
            .map_or(Decision::Hold, |rule| rule.then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_are_stable_within_the_tolerance() {
        assert_eq!(stable(Some(3.1), Some(2.9), 0.2), Some(true));
        assert_eq!(stable(Some(2.9), Some(3.2), 0.2), Some(false));
        assert_eq!(stable(Some(3.1), None, 0.2), None);
        assert_eq!(stable(None, Some(3.1), 0.2), None);
    }

    #[test]
    fn only_what_is_known_votes_and_by_its_weight() {
        let fact = |reading, weight| Evidence {
            id: "",
            reading,
            weight,
        };
        let facts = [
            fact(Reading::Persistent, 1.0),
            fact(Reading::Isolated, 5.0),
            fact(Reading::Unknown, 5.0),
            fact(Reading::Persistent, 0.0),
            fact(Reading::Persistent, 0.5),
        ];
        assert_eq!(votes(&facts), 1.5);
    }

    /// Every one of the sixteen diagnoses, by the document's sentences.
    #[test]
    fn the_whole_table() {
        for case in 0..16_u32 {
            let bit = |nth: u32| case & (1 << nth) != 0;
            let diagnosis = Diagnosis {
                expanded: bit(0),
                persistent: bit(1),
                exceeded: bit(2),
                loses: bit(3),
            };
            let expected = if bit(0) && bit(1) && bit(2) {
                Decision::Roll
            } else if bit(0) && !bit(1) && bit(3) {
                Decision::AdjustWings
            } else {
                Decision::Hold
            };
            assert_eq!(diagnosis.decision(), expected, "{diagnosis:?}");
            assert_eq!(diagnosis.rules().iter().filter(|rule| rule.fires).count(), 1);
        }
    }
}
