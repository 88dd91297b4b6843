//! The request: node-fetch 2 (1.x) or undici's `fetch` (2.x).

use super::credentials::Credentials;
use super::server::Server;
use super::{Selected, Version, refuse};
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::facts::header::{HeaderValue, Inner};
use crate::kubeconfig::reading::Datum;
use crate::message::Message;

/// Ports that `fetch` does not open (<https://fetch.spec.whatwg.org/#port-blocking>).
const BAD_PORTS: [u16; 82] = [
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113,
    115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556,
    563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
];

/// Prepares the headers, then the request.
pub(super) fn check(
    selected: &Selected<'_>,
    server: &Server<'_>,
    credentials: &Credentials,
    version: Version,
) -> Result<(), Refusal> {
    let user = selected.user.as_ref();
    let stop = |cause: Cause, error: Message| Err(refuse(Stage::Transport, cause, error));
    if version == Version::Two && server.url.has_user_info {
        let error = "Request cannot be constructed from a URL that includes credentials: …";
        return stop(selected.cluster.cause("server"), error.into());
    }
    let impersonated = user.and_then(|user| Some((user, impersonated(&user.datum)?)));
    let impersonated = impersonated.map(|(user, name)| (Cause::datum(user.file, &name), name.header_value()));
    let authorization = credentials.header.as_ref().map(|header| (header.cause.clone(), header.value));
    for (cause, value) in impersonated.into_iter().chain(authorization) {
        if let Some(error) = why_not_sent(value, version) {
            return stop(cause, error.into());
        }
    }
    let is_blocked = |port: u16| BAD_PORTS.contains(&port);
    if version == Version::Two && server.url.port.is_some_and(is_blocked) {
        return stop(Cause::datum(selected.cluster.file, &server.written), "bad port".into());
    }
    Ok(())
}

/// `as`, where it is there.
pub(super) fn impersonated<'r>(user: &Datum<'r>) -> Option<Datum<'r>> {
    user.get("as").filter(|name| !name.is_null())
}

fn why_not_sent(value: HeaderValue, version: Version) -> Option<&'static str> {
    let is_clean = matches!(value.inner, Inner::Clean | Inner::Nothing);
    match version {
        Version::One if !is_clean || value.has_line_end || value.is_wide => Some("… is not a legal HTTP header value"),
        Version::Two if value.is_wide => Some("Cannot convert argument to a ByteString because …"),
        Version::Two if !is_clean => Some("Headers.append: … is an invalid header value."),
        _ => None,
    }
}
