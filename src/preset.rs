//! The examples a reader can start from, each the question of one document.

use serde::Serialize;

/// An example with the question it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Preset {
    /// Short name, stable.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// The link that opens it.
    pub link: &'static str,
}

/// Every preset, the default example first.
pub const PRESETS: &[Preset] = &[
    Preset {
        id: "layers-10-37-75",
        title: "4/4/2 at 10, 37 and 75 days",
        question: "Does 4/4/2 actually offset a spike without intraday tweaks?",
        source: "Document 001: 4/4/2 VIX calls of 7-14, 30-45 and 60+ days; strikes at the futures are ours",
        link: "v=1",
    },
    Preset {
        id: "layers-30-110-220",
        title: "4/4/2 at 30, 110 and 220 days",
        question: "What do the longer tenors that most pages name change?",
        source: "The publisher’s glossary: three layers at 30, 110 and 220 days",
        link: "v=1&layers=4:vixCall:30d:k19,4:vixCall:110d:k20.5,2:vixCall:220d:k21.5",
    },
    Preset {
        id: "one-day",
        title: "Condors of one day",
        question: "Can VIX calls protect condors that live for a day?",
        source: "Document 002: a condor of one day outside the expected move; credit and ten-point wings are ours",
        link: "v=1&longPut=7035&shortPut=7045&shortCall=7215&longCall=7225&credit=1.15&condorDte=1&move=-2",
    },
];
