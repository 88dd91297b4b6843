//! `KubeConfigLoader._load_authentication`: the first method that yields something counts.

use super::node::{Node, type_name};
use super::select::Selected;
use super::{exec, provider};
use crate::clients::release::Version;
use crate::clients::{Auth, Refusal};
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::header::Inner;
use crate::kubeconfig::reading::{HeaderFault, Kind, Plain};
use crate::message;
use crate::message::Part;
use jiff::Timestamp;

/// What goes into the `Authorization` header.
pub(super) struct Header<'r> {
    pub(super) auth: Auth,
    pub(super) node: Node<'r>,
    /// Why Python will not send it.
    pub(super) fault: Option<HeaderFault>,
}

pub(super) fn load_authentication<'r>(
    selected: &Selected<'r>,
    version: Version,
    now: Timestamp,
) -> Result<Option<Header<'r>>, Refusal> {
    let Some(user) = selected.user.as_ref().filter(|user| user.datum.is_truthy()) else { return Ok(None) };
    if let Some(header) = provider::load(user, version, now)? {
        return Ok(Some(header));
    }
    if !matches!(user.kind(), Kind::Map | Kind::List) {
        return Err(user.refuse("…"));
    }
    if let Some(header) = token(user)? {
        return Ok(Some(header));
    }
    if let Some(plugin) = user.get("exec").filter(|plugin| exec::is_run(plugin, &selected.cluster, version)) {
        return Ok(Some(Header { auth: Auth::Exec, node: plugin, fault: None }));
    }
    basic(user)
}

/// `_load_user_token`
fn token<'r>(user: &Node<'r>) -> Result<Option<Header<'r>>, Refusal> {
    if let Some(token) = user.expect_if_there("token")? {
        let fault = token.datum.header_fault();
        // `Bearer` with blanks behind it is no credential.
        let is_blank = fault.is_none() && token.datum.header_value().inner == Inner::Nothing;
        let auth = if is_blank { Auth::None } else { Auth::Token };
        return Ok(token.datum.is_truthy().then_some(Header { auth, node: token, fault }));
    }
    let Some(path) = user.expect_if_there("tokenFile")? else { return Ok(None) };
    if !path.is_text() {
        let start = "join() argument must be str, bytes, or os.PathLike object, not '";
        return Err(path.refuse(message![start, type_name(path.kind()), "'"]));
    }
    let Some(target) = path.datum.target() else {
        if path.datum.is_empty() {
            return Err(path.refuse("[Errno 21] Is a directory: '…'"));
        }
        return match path.datum.name() {
            Some(_) => Ok(Some(Header { auth: Auth::TokenFile, node: path, fault: None })),
            None => Err(path.refuse("[Errno 36] File name too long: '…'")),
        };
    };
    let stop = |reason: &'static str| Err(path.refuse(message![reason, Part::Quote(target.resolved.clone()), "'"]));
    match target.state {
        TargetState::Missing => return stop("[Errno 2] No such file or directory: '"),
        TargetState::Folder => return stop("[Errno 21] Is a directory: '"),
        TargetState::Unreadable => return stop("[Errno 13] Permission denied: '"),
        TargetState::NotLooked | TargetState::Read => {}
    }
    let content = target.content.as_ref();
    if content.is_some_and(|content| !content.is_utf8()) {
        return Err(path.refuse("'utf-8' codec can't decode byte …"));
    }
    let fault = content.and_then(Plain::header_fault);
    let is_empty = content.is_some_and(Plain::is_empty);
    Ok((!is_empty).then_some(Header { auth: Auth::TokenFile, node: path, fault }))
}

/// `_load_user_pass_token`
fn basic<'r>(user: &Node<'r>) -> Result<Option<Header<'r>>, Refusal> {
    let (Some(_), Some(_)) = (user.find("username")?, user.find("password")?) else { return Ok(None) };
    let (name, password) = (user.expect("username")?, user.expect("password")?);
    for part in [&name, &password] {
        if !part.is_text() {
            return Err(part.refuse("…"));
        }
        if part.datum.header_fault() == Some(HeaderFault::Character) {
            return Err(part.refuse("'latin-1' codec can't encode character…"));
        }
    }
    Ok(Some(Header { auth: Auth::Basic, node: name, fault: None }))
}
