use crate::rules::{Case, Findings};

/// A kubeconfig does not hold what a plugin prints: `rules::answer` judges that.
pub(super) fn check(_: &Case<'_>, _: &mut Findings) {}
