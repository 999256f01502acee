//! Scripts and style sheets as they are sent: without the comments and indentation that only their readers need.

/// What stands at the beginning of a text.
enum Piece {
    Comment,
    Space,
    /// Anything else, to be kept to the letter.
    Code,
}

/// A script or style sheet without comments, indentation and blank lines. Every other line break stays, since in
/// a script it may end a statement; so does every quoted text, template and regular expression.
pub(crate) fn slim(text: &str) -> String {
    let mut slim = String::with_capacity(text.len());
    // Braces that are open: whether each returns to a template.
    let mut braces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, length) = next(rest, &slim, &mut braces);
        let (here, after) = rest.split_at(length);
        rest = after;
        if let Piece::Code = piece {
            slim.push_str(here);
            continue;
        }
        // What is left out still keeps words apart, and lines.
        if here.contains('\n') {
            slim.truncate(slim.trim_end_matches(' ').len());
            if !slim.is_empty() && !slim.ends_with('\n') {
                slim.push('\n');
            }
        } else if !slim.is_empty() && !slim.ends_with([' ', '\n']) {
            slim.push(' ');
        }
    }
    slim
}

/// The piece a text begins with, and its length; `before` is what stands before it.
fn next(text: &str, before: &str, braces: &mut Vec<bool>) -> (Piece, usize) {
    let first = text.as_bytes()[0];
    match first {
        b'/' if text.starts_with("//") => (Piece::Comment, text.find('\n').unwrap_or(text.len())),
        b'/' if text.starts_with("/*") => (Piece::Comment, text.find("*/").map_or(text.len(), |end| end + 2)),
        b' ' | b'\t' | b'\r' | b'\n' => {
            let end = text.find(|letter: char| !letter.is_ascii_whitespace());
            (Piece::Space, end.unwrap_or(text.len()))
        }
        b'"' | b'\'' => (Piece::Code, quoted(text, first)),
        b'/' if begins_expression(before) => (Piece::Code, expression(text)),
        b'`' => (Piece::Code, template(text, braces)),
        b'{' => {
            braces.push(false);
            (Piece::Code, 1)
        }
        b'}' if braces.pop() == Some(true) => (Piece::Code, template(text, braces)),
        _ => (Piece::Code, text.chars().next().map_or(1, char::len_utf8)),
    }
}

/// The length of a text in quotes, the quotes included.
fn quoted(text: &str, quote: u8) -> usize {
    until(text, |letter, _| letter == quote)
}

/// Whether a slash is the beginning of a regular expression and not a division: an operator stands before it.
fn begins_expression(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with("return") || before.ends_with(|c| "(,=:[!&|?{};>".contains(c))
}

/// The length of a regular expression, its flags left to what follows. A slash in brackets does not end it.
fn expression(text: &str) -> usize {
    let mut bracketed = false;
    until(text, |letter, _| {
        bracketed = letter == b'[' || (bracketed && letter != b']');
        letter == b'/' && !bracketed
    })
}

/// The length of a piece of a template, up to its end or to the next `${`.
fn template(text: &str, braces: &mut Vec<bool>) -> usize {
    let length = until(text, |letter, next| {
        letter == b'`' || (letter == b'$' && next == Some(&b'{'))
    });
    if text.as_bytes().get(length - 1) == Some(&b'`') {
        return length;
    }
    braces.push(true);
    (length + 1).min(text.len())
}

/// How far it is to the letter, after the first, that ends something, that one included. A backslash takes the
/// letter after it out of the question.
fn until(text: &str, mut ends: impl FnMut(u8, Option<&u8>) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at] == b'\\' {
            at += 1;
        } else if ends(bytes[at], bytes.get(at + 1)) {
            return at + 1;
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_indentation_and_blank_lines_go() {
        let script = "// @ts-check\n\n/** A sum.\n * @param {number} a */\nfunction f(a) { // here\n  return a\n    /* and */ + 1;\n}\n";
        assert_eq!(slim(script), "function f(a) {\nreturn a\n+ 1;\n}\n");
        assert_eq!(
            slim("a { /* red */ color: red; }\n\n  b { }"),
            "a { color: red; }\nb { }"
        );
    }

    #[test]
    fn a_line_that_ends_a_statement_stays_one() {
        assert_eq!(slim("a = b /* c\n d */ ++e"), "a = b\n++e");
        assert_eq!(slim("return/**/x"), "return x", "two words stay two");
    }

    #[test]
    fn what_looks_like_a_comment_in_a_text_is_none() {
        for script in [
            "a('// no', \"/* no */\", 'it\\'s // no')",
            "f(`  // no\n   /* no */ ${ g('}') } // no\n`)",
            "`a ${ `b ${ { c: 1 }.c } // no` } // no`",
            "x.replace(/[/\"'`]+\\/\\* no/g, '')",
            "const r = /'/; s / 2 / t",
            "(a) / b / c",
            "return /[`]/.test(a)",
        ] {
            assert_eq!(slim(script), script);
        }
    }

    #[test]
    fn what_is_slim_stays_as_it_is() {
        let www = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../www");
        let mut count = 0;
        for entry in std::fs::read_dir(www).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "js" || kind == "css") {
                let text = slim(&std::fs::read_to_string(&path).unwrap());
                assert!(
                    !text.contains("/**") && !text.contains("@param"),
                    "{}",
                    path.display()
                );
                assert_eq!(slim(&text), text, "{}", path.display());
                count += 1;
            }
        }
        assert!(count > 10, "only {count} files");
    }
}
