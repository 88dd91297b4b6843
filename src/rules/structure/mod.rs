//! What a kubeconfig is made of.

use super::{Rule, rule};

mod client_refuses;
mod confusable_name;
mod current_context_dangling;
mod current_context_unset;
mod dangling_reference;
mod duplicate_key;
mod duplicate_name;
mod extension_invalid;
mod field_unsupported;
mod misplaced_field;
mod multi_document;
mod name_control_characters;
mod namespace_invalid;
mod not_a_kubeconfig;
mod null_value;
mod refused_by_platform;
mod rename;
mod resource_limits;
mod syntax;
mod template_placeholder;
mod text_encoding;
mod trailing_document_marker;
mod unknown_field;
mod unnamed_entry;
mod unquoted_boolean_word;
mod unreferenced_entry;
mod unsafe_name;
mod wrong_type;
mod yaml_not_portable;

pub(super) const RULES: &[Rule] = &[
    rule!("structure/syntax", syntax),
    rule!("structure/client-refuses", client_refuses),
    rule!("structure/not-a-kubeconfig", not_a_kubeconfig),
    rule!("structure/unknown-field", unknown_field),
    rule!("structure/misplaced-field", misplaced_field),
    rule!("structure/duplicate-key", duplicate_key),
    rule!("structure/duplicate-name", duplicate_name),
    rule!("structure/dangling-reference", dangling_reference),
    rule!("structure/current-context-unset", current_context_unset),
    rule!("structure/current-context-dangling", current_context_dangling),
    rule!("structure/unnamed-entry", unnamed_entry),
    rule!("structure/wrong-type", wrong_type),
    rule!("structure/unquoted-boolean-word", unquoted_boolean_word),
    rule!("structure/null-value", null_value),
    rule!("structure/multi-document", multi_document),
    rule!("structure/trailing-document-marker", trailing_document_marker),
    rule!("structure/yaml-not-portable", yaml_not_portable),
    rule!("structure/refused-by-platform", refused_by_platform),
    rule!("structure/resource-limits", resource_limits),
    rule!("structure/template-placeholder", template_placeholder),
    rule!("structure/unreferenced-entry", unreferenced_entry),
    rule!("structure/name-control-characters", name_control_characters),
    rule!("structure/unsafe-name", unsafe_name),
    rule!("structure/confusable-name", confusable_name),
    rule!("structure/namespace-invalid", namespace_invalid),
    rule!("structure/extension-invalid", extension_invalid),
    rule!("structure/field-unsupported", field_unsupported),
    rule!("structure/text-encoding", text_encoding),
];
