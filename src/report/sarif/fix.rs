//! Fixes that a viewer may apply by itself.

use super::model::{ArtifactLocation, Text};
use super::text::Sentences;
use crate::fix::{Edit, Fix, Safety};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FixObject<'a> {
    description: Text,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation<'a>,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: DeletedRegion,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Content<'a>>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DeletedRegion {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// The fix, where it is safe and made of fixed words alone: a viewer applies it with one click, and nobody reads its result again.
pub(super) fn fix<'a>(fix: &'a Fix, artifact_location: ArtifactLocation<'a>) -> Option<FixObject<'a>> {
    if fix.safety != Safety::Safe || fix.edits.is_empty() {
        return None;
    }
    let replacements = fix.edits.iter().map(Replacement::from).collect();
    let description = Sentences::of(&fix.title).text.into();
    Some(FixObject { description, artifact_changes: [ArtifactChange { artifact_location, replacements }] })
}

impl<'a> From<&'a Edit> for Replacement<'a> {
    fn from(edit: &'a Edit) -> Self {
        let (start, end) = (edit.range.start, edit.range.end);
        Self {
            deleted_region: DeletedRegion {
                start_line: start.line,
                start_column: start.utf16_column,
                end_line: end.line,
                end_column: end.utf16_column,
            },
            inserted_content: (!edit.text.is_empty()).then_some(Content { text: &edit.text }),
        }
    }
}
