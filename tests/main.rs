//! Tests of the public surface, one binary.

mod golden_black76;
