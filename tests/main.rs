//! Tests of the public surface, one binary.

#[cfg(feature = "study")]
mod adjustments;
#[cfg(feature = "study")]
mod arithmetic;
mod bad_input;
#[cfg(feature = "study")]
mod calendar;
#[cfg(feature = "study")]
mod chart_heatmap;
mod chart_part;
mod chart_response;
mod charts;
mod condor_cases;
#[cfg(feature = "study")]
mod dates;
#[cfg(feature = "study")]
mod expansion;
mod fields;
mod golden_black76;
mod golden_normal;
#[cfg(feature = "evidence")]
mod history;
mod json;
mod laws;
mod laws_black76;
mod layering;
mod links;
#[cfg(feature = "study")]
mod method;
#[cfg(feature = "study")]
mod money;
mod oracle;
#[cfg(feature = "study")]
mod order_text;
#[cfg(feature = "evidence")]
mod past_spikes;
#[cfg(feature = "study")]
mod published_links;
mod reference;
#[cfg(feature = "study")]
mod signals;
#[cfg(feature = "evidence")]
mod simulation;
#[cfg(feature = "study")]
mod sources;
#[cfg(feature = "study")]
mod spikes;
#[cfg(feature = "evidence")]
mod sweep;
#[cfg(feature = "study")]
mod systems;
#[cfg(feature = "study")]
mod sizing;
#[cfg(feature = "evidence")]
mod verdict;
mod worked;
