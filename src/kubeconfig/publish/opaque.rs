//! Words that nobody made up: tokens and keys of kinds that no prefix tells, where a path or a fixed word belongs.

/// Shorter words are shown.
const SHORTEST: usize = 16;
/// So short pieces of a name can be anything: `k8s`, `x509`, `v1`.
const SHORT_PIECE: usize = 4;
/// A moment, down to the second.
const LONGEST_NUMBER: usize = 14;
/// A number behind a word, as in `cluster2024`.
const LONGEST_SUFFIX: usize = 4;
/// From as many hexadecimal digits on, it is a hash or a key.
const SHORTEST_HASH: usize = 32;

/// Whether a word may be a token: it is long, and one of its pieces is neither a word nor a number.
pub(super) fn is_opaque(word: &str) -> bool {
    let word = word.trim();
    is_hash(word) || (word.len() >= SHORTEST && !word.split(['-', '_', '.', '/', ' ']).all(is_plain))
}

/// A UUID, or hexadecimal digits: a token as well as the name of a folder.
pub(super) fn is_hash(word: &str) -> bool {
    let is_uuid = word.len() == 36 && word.bytes().enumerate().all(|(at, byte)| (byte == b'-') == matches!(at, 8 | 13 | 18 | 23));
    let digits = word.bytes().filter(u8::is_ascii_hexdigit).count();
    (is_uuid && digits == 32) || (word.len() >= SHORTEST_HASH && digits == word.len())
}

/// Whether digits, capitals and other letters are mixed in one long word.
pub(super) fn is_mixed(word: &str) -> bool {
    const CLASSES: [fn(&u8) -> bool; 3] = [u8::is_ascii_digit, u8::is_ascii_uppercase, u8::is_ascii_lowercase];
    word.len() >= 20 && CLASSES.iter().all(|class| word.bytes().any(|byte| class(&byte)))
}

/// A number, or words in small letters, in capitals or in both as in `ClientCertificate`, with a number behind them or not.
fn is_plain(piece: &str) -> bool {
    let letters = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = piece.len() - letters.len();
    if letters.is_empty() || is_version(piece) {
        return digits <= LONGEST_NUMBER;
    }
    let is_word = letters.chars().all(char::is_alphabetic);
    let is_cased = letters == letters.to_uppercase() || is_of_words(letters);
    piece.len() <= SHORT_PIECE || (digits <= LONGEST_SUFFIX && is_word && is_cased)
}

/// `v1beta1`
fn is_version(piece: &str) -> bool {
    let numbers = piece.strip_prefix('v').and_then(|rest| rest.split_once("alpha").or_else(|| rest.split_once("beta")));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

/// Whether capitals begin words in small letters, and not too many of them, as `ClientCertificate` has.
fn is_of_words(letters: &str) -> bool {
    let mut pairs = letters.chars().zip(letters.chars().skip(1).chain(['-']));
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    capitals * 3 <= letters.chars().count() && pairs.all(|(c, next)| !c.is_uppercase() || next.is_lowercase())
}
