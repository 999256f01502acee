//! The table of inputs and the shapes promised to JavaScript: what `src/web.d.ts` says is what the core gives.

use std::collections::{BTreeMap, BTreeSet};

use alvh::field::{Default as FieldDefault, Field};
use alvh::inputs::{
    FUTURE_COLUMNS, INSTRUMENT, INSTRUMENTS, Inputs, LAYER_COLUMNS, LayerRow, RESPONSES, fields, groups,
    scalars, texts,
};
use alvh::link::{from_link, to_link};
use alvh::preset::PRESETS;
use serde_json::{Value, json};

#[cfg(not(feature = "study"))]
const DECLARATIONS: &[&str] = &[include_str!("../src/web.d.ts")];
#[cfg(feature = "study")]
const DECLARATIONS: &[&str] = &[
    include_str!("../src/web.d.ts"),
    alvh::order_text::DECLARATIONS,
    alvh::signal::DECLARATIONS,
    alvh::panel::DECLARATIONS,
    alvh::system::DECLARATIONS,
    alvh::inputs::evidence::DECLARATIONS,
    #[cfg(feature = "evidence")]
    alvh::evidence::DECLARATIONS,
];

/// A type of the declarations, as far as they use the language.
#[derive(Clone, Debug, PartialEq)]
enum Type {
    Number,
    Text,
    Boolean,
    Null,
    Literal(String),
    Named(String),
    List(Box<Type>),
    Tuple(Vec<Type>),
    Record(Vec<Member>),
    Either(Vec<Type>),
}

#[derive(Clone, Debug, PartialEq)]
struct Member {
    name: String,
    optional: bool,
    of: Type,
}

/// Reads declarations: words, punctuation and quoted texts, comments left out.
struct Reader {
    tokens: Vec<String>,
    at: usize,
}

impl Reader {
    fn new(source: &str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = source;
        while let Some(first) = rest.chars().next() {
            let length = if rest.starts_with("/*") {
                let end = rest.find("*/").expect("a closed comment") + 2;
                rest = &rest[end..];
                continue;
            } else if first == '"' {
                rest[1..].find('"').expect("a closed text") + 2
            } else if first.is_alphanumeric() {
                rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                tokens.push(rest[..length].to_owned());
            }
            rest = &rest[length..];
        }
        Self { tokens, at: 0 }
    }

    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.tokens[self.at - 1].clone()
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.peek() == token;
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &str) {
        assert!(self.take(token), "{token} expected, {:?} found", self.peek());
    }

    fn declarations(mut self) -> BTreeMap<String, Type> {
        let mut types = BTreeMap::new();
        while self.take("export") {
            let is_interface = self.take("interface");
            if !is_interface {
                self.expect("type");
            }
            let name = self.next();
            if !is_interface {
                self.expect("=");
            }
            let of = self.either();
            self.take(";");
            // An interface may be added to, as the systems do; a type is said once.
            match (types.get_mut(&name), of) {
                (Some(Type::Record(members)), Type::Record(more)) if is_interface => members.extend(more),
                (None, of) => drop(types.insert(name, of)),
                _ => panic!("{name} twice"),
            }
        }
        assert_eq!(self.peek(), "", "declarations are read to their end");
        types
    }

    fn either(&mut self) -> Type {
        self.take("|");
        let mut choices = vec![self.list()];
        while self.take("|") {
            choices.push(self.list());
        }
        if choices.len() == 1 {
            choices.remove(0)
        } else {
            Type::Either(choices)
        }
    }

    fn list(&mut self) -> Type {
        let mut of = self.one();
        while self.take("[") {
            self.expect("]");
            of = Type::List(Box::new(of));
        }
        of
    }

    fn one(&mut self) -> Type {
        if self.take("{") {
            let mut members = Vec::new();
            while !self.take("}") {
                let name = self.next();
                let optional = self.take("?");
                self.expect(":");
                let of = self.either();
                self.take(";");
                members.push(Member { name, optional, of });
            }
            return Type::Record(members);
        }
        if self.take("[") {
            let mut parts = vec![self.either()];
            while self.take(",") {
                parts.push(self.either());
            }
            self.expect("]");
            return Type::Tuple(parts);
        }
        match self.next().as_str() {
            "number" => Type::Number,
            "string" => Type::Text,
            "boolean" | "true" | "false" => Type::Boolean,
            "null" => Type::Null,
            quoted if quoted.starts_with('"') => Type::Literal(quoted.trim_matches('"').to_owned()),
            name => Type::Named(name.to_owned()),
        }
    }
}

/// The declared types, and whether values are of them.
pub(crate) struct Declared {
    types: BTreeMap<String, Type>,
}

impl Declared {
    pub(crate) fn read() -> Self {
        Self {
            types: Reader::new(&DECLARATIONS.concat()).declarations(),
        }
    }

    /// Where a value is not of a declared type; empty when it is. A number must be there and finite: JSON has no other.
    pub(crate) fn faults(&self, name: &str, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(name, &Type::Named(name.to_owned()), value, &mut faults);
        faults
    }

    fn check(&self, path: &str, of: &Type, value: &Value, faults: &mut Vec<String>) {
        let fits = match (of, value) {
            (Type::Number, Value::Number(_))
            | (Type::Text, Value::String(_))
            | (Type::Boolean, Value::Bool(_))
            | (Type::Null, Value::Null) => true,
            (Type::Literal(text), Value::String(found)) => text == found,
            (Type::Named(name), _) => {
                let of = self
                    .types
                    .get(name)
                    .unwrap_or_else(|| panic!("{name} is declared"));
                self.check(path, of, value, faults);
                true
            }
            (Type::List(of), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.check(&format!("{path}[{index}]"), of, item, faults);
                }
                true
            }
            (Type::Tuple(parts), Value::Array(items)) => {
                for (part, item) in parts.iter().zip(items) {
                    self.check(path, part, item, faults);
                }
                parts.len() == items.len()
            }
            (Type::Record(members), Value::Object(entries)) => {
                for member in members {
                    let path = format!("{path}.{}", member.name);
                    match entries.get(&member.name) {
                        Some(item) => self.check(&path, &member.of, item, faults),
                        None if member.optional => {}
                        None => faults.push(format!("{path} is missing")),
                    }
                }
                for key in entries.keys() {
                    if !members.iter().any(|member| member.name == *key) {
                        faults.push(format!("{path}.{key} is not declared"));
                    }
                }
                true
            }
            (Type::Either(choices), _) => choices.iter().any(|choice| {
                let mut missed = Vec::new();
                self.check(path, choice, value, &mut missed);
                missed.is_empty()
            }),
            _ => false,
        };
        if !fits {
            faults.push(format!("{path} is {value}, declared {of:?}"));
        }
    }

    fn members(&self, name: &str) -> &[Member] {
        match &self.types[name] {
            Type::Record(members) => members,
            other => panic!("{name} is {other:?}"),
        }
    }

    /// Names a type leads to that are not declared.
    fn undeclared(&self, of: &Type, found: &mut BTreeSet<String>) {
        match of {
            Type::Named(name) if !self.types.contains_key(name) => {
                found.insert(name.clone());
            }
            Type::List(of) => self.undeclared(of, found),
            Type::Tuple(all) | Type::Either(all) => all.iter().for_each(|of| self.undeclared(of, found)),
            Type::Record(members) => members
                .iter()
                .for_each(|member| self.undeclared(&member.of, found)),
            _ => {}
        }
    }
}

fn row_fields() -> Vec<Field> {
    let columns = LAYER_COLUMNS.iter().map(|column| column.field);
    let futures = FUTURE_COLUMNS.iter().map(|column| column.field);
    futures.chain([INSTRUMENT]).chain(columns).collect()
}

fn every_field() -> Vec<Field> {
    let mut all: Vec<Field> = fields().copied().collect();
    all.extend(row_fields());
    all
}

fn report(inputs: &Inputs) -> Value {
    let report = inputs.check().expect("valid inputs").report();
    serde_json::to_value(report).expect("JSON")
}

/// One of everything: a held layer, a waiting one, a future, a spread, a quote no vol explains.
fn eventful() -> Inputs {
    let call = LayerRow::vix_call;
    Inputs {
        layers: vec![
            LayerRow {
                entry: Some(1.0),
                ..call(4.0, 10.0, 18.0)
            },
            LayerRow {
                activate_at: Some(25.0),
                ..call(-2.0, 37.0, 19.0)
            },
            LayerRow {
                price: Some(25.0),
                beta: Some(0.5),
                ..call(1.0, 75.0, 20.0)
            },
            LayerRow::bare("vixFuture", 1.0, 30.0),
            LayerRow::bare("vixMini", -1.0, 400.0),
            LayerRow {
                strike: Some(6700.0),
                lower_strike: Some(6600.0),
                ..LayerRow::bare("spxPutSpread", 2.0, 30.0)
            },
        ],
        response: "custom".to_owned(),
        day: 20.0,
        ..Inputs::default()
    }
}

#[test]
fn keys_are_unique() {
    let keys: Vec<&str> = fields().map(|field| field.key).collect();
    let distinct: BTreeSet<&str> = keys.iter().copied().collect();
    assert_eq!(keys.len(), distinct.len(), "{keys:?}");
    for rows in [
        FUTURE_COLUMNS
            .iter()
            .map(|column| column.field.key)
            .collect::<Vec<_>>(),
        LAYER_COLUMNS.iter().map(|column| column.field.key).collect(),
    ] {
        let distinct: BTreeSet<&str> = rows.iter().copied().collect();
        assert_eq!(rows.len(), distinct.len(), "{rows:?}");
    }
}

#[test]
fn defaults_lie_within_their_limits() {
    for field in every_field() {
        match field.default {
            FieldDefault::Number(value) => {
                assert!((field.min..=field.max).contains(&value), "{} {value}", field.key);
                assert!(!field.whole || value.fract() == 0.0, "{} {value}", field.key);
            }
            FieldDefault::Choice(words) => {
                let text = texts().find(|text| text.field.key == field.key);
                let takes = text.map_or(field.options.contains(&words), |text| text.takes(words));
                assert!(takes, "{} {words}", field.key);
            }
            FieldDefault::Empty => assert!(field.optional, "{} has no default", field.key),
        }
        if field.options.is_empty() && !field.date {
            assert!(field.min < field.max && field.step > 0.0, "{}", field.key);
        }
    }
}

#[test]
fn the_defaults_of_the_table_are_those_of_the_inputs() {
    let inputs = Inputs::default();
    for scalar in scalars() {
        let expected = match scalar.field.default {
            FieldDefault::Number(value) => Some(value),
            _ => None,
        };
        assert_eq!(scalar.get(&inputs), expected, "{}", scalar.field.key);
    }
    for text in texts() {
        let expected = match text.field.default {
            FieldDefault::Choice(words) => Some(words),
            _ => None,
        };
        assert_eq!(text.get(&inputs), expected, "{}", text.field.key);
    }
    inputs.check().expect("the example is valid");
}

#[test]
fn every_scalar_has_a_place_of_its_own() {
    // Each set to a number no other has: a getter or setter wired to another's place would show.
    let mut inputs = Inputs::default();
    let mark = |index: usize| f64::from(u32::try_from(index).expect("a few")) + 0.25;
    for (index, scalar) in scalars().enumerate() {
        scalar.set(&mut inputs, Some(mark(index)));
    }
    let json = serde_json::to_value(&inputs).expect("JSON");
    for (index, scalar) in scalars().enumerate() {
        assert_eq!(
            scalar.get(&inputs),
            Some(mark(index)),
            "{} is read",
            scalar.field.key
        );
        assert_eq!(
            json[scalar.field.key],
            json!(mark(index)),
            "{} is written",
            scalar.field.key
        );
    }
}

#[test]
fn every_field_has_words_and_a_group() {
    for field in every_field() {
        let key = field.key;
        assert!(!field.label.trim().is_empty(), "{key} has a label");
        assert!(field.help.ends_with('.'), "{key}: {:?}", field.help);
        assert!(!field.source.trim().is_empty(), "{key} has a source");
        assert!(
            groups().any(|group| group.id == field.group),
            "{key}: {}",
            field.group
        );
    }
}

#[test]
fn every_group_has_words_and_fields_that_stand_together_in_its_order() {
    for group in groups() {
        assert!(
            !group.title.is_empty() && group.help.ends_with('.'),
            "{}",
            group.id
        );
        let used = every_field().iter().any(|field| field.group == group.id);
        assert!(used, "{} is empty", group.id);
    }
    let mut order: Vec<&str> = fields().map(|field| field.group).collect();
    order.dedup();
    let expected: Vec<&str> = groups()
        .map(|group| group.id)
        .filter(|id| *id != "layers")
        .collect();
    assert_eq!(order, expected, "the form's order is the groups'");
}

#[test]
fn every_name_the_declarations_use_is_declared() {
    let declared = Declared::read();
    let mut missing = BTreeSet::new();
    for of in declared.types.values() {
        declared.undeclared(of, &mut missing);
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// The declared members beside the table: the same keys, null or absent exactly where a value may be left out.
fn same_members(members: &[Member], fields: &[Field]) {
    let declared: BTreeSet<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let tabled: BTreeSet<&str> = fields.iter().map(|field| field.key).collect();
    assert_eq!(declared, tabled);
}

fn choices(names: &[&str]) -> Type {
    Type::Either(
        names
            .iter()
            .map(|name| Type::Literal((*name).to_owned()))
            .collect(),
    )
}

#[test]
fn the_declared_inputs_are_the_table_s() {
    let declared = Declared::read();
    let (rows, scalars): (Vec<Member>, Vec<Member>) = declared
        .members("Inputs")
        .iter()
        .cloned()
        .partition(|member| matches!(member.of, Type::List(_)));
    same_members(&scalars, &fields().copied().collect::<Vec<_>>());
    let rows: Vec<&str> = rows.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(rows, ["futures", "layers"]);
    for member in &scalars {
        let field = fields().find(|field| field.key == member.name).unwrap();
        let maybe = |of: Type| {
            if field.optional {
                Type::Either(vec![of, Type::Null])
            } else {
                of
            }
        };
        let expected = if field.date {
            maybe(Type::Text)
        } else if field.options.is_empty() {
            maybe(Type::Number)
        } else {
            choices(field.options)
        };
        let found = match &member.of {
            Type::Named(name) => &declared.types[name],
            found => found,
        };
        assert_eq!(*found, expected, "{}", member.name);
        assert!(!member.optional, "{} is always there", member.name);
    }
}

#[test]
fn the_declared_rows_are_the_table_s() {
    let declared = Declared::read();
    let futures: Vec<Field> = FUTURE_COLUMNS.iter().map(|column| column.field).collect();
    same_members(declared.members("Future"), &futures);
    let layers: Vec<Field> = [INSTRUMENT]
        .into_iter()
        .chain(LAYER_COLUMNS.iter().map(|column| column.field))
        .collect();
    same_members(declared.members("Layer"), &layers);
    for member in declared.members("Layer") {
        let field = layers.iter().find(|field| field.key == member.name).unwrap();
        assert_eq!(member.optional, field.optional, "{}", member.name);
    }
}

#[test]
fn the_declared_choices_are_the_table_s() {
    let declared = Declared::read();
    assert_eq!(declared.types["ResponseRule"], choices(&RESPONSES));
    assert_eq!(declared.types["Instrument"], choices(&INSTRUMENTS));
}

#[test]
fn inputs_fields_groups_presets_and_problems_are_as_declared() {
    let declared = Declared::read();
    let of = |name: &str, value: Value| {
        let faults = declared.faults(name, &value);
        assert!(faults.is_empty(), "{faults:#?}");
    };
    of("Inputs", serde_json::to_value(Inputs::default()).unwrap());
    of("Inputs", serde_json::to_value(eventful()).unwrap());
    for field in every_field() {
        of("Field", serde_json::to_value(field).unwrap());
    }
    for group in groups() {
        of("Group", serde_json::to_value(group).unwrap());
    }
    for preset in PRESETS {
        of("Preset", serde_json::to_value(preset).unwrap());
    }
    let problems = Inputs {
        spx: -1.0,
        ..Inputs::default()
    }
    .check()
    .unwrap_err();
    of("Problem", serde_json::to_value(&problems[0]).unwrap());
}

#[test]
fn the_report_has_exactly_the_declared_members() {
    let declared = Declared::read();
    let mut reports = vec![
        report(&eventful()),
        report(&Inputs {
            layers: Vec::new(),
            ..Inputs::default()
        }),
    ];
    for preset in PRESETS {
        reports.push(report(&from_link(preset.link).0));
    }
    for report in reports {
        let faults = declared.faults("Report", &report);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn a_missing_an_extra_and_a_null_member_would_be_seen() {
    let declared = Declared::read();
    let mut changed = report(&Inputs::default());
    changed["condor"]["delta"] = Value::Null;
    changed["hedge"].as_object_mut().unwrap().remove("share");
    changed["layers"][1]["rho"] = json!(0.0);
    changed["scenarios"][0]["layers"][2] = json!("four");
    let mut faults = declared.faults("Report", &changed);
    faults.sort();
    assert_eq!(faults.len(), 4, "{faults:#?}");
    for (fault, path) in faults.iter().zip([
        "Report.condor.delta",
        "Report.hedge.share",
        "Report.layers[1].rho",
        "Report.scenarios[0].layers[2]",
    ]) {
        assert!(fault.starts_with(path), "{fault}");
    }
}

/// A figure of the report by its path, as pages look it up: `combined.breakEven.hedgeAtModel[0]`.
pub(crate) fn figure<'r>(report: &'r Value, path: &str) -> Option<&'r Value> {
    let pointer = path.replace(['.', '['], "/").replace(']', "");
    report.pointer(&format!("/{pointer}"))
}

#[test]
fn the_numbers_in_the_answer_are_figures_of_the_report() {
    let mut reports = vec![report(&eventful())];
    reports.extend(PRESETS.iter().map(|preset| report(&from_link(preset.link).0)));
    for report in reports {
        let parts: Vec<&Value> = report["answer"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|paragraph| paragraph.as_array().unwrap())
            .collect();
        let mut shown = 0;
        for part in parts {
            if let Some(key) = part["key"].as_str() {
                assert_eq!(figure(&report, key), Some(&part["value"]), "{key}");
                shown += 1;
            }
        }
        assert!(shown >= 5, "the answer names its figures");
    }
}

#[test]
fn every_preset_is_valid_and_its_link_is_the_shortest() {
    assert_eq!(PRESETS[0].link, "v=1", "the example stands first");
    let ids: BTreeSet<&str> = PRESETS.iter().map(|preset| preset.id).collect();
    assert_eq!(ids.len(), PRESETS.len(), "ids are unique");
    for preset in PRESETS {
        let (inputs, problems) = from_link(preset.link);
        assert!(problems.is_empty(), "{}: {problems:?}", preset.id);
        assert!(inputs.check().is_ok(), "{}", preset.id);
        assert_eq!(to_link(&inputs), preset.link);
        let words = [preset.title, preset.question, preset.source];
        assert!(words.iter().all(|text| !text.is_empty()), "{}", preset.id);
    }
}
