//! The JavaScript interface: decode, call, encode.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::black76::{Kind, Option76};
use crate::field::Problem;
use crate::implied_vol::implied_vol;
use crate::inputs::{
    FUTURE_COLUMNS, INSTRUMENT, Inputs, LAYER_COLUMNS, fields as all_fields, groups as all_groups,
};
use crate::link;
use crate::plan::{Plan, plan_of};
use crate::preset::PRESETS;
use crate::raw::Raw;
use crate::units::{Rate, Vol, Years};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("web.d.ts");
#[cfg(any(feature = "study", feature = "evidence"))]
#[wasm_bindgen(typescript_custom_section)]
const PANEL_TYPES: &str = crate::panel::DECLARATIONS;

#[cfg(any(feature = "study", feature = "evidence"))]
#[wasm_bindgen(typescript_custom_section)]
const EVIDENCE_INPUT_TYPES: &str = crate::inputs::evidence::DECLARATIONS;

#[cfg(feature = "evidence")]
#[wasm_bindgen(typescript_custom_section)]
const EVIDENCE_TYPES: &str = crate::evidence::DECLARATIONS;

#[cfg(feature = "study")]
#[wasm_bindgen(typescript_custom_section)]
const SYSTEM_TYPES: &str = crate::system::DECLARATIONS;

#[cfg(feature = "study")]
#[wasm_bindgen(typescript_custom_section)]
const SIGNAL_TYPES: &str = crate::signal::DECLARATIONS;

#[cfg(feature = "study")]
#[wasm_bindgen(typescript_custom_section)]
const ORDER_TYPES: &str = crate::order_text::DECLARATIONS;

/// Objects and arrays as JSON has them; `None` is null.
const ENCODER: Serializer = Serializer::json_compatible();

/// Rows and objects nested deeper than inputs ever are.
const DEEPEST: u32 = 3;

/// Lists are read this far: one more than the core takes, so that it can say that there are too many.
const MOST_ITEMS: u32 = crate::inputs::MOST_READ + 1;

/// A panic is a bug: it says where in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Every scalar a person can set, in form order.
#[wasm_bindgen(unchecked_return_type = "Field[]")]
pub fn fields() -> JsValue {
    encode(&all_fields().collect::<Vec<_>>())
}

/// The groups of the form, in order.
#[wasm_bindgen(unchecked_return_type = "Group[]")]
pub fn groups() -> JsValue {
    encode(&all_groups().collect::<Vec<_>>())
}

/// The values of a row of each list.
#[wasm_bindgen(js_name = rowFields, unchecked_return_type = "{ futures: Field[]; layers: Field[] }")]
pub fn row_fields() -> JsValue {
    #[derive(Serialize)]
    struct Rows {
        futures: Vec<crate::field::Field>,
        layers: Vec<crate::field::Field>,
    }
    let mut layers = Vec::from([INSTRUMENT]);
    layers.extend(LAYER_COLUMNS.iter().map(|column| column.field));
    encode(&Rows {
        futures: FUTURE_COLUMNS.iter().map(|column| column.field).collect(),
        layers,
    })
}

/// The example, complete.
#[wasm_bindgen(unchecked_return_type = "Inputs")]
pub fn defaults() -> JsValue {
    encode(&Inputs::default())
}

/// Examples to start from.
#[wasm_bindgen(unchecked_return_type = "Preset[]")]
pub fn presets() -> JsValue {
    #[cfg_attr(not(feature = "study"), expect(unused_mut, reason = "the systems add theirs"))]
    let mut presets = Vec::from(PRESETS);
    #[cfg(feature = "study")]
    presets.extend(crate::system::presets());
    encode(&presets)
}

/// The systems there are, each with its groups of fields and its examples.
#[cfg(feature = "study")]
#[wasm_bindgen(unchecked_return_type = "System[]")]
pub fn systems() -> JsValue {
    encode(&crate::system::SYSTEMS)
}

/// The report of inputs, or every problem with them. Never throws.
#[wasm_bindgen(unchecked_return_type = "Evaluation")]
pub fn evaluate(#[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue) -> JsValue {
    #[derive(Serialize)]
    struct Evaluated {
        ok: bool,
        report: crate::report::Report,
    }
    match planned(inputs) {
        Ok(plan) => encode(&Evaluated {
            ok: true,
            report: plan.report(),
        }),
        Err(problems) => refused(problems),
    }
}

/// How the headline figures are computed, or every problem with the inputs. Never throws.
#[cfg(feature = "study")]
#[wasm_bindgen(unchecked_return_type = "Worked")]
pub fn arithmetic(#[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue) -> JsValue {
    #[derive(Serialize)]
    struct Worked {
        ok: bool,
        arithmetic: Vec<crate::worksheet::Arithmetic>,
    }
    match plan_of(&decode(inputs)) {
        Ok(plan) => encode(&Worked {
            ok: true,
            arithmetic: crate::arithmetic::arithmetic(&plan),
        }),
        Err(problems) => refused(problems),
    }
}

/// Checks of the figures on these very inputs, or every problem with them. Never throws.
#[cfg(feature = "study")]
#[wasm_bindgen(unchecked_return_type = "Checked")]
pub fn checks(#[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue) -> JsValue {
    #[derive(Serialize)]
    struct Checked {
        ok: bool,
        checks: Vec<crate::check::Check>,
    }
    match crate::check::checks_of(&decode(inputs)) {
        Ok(checks) => encode(&Checked { ok: true, checks }),
        Err(problems) => refused(problems),
    }
}

/// Where rules, defaults and examples come from, and where the sources disagree: shown as a system's answer is.
#[cfg(feature = "study")]
#[wasm_bindgen(unchecked_return_type = "Panel")]
pub fn sources() -> JsValue {
    encode(&crate::sources::sources())
}

/// The figures of a pasted series, or every problem with it. Never throws.
#[cfg(feature = "study")]
#[wasm_bindgen(unchecked_return_type = "SignalsRead")]
pub fn signals(#[wasm_bindgen(unchecked_param_type = "SignalOptions")] options: &JsValue) -> JsValue {
    #[derive(Serialize)]
    struct Read {
        ok: bool,
        signals: crate::signal::Signals,
    }
    match crate::signal::signals(&decode(options)) {
        Ok(signals) => encode(&Read { ok: true, signals }),
        Err(problems) => refused(problems),
    }
}

/// Every option of `signals` but the text and the names of its columns.
#[cfg(feature = "study")]
#[wasm_bindgen(js_name = signalFields, unchecked_return_type = "Field[]")]
pub fn signal_fields() -> JsValue {
    encode(crate::signal::options::OPTIONS)
}

/// The kinds of evidence there are, each with its groups of fields.
#[cfg(any(feature = "study", feature = "evidence"))]
#[wasm_bindgen(js_name = evidenceKinds, unchecked_return_type = "EvidenceKind[]")]
pub fn evidence_kinds() -> JsValue {
    encode(crate::inputs::evidence::KINDS)
}

// The evidence that is being worked out: one at a time, since whoever wants two has two workers.
#[cfg(feature = "evidence")]
std::thread_local! {
    static EVIDENCE: RefCell<Option<crate::evidence::Evidence>> = const { RefCell::new(None) };
}

/// Begins a kind of evidence in place of the one before, or names every problem. Never throws.
#[cfg(feature = "evidence")]
#[wasm_bindgen(js_name = beginEvidence, unchecked_return_type = "Begun")]
pub fn begin_evidence(
    #[wasm_bindgen(unchecked_param_type = "string")] kind: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string[]")] texts: &JsValue,
) -> JsValue {
    #[derive(Serialize)]
    struct Begun {
        ok: bool,
    }
    let kind = kind.as_string().unwrap_or_default();
    let texts: Vec<String> = Array::from(texts)
        .iter()
        .filter_map(|text| text.as_string())
        .collect();
    let begun = crate::evidence::Evidence::begin(&kind, &decode(inputs), &texts);
    EVIDENCE.with_borrow_mut(|evidence| match begun {
        Ok(begun) => {
            *evidence = Some(begun);
            encode(&Begun { ok: true })
        }
        Err(problems) => {
            *evidence = None;
            refused(problems)
        }
    })
}

/// Does the next piece of the evidence begun, of some milliseconds; answers with the share that is done, 1 for all.
#[cfg(feature = "evidence")]
#[wasm_bindgen(js_name = advanceEvidence)]
pub fn advance_evidence() -> f64 {
    EVIDENCE.with_borrow_mut(|evidence| {
        evidence.as_mut().map_or(1.0, |evidence| {
            evidence.advance();
            evidence.progress()
        })
    })
}

/// What is known so far of the evidence begun; null where none is.
#[cfg(feature = "evidence")]
#[wasm_bindgen(js_name = evidenceAnswer, unchecked_return_type = "Answer | null")]
pub fn evidence_answer() -> JsValue {
    EVIDENCE.with_borrow(|evidence| match evidence {
        Some(evidence) => encode(&evidence.answer()),
        None => JsValue::NULL,
    })
}

/// A chart of the evidence begun, as far as it is worked out. Never throws.
#[cfg(all(feature = "evidence", feature = "chart"))]
#[wasm_bindgen(js_name = drawEvidence, unchecked_return_type = "Drawing")]
pub fn draw_evidence(
    #[wasm_bindgen(unchecked_param_type = "string")] chart: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Look")] look: &JsValue,
) -> JsValue {
    let chart = chart.as_string().unwrap_or_default();
    let theme = text(look, "theme").unwrap_or_default();
    let size = |name: &str| number(look, name).unwrap_or(f64::NAN);
    let outcome = EVIDENCE.with_borrow(|evidence| match evidence {
        Some(evidence) => {
            crate::chart::draw_evidence(&chart, evidence, size("width"), size("height"), &theme)
                .map_err(|problem| Vec::from([problem]))
        }
        None => Err(Vec::from([Problem::new("", "No evidence has been begun.")])),
    });
    outcome.map_or_else(refused, drawn)
}

/// What a pasted order says, and where it would go in the inputs; days count from their `asOf`. Never throws.
#[cfg(feature = "study")]
#[wasm_bindgen(js_name = readOrder, unchecked_return_type = "OrderRead")]
pub fn read_order(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue,
) -> JsValue {
    encode(&crate::order_text::read_order(&decode(text), &decode(inputs)))
}

/// The legs of inputs as text of a form, or every problem with the inputs; days count from their `asOf`. Never throws.
#[cfg(feature = "study")]
#[wasm_bindgen(js_name = orderText, unchecked_return_type = "OrderWritten")]
pub fn order_text(
    #[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] form: &JsValue,
) -> JsValue {
    #[derive(Serialize)]
    struct Written {
        ok: bool,
        #[serde(flatten)]
        written: crate::order_text::OrderText,
    }
    match crate::order_text::order_text(&decode(inputs), &decode(form)) {
        Ok(written) => encode(&Written { ok: true, written }),
        Err(problems) => refused(problems),
    }
}

/// The forms that `orderText` writes.
#[cfg(feature = "study")]
#[wasm_bindgen(js_name = orderForms, unchecked_return_type = "OrderForm[]")]
pub fn order_forms() -> JsValue {
    encode(&crate::order_text::form::FORMS)
}

/// A chart as SVG text, with where its plot lies. Never throws.
#[cfg(feature = "chart")]
#[wasm_bindgen(unchecked_return_type = "Drawing")]
pub fn draw(
    #[wasm_bindgen(unchecked_param_type = "string")] chart: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Look")] look: &JsValue,
) -> JsValue {
    drawing(chart, inputs, look).map_or_else(refused, drawn)
}

/// Draws a chart into an element of the page, in place of what is in it. Never throws.
#[cfg(feature = "chart")]
#[wasm_bindgen(js_name = drawInto, unchecked_return_type = "Drawing")]
pub fn draw_into(
    #[wasm_bindgen(unchecked_param_type = "Element")] host: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] chart: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Look")] look: &JsValue,
) -> JsValue {
    let outcome = drawing(chart, inputs, look).and_then(|drawing| {
        place(host, &drawing.svg)
            .map(|()| drawing)
            .map_err(|_| Vec::from([Problem::new("", "The chart could not be put on the page.")]))
    });
    outcome.map_or_else(refused, drawn)
}

/// The text of a link to these inputs, without "#". Takes anything, never throws.
#[wasm_bindgen(js_name = toLink)]
pub fn to_link(#[wasm_bindgen(unchecked_param_type = "Partial<Inputs>")] inputs: &JsValue) -> String {
    link::to_link(&Inputs::read_loosely(&decode(inputs)))
}

/// The inputs a link's text stands for, complete, and every problem with it.
#[wasm_bindgen(js_name = fromLink, unchecked_return_type = "{ inputs: Inputs; problems: Problem[] }")]
pub fn from_link(#[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue) -> JsValue {
    #[derive(Serialize)]
    struct Read {
        inputs: Inputs,
        problems: Vec<Problem>,
    }
    let (inputs, problems) = match text.as_string() {
        Some(text) => link::from_link(&text),
        None => (
            Inputs::default(),
            Vec::from([Problem::new("", "A link is a text; this is none.")]),
        ),
    };
    encode(&Read { inputs, problems })
}

/// Price and eight Greeks of an option on a forward; every field null outside the domain.
#[wasm_bindgen(unchecked_return_type = "Greeks76")]
pub fn black76(#[wasm_bindgen(unchecked_param_type = "Option76")] option: &JsValue) -> JsValue {
    if let Some(greeks) = option76(option, true).and_then(|option| option.checked()) {
        return encode(&greeks);
    }
    let nulls = Object::new();
    for name in [
        "price", "delta", "gamma", "vega", "theta", "rho", "vanna", "volga", "charm",
    ] {
        set(&nulls, name, &JsValue::NULL);
    }
    nulls.into()
}

/// The vol at which an option has its price, or why there is none.
#[wasm_bindgen(js_name = impliedVol, unchecked_return_type = "ImpliedVol")]
pub fn implied_vol_of(
    #[wasm_bindgen(unchecked_param_type = "Omit<Option76, \"vol\"> & { price: number }")] option: &JsValue,
) -> JsValue {
    #[derive(Serialize)]
    struct Found {
        ok: bool,
        vol: f64,
    }
    #[derive(Serialize)]
    struct NotFound {
        ok: bool,
        problem: Problem,
    }
    let refuse = |field: &str, message: String| {
        encode(&NotFound {
            ok: false,
            problem: Problem::new(field, message),
        })
    };
    let (Some(terms), Some(price)) = (option76(option, false), number(option, "price")) else {
        let message =
            "An option needs kind (call or put), forward, strike, years, rate and price, all finite numbers.";
        return refuse("", String::from(message));
    };
    match implied_vol(
        terms.kind,
        terms.forward,
        terms.strike,
        terms.years,
        terms.rate,
        price,
    ) {
        Ok(vol) => encode(&Found {
            ok: true,
            vol: vol.get(),
        }),
        Err(reason) => refuse("price", alloc::format!("{reason}")),
    }
}

/// The plan of inputs. A page asks for report and charts of the same inputs one after another, so the last one is kept.
fn planned(inputs: &JsValue) -> Result<Rc<Plan>, Vec<Problem>> {
    std::thread_local! {
        static LAST: RefCell<Option<(Raw, Rc<Plan>)>> = const { RefCell::new(None) };
    }
    let raw = decode(inputs);
    LAST.with_borrow_mut(|last| match last {
        Some((of, plan)) if *of == raw => Ok(Rc::clone(plan)),
        _ => {
            let plan = Rc::new(plan_of(&raw)?);
            *last = Some((raw, Rc::clone(&plan)));
            Ok(plan)
        }
    })
}

/// Problems, as every function that may refuse answers them.
#[derive(Serialize)]
struct Refused {
    ok: bool,
    problems: Vec<Problem>,
}

fn refused(problems: Vec<Problem>) -> JsValue {
    encode(&Refused { ok: false, problems })
}

/// A drawing, as `draw` answers it.
#[cfg(feature = "chart")]
#[derive(Serialize)]
struct Drawn {
    ok: bool,
    svg: String,
    frame: crate::chart::Frame,
}

#[cfg(feature = "chart")]
fn drawn(drawing: crate::chart::Drawing) -> JsValue {
    encode(&Drawn {
        ok: true,
        svg: drawing.svg,
        frame: drawing.frame,
    })
}

#[cfg(feature = "chart")]
fn drawing(chart: &JsValue, inputs: &JsValue, look: &JsValue) -> Result<crate::chart::Drawing, Vec<Problem>> {
    let chart = chart.as_string().unwrap_or_default();
    let plan = planned(inputs)?;
    let theme = text(look, "theme").unwrap_or_default();
    let size = |name: &str| number(look, name).unwrap_or(f64::NAN);
    let part = crate::chart::Part {
        x: range(look, "x"),
        y: range(look, "y"),
        draft: get(look, "draft").is_some_and(|draft| draft.is_truthy()),
    };
    crate::chart::draw_part(&chart, &plan, size("width"), size("height"), &theme, part)
        .map_err(|problem| Vec::from([problem]))
}

/// A range of a look. What is none is handed on as numbers that are none, for the core to answer.
#[cfg(feature = "chart")]
fn range(look: &JsValue, name: &str) -> Option<[f64; 2]> {
    match decode(&get(look, name)?) {
        Raw::Absent | Raw::Null => None,
        Raw::List(ends) => match ends[..] {
            [Raw::Number(low), Raw::Number(high)] => Some([low, high]),
            _ => Some([f64::NAN; 2]),
        },
        _ => Some([f64::NAN; 2]),
    }
}

/// Puts SVG text into an element, parsed as SVG: no markup of the page is ever read from a string.
#[cfg(feature = "chart")]
fn place(host: &JsValue, svg: &str) -> Result<(), JsValue> {
    let host: &web_sys::Element = host.dyn_ref().ok_or(JsValue::NULL)?;
    let parsed = web_sys::DomParser::new()?.parse_from_string(svg, web_sys::SupportedType::ImageSvgXml)?;
    let root = parsed.document_element().ok_or(JsValue::NULL)?;
    host.replace_children_with_node_1(&root);
    Ok(())
}

fn option76(option: &JsValue, with_vol: bool) -> Option<Option76> {
    let kind = match text(option, "kind")?.as_str() {
        "call" => Kind::Call,
        "put" => Kind::Put,
        _ => return None,
    };
    Some(Option76 {
        kind,
        forward: number(option, "forward")?,
        strike: number(option, "strike")?,
        years: Years::new(number(option, "years")?),
        vol: Vol::new(if with_vol { number(option, "vol")? } else { 0.0 }),
        rate: Rate::new(number(option, "rate")?),
    })
}

fn encode<T: Serialize + ?Sized>(value: &T) -> JsValue {
    // Our own types always encode; null is what JSON has for the impossible.
    value.serialize(&ENCODER).unwrap_or(JsValue::NULL)
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // A plain object of our own takes every value.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn number(object: &JsValue, name: &str) -> Option<f64> {
    get(object, name)?.as_f64().filter(|value| value.is_finite())
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name)?.as_string()
}

/// Any JavaScript value as what it is. serde-wasm-bindgen drops unknown keys and takes undefined for null;
/// here both must be told apart.
fn decode(value: &JsValue) -> Raw {
    decode_to(value, DEEPEST)
}

fn decode_to(value: &JsValue, deep: u32) -> Raw {
    if value.is_undefined() {
        Raw::Absent
    } else if value.is_null() {
        Raw::Null
    } else if let Some(number) = value.as_f64() {
        Raw::Number(number)
    } else if let Some(text) = value.as_string() {
        Raw::Text(text)
    } else if value.as_bool().is_some() {
        Raw::Other("a yes or no")
    } else if value.is_function() {
        Raw::Other("a function")
    } else if !value.is_object() {
        Raw::Other("not a number")
    } else if deep == 0 {
        Raw::Other("an object")
    } else if Reflect::get_prototype_of(value).is_err() {
        // A revoked proxy throws at every touch; this one is reported instead.
        UNREADABLE
    } else if Array::is_array(value) {
        decode_list(value, deep)
    } else {
        decode_record(value, deep)
    }
}

/// What throws when it is read.
const UNREADABLE: Raw = Raw::Other("a value that cannot be read");

fn decode_list(list: &JsValue, deep: u32) -> Raw {
    let Some(length) = number(list, "length") else {
        return UNREADABLE;
    };
    let read = (0..MOST_ITEMS).take_while(|&index| f64::from(index) < length);
    let item = |index| Reflect::get_u32(list, index).map_or(UNREADABLE, |item| decode_to(&item, deep - 1));
    Raw::List(read.map(item).collect())
}

fn decode_record(value: &JsValue, deep: u32) -> Raw {
    // Reflect reports what a proxy or a getter throws as an error instead of throwing.
    let Ok(keys) = Reflect::own_keys(value) else {
        return UNREADABLE;
    };
    let entries = keys
        .iter()
        .filter_map(|key| key.as_string())
        .map(|key| {
            let item = match get(value, &key) {
                Some(item) => decode_to(&item, deep - 1),
                None => UNREADABLE,
            };
            (key, item)
        })
        .collect();
    Raw::Record(entries)
}
