//! Files that were named more than once, by different paths: each is written once.

use crate::engine::Input;
use crate::env;
use std::collections::HashMap;
use std::path::PathBuf;

/// The inputs that are the same files as others before them.
pub(in crate::cli) struct Aliases(Vec<Alias>);

struct Alias {
    input: Input,
    /// Where it stood among all.
    position: usize,
    /// The same among those that are left: one file can hold several kubeconfigs.
    counterpart: Option<usize>,
}

/// A file, and the names that it was given.
#[derive(Default)]
struct Named {
    /// The first one.
    path: PathBuf,
    /// The kubeconfigs in it, among those that are left.
    numbers: Vec<usize>,
    /// How many of them were met under each of the others.
    others: HashMap<PathBuf, usize>,
}

impl Aliases {
    /// Takes them out.
    pub(in crate::cli) fn set_aside(inputs: Vec<Input>) -> (Vec<Input>, Self) {
        let mut known: HashMap<PathBuf, Named> = HashMap::new();
        let (mut kept, mut aliases) = (Vec::new(), Vec::new());
        for (position, input) in inputs.into_iter().enumerate() {
            let path = input.path.as_deref();
            if let Some((path, identity)) = path.and_then(|path| Some((path, env::identity(path)?))) {
                let named = known.entry(identity).or_insert_with(|| Named { path: path.to_owned(), ..Named::default() });
                if named.path != path {
                    let number = named.others.entry(path.to_owned()).or_default();
                    let counterpart = named.numbers.get(*number).copied();
                    *number += 1;
                    aliases.push(Alias { input, position, counterpart });
                    continue;
                }
                named.numbers.push(kept.len());
            }
            kept.push(input);
        }
        (kept, Self(aliases))
    }

    /// Puts them back where they were, with what their files now hold.
    pub(in crate::cli) fn put_back(self, mut inputs: Vec<Input>) -> Vec<Input> {
        let renewed = |alias: Alias| {
            let same = alias.counterpart.map(|number| inputs[number].clone());
            let Input { name, path, .. } = &alias.input;
            let input = same.map(|same| Input { name: name.clone(), path: path.clone(), ..same });
            (alias.position, input.unwrap_or(alias.input))
        };
        let renewed: Vec<_> = self.0.into_iter().map(renewed).collect();
        for (position, input) in renewed {
            inputs.insert(position, input);
        }
        inputs
    }
}
