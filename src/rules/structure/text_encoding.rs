use crate::address::Address;
use crate::fix::Fix;
use crate::rules::{Case, Effect, Findings, refuses};
use crate::span::Span;

const UTF8_WITH_MARK: &[Effect] = &[refuses("kubeclient", "4.9-4.13", "undefined method `map' for nil:NilClass")];
const UTF16: &[Effect] = &[
    refuses("python", "18.20-37.0", "'utf-8' codec can't decode byte"),
    refuses("kr8s", "0.13", "'utf-8' codec can't decode byte"),
    refuses("kr8s", "0.17-0.20", "Unable to find valid credentials"),
    refuses("node", "1.0-2.0", "null byte is not allowed in input"),
    refuses("kubeclient", "4.9-4.13", "invalid leading UTF-8 octet"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let document = case.document();
    let (effects, message) = if document.has_utf8_mark() {
        (UTF8_WITH_MARK, "the file begins with a byte order mark")
    } else if document.transcoded_from().is_some() {
        (UTF16, "the file is stored as UTF-16")
    } else {
        return;
    };
    let effects = case.felt(effects);
    if !effects.is_empty() {
        let finding = findings.at(&Address::ROOT, Span::at(0), message);
        finding.help("store it as UTF-8 without a byte order mark").felt_by(&effects);
        finding.fix(Fix::safe("store it as UTF-8 without a byte order mark").store_as_utf8());
    }
}
