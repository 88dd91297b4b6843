//! kubectl: `plugin/pkg/client/auth/exec/exec.go` of client-go, on the serializers of apimachinery.

use super::{AnswerOutcome, Asked, json_text};
use crate::kubeconfig::credential::{ApiVersion, Credential, GoTime, Kind, Known, Member, Reading, Status, Type};
use crate::kubeconfig::facts::pair::Pair;
use crate::message::Name;

/// What stands for a text that may not be shown.
const MASK: &str = "REDACTED";

pub(super) fn react(asked: Asked<'_>) -> AnswerOutcome {
    let kubectl = Kubectl { asked, minor: asked.version.minor };
    match kubectl.read() {
        Ok(outcome) => outcome,
        Err(words) => AnswerOutcome::refuses(&words),
    }
}

struct Kubectl<'a> {
    asked: Asked<'a>,
    minor: u32,
}

type Step<T> = Result<T, String>;

impl Kubectl<'_> {
    /// `newAuthenticator`, then `refreshCredsLocked`.
    fn read(&self) -> Step<AnswerOutcome> {
        if !self.knows(self.asked.configured) {
            return Err(format!("exec plugin: invalid apiVersion \"{}\"", self.asked.configured.name()));
        }
        let Some(credential) = self.decode()? else { return Err(self.mismatch("client.authentication.k8s.io/__internal")) };
        self.is_registered(credential)?;
        let Some(answered) = credential.known_version() else {
            self.types(credential, "clientauthentication")?;
            return Err(self.mismatch("client.authentication.k8s.io/__internal"));
        };
        self.types(credential, answered.short())?;
        if answered != self.asked.configured {
            return Err(self.mismatch(answered.name()));
        }
        let Some(status) = credential.status() else { return Err(credentials("exec plugin didn't return a status field")) };
        self.credentials(status)
    }

    fn knows(&self, version: Known) -> bool {
        version != Known::V1alpha1 || self.minor < 24
    }

    fn mismatch(&self, answered: &str) -> String {
        let configured = self.asked.configured.name();
        credentials(&format!("exec plugin is configured to use API version {configured}, plugin returned version {answered}"))
    }

    /// The object; `None` where there is nothing, or `null`.
    fn decode(&self) -> Step<Option<&Credential>> {
        let output = self.asked.output;
        let reading = if output.begins_as_json {
            let fault = output.json.as_ref().err().or(output.not_a_number.as_ref());
            if let Some(fault) = fault {
                return Err(no_kind(json_text::go(fault)));
            }
            output.json.as_ref().ok()
        } else {
            output.yaml.as_ref().map(Some).map_err(|fault| decoding(&fault.text.to_string()))?
        };
        match reading {
            Some(Reading::Object(credential)) => Ok(Some(credential)),
            Some(Reading::Other(Type::Null)) | None => Ok(None),
            Some(Reading::Other(other)) => Err(no_kind(&format!(
                "json: cannot unmarshal {} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; \
                 Kind string \"json:\\\"kind,omitempty\\\"\" }}",
                other.go_name()
            ))),
        }
    }

    /// `SimpleMetaFactory.Interpret`, the defaults of the type that is decoded into, and `Scheme.New`.
    fn is_registered(&self, credential: &Credential) -> Step<()> {
        let (version, kind) = (credential.api_version.as_ref(), credential.kind.as_ref());
        let mut wrong =
            [version.and_then(|version| not_text(version, "apiVersion")), kind.and_then(|kind| not_text(kind, "kind"))];
        wrong.sort_unstable_by_key(|wrong| wrong.as_ref().map_or(u32::MAX, |(at, _)| *at));
        if let Some((_, words)) = wrong.into_iter().flatten().next() {
            return Err(no_kind(&words));
        }
        let version = version.and_then(|version| version.value.as_ref()).filter(|version| !version.is_empty);
        let kind = kind.and_then(|kind| kind.value.as_ref()).filter(|kind| !kind.is_empty);
        let is_credential = kind.is_none_or(|kind| kind.is_exec_credential);
        let kind = kind.map_or("ExecCredential", |kind: &Kind| shown(kind.name.as_ref()));
        match version {
            Some(version) if version.is_malformed => {
                Err(decoding(&format!("unexpected GroupVersion string: {}", shown(version.name.as_ref()))))
            }
            Some(version) if !is_credential || !version.known.is_some_and(|known| self.knows(known)) => {
                let version: &ApiVersion = version;
                let name = shown(version.name.as_ref());
                Err(decoding(&format!("no kind \"{kind}\" is registered for version \"{name}\" in scheme \"…\"")))
            }
            None if !is_credential => Err(decoding(&format!(
                "no kind \"{kind}\" is registered for the internal version of group \"client.authentication.k8s.io\" in scheme \"…\""
            ))),
            _ => Ok(()),
        }
    }

    /// The first member that is of another type than Go's structs; a later one is not reported.
    fn types(&self, credential: &Credential, package: &str) -> Step<()> {
        let mut wrong: Vec<(u32, String)> = Vec::new();
        let mut object = |at: u32, json_type: Type, path: &str, wanted: &str| {
            if !matches!(json_type, Type::Object { .. } | Type::Null) {
                wrong.push((at, unmarshal(json_type, path, &format!("{package}.{wanted}"))));
            }
        };
        if let Some(spec) = &credential.spec {
            object(spec.span.start, spec.json_type, "ExecCredential.spec", "ExecCredentialSpec");
        }
        if let Some(status) = &credential.status {
            object(status.span.start, status.json_type, "ExecCredential.status", "ExecCredentialStatus");
        }
        if let Some((member, interactive)) =
            credential.spec.as_ref().and_then(|spec| Some((spec, spec.value.as_ref()?.interactive?)))
            && !matches!(interactive, Type::Bool(_) | Type::Null)
        {
            wrong.push((member.span.start, unmarshal(interactive, "ExecCredentialSpec.spec.interactive", "bool")));
        }
        if let Some(status) = credential.status() {
            wrong.extend(self.member_types(status));
        }
        match wrong.into_iter().min_by_key(|(at, _)| *at) {
            // json-iterator, which quotes the text around the place.
            Some(_) if self.minor == 22 => Err(decoding(&format!("{package}.ExecCredential.…, error found in #… byte of …"))),
            Some((_, words)) => Err(decoding(&words)),
            None => Ok(()),
        }
    }

    fn member_types(&self, status: &Status) -> Vec<(u32, String)> {
        let path = |name: &str| format!("ExecCredentialStatus.status.{name}");
        let texts = [
            status.token.as_ref().map(|member| (member.span.start, member.json_type, "token")),
            status.certificate.as_ref().map(|member| (member.span.start, member.json_type, "clientCertificateData")),
            status.key.as_ref().map(|member| (member.span.start, member.json_type, "clientKeyData")),
            status.expiry.as_ref().map(|member| (member.span.start, member.json_type, "expirationTimestamp")),
        ];
        let is_wrong = |json_type: Type| !matches!(json_type, Type::Text | Type::Null);
        let mut wrong: Vec<_> = texts
            .into_iter()
            .flatten()
            .filter(|(_, json_type, _)| is_wrong(*json_type))
            .map(|(at, json_type, name)| (at, unmarshal(json_type, &path(name), "string")))
            .collect();
        if let Some((member, expiry)) = status.expiry.as_ref().and_then(|member| Some((member, member.value.as_ref()?))) {
            let go = if self.minor == 22 && expiry.has_comma { GoTime::Missing("Z07:00") } else { expiry.go };
            wrong.extend(time_words(go).map(|words| (member.span.start, words)));
        }
        wrong
    }

    /// The rest of `refreshCredsLocked`, and what `net/http` thinks of the header.
    fn credentials(&self, status: &Status) -> Step<AnswerOutcome> {
        let token = status.token_text().filter(|token| !token.is_empty);
        let certificate = status.certificate_text().filter(|text| !text.is_empty);
        let key = status.key_text().filter(|text| !text.is_empty);
        if token.is_none() && certificate.is_none() && key.is_none() {
            return Err(credentials("exec plugin didn't return a token or cert/key pair"));
        }
        if certificate.is_some() != key.is_some() {
            return Err(credentials("exec plugin returned only certificate or key, not both"));
        }
        let pair = status.pairs.as_ref().map(|pairs| &pairs.as_written).filter(|_| certificate.is_some());
        if let Some(words) = pair.filter(|pair| is_within(pair.refused_in(), self.minor)).and_then(Pair::kubectl_text) {
            return Err(credentials(&format!("failed parsing client key/certificate: {words}")));
        }
        let Some(token) = token else { return Ok(AnswerOutcome::sends(false, true)) };
        if token.facts.header.is_refused_by_go {
            return Err(match self.minor {
                ..25 => format!(
                    "Unable to connect to the server: net/http: invalid header field value \"{MASK}\" for key Authorization"
                ),
                _ => "Unable to connect to the server: net/http: invalid header field value for \"Authorization\"".to_owned(),
            });
        }
        Ok(if token.is_blank {
            AnswerOutcome::sends_blank_token(certificate.is_some())
        } else {
            AnswerOutcome::sends(true, certificate.is_some())
        })
    }
}

/// Whether a minor lies in `1.22-1.37`.
fn is_within(range: &str, minor: u32) -> bool {
    let number = |version: &str| version.strip_prefix("1.").and_then(|minor| minor.parse::<u32>().ok());
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    number(first).is_none_or(|first| first <= minor) && number(last).is_none_or(|last| minor <= last)
}

fn not_text<T>(member: &Member<T>, name: &str) -> Option<(u32, String)> {
    let is_wrong = !matches!(member.json_type, Type::Text | Type::Null);
    is_wrong.then(|| (member.span.start, unmarshal(member.json_type, &format!(".{name}"), "string")))
}

fn unmarshal(json_type: Type, path: &str, wanted: &str) -> String {
    format!("json: cannot unmarshal {} into Go struct field {path} of type {wanted}", json_type.go_name())
}

fn time_words(time: GoTime) -> Option<String> {
    const LAYOUT: &str = "2006-01-02T15:04:05Z07:00";
    match time {
        GoTime::Read => None,
        GoTime::Missing(element) => {
            Some(format!("parsing time \"{MASK}\" as \"{LAYOUT}\": cannot parse \"{MASK}\" as \"{element}\""))
        }
        GoTime::OutOfRange(what) => Some(format!("parsing time \"{MASK}\": {what} out of range")),
        GoTime::ExtraText => Some(format!("parsing time \"{MASK}\": extra text: \"{MASK}\"")),
    }
}

fn shown(name: Option<&Name>) -> &str {
    name.map_or(MASK, Name::as_str)
}

fn no_kind(words: &str) -> String {
    decoding(&format!("couldn't get version/kind; json parse error: {words}"))
}

fn decoding(words: &str) -> String {
    credentials(&format!("decoding stdout: {words}"))
}

fn credentials(words: &str) -> String {
    format!("Unable to connect to the server: getting credentials: {words}")
}
