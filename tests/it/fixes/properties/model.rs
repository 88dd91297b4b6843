//! A kubeconfig as values, and what goes wrong with one.

use crate::credentials::fill;
use std::fmt;
use std::mem;

/// A value of a kubeconfig.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Text(String),
    /// A word without quotes, whatever YAML takes it for.
    Plain(&'static str),
    Map(Vec<(String, Node)>),
    List(Vec<Node>),
}

pub(super) fn text(value: &str) -> Node {
    Node::Text(fill(value))
}

fn map<const N: usize>(pairs: [(&str, Node); N]) -> Node {
    Node::Map(pairs.map(|(key, value)| (key.to_owned(), value)).into())
}

fn entry<const N: usize>(name: &str, body: &str, pairs: [(&str, Node); N]) -> Node {
    map([("name", text(name)), (body, map(pairs))])
}

/// Nothing is wrong with it.
pub(super) fn good() -> Node {
    let exec = map([
        ("apiVersion", text("client.authentication.k8s.io/v1")),
        ("command", text("aws")),
        ("args", Node::List(["eks", "get-token", "--output", "json"].map(text).into())),
        ("interactiveMode", text("IfAvailable")),
    ]);
    let context = |name, cluster, user| {
        entry(name, "context", [("cluster", text(cluster)), ("user", text(user)), ("namespace", text("team"))])
    };
    map([
        ("apiVersion", text("v1")),
        ("kind", text("Config")),
        ("current-context", text("prod")),
        (
            "clusters",
            Node::List(vec![
                entry(
                    "production",
                    "cluster",
                    [("server", text("https://k8s.corp.test:6443")), ("certificate-authority-data", text("{{ca}}"))],
                ),
                entry(
                    "staging",
                    "cluster",
                    [
                        ("server", text("https://[fd00::1]:6443")),
                        ("certificate-authority-data", text("{{other-ca}}")),
                        ("tls-server-name", text("d.corp.test")),
                    ],
                ),
                entry(
                    "testing",
                    "cluster",
                    [
                        ("server", text("https://10.0.0.1:6443")),
                        ("insecure-skip-tls-verify", Node::Plain("false")),
                        ("certificate-authority-data", text("{{ca}}")),
                    ],
                ),
            ]),
        ),
        (
            "users",
            Node::List(vec![
                entry(
                    "alice",
                    "user",
                    [("client-certificate-data", text("{{client-cert}}")), ("client-key-data", text("{{client-key}}"))],
                ),
                entry("robot", "user", [("token", text("{{token}}"))]),
                entry("cloud", "user", [("exec", exec)]),
            ]),
        ),
        (
            "contexts",
            Node::List(vec![
                context("prod", "production", "alice"),
                context("stage", "staging", "robot"),
                context("test", "testing", "cloud"),
            ]),
        ),
    ])
}

/// What went wrong, and which places of the file may differ when it is mended: all others must not.
pub(super) struct Fault {
    pub(super) name: &'static str,
    pub(super) spoil: fn(&mut Node),
    pub(super) places: &'static [&'static str],
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Node {
    /// The value at a path of keys and numbers, which must be there.
    fn at(&mut self, path: &str) -> &mut Node {
        path.split('/').fold(self, |node, step| match node {
            Node::List(items) => &mut items[step.parse::<usize>().unwrap()],
            Node::Map(pairs) => &mut pairs.iter_mut().find(|(key, _)| key == step).unwrap().1,
            Node::Text(_) | Node::Plain(_) => panic!("nothing is below a text: {path}"),
        })
    }

    pub(super) fn set(&mut self, path: &str, value: Node) {
        *self.at(path) = value;
    }

    fn pairs(&mut self, path: &str) -> &mut Vec<(String, Node)> {
        let holder = if path.is_empty() { self } else { self.at(path) };
        if let Node::Map(pairs) = holder { pairs } else { panic!("{path} is no mapping") }
    }

    pub(super) fn add(&mut self, path: &str, key: &str, value: Node) {
        self.pairs(path).push((key.to_owned(), value));
    }

    pub(super) fn rename(&mut self, path: &str, key: &str, other: &str) {
        let pair = self.pairs(path).iter_mut().find(|(own, _)| own == key).unwrap();
        key_of(pair, other);
    }

    pub(super) fn take(&mut self, path: &str, key: &str) -> Node {
        let pairs = self.pairs(path);
        let index = pairs.iter().position(|(own, _)| own == key).unwrap();
        pairs.remove(index).1
    }

    pub(super) fn push(&mut self, path: &str, item: Node) {
        if let Node::List(items) = self.at(path) {
            items.push(item);
        }
    }

    pub(super) fn swap(&mut self, one: &str, other: &str) {
        let value = mem::replace(self.at(one), Node::Plain(""));
        let value = mem::replace(self.at(other), value);
        self.set(one, value);
    }

    pub(super) fn clone_of(&mut self, path: &str) -> Node {
        self.at(path).clone()
    }
}

fn key_of(pair: &mut (String, Node), key: &str) {
    key.clone_into(&mut pair.0);
}
