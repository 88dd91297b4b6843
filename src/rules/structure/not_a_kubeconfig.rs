use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::document::Top;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::load::Stage;
use crate::kubeconfig::model::{Kubeconfig, given};
use crate::message::Message;
use crate::rules::{Case, Findings};
use crate::span::Span;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let document = case.document();
    if !document.is_complete() {
        return;
    }
    let what = match document.top {
        Top::Mapping => return mapping(case, findings),
        // kubectl and kube-rs read an empty file as an empty list of entries; as one of several it does no harm.
        Top::Empty if case.is_in_list() || document.unread.is_some() => return,
        Top::Empty => "this file is empty",
        Top::List => "the top level is a list, not a mapping",
        Top::Scalar => "the top level is a text, not a mapping",
    };
    let finding = findings.at(&Address::ROOT, Span::at(0), what);
    if document.top == Top::Empty {
        finding.help("write the kubeconfig here, or take the file out of `KUBECONFIG`");
        finding.differs_in("kubectl", "1.22-1.37", "talks to http://localhost:8080");
    } else {
        finding.help("a kubeconfig begins with `apiVersion: v1` and `kind: Config`; one from a Secret is decoded once");
    }
}

/// A wrong `kind` or `apiVersion` makes kubectl refuse the file. Without them it loads.
fn mapping(case: &Case<'_>, findings: &mut Findings) {
    let config = case.config();
    let kind = wrong(config.kind.as_ref(), "Config");
    let version = wrong(config.api_version.as_ref(), "v1");
    if let Some(kind) = kind {
        let finding = findings.field(kind, "this is not `kind: Config`");
        finding.help(if is_manifest(kind) {
            "take the kubeconfig out of the manifest: `kubectl get secret NAME -o jsonpath='{.data.KEY}' | base64 -d`"
        } else {
            "write `kind: Config`; case matters"
        });
        finding.refused_by("kubectl", "1.22-1.37", refusal(case));
    } else if let Some(version) = version {
        let finding = findings.field(version, "this is not `apiVersion: v1`");
        let is_exec = version.name().is_some_and(|name| name.as_str().starts_with("client.authentication.k8s.io/"));
        finding.help(if is_exec {
            "this version belongs under `exec`; at the top write `apiVersion: v1`"
        } else {
            "write `apiVersion: v1`"
        });
        if version.is("/v1") {
            // The API group of `v1` has no name, so kubectl takes this for the same.
            finding.severity(Severity::Warning);
        } else {
            finding.refused_by("kubectl", "1.22-1.37", refusal(case));
        }
    } else if is_without_content(config) && case.document().unread.is_none() && !has_misspelt_key(case) {
        let finding = findings.at(&Address::ROOT, Span::at(0), "there are no clusters, users or contexts in this file");
        finding.severity(Severity::Info);
        finding.differs_in("kubectl", "1.22-1.37", "talks to http://localhost:8080");
    }
}

/// kubectl's words about a kind or version that it does not know, if it gets to it.
fn refusal(case: &Case<'_>) -> Message {
    let refusal = case.document().refusal.as_ref().filter(|refusal| refusal.stage == Stage::Kind);
    refusal.map_or_else(|| "no kind … is registered for version …".into(), |refusal| refusal.text.clone())
}

fn wrong<'a>(field: Option<&'a Field>, expected: &str) -> Option<&'a Field> {
    // A number or boolean here is a matter of its type.
    given(field).filter(|field| field.is_text() && !field.is(expected))
}

fn is_manifest(kind: &Field) -> bool {
    kind.name().is_some_and(|name| matches!(name.as_str(), "Secret" | "ConfigMap" | "List"))
}

/// What seems to be missing may be there under another name.
fn has_misspelt_key(case: &Case<'_>) -> bool {
    case.document().shape.iter().filter_map(|shape| shape.unknown.as_ref()).any(|unknown| unknown.meant.is_some())
}

fn is_without_content(config: &Kubeconfig) -> bool {
    config.clusters.is_empty()
        && config.users.is_empty()
        && config.contexts.is_empty()
        && given(config.current_context.as_ref()).is_none()
}
