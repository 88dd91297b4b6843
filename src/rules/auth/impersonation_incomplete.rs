use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Collection, User, given};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for user in &case.config().users {
        let Some(field) = detail(user).filter(|_| given(user.impersonate.as_ref()).is_none()) else { continue };
        let key = field.address.last_key().unwrap_or_default();
        let finding = findings.field(field, message!["`", key, "` is given, but not `as`: the user to act as"]);
        finding.help("add `as` with the user to act as, or remove this");
        let name = user.entry.quoted_name();
        let error = message!["requesting uid, groups or user-extra for ", name, " without impersonating a user"];
        finding.refused_by("kubectl", "1.24-1.37", error);
        if filled(user.impersonate_groups.as_ref()).is_some() {
            finding.differs_in("kube-rs", "1.1-5.0", "sends the groups alone");
        }
    }
}

fn detail(user: &User) -> Option<&Field> {
    let uid = given(user.impersonate_uid.as_ref());
    uid.or_else(|| filled(user.impersonate_groups.as_ref())).or_else(|| filled(user.impersonate_extra.as_ref()))
}

/// Empty lists and mappings are nothing for Go.
fn filled(collection: Option<&Collection>) -> Option<&Field> {
    collection.filter(|collection| !collection.items.is_empty()).map(|collection| &collection.field)
}
