//! Tests of the public surface, one binary.

mod bad_input;
mod charts;
mod condor_cases;
mod fields;
mod golden_black76;
mod golden_normal;
mod json;
mod laws;
mod laws_black76;
mod layering;
mod links;
mod oracle;
mod reference;
mod worked;
