//! JSON as inputs, for tests.

use alvh::raw::Raw;
use serde_json::Value;

/// A JSON value as the core would be given it.
pub(crate) fn raw(value: &Value) -> Raw {
    match value {
        Value::Null => Raw::Null,
        Value::Bool(_) => Raw::Other("a yes or no"),
        Value::Number(number) => Raw::Number(number.as_f64().expect("a double")),
        Value::String(text) => Raw::Text(text.clone()),
        Value::Array(items) => Raw::List(items.iter().map(raw).collect()),
        Value::Object(entries) => Raw::Record(
            entries
                .iter()
                .map(|(key, item)| (key.clone(), raw(item)))
                .collect(),
        ),
    }
}
