//! The table of typed values: from one row each comes a value's place, its key in links, its limits and its words.

use alloc::string::String;

use super::Inputs;
use crate::field::{Default, Field};
use crate::format::joined;
use crate::raw::Raw;

/// A row of the table: a number, or a text.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    /// A number.
    Number(Scalar),
    /// One of several words, or a date.
    Text(Text),
}

impl Entry {
    /// What the field is.
    pub const fn field(&self) -> &Field {
        match self {
            Entry::Number(scalar) => &scalar.field,
            Entry::Text(text) => &text.field,
        }
    }
}

/// A number field with its place in `Inputs`.
#[derive(Clone, Copy, Debug)]
pub struct Scalar {
    /// What the field is.
    pub field: Field,
    pub(super) get: fn(&Inputs) -> Option<f64>,
    pub(super) set: fn(&mut Inputs, Option<f64>),
}

impl Scalar {
    /// The field's value; `None` where it is left empty.
    pub fn get(&self, inputs: &Inputs) -> Option<f64> {
        (self.get)(inputs)
    }

    /// Sets the value; `None` leaves a field empty that may be, and changes nothing elsewhere.
    pub fn set(&self, inputs: &mut Inputs, value: Option<f64>) {
        (self.set)(inputs, value);
    }
}

/// A field that is one of several words, or a date, with its place in `Inputs`.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// What the field is.
    pub field: Field,
    pub(super) get: fn(&Inputs) -> Option<&str>,
    pub(super) set: fn(&mut Inputs, Option<&str>),
}

impl Text {
    /// The field's text; `None` where it is left empty.
    pub fn get<'i>(&self, inputs: &'i Inputs) -> Option<&'i str> {
        (self.get)(inputs)
    }

    /// Sets the text; `None` leaves a field empty that may be, and changes nothing elsewhere.
    pub fn set(&self, inputs: &mut Inputs, text: Option<&str>) {
        (self.set)(inputs, text);
    }

    /// Whether a text is one of the choices, or a date there is.
    pub fn takes(&self, text: &str) -> bool {
        #[cfg(feature = "study")]
        if self.field.date {
            return crate::calendar::date::parse(text).is_some();
        }
        self.field.options.contains(&text)
    }

    /// What may be typed, in words that follow "must be": "one of a, b, c".
    pub fn fits(&self) -> String {
        if self.field.date {
            String::from("a date like 2026-01-30")
        } else {
            alloc::format!("one of {}", joined(self.field.options, ", "))
        }
    }

    /// Reads a value that may be anything; `None` where a field that may be is left empty.
    pub(super) fn read<'r>(&self, value: &'r Raw) -> Result<Option<&'r str>, String> {
        match value {
            Raw::Text(text) if self.takes(text) => Ok(Some(text)),
            Raw::Null if self.field.optional => Ok(None),
            other => Err(alloc::format!(
                "{} must be {}; {} is not.",
                self.field.label,
                self.fits(),
                other.what()
            )),
        }
    }
}

/// A number that must be there, and one that may be left empty.
pub(super) type Number = f64;
pub(super) type Maybe = Option<f64>;
/// One of several words.
pub(super) type Choice = String;
/// A date as text, which may be left empty.
#[cfg(feature = "study")]
pub(super) type Date = Option<String>;

/// How a number is read from and written to its place.
pub(super) trait Slot: Copy {
    fn of(given: Option<f64>) -> Self;
    fn get(self) -> Option<f64>;
    fn set(&mut self, value: Option<f64>);
}

impl Slot for Number {
    fn of(given: Option<f64>) -> Self {
        given.unwrap_or(0.0)
    }
    fn get(self) -> Option<f64> {
        Some(self)
    }
    fn set(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            *self = value;
        }
    }
}

impl Slot for Maybe {
    fn of(given: Option<f64>) -> Self {
        given
    }
    fn get(self) -> Option<f64> {
        self
    }
    fn set(&mut self, value: Option<f64>) {
        *self = value;
    }
}

/// Flags of a row.
pub(super) const PLAIN: u8 = 0;
pub(super) const WHOLE: u8 = 1;
pub(super) const ADVANCED: u8 = 2;

pub(super) const fn number_default(given: Option<f64>) -> Default {
    match given {
        Some(number) => Default::Number(number),
        None => Default::Empty,
    }
}

#[cfg(feature = "study")]
pub(super) const fn date_default(given: Option<&'static str>) -> Default {
    match given {
        Some(text) => Default::Choice(text),
        None => Default::Empty,
    }
}

/// What every kind of row says.
pub(super) const fn bare(
    key: &'static str,
    words: [&'static str; 4],
    default: Default,
    flags: u8,
    source: &'static str,
) -> Field {
    let [label, unit, group, help] = words;
    Field {
        key,
        label,
        unit,
        group,
        default,
        min: 0.0,
        max: 0.0,
        step: 0.0,
        help,
        options: &[],
        option_labels: &[],
        date: false,
        whole: flags & WHOLE != 0,
        optional: matches!(default, Default::Empty),
        advanced: flags & ADVANCED != 0,
        source,
        instruments: &[],
    }
}

/// The value a row starts with.
macro_rules! start {
    (Choice, $default:expr) => {
        alloc::string::String::from($default)
    };
    (Date, $default:expr) => {{
        let given: Option<&str> = $default;
        given.map(alloc::string::String::from)
    }};
    ($kind:ident, $default:expr) => {
        <$crate::inputs::table::$kind as $crate::inputs::table::Slot>::of($default)
    };
}

/// Where a value stands in `Inputs`: `place!(inputs, [systems.sizing], share)`.
macro_rules! place {
    ($inputs:ident, [$($path:ident).*], $name:ident) => {
        $inputs$(.$path)*.$name
    };
}

/// One row as an `Entry`.
macro_rules! entry {
    (Choice, $at:tt, $name:ident, $default:expr, $key:literal, $words:expr, ($options:expr, $labels:expr), $flags:expr, $source:expr) => {
        $crate::inputs::table::Entry::Text($crate::inputs::table::Text {
            field: $crate::field::Field {
                options: $options,
                option_labels: $labels,
                ..$crate::inputs::table::bare(
                    $key,
                    $words,
                    $crate::field::Default::Choice($default),
                    $flags,
                    $source,
                )
            },
            get: |inputs| Some(&place!(inputs, $at, $name)),
            set: |inputs, text| {
                if let Some(text) = text {
                    place!(inputs, $at, $name) = alloc::string::String::from(text);
                }
            },
        })
    };
    (Date, $at:tt, $name:ident, $default:expr, $key:literal, $words:expr, (), $flags:expr, $source:expr) => {
        $crate::inputs::table::Entry::Text($crate::inputs::table::Text {
            field: $crate::field::Field {
                date: true,
                optional: true,
                ..$crate::inputs::table::bare(
                    $key,
                    $words,
                    $crate::inputs::table::date_default($default),
                    $flags,
                    $source,
                )
            },
            get: |inputs| place!(inputs, $at, $name).as_deref(),
            set: |inputs, text| place!(inputs, $at, $name) = text.map(alloc::string::String::from),
        })
    };
    ($kind:ident, $at:tt, $name:ident, $default:expr, $key:literal, $words:expr, ($min:literal..=$max:literal step $step:literal), $flags:expr, $source:expr) => {
        $crate::inputs::table::Entry::Number($crate::inputs::table::Scalar {
            field: $crate::field::Field {
                min: $min,
                max: $max,
                step: $step,
                ..$crate::inputs::table::bare(
                    $key,
                    $words,
                    $crate::inputs::table::number_default($default),
                    $flags,
                    $source,
                )
            },
            get: |inputs| $crate::inputs::table::Slot::get(place!(inputs, $at, $name)),
            set: |inputs, value| $crate::inputs::table::Slot::set(&mut place!(inputs, $at, $name), value),
        })
    };
}

/// A struct of typed values that stands at a place in `Inputs`, with `ENTRIES`, the table of its fields.
///
/// A row is `name: Kind = default, key, label, unit, group, (limits), flags, source, help;`. Kinds are `Number`
/// with `(min..=max step s)`, `Maybe` for a number that may be left empty, `Choice` with `(OPTIONS, LABELS)`,
/// and `Date` with `()`. What is no row stands below the `+`.
macro_rules! table {
    (
        $(#[$meta:meta])*
        pub struct $Table:ident at $at:tt;
        $(
            $name:ident: $kind:ident = $default:expr, $key:literal, $label:literal, $unit:literal, $group:literal,
            $limits:tt, $flags:expr, $source:expr, $help:literal;
        )*
        + {
            $(
                $(#[doc = $doc:literal])*
                $(#[cfg($when:meta)])?
                $(#[serde($how:meta)])?
                $also:ident: $Also:ty = $also_default:expr;
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $Table {
            $(
                #[doc = $help]
                #[serde(rename = $key)]
                pub $name: $crate::inputs::table::$kind,
            )*
            $(
                $(#[doc = $doc])*
                $(#[cfg($when)])?
                $(#[serde($how)])?
                pub $also: $Also,
            )*
        }

        impl core::default::Default for $Table {
            fn default() -> Self {
                Self {
                    $($name: start!($kind, $default),)*
                    $( $(#[cfg($when)])? $also: $also_default, )*
                }
            }
        }

        /// Every value of the table, in the order of the form.
        pub const ENTRIES: &[$crate::inputs::table::Entry] = &[
            $(entry!($kind, $at, $name, $default, $key, [$label, $unit, $group, $help], $limits, $flags, $source),)*
        ];
    };
    ($(#[$meta:meta])* pub struct $Table:ident at $at:tt; $($rows:tt)*) => {
        table! { $(#[$meta])* pub struct $Table at $at; $($rows)* + {} }
    };
}
