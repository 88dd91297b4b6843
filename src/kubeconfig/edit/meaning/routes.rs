//! Where the values stand that operations are about.

use crate::fix::Anchor;
use crate::kubeconfig::value::{Data, Pair, Value};
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// The numbers of the children on the way from the root.
pub(super) enum Found {
    Once(Vec<usize>),
    /// Aliases or merges bring it to these places.
    Often(Shared),
}

/// Where a value stands that is written once. What changes it changes it everywhere, and must be asked for everywhere.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) routes: Vec<Vec<usize>>,
    /// How many of them were asked for.
    pub(super) asked: usize,
}

/// An [`Anchor`] that can be looked up.
pub(super) type Place = (u8, Span);

pub(super) fn place(anchor: Anchor) -> Place {
    match anchor {
        Anchor::Key(span) => (0, span),
        Anchor::Value(span) => (1, span),
        Anchor::Mapping(start) => (2, Span::at(start)),
        Anchor::Top => (3, Span::at(0)),
    }
}

fn child(value: &Value, index: usize) -> Option<(&Value, Option<&Pair>)> {
    match &value.data {
        Data::List(items) => items.get(index).map(|item| (item, None)),
        Data::Map(pairs) => pairs.get(index).map(|pair| (&pair.value, Some(pair))),
        _ => None,
    }
}

/// Where the wanted places are among the values: one walk, without recursion.
pub(super) fn find(root: &Value, wanted: &HashSet<Place>) -> HashMap<Place, Found> {
    let mut found = HashMap::from([(place(Anchor::Top), Found::Once(Vec::new()))]);
    let mut stack = vec![(root, 0)];
    while let Some((value, next)) = stack.last_mut() {
        let value: &Value = value;
        let Some((child, pair)) = child(value, *next) else {
            stack.pop();
            continue;
        };
        *next += 1;
        let is_mapping = matches!(child.data, Data::Map(_));
        let places = [
            pair.map(|pair| place(Anchor::Key(pair.key_span))),
            (!child.span.is_empty()).then(|| place(Anchor::Value(child.span))),
            is_mapping.then(|| place(Anchor::Mapping(child.origin.start))),
        ];
        for place in places.into_iter().flatten().filter(|place| wanted.contains(place)) {
            let is_merged = pair.is_some_and(|pair| pair.merged_by.is_some());
            let route: Vec<usize> = stack.iter().map(|(_, next)| next - 1).collect();
            let mut shared = match found.remove(&place) {
                None if !is_merged => {
                    found.insert(place, Found::Once(route));
                    continue;
                }
                None => Shared::default(),
                Some(Found::Once(first)) => Shared { routes: vec![first], asked: 0 },
                Some(Found::Often(shared)) => shared,
            };
            shared.routes.push(route);
            found.insert(place, Found::Often(shared));
        }
        stack.push((child, 0));
    }
    found
}
