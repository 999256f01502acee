//! Counting tests, from what the runners print.

use std::fmt;

/// How many tests passed, failed, or were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Counts {
    /// Adds what one line of cargo's test runner counts:
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(crate) fn cargo_line(&mut self, line: &str) {
        let Some(counts) = line.trim().strip_prefix("test result: ") else {
            return;
        };
        let words: Vec<_> = counts
            .split([' ', ';', '.'])
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            let Ok(count) = pair[0].parse::<u32>() else {
                continue;
            };
            match pair[1] {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" => self.skipped += count,
                _ => {}
            }
        }
    }

    /// Adds what one line of Node's test runner counts: `ℹ pass 3` for a person, `# pass 3` for a
    /// machine. What was cancelled has failed: it did not get to pass.
    pub(crate) fn node_line(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let (Some("#" | "ℹ"), Some(what), Some(count), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return;
        };
        let Ok(count) = count.parse::<u32>() else { return };
        match what {
            "pass" => self.passed += count,
            "fail" | "cancelled" => self.failed += count,
            "skipped" | "todo" => self.skipped += count,
            _ => {}
        }
    }

    /// Adds a check that is no test of a runner: it passed or it failed.
    pub(crate) fn check(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// Adds a whole suite. One that says it failed but counts no failure (it did not compile, it was
    /// killed) counts as one.
    pub(crate) fn suite(&mut self, suite: Self, succeeded: bool) {
        self.passed += suite.passed;
        self.failed += suite.failed + u32::from(!succeeded && suite.failed == 0);
        self.skipped += suite.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_are_understood() {
        let mut counts = Counts::default();
        counts.cargo_line(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
        );
        counts.cargo_line("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        counts.cargo_line("test a_test_named_9_passed ... ok");
        assert_eq!(
            counts,
            Counts {
                passed: 13,
                failed: 2,
                skipped: 1
            },
            "cargo's"
        );
        for line in [
            "ℹ tests 9",
            "ℹ pass 5",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ skipped 1",
            "ℹ todo 1",
            "# pass 2",
        ] {
            counts.node_line(line);
        }
        counts.node_line("# pass 7 by");
        counts.node_line("✔ pass 8");
        assert_eq!(
            counts,
            Counts {
                passed: 20,
                failed: 4,
                skipped: 3
            },
            "and Node's"
        );
    }

    #[test]
    fn a_suite_that_fails_without_counting_counts_as_one() {
        let mut counts = Counts::default();
        counts.suite(Counts::default(), false);
        counts.suite(
            Counts {
                passed: 1,
                failed: 2,
                skipped: 0,
            },
            false,
        );
        assert_eq!(
            counts,
            Counts {
                passed: 1,
                failed: 3,
                skipped: 0
            },
            "one, then two"
        );
    }

    #[test]
    fn the_closing_line_is_plain() {
        let counts = Counts {
            passed: 3,
            failed: 0,
            skipped: 0,
        };
        assert_eq!(counts.to_string(), "3 passed, 0 failed", "nothing was skipped");
        assert_eq!(
            Counts { skipped: 2, ..counts }.to_string(),
            "3 passed, 0 failed, 2 skipped",
            "two were"
        );
    }
}
