//! The crate `kube`: `auth_exec` and `Auth::try_from` of `kube-client`, `client/auth/mod.rs`, with rustls.

use super::{AnswerOutcome, Asked, json_text};
use crate::kubeconfig::credential::{Credential, Member, PemText, Reading, Status, TokenText, Type};
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::facts::pem::Layout;

pub(super) fn react(asked: Asked<'_>) -> AnswerOutcome {
    match Reader::of(asked).read() {
        Ok(outcome) => outcome,
        Err(words) => AnswerOutcome::refuses(&words),
    }
}

struct Reader<'a> {
    asked: Asked<'a>,
    /// serde-saphyr instead of `serde_json`.
    reads_yaml: bool,
    /// jiff instead of chrono.
    has_jiff: bool,
}

type Step<T> = Result<T, String>;

impl<'a> Reader<'a> {
    fn of(asked: Asked<'a>) -> Self {
        Self { asked, reads_yaml: asked.version.major >= 4, has_jiff: asked.version.major >= 3 }
    }

    fn read(&self) -> Step<AnswerOutcome> {
        let none = "auth error: exec-plugin response did not contain a status";
        let Some(credential) = self.decode()? else { return Err(none.to_owned()) };
        self.types(credential)?;
        let status = credential.status().ok_or(none)?;
        self.expiry(status)?;
        let text = |member: &Option<Member<PemText>>| member.as_ref().is_some_and(|member| !member.is_null());
        if text(&status.certificate) && text(&status.key) {
            return identity(status)
                .map_or(Ok(AnswerOutcome::sends(false, true)), |words| Err(format!("rustls tls error: {words}")));
        }
        match status.token.as_ref().filter(|token| !token.is_null()) {
            Some(token) => bearer(token, status.expiry.as_ref().is_some_and(|expiry| !expiry.is_null())),
            None => Ok(AnswerOutcome::anonymous("finds no token, and no certificate with its key")),
        }
    }

    /// The object; `None` where YAML holds nothing.
    fn decode(&self) -> Step<Option<&'a Credential>> {
        let output = self.asked.output;
        if output.lone_surrogate.is_some() {
            return Err(parse("unexpected end of hex escape at line … column …"));
        }
        let fault = output.json.as_ref().err().or(output.not_a_number.as_ref());
        let reading = match (fault, self.reads_yaml) {
            (None, _) => output.json.as_ref().ok(),
            (Some(fault), false) => return Err(parse(json_text::serde(fault))),
            (Some(_), true) if output.is_empty => None,
            (Some(_), true) if output.has_bad_rest => {
                return Err(parse("error: line … column …: did not find expected <document start>"));
            }
            (Some(_), true) if output.yaml_documents > 1 => return Err(parse("error: …: multiple YAML documents detected; …")),
            (Some(_), true) => Some(output.yaml.as_ref().map_err(|_| parse("error: line … column …: …"))?),
        };
        match reading {
            None => Ok(None),
            Some(Reading::Object(credential)) => Ok(Some(credential)),
            Some(Reading::Other(_)) if self.reads_yaml => Err(parse("error: line 1 column 1: expected mapping start")),
            Some(Reading::Other(_)) => Err(parse("invalid type: …, expected … at line … column …")),
        }
    }

    /// What the structs do not take.
    fn types(&self, credential: &Credential) -> Step<()> {
        if has_duplicates(credential) {
            return Err(parse(if self.reads_yaml {
                "error: …: duplicate mapping key: …"
            } else {
                "duplicate field `…` at line … column …"
            }));
        }
        let status = credential.status();
        let texts = [
            type_of(credential.api_version.as_ref()),
            type_of(credential.kind.as_ref()),
            status.and_then(|status| type_of(status.token.as_ref())),
            status.and_then(|status| type_of(status.certificate.as_ref())),
            status.and_then(|status| type_of(status.key.as_ref())),
            status.and_then(|status| type_of(status.expiry.as_ref())),
        ];
        let objects = [type_of(credential.spec.as_ref()), type_of(credential.status.as_ref())];
        let interactive = credential.spec.as_ref().and_then(|spec| spec.value.as_ref()?.interactive);
        if objects.into_iter().flatten().any(|json_type| !matches!(json_type, Type::Object { .. } | Type::Null)) {
            return Err(self.wrong_type("expected mapping start"));
        }
        if interactive.is_some_and(|json_type| !matches!(json_type, Type::Bool(_) | Type::Null)) {
            return Err(self.wrong_type("invalid boolean"));
        }
        let is_wrong = |json_type: Type| match json_type {
            Type::Text | Type::Null => false,
            Type::Bool(_) | Type::Number { .. } => !self.reads_yaml,
            Type::List { .. } | Type::Object { .. } => true,
        };
        if texts.into_iter().flatten().any(is_wrong) {
            return Err(self.wrong_type("expected string scalar"));
        }
        Ok(())
    }

    fn wrong_type(&self, yaml: &str) -> String {
        if self.reads_yaml {
            parse(&format!("error: line … column …: {yaml}"))
        } else {
            parse("invalid type: …, expected … at line … column …")
        }
    }

    /// A time is read before anything else, whether it is needed or not.
    fn expiry(&self, status: &Status) -> Step<()> {
        let Some(member) = status.expiry.as_ref().filter(|member| !member.is_null()) else { return Ok(()) };
        let is_time = member.value.as_ref().is_some_and(|expiry| if self.has_jiff { expiry.is_jiff } else { expiry.is_chrono });
        if is_time { Ok(()) } else { Err("auth error: malformed token expiration date: …".to_owned()) }
    }
}

fn parse(words: &str) -> String {
    format!("auth error: failed to parse auth exec output: {words}")
}

fn type_of<T>(member: Option<&Member<T>>) -> Option<Type> {
    member.map(|member| member.json_type)
}

fn has_duplicates(credential: &Credential) -> bool {
    fn is_twice<T>(member: Option<&Member<T>>) -> bool {
        member.is_some_and(|member| member.earlier.is_some())
    }
    let in_status = credential.status().is_some_and(|status| {
        is_twice(status.token.as_ref())
            || is_twice(status.certificate.as_ref())
            || is_twice(status.key.as_ref())
            || is_twice(status.expiry.as_ref())
    });
    in_status
        || is_twice(credential.api_version.as_ref())
        || is_twice(credential.kind.as_ref())
        || is_twice(credential.spec.as_ref())
        || is_twice(credential.status.as_ref())
}

/// Key and certificate are joined into one text, so it does not matter which stands where.
fn identity(status: &Status) -> Option<&'static str> {
    let texts = [status.key_text(), status.certificate_text()];
    let texts = || texts.iter().flatten();
    // Blanks in front of BEGIN and END are passed over, other than in Go; what stands there is then not looked into here.
    let may_be_whole = |text: Option<&PemText>| text.is_some_and(is_indented);
    if texts().any(|text| text.mentions_begin && text.bytes.pem.blocks.is_empty() && !is_indented(text)) {
        return Some("identity PEM is invalid: …");
    }
    if !may_be_whole(status.key_text()) && !texts().any(|text| text.bytes.keys.iter().any(|key| !key.form.is_encrypted())) {
        return Some("identity PEM is missing a private key: the key must be PKCS8 or RSA/PKCS1");
    }
    if !may_be_whole(status.certificate_text()) && !texts().any(|text| text.bytes.pem.has_certificate()) {
        return Some("identity PEM is missing certificate");
    }
    match status.pairs.as_ref().map(|pairs| &pairs.as_written) {
        Some(Pair::KeyMismatch { .. } | Pair::TypeMismatch { .. }) => {
            Some("invalid private key: keys may not be consistent: KeyMismatch")
        }
        _ => None,
    }
}

fn is_indented(text: &PemText) -> bool {
    let layout = &text.bytes.pem.layout;
    text.bytes.pem.blocks.is_empty() && !layout.is_empty() && layout.iter().all(|fault| fault.kind == Layout::Indented)
}

/// `http::HeaderValue` takes no control characters. Without an expiry the header is made while the client is built, and its error
/// is unwrapped.
fn bearer(token: &Member<TokenText>, is_refreshed: bool) -> Step<AnswerOutcome> {
    let Some(text) = &token.value else { return Ok(AnswerOutcome::sends(true, false)) };
    let characters = text.characters;
    if characters.nul || characters.line_break || characters.vertical || characters.other_control {
        return Err(if is_refreshed {
            "auth error: invalid bearer token: failed to parse header value".to_owned()
        } else {
            "panics: token is not a valid header value".to_owned()
        });
    }
    Ok(if text.is_blank { AnswerOutcome::sends_blank_token(false) } else { AnswerOutcome::sends(true, false) })
}
