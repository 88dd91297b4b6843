//! Is it a kubeconfig at all? kubectl looks at `kind` and `apiVersion` before it reads the rest.

use super::convert;
use super::go::quote::quote;
use super::kubectl_text::KubectlText;
use super::resolve::Resolved;
use super::shape::Found;
use super::value::{Data, Value};
use crate::span::Span;
use zeroize::Zeroizing;

/// `%q` of the scheme's name, which is the place in client-go where it was made.
const SCHEME: &str = " in scheme \"k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\"";

/// Why kubectl goes no further.
pub(in crate::kubeconfig) struct KindRefusal {
    pub span: Span,
    pub text: KubectlText,
    /// It is a matter of types (`couldn't get version/kind`), not of what is registered.
    pub is_type_error: bool,
}

/// What `SimpleMetaFactory.Interpret` finds.
#[derive(Default)]
struct Meta<'v> {
    kind: Option<&'v Value>,
    version: Option<&'v Value>,
}

/// Goes through `Serializer.Decode` up to the point where the object is made. `document` is the whole text, which one of
/// kubectl's messages quotes.
pub(in crate::kubeconfig) fn check(resolved: &Resolved, document: &str) -> Result<(), KindRefusal> {
    let root = &resolved.root;
    if let Some(value) = convert::first_too_deep(resolved) {
        let opener = if matches!(value.data, Data::Map(_)) { '{' } else { '[' };
        return Err(parse_error(value, &format!("invalid character '{opener}' exceeded max depth")));
    }
    let meta = interpret(root)?;
    let kind = text_of(meta.kind);
    let version = text_of(meta.version);
    let span = |value: Option<&Value>| value.map_or(root.span, |value| value.span);
    let refuse = |span, text| Err(KindRefusal { span, text, is_type_error: false });
    if version.matches('/').count() > 1 {
        return refuse(span(meta.version), KubectlText::new("unexpected GroupVersion string: ").hidden(copy(version)));
    }
    let (group, version) = version.split_once('/').unwrap_or(("", version));
    let version = if group.is_empty() && version.is_empty() { "v1" } else { version };
    if version.is_empty() {
        let text = KubectlText::new("Object 'apiVersion' is missing in '").hidden(copy(document)).words("'");
        return refuse(span(meta.version), text);
    }
    let kind = if kind.is_empty() { "Config" } else { kind };
    if kind == "Config" && group.is_empty() && matches!(version, "v1" | "__internal") {
        return Ok(());
    }
    let blamed = if kind == "Config" { meta.version } else { meta.kind };
    refuse(span(blamed), not_registered(kind, group, version))
}

/// `notRegisteredErr.Error`.
fn not_registered(kind: &str, group: &str, version: &str) -> KubectlText {
    let text = quoted(KubectlText::new("no kind "), kind);
    let text = if version == "__internal" {
        quoted(text.words(" is registered for the internal version of group "), group)
    } else if group.is_empty() {
        quoted(text.words(" is registered for version "), version)
    } else {
        quoted(text.words(" is registered for version "), &format!("{group}/{version}"))
    };
    text.words(SCHEME)
}

/// The two words every kubeconfig has are nobody's secret.
fn quoted(text: KubectlText, word: &str) -> KubectlText {
    match word {
        "Config" => text.words("\"Config\""),
        "v1" => text.words("\"v1\""),
        _ => text.words("\"").hidden(unquoted(word)).words("\""),
    }
}

/// [`quote`] without the quotes, so that the mask stands between them.
fn unquoted(word: &str) -> Zeroizing<String> {
    let quoted = quote(word);
    copy(quoted.get(1..quoted.len() - 1).unwrap_or(""))
}

fn copy(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

fn text_of(value: Option<&Value>) -> &str {
    value.and_then(Value::as_text).unwrap_or("")
}

/// `json.Unmarshal` into a struct of the two fields. It ignores the case of keys, the last one in the order of the JSON
/// wins, and the first of another type is complained about at the end.
fn interpret(root: &Value) -> Result<Meta<'_>, KindRefusal> {
    if !matches!(root.data, Data::Null | Data::Map(_)) {
        let into = "Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; \
                    Kind string \"json:\\\"kind,omitempty\\\"\" }";
        return Err(type_error(root, into));
    }
    let mut meta = Meta::default();
    let mut complaint = None;
    for pair in root.sorted_pairs() {
        let (field, into) = match folded(&pair.key).as_str() {
            "kind" => (&mut meta.kind, "Go struct field .kind of type string"),
            "apiversion" => (&mut meta.version, "Go struct field .apiVersion of type string"),
            _ => continue,
        };
        match pair.value.data {
            Data::Text(_) => *field = Some(&pair.value),
            Data::Null => {}
            _ => complaint = complaint.or_else(|| Some(type_error(&pair.value, into))),
        }
    }
    complaint.map_or(Ok(meta), Err)
}

fn type_error(value: &Value, into: &str) -> KindRefusal {
    let found = Found::of(value).map_or("null", Found::go_word);
    parse_error(value, &format!("json: cannot unmarshal {found} into {into}"))
}

fn parse_error(value: &Value, problem: &str) -> KindRefusal {
    let text = format!("couldn't get version/kind; json parse error: {problem}");
    KindRefusal { span: value.span, text: KubectlText::new(text), is_type_error: true }
}

/// `foldName` of `encoding/json`, for keys of ASCII: two letters beyond it fold into it.
fn folded(key: &str) -> String {
    let fold = |c: char| match c {
        '\u{212a}' => 'k',
        '\u{17f}' => 's',
        c => c.to_ascii_lowercase(),
    };
    key.chars().map(fold).collect()
}
