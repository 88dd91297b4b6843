//! What a scalar is: go-yaml's YAML 1.1 rules (`resolve` in `goyaml.v2/resolve.go`, `decoder.scalar` in `decode.go`).

use super::go::{base64, number, time};
use super::kubectl_text::KubectlText;
use super::tag::Tag;
use super::value::Data;
use zeroize::Zeroizing;

/// A scalar in the types of Go.
pub(in crate::kubeconfig) enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    /// A positive integer that `int64` cannot hold.
    Uint(u64),
    /// May be infinite or not a number.
    Float(f64),
    Text(Zeroizing<String>),
    /// What `!!binary` decoded to, where it is no UTF-8. Go's strings can hold it.
    Bytes(Zeroizing<Vec<u8>>),
}

/// A mapping's key after the scalar has been made text, as sigs.k8s.io/yaml does for JSON (`convertToJSONableObject`).
pub(in crate::kubeconfig) enum Key {
    Text(Zeroizing<String>),
    /// kubectl refuses it: `unsupported map key of type: …`. These are the type and the key in Go's notation.
    Unsupported {
        type_name: &'static str,
        literal: String,
    },
}

impl Scalar {
    pub(in crate::kubeconfig) fn into_data(self) -> Data {
        match self {
            Self::Null => Data::Null,
            Self::Bool(value) => Data::Bool(value),
            Self::Int(value) => Data::Number(Zeroizing::new(value.to_string())),
            Self::Uint(value) => Data::Number(Zeroizing::new(value.to_string())),
            Self::Float(value) if value.is_finite() => Data::Number(Zeroizing::new(number::json_float(value))),
            Self::Float(_) => Data::NotANumber,
            Self::Text(text) => Data::Text(text),
            Self::Bytes(bytes) => Data::Text(json_text(&bytes)),
        }
    }

    pub(in crate::kubeconfig) fn into_key(self) -> Key {
        match self {
            Self::Text(text) => Key::Text(text),
            Self::Bytes(bytes) => Key::Text(json_text(&bytes)),
            Self::Int(value) => Key::Text(Zeroizing::new(value.to_string())),
            Self::Float(value) => Key::Text(Zeroizing::new(number::key_float(value))),
            Self::Bool(value) => Key::Text(Zeroizing::new(value.to_string())),
            Self::Uint(value) => Key::Unsupported { type_name: "uint64", literal: format!("{value:#x}") },
            Self::Null => Key::Unsupported { type_name: "%!s(<nil>)", literal: "<nil>".to_owned() },
        }
    }
}

/// Why a scalar with an explicit tag cannot be read.
pub(in crate::kubeconfig) enum TagError {
    /// It is a `found`, and the tag asks for a `wanted`.
    Cannot { found: Tag, wanted: Tag },
    /// The text behind `!!binary` is no base64.
    NotBase64,
}

impl TagError {
    /// kubectl's text, for a scalar of this text.
    pub(in crate::kubeconfig) fn kubectl_text(&self, text: Zeroizing<String>) -> KubectlText {
        match self {
            Self::Cannot { found, wanted } => KubectlText::new(format!("yaml: cannot decode {} `", found.short_name()))
                .hidden(text)
                .words(format!("` as a {}", wanted.short_name())),
            Self::NotBase64 => KubectlText::new("yaml: !!binary value contains invalid base64 data"),
        }
    }
}

/// Resolves a scalar; on an error the text comes back with it.
///
/// `plain` says that it stands without quotes and is no block scalar.
pub(in crate::kubeconfig) fn resolve(
    tag: Option<Tag>,
    plain: bool,
    text: Zeroizing<String>,
) -> Result<Scalar, (TagError, Zeroizing<String>)> {
    match tag {
        None if plain => Ok(untagged(text).1),
        None | Some(Tag::Str | Tag::Merge | Tag::NonSpecific | Tag::Other) => Ok(Scalar::Text(text)),
        Some(Tag::Binary) => binary(text),
        Some(wanted) => tagged(wanted, text),
    }
}

fn binary(text: Zeroizing<String>) -> Result<Scalar, (TagError, Zeroizing<String>)> {
    match base64::decode(text.as_bytes()) {
        Ok(bytes) if std::str::from_utf8(&bytes).is_ok() => Ok(Scalar::Text(json_text(&bytes))),
        Ok(bytes) => Ok(Scalar::Bytes(bytes)),
        Err(_) => Err((TagError::NotBase64, text)),
    }
}

/// Bytes as `encoding/json` writes them into a string: each byte that is no UTF-8 becomes U+FFFD.
fn json_text(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len()));
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}

fn tagged(wanted: Tag, text: Zeroizing<String>) -> Result<Scalar, (TagError, Zeroizing<String>)> {
    if wanted == Tag::Timestamp && time::is_timestamp(&text) {
        return Ok(Scalar::Text(text));
    }
    let (found, scalar) = untagged(text.clone());
    match scalar {
        #[allow(clippy::cast_precision_loss, reason = "as Go's float64(int64)")]
        Scalar::Int(value) if wanted == Tag::Float => Ok(Scalar::Float(value as f64)),
        scalar if found == wanted => Ok(scalar),
        _ => Err((TagError::Cannot { found, wanted }, text)),
    }
}

/// What go-yaml sees in text without a tag. It looks for timestamps too, but those stay text.
fn untagged(text: Zeroizing<String>) -> (Tag, Scalar) {
    if let Some(found) = word(&text) {
        return found;
    }
    let first = text.as_bytes().first().copied();
    let number = match first {
        // `strconv.ParseFloat`, which lets `_` stand between digits.
        Some(b'.') if number::underscores_separate_digits(&text) => float(&text.replace('_', "")),
        Some(b'0'..=b'9' | b'+' | b'-') => int_or_float(&text.replace('_', "")),
        _ => None,
    };
    number.unwrap_or((Tag::Str, Scalar::Text(text)))
}

/// The fixed words of go-yaml's `resolveMap`.
fn word(text: &str) -> Option<(Tag, Scalar)> {
    let scalar = match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some((Tag::Null, Scalar::Null)),
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Scalar::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Scalar::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Some((Tag::Float, Scalar::Float(f64::NAN))),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Some((Tag::Float, Scalar::Float(f64::INFINITY))),
        "-.inf" | "-.Inf" | "-.INF" => return Some((Tag::Float, Scalar::Float(f64::NEG_INFINITY))),
        _ => return None,
    };
    Some((Tag::Bool, scalar))
}

fn int_or_float(digits: &str) -> Option<(Tag, Scalar)> {
    if let Some(value) = number::parse_int(digits) {
        return Some((Tag::Int, Scalar::Int(value)));
    }
    if let Some(value) = number::parse_uint(digits) {
        return Some((Tag::Int, Scalar::Uint(value)));
    }
    // A last attempt of go-yaml, which lets a sign stand behind the prefix.
    float(digits).or_else(|| {
        let value = number::parse_binary(digits.strip_prefix("0b")?)?;
        Some((Tag::Int, Scalar::Int(value)))
    })
}

fn float(digits: &str) -> Option<(Tag, Scalar)> {
    if !number::has_float_form(digits) {
        return None;
    }
    Some((Tag::Float, Scalar::Float(number::parse_float(digits)?)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    fn show(tag: Option<Tag>, plain: bool, text: &str) -> String {
        match resolve(tag, plain, Zeroizing::new(text.to_owned())) {
            Ok(scalar) => match scalar.into_data() {
                Data::Null => "null".to_owned(),
                Data::Bool(value) => value.to_string(),
                Data::Number(text) => format!("#{}", *text),
                Data::NotANumber => "NaN".to_owned(),
                Data::Text(text) => format!("{:?}", *text),
                Data::List(_) | Data::Map(_) => panic!("a scalar is no collection"),
            },
            Err((error, text)) => error.kubectl_text(text).exact().to_string(),
        }
    }

    #[test]
    fn plain_scalars_become_what_go_yaml_makes_of_them() {
        let cases = [
            ("yes", "true"),
            ("n", "false"),
            ("tRUE", "\"tRUE\""),
            ("t", "\"t\""),
            ("0123", "#83"),
            ("089", "#89"),
            ("0x1F", "#31"),
            ("1_000", "#1000"),
            ("1e3", "#1000"),
            ("1.", "#1"),
            (".5", "#0.5"),
            (".1_0", "#0.1"),
            (".5_", "\".5_\""),
            ("0b+1", "#1"),
            ("9999999999999999999999", "#1e+22"),
            ("18446744073709551615", "#18446744073709551615"),
            ("1e400", "\"1e400\""),
            ("12:30:45", "\"12:30:45\""),
            ("2001-01-01", "\"2001-01-01\""),
            ("", "null"),
            ("~", "null"),
            ("nUll", "\"nUll\""),
            ("0x", "\"0x\""),
            (".", "\".\""),
            ("_1", "\"_1\""),
            (".inf", "NaN"),
            ("<<", "\"<<\""),
        ];
        for (text, expected) in cases {
            assert_eq!(show(None, true, text), expected, "{text}");
        }
        assert_eq!(show(None, false, "123"), "\"123\"");
    }

    #[test]
    fn explicit_tags_convert_or_are_refused() {
        assert_eq!(show(Some(Tag::Str), true, "123"), "\"123\"");
        assert_eq!(show(Some(Tag::Int), false, "12"), "#12");
        assert_eq!(show(Some(Tag::Bool), false, "yes"), "true");
        assert_eq!(show(Some(Tag::Float), true, "0x10"), "#16");
        assert_eq!(show(Some(Tag::Binary), true, "aGk="), "\"hi\"");
        assert_eq!(show(Some(Tag::Timestamp), true, "2001-01-01"), "\"2001-01-01\"");
        assert_eq!(show(Some(Tag::Int), true, "1.5"), "yaml: cannot decode !!float `1.5` as a !!int");
        assert_eq!(show(Some(Tag::Int), true, ""), "yaml: cannot decode !!null `` as a !!int");
        assert_eq!(show(Some(Tag::Timestamp), true, "2001-13-01"), "yaml: cannot decode !!str `2001-13-01` as a !!timestamp");
        assert_eq!(show(Some(Tag::Binary), true, "a"), "yaml: !!binary value contains invalid base64 data");
    }

    #[test]
    fn bytes_that_are_no_text_become_replacement_characters() {
        assert_eq!(json_text(b"a\xe2\x82b").as_str(), "a\u{fffd}\u{fffd}b");
    }
}
