//! Names of namespaces.

/// The longest label of RFC 1123.
const LONGEST_LABEL: usize = 63;

/// RFC 1123, as `IsDNS1123Label` of apimachinery has it.
pub(in crate::kubeconfig) fn is_label(name: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    name.len() <= LONGEST_LABEL
        && is_edge(name.chars().next())
        && is_edge(name.chars().next_back())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
