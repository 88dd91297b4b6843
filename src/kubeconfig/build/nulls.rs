//! What is written in a kubeconfig and is nothing: `users:`, `- null`, `token: ~`.

use super::Level;
use crate::address::Address;
use crate::fix::Target;
use crate::kubeconfig::model::Nothing;
use crate::kubeconfig::schema::Type;
use crate::kubeconfig::value::Data;
use std::collections::HashMap;

/// Collects the addresses of what is null in a level and below.
pub(super) fn collect(level: &Level<'_>, nulls: &mut HashMap<Address, Nothing>) {
    for spec in level.object.fields {
        let Some(pair) = level.pair(spec.key) else { continue };
        match (&pair.value.data, spec.ty) {
            (Data::Null, ty) => {
                let address = level.address.key(spec.key);
                let target = Target::key(address.clone(), pair.key_span);
                nulls.insert(address, Nothing { target, is_list: matches!(ty, Type::List(_)) });
            }
            (Data::Map(_), Type::Object(_)) => collect(&level.object(spec.key), nulls),
            (Data::List(_), Type::List(_)) => {
                level.items(spec.key).take(super::MOST_ENTRIES).for_each(|item| of_item(&item, nulls));
            }
            _ => {}
        }
    }
}

fn of_item(item: &Level<'_>, nulls: &mut HashMap<Address, Nothing>) {
    let Some(value) = item.value else { return };
    match value.data {
        Data::Null => {
            let target = Target::value(item.address.clone(), value.span);
            nulls.insert(item.address.clone(), Nothing { target, is_list: false });
        }
        Data::Map(_) => collect(item, nulls),
        _ => {}
    }
}
