//! `validateAuthInfo` (`tools/clientcmd/validation.go`), in its order.

use super::config::{Complaint, path_words, why_not_opened};
use super::{Selected, data};
use crate::clients::view::In;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Collection, Exec, User, given};
use crate::message;
use crate::message::Part;

/// The first minor that was run and merges files with code of its own, and no longer with `mergo`.
const OWN_MERGE: u32 = 32;
/// The first minor that reads `as-uid`.
pub(super) const AS_UID: u32 = 23;

pub(super) fn validate(selected: &Selected<'_>, minor: u32) -> Vec<Complaint> {
    let Some(user) = &selected.user else { return Vec::new() };
    let mut validation = Validation { user, name: selected.user_name(), complaints: Vec::new() };
    validation.certificate();
    if let Some(exec) = &user.entry.exec {
        validation.exec(exec);
    }
    validation.methods();
    validation.impersonation(minor);
    validation.complaints
}

struct Validation<'a, 'v> {
    user: &'v In<'a, User>,
    name: Part,
    complaints: Vec<Complaint>,
}

impl Validation<'_, '_> {
    fn complain(&mut self, field: &Field, start: &'static str, end: impl Into<Part>) {
        let words = message![start, self.name.clone(), end.into()];
        self.complaints.push(Complaint { cause: self.user.cause(field), words });
    }

    fn certificate(&mut self) {
        let user = self.user.entry;
        let (certificate_file, certificate_data) = (given(user.certificate_path.as_ref()), data(user.certificate_data.as_ref()));
        let (key_file, key_data) = (given(user.key_path.as_ref()), data(user.key_data.as_ref()));
        let Some(certificate) = certificate_data.or(certificate_file) else { return };
        if let Some(file) = certificate_file.filter(|_| certificate_data.is_some()) {
            let start = "client-cert-data and client-cert are both specified for ";
            self.complain(file, start, ". client-cert-data will override.");
        }
        if let Some(file) = key_file.filter(|_| key_data.is_some()) {
            let start = "client-key-data and client-key are both specified for ";
            self.complain(file, start, "; client-key-data will override");
        }
        if key_file.is_none() && key_data.is_none() {
            let end = " to use the clientCert authentication method.";
            self.complain(certificate, "client-key-data or client-key must be specified for ", end);
        }
        self.readable(certificate_file, "unable to read client-cert ");
        self.readable(key_file, "unable to read client-key ");
    }

    fn readable(&mut self, file: Option<&Field>, start: &'static str) {
        let Some((file, reason)) = file.and_then(|file| Some((file, why_not_opened(file)?))) else { return };
        let words = message![start, path_words(file), " for ", self.name.clone(), " due to "].then(reason);
        self.complaints.push(Complaint { cause: self.user.cause(file), words });
    }

    fn exec(&mut self, exec: &Exec) {
        const END: &str = " to use exec authentication plugin";
        if let Some(provider) = self.user.entry.auth_provider.as_ref() {
            self.complain(&provider.field, "authProvider cannot be provided in combination with an exec plugin for ", "");
        }
        if given(exec.command.as_ref()).is_none() {
            self.complain(&exec.field, "command must be specified for ", END);
        }
        if given(exec.api_version.as_ref()).is_none() {
            self.complain(&exec.field, "apiVersion must be specified for ", END);
        }
        for variable in exec.env.iter().filter(|variable| given(variable.name.as_ref()).is_none()) {
            self.complain(&variable.item, "env variable name must be specified for ", END);
        }
        self.interactive_mode(exec, END);
    }

    /// Versions before v1 have a default (`SetDefaults_ExecConfig`, `tools/clientcmd/api/v1/defaults.go`).
    fn interactive_mode(&mut self, exec: &Exec, end: &'static str) {
        const OLDER: [&str; 2] = ["client.authentication.k8s.io/v1beta1", "client.authentication.k8s.io/v1alpha1"];
        let has_default = exec.api_version.as_ref().is_some_and(|version| OLDER.iter().any(|older| version.is(older)));
        match given(exec.interactive_mode.as_ref()) {
            None if has_default => {}
            None => self.complain(&exec.field, "interactiveMode must be specified for ", end),
            Some(mode) => {
                if !["Never", "IfAvailable", "Always"].iter().any(|known| mode.is(known)) {
                    let words = message!["invalid interactiveMode for ", self.name.clone(), ": ", mode.in_quoted_words()];
                    self.complaints.push(Complaint { cause: self.user.cause(mode), words });
                }
            }
        }
    }

    fn methods(&mut self) {
        let user = self.user.entry;
        if let Some((token, _)) = user.given_token().zip(user.basic_auth()) {
            let end = "; found [token basicAuth], only one is allowed";
            self.complain(token, "more than one authentication method found for ", end);
        }
    }

    fn impersonation(&mut self, minor: u32) {
        let user = self.user.entry;
        if given(user.impersonate.as_ref()).is_some() {
            return;
        }
        let collection = |collection: &Option<Collection>| collection.as_ref().is_some_and(|list| list.field.has_content());
        let uid = given(user.impersonate_uid.as_ref()).filter(|_| minor >= AS_UID);
        let groups = user.impersonate_groups.as_ref().filter(|_| collection(&user.impersonate_groups));
        // `mergo` left out what is null.
        let is_there = |extra: &Collection| minor >= OWN_MERGE || extra.items.iter().any(|value| !value.is_null());
        let extra = user.impersonate_extra.as_ref().filter(|extra| collection(&user.impersonate_extra) && is_there(extra));
        let Some(field) = uid.or(groups.map(|list| &list.field)).or(extra.map(|list| &list.field)) else { return };
        let start =
            if minor >= AS_UID { "requesting uid, groups or user-extra for " } else { "requesting groups or user-extra for " };
        self.complain(field, start, " without impersonating a user");
    }
}
