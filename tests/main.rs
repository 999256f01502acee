//! Tests of the public surface, one binary.

mod charts;
mod golden_black76;
mod golden_normal;
mod json;
mod laws_black76;
mod oracle;
mod reference;
