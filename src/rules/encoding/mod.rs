//! How certificates, keys and tokens are written down.

use super::{Rule, rule};

mod base64_jwt;
mod data_in_path_field;
mod double_base64;
mod key_and_certificate_swapped;
mod line_wrapped;
mod not_base64;
mod not_pem;
mod pem_field;
mod pem_layout;
mod redacted_placeholder;
mod wrong_pem_block;

pub(super) const RULES: &[Rule] = &[
    rule!("encoding/not-base64", not_base64),
    rule!("encoding/double-base64", double_base64),
    rule!("encoding/not-pem", not_pem),
    rule!("encoding/pem-layout", pem_layout),
    rule!("encoding/wrong-pem-block", wrong_pem_block),
    rule!("encoding/key-and-certificate-swapped", key_and_certificate_swapped),
    rule!("encoding/base64-jwt", base64_jwt),
    rule!("encoding/data-in-path-field", data_in_path_field),
    rule!("encoding/redacted-placeholder", redacted_placeholder),
    rule!("encoding/line-wrapped", line_wrapped),
];
