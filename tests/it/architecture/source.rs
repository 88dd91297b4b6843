//! The source, as far as the rules about it need to read it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// One file of the product, without its comments and its tests. Lines keep their numbers.
#[derive(Clone)]
pub(super) struct Source {
    /// From the root of the repository, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

/// All files under `src/` that are part of the product.
pub(super) fn sources() -> Vec<Source> {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(read);
    SOURCES.clone()
}

fn read() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    let mut sources = Vec::new();
    let mut tests = Vec::new();
    for file in files {
        let text = without_comments(&fs::read_to_string(&file).unwrap());
        let (text, modules) = without_tests(&text);
        tests.extend(modules.into_iter().map(|module| folder_of(&file).join(module)));
        let path = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        sources.push((file, Source { path, text }));
    }
    let is_test = |file: &Path| tests.iter().any(|test| file.with_extension("") == *test || file.starts_with(test));
    sources.into_iter().filter(|(file, _)| !is_test(file)).map(|(_, source)| source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Where the modules that a file declares lie.
fn folder_of(file: &Path) -> PathBuf {
    let is_root = ["mod", "lib", "main"].iter().any(|name| file.file_stem().is_some_and(|stem| stem == *name));
    if is_root { file.parent().unwrap().to_owned() } else { file.with_extension("") }
}

/// Comments may say anything, and so may the tests in them.
fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| match line.find("//") {
        Some(at) if line[..at].trim().is_empty() || line[..at].ends_with(' ') => &line[..at],
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Takes out what stands behind `#[cfg(test)]`, and returns the names of the test modules in files of their own. Tests come last
/// in a file, except for such modules.
fn without_tests(text: &str) -> (String, Vec<String>) {
    let mut kept = Vec::new();
    let mut modules = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push(line);
            continue;
        }
        let mut path = None;
        let item = lines.find(|line| match line.trim().strip_prefix("#[path = \"") {
            Some(rest) => {
                path = rest.split(".rs").next().map(str::to_owned);
                false
            }
            None => !line.trim().starts_with("#["),
        });
        let item = item.unwrap_or_default();
        let indent = item.len() - item.trim_start().len();
        kept.extend(["", ""]);
        if let Some(declaration) = item.trim_end().strip_suffix(';') {
            modules.extend(path.or_else(|| declaration.split_whitespace().last().map(str::to_owned)));
            continue;
        }
        // A block, which ends at its own indent.
        let is_end = |line: &str| line.len() - line.trim_start().len() == indent && line.trim_start().starts_with('}');
        let block = lines.by_ref().take_while(|line| !is_end(line)).count();
        kept.extend(std::iter::repeat_n("", block + 1));
    }
    (kept.join("\n"), modules)
}

impl Source {
    /// The top module it belongs to.
    pub(super) fn module(&self) -> &str {
        let name = self.path.split('/').nth(1).unwrap_or_default();
        name.strip_suffix(".rs").unwrap_or(name)
    }

    /// How deep below the root of the crate it stands: 1 for `src/env.rs` and `src/cli/mod.rs`.
    pub(super) fn depth(&self) -> usize {
        let path = self.path.strip_suffix("/mod.rs").unwrap_or(&self.path);
        path.matches('/').count()
    }

    pub(super) fn code_lines(&self) -> usize {
        self.text.lines().filter(|line| !line.trim().is_empty()).count()
    }

    /// The line of the first mention of `word`, which is not a part of another word.
    pub(super) fn mentions(&self, word: &str) -> Option<usize> {
        let at = self.text.match_indices(word).map(|(at, _)| at).find(|&at| {
            let before = self.text[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        })?;
        Some(self.line(at))
    }

    /// The paths behind `crate::`, two steps long at most, with their lines.
    pub(super) fn uses(&self) -> Vec<(usize, String)> {
        let mut uses = Vec::new();
        for (at, _) in self.text.match_indices("crate::") {
            let before = self.text[..at].trim_end();
            if before.ends_with("(in") || before.ends_with('$') {
                continue;
            }
            let tree = &self.text[at + "crate::".len()..];
            uses.extend(branches(tree).into_iter().flat_map(|(first, rest)| {
                let seconds = branches(rest);
                let mut paths: Vec<_> = seconds.iter().map(|(second, _)| format!("{first}::{second}")).collect();
                if paths.is_empty() {
                    paths.push(first.to_owned());
                }
                paths.into_iter().map(|path| (self.line(at), path))
            }));
        }
        uses
    }

    /// The most `super::` in a row, and where.
    pub(super) fn longest_climb(&self) -> (usize, usize) {
        let climbs = self.text.match_indices("super::").map(|(at, _)| {
            let steps = self.text[at..].split("super::").take_while(|between| between.is_empty()).count();
            (steps, self.line(at))
        });
        climbs.max_by_key(|(steps, _)| *steps).unwrap_or_default()
    }

    /// Functions that the rest of the crate can call and that return text which is not fixed.
    pub(super) fn functions_that_return_text(&self) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        for (at, _) in self.text.match_indices("fn ") {
            let line_start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let visibility = self.text[line_start..at].trim();
            let is_open = visibility.starts_with("pub ") || visibility == "pub" || visibility.starts_with("pub(crate)");
            let signature = self.text[at..].split(['{', ';']).next().unwrap_or_default();
            let returned = signature.split_once("->").map_or("", |(_, returned)| returned).replace("&'static str", "");
            let is_text = ["str", "String", "[u8]", "Vec<u8>"].iter().any(|ty| has_word(&returned, ty));
            if is_open && is_text {
                let name = signature["fn ".len()..].split(['(', '<']).next().unwrap_or_default();
                found.push((self.line(at), name));
            }
        }
        found
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }
}

/// The first names of a `use` tree, each with the tree behind its `::`; a brace has several.
fn branches(tree: &str) -> Vec<(&str, &str)> {
    let Some(inner) = tree.strip_prefix('{') else { return branch(tree).into_iter().collect() };
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.extend(branch(inner[start..at].trim()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

fn branch(tree: &str) -> Option<(&str, &str)> {
    let end = tree.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(tree.len());
    (end > 0).then(|| (&tree[..end], tree[end..].strip_prefix("::").unwrap_or_default()))
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        !text[..at].chars().next_back().is_some_and(is_part) && !text[at + word.len()..].chars().next().is_some_and(is_part)
    })
}

#[test]
fn use_trees_are_read() {
    let source = |text: &str| Source { path: "src/a/b.rs".into(), text: text.into() };
    let uses = |text: &str| source(text).uses().into_iter().map(|(_, path)| path).collect::<Vec<_>>();
    assert_eq!(
        uses("use crate::{env, message::{Name, Part}, span::Span};"),
        ["env", "message::Name", "message::Part", "span::Span"]
    );
    assert_eq!(uses("use crate::rules::{self, Case};\nlet x = crate::env::now();"), ["rules::self", "rules::Case", "env::now"]);
    assert_eq!(uses("pub(in crate::kubeconfig) fn x() {}"), Vec::<String>::new());
    assert_eq!(source("use super::super::x;").longest_climb(), (2, 1));
    assert_eq!(
        source("pub fn a() -> &'static str {}\npub fn b(&self) -> Option<&str> {}").functions_that_return_text(),
        [(2, "b")]
    );
    let (kept, modules) = without_tests("a\n#[cfg(test)]\nmod x;\n#[cfg(test)]\nmod tests {\n    b\n}\nc");
    assert!(kept.contains('a') && kept.contains('c') && !kept.contains('b'), "{kept}");
    assert_eq!(modules, ["x"]);
}
