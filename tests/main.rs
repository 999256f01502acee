//! Tests of the public surface, one binary.

mod golden_black76;
mod json;
mod oracle;
