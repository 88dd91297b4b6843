use crate::kubeconfig::credential::PemText;
use crate::kubeconfig::facts::content::Content;
use crate::rules::{Case, Findings};

/// A kubeconfig does not hold what a plugin prints: `rules::answer` judges that.
pub(super) fn check(_: &Case<'_>, _: &mut Findings) {}

/// What it is instead of PEM.
pub(in crate::rules) fn not_pem(text: &PemText) -> Option<(&'static str, &'static str)> {
    const PRINT: &str = "print the PEM text, its line breaks as `\\n`: here, other than in a kubeconfig, nothing is encoded";
    Some(match text.bytes.pem.content {
        Content::Pem => return None,
        Content::Base64OfPem => (" is base64 of PEM", PRINT),
        Content::BareBody => (" is base64 of DER, without the BEGIN and END lines", PRINT),
        Content::BrokenPem => (
            " is PEM that is not laid out as PEM",
            "print it with a line break behind BEGIN, in front of END, and every 64 characters",
        ),
        Content::Empty => (" is blank", PRINT),
        _ => (" is not PEM", PRINT),
    })
}
