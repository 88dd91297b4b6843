use crate::kubeconfig::facts::jwt::Jwt;
use crate::kubeconfig::facts::token::Kind;
use crate::message;
use crate::profile::Profile;
use crate::rules::{Case, Findings};
use jiff::{SignedDuration, Timestamp};

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// A job gets a new token, and ends soon.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let usual = if case.options().profile == Profile::Ci { HOUR } else { DAY };
    let horizon = case.options().expiry_warning.unwrap_or(usual);
    for user in case.config().users.iter().filter(|user| user.live_token_file().is_none()) {
        let Some((field, token)) = user.given_token().and_then(|field| Some((field, field.token()?))) else { continue };
        let Kind::Jwt(jwt) = &token.kind else { continue };
        if let Some(end) = jwt.expires_at.filter(|&end| is_near(jwt, end, case.now(), horizon)) {
            let finding = findings.field(field, message!["the token ends on ", end]);
            finding.help("get a new token, or use `tokenFile` or an exec plugin, which renew it");
        }
    }
}

/// A token that never lives as long as the horizon would be near its end all its life.
fn is_near(jwt: &Jwt, end: Timestamp, now: Timestamp, horizon: SignedDuration) -> bool {
    let is_long_lived = jwt.lifetime().is_none_or(|life| life > horizon);
    is_long_lived && now < end && now.duration_until(end) < horizon
}
