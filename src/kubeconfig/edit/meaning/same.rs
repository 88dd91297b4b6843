//! Whether two files say the same.

use crate::kubeconfig::value::{Data, Value};

/// Whether two values are the same to kubectl, wherever and however they are written. The order of keys does not matter.
pub(in crate::kubeconfig) fn is_same(one: &Value, other: &Value) -> bool {
    let mut pending = vec![(one, other)];
    while let Some((one, other)) = pending.pop() {
        let is_same = match (&one.data, &other.data) {
            (Data::Null, Data::Null) | (Data::NotANumber, Data::NotANumber) => true,
            (Data::Bool(one), Data::Bool(other)) => one == other,
            (Data::Number(one), Data::Number(other)) | (Data::Text(one), Data::Text(other)) => one == other,
            (Data::List(one), Data::List(other)) => {
                pending.extend(one.iter().zip(other));
                one.len() == other.len()
            }
            (Data::Map(_), Data::Map(_)) => {
                let (one, other) = (one.sorted_pairs(), other.sorted_pairs());
                pending.extend(one.iter().zip(&other).map(|(one, other)| (&one.value, &other.value)));
                one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| one.key == other.key)
            }
            _ => false,
        };
        if !is_same {
            return false;
        }
    }
    true
}
