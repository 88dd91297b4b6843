//! What is written in a kubeconfig and is nothing: `users:`, `- null`, `token: ~`.

use super::Level;
use crate::address::Address;
use crate::kubeconfig::schema::Type;
use crate::kubeconfig::value::Data;
use std::collections::HashSet;

/// Collects the addresses of what is null in a level and below.
pub(super) fn collect(level: &Level<'_>, nulls: &mut HashSet<Address>) {
    for spec in level.object.fields {
        let Some(pair) = level.pair(spec.key) else { continue };
        match (&pair.value.data, spec.ty) {
            (Data::Null, _) => _ = nulls.insert(level.address.key(spec.key)),
            (Data::Map(_), Type::Object(_)) => collect(&level.object(spec.key), nulls),
            (Data::List(_), Type::List(_)) => {
                level.items(spec.key).take(super::MOST_ENTRIES).for_each(|item| of_item(&item, nulls));
            }
            _ => {}
        }
    }
}

fn of_item(item: &Level<'_>, nulls: &mut HashSet<Address>) {
    match item.value.map(|value| &value.data) {
        Some(Data::Null) => _ = nulls.insert(item.address.clone()),
        Some(Data::Map(_)) => collect(item, nulls),
        _ => {}
    }
}
