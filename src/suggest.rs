//! "Did you mean".

/// Below this, a suggestion confuses more than it helps.
const LIKENESS: f64 = 0.6;

/// The candidate that `word` looks most like.
pub(crate) fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |candidate: &str| strsim::normalized_damerau_levenshtein(word, candidate);
    candidates
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// `; did you mean X?`, or nothing.
pub(crate) fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    closest(word, candidates).map_or_else(String::new, |candidate| format!("; did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_alike_is_suggested() {
        let candidates = ["tls/verify-disabled", "tls/ca-missing", "tls"];
        assert_eq!(closest("tls/verfy-disabled", candidates), Some("tls/verify-disabled"));
        assert_eq!(closest("tsl", candidates), Some("tls"));
        assert_eq!(closest("nonsense", candidates), None);
        assert_eq!(hint("tsl", candidates), "; did you mean `tls`?");
        assert_eq!(hint("", candidates), "");
    }
}
